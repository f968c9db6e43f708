"""What residents read about their rights, and the file that /mydata hands over."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.message import Message, plain
from bot.dialogs.words import options_named
from bot.render import plan
from bot.speech import OFFERED
from bot.split import LONGEST_TEXT, length
from db.linked import LinkedChat, LinkedDraft, LinkedMember
from db.rights import Consent
from domain.dialogue import Answer
from domain.outgoing import Argument, Outgoing, Placement
from domain.withdrawal import WrongCodes
from tests.bot.saying import HOUSE
from tests.domain.questionnaires import TOWN
from usecases.my_data import AnswersOf, MyDataView, PersonView

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)
LANGUAGES = pytest.mark.parametrize("language", OFFERED)
ANSWERS: dict[str, Answer] = {
    "lives": "a",
    "age": 30,
    "likes": ("a", "c"),
    "happy": 5,
    "words": "<b>Bänke</b> & mehr",
}
CONSENT = Consent("survey", "2026-11-22", "ab" * 32, "de", NOON, None)


def view(words: str = "<b>Bänke</b> & mehr", drafts: int = 1, **chat: object) -> MyDataView:
    """Return what is linked to a chat."""
    draft = LinkedDraft("stadtweit", 1, {**ANSWERS, "words": words}, date(2026, 10, 2), True, 17)
    return MyDataView(
        replace(LinkedChat(1, 501, True, None, date(2026, 10, 3)), **chat),  # type: ignore[arg-type]
        (
            PersonView(
                LinkedMember(1, 1, "de", True),
                (CONSENT, replace(CONSENT, purpose="results", withdrawn_at=NOON + timedelta(days=3))),
                tuple(AnswersOf(draft, TOWN) for _ in range(drafts)),
                (("quartier", {"de": "Das Quartier"}),),
                (("stadtweit", {"de": "Die ganze Stadt"}),),
            ),
        ),
        WrongCodes(2, NOON),
        3,
        "moderator",
        "Europe/Berlin",
    )


def said(template: str, language: str = "en", shown: object = None, **args: Argument) -> Message:
    """Return a message in words."""
    return say_in_words(HOUSE.town, Outgoing(501, template, language, args, view=shown))


def labels(message: Message) -> list[str]:
    return [button.label for row in message.rows for button in row]


@LANGUAGES
def test_every_message_about_rights_can_be_said(language: str) -> None:
    asked: list[tuple[str, dict[str, Argument]]] = [
        ("withdraw_code", {"options": ["keep"]}),
        ("withdraw_slip", {"options": ["keep"]}),
        ("withdraw_unknown", {"options": ["keep"]}),
        ("withdraw_later", {"until": "15:00"}),
        ("withdraw_question", {"options": ["withdraw:x", "keep"], "survey": "stadtweit"}),
        ("withdrawn", {"survey": "stadtweit", "stage": "linked"}),
        ("withdrawn", {"survey": "stadtweit", "stage": "waiting"}),
        ("withdrawn", {"survey": "stadtweit", "stage": "counted"}),
        ("withdrawn_before", {}),
        ("answers_deleted", {}),
        ("consent_question", {"options": ["unconsent:survey", "keep"], "purpose": "survey"}),
        ("consent_withdrawn", {"options": ["erase_answers", "keep"], "purpose": "survey"}),
        ("consent_withdrawn", {"purpose": "results"}),
        ("inactive", {"day": "2026-10-03"}),
    ]
    for template, args in asked:
        message = said(template, language, **args)
        assert "{" not in message.text
        assert len(message.rows) == len(args.get("options") or [])  # type: ignore[arg-type]


def test_the_consents_are_listed_with_purpose_day_and_version() -> None:
    message = said(
        "consents",
        options=["consent:survey", "consent:other"],
        purposes=["survey", "other"],
        days=["2026-10-03", "2026-10-04"],
        versions=["2026-11-22", "7"],
    )
    for words in ("taking part in surveys", "October 3, 2026", "2026-11-22", "other", "October 4, 2026"):
        assert words in message.text
    assert labels(message) == ["1. Withdraw: taking part in surveys", "2. Withdraw: other"]


@pytest.mark.parametrize("stage", ["linked", "waiting", "counted"])
def test_only_counted_answers_are_said_to_stay_as_numbers(stage: str) -> None:
    text = said("withdrawn", survey="stadtweit", stage=stage).text
    assert ("these totals stay" in text) is (stage == "counted")


def test_the_answers_to_the_questions_can_be_typed() -> None:
    assert {"withdraw", "erase_answers"} <= options_named("yes, delete these answers")
    assert {"withdraw", "erase_answers", "unconsent", "erase"} <= options_named("Yes")
    assert "keep" in options_named("no")


@LANGUAGES
def test_my_data_names_everything_and_what_is_not_linked(language: str) -> None:
    message = said("my_data", language, view(stopped_at=NOON))
    for value in ("501", "2026-11-22", plain("<b>Bänke</b> & mehr"), "Parks", "Das Quartier", "/withdraw"):
        assert value in message.text
    for line in message.text.split("\n"):
        assert line.count("<b>") == line.count("</b>")


@LANGUAGES
def test_the_file_holds_the_same_for_machines(language: str) -> None:
    message = said("my_data", language, view())
    assert message.document is not None
    assert (message.document.name, message.document.media_type) == ("my-data.json", "application/json")
    data = json.loads(message.document.content)
    assert data["chat"]["number"] == 501
    assert data["chat"]["wrong_receipt_codes"] == 2
    assert data["chat"]["messages_still_to_be_sent"] == 3
    assert data["chat"]["role_in_the_staff"] == "moderator"
    (person,) = data["people"]
    assert person["consents"][0] == {
        "purpose": "survey",
        "text_version": "2026-11-22",
        "text_hash": "ab" * 32,
        "text_language": "de",
        "given_at": "2026-10-03T12:00:00+00:00",
        "withdrawn_at": None,
    }
    assert person["consents"][1]["withdrawn_at"] == "2026-10-06T12:00:00+00:00"
    assert person["check_values_of_surveys_taken"] == ["quartier"]
    assert person["came_with_the_code_of_a_letter_to"] == ["stadtweit"]
    (draft,) = person["answers"]
    assert (draft["survey"], draft["waits_to_be_cut_loose"], draft["version"]) == ("stadtweit", True, "1")
    assert {one["name"]: one["value"] for one in draft["answers"]} == {**ANSWERS, "likes": ["a", "c"]}
    assert draft["answers"][2]["question"] == "Was gefällt?"
    assert data["not_linked"]


def test_much_data_is_said_in_parts_that_fit_and_the_file_comes_last() -> None:
    message = said("my_data", "de", view("<&>" * 333, drafts=30))
    calls = plan(501, message, Placement(), None).first
    assert len(calls) > 8
    assert [call.method for call in calls[:-1]] == ["sendMessage"] * (len(calls) - 1)
    assert calls[-1].method == "sendDocument"
    for call in calls[:-1]:
        assert length(call.payload["text"]) <= LONGEST_TEXT
