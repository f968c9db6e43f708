"""What residents read of results, and what staff confirm, in every language."""

import re
from datetime import date

import pytest

from bot.buttons import MenuTap, read_data
from bot.dialogs import say_in_words
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.message import Message
from bot.pictures.chart import Chart, StackedChart
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_MARK
from domain.confirmations import Doubt
from domain.languages import is_right_to_left
from domain.number_classes import Span
from domain.outgoing import Argument, Outgoing
from domain.releases import Release
from domain.results import PublishedResults, PublishedRow, PublishedTable, WithheldTable
from domain.survey import Kind
from domain.town import WISHES
from tests.bot.test_dialogs_cards import TOWN, check
from usecases.said import PublishedSurvey
from usecases.views import ConfirmationView, ReceiptView

DAY = date(2026, 11, 22)
HOSTILE = "<b>Was & wo<i>?"


def choices(name: str, kind: Kind, *counts: int) -> PublishedTable:
    rows = tuple(PublishedRow(f"c{i}", {"de": f"Antwort <{i}> & mehr"}, n) for i, n in enumerate(counts))
    return PublishedTable(name, kind, {"de": HOSTILE}, rows, 1400, 12, kind is Kind.SELECT_MULTIPLE)


LIKES = choices("likes", Kind.SELECT_MULTIPLE, 300, 900, 0, 600, 20)
HOME = choices("home", Kind.SELECT_ONE, 1000, 400)
HAPPY = PublishedTable(
    "happy",
    Kind.RANGE,
    {"de": "Wie zufrieden?"},
    tuple(PublishedRow(str(v), {}, 280, Span(v, v)) for v in range(1, 6)),
    1400,
    0,
    mean=3.6,
    median=4,
    hint={"de": "1 = gar nicht, 5 = sehr"},
)
ENTRIES = (LIKES, WithheldTable("idea", {"de": "Ihre Idee?"}), HOME, HAPPY)
RELEASE = Release("stadtweit", 2, DAY, False, (), {})
VIEW = PublishedResults("stadtweit", {"de": "Ganze <Stadt>"}, 1412, ENTRIES, RELEASE)
PUBLISHED = (
    PublishedSurvey("stadtweit", {"de": "Ganze <Stadt>"}, 1412, DAY),
    PublishedSurvey("quartier", {"de": "Quartier"}, 30, DAY),
)
TOKEN = "A" * 22
ASKED = ConfirmationView(TOKEN)
TOGGLES = ["notify:off:results", *(f"notify:ask:{one}" for one in ("invitations", "measures", "news"))]
SURVEY_OPTIONS = [f"said:stadtweit:{one}" for one in (0, 2, 3, "all")]


def case(name: str, view: object = None, **args: Argument) -> tuple[str, dict[str, Argument], object]:
    return name, args, view


ABOUT: dict[str, Argument] = {"survey": "stadtweit", "release": 2}
CASES = [
    case("said_menu", PUBLISHED, options=["said:stadtweit", "said:quartier", "notify:results"]),
    case("said_menu", (), options=["off:results"]),
    case("said_survey", VIEW, options=[*SURVEY_OPTIONS, "said", "notify:results"], **ABOUT),
    case("submitted", ReceiptView("K7QM-2XNR"), options=["hide:stadtweit", "notify", "hh:list"]),
    case("receipt_hidden", options=["notify", "hh:new"]),
    case("close_question", ASKED, survey="stadtweit", waiting=27, counted=17),
    case("close_question", ASKED, survey="stadtweit", waiting=12, counted=12),
    *(case("publish_question", ASKED, survey="stadtweit", release=2, chats=n) for n in (0, 1, 2, 5, 1400)),
    case(
        "wave_closed",
        options=["results:stadtweit", "publish:stadtweit:2"],
        survey="stadtweit",
        release=2,
        n=27,
    ),
    *(
        case(
            "wave_not_closed",
            options=["results:stadtweit"],
            survey="stadtweit",
            waiting=15,
            needed=20,
            linked=linked,
            ended=ended,
        )
        for linked, ended in ((0, False), (3, False), (0, True))
    ),
    *(case("published_now", options=["results:stadtweit"], survey="stadtweit", chats=n) for n in (0, 1, 30)),
    *(
        case("cannot_publish", options=["results:stadtweit"], survey="stadtweit", is_it=is_it)
        for is_it in (True, False)
    ),
    *(
        case("notify_question", options=[f"notify:yes:{one}:01234567", f"notify:no:{one}"], purpose=one)
        for one in WISHES
    ),
    *(
        case("notify", options=TOGGLES, on=["results"], changed=changed, purpose=one)
        for one in WISHES
        for changed in ("on", "off", "declined")
    ),
    case("notify", options=TOGGLES, on=["results"], changed="", purpose=""),
]
OTHERS = [
    case("said_news", VIEW, **ABOUT),
    case("said_picture", VIEW, **ABOUT, index=0),
    case("said_scales", VIEW, **ABOUT),
    *(case(name, VIEW, **ABOUT, index=i) for name in ("said_table", "said_chart") for i in (0, 2, 3)),
    case("cancelled"),
    case("second_needed", survey="stadtweit"),
    *(case("not_confirmed", doubt=str(doubt)) for doubt in Doubt),
]
every_language = pytest.mark.parametrize("language", OFFERED)


def message(one: tuple[str, dict[str, Argument], object], language: str) -> Message:
    name, args, view = one
    return say_in_words(TOWN, Outgoing(1, name, language, args, view=view))


def seen(text: str) -> str:
    """Return a text as it is seen."""
    return text.translate({0x2068: None, 0x2069: None, 0x200E: None, 0x200F: None})


@every_language
def test_every_message_fits_and_its_markup_is_sound(subtests: pytest.Subtests, language: str) -> None:
    for number, case_ in enumerate([*CASES, *OTHERS]):
        with subtests.test(f"{case_[0]} {number}"):
            one = message(case_, language)
            check(one)
            assert all(len(button.label) <= BUTTON_LIMIT for row in one.rows for button in row)


@every_language
def test_the_number_on_a_button_is_its_options_place(subtests: pytest.Subtests, language: str) -> None:
    for number, case_ in enumerate(CASES):
        with subtests.test(f"{case_[0]} {number}"):
            options = case_[1].get("options") or [f"confirm:{TOKEN}", "cancel"]
            assert isinstance(options, list)
            buttons = [button for row in message(case_, language).rows for button in row]
            assert [read_data(button.data) for button in buttons] == [MenuTap(option) for option in options]
            for place, button in enumerate(buttons, start=1):
                assert re.match(rf"\W*{place}\.", button.label)


def test_commands_keep_their_direction_in_arabic(subtests: pytest.Subtests) -> None:
    for number, case_ in enumerate([*CASES, *OTHERS]):
        with subtests.test(f"{case_[0]} {number}"):
            text = re.sub(r"</?\w+>", "", message(case_, "ar").text)
            for command in re.finditer(r"(?<!\w)/[a-z]+", text):
                around = text[command.start() - 1], text[command.end()]
                assert around == (FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE), command[0]


@every_language
def test_the_news_has_title_people_main_figures_the_way_to_more_and_the_way_out(language: str) -> None:
    one = message(OTHERS[0], language)
    text = seen(one.text)
    assert "Ganze &lt;Stadt&gt;" in text.splitlines()[0]
    assert re.search(r"1\W?412", text)
    answers = [int(found) for found in re.findall(r"Antwort &lt;(\d)&gt;", text)]
    assert answers == [1, 3, 0]  # the three most frequent, and no more
    assert re.search(r"3[.,]6", text)
    assert "/results" in text
    assert "/notify" in text
    data = [read_data(button.data) for row in one.rows for button in row]
    assert data == [MenuTap("said_more:stadtweit"), MenuTap("off:results")]
    if is_right_to_left(language):
        assert all(line.startswith(RIGHT_TO_LEFT_MARK) for line in one.text.splitlines() if line)


@every_language
def test_the_pictures_are_those_of_the_staffs_results(language: str) -> None:
    first, scales = message(OTHERS[1], language), message(OTHERS[2], language)
    assert isinstance(first.picture, Chart)
    assert first.picture.title in seen(first.text).replace("&lt;", "<").replace("&gt;", ">").replace(
        "&amp;", "&"
    )
    assert isinstance(scales.picture, StackedChart)


def test_questions_that_too_few_answered_are_not_offered() -> None:
    text = message(CASES[2], "de").text
    assert "Ihre Idee?" not in text
    assert "Wie zufrieden?" in text


@every_language
def test_each_doubt_has_a_sentence_of_its_own(language: str) -> None:
    texts = {message(case("not_confirmed", doubt=str(doubt)), language).text for doubt in Doubt}
    assert len(texts) == len(Doubt)


@every_language
def test_what_cannot_be_undone_is_asked_with_its_numbers(language: str) -> None:
    text = seen(message(CASES[5], language).text)
    for number in ("27", "17", "10", "5"):
        assert re.search(rf"\b{number}\b", text), number
