"""The operator plans a broadcast from a file, and follows it, with the same rules as staff in the chat.

A file is checked as a whole, so it needs no test message; and whoever may run commands has the database, so
no second person is asked for. Its key says which broadcast it is: a second run changes it as long as nothing
has gone out.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from db import attachments, broadcasts, events, measures, staff
from db.unit import Unit
from domain.audience import shown
from domain.broadcasts import EDITABLE, ENDED, Broadcast, Lacking, Link, LinkKind, Step, lacking
from domain.events import EventStatus
from domain.languages import Language
from domain.quiet_hours import decent
from domain.texts import missing
from domain.times import instant_of, local_time_of
from domain.typed_times import trouble_with
from usecases import broadcast_control
from usecases.audience_files import audience_problems
from usecases.audiences import count
from usecases.broadcast_files import BroadcastFile, ButtonFields, FileBeside
from usecases.broadcast_report import Report, report_of
from usecases.broadcast_screens import next_at, overview
from usecases.house import House
from usecases.recurrence import RuleRefused, check_rule
from usecases.send_broadcast import settle
from usecases.survey_titles import titles
from usecases.yaml_files import FileProblem, FileProblems, Located


class BroadcastRefused(Exception):
    """A command about a broadcast cannot be carried out; the message is for the operator."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A broadcast as the operator reads of it.

    `chats` is how many it arrives in now, None for fewer than ten of a narrowed audience; `missing` are the
    languages whose readers get the German text.
    """

    broadcast: Broadcast
    chats: int | None
    missing: tuple[Language, ...]
    next_at: datetime | None


def plan_broadcast(
    unit: Unit,
    house: House,
    located: Located[BroadcastFile],
    beside: FileBeside | None,
    now: datetime,
    at_once: bool,
) -> Planned:
    """Keep a broadcast as a file says, and release it if the file or the operator says when.

    Args:
        unit: The unit of work.
        house: The deployment.
        located: The file.
        beside: Its picture or document.
        now: The time.
        at_once: Release it now, whatever the file says about a time. Without that and without a time in the
            file it stays a draft for staff.

    Raises:
        FileProblems: Something in the file cannot be; nothing was changed.
        BroadcastRefused: It has gone out, or is on its way; nothing was changed.
    """
    fields = located.value
    problems = [*_problems(unit, house, located, now, at_once=at_once)]
    wanted = _wanted(unit, house, fields, at_once=at_once)
    if beside is not None:
        number = attachments.keep_content(unit, beside.kind, beside.name, beside.media_type, beside.content)
        wanted = replace(wanted, attachment_id=number)
    lack = lacking(wanted)
    if lack is not None and lack[0] is Lacking.TOO_LONG:
        for language in lack[1]:
            says = f"beside the picture and the buttons there is room for {wanted.longest} characters"
            problems.append(located.problem(("text", language), says))
    if problems:
        raise FileProblems(problems, located.name)
    kept = _keep(unit, wanted)
    staff.record(unit, None, "planned from a file", kept.subject, now)
    if at_once or kept.local_time is not None:
        kept = _release(unit, kept, now)
    return planned(unit, house, kept, now)


def planned(unit: Unit, house: House, one: Broadcast, now: datetime) -> Planned:
    """Return a broadcast as the operator reads of it."""
    number = shown(count(unit, house, one.purpose, one.audience), narrowed=one.audience.is_narrowed)
    return Planned(one, number, tuple(missing(one.text, house.languages)), next_at(unit, one, now))


def list_broadcasts(unit: Unit, now: datetime) -> tuple[Broadcast, ...]:
    """Return what is planned, on its way, or has ended of late, the newest first."""
    return overview(unit, now)


def report_broadcast(unit: Unit, house: House, name: str, now: datetime) -> tuple[Broadcast, Report]:
    """Return a broadcast with what has become of it.

    Raises:
        BroadcastRefused: There is none of this number or key.
    """
    one = settle(unit, _named(unit, name), now)
    return one, report_of(unit, house, one)


def pause_broadcast(unit: Unit, name: str, now: datetime) -> Broadcast:
    """Let nothing more of a broadcast go until it is resumed.

    Raises:
        BroadcastRefused: There is none of this number or key, or nothing to hold.
    """
    return _control(unit, name, "paused", now, lambda one: broadcast_control.pause(unit, one))


def resume_broadcast(unit: Unit, name: str, now: datetime) -> Broadcast:
    """Let a paused broadcast go on.

    Raises:
        BroadcastRefused: There is none of this number or key, or it is not paused.
    """
    return _control(unit, name, "resumed", now, lambda one: broadcast_control.resume(unit, one, now))


def cancel_broadcast(unit: Unit, name: str, now: datetime) -> Broadcast:
    """Take out what has not gone of a broadcast.

    Raises:
        BroadcastRefused: There is none of this number or key, or it has ended.
    """
    return _control(
        unit, name, "cancelled", now, lambda one: broadcast_control.cancel(unit, one, now) is not None
    )


def _control(unit: Unit, name: str, done: str, now: datetime, act: Callable[[Broadcast], bool]) -> Broadcast:
    one = _named(unit, name)
    if not act(one):
        raise BroadcastRefused(f"Broadcast {one.id} ({one.key}) is {one.status}: it cannot be {done}.")
    staff.record(unit, None, done, one.subject, now)
    return _named(unit, str(one.id))


def _named(unit: Unit, name: str) -> Broadcast:
    """Return the broadcast with a number or a key."""
    is_number = name.isascii() and name.isdecimal() and len(name) < 19
    found = broadcasts.by_id(unit, int(name)) if is_number else broadcasts.by_key(unit, name)
    if found is None:
        raise BroadcastRefused(f"There is no broadcast {name}; see `quartier broadcast list`.")
    return found


# --- the file ---------------------------------------------------------------------------------------


def _wanted(unit: Unit, house: House, fields: BroadcastFile, *, at_once: bool) -> Broadcast:
    return Broadcast(
        0,
        fields.key,
        house.timezone,
        purpose=fields.purpose,
        urgent=fields.urgent,
        text=fields.text,
        links=tuple(_link(unit, button) for button in fields.buttons),
        audience=fields.audience.audience,
        local_time=None if at_once else fields.at,
        rule=None if at_once else fields.rule,
    )


def _link(unit: Unit, button: ButtonFields) -> Link:
    if button.kind is LinkKind.MEASURE:
        found = measures.measure_by_key(unit, button.measure or "")
        return Link(button.kind, str(found.id) if found else "")
    return Link(button.kind, str(getattr(button, button.kind)))


def _keep(unit: Unit, wanted: Broadcast) -> Broadcast:
    """Add a broadcast, or change the one with its key if nothing of it has gone out."""
    known = broadcasts.by_key(unit, wanted.key)
    if known is None:
        return _by_id(unit, broadcasts.add(unit, wanted))
    if known.status not in EDITABLE:
        if known.planned or known.status in ENDED or not broadcast_control.take_back(unit, known):
            raise BroadcastRefused(
                f"Broadcast {known.id} ({known.key}) is {known.status}, so it stays as it is."
                " Give the file another key to send it anew."
            )
        known = _by_id(unit, known.id)
    if not broadcasts.save(unit, known, wanted):
        raise BroadcastRefused(f"Somebody is changing broadcast {known.id} at this moment. Please try again.")
    kept = _by_id(unit, known.id)
    if wanted.urgent:
        broadcasts.mark_urgent(unit, kept, urgent=True)
    return _by_id(unit, known.id)


def _release(unit: Unit, kept: Broadcast, now: datetime) -> Broadcast:
    broadcasts.move_on(unit, kept, Step.TEST)
    tested = _by_id(unit, kept.id)
    step = Step.RELEASE if tested.local_time is None else Step.SCHEDULE
    if not broadcasts.move_on(unit, tested, step):
        raise BroadcastRefused(f"Somebody is changing broadcast {kept.id} at this moment. Please try again.")
    if not broadcast_control.put_on_schedule(unit, tested, now):
        raise BroadcastRefused(f"Broadcast {kept.id} ({kept.key}) went out on that day before.")
    staff.record(unit, None, "released", kept.subject, now)
    return _by_id(unit, kept.id)


def _by_id(unit: Unit, number: int) -> Broadcast:
    found = broadcasts.by_id(unit, number)
    if found is None:
        raise LookupError("a broadcast is never deleted")
    return found


def _problems(
    unit: Unit, house: House, located: Located[BroadcastFile], now: datetime, *, at_once: bool
) -> Iterator[FileProblem]:
    """Yield what only the deployment can tell of a file."""
    fields = located.value
    yield from audience_problems(unit, house, located, fields.audience, ("audience",))
    for number, button in enumerate(fields.buttons):
        if says := _button_problem(unit, house, button):
            yield located.problem(("buttons", number, str(button.kind)), says)
    if at_once or fields.at is None:
        return
    if fields.rule is not None:
        try:
            check_rule(fields.rule, datetime.fromisoformat(fields.at).date())
        except RuleRefused as error:
            yield located.problem(("rule",), str(error))
    elif (trouble := trouble_with(fields.at, now, house.timezone)) is not None:
        yield located.problem(("at",), f"cannot be planned: {trouble.replace('_', ' ')}")
    at = instant_of(fields.at, house.timezone)
    better = decent(at, house.timezone, house.quiet)
    if better != at and not fields.urgent:
        local = local_time_of(better, house.timezone).replace("T", " ")
        yield located.problem(("at",), f"lies in quiet hours; the next decent time is {local}")


def _button_problem(unit: Unit, house: House, button: ButtonFields) -> str:
    match button.kind:
        case LinkKind.SURVEY:
            known = list(titles(unit, house.town))
            if button.survey not in known:
                return f"“{button.survey}” is no survey; known are {', '.join(known)}"
        case LinkKind.EVENT:
            event = events.by_id(unit, button.event or 0)
            if event is None or event.status is not EventStatus.PUBLISHED:
                return f"there is no public event {button.event}"
        case LinkKind.MEASURE:
            if measures.measure_by_key(unit, button.measure or "") is None:
                return f"there is no measure “{button.measure}”"
        case LinkKind.PAGE:
            pass
    return ""
