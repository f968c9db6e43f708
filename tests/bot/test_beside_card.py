"""The button for a place: what it becomes in the chat, in every language, and that it goes."""

import pytest

from bot.api import BotApi
from bot.dialogs.beside_card import place_button, place_noted, question_file
from bot.dialogs.message import Message
from bot.render import plan
from bot.speaker import Speaker
from bot.speech import OFFERED
from domain.attachments import Attachment, AttachmentKind
from domain.outcomes import Sent
from domain.outgoing import Argument, Aside, Outgoing, Placement
from simulator.people import NotPossible
from simulator.server import Simulator
from tests.bot.saying import no_file
from usecases.deliver import Leased


def words(outgoing: Outgoing) -> Message:
    return place_button(outgoing) if outgoing.template == "place_button" else place_noted(outgoing)


def test_the_button_stands_in_place_of_the_keyboard_and_folds_away_when_it_was_used() -> None:
    placement = Placement(aside=Aside(3, "place:spot"))
    (call,) = plan(5, place_button(Outgoing(5, "place_button", "en")), placement).first
    assert call.method == "sendMessage"
    assert call.payload["reply_markup"] == {
        "keyboard": [[{"text": "📍 Send where I am", "request_location": True}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
    }


@pytest.mark.parametrize(
    ("has_come", "words"), [(True, "The place has arrived."), (False, "No place was sent.")]
)
def test_the_keyboard_is_given_back_with_what_has_become_of_the_place(has_come: bool, words: str) -> None:
    noted = place_noted(Outgoing(5, "place_noted", "en", {"has_come": has_come}))
    assert words in noted.text
    made = plan(5, noted, Placement(away=(8,)))
    assert made.first[0].payload["reply_markup"] == {"remove_keyboard": True}
    assert made.away == (8,)


@pytest.mark.parametrize("said", [place_button, place_noted])
def test_such_a_message_is_never_an_edit(said: object) -> None:
    assert callable(said)
    made = plan(5, said(Outgoing(5, "x", "en")), Placement(edit=4))
    assert [call.method for call in made.first] == ["sendMessage"]


@pytest.mark.parametrize("language", OFFERED)
def test_the_button_is_short_enough_in_every_language(language: str) -> None:
    message = place_button(Outgoing(5, "place_button", language))
    assert 0 < len(message.asks_location) <= 36
    assert not message.rows
    assert message.text


@pytest.mark.parametrize(
    ("language", "number", "caption"),
    [
        ("de", 0, ""),
        ("de", 2, "2. Bänke &amp; &lt;Bäume&gt;"),
        ("ar", 2, "\u200f2. Bänke &amp; &lt;Bäume&gt;"),
    ],
)
def test_a_file_of_a_choice_says_its_number_and_label(language: str, number: int, caption: str) -> None:
    picture = Attachment(1, AttachmentKind.PICTURE, "a.png", "image/png", "known")
    args: dict[str, Argument] = {"attachment": 1, "number": number, "label": "Bänke & <Bäume>"}
    (call,) = plan(
        5, question_file(Outgoing(5, "question_file", language, args, view=picture)), Placement()
    ).first
    assert call.method == "sendPhoto"
    assert call.payload.get("caption", "") == caption


async def test_a_resident_sees_the_button_presses_it_and_has_the_keyboard_back(
    simulator: Simulator, api: BotApi
) -> None:
    ayse = await simulator.resident("Ayşe")
    await ayse.start()
    speaker = Speaker(api, words, no_file, no_file)
    shown = await speaker.say(Leased(1, Outgoing(ayse.id, "place_button", "en")))
    assert isinstance(shown, Sent)
    assert shown.message is not None
    await ayse.press("📍 Send where I am")
    assert "location" in ayse.sees()[-1]
    gone = Outgoing(ayse.id, "place_noted", "en", placement=Placement(away=(shown.message,)))
    await speaker.say(Leased(2, gone))
    await speaker.finish()
    assert shown.message not in [one.id for one in ayse.sees()]
    with pytest.raises(NotPossible):
        await ayse.press("📍 Send where I am")
