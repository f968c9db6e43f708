"""The part that all of the staff's editors share: a text in several languages, shown, asked for, taken.

An editor routes `BASE` (the list of languages: `show`), `BASE:LANGUAGE` (`ask`), `BASE:LANGUAGE:remove`
(`without`) and the typed words of `BASE:LANGUAGE` (`take`) here; it keeps the texts that it gets back under
its own revision, and shows the list again. The texts are the town's own, so the outbox may carry them.
"""

from dataclasses import dataclass

from domain.languages import DEFAULT, Language, Texts
from domain.outgoing import Placement
from domain.texts import LONGEST, SPLIT_AT, TextKind, TextRefused, cleaned, length, missing, with_text
from usecases.visit import Visit

REMOVE = "remove"
REST = "rest"
"""Where the rest of a text goes that an app has cut in two: nowhere."""
_MAY_BE_CUT = SPLIT_AT - 96  # characters; apps cut between words


@dataclass(frozen=True, slots=True)
class TextField:
    """One text of the thing that is edited.

    Attributes:
        kind: What the text is.
        base: The option that shows it, with the thing's number and revision: `broadcast:3:7:text`.
        back: The option that leads back to the thing.
        texts: How it reads now, by language.
        longest: How many characters it may have.
    """

    kind: TextKind
    base: str
    back: str
    texts: Texts
    longest: int = LONGEST


def show(visit: Visit, field: TextField, place: Placement) -> None:
    """Show which languages have the text and which do not, and offer to write each."""
    languages = visit.house.languages
    visit.offer(
        "texts_by_language",
        [*(f"{field.base}:{language}" for language in languages), field.back],
        place,
        kind=field.kind,
        missing=missing(field.texts, languages),
    )


def ask(visit: Visit, field: TextField, language: Language, place: Placement) -> bool:
    """Ask for the text in one language; the one there is stands above, to be copied and changed.

    Returns:
        Whether there is such a language.
    """
    if language not in visit.house.languages:
        return False
    _ask(visit, field, language, place)
    return True


def take(visit: Visit, field: TextField, path: list[str], typed: str) -> Texts | None:
    """Return the texts with what was typed; else say why it cannot be taken, ask again, and return None.

    Args:
        visit: The update that is handled.
        field: The text that is edited.
        path: What follows the field's base in the words' name: [language] or [language, `REST`].
        typed: What was typed.
    """
    language = path[0] if path else ""
    if language not in visit.house.languages or len(path) > 2:
        show(visit, field, Placement())
        return None
    if path[1:] == [REST]:
        _say_too_long(visit, field, language)
        return None
    try:
        return with_text(field.texts, language, cleaned(typed, field.longest))
    except TextRefused as refused:
        if length(typed) >= _MAY_BE_CUT:
            _say_too_long(visit, field, language, refused.length)
        else:
            _ask(visit, field, language, Placement(), refused.length)
        return None


def without(field: TextField, language: Language) -> Texts:
    """Return the texts without one language."""
    return with_text(field.texts, language, "")


def _ask(
    visit: Visit, field: TextField, language: Language, place: Placement, refused: int | None = None
) -> None:
    here = f"{field.base}:{language}"
    can_go = language != DEFAULT and bool(field.texts.get(language))
    visit.ask(
        "text_in_language",
        here,
        [*([f"{here}:{REMOVE}"] if can_go else []), field.base],
        place,
        kind=field.kind,
        text_language=language,
        text=field.texts.get(language, ""),
        longest=field.longest,
        refused=refused,
    )


def _say_too_long(visit: Visit, field: TextField, language: Language, refused: int | None = None) -> None:
    here = f"{field.base}:{language}"
    visit.ask(
        "text_too_long",
        f"{here}:{REST}",
        [here, field.base],
        kind=field.kind,
        text_language=language,
        longest=field.longest,
        refused=refused,
    )
