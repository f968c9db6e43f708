"""What is said to somebody who comes with a letter's code, in every language."""

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.statistics import statistics
from bot.speech import OFFERED
from domain.outgoing import Argument, Outgoing
from domain.participation import LETTER
from domain.results import GroupedCounts
from tests.bot.saying import HOUSE
from usecases.published import Statistics

LANGUAGES = pytest.mark.parametrize("language", OFFERED)
CODES = ("code_kept", "code_known", "code_unknown", "code_used_up")


def said(template: str, language: str = "en", **args: Argument) -> str:
    """Return what is read, without marks of direction."""
    text = say_in_words(HOUSE.town, Outgoing(501, template, language, args)).text
    return text.translate({0x2068: None, 0x2069: None, 0x200F: None})


@LANGUAGES
@pytest.mark.parametrize("template", CODES)
def test_every_answer_to_a_code_is_short_and_names_the_survey_it_is_about(
    template: str, language: str
) -> None:
    text = said(template, language, survey="stadtweit", is_open=True)
    title = HOUSE.town.surveys[0].title[language].translate({0x2068: None, 0x2069: None})
    assert (title in text) is (template != "code_unknown")
    assert len(text) < 500


def test_who_comes_with_a_code_reads_what_is_kept_and_for_how_long() -> None:
    text = said("code_kept", survey="stadtweit", is_open=True)
    assert "kept in this chat until your answers are cut loose" in text
    assert "groups of at least 10 people only" in text
    assert "You can answer from" not in text


def test_who_comes_early_reads_the_days() -> None:
    planned = HOUSE.town.surveys[0]
    text = said("code_kept", survey="stadtweit", is_open=False)
    opens = planned.window.opens.day
    assert f"You can answer from November {opens.day}, {opens.year} to" in text


@pytest.mark.parametrize("template", ["code_unknown", "code_used_up"])
def test_a_code_that_does_not_work_is_no_dead_end(template: str) -> None:
    assert "You can also take part without a code." in said(template, survey="stadtweit")


def test_staff_read_how_many_came_with_a_letter_by_its_name() -> None:
    view = Statistics(0, (), GroupedCounts(((LETTER, 12), ("plakat", 10)), 0), GroupedCounts((), 0))
    text = statistics(view, "en").text.translate({0x2068: None, 0x2069: None})
    assert "A letter with a code: 12" in text
    assert "plakat: 10" in text
