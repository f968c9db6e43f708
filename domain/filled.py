"""A questionnaire as one respondent has filled it in so far: what expressions, texts and rules read."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from domain.dialogue import Answer, Dialogue
from domain.expressions import Expression, ExpressionError
from domain.expressions.chance import seed_of, shuffled
from domain.expressions.context import Context, Item, Place
from domain.expressions.values import Value, to_boolean
from domain.keys import Key, key_of, name_of, place_of
from domain.languages import DEFAULT, Language, text_in
from domain.survey import Choice, GroupName, Kind, ListName, Question, Survey

MOST_ENTRIES = 50
"""As many entries as a repeat can have: a household, a list of ideas; more is a form of its own."""

MOST_COUNTED = 500
"""As many entries as a repeat that the form counts has in all entries of the repeats around it together."""

MOST_WORK = 500_000
"""Nodes that the expressions of a form may run through while it is worked out once, and again the filter of
each list that is offered: about a second, in which all others wait."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}.*")


@dataclass(slots=True)
class Filled:
    """The answers, computed values and entries of a dialogue, as `domain.expressions` reads a form.

    Attributes:
        survey: The version that the dialogue is pinned to.
        answers: What was answered, by key; None where something was seen or skipped.
        entries_of: How many entries each repeat has, by key.
        computed: Calculated values and defaults, by key.
        off: The keys of questions and groups whose own condition does not hold.
        now: The respondent's local time.
        language: The reader's, for labels.
        seed: What decides every order of chance.
        failed: The names of what could not be worked out, nearly always because it is too much work.
    """

    survey: Survey
    answers: Mapping[Key, Answer]
    entries_of: Mapping[Key, int]
    computed: Mapping[Key, Answer]
    off: frozenset[Key] | set[Key]
    now: datetime
    language: Language = DEFAULT
    seed: int = 0
    failed: set[str] = field(default_factory=set)
    _items: dict[ListName, tuple[Item, ...]] = field(default_factory=dict)
    _work: int = 0

    # --- what expressions ask for ------------------------------------------------------------------

    def homes(self, name: str) -> tuple[GroupName, ...]:
        """Return the repeats around a question, group or repeat, the outermost first."""
        return self.survey.homes[name]

    def is_repeat(self, name: str) -> bool:
        """Tell whether the name is that of a repeat."""
        group = self.survey.group_of.get(name)
        return group is not None and group.repeats

    def entries(self, repeat: str, at: Place) -> int:
        """Return how many entries a repeat has inside entry `at` of the repeats around it."""
        return self.entries_of.get(key_of(repeat, at), 0) if self.is_relevant(repeat, at) else 0

    def value(self, name: str, at: Place) -> Value:
        """Return the value that counts: an empty text where it is irrelevant or there is none."""
        if not self.is_relevant(name, at):
            return ""
        position = self.survey.positions.get(name)
        key = key_of(name, at)
        if position is None:
            return ""  # a group has no value of its own
        kind = self.survey.questions[position].kind
        if kind is Kind.REPEAT:
            return ""
        return value_of(kind, self.given(key))

    def items(self, choice_list: str) -> Sequence[Item]:
        """Return the rows of a choice list, their labels in the reader's language."""
        if choice_list not in self._items:
            rows = self.survey.lists[choice_list]
            self._items[choice_list] = tuple(
                Item(row.name, text_in(row.label, self.language), row.columns) for row in rows
            )
        return self._items[choice_list]

    def label(self, name: str, code: str) -> str:
        """Return the label of a question's choice in the reader's language, "" for an unknown one."""
        position = self.survey.positions.get(name)
        choice = None if position is None else self.survey.questions[position].choice(code)
        return text_in(choice.label, self.language) if choice else ""

    # --- what the engine asks for ------------------------------------------------------------------

    def given(self, key: Key) -> Answer:
        """Return what stands at a key: the answer, else what was computed; None for neither."""
        if key in self.answers:
            return self.answers[key]
        return self.computed.get(key)

    def is_relevant(self, name: str, at: Place) -> bool:
        """Tell whether a question or group applies, with all groups around it."""
        if self.off:
            if key_of(name, at) in self.off:
                return False
            for group in self._around(name):
                if key_of(group, at[: len(self.survey.homes[group])]) in self.off:
                    return False
        return True

    def _around(self, name: str) -> Iterator[GroupName]:
        position = self.survey.positions.get(name)
        group = (
            self.survey.questions[position].group
            if position is not None
            else self.survey.group_of[name].parent
        )
        return (one.name for one in self.survey.groups_around(group))

    def places(self, name: str) -> list[Place]:
        """Return every place where a question, group or repeat stands, in order."""
        places: list[Place] = [()]
        for repeat in self.survey.homes[name]:
            counts = [self.entries_of.get(key_of(repeat, at), 0) for at in places]
            places = [(*at, n) for at, count in zip(places, counts, strict=True) for n in range(1, count + 1)]
        return places

    def context(self, name: str, at: Place, self_value: Value = "") -> Context:
        """Return the context in which an expression of a question or group is evaluated."""
        return Context(self, self_value, self.now, at, name, self.seed, version=self.survey.version)

    def run(self, expression: Expression, context: Context) -> Value:
        """Return an expression's value; nothing, an empty text, where it cannot be had or is too much work.

        Nobody's dialogue may end there: a condition does not hold then, a calculation is empty. What a form's
        author has to change is told beforehand, by `usecases.walk_survey`.
        """
        if self._work < MOST_WORK:
            try:
                return expression.run(context)
            except ExpressionError:
                pass
            finally:
                self._work += context.steps + expression.size
        self.failed.add(context.own)
        return ""

    def holds(self, condition: Expression | None, key: Key, answer: Answer = None) -> bool:
        """Tell whether a question's condition holds; an absent one does.

        Args:
            condition: The condition.
            key: The question's.
            answer: What `.` stands for in it.
        """
        if condition is None:
            return True
        name, at = name_of(key), place_of(key)
        context = self.context(name, at, value_of(self.survey.question(name).kind, answer))
        return to_boolean(self.run(condition, context))

    def is_required(self, question: Question, key: Key) -> bool:
        """Tell whether a question has to be answered here and now."""
        if question.required_when is not None:
            return self.holds(question.required_when, key, self.given(key))
        return question.required

    def choices(self, question: Question, key: Key) -> tuple[Choice, ...]:
        """Return the choices that are offered, in their order: filtered, and shuffled where asked for."""
        offered = question.choices
        at = place_of(key)
        if question.choice_filter is not None:
            context = self.context(question.name, at)
            kept = []
            before, self._work = self._work, 0
            context.size = len(offered)
            for context.number, choice in enumerate(offered, start=1):
                context.item = Item(choice.name, text_in(choice.label, self.language), choice.columns)
                if to_boolean(self.run(question.choice_filter, context)):
                    kept.append(choice)
            offered, self._work = tuple(kept), before
        if question.randomize and question.kind is not Kind.RANGE:
            offered = tuple(shuffled(offered, self.order_seed(question.name, at, question.order_seed)))
        return offered

    def order_seed(self, name: str, at: Place, wanted: Expression | None = None) -> int:
        """Return what decides an order of chance: a seed that the form names, else the dialogue's."""
        if wanted is not None:
            return seed_of(self.run(wanted, self.context(name, at)))
        return seed_of(f"{self.seed}|{key_of(name, at)}")


def value_of(kind: Kind, answer: Answer) -> Value:
    """Return an answer as expressions see it: numbers and dates as such, chosen codes as one text."""
    if answer is None:
        return ""
    if isinstance(answer, tuple):
        return " ".join(answer)
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, int | float):
        return float(answer)
    if kind.is_date or kind is Kind.CALCULATE:
        return _on_the_calendar(answer)
    return answer


def _on_the_calendar(text: str) -> Value:
    try:
        if _DAY.fullmatch(text):
            return date.fromisoformat(text)
        if _MOMENT.fullmatch(text):
            return datetime.fromisoformat(text)
    except ValueError:
        pass
    return text


def filled(survey: Survey, dialogue: Dialogue, now: datetime, language: Language = DEFAULT) -> Filled:
    """Return the questionnaire as a dialogue has filled it in; `domain.recompute` keeps it worked out."""
    return Filled(
        survey,
        dialogue.answers,
        dialogue.entries,
        dialogue.computed,
        dialogue.off or frozenset(),
        now,
        language,
        dialogue.seed,
    )
