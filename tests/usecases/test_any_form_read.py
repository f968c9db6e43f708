"""Whatever file staff send, it is read or refused; what is read stays the same and can be gone through."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import count

from hypothesis import strategies as st

from bot.dialogs.card import card
from domain.dialogue import Dialogue, Problem
from domain.graph import graph_of
from domain.languages import Language
from domain.survey import Survey
from domain.survey_data import survey_from_data, survey_to_data
from tests.usecases.form_files import Form
from tests.usecases.many_times import Examples, many_times
from tests.usecases.random_forms import forms
from tests.usecases.what_is_sent import refusal_of
from usecases.views import CardView
from usecases.walk_findings import FindingKind
from usecases.walk_survey import walk
from usecases.xlsform import FormReport, check_form

NOW = datetime(2026, 10, 3, 14, 0, tzinfo=UTC)
LARGEST_ID = 10**17
WAYS = 6
anything = st.booleans().flatmap(lambda odd: forms(odd=odd))


def few_ways() -> Callable[[], bool]:
    """Return what ends a walk after some ways, however fast the machine is."""
    asked = count()
    return lambda: next(asked) > WAYS


def why_refused(survey: Survey, dialogue: Dialogue, problem: Problem | None, language: Language) -> str:
    return refusal_of(card(CardView(LARGEST_ID, survey, dialogue, problem, NOW), language))


def told(report: FormReport) -> list[tuple[object, ...]]:
    """Return what a report says, as far as it does not tell one kind of file from the other."""
    return [(one.kind, one.sheet, one.row, one.column, dict(one.details)) for one in report.problems]


@many_times(100)
def test_any_file_is_read_or_refused_with_a_reason(examples: Examples) -> None:
    @examples(anything)
    def hold(form: Form) -> None:
        report = check_form(form.markdown, ".md", "any")
        assert (report.survey is None) == any(one.is_error for one in report.problems)
        if report.survey is not None:
            data = survey_to_data(report.survey)
            kept = survey_from_data(json.loads(json.dumps(data)))
            assert kept == report.survey
            assert survey_to_data(kept) == data
            assert graph_of(kept).order == graph_of(report.survey).order


@many_times(30)
def test_a_form_is_the_same_in_a_workbook_and_as_a_table_of_text(examples: Examples) -> None:
    @examples(anything)
    def hold(form: Form) -> None:
        text = check_form(form.markdown, ".md", "any")
        workbook = check_form(form.workbook, ".xlsx", "any")
        assert told(workbook) == told(text)
        assert workbook.survey == text.survey


@many_times(30)
def test_no_way_through_a_form_that_was_read_holds_what_the_messenger_refuses(examples: Examples) -> None:
    @examples(forms())
    def hold(form: Form) -> None:
        survey = check_form(form.markdown, ".md", "any").survey
        assert survey is not None
        found = walk(survey, survey.languages, NOW, why_refused, few_ways()).findings
        never = {FindingKind.REFUSED, FindingKind.CANNOT_COMPUTE}
        assert [one for one in found if one.kind in never] == []
