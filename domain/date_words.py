"""The words that people type dates and times with: how they are compared, and which a reader knows."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from domain.date_vocabulary import WORDS
from domain.languages import Language, locale_of

_ALIKE = str.maketrans(
    {
        "ı": "i",
        "\u0307": None,
        "’": "'",
        "ʼ": "'",
        "أ": "ا",
        "إ": "ا",
        "آ": "ا",
        "ى": "ي",
        "ة": "ه",
        "\u0640": None,
    }
)
_UNSEEN = {
    0x061C: None,
    0x200E: None,
    0x200F: None,
    **dict.fromkeys([*range(0x202A, 0x202F)]),
} | dict.fromkeys(range(0x2066, 0x206A))


def folded(text: str) -> str:
    """Return words as they are compared: case, dots of Turkish i, signs above Arabic letters do not matter.

    Digits of other scripts become our own.
    """
    whole = unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold().translate(_ALIKE)
    seen = (c for c in whole if not (unicodedata.category(c) == "Mn" and "\u064b" <= c <= "\u065f"))
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)
    return " ".join("".join(digits).split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a reader: of their language, and of German and English, which staff mix in."""

    months: Mapping[str, frozenset[int]]  # a form can name two months in two languages
    weekdays: Mapping[str, frozenset[int]]
    days_ahead: Mapping[str, int]
    half_days: Mapping[str, int]  # hours to add
    hours: frozenset[str]
    at: frozenset[str]
    beside: frozenset[str]


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the words that a reader of a language types."""
    own = locale_of(language)
    codes = dict.fromkeys(code for code in (own, "de", "en") if code in WORDS)
    known = [WORDS[code] for code in codes]
    half_days = {
        form: (hours, code)
        for code in reversed(codes)
        for hours, words in ((0, WORDS[code].morning), (12, WORDS[code].evening))
        for form in _forms(words)
    }
    beside = {form: code for code in reversed(codes) for form in _forms(WORDS[code].beside)}
    # "am" is a day's word in German and a half of it in English: the reader's own word is meant, or none.
    both = half_days.keys() & beside.keys()
    return Lexicon(
        months=_numbered([one.months for one in known], 1),
        weekdays=_numbered([one.weekdays for one in known], 0),
        days_ahead={
            form: days
            for one in known
            for days, words in enumerate((one.today, one.tomorrow, one.day_after))
            for form in _forms(words)
        },
        half_days={
            form: hours for form, (hours, code) in half_days.items() if form not in both or code == own
        },
        hours=frozenset(form for one in known for form in _forms(one.hour)),
        at=frozenset(form for one in known for form in _forms(one.at)),
        beside=frozenset(form for form, code in beside.items() if form not in both or code == own),
    )


def _forms(words: str) -> list[str]:
    return [folded(form).rstrip(".") for form in words.split(",") if form]


def _numbered(languages: list[tuple[str, ...]], first: int) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for names in languages:
        for number, words in enumerate(names, first):
            for form in _forms(words):
                found[form] = found.get(form, frozenset()) | {number}
    return found
