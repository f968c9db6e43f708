"""What staff read about surveys: in every language, within the messenger's limits, with labels that fit."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.surveys_words import notice_in_words, step_label
from bot.render import plan
from bot.speech import OFFERED, speech
from domain.dialogue import Problem
from domain.engine import begin
from domain.languages import Language
from domain.outgoing import Argument, Outgoing, Placement
from domain.returned_texts import Finding as TextFinding
from domain.returned_texts import Trouble
from domain.survey import ACCESS, Kind, Question
from domain.survey_life import Obstacle, State, Window
from domain.times import DayTime
from domain.translations import Completeness
from simulator.formatted import formatted
from simulator.keyboards import checked_keyboard
from tests.bot.saying import HOUSE
from tests.domain.questionnaires import TOWN
from usecases.preview_views import EndView, PreviewView
from usecases.survey_texts import TextsTrouble
from usecases.surveys_desk_texts_views import DeskTexts, findings_to_json
from usecases.surveys_desk_views import DeskCard, DeskLine, DeskList, DeskReport, DraftFacts
from usecases.views import ConfirmationView
from usecases.walk_findings import Finding, FindingKind, Walk, walk_to_json
from usecases.xlsform import Problem as FormProblem
from usecases.xlsform import ProblemKind

NOON = datetime(2026, 10, 3, 12, tzinfo=UTC)
TITLE = {"de": "Spielplätze & <Wege>", "ar": "الملاعب"}
LINE = DeskLine(
    "play",
    TITLE,
    State.OPEN,
    State.CHECKED,
    Window(DayTime(date(2026, 10, 1)), DayTime(date(2026, 10, 31), "18:00")),
)
FACTS = DraftFacts(7, "Spielplatz <1>.xlsx", NOON, 0, 3, 9, ("de", "ar"))
CARD = DeskCard(LINE, False, FACTS, 9, ("de", "tr"), 2, 11, True)
SURE: dict[str, Argument] = {
    "survey": "play",
    "title": "Spielplätze <&>",
    "first": "2026-10-03T08:00",
    "last": "2026-10-31",
    "sample": True,
    "is_new": False,
    "middle": 2,
    "submitted": 12,
}
WALK = Walk(
    tuple(Finding(kind, "q1", "3", "ar", ("a=1", "b=x")) for kind in FindingKind) * 3, 12, 300, 9, 10, False
)
REPORT = DeskReport(
    TITLE,
    "Spielplatz.xlsx",
    7,
    tuple(FormProblem(ProblemKind.MISSING_TYPE, "survey", row, "type") for row in range(2, 40)),
    0,
    (),
)
TEXTS = DeskTexts(
    TITLE,
    "de",
    tuple(
        Completeness(code, 33, ("title", "question:<b>:label") * 9, ("group:g:label",) * 7)
        for code in (*OFFERED, "fr")
        if code != "de"
    ),
    False,
    True,
)
FOUND = tuple(
    TextFinding(
        trouble,
        12,
        "choice:<a>:b:label",
        "40" if trouble in (Trouble.TOO_LONG, Trouble.LONG_FOR_BUTTON) else "-${x} +<b>",
    )
    for trouble in Trouble
)
TAKEN: dict[str, Argument] = {
    "survey": "play",
    "texts_language": "uk",
    "changed": 21,
    "percent": 88,
    "missing": 3,
    "outdated": 1,
    "findings": findings_to_json(FOUND),
}
MESSAGES: list[tuple[str, object, dict[str, Argument]]] = [
    ("desk_list", DeskList((LINE, replace(LINE, key="b", draft=None)), 1, 3), {"page": 1, "notice": "gone"}),
    ("desk_card", CARD, {"survey": "play", "notice": "checked"}),
    ("desk_card", replace(CARD, is_operators=True, draft=replace(FACTS, errors=4)), {"survey": "play"}),
    ("desk_send", None, {"survey": "play", "notice": "size"}),
    ("desk_reading", None, {"survey": "play", "file": "<b>.xlsx"}),
    ("desk_walking", None, {"survey": "play"}),
    (
        "desk_day",
        None,
        {**SURE, "what": "first", "first": "", "problem": "past", "at": "2026-10-01", "today": "2026-10-03"},
    ),
    ("desk_day", None, {**SURE, "what": "until", "problem": "", "at": "", "today": "2026-10-03"}),
    ("desk_sample", None, SURE),
    ("desk_report", REPORT, {"survey": "play", "revision": 7}),
    ("desk_report", replace(REPORT, problems=(), questions=4, languages=("de",)), {"survey": "play"}),
    ("desk_ways", None, {"survey": "play", "findings": walk_to_json(WALK)}),
    ("desk_ways", None, {"survey": "play", "findings": walk_to_json(Walk((), 1, 1, 1, 1, True))}),
    *[(f"desk_sure_{what}", ConfirmationView("t" * 22), SURE) for what in ("open", "last", "close", "drop")],
    ("desk_sure_open", ConfirmationView("t" * 22), {**SURE, "is_new": True, "sample": False}),
    ("desk_sure_texts", ConfirmationView("t" * 22), SURE),
    ("desk_second", None, SURE),
    ("desk_texts", TEXTS, {"survey": "play"}),
    ("desk_texts", replace(TEXTS, is_operators=True, can_be_used=False), {"survey": "play"}),
    ("desk_texts_language", TEXTS, {"survey": "play", "texts_language": "tr"}),
    *[
        ("desk_texts_send", None, dict[str, Argument](survey="play", notice=notice))
        for notice in ("", "texts_type", *(f"texts_{why}" for why in TextsTrouble))
    ],
    ("desk_texts_taken", None, TAKEN),
    ("desk_texts_taken", None, {**TAKEN, "findings": findings_to_json(FOUND * 40), "changed": 1}),
    ("desk_texts_taken", None, {**TAKEN, "findings": "[]", "changed": 0}),
    ("preview_language", None, {"survey": "play", "written": ["de", "ar"]}),
    ("preview_who", None, {"survey": "play"}),
    (
        "preview_card",
        PreviewView(TOWN, begin(TOWN, NOON)[0], Problem.FORGED_BUTTON, NOON, "tr"),
        {"problem": "forged_button"},
    ),
    (
        "preview_end",
        EndView(replace(TOWN, dimensions=(ACCESS,)), {"a": ("x", "<y>"), "b": 3}, "tr", True, False),
        {"survey": "play"},
    ),
    ("preview_end", EndView(TOWN, {}, "tr", False, True), {"survey": "play"}),
    ("preview_end", None, {"survey": "play"}),
    ("preview_over", None, {}),
]
OPTIONS = [
    *("sv:card:play", "sv:new", "sv:list:0", "sv:list:2", "sv:fix:play", "sv:report:play:7", "sv:try:play:7"),
    *("sv:try:play:0", "sv:ways:play:7", "sv:checked:play:7", "sv:open:play:7", "sv:last:play"),
    *("sv:close:play", "sv:drop:play:7", "sv:texts:play", "sv:textsin:play", "sv:textsuse:play"),
    "sv:tell:play",
    *("sv:texts:play:tr:po", "sv:texts:play:tr:xlsx"),
]


def outgoing(template: str, view: object, args: dict[str, Argument], language: Language) -> Outgoing:
    options = {
        "desk_list": ["sv:card:play", "sv:card:b", "sv:new", "sv:list:0", "sv:list:2"],
        "desk_day": ["sv:open:play:7:20261003", "sv:open:play:7:t6d0f8", "sv:card:play"],
        "desk_sample": ["sv:open:play:7:20261003:20261010:n", "sv:open:play:7:20261003:20261010:s"],
        "preview_language": ["sv:try:play:7:de_simple", "sv:card:play"],
        "desk_texts": [*(f"sv:texts:play:{code}" for code in OFFERED if code != "de"), "sv:textsin:play"],
        "preview_who": ["sv:try:play:7:de:i", "sv:try:play:7:de:n"],
    }.get(template, OPTIONS)
    return Outgoing(501, template, language, {"options": options, "notice": "", **args}, view=view)


@pytest.mark.parametrize("language", OFFERED)
def test_every_message_is_one_that_the_messenger_takes(subtests: pytest.Subtests, language: Language) -> None:
    for number, (template, view, args) in enumerate(MESSAGES):
        with subtests.test(f"{template} {number}"):
            the_messenger_takes(outgoing(template, view, args, language))


def the_messenger_takes(said: Outgoing) -> None:
    message = say_in_words(HOUSE.town, said)
    for call in plan(501, message, Placement()).first:
        text = call.payload.get("text") or call.payload.get("caption")
        if text:
            shown, _ = formatted(text, "HTML", None, {})
            assert 0 < len(shown) <= 4096
        checked_keyboard(call.payload.get("reply_markup"))
    if not said.template.startswith("preview_card"):
        assert all(len(button.label) <= BUTTON_LIMIT for row in message.rows for button in row)


def test_buttons_of_one_screen_do_not_read_alike() -> None:
    for language in OFFERED:
        labels = [step_label(option, speech(language)) for option in OPTIONS if "list" not in option]
        assert len({*labels}) == len(labels)


def test_every_obstacle_has_its_words() -> None:
    assert all(notice_in_words(one, speech("en")) for one in Obstacle)


def test_a_long_report_names_the_first_lines_and_hands_over_all_of_them_as_a_file() -> None:
    message = say_in_words(HOUSE.town, outgoing("desk_report", REPORT, {}, "en"))
    assert message.text.count("•") == 15
    assert message.document is not None
    assert message.document.content.decode("utf-8-sig").count("Error") == len(REPORT.problems)


def test_what_a_preview_would_have_submitted_is_shown_in_codes_with_nothing_of_it_as_markup() -> None:
    end = next(one for one in MESSAGES if one[0] == "preview_end")
    text = say_in_words(HOUSE.town, outgoing(*end, "en")).text
    assert "x &lt;y&gt;" in text
    assert "PREVIEW – nothing is saved" in text
    assert "among those with a letter" in text


def test_a_preview_says_of_a_picture_that_it_came_and_not_under_which_name_files_are_kept() -> None:
    survey = replace(TOWN, questions=(*TOWN.questions, Question("photo", Kind.IMAGE, {"de": "Ein Bild?"})))
    view = EndView(survey, {"photo": "696d5a6437a74a8e"}, "de", False, False)
    text = say_in_words(HOUSE.town, outgoing("preview_end", view, {"survey": "play"}, "en")).text
    assert "photo = picture received" in text
    assert "696d" not in text
