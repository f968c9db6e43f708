"""Redaction: rules that propose what a text shows about persons, so that a moderator blacks it out.

They mark too much rather than too little, and a person decides. What they find and miss is measured in
tests/domain/test_redaction_corpus.py.
"""

from collections.abc import Mapping
from itertools import chain

from domain.languages import Language
from domain.redaction import addresses, names, names_arabic, names_turkish, numbers
from domain.redaction.marks import (
    BLACK,
    Mark,
    NoSuchWord,
    Why,
    Word,
    is_marked,
    merged,
    redacted,
    toggled,
    words_of,
)
from domain.redaction.readable import folded, readable
from domain.redaction.rules import Rule

__all__ = [
    "BLACK",
    "Mark",
    "NoSuchWord",
    "Why",
    "Word",
    "is_marked",
    "merged",
    "proposed",
    "readable",
    "redacted",
    "toggled",
    "words_of",
]

# People write German addresses and "Frau …" in every language, so the common rules know these.
_COMMON: tuple[Rule, ...] = (*numbers.NUMBERS, *addresses.ADDRESSES, *names.COMMON, names_arabic.GIVEN)
_OF_LANGUAGE: Mapping[Language, tuple[Rule, ...]] = {
    "de": names.GERMAN,
    "de_simple": names.GERMAN,
    "en": (*names.ENGLISH, addresses.ENGLISH_STREET),
    "tr": (
        *names_turkish.TURKISH,
        addresses.TURKISH_STREET,
        addresses.TURKISH_GERMAN_STREET,
        numbers.TURKISH_PLATE,
    ),
    "ar": (*names_arabic.ARABIC_RULES, addresses.ARABIC_STREET, numbers.ARABIC_PLATE),
}


def proposed(text: str, language: Language) -> tuple[Mark, ...]:
    """Return the places that the rules would black out, in order, none touching another.

    Args:
        text: A text as `readable` returns it.
        language: The language of taking part; people may have written in another one. A language without
            rules of its own has the common ones; where it is not known, nothing, those of all apply.
    """
    plain = folded(text)
    own = _OF_LANGUAGE.get(language, ()) if language else tuple(dict.fromkeys(chain(*_OF_LANGUAGE.values())))
    rules = (*_COMMON, *own)
    return merged(mark for one in rules for mark in one.find(plain))
