"""A form with repeats whose data stand in nested dictionaries, as expressions see it."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.sax.saxutils import escape

from domain.expressions import Item, Place, Value
from domain.expressions.values import to_text

Shape = Mapping[str, "Shape | None"]
"""Names of a form: None for a question, a shape for a repeat."""


class FormNodes:
    """`Nodes` over a shape, and data like `{"n": 2.0, "child": [{"name": "A"}, {"name": "B"}]}`."""

    def __init__(
        self,
        shape: Shape,
        data: Mapping[str, Any],
        lists: Mapping[str, Sequence[Item]] | None = None,
        labels: Mapping[tuple[str, str], str] | None = None,
    ) -> None:
        self.data, self.lists, self.labels = data, lists or {}, labels or {}
        self.places: dict[str, tuple[str, ...]] = {}
        self.repeats: set[str] = set()
        self._learn(shape, ())

    def _learn(self, shape: Shape, homes: tuple[str, ...]) -> None:
        for name, inner in shape.items():
            self.places[name] = homes
            if inner is not None:
                self.repeats.add(name)
                self._learn(inner, (*homes, name))

    def homes(self, name: str) -> tuple[str, ...]:
        return self.places[name]

    def is_repeat(self, name: str) -> bool:
        return name in self.repeats

    def entries(self, repeat: str, at: Place) -> int:
        return len(self._entry(repeat, at).get(repeat, ()))

    def value(self, name: str, at: Place) -> Value:
        if name in self.repeats:
            return ""
        found: Value = self._entry(name, at).get(name, "")
        return found

    def items(self, choice_list: str) -> Sequence[Item]:
        return self.lists[choice_list]

    def label(self, name: str, code: str) -> str:
        return self.labels.get((name, code), "")

    def _entry(self, name: str, at: Place) -> Mapping[str, Any]:
        homes = self.places[name]
        assert len(at) == len(homes), (name, at)
        entry = self.data
        for repeat, number in zip(homes, at, strict=True):
            entry = entry[repeat][number - 1]
        return entry


def as_xml(data: Mapping[str, Any], shape: Shape, name: str = "data") -> str:
    """Write the data as an XForms instance."""
    inside = ""
    for child, inner in shape.items():
        if inner is None:
            inside += f"<{child}>{escape(to_text(data.get(child, '')))}</{child}>"
        else:
            inside += "".join(as_xml(entry, inner, child) for entry in data.get(child, ()))
    return f"<{name}>{inside}</{name}>"
