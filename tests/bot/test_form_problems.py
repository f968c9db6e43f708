"""Every problem of a questionnaire is said in every language, with what its author can do about it."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogs.form_problems import place_in_words, problem_in_words, severity_in_words
from bot.speech import OFFERED, speech
from domain.languages import Language
from usecases.xlsform import Problem, ProblemKind, Severity, check_form

PLACES = re.compile(r"\{(\w+)\}")


NAMES = (
    "appearance because code column count detail encoding end file file_type first_column first_row heading"
    " language languages letter limit list lists name names parameter part percent position repeat rows sheet"
    " size source start type"
)
FILLED: dict[str, object] = {name: f"<{name}>" for name in NAMES.split()}  # whatever a sentence may ask for


@pytest.mark.parametrize("language", OFFERED)
def test_every_kind_says_what_is_wrong_and_what_to_do(language: Language) -> None:
    for kind in ProblemKind:
        reason, remedy = problem_in_words(Problem(kind, details=FILLED), speech(language))
        assert reason
        assert remedy
        assert not PLACES.search(reason + remedy)
        for value in re.findall(r".<\w+>.", reason + remedy):
            assert (value[0], value[-1]) == ("\u2068", "\u2069")


def test_english_sentences_are_complete() -> None:
    for kind in ProblemKind:
        for text in problem_in_words(Problem(kind, details=FILLED), speech("en")):
            assert text[0].isupper() or text[0] in "“\u2068", text
            assert text.endswith((".", "\u2069")), text


def test_a_language_is_named_by_its_own_name_and_its_code() -> None:
    problem = Problem(ProblemKind.MISSING_TRANSLATION, details=FILLED | {"language": "tr"})
    assert "Türkçe (tr)" in problem_in_words(problem, speech("de"))[0]


def test_numbers_and_places_are_said_in_the_readers_language() -> None:
    problem = Problem(ProblemKind.LONG_CELL, "survey", 7, "label", {"count": 40_000, "limit": 32_767})
    assert "40.000" in problem_in_words(problem, speech("de"))[0]
    assert place_in_words(problem, speech("en")) == (
        "sheet “\u2068survey\u2069”, row \u20687\u2069, column “\u2068label\u2069”"
    )
    assert place_in_words(Problem(ProblemKind.PROTECTED), speech("en")) == ""
    assert len({severity_in_words(one, speech("en")) for one in Severity}) == len(Severity)


WORDS = (
    "|text|integer|select_one l|select_one l or_other|begin group|end group|note|range|begin repeat"
    "|end repeat|calculate|geotrace|audit|today|email|a|b|a b|é|${a}|${a} = 'x'|${b} = 1|${|${nobody}|. > 1"
    "|yes|no|x=1|start=a|1 +|::|select_one_from_file x.csv|image|search('x')|randomize=true|7|other|#|meta"
)
CELLS = st.sampled_from([*WORDS.split("|")])
HEADER = (
    "type|name|label::de|label::tr|hint|required|relevant|constraint|calculation|default|appearance|choice_filter"
    "|repeat_count|trigger|parameters|read_only|image|disabled|save_to|label|x"
)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(st.lists(CELLS, min_size=8, max_size=21), max_size=5),
    st.lists(st.lists(CELLS, min_size=3, max_size=5), max_size=3),
    st.lists(CELLS, min_size=6, max_size=6),
)
def test_whatever_is_found_in_any_table_can_be_said(
    rows: list[list[str]], choices: list[list[str]], setting: list[str]
) -> None:
    sheets = (
        ("survey", HEADER.split("|"), rows),
        ("choices", ["list_name", "name", "label::de", "image", "area"], choices),
        (
            "settings",
            ["form_title", "dimensions", "quotas", "default_language", "style", "title:x"],
            [setting],
        ),
    )
    lines = []
    for name, header, body in sheets:
        lines += [f"| {name} |", *("| | " + " | ".join(cells) + " |" for cells in (header, *body))]
    report = check_form("\n".join(lines), ".md", "x")
    assert report.survey is not None or any(problem.is_error for problem in report.problems)
    for problem in report.problems:
        assert all(problem_in_words(problem, speech("en")))
        assert str(problem)
