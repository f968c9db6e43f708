"""Staff publish a release: from then on residents see it, and those who asked get a message."""

from collections.abc import Iterator

from db import releases, staff
from db.unit import Unit
from domain.audience import Audience
from domain.confirmations import Deed
from domain.highlights import highlights
from domain.invitation import Permission
from domain.outgoing import Argument, Placement
from domain.results import PublishedResults
from domain.town import RESULTS_CONSENT
from usecases import published, said
from usecases.audiences import count, recipients
from usecases.confirm import Confirmed, ask, needs_another, staff_who_may
from usecases.to_many import plan_several
from usecases.visit import Visit

_AT_ONCE = 1000  # recipients in one set of statements


def ask_to_publish(visit: Visit, key: str, number: int, place: Placement) -> bool:
    """Show staff what residents will get, in the staff's language, and ask for confirmation below.

    Returns:
        Whether there is such a release.
    """
    staff_id = staff_who_may(visit, Permission.PUBLISH)
    if staff_id is None:
        return True
    results = published.results(visit.unit, key, number, for_residents=True)
    state = state_of_release(visit.unit, key, number)
    if results is None or state is None:
        return False
    public = said.newest_published(visit.unit, key)
    if public is not None and public.number >= number:
        _say_too_late(visit, key, place, is_it=public.number == number)
        return True
    for template, args in messages(key, number, results):
        visit.say(template, Placement(), results, None, None, **args)
    ask(
        visit,
        staff_id,
        Deed(Permission.PUBLISH, f"{key}:{number}", state),
        "publish_question",
        Placement(),
        survey=key,
        release=number,
        chats=count(visit.unit, visit.house, RESULTS_CONSENT, Audience()),
    )
    return True


def publish(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Publish a release and put the messages to all who asked into the outbox, in one unit of work.

    Where the operator wants two people for what is sent to many, the first one's yes waits for a second.
    """
    key, number = subject_of(confirmed.deed)
    if needs_another(visit, confirmed):
        staff.record(visit.unit, confirmed.staff_id, "confirmed first", confirmed.deed.subject, visit.now)
        visit.say("second_needed", place, survey=key)
        return
    results = published.results(visit.unit, key, number, for_residents=True)
    if results is None or not releases.publish(visit.unit, key, number, visit.today):
        _say_too_late(visit, key, place, is_it=True)
        return
    chats = _tell(visit, key, number, results)
    staff.record(visit.unit, confirmed.staff_id, "published", confirmed.deed.subject, visit.now)
    visit.offer("published_now", [f"results:{key}"], place, survey=key, chats=chats)


def _tell(visit: Visit, key: str, number: int, results: PublishedResults) -> int:
    """Plan the messages to all who asked; return to how many chats they go."""
    parts = list(messages(key, number, results))
    told: set[int] = set()
    after = 0
    while found := recipients(visit.unit, visit.house, RESULTS_CONSENT, Audience(), after, _AT_ONCE):
        plan_several(
            visit.unit,
            visit.house,
            found,
            lambda _language: parts,
            f"said:{key}:{number}",
            visit.now,
            purpose=RESULTS_CONSENT,
            capped=True,
        )
        told.update(one.chat_id for one in found)
        after = found[-1].chat_id
    return len(told)


def messages(key: str, number: int, results: PublishedResults) -> Iterator[tuple[str, dict[str, Argument]]]:
    """Yield template and arguments of what a resident gets: the main figures, then one or two pictures."""
    args: dict[str, Argument] = {"survey": key, "release": number}
    main = highlights(results)
    yield "said_news", args
    for index in main.pictures:
        yield "said_picture", {**args, "index": index}
    if main.scales:
        yield "said_scales", args


def subject_of(deed: Deed) -> tuple[str, int]:
    """Return the survey and the number of the release that a deed is about."""
    key, _, number = deed.subject.rpartition(":")
    return key, int(number)


def state_of_release(unit: Unit, key: str, number: int) -> str | None:
    """Return what changes when a release is made or published, None where there is no such release."""
    lines = releases.of_survey(unit, key)
    line = next((line for line in lines if line.number == number), None)
    if line is None:
        return None
    published = max((line.number for line in lines if line.published_on is not None), default=0)
    return f"{line.hash[:16]}.{lines[0].number}.{published}"


def _say_too_late(visit: Visit, key: str, place: Placement, *, is_it: bool) -> None:
    visit.offer("cannot_publish", [f"results:{key}"], place, survey=key, is_it=is_it)
