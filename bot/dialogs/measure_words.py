"""Needs, goals and measures in words, as residents and staff read them."""

from dataclasses import dataclass

from bot.dialogs.figures import people_in_words, row_label, share_in_words
from bot.dialogs.labels import shortened
from bot.dialogs.message import plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.evidence import EvidenceKind
from domain.languages import DEFAULT, Texts
from domain.measures import Goal, Measure, MeasureStatus, NeedStatus
from usecases.evidence import Ground

LONGEST_LABEL = 120  # characters of a question or an answer in a sentence


@dataclass(slots=True)
class Reader:
    """Somebody who reads texts of the town: in their language where there is one, else in German.

    `needed_german` tells whether any text was not there in theirs.
    """

    said: Speech
    needed_german: bool = False

    def paragraphs(self, texts: Texts) -> str:
        """Return a text, line by line in the direction of the language it is in; empty if there is none."""
        text, language = self._read(texts)
        directed = (line(plain(one), speech(language)) if one else "" for one in text.split("\n"))
        return "\n".join(directed)

    def phrase(self, texts: Texts, longest: int | None = None) -> str:
        """Return a short text that stands in a sentence or on a line of its own."""
        return isolate(plain(self.label(texts, longest)))

    def label(self, texts: Texts, longest: int | None = None) -> str:
        """Return a short text as it stands on a button, where no markup is."""
        text, _language = self._read(texts)
        flat = " ".join(text.split())
        return flat if longest is None else shortened(flat, longest)

    def note(self) -> list[str]:
        """Return the line that says that some texts are German, if some were."""
        if not self.needed_german:
            return []
        _ = self.said.gettext
        if self.said.language == "de_simple":
            note = _("Some of this is not there in Leichte Sprache yet.")
        else:
            note = _("Some of this is not there in your language yet. It is in {language}.").format(
                language=isolate(OWN_NAMES[DEFAULT])
            )
        return [line(f"<i>{note}</i>", self.said)]

    def _read(self, texts: Texts) -> tuple[str, str]:
        language = self.said.language
        if texts.get(language):
            return texts[language], language
        found = texts.get(DEFAULT, "")
        self.needed_german = self.needed_german or bool(found)
        return found, DEFAULT


def need_status(status: NeedStatus, said: Speech) -> str:
    """Return what has become of a need so far, as a sentence."""
    _ = said.gettext
    return {
        NeedStatus.RECOGNISED: _("We have heard this. What follows from it is not decided yet."),
        NeedStatus.PRIORITISED: _("This is one of the next things that we take up."),
        NeedStatus.TAKEN_UP: _("We have taken this up."),
        NeedStatus.DEFERRED: _("This has to wait."),
    }[status]


def need_status_name(status: NeedStatus, said: Speech) -> str:
    """Return a need's status in a word or two, as staff read it in a list."""
    _ = said.gettext
    return {
        # Translators: how far a need of residents has come: it is known, but nothing follows from it yet.
        NeedStatus.RECOGNISED: _("Recognised"),
        # Translators: how far a need of residents has come: it is one of the next things that are taken up.
        NeedStatus.PRIORITISED: _("Prioritised"),
        # Translators: how far a need of residents has come: there are plans for it.
        NeedStatus.TAKEN_UP: _("Taken up"),
        # Translators: how far a need of residents has come: it has to wait.
        NeedStatus.DEFERRED: _("Deferred"),
    }[status]


def measure_status(status: MeasureStatus, said: Speech) -> str:
    """Return a measure's status in a word or two."""
    _ = said.gettext
    return {
        # Translators: the state of a measure (something that the town does).
        MeasureStatus.PROPOSED: _("Proposed"),
        # Translators: the state of a measure: it is decided that the town does it.
        MeasureStatus.DECIDED: _("Decided"),
        # Translators: the state of a measure: the town is doing it.
        MeasureStatus.IN_PROGRESS: _("In progress"),
        # Translators: the state of a measure: it is finished.
        MeasureStatus.DONE: _("Finished"),
        # Translators: the state of a measure: it comes later than planned.
        MeasureStatus.DELAYED: _("Delayed"),
        # Translators: the state of a measure: the town does not do it any more.
        MeasureStatus.STOPPED: _("Stopped"),
    }[status]


def progress_in_words(progress: int, said: Speech) -> str:
    """Return how much of a measure is done."""
    return said.gettext("{percent} is done").format(percent=isolate(said.percent(progress / 100)))


def standing(measure: Measure, said: Speech) -> str:
    """Return status and progress of a measure on one line."""
    name = isolate(measure_status(measure.status, said))
    if measure.status is MeasureStatus.DONE or not measure.progress:
        return name
    # Translators: the state of a measure, and how much of it is done: "In progress – 50 % is done".
    return said.gettext("{status} – {progress}").format(
        status=name, progress=isolate(progress_in_words(measure.progress, said))
    )


def dates_in_words(measure: Measure, said: Speech) -> list[str]:
    """Return from when until when a measure is planned."""
    _ = said.gettext
    found = []
    if measure.starts_on:
        found.append(_("Beginning: {date}").format(date=isolate(said.date(measure.starts_on))))
    if measure.due_on:
        found.append(_("Planned end: {date}").format(date=isolate(said.date(measure.due_on))))
    return found


def goal_lines(goal: Goal, reader: Reader) -> list[str]:
    """Return what is to be reached: what is counted, how many there were, how many there should be, when."""
    said = reader.said
    _ = said.gettext
    found = [f"<b>{reader.phrase(goal.title)}</b>"]
    if any(goal.indicator.values()):
        found.append(_("We count: {what}").format(what=reader.phrase(goal.indicator)))
    if goal.baseline is not None:
        found.append(_("At the beginning: {amount}").format(amount=_amount(goal.baseline, goal, reader)))
    if goal.target is not None:
        found.append(_("Goal: {amount}").format(amount=_amount(goal.target, goal, reader)))
    if goal.due_on is not None:
        found.append(_("Until: {date}").format(date=isolate(said.date(goal.due_on))))
    return [line(one, said) for one in found]


def ground_in_words(ground: Ground, reader: Reader) -> str:
    """Return what a need rests on, in a sentence; numbers only where residents may see them."""
    said = reader.said
    _ = said.gettext
    title = reader.phrase(ground.title)
    match ground.evidence.kind:
        case EvidenceKind.MINUTES if ground.day is not None:
            return _("It was talked about here: {event}, {date}").format(
                event=title, date=isolate(said.date(ground.day))
            )
        case EvidenceKind.CODING:
            return _("Several people wrote about this in the survey {survey}. Theme: {theme}").format(
                survey=title, theme=reader.phrase(ground.theme)
            )
    if not ground.is_public:
        return _("It is in the survey {survey}. Its results are not published yet.").format(survey=title)
    if ground.table is None:
        people = people_in_words(ground.people or 0, said)
        return _("The survey {survey}. Took part: {people}").format(survey=title, people=isolate(people))
    question = isolate(plain(shortened(reader.label(ground.table.label), LONGEST_LABEL)))
    if ground.row is None:
        answered = isolate(people_in_words(ground.table.n, said))
        text = _("The question “{question}”, answered by: {people}")
        return text.format(question=question, people=answered)
    answer = isolate(plain(shortened(row_label(ground.row, said), LONGEST_LABEL)))
    people = isolate(people_in_words(ground.row.count, said))
    share = share_in_words(ground.table, ground.row, said)
    # Translators: "412 people (38 %) answered “Too few benches” to the question “What is missing?”"
    return _("{people} ({share}) answered “{answer}” to the question “{question}”").format(
        people=people, share=share, answer=answer, question=question
    )


def _amount(value: float, goal: Goal, reader: Reader) -> str:
    """Return a number with what it counts."""
    number = reader.said.number(value)
    unit = reader.label(goal.unit)
    return isolate(plain(f"{number} {unit}".strip()))
