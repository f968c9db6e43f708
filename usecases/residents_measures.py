"""Residents see what becomes of what was said: needs, what is planned, what is built; and follow it.

Options begin with `ms`. Areas and themes in them are keys, `-` for none; needs, measures and updates numbers.
"""

from datetime import datetime

from db import follows, staff
from db.unit import Unit
from domain.audience import Following
from domain.following import Follow
from domain.invitation import Permission, may
from domain.outgoing import Placement
from domain.person import Person
from domain.town import MEASURES_CONSENT
from usecases import wish
from usecases.house import House
from usecases.measure_views import (
    NEEDS_A_PAGE,
    UPDATES_A_PAGE,
    MeasureView,
    measure_titles,
    measure_view,
    need_view,
    needs_page,
    update_view,
)
from usecases.staff_measures import open_staff_measures
from usecases.tell_updates import news_for, telling
from usecases.visit import Visit, receive

NONE = "-"
MOST_DIGITS = 18  # of a number of the database's
_MOST_PAGES = 3  # digits


def measures_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /measures: staff who may get their tree, everybody else what residents see."""
    visit = receive(unit, house, update_id, person, now)
    if visit is None:
        return
    if _is_staff(visit):
        open_staff_measures(visit, [], Placement())
    else:
        _list(visit, "", "", 0, Placement())


def open_measures(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about measures asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: What follows `ms` in the option.
        place: Where the button stands.
    """
    match path:
        case []:
            _list(visit, "", "", 0, place)
        case ["l", area, theme, page] if _is_filter(visit, area, theme) and _is_number(page, _MOST_PAGES):
            _list(visit, _key(area), _key(theme), int(page), place)
        case ["f", area, theme] if _is_filter(visit, area, theme):
            _filters(visit, _key(area), _key(theme), place)
        case ["need", number] if _is_number(number):
            _need(visit, int(number), place)
        case ["show", number, *page] if _is_number(number) and len(page) < 2 and _are_numbers(page):
            _measure(visit, int(number), int(page[0]) if page else 0, place)
        case ["progress", number] if _is_number(number):
            return _progress(visit, int(number))
        case ["photo", number] if _is_number(number):
            return _photo(visit, int(number))
        case ["follow" | "leave" as what, number] if _is_number(number):
            return _follow_measure(visit, int(number), on=what == "follow", place=place)
        case ["mine"]:
            _follows(visit, place)
        case ["on" | "off" as what, kind, key]:
            return _follow(visit, kind, key, on=what == "on", place=place)
        case ["weekly" | "daily" as what]:
            _switch(visit, weekly=what == "weekly", place=place)
        case _:
            return False
    return True


# --- looking ---------------------------------------------------------------------------------------


def _list(visit: Visit, area: str, theme: str, page: int, place: Placement) -> None:
    view = needs_page(visit.unit, visit.house, area, theme, page)
    here = f"ms:l:{area or NONE}:{theme or NONE}"
    number = view.first // NEEDS_A_PAGE
    options = [f"ms:need:{tree.need.id}" for tree in view.trees]
    options += [f"{here}:{number + 1}"] if view.first + NEEDS_A_PAGE < view.total else []
    options += [f"{here}:{number - 1}"] if number else []
    options += [f"ms:f:{area or NONE}:{theme or NONE}", "ms:mine"]
    options += ["measure"] if _is_staff(visit) else []
    visit.offer("measure_list", options, place, view=view, area=area, theme=theme, page=number)


def _filters(visit: Visit, area: str, theme: str, place: Placement) -> None:
    town = visit.house.town
    options = [f"ms:f:{NONE if key == area else key}:{theme or NONE}" for key in town.areas]
    options += [f"ms:f:{area or NONE}:{NONE if key == theme else key}" for key in town.themes]
    visit.offer(
        "measure_filter",
        [*options, f"ms:l:{area or NONE}:{theme or NONE}:0"],
        place,
        area=area,
        theme=theme,
    )


def _need(visit: Visit, need_id: int, place: Placement) -> None:
    view = need_view(visit.unit, visit.house, need_id)
    if view is None:
        _list(visit, "", "", 0, place)
        return
    surveys = dict.fromkeys(ground.survey for ground in view.grounds if ground.is_public and ground.survey)
    options = [f"ms:show:{branch.measure.id}" for branch in view.tree.branches]
    options += [f"said_more:{survey}" for survey in surveys]
    visit.offer("measure_need", [*options, "ms:mine", "ms"], place, view=view, need=need_id)


def _measure(visit: Visit, measure_id: int, page: int, place: Placement) -> None:
    view = measure_view(visit.unit, measure_id)
    if view is None:
        _list(visit, "", "", 0, place)
        return
    page = min(page, max(0, len(view.branch.updates) - 1) // UPDATES_A_PAGE)
    first = page * UPDATES_A_PAGE
    shown = view.branch.updates[first : first + UPDATES_A_PAGE]
    follows_it = _what(view) in follows.followed(visit.unit, visit.resident.member_id)
    options = [f"ms:progress:{measure_id}"]
    options += [f"ms:photo:{update.id}" for update in shown if update.attachment_id is not None]
    options += (
        [f"ms:show:{measure_id}:{page + 1}"] if first + UPDATES_A_PAGE < len(view.branch.updates) else []
    )
    options += [f"ms:show:{measure_id}:{page - 1}"] if page else []
    options += [f"ms:{'leave' if follows_it else 'follow'}:{measure_id}", f"ms:need:{view.need_id}"]
    visit.offer("measure_show", options, place, view=view, measure=measure_id, page=page)


def _progress(visit: Visit, measure_id: int) -> bool:
    view = measure_view(visit.unit, measure_id)
    if view is not None:
        visit.say("measure_progress", view=view, measure=measure_id, day=visit.today.isoformat())
    return view is not None


def _photo(visit: Visit, update_id: int) -> bool:
    view = update_view(visit.unit, update_id)
    if view is None or view.picture is None or view.update.published_at is None:
        return False
    visit.say("measure_photo", view=view, update=update_id)
    return True


# --- following -------------------------------------------------------------------------------------


def _follow_measure(visit: Visit, measure_id: int, *, on: bool, place: Placement) -> bool:
    view = measure_view(visit.unit, measure_id)
    if view is None:
        return False
    _set(visit, _what(view), on=on)
    _measure(visit, measure_id, 0, place)
    _ask_for_consent(visit, on=on)
    return True


def _follow(visit: Visit, kind: str, key: str, *, on: bool, place: Placement) -> bool:
    what = _meant(visit, kind, key)
    if what is None:
        return False
    _set(visit, what, on=on)
    _follows(visit, place)
    _ask_for_consent(visit, on=on)
    return True


def _meant(visit: Visit, kind: str, key: str) -> Follow | None:
    """Return what an option names; a measure that is gone can still be let go."""
    town = visit.house.town
    if (kind == Following.AREA and key in town.areas) or (kind == Following.THEME and key in town.themes):
        return Follow(Following(kind), key)
    if kind == Following.MEASURE and _is_number(key):
        view = measure_view(visit.unit, int(key))
        return None if view is None else _what(view)
    return None


def _set(visit: Visit, what: Follow, *, on: bool) -> None:
    if on:
        follows.add(visit.unit, visit.resident.member_id, what)
    else:
        follows.remove(visit.unit, visit.resident.member_id, what)


def _ask_for_consent(visit: Visit, *, on: bool) -> None:
    """Ask, below, whether we may write: somebody who follows their first thing has not been asked yet."""
    if on and not wish.has_wish(visit, MEASURES_CONSENT):
        wish.ask(visit, MEASURES_CONSENT, Placement())


def _switch(visit: Visit, *, weekly: bool, place: Placement) -> None:
    """Change between at once and weekly; who waits for the week's message no longer gets now what is new."""
    unit, member = visit.unit, visit.resident.member_id
    was_weekly = follows.is_weekly(unit, member)
    follows.set_weekly(unit, member, weekly)
    _follows(visit, place)
    if was_weekly and not weekly and wish.has_wish(visit, MEASURES_CONSENT):
        news = news_for(unit, visit.house.town, member)
        if news:
            template, args = telling(news)
            view = _told(visit, [one.update_id for one in news])
            visit.say(template, Placement(), view, None, None, **args)


def _told(visit: Visit, update_ids: list[int]) -> object:
    found = (update_view(visit.unit, one) for one in update_ids)
    return tuple(view for view in found if view)


def _follows(visit: Visit, place: Placement) -> None:
    unit, member, town = visit.unit, visit.resident.member_id, visit.house.town
    followed = follows.followed(unit, member)
    weekly = follows.is_weekly(unit, member)
    options = [_toggle(Follow(Following.AREA, key), followed) for key in town.areas]
    options += [_toggle(Follow(Following.THEME, key), followed) for key in town.themes]
    keys = [one.key for one in followed if one.kind is Following.MEASURE]
    titles = measure_titles(unit, keys)
    options += [f"ms:off:measure:{number}" for number, _title in titles.values()]
    options += ["ms:daily" if weekly else "ms:weekly", "ms"]
    visit.offer(
        "measure_follows",
        options,
        place,
        view=titles,
        measures=list(titles),
        weekly=weekly,
        agreed=wish.has_wish(visit, MEASURES_CONSENT),
    )


def _toggle(what: Follow, followed: list[Follow]) -> str:
    return f"ms:{'off' if what in followed else 'on'}:{what.kind}:{what.key}"


# --- small things ----------------------------------------------------------------------------------


def _what(view: MeasureView) -> Follow:
    return Follow(Following.MEASURE, view.measure.key)


def _is_staff(visit: Visit) -> bool:
    found = staff.role_of(visit.unit, visit.person.user)
    return found is not None and may(found[1], Permission.MANAGE_MEASURES)


def _is_filter(visit: Visit, area: str, theme: str) -> bool:
    town = visit.house.town
    return area in {NONE, *town.areas} and theme in {NONE, *town.themes}


def _key(part: str) -> str:
    return "" if part == NONE else part


def _is_number(digits: str, most: int = MOST_DIGITS) -> bool:
    return digits.isascii() and digits.isdecimal() and len(digits) <= most


def _are_numbers(parts: list[str]) -> bool:
    return all(_is_number(part, _MOST_PAGES) for part in parts)
