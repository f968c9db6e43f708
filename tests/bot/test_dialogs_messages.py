"""Every other message, in every language."""

import re
from dataclasses import replace

import pytest

from bot.buttons import MenuTap, read_data
from bot.commands import registrations
from bot.dialogs import say_in_words
from bot.dialogs.problems import problem_in_words
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, speech
from domain.dialogue import Problem
from domain.invitation import Role
from domain.outgoing import Argument, Outgoing
from domain.survey import Kind, Question, Survey
from tests.bot.test_dialogs_cards import SURVEYS, TOWN, check
from usecases.views import HomeView, ReceiptView, ScreenedOutView, Standing

LANGUAGES = [f"language:{code}" for code in OFFERED]
SCREENED_OUT = [
    (key, question.name)
    for key, survey in SURVEYS.items()
    for question in survey.questions
    if question.kind is Kind.SCREENOUT
]


def case(name: str, view: object = None, **args: Argument) -> tuple[str, dict[str, Argument], object]:
    return name, args, view


MESSAGES = [
    case("language_choice", options=LANGUAGES),
    case("language_choice", options=[f"{one}:{10**18 - 1}" for one in LANGUAGES]),
    case("consent", options=["agree:01234567", "read", "decline"]),
    case("privacy", options=["agree:01234567", "decline"]),
    case("declined", options=["agree:01234567", "read"]),
    case("delete_question", options=["erase", "keep"]),
    *(case("page", page=page) for page in ("privacy", "about", "contact")),
    *(case("help", staff=staff) for staff in (True, False)),
    *(case(name, survey=key) for name in ("already_taken", "survey_closed") for key in SURVEYS),
    case("survey_closed", survey="nowhere"),
    *(
        case("submitted", ReceiptView("K7QM-2XNR-XXXX-XXXX-XXXX"), survey=key, options=options)
        for key in SURVEYS
        for options in ([f"hide:{key}"], [f"hide:{key}", "notify", "hh:list"])
    ),
    *(case("staff_welcome", role=str(role)) for role in Role),
    case("group", link="https://t.me/bot"),
    case("group", link=None),
    *map(case, ("welcome", "kept", "deleted", "stopped")),
    *map(case, ("unknown_command", "refused", "invitation_invalid", "sorry")),
    *(case("screened_out", ScreenedOutView(SURVEYS[key], note)) for key, note in SCREENED_OUT),
    *(
        case(
            "home",
            HomeView(tuple((key, survey.title, state) for key, survey in SURVEYS.items())),
            options=[*(f"survey:{key}" for key in SURVEYS), "notify", "hh:new"],
        )
        for state in Standing
    ),
    case("home", HomeView(()), options=["notify"]),
]
IDS = [f"{name}{'-'.join(map(str, args.values()))[:30]}" for name, args, _view in MESSAGES]
CASES = [(id_, *message) for id_, message in zip(IDS, MESSAGES, strict=True)]


def said(name: str, args: dict[str, Argument], view: object, language: str) -> Outgoing:
    return Outgoing(1, name, language, args, view=view)


@pytest.mark.parametrize("language", OFFERED)
def test_every_message_fits_and_its_markup_is_sound(subtests: pytest.Subtests, language: str) -> None:
    for case_, name, args, view in CASES:
        with subtests.test(case_):
            check(say_in_words(TOWN, said(name, args, view, language)))


@pytest.mark.parametrize("language", OFFERED)
def test_the_number_on_a_menus_button_is_the_options_place(subtests: pytest.Subtests, language: str) -> None:
    for case_, name, args, view in CASES:
        with subtests.test(case_):
            options = args.get("options", [])
            assert isinstance(options, list)
            message = say_in_words(TOWN, said(name, args, view, language))
            buttons = [button for row in message.rows for button in row if button.data]
            assert [read_data(button.data) for button in buttons] == [MenuTap(option) for option in options]
            for number, button in enumerate(buttons, start=1):
                assert re.match(rf"\W*{number}\.", button.label)


def test_commands_keep_their_direction_in_arabic(subtests: pytest.Subtests) -> None:
    for case_, name, args, view in CASES:
        with subtests.test(case_):
            text = re.sub(r"</?\w+>", "", say_in_words(TOWN, said(name, args, view, "ar")).text)
            for command in re.finditer(r"(?<!\w)/[a-z]+", text):
                before, after = text[command.start() - 1], text[command.end()]
                assert (before, after) == (FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE), command[0]


def test_names_and_dates_are_set_apart_from_the_sentence() -> None:
    closed = say_in_words(TOWN, said("survey_closed", {"survey": "stadtweit"}, None, "ar")).text
    assert closed.count(FIRST_STRONG_ISOLATE) >= 3  # the title and both days
    taken = say_in_words(TOWN, said("already_taken", {"survey": "stadtweit"}, None, "ar")).text
    assert FIRST_STRONG_ISOLATE in taken


@pytest.mark.parametrize("language", OFFERED)
def test_a_town_whose_names_look_like_markup_is_shown_as_it_is_called(language: str) -> None:
    name = dict.fromkeys(OFFERED, "<b>A & B</i>")
    planned = tuple(replace(survey, title=name) for survey in TOWN.surveys)
    town = replace(TOWN, title=name, city=name, other_way=name, surveys=planned)
    for template, args, _view in (
        case("welcome"),
        case("declined", options=["read"]),
        case("already_taken", survey="stadtweit"),
        case("survey_closed", survey="stadtweit"),
    ):
        message = say_in_words(town, said(template, args, None, language))
        check(message)
        assert "&lt;b&gt;A &amp; B&lt;/i&gt;" in message.text
    note = Question("n", Kind.SCREENOUT, name)
    view = ScreenedOutView(Survey("s", "1", name, ("de",), (note,)), "n")
    check(say_in_words(town, said("screened_out", {}, view, language)))


@pytest.mark.parametrize("language", OFFERED)
def test_a_problem_fits_the_answer_to_a_tap(subtests: pytest.Subtests, language: str) -> None:
    for problem in Problem:
        with subtests.test(str(problem)):
            assert 0 < len(problem_in_words(problem, speech(language))) <= 200


def test_what_telegram_registers_has_the_lengths_it_takes() -> None:
    codes = set()
    for method, payload in registrations(TOWN):
        codes.add(payload["language_code"])
        for command in payload.get("commands", []):
            assert re.fullmatch(r"[a-z0-9_]{1,32}", command["command"])
            assert 1 <= len(command["description"]) <= 256
        assert len(payload.get("description", "")) <= 512
        assert len(payload.get("short_description", "")) <= 120
        assert method.startswith("setMy")
    assert codes == {"", "de", "en", "tr", "it", "ro", "uk", "hr", "ar"}
