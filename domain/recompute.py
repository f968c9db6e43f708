"""Working out conditions, calculations and entries after a change: only what depends on it, in order.

The rules are those of ODK Collect (JavaRosa): what is irrelevant counts as empty for whoever reads it; a
calculation with triggers runs when one of these changes; defaults are worked out once.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime
from heapq import heapify, heappop, heappush
from math import isfinite

from domain.casting import HAVE_A_FORM, cast
from domain.dialogue import Answer, Dialogue
from domain.expressions.context import Place
from domain.expressions.values import Value, to_boolean, to_number, to_text
from domain.filled import MOST_COUNTED, MOST_ENTRIES, Filled, value_of
from domain.graph import Graph, graph_of
from domain.keys import Key, key_of, name_of
from domain.languages import DEFAULT, Language
from domain.survey import Kind, Survey


def recompute(
    survey: Survey,
    dialogue: Dialogue,
    changed: Iterable[str] | None,
    now: datetime,
    language: Language = DEFAULT,
) -> Dialogue:
    """Return the dialogue with everything worked out that hangs on what changed, on the time or the language.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: Its answers and entries as they are now.
        changed: The names of the questions and repeats that changed since; None: work out all of it.
        now: The respondent's local time.
        language: The reader's, for labels in calculations; it may have changed since.
    """
    graph = graph_of(survey)
    triggers = frozenset(changed or ())
    if dialogue.off is None or changed is None:
        waiting = list(graph.order)
    else:
        found = {one for name in triggers for one in graph.dependents.get(name, ())}
        found.update(graph.by_clock, graph.by_language)
        found.update(_triggered(survey, triggers))
        if not found:
            return dialogue
        waiting = list(found)
    work = _Work(survey, graph, dialogue, now, language, triggers, is_first=dialogue.off is None)
    work.run(waiting)
    return work.outcome(dialogue)


def cannot_work_out(survey: Survey, dialogue: Dialogue, now: datetime) -> frozenset[str]:
    """Return what cannot be worked out as a dialogue stands, nearly always because it is too much work.

    Args:
        survey: The version that the dialogue is pinned to.
        dialogue: The dialogue.
        now: The respondent's local time.

    Returns:
        The names of questions and groups; for respondents they are irrelevant, empty or without choices.
    """
    graph = graph_of(survey)
    work = _Work(survey, graph, replace(dialogue, computed={}), now, DEFAULT, frozenset(), is_first=True)
    work.run(list(graph.order))
    if dialogue.at is not None:
        work.look_at(dialogue.at)
    return frozenset(work.failed)


def _triggered(survey: Survey, changed: frozenset[str]) -> list[str]:
    if not changed:
        return []
    return [one.name for one in survey.questions if one.trigger and not changed.isdisjoint(one.trigger)]


class _Work:
    """One recomputation: a queue in the order of the graph, and the values as they become."""

    def __init__(
        self,
        survey: Survey,
        graph: Graph,
        dialogue: Dialogue,
        now: datetime,
        language: Language,
        triggers: frozenset[str],
        *,
        is_first: bool,
    ) -> None:
        self._survey = survey
        self._graph = graph
        self._triggers = triggers
        self._is_first = is_first
        self.answers = dict(dialogue.answers)
        self.entries = dict(dialogue.entries)
        self.computed = dict(dialogue.computed)
        self.off = set(dialogue.off or ())
        self._filled = Filled(
            survey, self.answers, self.entries, self.computed, self.off, now, language, dialogue.seed
        )

    def run(self, names: list[str]) -> None:
        """Work out these names, and then whatever hangs on those that changed."""
        if self._is_first or any(name in self._survey.group_of for name in self._triggers):
            self.give_defaults()
        rank = self._graph.rank
        queue = [rank[name] for name in names if name in rank]
        heapify(queue)
        waiting = set(queue)
        while queue:
            place = heappop(queue)
            waiting.discard(place)
            name = self._graph.order[place]
            if self._work_out(name):
                for dependent in self._graph.dependents.get(name, ()):
                    if (later := rank[dependent]) not in waiting and later > place:
                        waiting.add(later)
                        heappush(queue, later)

    @property
    def failed(self) -> set[str]:
        """The names of what could not be worked out."""
        return self._filled.failed

    def look_at(self, key: Key) -> None:
        """Work out what is asked of a question when its turn comes: its choices, and its rule."""
        question = self._survey.question(name_of(key))
        self._filled.choices(question, key)
        self._filled.holds(question.constraint, key, self._filled.given(key))

    def give_defaults(self) -> None:
        """Work out the defaults that are not there yet: at the start, and of new entries."""
        for question in self._survey.questions:
            if question.default is None:
                continue
            for at in self._filled.places(question.name):
                key = key_of(question.name, at)
                if key in self.computed or key in self.answers:
                    continue
                value = self._filled.run(question.default, self._filled.context(question.name, at))
                if (default := answer_of(question.kind, value)) is not None:
                    self.computed[key] = default

    def _work_out(self, name: str) -> bool:
        group = self._survey.group_of.get(name)
        position = self._survey.positions.get(name)
        question = None if position is None else self._survey.questions[position]
        relevant = (
            group.relevant if group is not None else question.relevant if question is not None else None
        )
        changed = False
        left = MOST_COUNTED
        for at in self._filled.places(name):
            key = key_of(name, at)
            if relevant is not None:
                is_off = not to_boolean(self._filled.run(relevant, self._filled.context(name, at)))
                if is_off != (key in self.off):
                    (self.off.add if is_off else self.off.discard)(key)
                    changed = True
            if group is not None and group.count is not None:
                wanted = to_number(self._filled.run(group.count, self._filled.context(name, at)))
                number = max(0, min(MOST_ENTRIES, int(wanted), left)) if isfinite(wanted) else 0
                left -= number
                if number != self.entries.get(key, 0):
                    before, self.entries[key] = self.entries.get(key, 0), number
                    changed = True
                    if number > before:
                        self.give_defaults()
            if question is not None and question.calculation is not None:
                changed = self._calculate(name, key, at) or changed
        return changed

    def _calculate(self, name: str, key: Key, at: Place) -> bool:
        question = self._survey.question(name)
        if question.trigger and (self._triggers.isdisjoint(question.trigger)):
            return False
        calculation = question.calculation
        if calculation is None:
            return False
        before = self.computed.get(key)
        context = self._filled.context(name, at, value_of(question.kind, before))
        after = answer_of(question.kind, self._filled.run(calculation, context))
        if after == before and type(after) is type(before):
            return False
        if after is None:
            self.computed.pop(key, None)
        else:
            self.computed[key] = after
        self.answers.pop(key, None)  # what stood there was an answer to what it was before
        return True

    def outcome(self, dialogue: Dialogue) -> Dialogue:
        """Return the dialogue as it became."""
        return replace(
            dialogue,
            answers=self.answers,
            entries=self.entries,
            computed=self.computed,
            off=frozenset(self.off),
        )


def answer_of(kind: Kind, value: Value) -> Answer:
    """Return a computed value as it is kept: of the question's kind, None for nothing or what is none."""
    if kind in HAVE_A_FORM:
        return cast(kind, value)
    if isinstance(value, bool):
        return int(value) if kind is Kind.INTEGER else to_text(value)
    if value == "" or (isinstance(value, float) and not isfinite(value)):
        return None  # a division by zero is endless: nobody could mean, write or count that
    match kind:
        case Kind.INTEGER | Kind.DECIMAL | Kind.RANGE:
            number = to_number(value)
            if not isfinite(number):
                return None
            return int(number) if kind is Kind.INTEGER or number.is_integer() else number
        case Kind.SELECT_MULTIPLE | Kind.RANK:
            return tuple(to_text(value).split())
        case _ if isinstance(value, float):
            return int(value) if value.is_integer() and abs(value) < 2**53 else value
        case _ if isinstance(value, datetime):
            return value.isoformat()
        case _ if isinstance(value, date):
            return value.isoformat()
        case _:
            return to_text(value)
