"""What is read at the door, in every language: the list, one party, the ticket."""

import re
from dataclasses import replace

import pytest

from bot.buttons import MenuTap, read_data
from bot.dialogs.labels import BUTTON_LIMIT
from bot.pictures.chart import QrCode
from bot.speech import OFFERED, RIGHT_TO_LEFT_MARK
from bot.split import LONGEST_CAPTION, length
from domain.door import Door, Party, expected
from domain.receipts import spell
from tests.bot.test_dialogs_cards import check
from tests.bot.test_event_dialogs import ALL_NEEDS, HOSTILE, LONG, NOW, SHORT, buttons, case, message, seen
from usecases.door_views import DoorView, PartyView
from usecases.tickets import TicketView

CODE = spell(12345)
PARTIES = (
    Party(1, 3, name=HOSTILE, needs=ALL_NEEDS),
    Party(2, 1),
    Party(3, 50, 11, NOW, "Familie Yıldız", ALL_NEEDS),
    *(Party(key, 1, name=(HOSTILE * 9)[:60], needs=ALL_NEEDS) for key in range(4, 9)),
)
LIST_OPTIONS = [
    *(f"door:7:p:{one.registration_id}" for one in PARTIES),
    *("door:7:page:2", "door:7:page:0", "door:7:walk:1", "door:7:back", "event:7"),
]
LISTS = [
    case(
        "event_door",
        DoorView(LONG, door, expected(PARTIES), 3, PARTIES, page=1, more=True),
        notice=notice,
        options=LIST_OPTIONS,
    )
    for door in Door
    for notice in ("", "gone", "nobody", "many", "walked_in")
]
EMPTY = case(
    "event_door",
    DoorView(SHORT, Door.OPEN, expected(()), 0, ()),
    notice="",
    options=["door:7:walk:1", "ev:show:7"],
)
HERE = [
    case(
        "event_door_party",
        PartyView(LONG, Door.OPEN, PARTIES[2]),
        notice=notice,
        options=["door:7:undo:3", "door:7"],
    )
    for notice in ("in", "again", "too_many")
]
CLOSED = [
    case("event_door_party", PartyView(LONG, door, PARTIES[0]), notice=door.value, options=["door:7"])
    for door in (Door.BEFORE, Door.AFTER, Door.OFF)
]
EXPECTED = [
    case(
        "event_door_party",
        PartyView(LONG, Door.OPEN, one),
        notice="",
        options=[f"door:7:in:{one.registration_id}:{n}" for n in range(1, min(one.people, 8) + 1)],
    )
    for one in (PARTIES[0], PARTIES[1], replace(PARTIES[2], arrived=0, arrived_at=None))
]
TICKETS = [
    case("event_ticket", TicketView(event, 3, event is LONG, CODE, "https://t.me/bot?start=ci-1"))
    for event in (LONG, SHORT)
]
OTHERS = [
    case("event_ticket_door", None),
    case("event_door_unknown", None),
    case("event_door_gone", None),
]
ALL = [*LISTS, EMPTY, *HERE, *CLOSED, *EXPECTED, *TICKETS, *OTHERS]
every_language = pytest.mark.parametrize("language", OFFERED)


@every_language
def test_every_message_fits_and_its_markup_is_sound(language: str) -> None:
    for one in ALL:
        said = message(one, language)
        check(replace(said, text=said.text.replace("{name}", "")))
        assert all(len(button.label) <= BUTTON_LIMIT for button in buttons(said)), one[0]


@every_language
def test_the_number_on_a_button_is_its_options_place(language: str) -> None:
    for one in (*LISTS, EMPTY, *HERE, *CLOSED):
        said, options = buttons(message(one, language)), one[2]["options"]
        assert isinstance(options, list)
        assert [read_data(button.data) for button in said] == [MenuTap(option) for option in options]
        for place, button in enumerate(said, 1):
            assert re.match(rf"\W*{place}\.", button.label)


@every_language
def test_a_size_is_its_own_number_and_the_whole_party_is_one_tap(language: str) -> None:
    all_here, *sizes, back = buttons(message(EXPECTED[0], language))
    assert all_here.data == "m:door:7:in:1:3"
    assert {button.label: button.data for button in sizes} == {
        str(n): f"m:door:7:in:1:{n}" for n in (1, 2, 3)
    }
    assert back.data == "m:door:7"
    assert [button.data for button in buttons(message(EXPECTED[1], language))] == [
        "m:door:7:in:2:1",
        "m:door:7",
    ]
    assert buttons(message(EXPECTED[2], language))[0].data == "m:door:7:in:3:50"


@every_language
def test_a_ticket_says_its_code_fits_under_the_picture_and_holds_the_link(language: str) -> None:
    for one in TICKETS:
        said = message(one, language)
        assert CODE in said.text
        assert length(said.text) <= LONGEST_CAPTION
        assert said.picture == QrCode("https://t.me/bot?start=ci-1")


@every_language
def test_a_party_that_is_here_is_marked_by_a_sign_and_in_words(language: str) -> None:
    said = message(LISTS[0], language)
    labels = [button.label for button in buttons(said)[:3]]
    assert ["☑" in label for label in labels] == [False, False, True]
    assert "11" in seen(said.text)


def test_arabic_lines_begin_on_the_right() -> None:
    for one in ALL:
        for line in message(one, "ar").text.splitlines():
            assert not line or line.startswith(RIGHT_TO_LEFT_MARK), (one[0], line)
