"""Languages by catalogue code, and how a text is looked up in one of them."""

from collections.abc import Mapping

Language = str
"""A catalogue code: `de`, `de_simple`, `en`, `tr`, `ar` ... Not a locale: `de_simple` is no locale."""

DEFAULT: Language = "de"
RIGHT_TO_LEFT = frozenset({"ar", "fa", "he", "ur"})

Texts = Mapping[Language, str]
"""One text in several languages."""


def locale_of(language: Language) -> str:
    """Return the locale for dates, numbers and plurals: Leichte Sprache uses the German one."""
    return "de" if language == "de_simple" else language


def is_right_to_left(language: Language) -> bool:
    """Tell whether the language is written from right to left."""
    return language in RIGHT_TO_LEFT


def fallback_chain(language: Language) -> tuple[Language, ...]:
    """Return the languages to look a text up in, the wanted one first, German last."""
    return (language,) if language == DEFAULT else (language, DEFAULT)


def text_in(texts: Texts, language: Language) -> str:
    """Return the text in the wanted language, else in German, else in the first language it has.

    An empty mapping gives an empty text: a label that was never written has nothing to show.
    """
    for candidate in fallback_chain(language):
        if texts.get(candidate):
            return texts[candidate]
    return next((text for text in texts.values() if text), "")


def nearest_language(code: str | None, offered: tuple[Language, ...]) -> Language:
    """Return the offered language nearest to a client's language code (`tr-TR`, `en-u-hc-h12`).

    Unknown or missing codes give German, the town's language.
    """
    base = (code or "").replace("_", "-").split("-", 1)[0].lower()
    return base if base in offered else DEFAULT
