"""Moderators read the free texts of closed waves and decide what becomes of each.

Everybody else is refused, at every step. A button carries the text's revision: what somebody else changed
meanwhile is shown again and not decided twice.
"""

from dataclasses import dataclass
from datetime import datetime

from db import contributions, residents, staff, surveys
from db.contributions import Moderated
from db.unit import Unit
from domain.contributions import LONGEST_REASON, OTHER, SETTLED, Decision, Reason, Status, code, status_after
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.person import Person
from domain.redaction import NoSuchWord, readable, redacted, toggled
from domain.typed import read_number
from usecases.house import House
from usecases.moderate_files import moderate_files
from usecases.moderation_screens import (
    say_card,
    say_cleared,
    say_marks,
    say_overview,
    say_reasons,
    say_wave,
    undo_option,
)
from usecases.moderation_views import Notice, marks_of
from usecases.scrub import ask_for_scrub
from usecases.visit import WORDS, Visit, receive

_REF_DIGITS = 2 * contributions.REF_BYTES
_HEX = frozenset("0123456789abcdef")


def moderate_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /moderate with what waits."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        moderate(visit, [], Placement())


def moderate(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show or do what a place in the moderation menu leads to.

    Args:
        visit: The update that is handled.
        path: Nothing for the overview; [next, survey], [cleared, survey, page], [count, survey, wave]; what
            `moderate_files` knows; or [text, revision, step, detail] for a step of moderation.
        place: Where the menu stands.

    Returns:
        Whether there is such a place.
    """
    moderator = _moderator(visit)
    if moderator is None:
        return True
    match path:
        case []:
            staff.record(visit.unit, moderator, "saw", "moderation", visit.now)
            say_overview(visit, place)
        case ["next", survey]:
            _show_next(visit, moderator, survey, place)
        case ["cleared", survey, page] if page.isdecimal() and len(page) < 5:
            staff.record(visit.unit, moderator, "saw", f"moderation:cleared:{survey}", visit.now)
            return say_cleared(visit, survey, int(page), place)
        case ["count", survey, wave] if wave.isdecimal() and len(wave) < 6:
            _count(visit, moderator, survey, int(wave), place)
        case ["files" | "seen" | "file", *_]:
            return moderate_files(visit, moderator, path, place)
        case [ref, revision, step, *detail] if _is_place(ref, revision) and len(detail) < 2:
            session = _Session(visit, moderator, place)
            return session.take(ref, int(revision), step, detail[0] if detail else "")
        case _:
            return False
    return True


def take_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take typed words where a step of moderation has asked for them: words to mark, or a reason."""
    moderator = _moderator(visit)
    if moderator is None:
        return True
    match path:
        case [ref, revision, "marks" | "reject" as step] if _is_place(ref, revision):
            _Session(visit, moderator, Placement()).take_words(ref, int(revision), step, text)
        case _:
            return False
    return True


def _is_place(ref: str, revision: str) -> bool:
    return len(ref) == _REF_DIGITS and _HEX.issuperset(ref) and revision.isdecimal() and len(revision) < 6


def _moderator(visit: Visit) -> int | None:
    """Return who moderates; None, after a refusal, where somebody may not, or others are listening."""
    found = staff.role_of(visit.unit, visit.person.user)
    if found is None or not may(found[1], Permission.MODERATE) or visit.person.chat != visit.person.user:
        if any(option.startswith(f"{WORDS}moderate:") for option in visit.resident.menu):
            residents.offer_menu(visit.unit, visit.resident.member_id, [])  # nothing is asked any more
        visit.say("refused")
        return None
    return found[0]


def _show_next(
    visit: Visit,
    moderator: int,
    survey: str,
    place: Placement,
    after: Moderated | None = None,
    undo: str | None = None,
    notice: Notice | None = None,
) -> None:
    one = contributions.next_undecided(visit.unit, survey, after)
    if one is None:
        say_overview(visit, place, undo, notice)
        return
    if after is not None and one.key == after.key:
        notice = notice or Notice.ONLY_ONE
    staff.record(visit.unit, moderator, "saw", _named(one), visit.now)
    say_card(visit, one, place, undo, notice)


def _count(visit: Visit, moderator: int, survey: str, wave: int, place: Placement) -> None:
    """Count a wave's themes for good, and let the originals of what was redacted go."""
    unit = visit.unit
    surveys.lock(unit, survey)
    if wave not in contributions.standing(unit, survey).to_count:
        say_overview(visit, place, None, Notice.CHANGED)
        return
    texts = contributions.of_wave(unit, survey, wave)
    for question in sorted({one.question for one in texts}):
        themes = [one.themes for one in texts if one.question == question and one.status is Status.CODED]
        contributions.keep_coding(unit, survey, question, code(wave, themes, visit.house.town.themes))
    contributions.let_originals_go(unit, survey, wave)
    ask_for_scrub(unit)
    staff.record(unit, moderator, "counted", f"contributions:{survey}:{wave}", visit.now)
    say_overview(visit, place, None, Notice.COUNTED)


def _named(one: Moderated) -> str:
    return f"contribution:{one.survey}:{one.ref}"


@dataclass(frozen=True, slots=True)
class _Session:
    """One step of one moderator at one text."""

    visit: Visit
    moderator: int
    place: Placement

    def take(self, ref: str, revision: int, step: str, detail: str) -> bool:
        """Take a step that a button stands for; return False where no button of ours does."""
        one = self._as_shown(ref, revision)
        if one is None:
            return True
        match step, detail:
            case "show", "":
                say_card(self.visit, one, self.place)
            case "marks", "" if one.status is Status.NEW:
                say_marks(self.visit, one, self.place)
            case "reasons", "":
                say_reasons(self.visit, one, self.place)
            case "skip", "":
                _show_next(self.visit, self.moderator, one.survey, self.place, one)
            case "on" | "off", theme if theme in {*self.visit.house.town.themes, OTHER}:
                self._choose_theme(one, theme, on=step == "on")
            case "clear", "":
                self._decide(one, Decision.CLEAR, cleared_text=readable(one.text))
            case "redact", "" if marks := marks_of(one):
                text = redacted(readable(one.text), marks)
                self._decide(
                    one, Decision.REDACT, cleared_text=text, marks=contributions.marks_to_json(marks)
                )
            case "code", "" if one.themes:
                self._decide(one, Decision.CODE)
            case "reject", reason if reason in set(Reason):
                self._decide(one, Decision.REJECT, cleared_text=None, reason=reason)
            case "undo", "" if one.text:  # the original of a redacted text may be gone by now
                self._decide(one, Decision.UNDO, cleared_text=None, reason="")
            case _:
                return False
        return True

    def take_words(self, ref: str, revision: int, step: str, text: str) -> None:
        """Take words that were typed for a step."""
        one = self._as_shown(ref, revision)
        if one is None:
            return
        if step == "reject":
            reason = " ".join(readable(text).split())
            if 0 < len(reason) <= LONGEST_REASON:
                self._decide(one, Decision.REJECT, cleared_text=None, reason=reason)
            else:
                say_reasons(self.visit, one, self.place, Notice.TOO_LONG)
        elif read_number(text) == 0:
            say_card(self.visit, one, self.place)
        else:
            self._change_marks(one, text)

    def _as_shown(self, ref: str, revision: int) -> Moderated | None:
        """Return the text if it is as the button knew it; else show how it stands now."""
        one = contributions.by_ref(self.visit.unit, ref)
        if one is None:
            say_overview(self.visit, self.place, None, Notice.GONE)
            return None
        surveys.lock(self.visit.unit, one.survey)  # a wave is counted before a decision or after it
        if one.revision != revision:
            self._changed(one)
            return None
        return one

    def _changed(self, one: Moderated) -> None:
        if one.status in SETTLED:
            _show_next(self.visit, self.moderator, one.survey, self.place, after=one, notice=Notice.DECIDED)
        else:
            say_card(self.visit, one, self.place, None, Notice.CHANGED)

    def _change(self, one: Moderated, **values: object) -> Moderated | None:
        """Change a text and return it as it is now; None, and what there is instead, if it was too late."""
        done = contributions.change(self.visit.unit, one, values)
        now = contributions.by_ref(self.visit.unit, one.ref)
        if now is None:
            say_overview(self.visit, self.place, None, Notice.GONE)
            return None
        if not done:
            say_overview(self.visit, self.place, None, Notice.CHANGED)
            return None
        return now

    def _choose_theme(self, one: Moderated, theme: str, *, on: bool) -> None:
        if status_after(one.status, Decision.CODE) is None:
            self._changed(one)
            return
        kept = [known for known in [*self.visit.house.town.themes, OTHER] if known in one.themes]
        chosen = [known for known in kept if known != theme] + ([theme] if on else [])
        changed = self._change(one, themes=contributions.themes_to_json(chosen))
        if changed is not None:
            say_card(self.visit, changed, self.place)

    def _change_marks(self, one: Moderated, typed: str) -> None:
        try:
            marks = toggled(readable(one.text), marks_of(one), typed)
        except NoSuchWord:
            say_marks(self.visit, one, self.place, Notice.NO_SUCH_WORD)
            return
        changed = self._change(one, marks=contributions.marks_to_json(marks))
        if changed is not None:
            say_marks(self.visit, changed, self.place)

    def _decide(self, one: Moderated, decision: Decision, **values: object) -> None:
        after = status_after(one.status, decision)
        if after is None:
            self._changed(one)
            return
        changed = self._change(one, status=after, **values)
        if changed is None:
            return
        staff.record(self.visit.unit, self.moderator, str(decision), _named(one), self.visit.now)
        if after not in SETTLED:
            say_card(self.visit, changed, self.place)
        elif changed.wave in contributions.standing(self.visit.unit, changed.survey).to_count:
            say_wave(self.visit, changed, self.place)
        else:
            _show_next(
                self.visit, self.moderator, one.survey, self.place, changed, undo_option(changed), None
            )
