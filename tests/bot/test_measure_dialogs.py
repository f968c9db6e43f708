"""What residents and staff read of measures, in every language, whatever the town has written."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.measure_news import MOST_TOLD
from bot.dialogs.message import Message
from bot.dialogs.words import options_named
from bot.pictures.chart import ProgressChart
from bot.speech import OFFERED, RIGHT_TO_LEFT_MARK, speech
from domain.evidence import Evidence, EvidenceKind
from domain.languages import is_right_to_left
from domain.measure_fields import FIELDS, Field, Kind
from domain.measures import Goal, Measure, MeasureStatus, MeasureUpdate, Need, NeedStatus
from domain.outgoing import Argument, Outgoing, Priority
from domain.results import PublishedRow, PublishedTable
from domain.survey import Kind as QuestionKind
from domain.town import Area
from tests.bot.test_dialogs_cards import TOWN, check
from usecases.evidence import Ground
from usecases.evidence_choices import Choice, Choices
from usecases.measure_staff_screens import Notice
from usecases.measure_staff_views import GoalView, MeasureCard, TreePage, UpdateCard
from usecases.measure_tree import GoalBranch, MeasureBranch, NeedTree
from usecases.measure_views import MeasureView, NeedsPage, NeedView, UpdateView
from usecases.views import ConfirmationView

HERE = replace(
    TOWN,
    themes={"trade": {"de": "Handel & <Läden>", "ar": "المتاجر"}},
    areas={"town": Area({"de": "Stadt"}), "east": Area({"de": "Osten <1>"}, "town")},
)
HOSTILE = {"de": "Bänke <b>& mehr</b>\n\nZweiter Absatz", "ar": "مقاعد <i>", "tr": "Bank & sandalye"}
LONG = {"de": "Sehr lange Bezeichnung einer Maßnahme mit <vielen> Wörtern " * 2}
DAY = date(2026, 10, 2)
NEED = Need(1, "sitting", NeedStatus.DEFERRED, LONG, HOSTILE, HOSTILE, "east", "trade", 0)
GOAL = Goal(1, "places", 1, HOSTILE, HOSTILE, {"de": "Bänke"}, 4, 16.5, DAY, 0)
MEASURE = Measure(
    *(1, "benches", 1, MeasureStatus.IN_PROGRESS, LONG, HOSTILE, {"de": "Amt <x>"}, "east", "trade", 50),
    *(date(2026, 9, 1), date(2027, 6, 30), 0),
)


def update(number: int = 1, progress: int = 25) -> MeasureUpdate:
    published = datetime(2026, 10, 2, tzinfo=UTC)
    status = MeasureStatus.IN_PROGRESS
    return MeasureUpdate(number, 1, DAY, HOSTILE, status, progress, None, published, number, 1, 0)


BRANCH = MeasureBranch(MEASURE, (update(2, 50), update(1)))
TABLE = PublishedTable(
    *("missing", QuestionKind.SELECT_MULTIPLE, HOSTILE, (PublishedRow("benches", HOSTILE, 412),), 900, 3),
    multiple=True,
)
GROUNDS = (
    Ground(Evidence(EvidenceKind.RELEASE, "s:1"), HOSTILE, "s", people=1400, is_public=True),
    Ground(Evidence(EvidenceKind.RELEASE, "s:1:missing"), HOSTILE, "s", table=TABLE, is_public=True),
    Ground(
        Evidence(EvidenceKind.RELEASE, "s:1:missing:benches"),
        HOSTILE,
        "s",
        table=TABLE,
        row=TABLE.rows[0],
        is_public=True,
    ),
    Ground(Evidence(EvidenceKind.RELEASE, "s:2"), HOSTILE, "s", people=1400),
    Ground(Evidence(EvidenceKind.CODING, "s:trade"), HOSTILE, "s", theme={"de": "Handel"}),
    Ground(Evidence(EvidenceKind.MINUTES, "event:1"), HOSTILE, day=DAY, is_public=True),
)
TREE = NeedTree(NEED, tuple(ground.evidence for ground in GROUNDS), (GoalBranch(GOAL, (BRANCH,)),))
VIEW = MeasureView(BRANCH, 1, HOSTILE, "east", "trade")
TOLD = UpdateView(MEASURE, update())
FILTERS: dict[str, Argument] = {"area": "east", "theme": "trade"}

CHOSEN = (
    *((Field.AREA, "east"), (Field.THEME, "trade"), (Field.STATUS, "done"), (Field.PROGRESS, "50")),
    *((Field.DUE, "20270630"), (Field.TARGET, "none"), (Field.PICTURE, "none")),
)
Screen = tuple[str, dict[str, Argument], object]


def asked(field: Field, value: str) -> Screen:
    options = [f"measure:m:1:0:{field}:set:{value}", "measure:m:1"]
    return "measure_staff_ask", {"field": field, "options": options}, None


SCREENS: list[Screen] = [
    *(asked(field, value) for field, value in CHOSEN),
    (
        "measure_list",
        {
            **FILTERS,
            "page": 1,
            "options": [
                "ms:need:1",
                "ms:l:east:trade:2",
                "ms:l:east:trade:0",
                "ms:f:-:-",
                "ms:mine",
                "measure",
            ],
        },
        NeedsPage((TREE,), 5, 11),
    ),
    ("measure_list", {"area": "", "theme": "", "page": 0, "options": ["ms:f:-:-"]}, NeedsPage((), 0, 0)),
    (
        "measure_filter",
        {**FILTERS, "options": ["ms:f:town:trade", "ms:f:-:trade", "ms:f:east:-", "ms:l:east:trade:0"]},
        (),
    ),
    ("measure_need", {"options": ["ms:show:1", "said_more:s", "ms:mine", "ms"]}, NeedView(TREE, GROUNDS)),
    (
        "measure_show",
        {
            "page": 0,
            "options": [
                "ms:progress:1",
                "ms:photo:2",
                "ms:show:1:1",
                "ms:follow:1",
                "ms:leave:1",
                "ms:need:1",
            ],
        },
        VIEW,
    ),
    ("measure_progress", {"day": "2026-10-03"}, VIEW),
    ("measure_photo", {}, TOLD),
    (
        "measure_follows",
        {
            "weekly": True,
            "agreed": False,
            "options": ["ms:on:area:east", "ms:off:theme:trade", "ms:off:measure:1", "ms:daily", "ms"],
        },
        {"benches": (1, LONG)},
    ),
    ("measure_news", {}, (TOLD,)),
    ("measure_digest", {}, (TOLD, UpdateView(MEASURE, update(2, 100)))),
    (
        "measure_staff_tree",
        {"page": 0, "notice": "gone", "options": ["measure:n:1", "measure:list:1", "measure:new", "ms"]},
        TreePage((TREE,), 0, 5),
    ),
    (
        "measure_staff_card",
        {
            "missing": ["tr", "ar"],
            "options": [
                *(f"measure:n:1:0:{field}" for field in FIELDS[Kind.NEED]),
                *("measure:n:1:0:ev", "measure:n:1:0:step:prioritised", "measure:n:1:0:defer"),
                *("measure:n:1:0:reason", "measure:n:1:0:add", "measure:g:1", "measure"),
            ],
        },
        NeedView(TREE, GROUNDS),
    ),
    (
        "measure_staff_card",
        {
            "options": [
                *(f"measure:g:1:0:{field}" for field in FIELDS[Kind.GOAL]),
                "measure:g:1:0:add",
                "measure:n:1",
            ]
        },
        GoalView(TREE.goals[0]),
    ),
    (
        "measure_staff_card",
        {
            "notice": "published",
            "options": [
                *(f"measure:m:1:0:{field}" for field in FIELDS[Kind.MEASURE]),
                *(
                    "measure:m:1:0:update:in_progress",
                    "measure:m:1:0:update:done",
                    "measure:u:7",
                    "measure:g:1",
                ),
            ],
        },
        MeasureCard(MEASURE, GOAL, BRANCH.updates, replace(update(7), published_at=None)),
    ),
    (
        "measure_staff_card",
        {
            "options": [
                *(f"measure:u:1:0:{field}" for field in FIELDS[Kind.UPDATE]),
                *("measure:u:1:0:preview", "measure:u:1:0:publish", "measure:u:1:0:delete", "measure:m:1"),
            ]
        },
        UpdateCard(TOLD, MeasureStatus.IN_PROGRESS),
    ),
    ("measure_staff_new", {"new": "n", "notice": "too_long", "options": ["measure"]}, None),
    (
        "measure_staff_evidence",
        {
            "options": [
                *(f"measure:n:1:0:ev:x:{n}" for n in range(6)),
                *(f"measure:n:1:0:ev:{k}" for k in "rtm"),
                "measure:n:1",
            ]
        },
        NeedView(TREE, GROUNDS),
    ),
    ("measure_staff_evidence", {"options": ["measure:n:1"]}, NeedView(NeedTree(NEED), ())),
    (
        "measure_staff_pick",
        {"options": ["measure:n:1:0:ev:r:0:all", "measure:n:1:0:ev:r:0:3", "measure:n:1:0:ev:r"]},
        Choices(("r", "0"), (Choice("all", {}), Choice("3", {}, number=3))),
    ),
    ("measure_staff_pick", {"options": ["measure:n:1:0:ev"]}, Choices(("m",))),
    (
        "measure_staff_previews",
        {"options": ["measure:u:1:0:preview:tr", "measure:u:1:0:preview:all", "measure:u:1"]},
        None,
    ),
    ("measure_staff_preview", {}, TOLD),
    ("measure_staff_sure", {"what": "publish"}, ConfirmationView("A" * 22)),
    ("measure_staff_sure", {"what": "delete"}, ConfirmationView("A" * 22)),
    ("measure_staff_second", {}, None),
]


def said(
    language: str, template: str, args: dict[str, Argument], view: object, priority: Priority = Priority.BULK
) -> Message:
    return say_in_words(HERE, Outgoing(1, template, language, args, priority=priority, view=view))


@pytest.mark.parametrize("language", OFFERED)
def test_every_screen_can_be_read_in_every_language(subtests: pytest.Subtests, language: str) -> None:
    for number, (template, args, view) in enumerate(SCREENS):
        with subtests.test(f"{template} {number}"):
            message = said(language, template, args, view)
            check(message)
            assert "<b>& mehr" not in message.text
            if is_right_to_left(language) and template != "measure_staff_sure":  # its frame is all deeds'
                lines = [one for one in message.text.splitlines() if one and not one.startswith("Zweiter")]
                assert all(one[0] == RIGHT_TO_LEFT_MARK or one == "Bänke" for one in lines), lines


@pytest.mark.parametrize("language", OFFERED)
def test_what_is_told_says_why_and_how_it_ends_and_names_a_command(language: str) -> None:
    for template, view in (("measure_news", (TOLD,)), ("measure_digest", (TOLD, TOLD))):
        message = said(language, template, {}, view)
        assert "/measures" in message.text
        assert "/notify" in message.text
        assert message.rows[-1][0].data == "m:off:measures"
        assert message.rows[0][0].data == "m:below:ms:show:1"
        asked = said(language, template, {}, view, Priority.REPLY)
        assert "/notify" not in asked.text


def test_a_long_week_is_told_in_short_with_how_many_more_there_are() -> None:
    views = tuple(UpdateView(replace(MEASURE, id=n), update(n)) for n in range(1, MOST_TOLD + 4))
    message = said("en", "measure_digest", {}, views)
    check(message)
    assert len(message.rows) == MOST_TOLD + 1
    assert "And \u20683\u2069 more." in message.text


def test_a_text_without_ones_language_is_german_and_says_so_once() -> None:
    message = said("en", "measure_need", {"options": ["ms:show:1", "ms"]}, NeedView(TREE, GROUNDS))
    assert message.text.count("It is in \u2068Deutsch\u2069.") == 1
    simple = said("de_simple", "measure_photo", {}, TOLD)
    assert "Deutsch" not in simple.text
    assert "Leichte Sprache" in simple.text or "Leichter Sprache" in simple.text


def test_numbers_of_unpublished_results_are_not_told() -> None:
    hidden = tuple(replace(ground, is_public=False) for ground in GROUNDS[:3])
    message = said("en", "measure_need", {"options": ["ms:show:1", "ms"]}, NeedView(TREE, hidden))
    assert "412" not in message.text
    assert "1,400" not in message.text


@pytest.mark.parametrize("language", OFFERED)
def test_the_picture_says_in_words_what_it_shows(language: str) -> None:
    message = said(language, "measure_progress", {"day": "2026-10-03"}, VIEW)
    picture = message.picture
    assert isinstance(picture, ProgressChart)
    assert speech(language).percent(0.5) in picture.caption
    assert picture.subtitle
    assert [step.is_past for step in picture.steps] == [True, True, True, False]
    assert speech(language).date(date(2027, 6, 30)) in message.text


def test_a_finished_measure_has_no_planned_end_in_its_picture() -> None:
    done = MeasureBranch(replace(MEASURE, status=MeasureStatus.DONE, progress=100), BRANCH.updates)
    message = said("de", "measure_progress", {"day": "2026-10-03"}, replace(VIEW, branch=done))
    assert isinstance(message.picture, ProgressChart)
    assert all(step.is_past for step in message.picture.steps)


def test_a_preview_has_no_buttons_that_would_act() -> None:
    assert said("de", "measure_staff_preview", {}, TOLD).rows == ()


@pytest.mark.parametrize("language", OFFERED)
def test_every_notice_has_its_words(language: str) -> None:
    for notice in Notice:
        view = GoalView(TREE.goals[0])
        check(said(language, "measure_staff_card", {"notice": notice, "options": ["measure:n:1"]}, view))


def test_buttons_about_measures_can_be_typed() -> None:
    assert "ms:mine" in options_named("What I hear of")
    assert "ms:follow" in options_named("tell me what is new of it")
