"""Speech in one language: translated texts, numbers and dates, values isolated from right-to-left text."""

import re
from dataclasses import dataclass
from datetime import date, time
from functools import cache, lru_cache
from gettext import GNUTranslations, NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal, format_percent

from domain.direction import in_its_place
from domain.languages import Language, fallback_chain, is_right_to_left, locale_of
from domain.times import DayTime

CATALOGUES = Path(__file__).resolve().parent.parent / "locales"
DOMAIN = "quartier"
OFFERED: tuple[Language, ...] = ("de", "de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar")
OWN_NAMES: dict[Language, str] = {
    "de": "Deutsch",
    "de_simple": "Leichte Sprache",
    "en": "English",
    "tr": "Türkçe",
    "it": "Italiano",
    "ro": "Română",
    "uk": "Українська",
    "hr": "Hrvatski",
    "ar": "العربية",
}
FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE = "\u2068", "\u2069"
LEFT_TO_RIGHT_MARK, RIGHT_TO_LEFT_MARK = "\u200e", "\u200f"
_RIGHT_TO_LEFT_START = re.compile(r"(?:<[^>]*>|[^\w<]|[\d_])*[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""The first letter is one that runs from right to left, whatever markup stands before it."""


@dataclass(frozen=True, slots=True)
class Speech:
    """All that depends on the reader's language and not on what is said."""

    language: Language
    translations: NullTranslations
    locale: Locale

    def gettext(self, message: str) -> str:
        """Return the translation of an English source text."""
        return self.translations.gettext(message)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """Return the translation in the plural form that this language uses for n."""
        return self.translations.ngettext(singular, plural, n)

    def number(self, value: float) -> str:
        """Return a number with the language's separators."""
        return _decimal(value, self.locale)

    def answered(self, value: float) -> str:
        """Return an answered number without separators of thousands: it may be a year."""
        return format_decimal(value, locale=self.locale, group_separator=False)

    def percent(self, share: float) -> str:
        """Return a share between 0 and 1 in whole percent."""
        return format_percent(share, locale=self.locale)

    def date(self, day: date) -> str:
        """Return a calendar day, written out so that no two countries read it differently."""
        return format_date(day, "long", locale=self.locale)

    def day_time(self, one: DayTime) -> str:
        """Return a day written out, with its time where it has one."""
        if one.clock is None:
            return self.date(one.day)
        clock = format_time(time.fromisoformat(one.clock), "short", locale=self.locale)
        # Translators: a day and a time of it, "10 March 2027, 18:00".
        return self.gettext("{day}, {time}").format(day=isolate(self.date(one.day)), time=isolate(clock))

    @property
    def right_to_left(self) -> bool:
        """Tell whether the language is written from right to left."""
        return is_right_to_left(self.language)


@lru_cache(1024)
def _decimal(value: float, locale: Locale) -> str:
    """Return a number as text; a card has a dozen small ones, each of which costs more than all its words."""
    return format_decimal(value, locale=locale)


def isolate(value: object) -> str:
    """Return a value that keeps its own direction inside any sentence, and the sentence its own.

    Needed around names, numbers, codes and commands; invisible where the direction is the same. Signs in the
    value that would end this or turn around what follows it are not shown.
    """
    return f"{FIRST_STRONG_ISOLATE}{in_its_place(str(value))}{POP_DIRECTIONAL_ISOLATE}"


def line(text: str, said: Speech) -> str:
    """Return a line that runs in its language's direction, whatever it begins with."""
    if said.right_to_left:
        return RIGHT_TO_LEFT_MARK + text
    return LEFT_TO_RIGHT_MARK + text if _RIGHT_TO_LEFT_START.match(text) else text


@cache
def speech(language: Language) -> Speech:
    """Return the speech of a language; its texts fall back to German, never to silence."""
    translations = _read_catalogue(language)
    for fallback in fallback_chain(language)[1:2]:  # the next one, which brings those behind it along
        translations.add_fallback(speech(fallback).translations)
    return Speech(language, translations, Locale.parse(locale_of(language)))


def _read_catalogue(language: Language) -> NullTranslations:
    """Read a catalogue; compiled files need not be kept, compiling takes milliseconds."""
    path = CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    with path.open("rb") as file:
        catalogue = read_po(file, locale=locale_of(language))
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return GNUTranslations(compiled)
