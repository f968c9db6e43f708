"""What a household reads: names that turn nothing around, buttons of the person they are drawn for."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.buttons import CardTap, MenuTap, menu_data, read_data, whose_data
from bot.dialogs import say_in_words
from bot.dialogs.household import said_to
from bot.dialogs.labels import BUTTON_LIMIT
from bot.dialogs.menus import household_labels
from bot.dialogs.message import Button, Message
from bot.dialogs.words import options_named
from bot.pictures.chart import Chart
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_MARK, speech
from domain.household import LONGEST_NAME, MOST_PEOPLE, Called, NameProblem
from domain.languages import Language
from domain.outgoing import Argument, Outgoing
from tests.bot.saying import HOUSE
from tests.bot.test_dialogs_cards import check
from usecases.household_views import HouseholdView, HousemateView
from usecases.standing import Standing
from usecases.views import HomeView

HOSTILE = "<b>&أنا</b>"
LANGUAGES = pytest.mark.parametrize("language", OFFERED)
NAMES = ("Anna", "", HOSTILE, "W" * LONGEST_NAME, "فاطمة الزهراء", "👩\u200d🌾 Ö")
SURVEYS = (({"de": "Die <ganze> Stadt", "ar": "المدينة"}, Standing.STARTED), ({"de": "Q"}, Standing.TAKEN))


def household(people: int, full: bool = False) -> HouseholdView:
    languages: tuple[Language | None, ...] = ("de_simple", None, "ar", "tr", "en", "de")
    found = tuple(
        HousemateView(Called(n + 1, NAMES[n]), languages[n], n == 0, SURVEYS[: n % 3]) for n in range(people)
    )
    return HouseholdView(found, None if full else people + 1)


Case = tuple[str, HouseholdView, dict[str, Argument]]


def case(template: str, view: HouseholdView, **args: Argument) -> Case:
    return template, view, args


def said(
    template: str,
    language: Language,
    view: object,
    args: Mapping[str, Argument],
    ordinal: int = 0,
    name: str = "",
) -> Message:
    """Return a message in words, to a person of the household where one has a number."""
    who = Called(ordinal, name) if ordinal else None
    return say_in_words(HOUSE.town, Outgoing(1, template, language, args, view=view, who=who))


TO = [f"hh:to:{n}" for n in range(1, MOST_PEOPLE + 1)]
MESSAGES = [
    case("household", household(1), options=["hh:add", "hh:change"]),
    *(
        case("household", household(6, full=True), options=[*TO, "hh:change"], note=note)
        for note in ("", "full", "erased", "renamed", "gone")
    ),
    case("household_change", household(6), options=[*(f"hh:person:{n}" for n in range(1, 7)), "hh:all"]),
    *(
        case("household_name", household(2), options=["hh:unnamed:3", "hh:all"], problem=problem)
        for problem in (None, *map(str, NameProblem))
    ),
    *(
        case("household_rename", household(6), options=["hh:all"], person=n, problem=None)
        for n in range(1, 7)
    ),
    case("household_person", household(3), options=["hh:rename:3", "hh:remove:3", "hh:all"], person=3),
    case("household_remove", household(3), options=["hh:gone:3", "hh:all"], person=3),
]


@LANGUAGES
def test_every_screen_fits_and_its_markup_is_sound(subtests: pytest.Subtests, language: Language) -> None:
    for number, (template, view, args) in enumerate(MESSAGES):
        with subtests.test(f"{template} {number}"):
            check(said(template, language, view, args))


@LANGUAGES
def test_every_button_has_room_with_its_number_and_says_who_answers_now(language: Language) -> None:
    message = said("household", language, household(6), {"options": TO, "note": ""})
    labels = [button.label for row in message.rows for button in row]
    assert all(len(label) <= BUTTON_LIMIT for label in labels)
    assert [("✓" in label) for label in labels] == [True] + [False] * 5
    assert "Türkçe" in labels[3]


@LANGUAGES
@pytest.mark.parametrize("name", NAMES)
def test_the_first_line_names_the_person_and_keeps_their_name_from_turning_the_rest(
    name: str, language: Language
) -> None:
    options: dict[str, Argument] = {"options": ["notify", "hh:list"]}
    home = said("home", language, HomeView(()), options, 2, name)
    first, rest = home.text.split("\n", 1)
    without = said("home", language, HomeView(()), options)
    assert rest == without.text
    assert "👤" in first
    assert "<b>" not in first
    assert first.count(FIRST_STRONG_ISOLATE) == first.count(POP_DIRECTIONAL_ISOLATE) > 0
    assert first.startswith(RIGHT_TO_LEFT_MARK) is speech(language).right_to_left
    assert [[b.label for b in row] for row in home.rows] == [[b.label for b in row] for row in without.rows]


def test_a_menus_buttons_are_the_persons_and_a_cards_say_themselves_whose_they_are() -> None:
    rows = (
        (Button("a", menu_data("keep")), Button("b", "c:7:1:2")),
        (Button("c", url="https://example.org"),),
    )
    shown = said_to(Called(4, "Anna"), Message("text", rows), "de")
    ((menu, card), (link,)) = shown.rows
    assert read_data(menu.data) == MenuTap("keep", 4)
    assert isinstance(read_data(card.data), CardTap)
    assert (link.data, link.url) == ("", "https://example.org")


def test_a_picture_without_words_stays_without() -> None:
    assert said_to(Called(1), Message("", picture=Chart("de", "T", (), "f")), "de").text == ""


@given(st.text("abcz09_:-", min_size=1, max_size=62), st.integers(1, MOST_PEOPLE))
def test_a_button_of_somebody_is_no_longer_than_one_of_nobody(option: str, ordinal: int) -> None:
    data = whose_data(menu_data(option), ordinal)
    assert len(data) == len(menu_data(option)) <= 64
    assert read_data(data) == MenuTap(option, ordinal)


@pytest.mark.parametrize("data", ["0:keep", "7:keep", "12:keep", "٢:keep", "2keep", "x:keep", "-1:keep"])
def test_a_forged_number_is_no_button(data: str) -> None:
    assert read_data(data) is None


@LANGUAGES
def test_the_wish_to_take_part_can_be_typed_in_every_language(language: Language) -> None:
    assert "hh:new" in options_named(household_labels(speech(language))["hh:new"].upper())


@LANGUAGES
def test_delete_says_for_whom(language: Language) -> None:
    alone = said("delete_question", language, None, {"options": ["erase", "keep"]})
    several = said("delete_question", language, None, {"options": ["erase_me", "erase", "keep"]}, 2, "Anna")
    check(several)
    assert len(several.text) > len(alone.text)
