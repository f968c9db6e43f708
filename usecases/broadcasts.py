"""Staff write a message to many, send it to themselves, release it, and follow it: `/broadcast`.

The role is looked up at every step, and only in a private chat. A button carries the broadcast's revision:
what somebody else changed meanwhile is shown again and not changed twice.
"""

import secrets
from dataclasses import replace
from datetime import datetime

from db import broadcasts, staff
from db.unit import Unit
from domain.attachments import ReceivedFile
from domain.broadcasts import EDITABLE, Broadcast, Step, lacking
from domain.invitation import Permission
from domain.languages import Language
from domain.outgoing import Placement
from domain.person import Person
from usecases import broadcast_control, broadcast_edit, broadcast_when, release_broadcast
from usecases.broadcast_desk import Desk, show_overview
from usecases.broadcast_screens import Notice
from usecases.broadcast_views import view_of
from usecases.confirm import staff_who_may
from usecases.house import House
from usecases.send_broadcast import settle
from usecases.visit import Visit, receive

MOST_DIGITS = 18  # of a row's id: more do not fit into a column
_KEY_BYTES = 6
_EDITING = ("text", "file", "links", "kind", "to", "when", "test", "release", "urgent")


def broadcast_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /broadcast with what is planned and what is on its way."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        open_broadcast(visit, [], Placement())


def open_broadcast(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show or do what a button about broadcasts leads to; return False where there is no such button.

    Args:
        visit: The update that is handled.
        path: What follows `broadcast` in the option: nothing for the list, [new], [number], or
            [number, revision, step, details].
        place: Where the button stands.
    """
    sender = staff_who_may(visit, Permission.SEND)
    if sender is None:
        return True
    match path:
        case []:
            show_overview(visit, place)
        case ["new"]:
            _begin(visit, sender, place)
        case [number] if _is_number(number):
            one = broadcasts.by_id(visit.unit, int(number))
            if one is None:
                return False
            Desk(visit, sender, settle(visit.unit, one, visit.now), place).show()
        case [number, revision, step, *detail] if _is_number(number) and _is_number(revision):
            one = broadcasts.by_id(visit.unit, int(number))
            return one is not None and _take(Desk(visit, sender, one, place), int(revision), step, detail)
        case _:
            return False
    return True


def take_words(visit: Visit, path: list[str], typed: str) -> bool:
    """Take words that were typed where a broadcast has asked for them; return False where none has."""
    desk, step, detail = _asked(visit, path)
    if desk is None:
        return True
    if step == "when":
        return broadcast_when.take_words(desk, detail, typed)
    return broadcast_edit.take_words(desk, step, detail, typed)


def take_file(visit: Visit, path: list[str], file: ReceivedFile) -> bool:
    """Take a picture or a document where a broadcast has asked for one."""
    desk, _step, _detail = _asked(visit, [*path, "file"])
    if desk is not None:
        broadcast_edit.take_file(desk, file)
    return True


def _asked(visit: Visit, path: list[str]) -> tuple[Desk | None, str, list[str]]:
    """Return the desk at which something was asked; None, after saying why, if that is over."""
    sender = staff_who_may(visit, Permission.SEND)
    if sender is None:
        return None, "", []
    number, revision, step, *detail = path
    one = broadcasts.by_id(visit.unit, int(number))
    if one is None:
        show_overview(visit, Placement())
        return None, "", []
    desk = Desk(visit, sender, one, Placement())
    if one.revision != int(revision) or one.status not in EDITABLE:
        desk.show_as_it_is()
        return None, "", []
    return desk, step, detail


def _begin(visit: Visit, sender: int, place: Placement) -> None:
    """Keep an empty draft, and ask for its text in German, which everybody else's falls back to."""
    new = Broadcast(0, f"b-{secrets.token_hex(_KEY_BYTES)}", visit.house.timezone, created_by=sender)
    one = broadcasts.by_id(visit.unit, broadcasts.add(visit.unit, new))
    if one is None:
        raise LookupError("the draft was added a moment ago")
    staff.record(visit.unit, sender, "began", one.subject, visit.now)
    broadcast_edit.edit(Desk(visit, sender, one, place), "text", [])


def _take(desk: Desk, revision: int, step: str, detail: list[str]) -> bool:
    if desk.one.revision != revision:
        desk.show_as_it_is()
        return True
    if step in _EDITING and desk.one.status not in EDITABLE:
        desk.show(Notice.ON_ITS_WAY)
        return True
    match step, detail:
        case "when", _:
            return broadcast_when.plan(desk, detail)
        case "preview", []:
            _preview(desk, desk.visit.house.languages)
        case "test", []:
            _test(desk)
        case "release", []:
            release_broadcast.ask_to_release(desk)
        case "urgent", []:
            release_broadcast.ask_to_mark_urgent(desk)
        case "cancel" | "discard", []:
            release_broadcast.ask_to_end(desk)
        case "copy", []:
            _copy(desk)
        case "refresh", []:
            replace(desk, one=settle(desk.visit.unit, desk.one, desk.visit.now)).show()
        case "pause" | "resume" | "back", []:
            _control(desk, step)
        case _:
            return broadcast_edit.edit(desk, step, detail)
    return True


def _preview(desk: Desk, languages: tuple[Language, ...]) -> None:
    """Show the message in every language as residents will see it, and the broadcast below."""
    view = view_of(desk.visit.unit, desk.visit.house, desk.one.id)
    for language in languages:
        desk.visit.say("broadcast_news", Placement(), view, language, None, broadcast=desk.one.id)
    replace(desk, place=Placement()).show()


def _test(desk: Desk) -> None:
    """Send the message to whoever sits here, just as it goes to residents, and the broadcast below."""
    unit, one = desk.visit.unit, desk.one
    if lacking(one) is not None or not broadcasts.move_on(unit, one, Step.TEST):
        desk.renewed().show()
        return
    view = view_of(unit, desk.visit.house, one.id)
    desk.visit.say("broadcast_news", Placement(), view, None, None, broadcast=one.id)
    staff.record(unit, desk.staff_id, "tested", one.subject, desk.visit.now)
    replace(desk.renewed(), place=Placement()).show(Notice.TESTED)


def _copy(desk: Desk) -> None:
    """Keep a copy as a draft; its time, which may be over, is left out."""
    one, unit = desk.one, desk.visit.unit
    copied = Broadcast(
        0,
        f"b-{secrets.token_hex(_KEY_BYTES)}",
        one.timezone,
        purpose=one.purpose,
        text=one.text,
        links=one.links,
        attachment_id=one.attachment_id,
        audience=one.audience,
        created_by=desk.staff_id,
    )
    kept = broadcasts.by_id(unit, broadcasts.add(unit, copied))
    if kept is None:
        raise LookupError("the copy was added a moment ago")
    staff.record(unit, desk.staff_id, "copied", one.subject, desk.visit.now)
    replace(desk, one=kept).show(Notice.COPIED)


def _control(desk: Desk, step: str) -> None:
    unit, one, now = desk.visit.unit, desk.one, desk.visit.now
    match step:
        case "pause":
            done, notice = broadcast_control.pause(unit, one), Notice.PAUSED
        case "resume":
            done, notice = broadcast_control.resume(unit, one, now), Notice.RESUMED
        case _:
            done, notice = broadcast_control.take_back(unit, one), Notice.TAKEN_BACK
    if done:
        staff.record(unit, desk.staff_id, str(notice), one.subject, now)
    desk.renewed().show(notice if done else None)


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
