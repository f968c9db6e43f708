"""What those who have answered an event are told unasked, in every language and with the worst of words."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.dialogs.events_news import how_soon
from bot.dialogs.labels import BUTTON_LIMIT
from bot.speech import OFFERED, RIGHT_TO_LEFT_MARK, speech
from domain.admission import Phase
from domain.events import Event, EventStatus, Fact, FactValue
from domain.registrations import RegistrationStatus
from domain.times import instant_of
from tests.bot.test_dialogs_cards import check
from tests.bot.test_event_dialogs import HOSTILE, LONG, SHORT, START, buttons, case, message, seen, view
from usecases.event_news import CALLED_OFF, CHANGED, FEEDBACK, REMINDER, WAITING_FOR_IT, EventNews
from usecases.registration_views import Standing

BEFORE: dict[Fact, FactValue] = {
    Fact.TITLE: {"de": HOSTILE},
    Fact.START: "2027-03-09T17:00",
    Fact.MINUTES: 90,
    Fact.PLACE: {},
    Fact.PIN: None,
    Fact.LINK: None,
    Fact.CAPACITY: 40,
}
LONGER: dict[Fact, FactValue] = {Fact.MINUTES: 60}
every_language = pytest.mark.parametrize("language", OFFERED)


def party(status: RegistrationStatus, *, told: bool = False) -> Standing:
    standing = view(status, told=told).standing
    assert standing is not None
    return standing


def news(
    event: Event = LONG,
    *parties: Standing,
    phase: Phase = Phase.OPEN,
    before: dict[Fact, FactValue] | None = None,
) -> EventNews:
    shown = view(event=event, phase=phase)
    standings = parties or (party(RegistrationStatus.REGISTERED, told=True),)
    return EventNews(shown, standings, before or {})


CASES = [
    *(
        case(REMINDER, news(event, *parties))
        for event in (LONG, SHORT)
        for parties in (
            (party(RegistrationStatus.REGISTERED),),
            (party(RegistrationStatus.CONFIRMED, told=True), party(RegistrationStatus.REGISTERED, told=True)),
        )
    ),
    *(
        case(CHANGED, news(event, party(status), before=before))
        for event in (LONG, SHORT)
        for status in sorted(WAITING_FOR_IT)
        for before in (BEFORE, LONGER)
    ),
    *(
        case(CALLED_OFF, news(replace(event, status=EventStatus.CANCELLED), party(status), phase=phase))
        for event in (LONG, SHORT)
        for status in sorted(WAITING_FOR_IT)
        for phase in (Phase.CANCELLED,)
    ),
]


@every_language
def test_every_message_fits_its_markup_is_sound_and_no_button_has_a_number(language: str) -> None:
    for one in CASES:
        said = message(one, language)
        check(replace(said, text=said.text.replace("{name}", "")))
        for button in buttons(said):
            assert len(button.label) <= BUTTON_LIMIT
            assert button.data.startswith("m:below:ev:"), "the message stays for others of the household"
            assert not re.match(r"\W*\d", button.label)


@every_language
def test_nobody_is_named(language: str) -> None:
    named = replace(party(RegistrationStatus.REGISTERED), name="Familie Kaya")
    for template in (REMINDER, CHANGED, CALLED_OFF):
        assert "Kaya" not in message(case(template, news(SHORT, named)), language).text


def test_arabic_lines_begin_on_the_right() -> None:
    for one in CASES:
        shown = one[1]
        assert isinstance(shown, EventNews)
        text = message(one, "ar").text
        reason = shown.view.event.reason.get("de", "")
        text = text.replace(reason.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), "")
        for line in text.splitlines():
            assert not line or line.startswith(RIGHT_TO_LEFT_MARK), (one[0], line)


@every_language
def test_a_change_says_each_thing_as_it_was_and_as_it_is(language: str) -> None:
    text = seen(message(case(CHANGED, news(SHORT, before=BEFORE)), language).text)
    assert "90" in text
    assert re.search(r"17[:.]00|5:00", text)
    assert re.search(r"18[:.]00|6:00", text)
    assert "40" not in text, "how many seats there are is nobody's business"


@every_language
@pytest.mark.parametrize(
    ("before", "number"),
    [
        (timedelta(minutes=1), "1"),
        (timedelta(minutes=89), "89"),
        (timedelta(hours=2), "2"),
        (timedelta(hours=11), "11"),
        (timedelta(days=2), "2"),
        (timedelta(days=7), "7"),
    ],
)
def test_how_soon_it_is_stands_there_as_one_says_it(language: str, before: timedelta, number: str) -> None:
    now = instant_of(START, "Europe/Berlin") - before
    has_words_for_it = language == "ar" and number in ("1", "2")  # a form of the noun says how many
    assert has_words_for_it or number in seen(how_soon(SHORT, now, speech(language)))


@pytest.mark.parametrize(
    ("now", "says"),
    [
        ("2027-03-09T00:01", "tomorrow"),
        ("2027-03-09T23:59", "tomorrow"),
        ("2027-03-10T00:01", "18 hours"),
        ("2027-03-08T23:59", "2 days"),
    ],
)
def test_tomorrow_is_the_next_day_on_the_wall_calendar(now: str, says: str) -> None:
    at: datetime = instant_of(now, "Europe/Berlin")
    assert says in seen(how_soon(SHORT, at, speech("en")))


@every_language
def test_the_question_how_it_was_says_what_becomes_of_answers_and_until_when(language: str) -> None:
    for status in (RegistrationStatus.ATTENDED, RegistrationStatus.REGISTERED):
        for event in (LONG, SHORT):
            shown = replace(news(event, party(status), phase=Phase.BEGUN), until=date(2027, 3, 16))
            said = message(case(FEEDBACK, shown), language)
            check(replace(said, text=said.text.replace("{name}", "")))
            assert "16" in seen(said.text)
            assert "10" in seen(said.text)
            (button,) = buttons(said)
            assert button.data == "m:below:survey:feedback-7"
            assert len(button.label) <= BUTTON_LIMIT
