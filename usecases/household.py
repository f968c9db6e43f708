"""Several people take part in one chat: somebody joins, the phone is handed on, somebody leaves."""

from dataclasses import replace
from datetime import datetime

from db import dialogues, households, linked, residents, surveys
from db.unit import Unit
from domain.dialogue import Move, Stage
from domain.engine import advance
from domain.household import Called, NameProblem, named, next_ordinal, read_name
from domain.outgoing import Placement
from domain.person import Person
from usecases import erase
from usecases.enter_paper import take_up
from usecases.house import House
from usecases.household_views import household_view
from usecases.scrub import ask_for_scrub
from usecases.take_survey import take
from usecases.talk import clear_away, draft_at_hand, go_on, show_card
from usecases.visit import Visit, receive

_BELOW = Placement()


def household_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /household with the people of the chat, each a button that hands the phone on."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None:
        _show(visit, _BELOW)


def open_household(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button of the household asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: ["list"] and ["new"] are answered below, because they stand under thanks with a receipt, too;
            ["all"] shows the people in place, ["add"] asks for a new one's name, ["unnamed", number] lets
            them join without one; ["to", number] hands the phone on; ["change"] asks who is meant, ["person"
            | "rename" | "remove" | "gone", number] is about one of them.
        place: Where the button stands.
    """
    match path:
        case ["list"]:
            _show(visit, _BELOW)
        case ["all"]:
            _show(visit, place)
        case ["new"]:
            _ask_for_name(visit, _BELOW)
        case ["add"]:
            _ask_for_name(visit, place)
        case ["change"]:
            _ask_whom(visit, place)
        case ["unnamed", number] if number.isdecimal():
            if _next(visit) == int(number):  # else the button was pressed once more
                _join(visit, "", place)
            else:
                _show(visit, place)
        case ["to" | "person" | "rename" | "remove" | "gone" as deed, number] if number.isdecimal():
            _about(visit, deed, int(number[:2]), place)
        case _:
            return False
    return True


def take_household_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take typed words as a name; tell whether they were meant so.

    Args:
        visit: The update that is handled.
        path: ["who"]: somebody's name hands the phone on, all else is no word for the household; ["name"]: a
            new person's name; ["rename", number]: another name for somebody.
        text: What was typed.
    """
    match path:
        case ["who"]:
            ordinal = named(text, _people(visit))
            if ordinal is None:
                return False
            _about(visit, "to", ordinal, _BELOW)
        case ["name"]:
            name = read_name(text, [one.name for one in _people(visit)])
            if isinstance(name, NameProblem):
                _ask_for_name(visit, _BELOW, name)
            else:
                _join(visit, name, _BELOW)
        case ["rename", number] if number.isdecimal():
            _rename(visit, int(number), text)
        case _:
            return False
    return True


def hand_over(visit: Visit, ordinal: int) -> bool:
    """Let another person of the household answer from here on; tell whether there is such a person.

    The one who has answered so far takes a break: their card and their own messages must not show what they
    answered to who has the phone now.
    """
    if ordinal == visit.resident.ordinal:
        return True
    if ordinal not in {one.ordinal for one in _people(visit)}:
        return False
    _take_break(visit)
    coming = households.let_speak(visit.unit, visit.resident, ordinal)
    if coming is None:
        raise LookupError("the chat is locked, so nobody can have left it")
    visit.become(coming)
    return True


def follow_card(visit: Visit, dialogue_id: int) -> None:
    """Let the person answer on whose card of this chat was tapped: it is their button."""
    if visit.resident.people > 1:
        ordinal = households.owner(visit.unit, visit.resident.chat_id, dialogue_id)
        if ordinal is not None:
            hand_over(visit, ordinal)


def follow_button(visit: Visit, option: str, who: int | None) -> bool:
    """Let the person answer whose button of a menu was tapped; tell whether there is such a person here.

    Args:
        visit: The update that is handled.
        option: What the button stands for; buttons of the household itself are everybody's.
        who: Whose button it is, None where it does not say.
    """
    if option.startswith("hh:"):
        return True
    if who is not None:
        return hand_over(visit, who)
    match option.split(":"):
        case ["languages", dialogue] | ["language", _, dialogue] if (
            dialogue.isdecimal() and len(dialogue) < 19
        ):
            follow_card(visit, int(dialogue))
    return True


def erase_person(visit: Visit, ordinal: int, place: Placement) -> None:
    """Erase all that is linked to one person; with the last one goes all that is linked to the chat."""
    one = next(
        (one for one in linked.members(visit.unit, visit.resident.chat_id) if one.ordinal == ordinal), None
    )
    if one is None:
        _show(visit, place, note="gone")
    elif visit.resident.people == 1:
        erase.erase(visit, place)
    else:
        erase.forget_person(visit, one)
        _show(visit, place, note="erased")


def _about(visit: Visit, deed: str, ordinal: int, place: Placement) -> None:
    if ordinal not in {one.ordinal for one in _people(visit)}:
        _show(visit, place, note="gone")
        return
    match deed:
        case "to":
            hand_over(visit, ordinal)
            _arrive(visit, place)
        case "person":
            options = [f"hh:rename:{ordinal}", f"hh:remove:{ordinal}", "hh:all"]
            visit.offer("household_person", options, place, _view(visit), person=ordinal)
        case "rename":
            _ask_for_other_name(visit, ordinal, place)
        case "remove":
            options = [f"hh:gone:{ordinal}", "hh:all"]
            visit.offer("household_remove", options, place, _view(visit), person=ordinal)
        case _:
            erase_person(visit, ordinal, place)


def _show(visit: Visit, place: Placement, note: str = "") -> None:
    """Show the people of the chat, below what has just become of one of them."""
    people = _people(visit)
    options = [f"hh:to:{one.ordinal}" for one in people] if len(people) > 1 else []
    if _next(visit) is not None:
        options.append("hh:add")
    visit.ask("household", "hh:who", [*options, "hh:change"], place, _view(visit), note=note)


def _ask_whom(visit: Visit, place: Placement) -> None:
    options = [f"hh:person:{one.ordinal}" for one in _people(visit)]
    visit.offer("household_change", [*options, "hh:all"], place, _view(visit))


def _ask_for_name(visit: Visit, place: Placement, problem: NameProblem | None = None) -> None:
    number = _next(visit)
    if number is None:
        _show(visit, place, note="full")
        return
    options = [f"hh:unnamed:{number}", "hh:all"]
    visit.ask("household_name", "hh:name", options, place, _view(visit), problem=problem and str(problem))


def _ask_for_other_name(
    visit: Visit, ordinal: int, place: Placement, problem: NameProblem | None = None
) -> None:
    about, options = f"hh:rename:{ordinal}", ["hh:all"]
    view, why = _view(visit), problem and str(problem)
    visit.ask("household_rename", about, options, place, view, person=ordinal, problem=why)


def _join(visit: Visit, name: str, place: Placement) -> None:
    _take_break(visit)
    coming = households.join(visit.unit, visit.resident, name, visit.resident.language)
    if coming is None:
        _show(visit, place, note="full")
        return
    visit.become(coming)
    go_on(visit, place)


def _rename(visit: Visit, ordinal: int, text: str) -> None:
    people = _people(visit)
    name = read_name(text, [one.name for one in people if one.ordinal != ordinal])
    if ordinal not in {one.ordinal for one in people}:
        _show(visit, _BELOW, note="gone")
    elif isinstance(name, NameProblem):
        _ask_for_other_name(visit, ordinal, _BELOW, name)
    else:
        households.rename(visit.unit, visit.resident.chat_id, ordinal, name)
        ask_for_scrub(visit.unit)  # nobody needs the old name any more
        _show(visit, _BELOW, note="renamed")


def _arrive(visit: Visit, place: Placement) -> None:
    """Show where the person is who has the phone now; what they tapped goes out of their way."""
    if place.edit is not None:
        visit.away += (place.edit,)
    draft = draft_at_hand(visit)
    if draft is None or not draft.is_open(visit.now, visit.house.timezone):
        go_on(visit)
    elif draft.entry.mode.is_entered:
        take_up(visit, draft, _BELOW)
    else:
        take(visit, draft.survey_key, _BELOW)


def _take_break(visit: Visit) -> None:
    """Let the one who answers just now pause, whatever is asked of them."""
    residents.offer_menu(visit.unit, visit.resident.member_id, [])
    draft = draft_at_hand(visit)
    if draft is None:
        return
    clear_away(visit, draft)
    is_open = draft.is_open(visit.now, visit.house.timezone)
    if draft.card is None or draft.dialogue.stage is Stage.PAUSED or not is_open:
        return
    survey = surveys.version(visit.unit, draft.version_id)
    paused, _events = advance(survey, draft.dialogue, Move.PAUSE, visit.local_now)
    dialogues.save(visit.unit, draft.id, paused, visit.today)
    show_card(visit, replace(draft, dialogue=paused), edit=draft.card)


def _people(visit: Visit) -> list[Called]:
    return [Called(one.ordinal, one.name) for one in linked.members(visit.unit, visit.resident.chat_id)]


def _next(visit: Visit) -> int | None:
    household = households.at(visit.unit, visit.resident.address)
    return None if household is None else next_ordinal(household.joined)


def _view(visit: Visit) -> object:
    return household_view(visit.unit, visit.house, visit.resident.address, visit.now)
