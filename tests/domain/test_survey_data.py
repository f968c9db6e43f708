import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import compile_expression
from domain.survey import Choice, Kind, Question, Scale, Survey
from domain.survey_data import UnknownSurveyFormatError, survey_from_data, survey_to_data

texts = st.dictionaries(st.sampled_from(["de", "de_simple", "en", "tr", "ar"]), st.text(max_size=20))
names = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
conditions = st.none() | st.sampled_from(
    ["${age} >= 40", "selected(${themes}, 'shops') and . != ''", "regex(., '[0-9]{5}')"]
).map(compile_expression)
scales = st.builds(Scale, st.integers(-5, 5), st.integers(6, 20), st.integers(1, 3))
questions = st.builds(
    Question,
    name=names,
    kind=st.sampled_from(Kind),
    label=texts,
    hint=texts,
    choices=st.lists(st.builds(Choice, names, texts), max_size=4).map(tuple),
    scale=st.none() | scales,
    required=st.booleans(),
    relevant=conditions,
    constraint=conditions,
    constraint_message=texts,
)
surveys = st.builds(
    Survey,
    name=names,
    version=st.text(max_size=8),
    title=texts,
    languages=st.lists(st.sampled_from(["de", "en", "ar"]), unique=True).map(tuple),
    questions=st.lists(questions, max_size=5, unique_by=lambda question: question.name).map(tuple),
)


@given(surveys)
def test_a_survey_comes_back_from_json_as_it_was(survey: Survey) -> None:
    assert survey_from_data(json.loads(json.dumps(survey_to_data(survey)))) == survey


def test_what_is_empty_takes_no_room() -> None:
    note = Question("hello", Kind.NOTE, {"de": "Hallo"})
    data = survey_to_data(Survey("town", "1", {"de": "Stadt"}, ("de",), (note,)))
    assert data["questions"] == [{"name": "hello", "kind": "note", "label": {"de": "Hallo"}}]


@pytest.mark.parametrize("data", [{}, {"format": 3}, {"format": "1"}])
def test_data_of_an_unknown_format_are_refused(data: dict[str, object]) -> None:
    with pytest.raises(UnknownSurveyFormatError, match="this program reads 2"):
        survey_from_data(data)
