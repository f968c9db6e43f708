"""Any form from its file to submitted answers, in the hands of anybody, whatever they do meanwhile."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import event
from hypothesis import strategies as st

from domain.dialogue import Dialogue
from domain.dialogue_data import dialogue_from_json
from domain.survey import Survey
from domain.times import local_time
from tests.usecases.form_files import Form
from tests.usecases.many_times import Examples, many_times
from tests.usecases.random_forms import forms
from tests.usecases.random_people import KEY, Anybody
from tests.usecases.rules_of_forms import assert_rules_are_kept, other_form
from tests.usecases.shaky_town import ShakyTown, shaky_town
from usecases.house import House
from usecases.xlsform import check_form

MOST_STEPS = 40
LAST_STEPS = 80
_files = count()
chances = st.builds(Random, st.integers(0, 2**20))
FreshTown = Callable[[], ShakyTown]


@pytest.fixture
def fresh_town(sqlite_tables: Path, tmp_path: Path, house: House) -> FreshTown:
    """Return what makes a town on a database of its own."""

    def make() -> ShakyTown:
        file = tmp_path / f"{next(_files)}.db"
        shutil.copy(sqlite_tables, file)
        return shaky_town(f"sqlite:///{file}", house)

    return make


def read(form: Form) -> Survey:
    report = check_form(form.markdown, ".md", KEY)
    assert report.survey is not None, [one for one in report.problems if one.is_error]
    return report.survey


@dataclass
class Play:
    """People of one chat take part in a survey, and every submission is held against the form's rules."""

    town: ShakyTown
    survey: Survey
    chance: Random
    judge: Callable[[Dialogue], None] = lambda _: None
    versions: dict[int, Survey] = field(default_factory=dict)
    pinned: dict[int, int] = field(default_factory=dict)  # dialogue: version
    drafts: dict[int, Dialogue] = field(default_factory=dict)  # as they were seen last
    judged: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.open(self.survey)
        self.phone = Anybody(self.town, 501, "de", self.chance)

    def open(self, survey: Survey) -> None:
        """Open the survey, or a new version of it."""
        self.versions[self.town.open_survey(KEY, survey, source=str(len(self.versions)))] = survey

    def step(self) -> None:
        """Let people do one thing, with whatever else happens meanwhile."""
        chance = self.chance.random()
        self.town.times = 2 if self.chance.random() < 0.1 else 1
        if chance < 0.06:
            self.town.start_anew()
        elif chance < 0.12:
            self.town.dies = True
        self.town.now += timedelta(seconds=self.chance.choice((1, 20, 400, 9000)))
        self.phone.do_anything()
        self.look()

    def finish(self) -> None:
        """Let whoever has the phone get to the end, if rules let them."""
        for _ in range(LAST_STEPS):
            if self.judged:
                break
            self.phone.do_what_leads_on()
            self.look()
        event("submitted" if self.judged else "not submitted")

    def look(self) -> None:
        """Look at what stands in the tables: whose version changed, and what was submitted."""
        languages = {row["id"]: row["language"] for row in self.town.rows("member")}
        now = local_time(self.town.now, self.town.house.timezone)
        for row in self.town.rows("dialogue"):
            assert self.pinned.setdefault(row["id"], row["version_id"]) == row["version_id"]
            stands = dialogue_from_json(row["state"])
            if row["seal"] is None:
                drawn = self.phone.turns_on(row["card"], row["id"])
                assert drawn <= {stands.turn}, "the card shows another step than the one that is kept"
                self.drafts[row["id"]] = stands
                continue
            if row["id"] in self.judged:
                continue
            self.judged.add(row["id"])
            survey = self.versions[row["version_id"]]
            language = languages[row["member_id"]]
            assert_rules_are_kept(survey, self.drafts[row["id"]], stands.answers, now, language)
            self.judge(stands)


@many_times(60)
def test_whatever_people_do_with_any_form_what_they_submit_keeps_its_rules(
    examples: Examples, fresh_town: FreshTown
) -> None:
    @examples(forms(), st.none() | forms(), st.integers(0, MOST_STEPS), chances)
    def hold(form: Form, newer: Form | None, steps: int, chance: Random) -> None:
        town = fresh_town()
        play = Play(town, read(form), chance)
        changes = chance.randrange(steps + 1)
        for number in range(steps):
            if newer is not None and number == changes:
                play.open(read(newer))
            play.step()
        play.finish()
        town.leave()


@many_times(40)
def test_another_program_finds_every_rule_of_the_form_kept(examples: Examples, fresh_town: FreshTown) -> None:
    @examples(forms(plain=True), st.integers(0, MOST_STEPS), chances)
    def hold(form: Form, steps: int, chance: Random) -> None:
        town, survey = fresh_town(), read(form)
        other = other_form(form.markdown, survey)
        play = Play(town, survey, chance)
        play.judge = lambda submitted: other.assert_rules_are_kept(submitted.answers, submitted.entries)
        for _ in range(steps):
            play.step()
        play.finish()
        town.leave()


RULES = """
| survey |
| | type | name | label | relevant | constraint | required |
| | integer | age | Alter? | | . < 120 | yes |
| | begin_repeat | trips | Wege | | | |
| | text | goal | Wohin? | ${age} > 6 | . != 'weg' | yes |
| | end_repeat | | | | | |
"""


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ({"goal#1": "Markt"}, "missing"),
        ({"age": 130, "goal#1": "Markt"}, "invalid"),
        ({"age": 30, "goal#1": "weg"}, "invalid"),
        ({"age": 30}, "missing"),
        ({"age": 5, "goal#1": "Markt"}, "not asked"),
    ],
)
def test_the_other_program_tells_when_a_rule_is_broken(answers: dict[str, str | int], why: str) -> None:
    other = other_form(RULES, check_form(RULES, ".md", KEY).survey or pytest.fail("the form is refused"))
    other.assert_rules_are_kept({"age": 30, "goal#1": "Markt"}, {"trips": 1})
    with pytest.raises(AssertionError, match=why):
        other.assert_rules_are_kept(answers, {"trips": 1})
