"""Typed dates are read in the language's own forms, or refused with the reason, and never guessed."""

from datetime import UTC, date, datetime, time
from itertools import product

import pytest
from babel.dates import format_date, format_time
from hypothesis import given
from hypothesis import strategies as st

from bot.speech import OFFERED
from domain.date_vocabulary import WORDS
from domain.languages import Language, locale_of
from domain.times import instant_of, local_time_of
from domain.typed_clock import read_clock
from domain.typed_times import A_DAY, END_OF_DAY, Trouble, read_local_time

NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)  # a Monday
BERLIN = "Europe/Berlin"
AHEAD = st.dates(date(2027, 3, 2), date(2032, 2, 27))
CLOCKS = st.times().map(lambda one: one.replace(second=0, microsecond=0, fold=0))


@pytest.mark.parametrize(
    ("language", "text", "meant"),
    [
        ("de", "10.3.2027 18:00", "2027-03-10T18:00"),
        ("de", "10.3. 18 Uhr", "2027-03-10T18:00"),
        ("de", "10.03.27, 18.30 Uhr", "2027-03-10T18:30"),
        ("de", "18.30 Uhr am 10.3.", "2027-03-10T18:30"),
        ("de", "Mi., 10. März 2027, um 18 Uhr", "2027-03-10T18:00"),
        ("de_simple", "übermorgen um 18 Uhr 30", "2027-03-03T18:30"),
        ("de", "heute 18:00", "2027-03-01T18:00"),
        ("de", "29.2. 18:00", "2028-02-29T18:00"),
        ("de", "28.2. 18:00", "2028-02-28T18:00"),
        ("de", "10. 03. 2027. 18:05", "2027-03-10T18:05"),
        ("de", "2027-03-10T18:00", "2027-03-10T18:00"),
        ("en", "2027/03/10 18:00", "2027-03-10T18:00"),
        ("en", "10 March 2027 6 pm", "2027-03-10T18:00"),
        ("en", "the 10th of March at 6:05 p.m.", "2027-03-10T18:05"),
        ("en", "March 10, 2027, 6:05\u202fPM", "2027-03-10T18:05"),
        ("en", "12 am March 5", "2027-03-05T00:00"),
        ("de", "12:00 am 5. März", "2027-03-05T12:00"),
        ("en", "tomorrow 18:00", "2027-03-02T18:00"),
        ("en", "13/3/2027 18:00", "2027-03-13T18:00"),
        ("en", "3/13/2027 18:00", "2027-03-13T18:00"),
        ("tr", "10 MART saat 18", "2027-03-10T18:00"),
        ("tr", "yarın 18:00", "2027-03-02T18:00"),
        ("tr", "10 Kasım 2027 18.00", "2027-11-10T18:00"),
        ("ar", "الأربعاء، ١٠ مارس ٢٠٢٧، ٦:٠٥ م", "2027-03-10T18:05"),
        ("ar", "غداً الساعة ٦ مساءً", "2027-03-02T18:00"),
        ("ar", "10 اذار 18:00", "2027-03-10T18:00"),
        ("ar", "morgen 18:00", "2027-03-02T18:00"),
    ],
)
def test_dates_are_read_as_people_write_them(language: Language, text: str, meant: str) -> None:
    reading = read_local_time(text, NOW, BERLIN, language)
    assert (reading.choices, reading.is_sure) == ((meant,), True)


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("10/3/2027 18:00", ("2027-03-10T18:00", "2027-10-03T18:00")),
        ("10-3-2027 18:00", ("2027-03-10T18:00", "2027-10-03T18:00")),
        ("5/6 3pm", ("2027-06-05T15:00", "2027-05-06T15:00")),
        ("10.11 12.10", ("2027-11-10T12:10", "2027-10-12T10:11")),
        ("Monday 18:00", ("2027-03-01T18:00", "2027-03-08T18:00")),
        ("1/2/2027 18:00", ()),  # 1 February and 2 January are both over
        ("3/1/2028 18:00", ("2028-01-03T18:00", "2028-03-01T18:00")),
        ("3/2/2027 18:00", ("2027-03-02T18:00",)),  # the other one is over, which may be a slip
    ],
)
def test_what_can_be_read_in_two_ways_is_asked_for_and_not_guessed(
    text: str, choices: tuple[str, ...]
) -> None:
    reading = read_local_time(text, NOW, BERLIN, "en")
    assert reading.choices == choices
    assert not reading.is_sure


@pytest.mark.parametrize(
    ("text", "trouble", "at"),
    [
        ("", Trouble.UNREADABLE, ""),
        ("bald", Trouble.UNREADABLE, ""),
        ("10.3. abends", Trouble.UNREADABLE, ""),
        ("10.3.2027, 18-20 Uhr", Trouble.UNREADABLE, ""),
        ("10.3.2027 18", Trouble.UNREADABLE, ""),
        ("1" * 200, Trouble.UNREADABLE, ""),
        ("18:00", Trouble.NO_DAY, ""),
        ("10.3.", Trouble.NO_TIME, "2027-03-10"),
        ("31.2.2027 18:00", Trouble.NO_SUCH_DAY, ""),
        ("29.2.2027 18:00", Trouble.NO_SUCH_DAY, ""),
        ("10.3.0000 18:00", Trouble.NO_SUCH_DAY, ""),
        ("10.3.2027 25:00", Trouble.NO_SUCH_TIME, ""),
        ("10.3.2027 24:00", Trouble.NO_SUCH_TIME, ""),
        ("10.3.2027 13 pm", Trouble.NO_SUCH_TIME, ""),
        ("Donnerstag, 10.3.2027 18:00", Trouble.OTHER_WEEKDAY, "2027-03-10"),
        ("1.3.2027 13:00", Trouble.PAST, "2027-03-01T13:00"),
        ("28.3.2027 2:30", Trouble.SKIPPED, "2027-03-28T02:30"),
        ("10.3.2072 18:00", Trouble.TOO_FAR, "2072-03-10T18:00"),
    ],
)
def test_what_cannot_be_planned_for_is_refused_with_the_reason(text: str, trouble: Trouble, at: str) -> None:
    reading = read_local_time(text, NOW, BERLIN, "de")
    assert (reading.choices, reading.trouble, reading.at) == ((), trouble, at)


def test_a_time_that_comes_twice_is_taken_and_means_the_first_of_the_two() -> None:
    reading = read_local_time("31.10.2027 2:30", NOW, BERLIN, "de")
    assert reading.choices == ("2027-10-31T02:30",)
    assert instant_of("2027-10-31T02:30", BERLIN) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)


def test_a_day_alone_can_mean_its_end() -> None:
    reading = read_local_time("10.3.", NOW, BERLIN, "de", END_OF_DAY)
    assert reading.choices == ("2027-03-10T23:59",)


@pytest.mark.parametrize(
    ("text", "choices", "trouble", "at"),
    [
        ("10.3.", ("2027-03-10",), None, ""),
        ("10.3. 8 Uhr", ("2027-03-10T08:00",), None, ""),
        ("heute", ("2027-03-01",), None, ""),
        ("28.2.2027", (), Trouble.PAST, "2027-02-28"),
        ("1.3.2072", (), Trouble.TOO_FAR, "2072-03-01"),
        ("18 Uhr", (), Trouble.NO_DAY, ""),
    ],
)
def test_a_day_alone_can_stay_a_day_and_today_is_not_over(
    text: str, choices: tuple[str, ...], trouble: Trouble | None, at: str
) -> None:
    reading = read_local_time(text, NOW, BERLIN, "de", A_DAY)
    assert (reading.choices, reading.trouble, reading.at) == (choices, trouble, at)


@pytest.mark.parametrize("language", OFFERED)
def test_the_words_of_every_language_that_the_bot_speaks_are_known(language: Language) -> None:
    assert locale_of(language) in WORDS


@pytest.mark.parametrize("language", OFFERED)
@given(day=AHEAD, clock=CLOCKS, data=st.data())
def test_whatever_a_language_writes_itself_is_read_again(
    language: Language, day: date, clock: time, data: st.DataObject
) -> None:
    local = f"{day.isoformat()}T{clock.isoformat('minutes')}"
    if local_time_of(instant_of(local, BERLIN), BERLIN) != local:
        return  # clocks are put forward over it
    locale, length = locale_of(language), data.draw(st.sampled_from(["full", "long", "medium"]))
    parts = [format_date(day, length, locale), format_time(clock, "short", locale=locale)]
    text = data.draw(st.sampled_from([" ", ", ", " – "])).join(parts)
    reading = read_local_time(text, NOW, BERLIN, language)
    assert local in reading.choices
    if reading.is_sure:
        assert reading.choices == (local,)
    else:  # Arabic writes its middle form with slashes
        assert "/" in text


@given(day=AHEAD, clock=CLOCKS)
def test_with_slashes_day_and_month_are_never_guessed(day: date, clock: time) -> None:
    text = f"{day.day}/{day.month}/{day.year} {clock.isoformat('minutes')}"
    reading = read_local_time(text, NOW, BERLIN, "en")
    if reading.is_sure:
        assert day.day > 12 or day.day == day.month
    readable = [local for local in reading.choices if local.startswith(day.isoformat())]
    skipped = reading.trouble is Trouble.SKIPPED
    assert readable or skipped


PIECES = (
    "10",
    "3",
    "2027",
    ".",
    "/",
    "-",
    ":",
    "18:00",
    " ",
    "märz",
    "mo",
    "morgen",
    "pm",
    "uhr",
    "٣",
    "x",
    "am",
)


@given(parts=st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=9))
def test_whatever_is_typed_only_times_ahead_come_out(parts: list[str]) -> None:
    for language in OFFERED:
        reading = read_local_time("".join(parts), NOW, BERLIN, language)
        assert bool(reading.choices) is (reading.trouble is None)
        for local in reading.choices:
            assert instant_of(local, BERLIN) > NOW
            assert local_time_of(instant_of(local, BERLIN), BERLIN) == local
        assert len(reading.choices) == 1 or not reading.is_sure


@pytest.mark.parametrize(("hour", "minute"), list(product((0, 9, 18), (0, 5))))
def test_a_time_of_the_day_can_be_typed_alone(hour: int, minute: int) -> None:
    assert read_clock(f"{hour}.{minute:02} Uhr", "de") == f"{hour:02}:{minute:02}"
    assert read_clock(f"saat {hour}:{minute:02}", "tr") == f"{hour:02}:{minute:02}"


@pytest.mark.parametrize("text", ["", "18", "morgen", "25:00", "Montag 18:00", "18:00 18:00"])
def test_what_is_no_time_of_the_day_is_none(text: str) -> None:
    assert read_clock(text, "de") is None
