"""A broadcast is released, declared an emergency, or ended: staff are asked once more, and then it is done.

A confirmation is bound to the broadcast's revision and status. So of two who release one at once the second
reads that something has changed, and whoever presses twice that it is done once only.
"""

from db import broadcasts, staff
from domain.broadcasts import ENDED, SUBJECT, Broadcast, Step, lacking, number_in, status_after
from domain.confirmations import Deed
from domain.invitation import Permission
from domain.outgoing import Placement
from domain.typed_times import trouble_with
from usecases import broadcast_control
from usecases.broadcast_desk import Desk
from usecases.broadcast_screens import Notice, screen_of
from usecases.confirm import Confirmed, ask, needs_another
from usecases.visit import Visit

END = "end-"
"""What the subject of ending a broadcast begins with; the broadcast's own follows."""


def ask_to_release(desk: Desk) -> None:
    """Say whom a broadcast reaches and when, and ask whether to release it; or say what it lacks."""
    visit, one = desk.visit, desk.one
    if status_after(one.status, Step.RELEASE) is None or lacking(one) is not None:
        desk.show()
        return
    if one.rule is None and one.local_time and trouble_with(one.local_time, visit.now, one.timezone):
        desk.show(Notice.OVER)
        return
    screen = screen_of(visit.unit, visit.house, one, visit.now)
    ask(
        visit,
        desk.staff_id,
        Deed(Permission.SEND, one.subject, one.version),
        "broadcast_release",
        desk.place,
        reach=screen.reach,
        local_time=one.local_time,
        timezone=one.timezone,
        rule=one.rule,
        urgent=one.urgent,
        missing=list(screen.missing),
        held_until=screen.held_until.isoformat() if screen.held_until else None,
    )


def ask_to_mark_urgent(desk: Desk) -> None:
    """Say what an emergency means, and ask; who may not declare one is refused when they confirm."""
    deed = Deed(Permission.SEND_URGENT, desk.one.subject, desk.one.version)
    ask(desk.visit, desk.staff_id, deed, "broadcast_urgent", desk.place)


def ask_to_end(desk: Desk) -> None:
    """Say how many messages have not gone yet, and ask whether to take them out."""
    deed = Deed(Permission.SEND, f"{END}{desk.one.subject}", _version_to_end(desk.one))
    ask(desk.visit, desk.staff_id, deed, "broadcast_cancel", desk.place)


def do(visit: Visit, confirmed: Confirmed, place: Placement) -> None:
    """Do what staff have confirmed."""
    subject = confirmed.deed.subject
    one = broadcasts.by_id(visit.unit, number_in(subject.removeprefix(END)))
    if one is None:
        raise LookupError("a broadcast is never deleted")
    desk = Desk(visit, confirmed.staff_id, one, place)
    if subject.startswith(END):
        _end(desk)
    elif confirmed.deed.permission is Permission.SEND_URGENT:
        _mark_urgent(desk)
    elif needs_another(visit, confirmed):
        staff.record(visit.unit, confirmed.staff_id, "confirmed first", subject, visit.now)
        visit.offer("broadcast_second", [desk.home], place, broadcast=one.id)
    else:
        _release(desk)


def is_of_broadcast(deed: Deed) -> bool:
    """Tell whether a deed is about a broadcast."""
    return deed.subject.removeprefix(END).startswith(SUBJECT)


def state_of(visit: Visit, deed: Deed) -> str | None:
    """Return what changes as soon as a deed's broadcast changes or moves on, None where there is none."""
    one = broadcasts.by_id(visit.unit, number_in(deed.subject.removeprefix(END)))
    if one is None:
        return None
    return _version_to_end(one) if deed.subject.startswith(END) else one.version


def _version_to_end(one: Broadcast) -> str:
    """Return what a question about its end is bound to: that it begins meanwhile is no reason to ask anew."""
    return f"{one.revision}.{'ended' if one.status in ENDED else 'open'}"


def _release(desk: Desk) -> None:
    visit, one = desk.visit, desk.one
    step = Step.RELEASE if one.local_time is None else Step.SCHEDULE
    if lacking(one) is not None or not broadcasts.move_on(visit.unit, one, step, released_by=desk.staff_id):
        desk.show_as_it_is()
        return
    if not broadcast_control.put_on_schedule(visit.unit, one, visit.now):
        broadcast_control.take_back(visit.unit, desk.renewed().one)
        desk.renewed().show(Notice.SAME_DAY)
        return
    staff.record(visit.unit, desk.staff_id, "released", one.subject, visit.now)
    desk.renewed().show(Notice.RELEASED)


def _mark_urgent(desk: Desk) -> None:
    urgent = not desk.one.urgent
    if not broadcasts.mark_urgent(desk.visit.unit, desk.one, urgent=urgent):
        desk.show_as_it_is()
        return
    what = "declared urgent" if urgent else "declared not urgent"
    staff.record(desk.visit.unit, desk.staff_id, what, desk.one.subject, desk.visit.now)
    desk.renewed().show(Notice.URGENT if urgent else None)


def _end(desk: Desk) -> None:
    if broadcast_control.cancel(desk.visit.unit, desk.one, desk.visit.now) is None:
        desk.show_as_it_is()
        return
    staff.record(desk.visit.unit, desk.staff_id, "cancelled", desk.one.subject, desk.visit.now)
    desk.renewed().show(Notice.CANCELLED)
