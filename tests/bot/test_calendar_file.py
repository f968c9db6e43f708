"""Calendar files: what an independent reader of calendars finds in them, before and after changes."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import vobject

from bot.exports.calendar_file import CalendarStatus, calendar_file, file_name
from bot.speech import OFFERED
from domain.events import Event, EventStatus, Offers, Pin, edited
from tests.bot.saying import HOUSE

NOW = datetime(2027, 3, 1, 12, 0, 30, tzinfo=UTC)
TITLES = {
    "de": "Werkstatt: Bänke, Schatten; und ein „Trinkbrunnen“",
    "de_simple": "Wir planen zusammen",
    "en": "Workshop\\planning",
    "tr": "Çalıştay: Gölge, bank ve çeşme",
    "it": "Laboratorio: ombra; panchine, fontanella",
    "ro": "Atelier: umbră, bănci și țâșnitoare",
    "uk": "Майстерня: тінь, лавки й питний фонтан",
    "hr": "Radionica: hlad, klupe; česma",
    "ar": "ورشة عمل: مقاعد وظلال، ونافورة لمياه الشرب",
}
PLACES = {
    "de": "Bürgersaal, Jakob-Sigle-Platz 1, 70806 Kornwestheim",
    "de_simple": "Bürger-Saal",
    "en": "Citizens' hall",
    "tr": "Belediye salonu, giriş arka taraftan, lütfen zile basın, ikinci kat",
    "it": "Sala civica, entrata sul retro",
    "ro": "Sala cetățenilor, intrarea prin spate, etajul al doilea",
    "uk": "Зал громадян, вхід із двору, другий поверх, дзвоніть, будь ласка",
    "hr": "Građanska dvorana, ulaz straga",
    "ar": "قاعة المواطنين في ساحة ياكوب زيغله، الطابق الثاني، المدخل من الخلف",
}
WORKSHOP = Event(
    7,
    "9f2c",
    "Europe/Berlin",
    status=EventStatus.PUBLISHED,
    title=TITLES,
    place=PLACES,
    description={language: f"{title}\n\nZweite Zeile; mit, Zeichen" for language, title in TITLES.items()},
    pin=Pin(48.8612, 9.1851),
    link="https://example.org/raum?a=1,2;b",
    local_start="2027-03-10T18:00",
    starts_at=datetime(2027, 3, 10, 17, 0, tzinfo=UTC),
    minutes=90,
    offers=Offers(("tr",), childcare=True),
)


def read(event: Event, language: str = "de", status: CalendarStatus = CalendarStatus.CONFIRMED) -> Any:
    """Return a calendar file as the independent reader sees it."""
    return vobject.readOne(calendar_file(HOUSE.town, event, language, status, NOW).decode())


@pytest.mark.parametrize("language", OFFERED)
def test_every_language_reads_its_own_texts_whatever_signs_are_in_them(language: str) -> None:
    entry = read(WORKSHOP, language).vevent
    assert entry.summary.value == TITLES[language]
    assert entry.location.value == PLACES[language]
    assert entry.description.value == (
        f"{TITLES[language]}\n\nZweite Zeile; mit, Zeichen\n\nhttps://example.org/raum?a=1,2;b"
    )
    spoken = "de" if language == "de_simple" else language
    assert [entry.summary.params["LANGUAGE"], entry.location.params["LANGUAGE"]] == [[spoken], [spoken]]


def test_a_text_that_is_missing_is_the_german_one_and_says_so() -> None:
    entry = read(replace(WORKSHOP, title={"de": "Werkstatt"}), "ar").vevent
    assert (entry.summary.value, entry.summary.params["LANGUAGE"]) == ("Werkstatt", ["de"])
    assert entry.location.params["LANGUAGE"] == ["ar"]


@pytest.mark.parametrize("language", OFFERED)
def test_no_line_is_longer_than_75_bytes_and_all_end_as_the_standard_says(language: str) -> None:
    file = calendar_file(HOUSE.town, WORKSHOP, language, CalendarStatus.CONFIRMED, NOW)
    lines = file.split(b"\r\n")
    assert max(len(line) for line in lines) <= 75
    assert b"\n" not in b"".join(lines)
    for line in lines:
        line.decode()  # no letter is cut in two


def test_time_place_and_organiser_stand_in_it_and_nobody_who_comes() -> None:
    calendar = read(WORKSHOP)
    entry = calendar.vevent
    assert (calendar.method.value, calendar.version.value) == ("PUBLISH", "2.0")
    assert (entry.uid.value, entry.sequence.value, entry.status.value) == ("9f2c", "0", "CONFIRMED")
    assert (entry.dtstart.value, entry.dtend.value) == (
        datetime(2027, 3, 10, 17, 0, tzinfo=UTC),
        datetime(2027, 3, 10, 18, 30, tzinfo=UTC),
    )
    assert entry.dtstamp.value == NOW
    assert [float(part) for part in entry.geo.value.split(";")] == [48.8612, 9.1851]
    assert entry.url.value == "https://example.org/raum?a=1,2;b"
    assert entry.organizer.value == f"mailto:{HOUSE.town.contact.email}"
    assert entry.organizer.params["CN"] == [HOUSE.town.city["de"]]
    assert "attendee" not in entry.contents


def test_a_change_is_the_same_entry_with_a_higher_sequence() -> None:
    moved = edited(WORKSHOP, WORKSHOP.at("2027-03-11T19:00"))
    entry = read(moved).vevent
    assert (entry.uid.value, entry.sequence.value) == ("9f2c", "1")
    assert entry.dtstart.value == datetime(2027, 3, 11, 18, 0, tzinfo=UTC)


def test_a_cancellation_takes_the_same_entry_away_and_says_why() -> None:
    off = replace(
        edited(WORKSHOP, WORKSHOP.at("2027-03-11T19:00")),
        status=EventStatus.CANCELLED,
        reason={"de": "Sturm, leider", "ar": "عاصفة"},
    )
    calendar = read(off, "ar", CalendarStatus.CANCELLED)
    entry = calendar.vevent
    assert (calendar.method.value, entry.status.value) == ("CANCEL", "CANCELLED")
    assert (entry.uid.value, entry.sequence.value, entry.comment.value) == ("9f2c", "1", "عاصفة")


@pytest.mark.parametrize(
    ("local_start", "utc_hour"),
    [("2027-03-28T01:30", 0), ("2027-03-28T03:30", 1), ("2027-10-31T01:30", 23), ("2027-10-31T03:30", 2)],
)
def test_times_around_a_clock_change_are_the_right_instants(local_start: str, utc_hour: int) -> None:
    entry = read(WORKSHOP.at(local_start)).vevent
    assert entry.dtstart.value.hour == utc_hour
    assert entry.dtend.value - entry.dtstart.value == timedelta(minutes=90)


def test_what_is_only_online_names_the_link_as_its_place() -> None:
    entry = read(replace(WORKSHOP, place={}, pin=None)).vevent
    assert entry.location.value == WORKSHOP.link
    assert "geo" not in entry.contents


def test_an_event_without_a_time_has_no_calendar_file() -> None:
    with pytest.raises(ValueError, match="without a start"):
        read(replace(WORKSHOP, starts_at=None))


def test_the_file_is_named_after_the_day() -> None:
    assert file_name(WORKSHOP) == "2027-03-10.ics"
