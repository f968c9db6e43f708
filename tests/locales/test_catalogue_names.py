"""Names of steps, buttons and commands: distinct, short enough, and the same wherever they are named."""

from itertools import combinations

import pytest

from bot.commands import registrations
from bot.dialogs.labels import BUTTON_LIMIT, move_label, move_of, numbered
from bot.dialogs.pages import command_texts, staff_command_texts
from bot.dialogs.problems import problem_in_words
from bot.speech import CATALOGUES, OFFERED, speech
from domain.dialogue import Move, Problem
from domain.languages import Language
from domain.periods import Periods
from domain.survey import Kind, Question
from domain.town import Town
from domain.typed import normalised
from tests.domain.questionnaires import choices
from usecases.content import read_town
from usecases.open_content import read_surveys

CONTENT = CATALOGUES.parent / "content"
MENU_BUTTONS = (
    "Yes, I agree",
    "Read everything",
    "No, thank you",
    "Yes, delete everything",
    "No, keep it",
    "Start",
    "Continue",
    "All questions",
    "All surveys",
)
CARD_BUTTONS = ("Back to the overview", "Language", "Open a private chat")
NOTICE_LIMIT = 200  # characters of the notice that a tap brings up, set by the messenger
NAMED_STEPS = {
    "Nothing counts before you press “Submit” at the end.": ("Submit",),
    "Tap a button to answer. You can also type the number or the words of an answer. The words “Back”,"
    " “Skip”, “Pause” and “Continue” can be typed, too.": ("Back", "Skip", "Pause", "Continue"),
}
every_language = pytest.mark.parametrize("language", OFFERED)


@pytest.fixture(scope="module")
def town() -> Town:
    return read_town(CONTENT, OFFERED, Periods().placeholders())


def test_no_two_steps_share_a_name_in_any_language() -> None:
    """Any of the languages can be typed at any time."""
    names = [(move, normalised(move_label(move, speech(language)))) for language in OFFERED for move in Move]
    clashes = [
        (one, other) for one, other in combinations(names, 2) if one[1] == other[1] and one[0] is not other[0]
    ]
    assert clashes == []
    assert all(word for _move, word in names)


@every_language
@pytest.mark.parametrize("move", Move)
def test_the_name_of_a_step_can_be_typed_as_people_write_it(language: Language, move: Move) -> None:
    label = move_label(move, speech(language))
    assert [move_of(word) for word in (label, label.lower(), f" {label}. ")] == [move] * 3


def test_no_answer_of_a_survey_is_called_like_a_step(town: Town) -> None:
    labels = [
        label
        for survey in read_surveys(town, CONTENT).values()
        for question in survey.questions
        for choice in question.choices
        for label in choice.label.values()
    ]
    assert [label for label in labels if move_of(label)] == []


@every_language
def test_labels_fit_a_button_with_their_number(language: Language) -> None:
    said = speech(language)
    chosen = said.ngettext("{n} chosen", "{n} chosen", 12).format(n=12)
    labels = [numbered(12, said.gettext(text), said) for text in MENU_BUTTONS]
    labels += [said.gettext(text) for text in CARD_BUTTONS]
    labels += [f"✔ {move_label(move, said)}" for move in Move]
    labels.append(f"{move_label(Move.DONE, said)} ({chosen})")
    assert [label for label in labels if len(label) > BUTTON_LIMIT] == []


@every_language
@pytest.mark.parametrize("text", NAMED_STEPS)
def test_sentences_name_steps_as_the_buttons_do(language: Language, text: str) -> None:
    said = speech(language)
    assert [step for step in NAMED_STEPS[text] if said.gettext(step) not in said.gettext(text)] == []


@every_language
def test_the_notice_names_the_skip_button_as_it_is_called(language: Language, town: Town) -> None:
    skip = move_label(Move.SKIP, speech(language)).casefold()
    assert skip in town.page("privacy", language).text.casefold()


@every_language
def test_every_problem_fits_the_notice_that_a_tap_brings_up(language: Language) -> None:
    said = speech(language)
    kinds = (Kind.SELECT_ONE, Kind.SELECT_MULTIPLE)
    questions = [Question("one", kind, {"de": "?"}, choices=choices(*"abcdefghijkl")) for kind in kinds]
    sentences = [problem_in_words(problem, said, one) for problem in Problem for one in (*questions, None)]
    assert [sentence for sentence in sentences if len(sentence) > NOTICE_LIMIT] == []


@every_language
def test_command_descriptions_are_short_and_distinct(language: Language) -> None:
    texts = [*command_texts(language).values(), *staff_command_texts(language).values()]
    assert all(1 <= len(text) <= 256 for text in texts)
    assert len({text.casefold() for text in texts}) == len(texts)


def test_descriptions_of_the_bot_fit_without_being_cut(town: Town) -> None:
    payloads = [payload for _method, payload in registrations(town)]
    assert [payload for payload in payloads if len(payload.get("description", "")) >= 512] == []
    assert [payload for payload in payloads if len(payload.get("short_description", "")) >= 120] == []
