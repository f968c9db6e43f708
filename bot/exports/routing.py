"""Who answers a question, in words for paper: a condition as a sentence, where it is simple enough."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.exports.paper import printed_line
from bot.speech import Speech, isolate
from domain.expressions import Expression
from domain.expressions.answers import AnswerNodes
from domain.expressions.context import Context
from domain.expressions.evaluate import evaluator_of
from domain.expressions.syntax import (
    Binary,
    Call,
    Logic,
    Minus,
    Node,
    NumberLiteral,
    Reference,
    TextLiteral,
    walk,
)
from domain.expressions.values import to_boolean
from domain.languages import text_in
from domain.survey import Choice, Kind, Question, QuestionName, Survey

_MOST_ANSWERS = 6  # that are named in a sentence
_NUMBERS = (Kind.INTEGER, Kind.DECIMAL, Kind.RANGE)
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
_TRIED = (Binary, Logic, Call, Minus, NumberLiteral, TextLiteral, Reference)
_TRIED_CALLS = frozenset({"selected", "not", "true", "false"})


@dataclass(frozen=True, slots=True)
class Routing:
    """What conditions need in order to be said.

    Attributes:
        survey: The questionnaire.
        numbers: Under which number each question is printed.
        said: The language.
    """

    survey: Survey
    numbers: Mapping[QuestionName, int]
    said: Speech

    def words(self, condition: Expression | None) -> str | None:
        """Return the sentence that says who answers: "" for everybody, None where it is not simple."""
        if condition is None:
            return ""
        found = self._condition(condition.syntax)
        if not found:
            return found
        return self.said.gettext("Only if {condition}.").format(condition=found)

    def _condition(self, node: Node) -> str | None:
        if isinstance(node, Call) and node.function == "true":
            return ""
        if (answered := self._by_trying(node)) is not None:
            return answered
        match node:
            case Logic(operator, operands):
                return self._joined(operator, operands)
            case Call("selected", (Reference(name), TextLiteral(code))):
                return self._ticked(name, code, ticked=True)
            case Call("not", (Call("selected", (Reference(name), TextLiteral(code))),)):
                return self._ticked(name, code, ticked=False)
            case Binary(operator, Reference(name), TextLiteral("")) if operator in ("=", "!="):
                return self._whether_answered(name, answered=operator == "!=")
            case Binary(operator, Reference(name), NumberLiteral(value)) if operator in _TURNED:
                return self._compared(name, operator, value)
            case Binary(operator, NumberLiteral(value), Reference(name)) if operator in _TURNED:
                return self._compared(name, _TURNED[operator], value)
            case _:
                return None

    def _joined(self, operator: str, operands: Sequence[Node]) -> str | None:
        """Return the parts of `and` or `or` in one sentence; both at once would be hard to read."""
        parts = []
        for operand in self._by_question(operator, operands):
            is_mixed = isinstance(operand, Logic) and self._by_trying(operand) is None
            part = None if is_mixed else self._condition(operand)
            if not part:
                return None
            parts.append(part)
        _ = self.said.gettext
        # Translators: two parts of a sentence that begins with "Only if". Both have to be the case.
        both = _("{one}, and {other}")
        # Translators: two parts of a sentence that begins with "Only if". One of them is enough.
        either = _("{one}, or {other}")
        found = parts[0]
        for part in parts[1:]:
            found = (both if operator == "and" else either).format(one=found, other=part)
        return found

    def _by_question(self, operator: str, operands: Sequence[Node]) -> list[Node]:
        """Return the operands with those on one choice as one, so that its answers are named together."""
        found: dict[object, list[Node]] = {}
        for operand in operands:
            names = frozenset(one.name for one, _ in walk(operand) if isinstance(one, Reference))
            found.setdefault(names if len(names) == 1 else id(operand), []).append(operand)
        merged: list[Node] = []
        for same in found.values():
            together = Logic(operator, tuple(same))
            merged += same if len(same) == 1 or self._by_trying(together) is None else [together]
        return merged

    def _by_trying(self, node: Node) -> str | None:
        """Return a condition on one choice in words, however it is written: each answer is tried out."""
        nodes = [one for one, _ in walk(node)]
        names = {one.name for one in nodes if isinstance(one, Reference)}
        calls = {one.function for one in nodes if isinstance(one, Call)}
        question = self._question(next(iter(names))) if len(names) == 1 else None
        if question is None or question.kind is not Kind.SELECT_ONE:
            return None
        if not all(isinstance(one, _TRIED) for one in nodes) or not calls <= _TRIED_CALLS:
            return None
        holds = evaluator_of(node)

        def is_asked(answer: str | None) -> bool:
            return to_boolean(holds(Context(AnswerNodes({question.name: answer}), "", None)))

        those = [choice for choice in question.choices if is_asked(choice.name)]
        others = [choice for choice in question.choices if choice not in those]
        if not others and not is_asked(None):
            return self._whether_answered(question.name, answered=True)
        if not those and is_asked(None):
            return self._whether_answered(question.name, answered=False)
        _ = self.said.gettext
        if is_asked(None) and 0 < len(others) <= _MOST_ANSWERS:
            # Translators: a part of a sentence that begins with "Only if".
            words = _("you did not answer question {number} with {answers}")
            return words.format(number=self._number(question.name), answers=self._labels(others))
        if not is_asked(None) and 0 < len(those) <= _MOST_ANSWERS:
            # Translators: a part of a sentence that begins with "Only if".
            words = _("you answered question {number} with {answers}")
            return words.format(number=self._number(question.name), answers=self._labels(those))
        return None

    def _ticked(self, name: QuestionName, code: str, *, ticked: bool) -> str | None:
        question = self._question(name)
        choice = question.choice(code) if question else None
        if question is None or choice is None or question.kind is not Kind.SELECT_MULTIPLE:
            return None
        _ = self.said.gettext
        words = (
            # Translators: a part of a sentence that begins with "Only if".
            _("you ticked {answers} in question {number}")
            if ticked
            # Translators: a part of a sentence that begins with "Only if".
            else _("you did not tick {answers} in question {number}")
        )
        return words.format(answers=self._labels([choice]), number=self._number(name))

    def _whether_answered(self, name: QuestionName, *, answered: bool) -> str | None:
        if self._question(name) is None:
            return None
        _ = self.said.gettext
        words = (
            # Translators: a part of a sentence that begins with "Only if".
            _("you answered question {number}")
            if answered
            # Translators: a part of a sentence that begins with "Only if".
            else _("you did not answer question {number}")
        )
        return words.format(number=self._number(name))

    def _compared(self, name: QuestionName, operator: str, value: float) -> str | None:
        question = self._question(name)
        if question is None or question.kind not in _NUMBERS:
            return None
        _ = self.said.gettext
        # Translators: these seven are parts of a sentence that begins with "Only if".
        words = {
            "=": _("your number in question {number} is {value}"),
            "!=": _("your number in question {number} is another one than {value}"),
            "<": _("your number in question {number} is less than {value}"),
            "<=": _("your number in question {number} is {value} or less"),
            ">": _("your number in question {number} is more than {value}"),
            ">=": _("your number in question {number} is {value} or more"),
        }[operator]
        shown = self.said.number(int(value) if value.is_integer() else value)
        return words.format(number=self._number(name), value=isolate(shown))

    def _question(self, name: QuestionName) -> Question | None:
        return self.survey.question(name) if name in self.numbers else None

    def _number(self, name: QuestionName) -> str:
        return isolate(self.said.number(self.numbers[name]))

    def _labels(self, choices: Sequence[Choice]) -> str:
        _ = self.said.gettext
        # Translators: an answer of a questionnaire, in quotation marks.
        quoted = _("“{answer}”")
        labels = (printed_line(text_in(choice.label, self.said.language)) for choice in choices)
        # Translators: between names, of which one is enough: "German or Turkish".
        return _(" or ").join(quoted.format(answer=isolate(label)) for label in labels)
