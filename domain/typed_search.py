"""Long lists of choices: whether a question has one, and the choices that a part of a label finds."""

from domain.dialogue import Dialogue
from domain.languages import Language, text_in
from domain.survey import Choice, Kind, Question
from domain.typed import normalised

MOST_AT_ONCE = 20
"""As many choices as are shown together; longer lists come in pages."""

LONGEST_SEARCH = 40  # characters
_SEARCHED = frozenset({"minimal", "autocomplete", "search"})
_SEARCH = "q:"


def is_searched(question: Question, offered: tuple[Choice, ...]) -> bool:
    """Tell whether a question's choices come in pages and are found by typing a part of one."""
    if question.kind not in (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE):
        return False
    return len(offered) > MOST_AT_ONCE or not _SEARCHED.isdisjoint(question.appearance)


def found(offered: tuple[Choice, ...], words: str, language: Language) -> tuple[Choice, ...]:
    """Return the choices with the words in their label, in the reader's language, else in any other."""
    wanted = normalised(words)
    if not wanted or len(wanted) > LONGEST_SEARCH:
        return ()
    own = tuple(one for one in offered if wanted in normalised(text_in(one.label, language)))
    return own or tuple(
        one for one in offered if any(wanted in normalised(text) for text in one.label.values())
    )


def page_of(words: str) -> str:
    """Return the name of the page that shows what some words find."""
    return f"{_SEARCH}{normalised(words)}"


def searched(dialogue: Dialogue) -> str:
    """Return the words of the page of a search, "" where another page is shown."""
    return dialogue.page.removeprefix(_SEARCH) if dialogue.page.startswith(_SEARCH) else ""
