"""Every kind of question on its card: every button works, says what it does, and can be typed."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.buttons import CardTap, read_data
from bot.dialogs.card import card
from bot.dialogs.labels import BUTTON_LIMIT, move_of
from bot.dialogs.message import Button, Message
from bot.speech import OFFERED, speech
from domain.dialogue import (
    Answer,
    Asked,
    Choose,
    Dialogue,
    Edit,
    Entry,
    Give,
    Mark,
    Move,
    Page,
    Paused,
    Problem,
    Reviewed,
    Stage,
    Tap,
    Typed,
)
from domain.engine import advance, begin
from domain.keys import Key
from domain.path import listed_in_review
from domain.survey import Choice, Kind, Question, Survey
from domain.typed_search import LONGEST_SEARCH
from tests.bot.checking import check
from tests.bot.form_of_all_kinds import FEW, FORM, QUESTIONS, choices, texts
from usecases.views import CardView

NOW = datetime(2026, 10, 3, 12, tzinfo=UTC)
HUGE = 10**18 - 1
NAMES = [question.name for question in QUESTIONS if question.name not in ("name", "age")]
GIVEN: dict[str, Answer] = {
    "ack": "OK",
    "one": "c2",
    "likert": "c1",
    "row": "c1",
    "listed": "c2",
    "street": "c57",
    "streets": ("c3", "c40"),
    "several": ("c1", "c3"),
    "without_red": "c2",
    "rank": ("c2", "c1", "c3"),
    "rank_long": ("c2", "c1", "c3"),
    "text": "<b>Bäume & mehr",
    "integer": 2026,
    "decimal": -1234.5678,
    "range": 10,
    "halves": 0.5,
    "stars": 3,
    "wide": 505,
    "date": "2026-02-28",
    "born": "1951-01-01",
    "month": "2026-02-01",
    "typed_date": "1899-12-31",
    "time": "18:15",
    "moment": "2026-02-28T18:15",
    "place": "48.859812 9.191702 0 5",
    "picture": "0" * 32,
    "voice": "0" * 32,
    "film": "0" * 32,
    "paper": "0" * 32,
}


def at(key: Key, page: str = "", *, answered: bool = False, **more: object) -> Dialogue:
    """Return a dialogue of the form at a question, with all answers or with none."""
    started, _ = begin(FORM, NOW)
    answers = GIVEN if answered else {}
    given = answers.get(key)
    picked = given if isinstance(given, tuple) else ()
    dialogue = replace(started, at=key, page=page, answers=answers, picked=picked, turn=7)
    return replace(dialogue, **more)  # type: ignore[arg-type]


def shown(
    dialogue: Dialogue, language: str = "de", problem: Problem | None = None, form: Survey = FORM
) -> Message:
    return card(CardView(HUGE, form, dialogue, problem, NOW), language)


def taps(message: Message) -> Iterator[tuple[Button, Tap]]:
    for row in message.rows:
        for button in row:
            tapped = read_data(button.data)
            if isinstance(tapped, CardTap):
                yield button, tapped.action


def labels(message: Message) -> list[str]:
    return [button.label for button, _ in taps(message)]


def problem_of(events: list[object]) -> Problem | None:
    last = events[-1]
    return last.problem if isinstance(last, Asked | Reviewed | Paused) else None


@pytest.mark.parametrize("language", OFFERED)
@pytest.mark.parametrize("name", NAMES)
def test_every_kind_has_a_card_that_the_messenger_takes(name: str, language: str) -> None:
    for answered in (False, True):
        for problem in (None, *Problem):
            check(shown(at(name, answered=answered), language, problem))


@pytest.mark.parametrize("language", ["de", "ar"])
@pytest.mark.parametrize("name", NAMES)
def test_every_button_is_taken_and_leads_to_another_card(name: str, language: str) -> None:
    for answered in (False, True):
        start = at(name, answered=answered)
        for button, action in taps(shown(start, language)):
            after, events = advance(FORM, start, action, NOW, 7, language)
            problem = problem_of(list(events))
            assert problem in (None, Problem.NOTHING_CHOSEN), button
            if not after.stage.is_over:
                check(shown(after, language))
            if isinstance(action, Page):
                for _, further in taps(shown(after, language)):
                    last, events = advance(FORM, after, further, NOW, 7, language)
                    assert problem_of(list(events)) in (None, Problem.NOTHING_CHOSEN)
                    check(shown(last, language))


@pytest.mark.parametrize(
    "page", ["", "2026-13", "2026-00", "0000-01", "9999-12", "y0000", "y9999", "d1899", "x"]
)
@pytest.mark.parametrize("name", ["date", "born", "month", "moment", "time", "street", "people"])
def test_a_page_that_is_none_shows_the_first_one(name: str, page: str) -> None:
    check(shown(at(name, page)))
    check(shown(at(name, f"{page}t99")))
    check(shown(at(name, page, answered=True)))


def test_the_forms_pages_survive_what_nobody_draws() -> None:
    for page in ("2026-02-30", "2026-02-28t24", "t24", "t-1", "999", "0", "q:", "x99", "x0"):
        for name in NAMES:
            check(shown(at(name, page)))


# --- choices ---------------------------------------------------------------------------------------


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


# --- orders and scales -----------------------------------------------------------------------------


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


# --- dates and times -------------------------------------------------------------------------------


def test_a_calendar_shows_the_month_of_the_answer_else_of_today_with_days_to_tap() -> None:
    assert "Oktober 2026" in labels(shown(at("date")))
    message = shown(at("date", answered=True))
    assert "Februar 2026" in labels(message)
    days = {action.value: button.label for button, action in taps(message) if isinstance(action, Give)}
    assert len(days) == 28
    assert (days["2026-02-28"], days["2026-02-27"]) == ("•28", "27")
    assert "28. Februar 2026" in message.text
    assert [button.label for button in message.rows[1]] == ["Mo", "Di", "Mi", "Do", "Fr", "Sa", "So"]


def test_a_calendar_is_turned_in_languages_from_right_to_left() -> None:
    message = shown(at("date", "2026-06"), "ar")  # begins on a Monday
    week = [read_data(button.data) for button in message.rows[2]]
    assert [one.action for one in week if isinstance(one, CardTap)] == [
        Give(f"2026-06-{day:02}") for day in range(7, 0, -1)
    ]
    before, after = (read_data(button.data) for button in reversed(message.rows[7]))
    assert [one.action for one in (before, after) if isinstance(one, CardTap)] == [
        Page("2026-05"),
        Page("2026-07"),
    ]


def test_far_years_are_a_few_taps_away() -> None:
    dialogue = at("date")
    for page in ("y2026", "d2020", "d2000", "d1980", "d1960", "d1940", "y1951", "1951-03"):
        assert Page(page) in [action for _, action in taps(shown(dialogue))]
        dialogue, _ = advance(FORM, dialogue, Page(page), NOW, 7)
    after, _ = advance(FORM, dialogue, Give("1951-03-14"), NOW, 7)
    assert after.answers["date"] == "1951-03-14"


def test_a_month_or_a_year_alone_is_asked_where_the_form_says_so() -> None:
    assert Give("2026-03-01") in [action for _, action in taps(shown(at("month")))]
    assert Give("2026-01-01") in [action for _, action in taps(shown(at("born")))]
    assert not any(isinstance(action, Give | Page) for _, action in taps(shown(at("typed_date"))))


def test_a_time_is_tapped_by_hour_and_quarter_and_with_a_day_before_it() -> None:
    hour, _ = advance(FORM, at("time"), Page("t18"), NOW, 7)
    assert advance(FORM, hour, Give("18:15"), NOW, 7)[0].answers["time"] == "18:15"
    dialogue = at("moment")
    for page in ("2026-10-03", "2026-10-03t18"):
        assert Page(page) in [action for _, action in taps(shown(dialogue))]
        dialogue, _ = advance(FORM, dialogue, Page(page), NOW, 7)
    assert Give("2026-10-03T18:45") in [action for _, action in taps(shown(dialogue))]
    assert "3. Oktober 2026" in shown(dialogue).text


# --- entries of a repeat ---------------------------------------------------------------------------


def with_people(*names: str) -> Dialogue:
    dialogue = at("people")
    for name in names:
        dialogue, _ = advance(FORM, dialogue, Move.ADD, NOW)
        dialogue, _ = advance(FORM, dialogue, Typed(name), NOW)
        dialogue, _ = advance(FORM, dialogue, Typed("40"), NOW)
    assert dialogue.at == "people"
    return dialogue


def test_a_list_of_entries_names_them_and_asks_before_one_is_taken_out() -> None:
    assert "Add" in labels(shown(at("people"), "en"))
    dialogue = with_people("Anna", "Ben")
    message = shown(dialogue, "en")
    assert [button.label for row in message.rows[:2] for button in row] == [
        *("✎ 1. \u2068Anna\u2069", "🗑 1", "✎ 2. \u2068Ben\u2069", "🗑 2")
    ]
    assert "Add another" in labels(message)
    asked, _ = advance(FORM, dialogue, Page("x1"), NOW)
    sure = shown(asked, "en")
    assert "“\u2068Anna\u2069”" in sure.text
    assert [action for _, action in taps(sure)][:2] == [Entry(1, remove=True), Page("")]
    left, _ = advance(FORM, asked, Entry(1, remove=True), NOW)
    assert "✎ 1. \u2068Ben\u2069" in labels(shown(left, "en"))


def test_an_entry_is_taken_out_by_typing_its_number_with_a_minus_twice() -> None:
    dialogue = with_people("Anna", "Ben")
    asked, _ = advance(FORM, dialogue, Typed("-1"), NOW)
    assert asked == advance(FORM, dialogue, Page("x1"), NOW)[0]
    left, _ = advance(FORM, asked, Typed("\u22121"), NOW)
    assert left.entries == {"people": 1}
    assert left.answers["name#1"] == "Ben"
    for words in ("-3", "-0", "-"):
        _, events = advance(FORM, dialogue, Typed(words), NOW)
        assert events == [Asked("people", Problem.PRESS_CONTINUE)]


def test_a_question_in_an_entry_says_whose_it_is_and_speaks_of_that_entry() -> None:
    dialogue, _ = advance(FORM, with_people("Anna", "Ben"), Entry(2), NOW)
    assert "\u2068Person 2\u2069" in shown(dialogue).text
    dialogue, _ = advance(FORM, dialogue, Typed("Berta"), NOW)
    assert "<b>Wie alt ist \u2068Berta\u2069?</b>" in shown(replace(dialogue, at="age#2")).text
    assert "\u2068Person 2\u2069 · \u2068Mehr dazu\u2069" in shown(replace(dialogue, at="age#2")).text


def test_fifty_entries_come_in_pages() -> None:
    dialogue = at("people", entries={"people": 50})
    for page in ("", "3", "5"):
        message = shown(replace(dialogue, page=page))
        check(message)
        assert Move.ADD not in [action for _, action in taps(message)]
    assert Entry(50) in [action for _, action in taps(shown(replace(dialogue, page="5")))]


# --- what stands already ---------------------------------------------------------------------------


def test_labels_name_answers_in_the_readers_words() -> None:
    text = shown(at("after", answered=True), "de").text
    assert "Sie mögen \u2068Grün\u2069</b>" not in text
    assert "\u2068Grün\u2069 und \u2068Rot, Blau\u2069 seit \u206828. Februar 2026\u2069" in text
    assert "&lt;b&gt;Bäume &amp;" in text
    assert text.count("…") == 0 or "${nothing}" not in text
    assert "\u2068نص Grün\u2069" in shown(at("after", answered=True), "ar").text
    assert "Sie mögen … und … seit …, …" in shown(at("after"), "de").text


def test_what_cannot_be_changed_is_shown() -> None:
    started, _ = begin(FORM, NOW)
    message = shown(replace(started, at="shown"))
    assert "<b>\u2068fest\u2069</b>" in message.text
    assert Move.KEEP in [action for _, action in taps(message)]


def test_what_was_sent_is_named_and_can_be_replaced() -> None:
    assert "48.85981, 9.1917" in shown(at("place", answered=True), "en").text
    message = shown(at("picture", answered=True), "en")
    assert "picture received" in message.text
    assert "0000" not in message.text


# --- the review ------------------------------------------------------------------------------------


def test_the_review_lists_a_repeat_on_one_line_that_opens_its_list() -> None:
    dialogue = replace(
        with_people("Anna", "Ben", "Cem"), stage=Stage.REVIEWING, at=None, answers=GIVEN | {"people": 3}
    )
    named = with_people("Anna", "Ben", "Cem")
    dialogue = replace(dialogue, answers={**GIVEN, **named.answers, "people": 3})
    message = shown(dialogue, "en")
    check(message)
    listed = [step.name for step in listed_in_review(FORM, dialogue, NOW)]
    assert "people" in listed
    assert "name" not in listed
    texts_shown = message.text
    for page in range(2, 4):
        texts_shown += shown(replace(dialogue, page=str(page)), "en").text
    assert "\u20683\u2069 entries: \u2068Anna\u2069, \u2068Ben\u2069, \u2068Cem\u2069" in texts_shown
    opened, _ = advance(FORM, dialogue, Edit(listed.index("people") + 1), NOW)
    assert opened.at == "people"


@pytest.mark.parametrize("language", OFFERED)
def test_a_review_of_three_hundred_answers_comes_in_pages_that_miss_none(language: str) -> None:
    form = Survey(
        "long",
        "1",
        texts("Lang"),
        ("de",),
        tuple(
            Question(f"q{n}", Kind.SELECT_ONE, texts(f"Frage {n} " + "Wort " * (n % 60)), choices=FEW)
            for n in range(300)
        ),
    )
    started, _ = begin(form, NOW)
    dialogue = replace(
        started, stage=Stage.REVIEWING, at=None, answers={q.name: "c1" for q in form.questions}
    )
    seen: list[int] = []
    page: str | None = ""
    while page is not None:
        dialogue, events = advance(form, dialogue, Page(page), NOW, dialogue.turn)
        assert events == [Reviewed()]
        message = shown(dialogue, language, form=form)
        check(message)
        seen += [action.number for _, action in taps(message) if isinstance(action, Edit)]
        pages = [int(action.name) for _, action in taps(message) if isinstance(action, Page)]
        page = str(max(pages)) if pages and str(max(pages)) != (dialogue.page or "1") else None
    assert seen == list(range(1, 301))


def test_numbers_stand_in_the_readers_form() -> None:
    assert "-1234,5678" in shown(at("decimal", answered=True), "de").text
    assert "-1234.5678" in shown(at("decimal", answered=True), "en").text
    assert re.search(r"\u20682026\u2069", shown(at("integer", answered=True), "de").text)


def test_every_label_of_a_choice_can_be_shown_on_a_button() -> None:
    odd = (Choice("a", {}), Choice("b", {"de": "**Fett**"}), Choice("c", {"de": "a\nb"}))
    form = Survey("s", "1", {}, ("de",), (Question("q", Kind.SELECT_ONE, {}, choices=odd),))
    started, _ = begin(form, NOW)
    message = shown(started, form=form)
    assert [row[0].label for row in message.rows[:3]] == ["1. a", "2. Fett", "3. a b"]


def test_the_other_names_of_steps_can_be_typed_too() -> None:
    assert move_of("i have read it") is Move.KEEP
    assert move_of("Add") is Move.ADD
    assert move_of("add another") is Move.ADD
    for language in OFFERED:
        _ = speech(language).gettext
        assert move_of(_("I have read it")) is Move.KEEP
        assert move_of(_("Back to the overview")) is Move.BACK
        assert move_of(_("Add")) is Move.ADD
