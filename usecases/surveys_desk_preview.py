"""Staff choose as whom they try a questionnaire out, and say that they have gone through it."""

from domain.outgoing import Placement
from domain.survey_life import Obstacle
from usecases import preview
from usecases.survey_life import mark_checked
from usecases.surveys_desk_screens import DESK, say_card, say_list
from usecases.surveys_desk_uploads import survey_of
from usecases.visit import Visit

LEAVE = f"{DESK}:try:leave"
_INVITED, _NOT_INVITED = "i", "n"


def open_preview(visit: Visit, path: list[str], place: Placement) -> bool:
    """Take what was chosen about a preview, and begin it; tell whether there is such a choice.

    Args:
        visit: The update that is handled; the role was looked up.
        path: [key, revision] with 0 for the version that is offered, then with the language, then with "i" or
            "n" for somebody who was invited or not; ["leave"].
        place: Where the button stands.
    """
    match path:
        case ["leave"]:
            left = preview.leave(visit)
            if left is None:
                say_list(visit, 0, place)
            else:
                say_card(visit, left.survey_key, place, "left")
            return True
        case [key, revision, *chosen] if revision.isascii() and revision.isdecimal() and len(revision) <= 10:
            return _choose(visit, key, int(revision), chosen, place)
        case _:
            return False


def _choose(visit: Visit, key: str, revision: int, chosen: list[str], place: Placement) -> bool:
    survey = survey_of(visit.unit, key, revision or None)
    if survey is None:
        say_card(visit, key, place, Obstacle.GONE)
        return True
    base = f"{DESK}:try:{key}:{revision}"
    languages = [one for one in survey.languages if one in visit.house.languages]
    languages += [one for one in visit.house.languages if one not in languages]
    match chosen:
        case []:
            options = [*(f"{base}:{one}" for one in languages), f"{DESK}:card:{key}"]
            visit.offer("preview_language", options, place, survey=key, written=list(survey.languages))
        case [language] if language in languages and survey.has_sample:
            options = [f"{base}:{language}:{one}" for one in (_INVITED, _NOT_INVITED)]
            visit.offer("preview_who", [*options, f"{DESK}:card:{key}"], place, survey=key)
        case [language] if language in languages:
            return preview.start(visit, key, revision or None, language, place)
        case [language, "i" | "n" as who] if language in languages:
            return preview.start(visit, key, revision or None, language, place, invited=who == _INVITED)
        case _:
            return False
    return True


def check(visit: Visit, staff_id: int, key: str, revision: int, place: Placement) -> None:
    """Keep that somebody has gone through a draft, which can be opened from then on."""
    done = mark_checked(visit.unit, staff_id, key, revision, visit.now)
    say_card(visit, key, place, "checked" if done else Obstacle.GONE)
