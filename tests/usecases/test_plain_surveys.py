"""Outside of its dialogue a form is named in plain words, whatever its labels hold."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from secrets import token_bytes

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.invitation import Role
from domain.languages import Texts
from domain.survey import Choice, Question, Quota, Survey
from tests.domain.questionnaires import TOWN
from tests.usecases.moderating import Moderator, appoint, texts_arrive
from tests.usecases.town import Resident, Town
from usecases import published
from usecases.close_wave import close_wave
from usecases.marked_up import unformatted
from usecases.papers.facts import endings, free_texts
from usecases.plain_surveys import NOTHING_YET, plain_survey, plain_text
from usecases.quota_states import quotas_of_all
from usecases.reports import report

KEY = "stadtweit"
_SIGNS = ("*", "<", "$", "&amp;")


def marked(texts: Texts) -> Texts:
    """Return texts as an author of forms may write them."""
    return {
        language: f"**{text}** <span style='color:red'>${{age}}</span> A &amp; B"
        for language, text in texts.items()
    }


def _question(question: Question) -> Question:
    picked = tuple(Choice(one.name, marked(one.label)) for one in question.choices)
    return replace(question, label=marked(question.label), hint=marked({"de": "Hinweis"}), choices=picked)


MARKED = replace(
    TOWN,
    questions=tuple(map(_question, TOWN.questions)),
    dimensions=("lives",),
    quotas=(Quota({"lives": "a"}, 100),),
)


@pytest.fixture
def counted(town: Town) -> Town:
    """A town with a release of a survey whose labels are marked up."""
    version = town.open_survey(KEY, MARKED, source="2")

    def close(unit: Unit) -> None:
        waiting = [
            Response(
                token_bytes(32), version, "de", {"lives": "ab"[n % 2], "age": 20 + n, "happy": 1 + n % 5}
            )
            for n in range(60)
        ]
        responses.add_all(unit, waiting)
        offer = surveys.offer(unit, KEY)
        assert offer is not None
        close_wave(unit, town.house, offer, town.now)

    town.run(close)
    return town


def labels_in(*tables: object) -> Iterator[str]:
    """Yield every text in language maps of values, however deep they are."""
    for one in tables:
        if isinstance(one, dict):
            yield from (text for key, text in one.items() if key == "de" and isinstance(text, str))
        elif isinstance(one, list | tuple):
            yield from labels_in(*one)
        elif hasattr(one, "__dataclass_fields__") and not isinstance(one, Survey):
            yield from labels_in(*(getattr(one, name) for name in one.__dataclass_fields__))


def assert_plain(texts: list[str], *, at_least: int) -> None:
    assert len(texts) >= at_least
    assert not [text for text in texts if any(sign in text for sign in _SIGNS)]
    assert all(text == "" or text == text.strip() for text in texts)


def test_results_comparisons_and_reports_name_questions_and_choices_plainly(counted: Town) -> None:
    found = counted.run(published.results, KEY)
    assert found is not None
    assert f"Wie alt? {NOTHING_YET} A & B" in {entry.label["de"] for entry in found.entries}
    assert_plain(list(labels_in(found.entries, found.dimensions)), at_least=10)
    side_by_side = counted.run(published.comparison, KEY, 1, 1, 0)
    assert side_by_side is not None
    assert_plain(list(labels_in(side_by_side)), at_least=5)
    taken_along = counted.run(report, KEY)
    assert taken_along is not None
    assert taken_along.comparisons
    assert_plain(list(labels_in(taken_along.comparisons)), at_least=10)
    for table in taken_along.results.tables:  # they still find each other
        assert all(one.table == table for one in taken_along.comparisons_of(table))


def test_residents_read_results_through_the_same_door(counted: Town) -> None:
    seen = counted.run(partial(published.results, for_residents=True), KEY)
    assert seen is not None
    assert_plain(list(labels_in(seen.entries)), at_least=10)


def test_moderators_read_the_question_of_a_text_plainly(counted: Town, ayse: Resident) -> None:
    texts_arrive(counted, ["Mehr Bänke"])
    appoint(counted, ayse, Role.MODERATOR)
    moderator = Moderator(ayse)
    moderator.start()
    assert moderator.view.question == {"de": f"Was noch? {NOTHING_YET} A & B"}


def test_quotas_are_told_plainly(counted: Town) -> None:
    (quotas,) = counted.run(quotas_of_all)
    assert_plain(list(labels_in(quotas.cells)), at_least=1)


def test_papers_name_questions_plainly() -> None:
    assert_plain([*free_texts(MARKED), *endings(MARKED)], at_least=2)


def test_a_version_is_made_plain_once_and_its_dialogue_keeps_what_was_written() -> None:
    before = MARKED.question("age").label["de"]
    assert plain_survey(MARKED) is plain_survey(MARKED)
    assert plain_survey(TOWN) is not plain_survey(MARKED)
    assert MARKED.question("age").label["de"] == before
    assert plain_survey(MARKED).question("age").kind is MARKED.question("age").kind


@given(st.one_of(st.text(max_size=40), st.text(alphabet=" ab1.)-+*_#<>&;$[]{}\\`\n\t", max_size=12)))
@example("  Wie alt? ")
@example("1. Frage")
@example("- Nein")
@example("a  b")
def test_the_short_way_says_what_the_long_one_does(text: str) -> None:
    assert plain_text(text) == unformatted(text, lambda _name: NOTHING_YET)
