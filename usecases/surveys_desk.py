"""Staff author surveys in the chat: the list, one survey, and where each of its buttons leads."""

from datetime import datetime

from db.unit import Unit
from domain.invitation import Permission
from domain.outgoing import Placement
from domain.person import Person
from domain.survey_life import Obstacle
from usecases import surveys_desk_opening as opening
from usecases import surveys_desk_preview as trying
from usecases.confirm import staff_who_may
from usecases.house import House
from usecases.surveys_desk_news import tell_people
from usecases.surveys_desk_screens import say_card, say_list
from usecases.surveys_desk_texts import open_texts
from usecases.surveys_desk_uploads import ask_for_file, ask_to_walk, say_report
from usecases.surveys_desk_views import card_view
from usecases.visit import Visit, receive

MOST_DIGITS = 10  # of a revision


def surveys_command(unit: Unit, house: House, update_id: int, person: Person, now: datetime) -> None:
    """Answer /surveys with all surveys and drafts."""
    visit = receive(unit, house, update_id, person, now)
    if visit is not None and staff_who_may(visit, Permission.MANAGE_SURVEYS) is not None:
        say_list(visit, 0, Placement())


def open_desk(visit: Visit, path: list[str], place: Placement) -> bool:
    """Carry out what a button about surveys asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled.
        path: ["list", page], ["new"], ["card", key], ["fix", key], ["report", key, revision], ["tell", key],
            ["ways", key, revision or "0"], ["checked", key, revision], ["try", ...] (surveys_desk_preview),
            ["texts" | "textsin" | "textsuse", ...] (surveys_desk_texts),
            ["open" | "close" | "last" | "drop", ...] (surveys_desk_opening).
        place: Where the button stands.
    """
    staff_id = staff_who_may(visit, Permission.MANAGE_SURVEYS)
    if staff_id is None:
        return True
    match path:
        case ["list", page] if _is_number(page):
            say_list(visit, int(page), place)
        case ["new"]:
            ask_for_file(visit, "", place)
        case ["card", key]:
            say_card(visit, key, place)
        case ["fix", key] if (view := card_view(visit.unit, visit.house, key, visit.now)) is not None:
            if view.is_operators:
                say_card(visit, key, place, Obstacle.OPERATORS)
                return True
            ask_for_file(visit, key, place)
        case ["report", key, revision] if _is_number(revision):
            say_report(visit, key, int(revision), place)
        case ["ways", key, revision] if _is_number(revision):
            return ask_to_walk(visit, staff_id, key, int(revision) or None, place)
        case ["checked", key, revision] if _is_number(revision):
            trying.check(visit, staff_id, key, int(revision), place)
        case ["try", *rest]:
            return trying.open_preview(visit, rest, place)
        case ["tell", key]:
            tell_people(visit, key, place)
        case ["texts" | "textsin" | "textsuse", *_]:
            return open_texts(visit, staff_id, path, place)
        case ["open" | "close" | "last" | "drop", *_]:
            return opening.open_step(visit, staff_id, path, place)
        case _:
            return False
    return True


def take_desk_words(visit: Visit, path: list[str], text: str) -> bool:
    """Take a day that was typed; tell whether such a question was asked.

    Args:
        visit: The update that is handled.
        path: What the question was about: ["first", key, revision] and the like.
        text: What was typed.
    """
    if path[:1] in (["send"], ["textsin"]):
        return False  # a file is awaited, and words are something else
    if staff_who_may(visit, Permission.MANAGE_SURVEYS) is not None:
        return opening.take_day(visit, path, text)
    return True


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
