"""What the bot shows of numbers, dates and times in a language is read back as the same when it is typed."""

from datetime import date, datetime, time

import pytest
from babel.dates import format_date, format_time
from babel.numbers import format_decimal
from hypothesis import given
from hypothesis import strategies as st

from domain.dialogue import Problem
from domain.languages import Language, locale_of
from domain.survey import Kind, Question
from domain.typed import clean, read
from domain.typed_answers import read_decimal, read_moment, read_whole_number

LANGUAGES = ("de", "de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar")
TODAY = date(2026, 11, 27)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0, fold=0))
EASTERN = {"ar": str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"), "fa": str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")}


@given(st.sampled_from(LANGUAGES), st.integers(-(10**9), 10**9), st.booleans())
def test_a_whole_number_is_read_as_it_is_written(language: Language, number: int, grouped: bool) -> None:
    written = format_decimal(number, locale=locale_of(language), group_separator=grouped)
    assert read_whole_number(clean(written), language) == number
    assert read_whole_number(clean(written.translate(EASTERN["ar"])), language) == number
    assert read_whole_number(clean(written.translate(EASTERN["fa"])), language) == number


@given(st.sampled_from(LANGUAGES), st.decimals(-(10**8), 10**8, places=4), st.booleans())
def test_a_decimal_is_read_as_it_is_written(language: Language, number: object, grouped: bool) -> None:
    exact = float(str(number))
    written = format_decimal(
        exact, locale=locale_of(language), group_separator=grouped, decimal_quantization=False
    )
    assert read_decimal(clean(written), language) == exact
    assert read_decimal(clean(written.translate(EASTERN["ar"])), language) == exact


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("de", "1,5", 1.5),
        ("de", "1.5", 1.5),
        ("de", "1.234", 1234),
        ("en", "1,234", 1234),
        ("en", "1.234", 1.234),
        ("ar", "١٫٥", 1.5),
        ("ar", "١٬٢٣٤٫٥", 1234.5),
        ("ar", "1.25", 1.25),
        ("uk", "1\u00a0234,5", 1234.5),
        ("tr", "-0,25", -0.25),
        ("de", "۲۳", 23),
        ("de", "viel", Problem.NOT_A_NUMBER),
        ("de", "1.2.3", Problem.NOT_A_NUMBER),
        ("de", "99999999999", Problem.TOO_LARGE),
    ],
)
def test_numbers_are_read_in_the_form_of_the_language(language: Language, text: str, meant: object) -> None:
    assert read_decimal(clean(text), language) == meant


@given(st.sampled_from(LANGUAGES), DAYS, st.sampled_from(("long", "full")))
def test_a_date_is_read_as_it_is_written_out(language: Language, day: date, form: str) -> None:
    written = format_date(day, form, locale=locale_of(language))
    assert read_moment(Kind.DATE, clean(written), language, TODAY) == day.isoformat()
    assert read_moment(Kind.DATE, day.isoformat(), language, TODAY) == day.isoformat()


@given(st.sampled_from(LANGUAGES), DAYS, st.sampled_from(("short", "medium")))
def test_a_short_date_is_the_same_day_or_asked_about(language: Language, day: date, form: str) -> None:
    day = day.replace(year=2000 + day.year % 100)  # two digits of a year are of this century
    written = format_date(day, form, locale=locale_of(language))
    got = read_moment(Kind.DATE, clean(written), language, TODAY)
    assert got == day.isoformat() or (got is Problem.SEVERAL_DATES and day.day <= 12)


@given(st.sampled_from(LANGUAGES), DAYS, CLOCKS)
def test_times_with_and_without_a_day_are_read_as_they_are_written(
    language: Language, day: date, clock: time
) -> None:
    locale = locale_of(language)
    written = format_time(clock, "short", locale=locale)
    assert read_moment(Kind.TIME, clean(written), language, TODAY) == f"{clock:%H:%M}"
    both = f"{format_date(day, 'long', locale=locale)}, {written}"
    meant = datetime.combine(day, clock).isoformat(timespec="minutes")
    assert read_moment(Kind.DATETIME, clean(both), language, TODAY) == meant
    assert read_moment(Kind.DATETIME, meant, language, TODAY) == meant


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("it", "sabato 14 marzo 2026 alle ore 18:30", "2026-03-14T18:30"),
        ("ro", "sâmbătă, 14 martie 2026 la 18:30", "2026-03-14T18:30"),
        ("uk", "субота, 14 березня 2026 р. о 18:30", "2026-03-14T18:30"),
        ("hr", "subota, 14. ožujka 2026. u 18:30", "2026-03-14T18:30"),
        ("it", "dopodomani alle 18", "2026-11-29T18:00"),
        ("ro", "mâine la 18", "2026-11-28T18:00"),
        ("uk", "завтра о 18", "2026-11-28T18:00"),
        ("hr", "sutra u 18 sati", "2026-11-28T18:00"),
        ("de", "14.3.2026", Problem.NOT_A_TIME),
        ("de", "bald", Problem.NOT_A_DATE),
        ("en", "10/3/2026 18:00", Problem.SEVERAL_DATES),
        ("de", "31.2.2026 18:00", Problem.NOT_A_DATE),
    ],
)
def test_days_are_read_as_people_write_them(language: Language, text: str, meant: object) -> None:
    assert read_moment(Kind.DATETIME, clean(text), language, TODAY) == meant


@given(st.sampled_from(LANGUAGES), st.text(max_size=40), st.sampled_from(Kind))
def test_any_words_are_an_answer_or_a_problem(language: Language, text: str, kind: Kind) -> None:
    read(Question("q", kind, {"de": "?"}), text, (), language, TODAY)
