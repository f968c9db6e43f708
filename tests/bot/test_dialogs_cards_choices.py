"""Choices, orders and scales: pages, searching, Done that says what is chosen, rows that begin rightly."""

from bot.dialogs.labels import BUTTON_LIMIT, move_of
from domain.dialogue import (
    Asked,
    Choose,
    Mark,
    Move,
    Page,
    Problem,
    Typed,
)
from domain.engine import advance, begin
from domain.survey import Kind, Question, Survey
from domain.typed_search import LONGEST_SEARCH
from tests.bot.form_of_all_kinds import FORM, choices, texts
from tests.bot.showing import NOW, at, labels, shown, taps


def test_the_button_that_ends_a_multi_select_says_what_is_chosen() -> None:
    two = shown(at("several", picked=("c1", "c3")))
    assert any(label.endswith(": \u2068Rot, Blau\u2069") for label in labels(two))
    many = shown(at("streets", picked=tuple(f"c{n}" for n in range(1, 9))), "en")
    assert "Done (\u20688\u2069 chosen)" in labels(many)
    assert all(len(label) <= BUTTON_LIMIT + 4 for label in labels(two) + labels(many))


def test_a_long_list_comes_in_pages_whose_numbers_go_on() -> None:
    first, second = shown(at("street")), shown(at("street", "2"))
    assert next(label for label in labels(first) if "Straße" in label) == "1. Straße 1"
    assert [label for label in labels(second) if "Straße" in label] == [
        f"{number}. Straße {number}" for number in range(11, 21)
    ]
    after, _ = advance(FORM, at("street", "2"), Typed("57"), NOW)
    assert after.answers["street"] == "c57"


def test_a_part_of_a_label_finds_the_choice_or_shows_those_it_could_be() -> None:
    after, events = advance(FORM, at("street"), Typed("straße 57"), NOW)
    assert after.answers["street"] == "c57"
    several, events = advance(FORM, at("street"), Typed("RASSE 5"), NOW)
    assert events[-1] == Asked("street")
    found = [label for label in labels(shown(several)) if "Straße" in label]
    assert found == ["5. Straße 5", *(f"{n}. Straße {n}" for n in range(50, 58))]
    everything, _ = advance(FORM, several, Page("1"), NOW, several.turn)
    assert "1. Straße 1" in labels(shown(everything))
    for nonsense in ("Weg", "x" * (LONGEST_SEARCH + 1)):
        _, events = advance(FORM, at("street"), Typed(nonsense), NOW)
        assert events[-1] == Asked("street", Problem.NOT_A_CHOICE)


def test_a_part_of_a_label_ticks_the_box_of_a_multi_select() -> None:
    after, _ = advance(FORM, at("streets", picked=("c1",)), Typed("aße 44"), NOW)
    assert (after.at, after.picked) == ("streets", ("c1", "c44"))


def test_the_name_of_a_step_is_no_search() -> None:
    form = Survey(
        "s",
        "1",
        texts("S"),
        ("de",),
        (
            Question("first", Kind.NOTE, texts("?")),
            Question(
                "q", Kind.SELECT_ONE, texts("?"), choices=choices("Zurückhaltend", *"abcdefghijklmnopqrstuvw")
            ),
        ),
    )
    start, _ = begin(form, NOW)
    start, _ = advance(form, start, Move.KEEP, NOW)
    after, _ = advance(form, start, Typed("Zurück", move_of("Zurück")), NOW)
    assert after.at == "first"


def test_filtered_and_shuffled_choices_keep_their_place_in_the_form_on_their_buttons() -> None:
    filtered = {button.label: action for button, action in taps(shown(at("without_red")))}
    assert filtered["1. Grün"] == Choose(1)
    assert not any("Rot" in label for label in filtered)
    for seed in range(5):
        dialogue = at("listed", seed=seed)
        message = shown(dialogue)
        for button, action in taps(message):
            if isinstance(action, Choose):
                line = next(one for one in message.text.splitlines() if one.startswith(f"{button.label}. "))
                label = FORM.question("listed").choices[action.index].label["de"]
                assert line == f"{button.label}. {label}"
                assert advance(FORM, dialogue, Typed(button.label), NOW) == advance(
                    FORM, dialogue, action, NOW
                )


def test_a_likert_is_a_row_of_numbers_that_begins_where_the_language_does() -> None:
    assert [button.label for button in shown(at("likert")).rows[0]] == ["1", "2", "3"]
    assert [button.label for button in shown(at("likert"), "ar").rows[0]] == ["3", "2", "1"]
    assert "1. Rot\n2. Grün\n3. Blau" in shown(at("likert")).text
    assert [button.label for button in shown(at("row")).rows[0]] == ["1. Ja", "2. Nein"]


def test_a_rank_is_tapped_in_order_and_done_when_it_is_complete() -> None:
    dialogue = at("rank")
    assert Move.DONE not in [action for _, action in taps(shown(dialogue))]
    dialogue, _ = advance(FORM, dialogue, Mark(2, on=True), NOW, 7)
    assert "<b>1. Blau</b>" in shown(dialogue).text
    assert "(" in next(label for label in labels(shown(dialogue)) if "Blau" in label)
    dialogue, _ = advance(FORM, dialogue, Mark(2, on=False), NOW, 7)
    assert dialogue.picked == ()
    for place in (1, 0):
        dialogue, _ = advance(FORM, dialogue, Mark(place, on=True), NOW, 7)
    message = shown(dialogue)
    assert "<b>1. Grün</b>\n<b>2. Rot</b>\n<b>3. Blau</b>" in message.text
    assert Move.DONE in [action for _, action in taps(message)]
    after, _ = advance(FORM, dialogue, Move.DONE, NOW, 7)
    assert after.answers["rank"] == ("c2", "c1", "c3")


def test_scales_are_rows_in_the_languages_numbers_or_typed_where_they_are_long() -> None:
    assert [b.label for row in shown(at("halves")).rows[:1] for b in row] == ["0", "0,5", "1", "1,5", "2"]
    assert [b.label for row in shown(at("halves"), "ar").rows[:1] for b in row] == [
        "2",
        "1.5",
        "1",
        "0.5",
        "0",
    ]
    assert [b.label for row in shown(at("stars", answered=True)).rows[:1] for b in row] == [
        *("1★", "2★", "✓3★", "4★", "5★")
    ]
    wide = shown(at("wide"), "en")
    assert not any(isinstance(action, Choose) for _, action in taps(wide))
    assert "from \u20680\u2069 to \u2068500\u2069, in steps of \u20685\u2069" in wide.text
    assert advance(FORM, at("wide"), Typed("495"), NOW)[0].answers["wide"] == 495
    assert advance(FORM, at("halves"), Typed("1,5"), NOW)[0].answers["halves"] == 1.5
