"""A small questionnaire with one question of every kind, and a way to walk through any."""

from datetime import UTC, datetime

from domain.dialogue import Action, Dialogue, Event
from domain.engine import advance, begin
from domain.expressions import compile_expression
from domain.survey import Choice, Kind, Question, Scale, Survey

NOW = datetime(2026, 10, 3, 12, 0, tzinfo=UTC)


def choices(*labels: str) -> tuple[Choice, ...]:
    """Return choices with codes a, b, c ..."""
    return tuple(Choice(chr(ord("a") + place), {"de": label}) for place, label in enumerate(labels))


def questionnaire(*questions: Question) -> Survey:
    """Return a survey that asks these questions."""
    return Survey("town", "1", {"de": "Stadt"}, ("de",), questions)


TOWN = questionnaire(
    Question("hello", Kind.NOTE, {"de": "Hallo"}),
    Question(
        "lives", Kind.SELECT_ONE, {"de": "Wohnen Sie hier?"}, choices=choices("Ja", "Nein"), required=True
    ),
    Question(
        "elsewhere",
        Kind.SCREENOUT,
        {"de": "Nur für Bewohner"},
        relevant=compile_expression("${lives} = 'b'"),
    ),
    Question(
        "age",
        Kind.INTEGER,
        {"de": "Wie alt?"},
        required=True,
        constraint=compile_expression(". >= 16 and . <= 120"),
    ),
    Question(
        "care",
        Kind.SELECT_ONE,
        {"de": "Pflege?"},
        choices=choices("Ja", "Nein"),
        required=True,
        relevant=compile_expression("${age} >= 40"),
    ),
    Question(
        "likes",
        Kind.SELECT_MULTIPLE,
        {"de": "Was gefällt?"},
        choices=choices("Parks", "Läden", "Busse", "Nichts"),
        constraint=compile_expression("not(selected(., 'd') and count-selected(.) > 1)"),
    ),
    Question("happy", Kind.RANGE, {"de": "Wie zufrieden?"}, scale=Scale(1, 5)),
    Question("words", Kind.TEXT, {"de": "Was noch?"}),
)


def walk(survey: Survey, *actions: Action, dialogue: Dialogue | None = None) -> tuple[Dialogue, list[Event]]:
    """Take one action after the other, from the beginning if no dialogue is given."""
    events: list[Event] = []
    if dialogue is None:
        dialogue, events = begin(survey, NOW)
    for action in actions:
        dialogue, events = advance(survey, dialogue, action, NOW)
    return dialogue, events
