"""Cards of the form of all kinds, as tests look at them: what is shown, and what can be tapped."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

from bot.buttons import CardTap, read_data
from bot.dialogs.card import card
from bot.dialogs.message import Button, Message
from domain.dialogue import (
    Answer,
    Asked,
    Dialogue,
    Move,
    Paused,
    Problem,
    Reviewed,
    Tap,
    Typed,
)
from domain.engine import advance, begin
from domain.keys import Key
from domain.survey import Survey
from tests.bot.form_of_all_kinds import FORM, QUESTIONS
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
    "wide": 495,
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


def with_people(*names: str) -> Dialogue:
    dialogue = at("people")
    for name in names:
        dialogue, _ = advance(FORM, dialogue, Move.ADD, NOW)
        dialogue, _ = advance(FORM, dialogue, Typed(name), NOW)
        dialogue, _ = advance(FORM, dialogue, Typed("40"), NOW)
    assert dialogue.at == "people"
    return dialogue
