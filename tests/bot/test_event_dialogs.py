"""What residents read of events, in every language and in every standing."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from bot.buttons import MenuTap, read_data
from bot.dialogs import say_in_words
from bot.dialogs.event_words import language_in_words, when_in_words
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.message import Message
from bot.dialogs.words import options_named
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_MARK, speech
from domain.admission import Phase, Room
from domain.events import (
    LONGEST_DESCRIPTION,
    LONGEST_PLACE,
    LONGEST_REASON,
    LONGEST_TITLE,
    Event,
    EventStatus,
    Need,
    Offers,
    Pin,
)
from domain.outgoing import Argument, Outgoing
from domain.registrations import RegistrationStatus
from domain.times import instant_of
from tests.bot.saying import HOUSE
from tests.bot.test_dialogs_cards import check
from usecases.event_cards import card_options
from usecases.registration_views import EventView, Standing

HOSTILE = "<b>Platz & wo<i>? {name} "
START = "2027-03-10T18:00"
NOW = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
LONG = Event(
    7,
    "uid",
    "Europe/Berlin",
    status=EventStatus.PUBLISHED,
    title={"de": (HOSTILE * 9)[:LONGEST_TITLE]},
    description={"de": (HOSTILE * 99)[:LONGEST_DESCRIPTION]},
    place={"de": (HOSTILE * 20)[:LONGEST_PLACE]},
    reason={"de": (HOSTILE * 50)[:LONGEST_REASON]},
    pin=Pin(48.86, 9.18),
    link="https://example.org/raum?a=1&b=<2>",
    local_start=START,
    starts_at=instant_of(START, "Europe/Berlin"),
    register_until="2027-03-09T12:00",
    capacity=30,
    offers=Offers(("tr", "ar", "gsg", "uk"), childcare=True, step_free=True),
)
SHORT = replace(
    LONG,
    title={"de": "Werkstatt", "ar": "ورشة عمل"},
    description={},
    place={"de": "Rathaus", "ar": "دار البلدية"},
    link=None,
    register_until=None,
)
ALL_NEEDS = ((Need.CHILDCARE, "2"), (Need.INTERPRETER, "gsg"), (Need.STEP_FREE, ""))


def view(
    status: RegistrationStatus | None = None,
    event: Event = LONG,
    phase: Phase = Phase.OPEN,
    room: Room = Room.ENOUGH,
    party: int = 3,
    before: int = 0,
    told: bool = False,
) -> EventView:
    offered = NOW + timedelta(hours=5) if status is RegistrationStatus.OFFERED else None
    needs, name = (ALL_NEEDS, HOSTILE) if told else ((), None)
    standing = None if status is None else Standing(status, party, offered, before, needs, name)
    return EventView(event, phase, room, event.link is not None, NOW, standing)


def case(template: str, shown: object, **args: Argument) -> tuple[str, object, dict[str, Argument]]:
    return template, shown, args


def card(shown: EventView, note: str = "") -> tuple[str, object, dict[str, Argument]]:
    return case("event_card", shown, note=note, options=card_options(shown))


CARDS = [
    *(
        card(view(status, phase=phase, room=room))
        for status in (None, *RegistrationStatus)
        for phase in Phase
        for room in Room
    ),
    *(card(view(RegistrationStatus.REGISTERED, party=party, told=True)) for party in (1, 2, 11)),
    *(card(view(RegistrationStatus.WAITLISTED, before=before)) for before in (0, 1, 3, 4, 100)),
    *(
        card(view(), note)
        for note in ("welcome", "waitlisted", "no_seats", "closed", "noted", "changed", "given_up")
    ),
]
NEEDS = [f"ev:need:7:{need}" for need in Need] + ["ev:name:7", "ev:show:7"]
MENUS = [
    *CARDS,
    case("event_list", (), options=[]),
    case("event_list", tuple(view(one) for one in (None, *RegistrationStatus)), options=["ev:show:7"] * 11),
    case("event_cancel", view(RegistrationStatus.REGISTERED), options=["ev:gone:7", "ev:show:7"]),
    case("event_cancel", view(RegistrationStatus.WAITLISTED), options=["ev:gone:7", "ev:show:7"]),
    case("event_needs", view(RegistrationStatus.REGISTERED), options=NEEDS),
    case("event_needs", view(RegistrationStatus.REGISTERED, told=True), options=NEEDS),
    case("event_needs_consent", view(), options=["ev:agree:7:01234567:name", "ev:show:7"]),
    case(
        "event_interpreter",
        view(),
        options=[
            *(f"ev:need:7:interpreter:{one}" for one in ("tr", "ar", "gsg", "uk", "none")),
            "ev:needs:7",
        ],
    ),
    *(
        case("event_name", view(told=True), problem=problem, options=["ev:name:7:none", "ev:needs:7"])
        for problem in ("", "length")
    ),
]
OTHERS = [
    *(
        case(
            "event_party",
            view(),
            problem=problem,
            largest=largest,
            options=[f"ev:party:7:{n}" for n in range(1, 9)],
        )
        for problem in ("", "range")
        for largest in (2, 12)
    ),
    *(
        case(
            "event_children",
            view(),
            problem=problem,
            options=[f"ev:need:7:childcare:{n}" for n in range(1, 6)],
        )
        for problem in ("", "number")
    ),
    *(case("event_invitation", view(room=room, event=event)) for room in Room for event in (LONG, SHORT)),
    case("event_offer", view(RegistrationStatus.OFFERED)),
    case("event_offer_over", view(RegistrationStatus.EXPIRED)),
    case("event_calendar", view()),
    case("event_calendar", view(event=replace(SHORT, status=EventStatus.CANCELLED))),
]
every_language = pytest.mark.parametrize("language", OFFERED)


def message(one: tuple[str, object, dict[str, Argument]], language: str) -> Message:
    template, shown, args = one
    return say_in_words(HOUSE.town, Outgoing(1, template, language, args, view=shown))


def seen(text: str) -> str:
    """Return a text as it is seen."""
    return text.translate({0x2068: None, 0x2069: None, 0x200E: None, 0x200F: None})


def buttons(one: Message) -> list[Any]:
    return [button for row in one.rows for button in row]


@every_language
def test_every_message_fits_and_its_markup_is_sound(language: str) -> None:
    for one in [*MENUS, *OTHERS]:
        said = message(one, language)
        check(replace(said, text=said.text.replace("{name}", "")))
        assert all(len(button.label) <= BUTTON_LIMIT for button in buttons(said)), one[0]


@every_language
def test_the_number_on_a_button_is_its_options_place(language: str) -> None:
    for one in MENUS:
        said, options = buttons(message(one, language)), one[2]["options"]
        assert isinstance(options, list)
        if one[0] == "event_list":
            said = said[: len(options)]
        assert [read_data(button.data) for button in said] == [MenuTap(option) for option in options][
            : len(said)
        ]
        for place, button in enumerate(said, 1):
            assert re.match(rf"\W*{place}\.", button.label)


@every_language
def test_a_size_is_its_own_number_and_zero_children_are_none(language: str) -> None:
    party, children = message(OTHERS[0], language), message(OTHERS[4], language)
    labels = {button.label: button.data for button in buttons(party)}
    assert labels == {str(size): f"m:ev:party:7:{size}" for size in range(1, 9)}
    *numbers, none = buttons(children)
    assert sorted(button.label for button in numbers) == ["1", "2", "3", "4", "5"]
    assert none.label.startswith("0.")
    assert none.data == "m:ev:need:7:childcare:0"


def test_the_first_size_stands_where_arabic_lines_begin() -> None:
    assert [button.label for button in message(OTHERS[0], "ar").rows[0]] == ["4", "3", "2", "1"]
    assert [button.label for button in message(OTHERS[0], "de").rows[0]] == ["1", "2", "3", "4"]


def test_arabic_lines_begin_on_the_right_and_commands_keep_their_direction() -> None:
    for one in [*MENUS, *OTHERS]:
        if one[0] == "event_needs_consent":
            continue  # a page of the town, which the content's own tests look at
        shown = one[1]
        text = message(one, "ar").text
        if isinstance(shown, EventView):  # the town's own words run as they are written
            for own in (shown.event.description, shown.event.reason):
                for words in own.values():
                    text = text.replace(
                        words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"), ""
                    )
        for line in text.splitlines():
            assert not line or line.startswith(RIGHT_TO_LEFT_MARK), (one[0], line)
        bare = re.sub(r"</?\w+>", "", text)
        for command in re.finditer(r"(?<![\w/])/[a-z]+", bare.replace("https://example.org/raum", "")):
            plain = bare.replace("https://example.org/raum", "")
            around = plain[command.start() - 1], plain[command.end()]
            assert around == (FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE), command[0]


@every_language
def test_an_invitation_says_what_when_where_what_there_is_until_when_and_why(language: str) -> None:
    one = message(case("event_invitation", view(room=Room.FEW)), language)
    text = seen(one.text)
    for shown in (
        "2027",
        "18:00" if language != "en" and language != "ar" else "6:00",
        "Platz &amp; wo",
        "example.org",
    ):
        assert shown in text
    for command in ("/events", "/notify"):
        assert command in text
    said = speech(language)
    assert said.gettext("Only a few seats are left.") in text
    assert language_in_words("tr", said) in text
    data = [button.data for button in buttons(one)]
    assert data == ["m:ev:yes:7", "m:ev:maybe:7", "m:ev:no:7", "m:ev:map:7", "m:off:invitations"]
    assert not any(re.match(r"\W*\d", button.label) for button in buttons(one))


def test_a_full_event_invites_to_the_waitlist_or_not_at_all() -> None:
    line = message(case("event_invitation", view(room=Room.LINE)), "en")
    assert "You can go on the waitlist." in line.text
    assert buttons(line)[0].data == "m:ev:yes:7"
    full = message(case("event_invitation", view(room=Room.FULL)), "en")
    assert buttons(full)[0].data == "m:ev:maybe:7"


def test_an_invitation_never_tells_how_many_seats_are_left() -> None:
    texts = {message(case("event_invitation", view(room=Room.FEW, event=SHORT)), one).text for one in OFFERED}
    assert not any(re.search(r"\b30\b", text) for text in texts)


@every_language
def test_who_reads_another_language_is_told_so_in_their_own(language: str) -> None:
    note = speech(language).gettext("This is not there in your language yet. You read it in German.")
    has_own = language in ("de", "ar")
    assert (note in message(case("event_invitation", view(event=SHORT)), language).text) is not has_own
    assert (note in message(case("event_invitation", view(event=LONG)), language).text) is (language != "de")


@every_language
def test_the_zone_is_named_where_people_may_be_elsewhere(language: str) -> None:
    said = speech(language)
    named = when_in_words(LONG, said, names_zone=True)
    assert when_in_words(LONG, said) in named
    assert len(named) > len(when_in_words(LONG, said)) + 4


@every_language
def test_an_event_over_midnight_names_both_days(language: str) -> None:
    night = replace(SHORT, minutes=24 * 60)
    text = seen(when_in_words(night, speech(language)))
    assert "10" in text
    assert "11" in text


@every_language
def test_the_place_in_line_is_told_in_words(language: str) -> None:
    def place(before: int) -> str:
        return message(card(view(RegistrationStatus.WAITLISTED, before=before, event=SHORT)), language).text

    assert place(1) == place(3)
    assert place(4) == place(100)
    assert len({place(0), place(1), place(4)}) == 3


@every_language
def test_an_offer_states_until_when_and_can_be_taken_changed_or_passed_on(language: str) -> None:
    one = message(case("event_offer", view(RegistrationStatus.OFFERED)), language)
    assert re.search(r"18:00|6:00", seen(one.text)), "17:00 in London is 18:00 in Berlin"
    assert "/events" in seen(one.text)
    assert [button.data for button in buttons(one)] == ["m:ev:accept:7", "m:ev:size:7", "m:ev:pass:7"]


@every_language
def test_every_standing_reads_differently(language: str) -> None:
    shown = [one for one in RegistrationStatus if one not in ("confirmed", "attended", "no_show")]
    texts = {message(card(view(status, event=SHORT)), language).text for status in shown}
    assert len(texts) == len(shown)


def test_the_words_on_a_button_can_be_typed_instead() -> None:
    assert "ev:yes" in options_named("Yes, I am coming")
    assert "ev:yes" in options_named("yes")
    assert "ev:maybe" in options_named("MAYBE")
    assert "ev" not in options_named("All events"), "all options begin with it"


def test_the_calendar_files_caption_says_what_it_does() -> None:
    kept, gone = message(OTHERS[-2], "en"), message(OTHERS[-1], "en")
    assert kept.document is not None
    assert gone.document is not None
    assert b"METHOD:PUBLISH" in kept.document.content
    assert b"METHOD:CANCEL" in gone.document.content
    assert kept.text != gone.text
