"""Answers in words, for the review, for a question that is opened again, and inside other texts."""

import re
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from bot.speech import Speech, isolate
from domain.dialogue import Answer
from domain.languages import Language, Texts, text_in
from domain.survey import Kind, Question
from usecases.plain_surveys import plain_text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")
_PLACES = 5  # decimals of a degree that are shown: about a metre

InWords = Callable[[Texts], str]
"""What makes plain words of a text of the form, such as a choice's label."""


def answer_in_words(question: Question, answer: Answer, said: Speech, words: InWords | None = None) -> str:
    """Return an answer as its respondent reads it, not yet made safe for markup.

    Args:
        question: The question.
        answer: What stands as its answer.
        said: The reader's speech.
        words: What makes plain words of a label; None: one in which references stay open.
    """
    in_words = words or (lambda texts: plain_label(texts, said.language))
    _ = said.gettext
    match answer:
        case None:
            return _("no answer")
        case tuple() if question.kind is Kind.RANK:
            ranked = enumerate((_label(question, code, in_words) for code in answer), start=1)
            return _(", ").join(f"{said.number(place)}. {label}" for place, label in ranked)
        case tuple():
            return _(", ").join(_label(question, code, in_words) for code in answer)
        case int() | float() if question.kind is Kind.REPEAT:
            return entries_in_words(int(answer), said)
        case int() | float():
            return number_in_words(answer, said)
        case str():
            return _text_in_words(question, answer, said, in_words)


def _text_in_words(question: Question, answer: str, said: Speech, in_words: InWords) -> str:
    _ = said.gettext
    match question.kind:
        case Kind.SELECT_ONE:
            return _label(question, answer, in_words)
        case Kind.DATE | Kind.TIME | Kind.DATETIME | Kind.CALCULATE:
            return moment_in_words(answer, said)
        case Kind.GEOPOINT:
            return f"📍 {place_in_words(answer)}"
        case Kind.ACKNOWLEDGE:
            return _("I have read it")
        case Kind.IMAGE:
            return _("picture received")
        case Kind.AUDIO:
            return _("recording received")
        case Kind.VIDEO:
            return _("video received")
        case Kind.FILE:
            return _("file received")
        case _:
            return answer


def plain_label(texts: Texts, language: Language) -> str:
    """Return a text of the form in plain words, for readers who have no answers that it could refer to."""
    return plain_text(text_in(texts, language))


def _label(question: Question, code: str, in_words: InWords) -> str:
    choice = question.choice(code)
    return " ".join(in_words(choice.label).split()) or code if choice else code


def entries_in_words(count: int, said: Speech) -> str:
    """Return how many entries a repeat has."""
    if not count:
        return said.gettext("no entries")
    return said.ngettext("{n} entry", "{n} entries", count).format(n=isolate(said.number(count)))


def number_in_words(value: float, said: Speech) -> str:
    """Return an answered number with all its decimals; thousands are not parted, for it may be a year."""
    return _number(value, said.locale)


@lru_cache(1024)
def _number(value: float, locale: Locale) -> str:
    """Return a number as text: a scale has two dozen, and each costs more than the words around it."""
    return format_decimal(value, locale=locale, group_separator=False, decimal_quantization=False)


def moment_in_words(answer: str, said: Speech) -> str:
    """Return a date, a time of the day, or both, written out; anything else as it is."""
    try:
        if _DAY.fullmatch(answer):
            return said.date(date.fromisoformat(answer))
        if _MOMENT.fullmatch(answer):
            moment = datetime.fromisoformat(answer)
            day, clock = said.date(moment.date()), clock_in_words(moment.time(), said)
            return said.gettext("{day}, {time}").format(day=day, time=clock)
        return (
            clock_in_words(time.fromisoformat(answer), said) if re.fullmatch(r"\d\d:\d\d", answer) else answer
        )
    except ValueError:
        return answer


def clock_in_words(clock: time, said: Speech) -> str:
    """Return a time of the day as the language writes it."""
    return format_time(clock, "short", locale=said.locale)


def month_in_words(day: date, said: Speech) -> str:
    """Return the name of a day's month, without its year."""
    return format_date(day, "LLLL", locale=said.locale)


def month_in_short(day: date, said: Speech) -> str:
    """Return the name of a day's month as short as the language has it."""
    return format_date(day, "LLL", locale=said.locale)


def place_in_words(answer: str) -> str:
    """Return latitude and longitude of a place, as maps take them."""
    latitude, longitude = (round(float(part), _PLACES) for part in answer.split()[:2])
    return f"{latitude}, {longitude}"
