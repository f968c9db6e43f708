"""No text of a form turns around what stands beside it; what was left out is named with its place."""

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.direction import in_its_place, turning_signs
from domain.survey import Survey
from domain.survey_texts import texts_of
from usecases.xlsform import ProblemKind, check_form

FORM = """
| survey |
| | type | name | label::Deutsch (de) | label::العربية (ar) | hint::de | constraint_message::de |
| | begin group | g | {0} | {1} | | |
| | select_one l | q | {2} | {3} | {4} | {5} |
| | select_one_from_file f.csv | f | Ort? | أين؟ | | |
| | end group |
| choices |
| | list_name | name | label::Deutsch (de) | label::العربية (ar) |
| | l | a | {6} | {7} |
| | l | b | Nein | لا |
| settings |
| | form_title | chat_title::العربية (ar) | default_language |
| | {8} | {9} | Deutsch (de) |
"""
WORDS = ("Haus", "بيت", "Was?", "ماذا؟", "Kurz", "Bitte", "Ja", "نعم", "Umfrage", "استطلاع")
COLUMNS = {
    2: ("survey", "label::Deutsch (de)"),
    3: ("survey", "label::العربية (ar)"),
    4: ("survey", "hint::de"),
    5: ("survey", "constraint_message::de"),
    7: ("choices", "label::العربية (ar)"),
    8: ("settings", "form_title"),
}
FILE = "name,label\nx,Markt\ny,Park\n"


def read(*words: str, file: str = FILE) -> tuple[Survey, list[tuple[str, int | None, str | None]]]:
    """Return a form's survey, and the places of all that was left out of its texts."""
    report = check_form(FORM.format(*words), ".md", "x", {"f.csv": file.encode()})
    assert report.survey is not None, report.problems
    found = [one for one in report.problems if one.kind is ProblemKind.TURNING_SIGNS]
    return report.survey, [(one.sheet, one.row, one.column) for one in found]


def texts(survey: Survey) -> list[str]:
    return [text for one in texts_of(survey) for text in one.texts.values()]


def test_overrides_and_embeddings_go_with_a_warning_for_each_column() -> None:
    for place, (sheet, column) in COLUMNS.items():
        words = [f"\u202e{word}\u202b!" if n == place else word for n, word in enumerate(WORDS)]
        survey, places = read(*words)
        assert [(where, name) for where, _, name in places] == [(sheet, column)]
        assert f"{WORDS[place]}!" in texts(survey)
        assert not set("".join(texts(survey))) & set("\u202e\u202b")


def test_isolates_that_end_and_marks_stay_and_nothing_is_said() -> None:
    words = [f"\u2067{word}\u2069 (\u200e1\u200f)" for word in WORDS]
    survey, places = read(*words)
    assert places == []
    assert set(words) <= set(texts(survey))


def test_isolates_that_do_not_end_go() -> None:
    survey, places = read(*WORDS[:2], "\u2067Was?", "ماذا\u2069؟", *WORDS[4:])
    assert [column for _, _, column in places] == ["label::Deutsch (de)", "label::العربية (ar)"]
    assert {"Was?", "ماذا؟"} <= set(texts(survey))


def test_the_choices_of_a_file_are_read_without_them_too() -> None:
    survey, places = read(*WORDS, file=FILE.replace("Park", "\u202eParty"))
    assert places == [("survey", 4, "type")]
    assert [choice.label["de"] for choice in survey.question("f").choices] == ["Markt", "Party"]


def test_a_label_of_nothing_else_is_missing() -> None:
    report = check_form(FORM.format(*WORDS[:2], "\u202e", *WORDS[3:]), ".md", "x", {"f.csv": FILE.encode()})
    kinds = {one.kind for one in report.problems if one.is_error}
    assert kinds == {ProblemKind.MISSING_LABEL}


SIGNS = st.text(
    st.sampled_from("aبא1 \u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"), max_size=8
)


@settings(max_examples=60, deadline=None)
@given(st.lists(SIGNS, min_size=len(WORDS), max_size=len(WORDS)))
def test_whatever_signs_are_written_no_text_turns_around_what_stands_beside_it(signs: list[str]) -> None:
    words = [f"{word} {some}x" for word, some in zip(WORDS, signs, strict=True)]
    survey, places = read(*words)
    assert not any(turning_signs(text) for text in texts(survey))
    assert bool(places) is any(in_its_place(word) != word for word in words)
