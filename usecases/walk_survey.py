"""All ways through a survey, gone by itself: every choice, every condition both ways, in every language.

What can be tried is endless, so a walk is systematic first (each choice of each question, values at the
borders of rules, repeats with none, one and two entries, answers that make each condition hold and not hold)
and by chance after that, with a bound. It reports where residents would be stuck, and what they would miss.
"""

from collections.abc import Callable
from datetime import datetime
from random import Random

from domain.dialogue import Action, Dialogue, Event, Move, Problem, ScreenedOut, Stage, Submitted
from domain.engine import advance, begin
from domain.filled import filled
from domain.keys import Key, name_of, place_of
from domain.languages import Language
from domain.recompute import cannot_work_out
from domain.survey import Kind, Question, Survey
from usecases.walk_findings import Finding, FindingKind, Walk
from usecases.walk_goals import Wanted, answers_for
from usecases.walk_texts import missing_texts
from usecases.walk_trials import SKIPPED, Trial, constants_of, trials

Show = Callable[[Survey, Dialogue, Problem | None, Language], str]
"""Renders a card in a language; returns why the messenger would refuse it, "" where it would take it."""

MOST_STEPS = 60_000
MOST_RUNS = 1_500
RANDOM_RUNS = 40
MOST_SHOWN = 4  # cards of one question without anything new in them
LONGEST_WAY = 30  # steps of a way that are told
_MOST_TRIED = 60  # at one question on one way
_TIMES_AROUND = 12  # as many steps for each question, then a way goes in circles
SEED = 20260901


def walk(
    survey: Survey,
    languages: tuple[Language, ...],
    now: datetime,
    show: Show,
    is_over: Callable[[], bool] = lambda: False,
) -> Walk:
    """Go all ways through a survey.

    Args:
        survey: The version.
        languages: In which every message is made.
        now: The local time.
        show: Makes a card and says what is wrong with it.
        is_over: Tells whether the time is up.
    """
    return _Walker(survey, languages, now, show, is_over).walk()


class _Way:
    """One way through the form: what it is to lead to, and what was answered on it so far."""

    def __init__(self, wanted: Wanted, by_chance: bool) -> None:
        self.wanted = wanted
        self.by_chance = by_chance
        self.answered: list[str] = []
        self.added: dict[Key, int] = {}

    def told(self) -> tuple[str, ...]:
        """Return the way in the form's codes; of a long one the end."""
        return tuple(self.answered[-LONGEST_WAY:])


class _Stuck(Exception):
    """The way does not go on; a finding says why."""


class _Walker:
    """The walk through one survey: what was tried, seen and found so far."""

    def __init__(
        self,
        survey: Survey,
        languages: tuple[Language, ...],
        now: datetime,
        show: Show,
        is_over: Callable[[], bool],
    ) -> None:
        self.survey = survey
        self.languages = languages
        self.now = now
        self.show = show
        self.is_over = is_over
        self.rng = Random(SEED)  # noqa: S311 - the same ways each time, and no secret
        self.known = constants_of(survey)
        self.tried: set[tuple[str, str]] = set()
        self.waiting: set[tuple[str, str]] = set()
        self.reached: dict[str, tuple[str, ...]] = {}  # with the way that led there first
        self.hidden: set[str] = set()  # questions and groups whose condition did not hold once
        self.shown: dict[tuple[str, str], int] = {}
        self.found: dict[tuple[FindingKind, str, str], Finding] = {}
        self.ways = self.steps = 0

    def walk(self) -> Walk:
        """Go systematically, then to what was not seen yet, then by chance."""
        idle = 0
        while idle < 3 and not self.is_enough():
            before = (len(self.tried), len(self.reached))
            self.go({})
            idle = 0 if (len(self.tried), len(self.reached)) != before else idle + 1
            if not self.waiting and idle:
                break
        self.go_where_conditions_lead()
        for _ in range(RANDOM_RUNS):
            if not self.is_enough():
                self.go({}, by_chance=True)
        is_complete = not self.is_enough()
        self.report_unreached()
        for finding in missing_texts(self.survey, self.languages, self.reached):
            self.note(FindingKind.MISSING_TEXT, *finding)
        findings = sorted(self.found.values(), key=lambda one: not one.kind.is_error)
        asked = [question for question in self.survey.questions if question.is_asked]
        return Walk(tuple(findings), self.ways, self.steps, len(self.reached), len(asked), is_complete)

    def is_enough(self) -> bool:
        """Tell whether the walk has to come to its end."""
        return self.steps >= MOST_STEPS or self.ways >= MOST_RUNS or self.is_over()

    def go_where_conditions_lead(self) -> None:
        """Look for answers after which what was not seen is shown, and what was always shown is not."""
        conditional = [group.name for group in self.survey.groups if group.relevant]
        conditional += [question.name for question in self.survey.questions if question.relevant]
        for name in conditional:
            for shown in (True, False):
                if self.has_been(name, shown=shown):
                    continue
                for wanted in answers_for(
                    self.survey, name, shown=shown, now=self.now, known=self.known, rng=self.rng
                ):
                    if self.is_enough():
                        return
                    self.go(wanted)
                    if self.has_been(name, shown=shown):
                        break

    def has_been(self, name: str, *, shown: bool) -> bool:
        """Tell whether a question or group was shown, or hidden, on a way so far."""
        if not shown:
            return name in self.hidden
        if name in self.survey.positions:
            question = self.survey.question(name)
            return name in self.reached or not question.is_asked
        return any(
            name in {group.name for group in self.survey.groups_around(question.group)}
            for question in map(self.survey.question, self.reached)
        )

    def report_unreached(self) -> None:
        """Report questions that no way has led to."""
        for question in self.survey.questions:
            is_list = question.kind is Kind.REPEAT and self.survey.group_of[question.name].count is not None
            if question.is_asked and not is_list and question.name not in self.reached:
                self.note(FindingKind.NEVER_REACHED, question.name)

    # --- one way -----------------------------------------------------------------------------------

    def go(self, wanted: Wanted, *, by_chance: bool = False) -> None:
        """Go one way from the start to its end."""
        way = _Way(wanted, by_chance)
        self.ways += 1
        at = ""
        try:
            dialogue, events = begin(self.survey, self.now, seed=self.rng.getrandbits(31))
            self.look(dialogue, way)
            for _ in range(_TIMES_AROUND * (len(self.survey.questions) + 5)):
                if isinstance(events[-1], Submitted | ScreenedOut):
                    return
                at = name_of(dialogue.at or "")
                dialogue, events = self.step(dialogue, way)
                self.look(dialogue, way)
            self.note(FindingKind.NO_END, at, way=way.told())
        except _Stuck:
            return

    def step(self, dialogue: Dialogue, way: _Way) -> tuple[Dialogue, list[Event]]:
        """Take one step: answer the question at hand, or submit."""
        self.steps += 1
        if dialogue.stage is Stage.REVIEWING:
            return self.advance(dialogue, Move.SUBMIT)
        key = dialogue.at or ""
        question = self.survey.question(name_of(key))
        if question.kind is Kind.REPEAT:
            return self.at_list(dialogue, question, key, way)
        if not question.takes_answer:
            return self.advance(dialogue, Move.KEEP)
        offered = trials(filled(self.survey, dialogue, self.now), question, key, self.known)
        self.waiting |= {(question.name, one.label) for one in offered} - self.tried
        for trial in self.in_order(question, offered, way)[:_MOST_TRIED]:
            self.tried.add((question.name, trial.label))
            self.waiting.discard((question.name, trial.label))
            taken = self.attempt(dialogue, trial, way)
            if taken is not None:
                way.answered.append(f"{key}={trial.label}")
                return taken
        if any(trial.label == SKIPPED for trial in offered):
            return self.advance(dialogue, Move.SKIP)
        self.note(FindingKind.CANNOT_ANSWER, question.name, way=way.told())
        raise _Stuck

    def in_order(self, question: Question, offered: list[Trial], way: _Way) -> list[Trial]:
        """Return what is tried at a question: what the way needs, then what is new, then by chance."""
        by_chance = self.rng.sample(offered, len(offered))
        if way.by_chance:
            return by_chance

        def rank(trial: Trial) -> tuple[bool, bool, bool]:
            needed = question.name in way.wanted and trial.answer == way.wanted[question.name]
            is_new = (question.name, trial.label) not in self.tried
            return not needed, not is_new, trial.label == SKIPPED

        return sorted(by_chance, key=rank)

    def attempt(self, dialogue: Dialogue, trial: Trial, way: _Way) -> tuple[Dialogue, list[Event]] | None:
        """Do what a trial says; None where it is not taken."""
        after = dialogue
        events: list[Event] = []
        for action in trial.actions:
            after, events = self.advance(after, action)
            problem = getattr(events[-1], "problem", None)
            if problem is not None and after.at == dialogue.at and len(events) == 1:
                self.look(after, way, problem)
                return None
        return after, events

    def at_list(
        self, dialogue: Dialogue, question: Question, key: Key, way: _Way
    ) -> tuple[Dialogue, list[Event]]:
        """Add entries of a repeat until there are as many as this way is to have, then go on."""
        if key not in way.added:
            way.added[key] = self.entries_for(question, key, way)
            way.answered.append(f"{key}={way.added[key]}")
        count = dialogue.entries.get(key, 0)
        return self.advance(dialogue, Move.ADD if count < way.added[key] else Move.DONE)

    def entries_for(self, question: Question, key: Key, way: _Way) -> int:
        wanted = way.wanted.get(question.name)
        numbers = (1, 0, 2)
        new = [one for one in numbers if (question.name, str(one)) not in self.tried]
        if isinstance(wanted, int):
            chosen = wanted
        elif new and not way.by_chance:
            chosen = new[0]
        else:
            chosen = self.rng.choice(numbers if len(place_of(key)) < 2 else (0, 1))
        self.tried.add((question.name, str(chosen)))
        self.waiting -= {(question.name, str(chosen))}
        self.waiting |= {(question.name, str(one)) for one in new if one != chosen}
        return chosen

    def advance(self, dialogue: Dialogue, action: Action) -> tuple[Dialogue, list[Event]]:
        return advance(self.survey, dialogue, action, self.now)

    # --- what is seen on it ------------------------------------------------------------------------

    def look(self, dialogue: Dialogue, way: _Way, problem: Problem | None = None) -> None:
        """Note where a way stands, and make its message in every language if it may hold something new."""
        self.hidden |= {name_of(key) for key in dialogue.off or ()}
        if dialogue.stage.is_over:
            name = name_of(dialogue.at or "")
            if dialogue.stage is Stage.SCREENED_OUT:
                self.reached.setdefault(name, way.told())
            return
        name = name_of(dialogue.at or "")
        if name:
            self.reached.setdefault(name, way.told())
        seen = (name, problem or "")
        times = self.shown.get(seen, 0)
        if times >= (1 if problem else MOST_SHOWN):
            return
        self.shown[seen] = times + 1
        for failed in cannot_work_out(self.survey, dialogue, self.now):
            self.note(FindingKind.CANNOT_COMPUTE, failed, way=way.told())
        for language in self.languages:
            why = self.show(self.survey, dialogue, problem, language)
            if why:
                self.note(FindingKind.REFUSED, name, why, language, way.told())

    def note(
        self,
        kind: FindingKind,
        question: str,
        detail: str = "",
        language: Language = "",
        way: tuple[str, ...] = (),
    ) -> None:
        """Keep a finding; the first way that leads to it is told."""
        self.found.setdefault((kind, question, language), Finding(kind, question, detail, language, way))
