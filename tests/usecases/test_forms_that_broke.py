"""The smallest forms that once broke something, found by `test_any_form_through`, played by hand."""

import pytest

from bot.dialogs import say_in_words
from domain.dialogue import Choose, Move
from domain.survey import Survey
from tests.usecases.town import Resident, Town
from usecases.choose import choose
from usecases.xlsform import read_survey

SCREENED_IN_AN_ENTRY = """
| survey |
| | type | name | label | relevant | appearance |
| | begin_repeat | people | Wer wohnt hier? | | |
| | integer | age | Alter? | | |
| | note | child | Bitte erst ab 14. | ${age} < 14 | screenout |
| | end_repeat | | | | |
"""
LABELS_IN_CONDITIONS = """
| survey |
| | type | name | label::Deutsch (de) | label::English (en) | calculation | relevant | required |
| | select_one yn | plays | Spielen Sie? | Do you play? | | | yes |
| | calculate | said | | | jr:choice-name(${plays}, '${plays}') | | |
| | text | why | Wieso? | Why? | | ${said} = 'Yes' | yes |
| choices |
| | list_name | name | label::Deutsch (de) | label::English (en) |
| | yn | yes | Ja | Yes |
"""


def form(source: str) -> Survey:
    return read_survey(source, ".md", "stadtweit")


@pytest.fixture
def anna(town: Town) -> Resident:
    return Resident(town, 503)


def test_a_survey_can_end_early_in_an_entry_of_a_repeat(town: Town, anna: Resident) -> None:
    town.open_survey("stadtweit", form(SCREENED_IN_AN_ENTRY), source="2")
    anna.begin()
    anna.tap(Move.ADD)
    anna.say("9")
    anna.tap(Move.DONE)
    assert anna.sees.template == "screened_out"
    assert "Bitte erst ab 14." in say_in_words(town.house.town, anna.sees).text
    assert not anna.has_draft


def test_what_hangs_on_a_label_is_asked_in_the_language_in_which_it_is_submitted(
    town: Town, anna: Resident
) -> None:
    town.open_survey("stadtweit", form(LABELS_IN_CONDITIONS), source="2")
    anna.begin()
    anna.tap(Choose(0))
    anna.town.update(choose, anna.person, f"language:en:{anna.draft['id']}", anna.message)
    anna.tap(Move.SUBMIT)
    assert anna.dialogue.at == "why"
