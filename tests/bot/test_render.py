"""Rendering: what is said becomes the right calls, with the right fallback."""

from bot.dialogs.message import Button, Document, Message, Venue
from bot.pictures.chart import Chart
from bot.render import Call, away_with, plan
from domain.outgoing import Placement

ROWS = ((Button("Ja", data="y"), Button("Nein", data="n")), (Button("Mehr", url="https://example.org"),))
KEYBOARD = {
    "inline_keyboard": [
        [{"text": "Ja", "callback_data": "y"}, {"text": "Nein", "callback_data": "n"}],
        [{"text": "Mehr", "url": "https://example.org"}],
    ]
}
CHART = Chart("de", "Titel", (), "Fuß")
ANEW = {
    "chat_id": 5,
    "text": "<b>Frage</b>",
    "parse_mode": "HTML",
    "link_preview_options": {"is_disabled": True},
    "reply_markup": KEYBOARD,
}


def methods(calls: tuple[Call, ...]) -> list[str]:
    return [call.method for call in calls]


def test_a_message_is_html_with_its_buttons_and_no_preview() -> None:
    made = plan(5, Message("<b>Frage</b>", ROWS), Placement())
    assert made.first == (Call("sendMessage", ANEW),)
    assert made.instead == made.afterwards == ()


def test_an_edit_falls_back_to_a_new_message() -> None:
    made = plan(5, Message("<b>Frage</b>", ROWS), Placement(edit=9))
    assert made.first == (Call("editMessageText", {**ANEW, "message_id": 9}),)
    assert made.instead == (Call("sendMessage", ANEW),)


def test_a_replaced_message_is_deleted_afterwards_or_loses_at_least_its_buttons() -> None:
    made = plan(5, Message("Frage"), Placement(replace=9))
    which = {"chat_id": 5, "message_id": 9}
    assert made.afterwards == (Call("deleteMessage", which), Call("editMessageText", {**which, "text": "⬇"}))


def test_a_text_cannot_become_a_picture_so_the_picture_stands_below() -> None:
    made = plan(5, Message("Bild", picture=CHART), Placement(edit=9), b"png")
    assert methods(made.first) == ["sendPhoto"]
    assert methods(made.afterwards) == ["deleteMessage", "editMessageText"]


def test_a_caption_that_is_too_long_goes_ahead_as_a_text() -> None:
    made = plan(5, Message("x" * 1025, ROWS, picture=CHART), Placement(), b"png")
    assert methods(made.first) == ["sendMessage", "sendPhoto"]
    assert "caption" not in made.first[1].payload
    assert made.first[1].payload["reply_markup"] == KEYBOARD
    assert "reply_markup" not in made.first[0].payload


def test_a_document_goes_with_its_name_and_caption() -> None:
    message = Message("Ihre Daten", document=Document("daten.json", b"{}", "application/json"))
    (call,) = plan(5, message, Placement()).first
    assert (call.method, call.payload["caption"]) == ("sendDocument", "Ihre Daten")
    assert call.upload is not None
    assert (call.upload.name, call.upload.content) == ("daten.json", b"{}")


def test_a_text_that_is_too_long_becomes_several_with_the_buttons_below() -> None:
    text = "\n\n".join(["Absatz " * 100] * 10)
    made = plan(5, Message(text, ROWS), Placement(edit=9))
    assert methods(made.first) == ["sendMessage"] * len(made.first)
    assert len(made.first) > 1
    assert ["reply_markup" in call.payload for call in made.first] == [False] * (len(made.first) - 1) + [True]


RATHAUS = Venue(48.86, 9.18, "Rathaus", "Jakob-Sigle-Platz 1")
PLACE = {
    "chat_id": 5,
    "latitude": 48.86,
    "longitude": 9.18,
    "title": "Rathaus",
    "address": "Jakob-Sigle-Platz 1",
}


def test_a_place_stands_before_its_text_which_has_the_buttons() -> None:
    made = plan(5, Message("<b>Frage</b>", ROWS, venue=RATHAUS), Placement())
    assert made.first == (Call("sendVenue", PLACE), Call("sendMessage", ANEW))


def test_a_place_alone_has_the_buttons() -> None:
    made = plan(5, Message("", ROWS, venue=RATHAUS), Placement())
    assert made.first == (Call("sendVenue", {**PLACE, "reply_markup": KEYBOARD}),)


def test_a_text_cannot_become_a_place_so_the_place_stands_below() -> None:
    for text in ("", "Frage"):
        made = plan(5, Message(text, venue=RATHAUS), Placement(edit=9))
        assert made.first[0].method == "sendVenue"
        assert methods(made.afterwards) == ["deleteMessage", "editMessageText"]


def test_messages_to_be_taken_away_go_along_with_whatever_is_said() -> None:
    for place in (Placement(away=(3, 4)), Placement(edit=9, away=(3, 4)), Placement(replace=9, away=(3, 4))):
        assert plan(5, Message("Danke"), place).away == (3, 4)
    assert plan(5, Message("Bild", picture=CHART), Placement(edit=9, away=(3,)), b"png").away == (3,)
    assert away_with(5, (3, 4)) == Call("deleteMessages", {"chat_id": 5, "message_ids": [3, 4]})
