"""The syntax of regular expressions: what Java and Python have in common and a linear matcher can do."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum


class PatternError(ValueError):
    """A regular expression that is malformed or not supported; the message says why."""


class Anchor(Enum):
    """The start or the end of the text."""

    START = "^"
    END = "$"


@dataclass(frozen=True, slots=True)
class Characters:
    """A set of characters: ranges and tests, or everything but those."""

    ranges: tuple[tuple[str, str], ...] = ()
    tests: tuple[Callable[[str], bool], ...] = ()
    negated: bool = False

    def __contains__(self, character: str) -> bool:
        for first, last in self.ranges:
            if first <= character <= last:
                return not self.negated
        return any(test(character) for test in self.tests) is not self.negated


@dataclass(frozen=True, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple["PatternNode", ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Any one of the options."""

    options: tuple["PatternNode", ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """The same part several times; `most` is None for no limit."""

    inner: "PatternNode"
    fewest: int
    most: int | None


PatternNode = Characters | Anchor | Sequence | Choice | Repeat

_MOST_REPEATS = 1_000
_MOST_BRACKETS = 20
_LINE_ENDS = "\n\r\u0085\u2028\u2029"  # what Java's dot leaves out
_CLASSES = {
    "d": Characters((("0", "9"),)),
    "w": Characters((("a", "z"), ("A", "Z"), ("0", "9"), ("_", "_"))),
    "s": Characters(((" ", " "), ("\t", "\r"))),
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f"}
_REPEATS: dict[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}


def parse_pattern(pattern: str) -> PatternNode:
    """Return the syntax tree of a regular expression.

    Raises:
        PatternError: it is malformed or uses what is not supported.
    """
    parser = _PatternParser(pattern)
    tree = parser.choice()
    if parser.at < len(pattern):
        raise PatternError("a closing bracket has no opening one")
    return tree


class _PatternParser:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0
        self.depth = 0

    def sees(self, text: str) -> bool:
        return self.pattern.startswith(text, self.at)

    def skip(self, text: str) -> bool:
        if found := self.sees(text):
            self.at += len(text)
        return found

    def take(self) -> str:
        if self.at == len(self.pattern):
            raise PatternError("it ends too early")
        self.at += 1
        return self.pattern[self.at - 1]

    def choice(self) -> PatternNode:
        options = [self.sequence()]
        while self.skip("|"):
            options.append(self.sequence())
        return options[0] if len(options) == 1 else Choice(tuple(options))

    def sequence(self) -> PatternNode:
        parts: list[PatternNode] = []
        while self.at < len(self.pattern) and not self.sees("|") and not self.sees(")"):
            parts.append(self.repeated())
        return Sequence(tuple(parts))

    def repeated(self) -> PatternNode:
        part = self.part()
        if not self._repetition_follows():
            return part
        sign = self.take()
        fewest, most = self.counts() if sign == "{" else _REPEATS[sign]
        if self.skip("+"):
            raise PatternError("possessive repetitions are not supported")
        self.skip("?")  # reluctant: makes no difference to whether the whole text matches
        if self._repetition_follows():
            raise PatternError("a repetition of a repetition needs brackets")
        return Repeat(part, fewest, most)

    def counts(self) -> tuple[int, int | None]:
        end = self.pattern.find("}", self.at)
        fewest, comma, most = self.pattern[self.at : max(end, self.at)].partition(",")
        if not (_is_count(fewest) and (not most or _is_count(most))):
            raise PatternError("a repetition is written {3}, {3,} or {3,5}")
        self.at = end + 1
        low = int(fewest)
        high = low if not comma else int(most) if most else None
        if max(low, high or 0) > _MOST_REPEATS or (high is not None and high < low):
            raise PatternError(f"the repetition {{{fewest}{comma}{most}}} is out of range")
        return low, high

    def part(self) -> PatternNode:
        match character := self.take():
            case "(":
                return self.group()
            case "[":
                return self.bracketed()
            case ".":
                return Characters(tuple((end, end) for end in _LINE_ENDS), negated=True)
            case "^" | "$":
                return Anchor(character)
            case "\\":
                return self.escaped()
            case "*" | "+" | "?" | "{":
                raise PatternError(f"'{character}' has nothing to repeat")
        return Characters(((character, character),))

    def group(self) -> PatternNode:
        if self.skip("?") and not self.skip(":"):
            raise PatternError("groups that look ahead or behind, have names or flags are not supported")
        if self.depth == _MOST_BRACKETS:
            raise PatternError(f"it has more than {_MOST_BRACKETS} brackets within brackets")
        self.depth += 1
        inner = self.choice()
        if not self.skip(")"):
            raise PatternError("an opening bracket has no closing one")
        self.depth -= 1
        return inner

    def escaped(self) -> Characters:
        letter = self.take()
        if letter.lower() in _CLASSES:
            found = _CLASSES[letter.lower()]
            return Characters(found.ranges, negated=letter.isupper())
        if letter in "pP":
            return Characters(tests=(self.category(),), negated=letter == "P")
        if letter in _CONTROLS:
            return Characters(((_CONTROLS[letter], _CONTROLS[letter]),))
        if letter.isalnum():
            raise PatternError(f"\\{letter} is not supported")
        return Characters(((letter, letter),))

    def category(self) -> Callable[[str], bool]:
        end = self.pattern.find("}", self.at)
        name = self.pattern[self.at + 1 : end] if self.sees("{") and end > 0 else ""
        if name not in ("L", "Lu", "Ll", "N", "Nd", "P"):
            raise PatternError("only \\p{L}, \\p{Lu}, \\p{Ll}, \\p{N}, \\p{Nd} and \\p{P} are supported")
        self.at = end + 1
        return lambda character: unicodedata.category(character).startswith(name)

    def bracketed(self) -> Characters:
        negated = self.skip("^")
        ranges: list[tuple[str, str]] = []
        tests: list[Callable[[str], bool]] = []
        while not self.skip("]"):
            if self.sees("[") or self.sees("&&"):
                raise PatternError("sets within sets are not supported; write \\[ for the character")
            found = self.member()
            first = found.ranges[0][0] if len(found.ranges) == 1 and not found.negated else None
            if first is not None and found.ranges[0] == (first, first) and self._range_follows():
                self.at += 1
                last = self.member()
                if len(last.ranges) != 1 or last.negated or last.ranges[0][0] < first:
                    raise PatternError("a range in square brackets has its ends the wrong way round")
                ranges.append((first, last.ranges[0][0]))
            elif found.negated or found.tests:
                tests.append(found.__contains__)
            else:
                ranges.extend(found.ranges)
        if not ranges and not tests:
            raise PatternError("square brackets are empty")
        return Characters(tuple(ranges), tuple(tests), negated)

    def member(self) -> Characters:
        character = self.take()
        return self.escaped() if character == "\\" else Characters(((character, character),))

    def _repetition_follows(self) -> bool:
        return self.at < len(self.pattern) and self.pattern[self.at] in "*+?{"

    def _range_follows(self) -> bool:
        return self.sees("-") and not self.sees("-]")


def _is_count(text: str) -> bool:
    return text.isascii() and text.isdecimal()
