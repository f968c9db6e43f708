"""A dialogue as JSON text and back: the form in which the draft is kept."""

import json

from domain.dialogue import Answer, Dialogue, Stage


def dialogue_to_json(dialogue: Dialogue) -> str:
    """Return the dialogue as compact JSON; lists stand for the codes of a multi-select."""
    return json.dumps(
        {
            "stage": dialogue.stage,
            "at": dialogue.at,
            "turn": dialogue.turn,
            "answers": dict(dialogue.answers),
            "picked": dialogue.picked,
            "editing": dialogue.editing,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def dialogue_from_json(text: str) -> Dialogue:
    """Return the dialogue of `dialogue_to_json`.

    Raises:
        ValueError, KeyError: The text is not such a dialogue.
    """
    data = json.loads(text)
    return Dialogue(
        stage=Stage(data["stage"]),
        at=data["at"],
        turn=data["turn"],
        answers={name: _answer(value) for name, value in data["answers"].items()},
        picked=tuple(data["picked"]),
        editing=data["editing"],
    )


def answers_to_json(answers: dict[str, Answer]) -> str:
    """Return submitted answers as compact JSON."""
    return json.dumps(answers, ensure_ascii=False, separators=(",", ":"))


def answers_from_json(text: str) -> dict[str, Answer]:
    """Return the answers of `answers_to_json`."""
    return {name: _answer(value) for name, value in json.loads(text).items()}


def _answer(value: object) -> Answer:
    if isinstance(value, list):
        return tuple(str(code) for code in value)
    if value is None or isinstance(value, str | int):
        return value
    raise ValueError("an answer is text, a whole number, a list of codes or nothing")
