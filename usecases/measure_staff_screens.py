"""What staff are shown of needs, goals, measures and updates, and what they are asked.

Options begin with `measure`. A thing's are `measure:KIND:NUMBER:REVISION:STEP`, so that a button knows which
state of the thing it was drawn for.
"""

from enum import StrEnum

from domain.measure_fields import DAYS, FIELDS, TEXTS, Field, Kind, Thing, kind_of
from domain.measures import (
    NEED_STEPS,
    Goal,
    Measure,
    MeasureUpdate,
    Need,
    NeedStatus,
    has_german,
    steps_of,
)
from domain.outgoing import Placement
from domain.texts import missing
from usecases.measure_staff_views import (
    NEEDS_A_PAGE,
    GoalView,
    MeasureCard,
    UpdateCard,
    card_of,
    tree_page,
)
from usecases.measure_views import NeedView
from usecases.texts_by_language import TextField
from usecases.visit import FILE, Visit

BASE = "measure"
PERCENTS = (0, 10, 25, 50, 75, 90, 100)
NONE = "none"
DEFER = "defer"


class Notice(StrEnum):
    """What is said above a screen: what has been done, or why something could not be."""

    CHANGED = "changed"  # somebody else was at work here, or the button was an older one
    GONE = "gone"
    NO_STEP = "no_step"
    NO_TEXT = "no_text"
    NO_REASON = "no_reason"
    PROGRESS = "progress"
    ADDED = "added"
    KEPT = "kept"
    PUBLISHED = "published"
    DELETED = "deleted"
    IN_USE = "in_use"
    EMPTY = "empty"
    TOO_LONG = "too_long"
    NUMBER = "number"
    CHOOSE = "choose"  # nothing can be typed here
    DAY = "day"
    FUTURE = "future"
    FILE = "file"
    FILE_TOO_LARGE = "file_too_large"
    WRONG_FILE = "wrong_file"


def option_of(thing: Thing, *steps: str) -> str:
    """Return the option that takes a step at a thing as it is now."""
    return ":".join([BASE, kind_of(thing), str(thing.id), str(thing.revision), *steps])


def text_field(thing: Thing, field: Field, name: str = "") -> TextField:
    """Return a text of a thing for the editor that all texts share."""
    limits = TEXTS[field]
    base = option_of(thing, name or field)
    return TextField(limits.kind, base, card_option(thing), getattr(thing, field), limits.longest)


def say_tree(visit: Visit, page: int, place: Placement, notice: Notice | None = None) -> None:
    """Show needs with their goals and measures."""
    view = tree_page(visit.unit, page)
    number = view.first // NEEDS_A_PAGE
    options = [f"{BASE}:n:{tree.need.id}" for tree in view.trees]
    options += [f"{BASE}:list:{number + 1}"] if view.first + NEEDS_A_PAGE < view.total else []
    options += [f"{BASE}:list:{number - 1}"] if number else []
    visit.offer(
        "measure_staff_tree", [*options, f"{BASE}:new", "ms"], place, view=view, page=number, notice=notice
    )


def say_card(visit: Visit, thing: Thing, place: Placement, notice: Notice | None = None) -> None:
    """Show a thing with all that can be done with it now."""
    view = card_of(visit.unit, visit.house, thing)
    if view is None:
        say_tree(visit, 0, place, Notice.GONE)
        return
    visit.offer(
        "measure_staff_card",
        _card_options(thing, view),
        place,
        view=view,
        kind=kind_of(thing),
        number=str(thing.id),
        notice=notice,
        missing=_missing(visit, thing),
    )


def _card_options(thing: Thing, view: object) -> list[str]:
    """Return what can be done with a thing now; what nothing belongs to can be deleted."""
    options = [option_of(thing, field) for field in FIELDS[kind_of(thing)]]
    deletion = [option_of(thing, "delete")]
    match thing, view:
        case Need(), NeedView():
            goals = [f"{BASE}:g:{one.goal.id}" for one in view.tree.goals]
            options += [option_of(thing, "ev"), *_need_steps(thing), option_of(thing, "add")]
            options += [*(goals or deletion), BASE]
        case Goal(), GoalView():
            there = [f"{BASE}:m:{one.measure.id}" for one in view.branch.measures]
            options += [option_of(thing, "add"), *(there or deletion), f"{BASE}:n:{thing.need_id}"]
        case Measure(), MeasureCard(draft=None):
            options += [
                *_measure_steps(thing),
                *([] if view.updates else deletion),
                f"{BASE}:g:{thing.goal_id}",
            ]
        case Measure(), MeasureCard(draft=MeasureUpdate() as draft):
            options += [f"{BASE}:u:{draft.id}", f"{BASE}:g:{thing.goal_id}"]
        case MeasureUpdate(), UpdateCard():
            options += [option_of(thing, "preview"), option_of(thing, "publish"), *deletion]
            options.append(f"{BASE}:m:{thing.measure_id}")
    return options


def ask_field(
    visit: Visit,
    thing: Thing,
    field: Field,
    place: Placement,
    notice: Notice | None = None,
    choices: tuple[str, ...] = (),
) -> None:
    """Ask for a field that is no text: a day, a number, an area, a status, a picture.

    Args:
        visit: The update that is handled.
        thing: What it is about.
        field: What is asked for.
        place: Where.
        notice: Why the last answer could not be taken.
        choices: What that answer can mean, to choose from.
    """
    found = [f"set:{one}" for one in choices] or _choices(visit, thing, field)
    options = [option_of(thing, field, one) for one in found]
    about = option_of(thing, field) + (FILE if field is Field.PICTURE else "")
    visit.ask(
        "measure_staff_ask",
        about,
        [*options, card_option(thing)],
        place,
        view=card_of(visit.unit, visit.house, thing),
        kind=kind_of(thing),
        number=str(thing.id),
        field=field,
        notice=notice,
    )


def ask_title(visit: Visit, parent: Thing | None, place: Placement, notice: Notice | None = None) -> None:
    """Ask for the German title of a new need, goal or measure; with it the new thing is kept."""
    about = f"{BASE}:new" if parent is None else option_of(parent, "add")
    back = BASE if parent is None else card_option(parent)
    new = Kind.NEED if parent is None else Kind.GOAL if isinstance(parent, Need) else Kind.MEASURE
    visit.ask("measure_staff_new", about, [back], place, new=new, notice=notice)


def say_previews(visit: Visit, draft: MeasureUpdate, place: Placement) -> None:
    """Offer to look at an update in each language, or in all of them."""
    languages = visit.house.languages
    options = [option_of(draft, "preview", language) for language in (*languages, "all")]
    lacking = missing(draft.text, languages)
    visit.offer("measure_staff_previews", [*options, card_option(draft)], place, missing=lacking)


def card_option(thing: Thing) -> str:
    """Return the option that shows a thing, as it stands then."""
    return f"{BASE}:{kind_of(thing)}:{thing.id}"


def _need_steps(need: Need) -> list[str]:
    """Return the steps of the lifecycle that can be taken, and the reason's editor where there is one."""
    steps = [
        option_of(need, DEFER) if step is NeedStatus.DEFERRED else option_of(need, "step", step)
        for step in NEED_STEPS[need.status]
    ]
    return [*steps, option_of(need, Field.REASON)] if has_german(need.reason) else steps


def _measure_steps(measure: Measure) -> list[str]:
    """Return what a new update can say about the status: each is a step that the lifecycle allows."""
    return [option_of(measure, "update", status) for status in steps_of(measure.status)]


def _choices(visit: Visit, thing: Thing, field: Field) -> list[str]:
    town = visit.house.town
    match field:
        case Field.AREA:
            return [f"set:{key}" for key in (*town.areas, NONE)]
        case Field.THEME:
            return [f"set:{key}" for key in (*town.themes, NONE)]
        case Field.STATUS if isinstance(thing, MeasureUpdate):
            card = card_of(visit.unit, visit.house, thing)
            return [f"set:{one}" for one in steps_of(card.before)] if isinstance(card, UpdateCard) else []
        case Field.PROGRESS:
            return [f"set:{percent}" for percent in PERCENTS]
        case Field.DAY:
            return [f"set:{visit.today:%Y%m%d}"]
        case _ if field in DAYS or getattr(thing, field) is not None:
            return [f"set:{NONE}"] if getattr(thing, field) is not None else []
        case _:
            return []


def _missing(visit: Visit, thing: Thing) -> list[str]:
    """Return the languages in which one of a thing's texts is missing that is there in another."""
    texts = [getattr(thing, field) for field in FIELDS[kind_of(thing)] if field in TEXTS]
    gaps = {language for text in texts if text for language in missing(text, visit.house.languages)}
    return [language for language in visit.house.languages if language in gaps]
