"""Every text of a questionnaire has one place; its translations go back there, and know when they age."""

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.returned_texts import Returned, Trouble, take
from domain.survey import Question, Survey
from domain.survey_data import survey_from_data, survey_to_data
from domain.survey_texts import source_of, texts_of, with_texts
from domain.translations import State, Translation, completeness, lines_of, with_translations
from tests.domain.survey_with_texts import FORM

PLACES = [text.place for text in texts_of(FORM)]


def translation(place: str, text: str, language: str = "tr", form: Survey = FORM) -> Translation:
    taken = take(form, (), language, [Returned(1, place, "", text)])
    (row,) = taken.rows
    return row


def reworded(name: str, label: str) -> Survey:
    def changed(one: Question) -> Question:
        return replace(one, label={**one.label, "de": label}) if one.name == name else one

    return replace(FORM, questions=tuple(map(changed, FORM.questions)))


def troubles(*returned: Returned) -> list[tuple[Trouble, int]]:
    return [(one.trouble, one.row) for one in take(FORM, (), "tr", returned).findings]


def test_every_text_stands_once_in_the_order_in_which_people_meet_it() -> None:
    assert PLACES == [
        "title",
        "question:hello:label",
        "question:happy:label",
        "question:happy:hint",
        "choice:yes_no:yes:label",
        "choice:yes_no:no:label",
        "question:people:label",
        "question:name:label",
        "question:age:label",
        "question:age:guidance",
        "question:age:required_message",
        "question:age:constraint_message",
        "group:end:label",
        "question:again:label",
        "choice:yes_no:other:label",
        "choice:spare:a:label",
        "choice:spare:a#2:label",
    ]


def test_texts_that_go_back_to_their_places_are_the_only_ones_that_change() -> None:
    for place in PLACES:
        changed = {text.place: text.texts for text in texts_of(with_texts(FORM, {place: {"uk": "Слово"}}))}
        before = {text.place: text.texts for text in texts_of(FORM)}
        assert changed[place]["uk"] == "Слово"
        assert {at: texts for at, texts in changed.items() if at != place} == {
            at: texts for at, texts in before.items() if at != place
        }


def test_a_choice_reads_the_same_wherever_its_list_is_asked_and_looked_up() -> None:
    changed = with_texts(FORM, {"choice:yes_no:no:label": {"tr": "Hayır"}})
    for name in ("happy", "again"):
        choice = changed.question(name).choice("no")
        assert choice is not None
        assert choice.label["tr"] == "Hayır"
    assert changed.lists["yes_no"][1].label["tr"] == "Hayır"
    assert survey_from_data(survey_to_data(changed)) == changed


def test_the_heading_of_a_repeat_is_translated_once() -> None:
    changed = with_texts(FORM, {"question:people:label": {"tr": "Kim?"}})
    assert changed.group_of["people"].label["tr"] == changed.question("people").label["tr"] == "Kim?"


def test_a_language_joins_the_questionnaire_when_nothing_is_missing() -> None:
    every = {place: {"uk": "Слово"} for place in PLACES}
    assert with_texts(FORM, every).languages == ("de", "uk")
    del every["question:age:guidance"]
    assert with_texts(FORM, every).languages == ("de",)


def test_completeness_counts_what_is_there_and_names_what_lacks() -> None:
    kept = [translation("choice:yes_no:no:label", "Hayır")]
    found = completeness(FORM, kept, "tr")
    assert found.percent == 100 * 4 // len(PLACES)
    assert "question:happy:hint" in found.missing
    assert "choice:yes_no:no:label" not in found.missing


def test_a_text_that_changed_since_marks_its_translation_and_takes_it_from_residents() -> None:
    kept = [translation("question:name:label", "Adı ne?")]
    assert with_translations(FORM, kept).question("name").label["tr"] == "Adı ne?"
    newer = reworded("name", "Wie heißt sie?")
    line = next(one for one in lines_of(newer, kept, "tr") if one.place == "question:name:label")
    assert (line.state, line.translation, line.former) == (
        State.OUTDATED,
        "Adı ne?",
        "Wie heißt diese Person?",
    )
    assert "tr" not in with_translations(newer, kept).question("name").label
    assert completeness(newer, kept, "tr").outdated == ("question:name:label",)


def test_a_translation_that_the_author_writes_into_the_form_later_wins() -> None:
    kept = [translation("question:hello:label", "Selam!")]
    assert with_translations(FORM, kept).question("hello").label["tr"] == "Selam!"
    hello = replace(FORM.questions[0], label={"de": "Guten Tag!", "tr": "İyi günler!"})
    newer = replace(FORM, questions=(hello, *FORM.questions[1:]))
    assert with_translations(newer, kept).question("hello").label["tr"] == "İyi günler!"
    assert lines_of(newer, kept, "tr")[1].state is State.TRANSLATED


def test_a_survey_with_its_translations_in_it_takes_them_again_without_a_change() -> None:
    kept = [translation("question:name:label", "Adı ne?"), translation("question:hello:label", "Selam!")]
    open_version = with_translations(FORM, kept)
    assert with_translations(open_version, kept) == open_version
    assert not completeness(open_version, kept, "tr").outdated


def test_an_outdated_translation_is_taken_when_somebody_stands_for_it() -> None:
    kept = [translation("question:name:label", "Adı ne?")]
    newer = reworded("name", "Wie heißt sie?")
    same = Returned(2, "question:name:label", "Wie heißt sie?", "Adı ne?")
    (row,) = take(newer, kept, "tr", [same]).rows
    assert with_translations(newer, [row]).question("name").label["tr"] == "Adı ne?"
    for confirmed in (False, None):
        taken = take(newer, kept, "tr", [replace(same, confirmed=confirmed)])
        assert (taken.rows, [one.trouble for one in taken.findings]) == ((), [Trouble.UNCONFIRMED])
    assert take(newer, kept, "tr", [replace(same, text="Onun adı?", confirmed=None)]).rows


def test_a_file_written_before_the_form_changed_is_kept_as_outdated() -> None:
    newer = reworded("name", "Wie heißt sie?")
    old = Returned(2, "question:name:label", "Wie heißt diese Person?", "Adı ne?")
    taken = take(newer, (), "tr", [old])
    assert [one.trouble for one in taken.findings] == [Trouble.SOURCE_CHANGED]
    assert completeness(newer, taken.rows, "tr").outdated == ("question:name:label",)


def test_a_translation_is_taken_without_signs_that_turn_around_what_stands_beside_it() -> None:
    taken = take(FORM, (), "tr", [Returned(2, "title", "", "\u202eNasıl\u2069 yani?\u200f")])
    assert [row.text for row in taken.rows] == ["Nasıl yani?\u200f"]
    assert [(one.trouble, one.row) for one in taken.findings] == [(Trouble.TURNING_SIGNS, 2)]
    again = take(FORM, taken.rows, "tr", [Returned(2, "title", "", "\u2068Nasıl\u2069 yani?")])
    assert ([row.text for row in again.rows], again.findings) == (["\u2068Nasıl\u2069 yani?"], ())


def test_what_the_form_says_itself_is_not_kept_beside_it() -> None:
    taken = take(FORM, (), "tr", [Returned(2, "question:hello:label", "", "Merhaba!")])
    assert (taken.rows, taken.dropped) == ((), ("question:hello:label",))


def test_each_trouble_is_named_with_its_row_and_the_rest_is_taken() -> None:
    assert troubles(
        Returned(2, "question:gone:label", "", "Nerede?"),
        Returned(3, "question:age:label", "", "Kaç yaşında?"),
        Returned(4, "question:happy:hint", "", "Yanlış **yok."),
        Returned(5, "question:name:label", "", "<b>Adı</b> ne?"),
        Returned(6, "question:people:label", "", "x" * 3001),
        Returned(7, "choice:yes_no:no:label", "", "Hayır, " * 5),
        Returned(8, "title", "", "Nasıl?"),
        Returned(9, "title", "", "Nasıl yani?"),
        Returned(10, "group:end:label", "", "  "),
        Returned(11, "question:again:label", "", "Yine mi?", confirmed=False),
    ) == [
        (Trouble.UNKNOWN_PLACE, 2),
        (Trouble.REFERENCES, 3),
        (Trouble.MARKUP, 4),
        (Trouble.MARKUP, 5),
        (Trouble.TOO_LONG, 6),
        (Trouble.LONG_FOR_BUTTON, 7),
        (Trouble.REPEATED, 9),
        (Trouble.UNCONFIRMED, 11),
    ]
    finding = take(FORM, (), "tr", [Returned(3, "question:age:label", "", "${nane}?")]).findings[0]
    assert finding.detail == "-${name} +${nane}"


@given(st.integers(0, 10**6))
def test_whatever_is_translated_is_shown_and_nothing_else_changes(seed: int) -> None:
    random = Random(seed)
    some = random.sample(PLACES, random.randrange(len(PLACES)))
    sources = {text.place: source_of(text.texts, "de") for text in texts_of(FORM)}
    returned = [Returned(n, place, "", f"[{sources[place]}]") for n, place in enumerate(some, 2)]
    taken = take(FORM, (), "hr", returned)
    shown = {text.place: text.texts for text in texts_of(with_translations(FORM, taken.rows))}
    assert {place for place, texts in shown.items() if "hr" in texts} == set(some)
    assert all(shown[place]["hr"] == f"[{sources[place]}]" for place in some)
