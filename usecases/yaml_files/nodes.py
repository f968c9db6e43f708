"""From YAML to plain data, with the line on which each thing stands.

Only a plain part of YAML is read. Every value stays the text that was written: `no`, `18:00` and `1e3`
would be a truth, a number of seconds and a thousand to YAML, and the field's type says better what is
meant. Anchors, aliases and tags are refused, so that a short file cannot become a large one.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

import yaml
from yaml.events import (
    AliasEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from usecases.yaml_files.problems import FileProblem, FileProblems

Path: TypeAlias = tuple[str | int, ...]
Data: TypeAlias = "str | list[Data] | dict[str, Data] | None"

DEEPEST = 12  # levels; no file of ours has half of them
_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})

SYNTAX = {  # what the parser says, and what helps
    "found character '\\t' that cannot start any token": "begins with a tab: use spaces instead",
    "mapping values are not allowed here": "has a colon too many: put a text with a colon into quotes",
    "could not find expected ':'": "lacks a colon after a field's name, or a quote is not closed",
    "found unexpected end of stream": "a quote is not closed",
    "found undefined tag handle": "has a text that begins with “!”: put it into quotes",
    "found unknown escape character": "has a backslash in double quotes: use single quotes",
}
NO_ANCHORS = "anchors (&) and aliases (*) are not used here: write it out, or put the text into quotes"
NO_TAGS = "tags (!) are not used here: leave it out, or put the text into quotes"


@dataclass(slots=True)
class Read:
    """A file's data, where each part of it stands, and what is wrong with its form."""

    data: Data = None
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[FileProblem] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """Return the line of a part, or of the nearest part around it that is there."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_nodes(text: str) -> Read:
    """Read a YAML text.

    Raises:
        FileProblems: It is no YAML at all; the place is named.
    """
    result = Read()
    try:
        events = yaml.parse(text, Loader=yaml.BaseLoader)
        nodes = (
            event for event in events if isinstance(event, NodeEvent | MappingEndEvent | SequenceEndEvent)
        )
        first = next(nodes, None)
        if first is None or (isinstance(first, ScalarEvent) and first.value in _NOTHING):
            raise FileProblems([FileProblem(None, "", "the file is empty")])
        result.data = _build(first, nodes, (), result)
        second = next(nodes, None)
        if second is not None:
            result.problems.append(_problem(second, (), "a second document (---) is not used here"))
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise FileProblems([FileProblem(line, "", "has a character that no text may hold")]) from error
    except yaml.MarkedYAMLError as error:
        raise FileProblems([_syntax(error)]) from error
    return result


def named(path: Path) -> str:
    """Return how a field is called: the names on the way to it; lines tell which of a list is meant."""
    return ".".join(part for part in path if isinstance(part, str))


def _syntax(error: yaml.MarkedYAMLError) -> FileProblem:
    mark = error.problem_mark or error.context_mark
    problem = error.problem or "it ends too early"
    says = next((words for said, words in SYNTAX.items() if problem.startswith(said)), None)
    return FileProblem(
        None if mark is None else mark.line + 1, "", says or f"this is not written as YAML asks: {problem}"
    )


def _build(event: Event, events: Iterator[Event], path: Path, result: Read) -> Data:
    """Return what an event begins, and take the events that belong to it."""
    if len(path) > DEEPEST:
        raise FileProblems([_problem(event, path[:1], "has too many levels")])
    result.lines.setdefault(path, _line(event))
    if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
        result.problems.append(_problem(event, path, NO_ANCHORS))
    elif getattr(event, "tag", None):
        result.problems.append(_problem(event, path, NO_TAGS))
    match event:
        case ScalarEvent(style=None, value=value) if value in _NOTHING:
            return None
        case ScalarEvent():
            return str(event.value)
        case SequenceStartEvent():
            return _sequence(events, path, result)
        case MappingStartEvent():
            return _mapping(events, path, result)
        case _:
            return None


def _sequence(events: Iterator[Event], path: Path, result: Read) -> list[Data]:
    items: list[Data] = []
    for event in events:
        if isinstance(event, SequenceEndEvent):
            break
        items.append(_build(event, events, (*path, len(items)), result))
    return items


def _mapping(events: Iterator[Event], path: Path, result: Read) -> dict[str, Data]:
    fields: dict[str, Data] = {}
    for event in events:
        if isinstance(event, MappingEndEvent):
            break
        key = _build(event, events, (*path, ":"), result)
        result.lines.pop((*path, ":"), None)
        if not isinstance(key, str):
            result.problems.append(_problem(event, path, "a name should stand before the colon"))
            _build(next(events), events, (*path, ":"), result)
            continue
        place = (*path, key)
        if key in fields:
            result.problems.append(
                _problem(event, place, f"stands here twice; first in line {result.lines[place]}")
            )
            _build(next(events), events, (*path, ":"), result)
            continue
        result.lines[place] = _line(event)
        fields[key] = _build(next(events), events, place, result)
    return fields


def _problem(event: Event, path: Path, says: str) -> FileProblem:
    return FileProblem(_line(event), named(path), says)


def _line(event: Event) -> int:
    return 1 if event.start_mark is None else int(event.start_mark.line) + 1
