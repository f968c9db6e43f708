"""What staff type, choose or send for a field of a need, goal, measure or update is read and kept."""

from datetime import date, datetime

from db import attachments, measures
from domain.attachments import AttachmentKind, AttachmentRefused, ReceivedFile, TooLarge, check_received
from domain.languages import DEFAULT, Texts
from domain.measure_fields import DAYS, KEYS, NUMBERS, Field, read_number, read_percent
from domain.measures import ALL, MeasureStatus, MeasureUpdate, has_german, steps_of
from domain.typed_times import read_days
from usecases import texts_by_language
from usecases.measure_spot import Spot
from usecases.measure_staff_screens import DEFER, NONE, Notice, ask_field, text_field
from usecases.measure_steps import defer

_CAN_BE_EMPTY = frozenset({*KEYS, *NUMBERS, Field.STARTS, Field.DUE, Field.PICTURE})


# --- texts -----------------------------------------------------------------------------------------


def open_text(spot: Spot, field: Field, steps: list[str], name: str = "") -> bool:
    """Show or ask for a text; tell whether there is such a place.

    Args:
        spot: Where the member of staff is.
        field: The text.
        steps: Nothing for its languages, [language], or [language, `REMOVE`].
        name: What its options call it, where that is not the field's own name.
    """
    shared = text_field(spot.thing, field, name)
    match steps:
        case [] if not shared.texts:
            return texts_by_language.ask(spot.visit, shared, DEFAULT, spot.place)
        case [] if name == DEFER and has_german(shared.texts):
            defer(spot, shared.texts)
        case []:
            texts_by_language.show(spot.visit, shared, spot.place)
        case [language]:
            return texts_by_language.ask(spot.visit, shared, language, spot.place)
        case [language, texts_by_language.REMOVE]:
            _keep_text(spot, field, texts_by_language.without(shared, language), name)
        case _:
            return False
    return True


def take_text(spot: Spot, field: Field, steps: list[str], typed: str, name: str = "") -> None:
    """Take what was typed for a text in one language."""
    texts = texts_by_language.take(spot.visit, text_field(spot.thing, field, name), steps, typed)
    if texts is not None:
        _keep_text(spot, field, texts, name)


def _keep_text(spot: Spot, field: Field, texts: Texts, name: str) -> None:
    if name == DEFER and has_german(texts):
        defer(spot, texts)
    elif spot.write(field, **{field.value: texts}):
        texts_by_language.show(spot.visit, text_field(spot.thing, field, name), spot.place)


# --- everything else -------------------------------------------------------------------------------


def choose_value(spot: Spot, field: Field, value: str) -> bool:
    """Keep what a button stands for; return False where no button of ours does."""
    town = spot.visit.house.town
    if value == NONE and field in _CAN_BE_EMPTY:
        spot.keep(field, **{field.value: None})
    elif (field is Field.AREA and value in town.areas) or (field is Field.THEME and value in town.themes):
        spot.keep(field, **{field.value: value})
    elif field is Field.STATUS and value in _statuses(spot):
        status = MeasureStatus(value)
        progress = {"progress": ALL} if status is MeasureStatus.DONE else {}
        spot.keep(f"{field}={status}", status=status, **progress)
    elif field is Field.PROGRESS and read_percent(value) is not None:
        take_value(spot, field, value)
    elif field in DAYS and (day := _unspelled(value)) is not None:
        _keep_day(spot, field, day)
    else:
        return False
    return True


def take_value(spot: Spot, field: Field, text: str) -> None:
    """Keep what was typed for a day, a number or a progress; else say why not, and ask again."""
    if field in DAYS:
        days = read_days(text, spot.visit.today, spot.visit.resident.language)
        if len(days) == 1:
            _keep_day(spot, field, days[0])
        else:
            choices = tuple(f"{day:%Y%m%d}" for day in days)
            ask_field(spot.visit, spot.thing, field, spot.place, Notice.DAY, choices)
    elif field is Field.PROGRESS or field in NUMBERS:
        number = read_percent(text) if field is Field.PROGRESS else read_number(text)
        if number is None:
            ask_field(spot.visit, spot.thing, field, spot.place, Notice.NUMBER)
        else:
            spot.keep(field, **{field.value: number})
    else:
        ask_field(spot.visit, spot.thing, field, spot.place, Notice.CHOOSE)


def take_picture(spot: Spot, file: ReceivedFile) -> None:
    """Keep a picture that was sent for an update; else say why not, and ask again."""
    try:
        checked = check_received(file)
        if checked.kind is not AttachmentKind.PICTURE:
            raise AttachmentRefused
    except AttachmentRefused as refused:
        why = Notice.FILE_TOO_LARGE if isinstance(refused, TooLarge) else Notice.WRONG_FILE
        ask_field(spot.visit, spot.thing, Field.PICTURE, spot.place, why)
        return
    spot.keep("picture", attachment_id=attachments.keep_received(spot.visit.unit, checked))


def _keep_day(spot: Spot, field: Field, day: date) -> None:
    if field is Field.DAY and day > spot.visit.today:
        ask_field(spot.visit, spot.thing, field, spot.place, Notice.FUTURE)
    else:
        spot.keep(field, **{field.value: day})


def _statuses(spot: Spot) -> tuple[str, ...]:
    """Return what an update can say about its measure's status."""
    if not isinstance(spot.thing, MeasureUpdate):
        return ()
    measure = measures.measure_by_id(spot.visit.unit, spot.thing.measure_id)
    return () if measure is None else tuple(steps_of(measure.status))


def _unspelled(value: str) -> date | None:
    try:
        if len(value) != 8 or not (value.isascii() and value.isdecimal()):
            return None
        return datetime.strptime(value, "%Y%m%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
