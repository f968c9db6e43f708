"""What staff read while they enter for others, what a reminder says, quotas, classes: in every language."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import MenuTap, read_data
from bot.dialogs import say_in_words
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.message import Message
from bot.dialogs.results_tables import table_text
from bot.dialogs.spans import span_in_words
from bot.dialogs.statistics import statistics
from bot.speech import OFFERED, speech
from domain.engine import begin
from domain.entry_classes import class_of
from domain.languages import Language, Texts
from domain.modes import Mode
from domain.number_classes import Measure, Span, classes_of_numbers
from domain.outgoing import Argument, Outgoing
from domain.quotas import state_of
from domain.results import GroupedCounts
from domain.survey import Group, Kind, Question, Quota, Survey
from domain.times import DayTime
from tests.bot.checking import check
from tests.bot.saying import HOUSE
from tests.domain.questionnaires import NOW, TOWN, choices
from tests.domain.waves import tabulate
from usecases.entering import Entering, EnterView
from usecases.published import Statistics
from usecases.quota_states import CellView, QuotasView
from usecases.reminders import LeftView, UnfinishedView
from usecases.views import CardView, ReceiptView

LANGUAGES = pytest.mark.parametrize("language", OFFERED)
TITLE = {"de": "Die <ganze> & große Stadt, von Rand zu Rand", "ar": "المدينة"}
TITLES = EnterView({"town": TITLE})
Step = tuple[str, object, dict[str, Argument]]


def step(template: str, view: object, **args: Argument) -> Step:
    return template, view, args


BEGUN = ["enter:a:b:on", "enter:a:b:drop"]
ENTER: list[Step] = [
    step("enter_survey", TITLES, options=["enter:town"]),
    step("enter_survey", TITLES, options=[]),
    step("enter_mode", TITLES, survey="town", options=["enter:town:paper", "enter:town:phone"]),
    step("enter_language", TITLES, options=[f"enter:town:paper:{code}" for code in OFFERED]),
    *(
        step("enter_code", TITLES, options=["enter:town:paper:de:none"], problem=problem)
        for problem in ("", "unknown", "used_up")
    ),
    step("enter_begun", TITLES, survey="town", mode="paper", options=BEGUN),
    step("enter_begun", TITLES, survey="town", mode="phone", options=BEGUN),
    step(
        "entered",
        ReceiptView("K7QM-2XNR-K7QM-2XNR-K7QM"),
        options=["enter:town:paper:de_simple", "enter:town:paper", "enter"],
    ),
    step("quota_full", None, survey="stadtweit", options=["notify", "hh:new"]),
    step("quota_full", None, survey="stadtweit", options=["enter"]),
]


def said(template: str, language: Language, view: object, args: dict[str, Argument]) -> Message:
    return say_in_words(HOUSE.town, Outgoing(1, template, language, args, view=view))


@LANGUAGES
def test_every_step_of_an_entry_fits_its_message_and_its_buttons(
    subtests: pytest.Subtests, language: Language
) -> None:
    for number, (template, view, args) in enumerate(ENTER):
        with subtests.test(f"{template} {number}"):
            message = said(template, language, view, args)
            check(message)
            assert all(len(button.label) <= BUTTON_LIMIT for row in message.rows for button in row)


@LANGUAGES
@pytest.mark.parametrize("mode", [Mode.PAPER, Mode.PHONE])
def test_a_card_says_on_top_that_it_is_nobodys_own(mode: Mode, language: Language) -> None:
    dialogue, _events = begin(TOWN, NOW)
    own = CardView(7, TOWN, dialogue, None, NOW)
    entered = CardView(7, TOWN, dialogue, None, NOW, Entering(mode, 3, "ar"))
    plain, marked = (said("card", language, view, {"dialogue": 7}) for view in (own, entered))
    check(marked)
    first, _, rest = marked.text.partition("\n")
    assert rest == plain.text
    assert "العربية" in first
    assert speech(language).number(3) in first
    assert marked.rows == plain.rows


def left(ordinal: int, questions: int, clock: str | None = None) -> LeftView:
    return LeftView(ordinal, "stadtweit", TITLE, questions, DayTime(date(2026, 12, 31), clock))


@LANGUAGES
def test_a_reminder_says_until_when_with_the_time_where_there_is_one(language: Language) -> None:
    texts = [
        said("unfinished", language, UnfinishedView((left(1, 3, clock),), False), {}).text
        for clock in (None, "18:05")
    ]
    closes = DayTime(date(2026, 12, 31))
    assert all(speech(language).day_time(closes) in text for text in texts)
    assert [speech(language).day_time(DayTime(closes.day, "18:05")) in text for text in texts] == [
        False,
        True,
    ]


@LANGUAGES
@pytest.mark.parametrize("questions", [0, 1, 2, 3, 11, 100])
def test_a_reminder_leads_back_by_one_button(questions: int, language: Language) -> None:
    message = said("unfinished", language, UnfinishedView((left(1, questions),), False), {})
    check(message)
    ((button,),) = message.rows
    assert read_data(button.data) == MenuTap("below:survey:stadtweit")
    assert (speech(language).number(questions) in message.text) or questions in (0, 1, 2)
    assert "/stop" in message.text


@LANGUAGES
def test_of_a_household_each_has_a_button_of_their_own_and_no_name(language: Language) -> None:
    view = UnfinishedView((left(1, 3), left(4, 0)), True)
    message = said("unfinished", language, view, {})
    check(message)
    assert [read_data(button.data) for (button,) in message.rows] == [
        MenuTap("below:survey:stadtweit", 1),
        MenuTap("below:survey:stadtweit", 4),
    ]
    assert all(len(button.label) <= BUTTON_LIMIT for (button,) in message.rows)


@LANGUAGES
def test_quotas_are_told_full_or_in_tens(language: Language) -> None:
    quota = Quota({"age": "old", "area": "north"}, 40)
    labels: tuple[tuple[str, Texts], ...] = (("old", {"de": "80 <und> älter"}), ("north", {}))
    cells = tuple(CellView(labels, state_of(quota, n)) for n in (3, 25, 40))
    nothing = GroupedCounts((), 0)
    view = Statistics(40, (), nothing, nothing, (QuotasView(TITLE, cells),))
    message = statistics(view, language)
    check(message)
    number = speech(language).number
    assert number(20) in message.text
    assert number(25) not in message.text


@LANGUAGES
@given(
    st.sampled_from(Measure),
    st.lists(st.integers(0, 23) | st.integers(12, 30_000), min_size=1, max_size=9),
)
def test_classes_of_a_table_have_different_names(
    language: Language, measure: Measure, numbers: list[int]
) -> None:
    if measure is Measure.HOUR:
        numbers = [number % 24 for number in numbers]
    if measure is Measure.MONTH:
        numbers = [max(number, 12) for number in numbers]
    for spans in (
        classes_of_numbers(dict.fromkeys(numbers, 5), measure),
        tuple({class_of(number, measure) for number in numbers}),
    ):
        names = [span_in_words(span, speech(language)) for span in spans]
        assert len(set(names)) == len(spans)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (Span(24_288, 24_288, Measure.MONTH), "January 2024"),
        (Span(24_288, 24_299, Measure.MONTH), "2024"),
        (Span(24_300, None, Measure.MONTH), "2025 or later"),
        (Span(None, 7, Measure.HOUR), "before 8:00 AM"),
        (Span(1.5, 2, Measure.DECIMAL), "1.5 to less than 2"),
        (Span(None, 2, Measure.DECIMAL), "less than 2"),
        (Span(70, None), "70 or more"),
    ],
)
def test_classes_in_words(span: Span, words: str) -> None:
    found = span_in_words(span, speech("en"))
    assert found.replace("\u2068", "").replace("\u2069", "").replace("\u202f", " ") == words


FORM = Survey(
    "town",
    "1",
    {"de": "Stadt"},
    ("de",),
    (
        Question("order", Kind.RANK, {"de": "Was zuerst?"}, choices=choices("Bus", "Rad <&>")),
        Question("spot", Kind.GEOPOINT, {"de": "Wo?"}),
        Question("since", Kind.DATE, {"de": "Seit wann?"}),
        Question("people", Kind.REPEAT, {"de": "Wer?"}),
        Question("age", Kind.INTEGER, {"de": "Alter?"}, group="people"),
    ),
    groups=(Group("people", repeats=True),),
)


@LANGUAGES
def test_tables_of_new_kinds_say_what_their_counts_are_of(language: Language) -> None:
    given: list[dict[str, object]] = [
        {
            "order": ("a", "b") if number % 3 else ("b", "a"),
            "spot": "48.85 9.18 0 5",
            "since": f"2026-0{1 + number % 4}-01",
            "people": 2,
            "age#1": number,
            "age#2": 3,
        }
        for number in range(20)
    ]
    results = tabulate(FORM, given)
    _ = speech(language).gettext
    texts = [table_text(results, place, language) for place in range(len(results.entries))]
    for message in texts:
        check(message)
    order, spot, _since, _people, age = (message.text for message in texts)
    assert speech(language).answered(1.4) in order
    assert _("The shares say who put it first. The average place counts from 1.") in order
    assert _("Nothing more is told of these answers than how many there are.") in spot
    assert "48.85" not in spot
    once = _(
        "The question was asked once for each entry of a list. A person counts once for every answer"
        " that any of their entries has."
    )
    assert once in age
