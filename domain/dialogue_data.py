"""A dialogue as JSON text and back: the form in which the draft is kept."""

import json
from collections.abc import Mapping

from domain.dialogue import Answer, Dialogue, Stage
from domain.keys import Key


def dialogue_to_json(dialogue: Dialogue) -> str:
    """Return the dialogue as compact JSON; what few dialogues have is left out."""
    data: dict[str, object] = {
        "stage": dialogue.stage,
        "at": dialogue.at,
        "turn": dialogue.turn,
        "answers": dict(dialogue.answers),
        "picked": dialogue.picked,
        "editing": dialogue.editing,
    }
    if dialogue.entries:
        data["entries"] = dict(dialogue.entries)
    if dialogue.computed:
        data["computed"] = dict(dialogue.computed)
    if dialogue.off is not None:
        data["off"] = sorted(dialogue.off)
    if dialogue.seed:
        data["seed"] = dialogue.seed
    if dialogue.page:
        data["page"] = dialogue.page
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def dialogue_from_json(text: str) -> Dialogue:
    """Return the dialogue of `dialogue_to_json`, also of an older program's.

    Raises:
        ValueError, KeyError: The text is not such a dialogue.
    """
    data = json.loads(text)
    off = data.get("off")
    return Dialogue(
        stage=Stage(data["stage"]),
        at=data["at"],
        turn=data["turn"],
        answers=_answers(data["answers"]),
        picked=tuple(data["picked"]),
        editing=data["editing"],
        entries=data.get("entries", {}),
        computed=_answers(data.get("computed", {})),
        off=None if off is None else frozenset(off),
        seed=data.get("seed", 0),
        page=data.get("page", ""),
    )


def answers_to_json(answers: Mapping[Key, Answer]) -> str:
    """Return submitted answers as compact JSON."""
    return json.dumps(dict(answers), ensure_ascii=False, separators=(",", ":"))


def answers_from_json(text: str) -> dict[Key, Answer]:
    """Return the answers of `answers_to_json`."""
    return _answers(json.loads(text))


def _answers(values: Mapping[Key, object]) -> dict[Key, Answer]:
    return {key: _answer(value) for key, value in values.items()}


def _answer(value: object) -> Answer:
    if isinstance(value, list):
        return tuple(str(code) for code in value)
    if value is None or isinstance(value, str | int | float):
        return value
    raise ValueError("an answer is text, a number, a list of codes or nothing")
