"""Staff publish a release: from then on residents see it, and those who asked get a message."""

from collections.abc import Iterator

from db import outbox, releases, residents, staff
from db.unit import Unit
from domain.confirmations import Deed
from domain.highlights import highlights
from domain.invitation import Permission
from domain.outgoing import Argument, Outgoing, Placement, Priority
from domain.results import PublishedResults
from domain.town import RESULTS_CONSENT
from usecases import published, said
from usecases.confirm import Confirmed, ask, needs_another, staff_who_may
from usecases.visit import Visit


def ask_to_publish(visit: Visit, key: str, number: int, place: Placement) -> bool:
    """Show staff what residents will get, in the staff's language, and ask for confirmation below.

    Returns:
        Whether there is such a release.
    """
    staff_id = staff_who_may(visit, Permission.PUBLISH)
    if staff_id is None:
        return True
    results = published.results_of_release(visit.unit, key, number)
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
        chats=len(residents.chats_that_agreed(visit.unit, RESULTS_CONSENT)),
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
    results = published.results_of_release(visit.unit, key, number)
    if results is None or not releases.publish(visit.unit, key, number, visit.today):
        _say_too_late(visit, key, place, is_it=True)
        return
    chats = residents.chats_that_agreed(visit.unit, RESULTS_CONSENT)
    outgoing = (
        Outgoing(
            address=address,
            template=template,
            language=language,
            args=args,
            priority=Priority.BULK,
            # The chat's number is the other half of the key; two languages of one household are two messages.
            occasion=f"said:{key}:{number}:{part}:{language}",
        )
        for address, language in chats
        for part, (template, args) in enumerate(messages(key, number, results))
    )
    outbox.say_to_many(visit.unit, outgoing, visit.now)
    staff.record(visit.unit, confirmed.staff_id, "published", confirmed.deed.subject, visit.now)
    visit.offer("published_now", [f"results:{key}"], place, survey=key, chats=len(chats))


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
