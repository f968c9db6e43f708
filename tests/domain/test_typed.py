import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.dialogue import Problem
from domain.survey import Choice, Kind, Question, Scale
from domain.typed import TEXT_LIMIT, clean, normalised, read, read_number
from domain.typed_answers import NUMBER_LIMIT
from tests.domain.questionnaires import choices

ONE = Question("one", Kind.SELECT_ONE, {}, choices=choices("Ja", "Nein", "Weiß nicht"))
MANY = Question("many", Kind.SELECT_MULTIPLE, {}, choices=choices("Parks", "Läden, Ärzte", "Busse", "7"))
AGE = Question("age", Kind.INTEGER, {})
SCALE = Question("scale", Kind.RANGE, {}, scale=Scale(-2, 8, 2))
WORDS = Question("words", Kind.TEXT, {})
NOTE = Question("note", Kind.NOTE, {})


@pytest.mark.parametrize(
    "words",
    ["2", " 2 ", "2.", "2)", "(2)", "٢", "۲", "2️⃣", "nein", "NEIN!", "„Nein“", "\u200fNein\u200f"],
)
def test_a_choice_is_typed_by_its_number_or_its_label(words: str) -> None:
    assert read(ONE, words) == "b"


def test_a_label_is_known_in_every_language_of_the_survey() -> None:
    labels = {"de": "Ja", "tr": "Evet", "ar": "نعم"}
    question = Question(
        "q", Kind.SELECT_ONE, {}, choices=(Choice("yes", labels), Choice("no", {"de": "Nein"}))
    )
    assert {read(question, words) for words in ("ja", "EVET", "نعم.")} == {"yes"}


@pytest.mark.parametrize(
    ("label", "words"),
    [
        ("İyi", "iyi"),
        ("İyi", "İYİ"),
        ("Kısmen", "kısmen"),
        ("Kısmen", "KISMEN"),
        ("Hayır", "hayir"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301", "Café"),
        ("Stuttgart'a yakın", "stuttgart’a yakın"),
        ("Weiß   nicht", "weiß nicht"),
        ("Weiter-Machen", "weitermachen"),
    ],
)
def test_a_label_is_known_however_a_phone_writes_it(label: str, words: str) -> None:
    assert read(Question("q", Kind.SELECT_ONE, {}, choices=choices(label, "Sonst")), words) == "a"


def test_a_label_that_is_a_number_goes_before_the_number_of_a_choice() -> None:
    rooms = Question("rooms", Kind.SELECT_ONE, {}, choices=choices("2", "3", "4"))
    assert [read(rooms, words) for words in ("2", "3", "4", "1")] == ["a", "b", "c", "a"]


def test_a_label_that_two_choices_have_is_no_answer() -> None:
    twins = Question("q", Kind.SELECT_ONE, {}, choices=choices("Park", "Park"))
    assert read(twins, "Park") is Problem.NOT_A_CHOICE
    assert read(twins, "2") == "b"


@pytest.mark.parametrize(
    "words", ["4", "0", "99", "1000", "vielleicht", "1, 2", "?", "½", "--", "😀", "ja nein"]
)
def test_anything_else_is_no_choice(words: str) -> None:
    assert read(ONE, words) is Problem.NOT_A_CHOICE


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("1", ("a",)),
        ("1, 3", ("a", "c")),
        ("3,1", ("a", "c")),
        ("1 3", ("a", "c")),
        ("1. 3.", ("a", "c")),
        ("1\t3", ("a", "c")),
        ("1\n3", ("a", "c")),
        ("١، ٣", ("a", "c")),
        ("1; busse", ("a", "c")),
        ("parks, 2, BUSSE", ("a", "b", "c")),
        ("1 3, parks", ("a", "c")),
        ("Läden, Ärzte", ("b",)),
        ("7", ("d",)),
        ("1, 7", ("a", "d")),
        ("1, 1, 1,", ("a",)),
    ],
)
def test_several_choices_are_typed_by_numbers_and_labels_mixed(words: str, answer: tuple[str, ...]) -> None:
    assert read(MANY, words) == answer


@pytest.mark.parametrize("words", ["1, 5", "0", "1, vielleicht", ",", "parks busse", "13"])
def test_one_wrong_part_refuses_the_whole_list(words: str) -> None:
    assert read(MANY, words) is Problem.NOT_A_CHOICE


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("42", 42),
        ("٤٢", 42),
        ("-3", -3),
        ("\u22123", -3),
        ("+7", 7),
        ("1.000", 1000),
        ("1 000 000", 1000000),
        ("12\u202f345", 12345),
        ("0042", 42),
        (str(NUMBER_LIMIT), NUMBER_LIMIT),
    ],
)
def test_whole_numbers_are_read_in_the_digits_and_groups_of_any_country(words: str, number: int) -> None:
    assert read(AGE, words) == number


@pytest.mark.parametrize("words", ["vierzig", "4,5", "1.5", "4 2", "42 Jahre", "4-2", "1e3", "0x10", "½"])
def test_what_is_no_whole_number_says_so(words: str) -> None:
    assert read(AGE, words) is Problem.NOT_A_NUMBER


@pytest.mark.parametrize("words", [str(NUMBER_LIMIT + 1), "9" * 12, "9" * 13, "9" * 5000, "-" + "9" * 20])
def test_a_number_that_is_too_large_says_so(words: str) -> None:
    assert read(AGE, words) is Problem.TOO_LARGE


def test_a_scale_takes_its_own_values_only() -> None:
    assert [read(SCALE, words) for words in ("-2", "0", "٨")] == [-2, 0, 8]
    for words in ("1", "9", "-4", "gut", "9" * 5000):
        assert read(SCALE, words) is Problem.NOT_ON_SCALE


def test_free_text_is_kept_as_written_and_trimmed() -> None:
    assert read(WORDS, "  Mehr <b>Bänke</b> & Bäume\nbitte 😀 ") == "Mehr <b>Bänke</b> & Bäume\nbitte 😀"


def test_free_text_has_its_limit() -> None:
    assert read(WORDS, "x" * TEXT_LIMIT) == "x" * TEXT_LIMIT
    assert read(WORDS, "x" * (TEXT_LIMIT + 1)) is Problem.TOO_LONG
    assert read(WORDS, "x" * 5000) is Problem.TOO_LONG


@pytest.mark.parametrize("question", [ONE, MANY, AGE, SCALE, NOTE])
def test_five_thousand_characters_are_no_answer_to_anything_else(question: Question) -> None:
    assert isinstance(read(question, "1 " * 2500 + "x"), Problem)


@pytest.mark.parametrize("question", [ONE, MANY, AGE, SCALE, WORDS, NOTE])
@pytest.mark.parametrize("words", ["", "   ", "\n\t", "\u202e\u200f", "\x00\x07", "\ud800"])
def test_what_cannot_be_seen_is_empty(question: Question, words: str) -> None:
    assert read(question, words) is Problem.EMPTY


def test_marks_that_turn_the_direction_and_control_characters_are_left_out() -> None:
    assert clean("a\u202eb\u2066c\u2069d\u061ce\x00f\x1bg\u200eh") == "abcdefgh"


def test_a_note_takes_no_words() -> None:
    assert read(NOTE, "hallo") is Problem.PRESS_CONTINUE


@pytest.mark.parametrize(
    ("words", "number"), [("3", 3), ("3.", 3), ("3)", 3), ("٣", 3), ("\u200f3", 3), ("0", 0)]
)
def test_the_number_of_an_option_is_read(words: str, number: int) -> None:
    assert read_number(words) == number


@pytest.mark.parametrize("words", ["", "drei", "-1", "1.5", "1000", "³", "1 2"])
def test_other_words_are_no_number_of_an_option(words: str) -> None:
    assert read_number(words) is None


@given(st.text())
def test_cleaning_twice_changes_nothing_more(words: str) -> None:
    assert clean(clean(words)) == clean(words)


@given(st.text(max_size=30), st.sampled_from([ONE, MANY, AGE, SCALE, WORDS, NOTE]))
def test_any_words_are_an_answer_or_a_problem(words: str, question: Question) -> None:
    answer = read(question, words)
    assert isinstance(answer, Problem | str | int | tuple)
    if question.choices and not isinstance(answer, Problem):
        codes = (answer,) if isinstance(answer, str) else answer
        assert isinstance(codes, tuple)
        assert all(question.choice(str(code)) for code in codes)


@given(st.lists(st.text(min_size=1, max_size=12), min_size=1, max_size=5))
def test_every_label_can_be_typed_unless_it_is_ambiguous(labels: list[str]) -> None:
    question = Question("q", Kind.SELECT_ONE, {}, choices=choices(*labels))
    for choice in question.choices:
        wanted = normalised(choice.label["de"])
        if wanted and [normalised(label) for label in labels].count(wanted) == 1:
            assert read(question, choice.label["de"]) == choice.name
