"""Staff write down what residents need, what is planned and how far it is: where buttons and words lead.

The role is looked up at every step. A button carries the thing's revision: what somebody else has changed
meanwhile is shown again and not written over.
"""

from db import measures
from domain.attachments import ReceivedFile
from domain.invitation import Permission
from domain.measure_fields import FIELDS, TEXTS, Field, Kind, Thing, kind_of
from domain.measures import Goal, Measure, MeasureStatus, MeasureUpdate, Need, NeedStatus
from domain.outgoing import Placement
from usecases import measure_deeds
from usecases.confirm import staff_who_may
from usecases.measure_spot import Spot
from usecases.measure_staff_screens import DEFER, Notice, ask_field, ask_title, say_card, say_tree
from usecases.measure_staff_views import thing_of
from usecases.measure_steps import add_thing, begin_update, delete_draft, preview, step_need
from usecases.measure_values import choose_value, open_text, take_picture, take_text, take_value
from usecases.pick_evidence import pick
from usecases.visit import Visit

MOST_DIGITS = 18  # of a row's id
_PAGE_DIGITS = 3


def open_staff_measures(visit: Visit, path: list[str], place: Placement) -> bool:
    """Show or do what a place in the staff's measures leads to; tell whether there is such a place.

    Args:
        visit: The update that is handled.
        path: What follows `measure`: nothing or [list, page] for the tree, [new], [kind, number] for a thing,
            or [kind, number, revision, step, details].
        place: Where the button stands.
    """
    staff_id = staff_who_may(visit, Permission.MANAGE_MEASURES)
    if staff_id is None:
        return True
    match path:
        case []:
            say_tree(visit, 0, place)
        case ["list", page] if page.isdecimal() and len(page) <= _PAGE_DIGITS:
            say_tree(visit, int(page), place)
        case ["new"]:
            ask_title(visit, None, place)
        case [kind, number] if _is_thing(kind, number):
            thing = thing_of(visit.unit, Kind(kind), int(number))
            if thing is None:
                say_tree(visit, 0, place, Notice.GONE)
            else:
                _show(visit, thing, place)
        case [kind, number, revision, *steps] if steps and _is_thing(kind, number) and _is_number(revision):
            thing = _as_shown(visit, Kind(kind), int(number), int(revision), place)
            return thing is None or _take(Spot(visit, staff_id, thing, place), steps)
        case _:
            return False
    return True


def take_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take what was typed where staff were asked for words; tell whether they were."""
    staff_id = staff_who_may(visit, Permission.MANAGE_MEASURES)
    if staff_id is None:
        return True
    match path:
        case ["new"]:
            add_thing(visit, staff_id, None, text)
        case [kind, number, revision, *steps] if steps and _is_thing(kind, number) and _is_number(revision):
            thing = _as_shown(visit, Kind(kind), int(number), int(revision), Placement())
            return thing is None or _take_words(Spot(visit, staff_id, thing, Placement()), steps, text)
        case _:
            return False
    return True


def take_file(visit: Visit, path: list[str], file: ReceivedFile) -> bool:
    """Take a picture where staff were asked for one; tell whether they were."""
    match path:
        case [Kind.UPDATE, number, revision, Field.PICTURE] if _is_number(number) and _is_number(revision):
            staff_id = staff_who_may(visit, Permission.MANAGE_MEASURES)
            if staff_id is None:
                return True
            thing = _as_shown(visit, Kind.UPDATE, int(number), int(revision), Placement())
            if thing is not None:
                take_picture(Spot(visit, staff_id, thing, Placement()), file)
            return True
        case _:
            return False


def _as_shown(visit: Visit, kind: Kind, number: int, revision: int, place: Placement) -> Thing | None:
    """Return a thing if it is as the button knew it; else show how it stands now and return None."""
    thing = thing_of(visit.unit, kind, number)
    if thing is None or (isinstance(thing, MeasureUpdate) and thing.published_at is not None):
        say_tree(visit, 0, place, Notice.GONE)
        return None
    if thing.revision != revision:
        say_card(visit, thing, place, Notice.CHANGED)
        return None
    return thing


def _show(visit: Visit, thing: Thing, place: Placement) -> None:
    """Show a thing; instead of a published update its measure, as the update does not change any more."""
    if isinstance(thing, MeasureUpdate) and thing.published_at is not None:
        thing = measures.measure_by_id(visit.unit, thing.measure_id) or thing
    say_card(visit, thing, place)


def _take(spot: Spot, steps: list[str]) -> bool:
    """Take a step that a button stands for; return False where no button of ours does."""
    match spot.thing, steps:
        case Need() as need, ["step", status] if status in set(NeedStatus):
            step_need(spot, need, NeedStatus(status))
        case Need(), ["defer", *rest]:
            return open_text(spot, Field.REASON, rest, DEFER)
        case Need(), ["reason", *rest]:
            return open_text(spot, Field.REASON, rest)
        case Need() as need, ["ev", *rest]:
            return pick(spot, need, rest)
        case Need() | Goal(), ["add"]:
            ask_title(spot.visit, spot.thing, spot.place)
        case Measure() as measure, ["update", status] if status in set(MeasureStatus):
            begin_update(spot, measure, MeasureStatus(status), spot.visit.today)
        case MeasureUpdate() as draft, ["preview", *rest]:
            return preview(spot, draft, rest)
        case MeasureUpdate() as draft, ["publish"]:
            measure_deeds.ask_to_publish(spot.visit, spot.staff_id, draft, spot.place)
        case MeasureUpdate() as draft, ["delete"]:
            delete_draft(spot, draft)
        case thing, ["delete"]:
            measure_deeds.ask_to_delete(spot.visit, spot.staff_id, thing, spot.place)
        case thing, [name, *rest] if name in FIELDS[kind_of(thing)]:
            return _field(spot, Field(name), rest)
        case _:
            return False
    return True


def _field(spot: Spot, field: Field, steps: list[str]) -> bool:
    if field in TEXTS:
        return open_text(spot, field, steps)
    match steps:
        case []:
            ask_field(spot.visit, spot.thing, field, spot.place)
        case ["set", value]:
            return choose_value(spot, field, value)
        case _:
            return False
    return True


def _take_words(spot: Spot, steps: list[str], text: str) -> bool:
    """Take what was typed for a step."""
    match spot.thing, steps:
        case Need() | Goal(), ["add"]:
            add_thing(spot.visit, spot.staff_id, spot.thing, text)
        case Need(), ["defer", *rest]:
            take_text(spot, Field.REASON, rest, text, DEFER)
        case Need(), ["reason", *rest]:
            take_text(spot, Field.REASON, rest, text)
        case thing, [name, *rest] if name in FIELDS[kind_of(thing)]:
            field = Field(name)
            if field in TEXTS:
                take_text(spot, field, rest, text)
            elif field is Field.PICTURE:
                ask_field(spot.visit, thing, field, spot.place, Notice.FILE)
            else:
                take_value(spot, field, text)
        case _:
            return False
    return True


def _is_thing(kind: str, number: str) -> bool:
    return kind in set(Kind) and _is_number(number)


def _is_number(digits: str) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= MOST_DIGITS
