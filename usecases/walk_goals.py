"""Which answers make a condition of a form hold, or not hold: tried out, the likely ones first."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from itertools import islice, product
from random import Random

from domain.dialogue import Answer, Dialogue
from domain.filled import filled
from domain.keys import key_of
from domain.recompute import recompute
from domain.survey import Kind, QuestionName, Survey
from usecases.walk_trials import Constants, calculations_of, questions_read, trials

Wanted = Mapping[QuestionName, Answer]
"""Answers that are to be given on a way, by question; of a repeat the number of its entries."""

MOST_TRIED = 400  # combinations for one condition
MOST_VALUES = 14  # of one question in them
MOST_FOUND = 4
_DEPTH = 3  # conditions that lead to the questions of a condition


def answers_for(
    survey: Survey, name: str, *, shown: bool, now: datetime, known: Constants, rng: Random
) -> Iterator[Wanted]:
    """Yield answers after which a question or group is shown, or not, as far as they can be found.

    Args:
        survey: The form.
        name: The question's or group's.
        shown: Whether it is to be.
        now: The local time.
        known: What the form compares answers with.
        rng: Where chance comes from.
    """
    names = _questions_behind(survey, name)
    at = (1,) * len(survey.homes[name])
    key = key_of(name, at)
    counts = {group.name: 1 for group in survey.groups if group.repeats}
    found = 0
    for answers in _combinations(survey, names, now, known, rng):
        keyed = {key_of(one, (1,) * len(survey.homes[one])): answer for one, answer in answers.items()}
        entries = {key_of(one, (1,) * len(survey.homes[one])): number for one, number in counts.items()}
        dialogue = recompute(survey, Dialogue(answers=keyed, entries=entries), None, now)
        form = filled(survey, dialogue, now)
        # Its own condition decides: the groups around it have to be shown either way.
        is_shown = key not in form.off
        around = survey.groups_around(_group_of(survey, name))
        is_there = all(key_of(one.name, at[: len(survey.homes[one.name])]) not in form.off for one in around)
        if is_shown is shown and is_there:
            yield answers
            found += 1
            if found == MOST_FOUND:
                return


def _group_of(survey: Survey, name: str) -> str:
    position = survey.positions.get(name)
    return survey.questions[position].group if position is not None else survey.group_of[name].parent


def _questions_behind(survey: Survey, name: str) -> list[QuestionName]:
    """Return the questions that decide whether something is shown, also those that lead to these."""
    reads = calculations_of(survey)
    found: dict[QuestionName, None] = {}
    waiting = [name]
    for _ in range(_DEPTH):
        following: list[str] = []
        for one in waiting:
            position = survey.positions.get(one)
            own = (
                survey.questions[position].relevant if position is not None else survey.group_of[one].relevant
            )
            around = [group.relevant for group in survey.groups_around(_group_of(survey, one))]
            for condition in (own, *around):
                if condition is None:
                    continue
                for read in questions_read(condition, reads):
                    at = survey.positions.get(read)
                    if at is not None and survey.questions[at].takes_answer and read not in found:
                        found[read] = None
                        following.append(read)
        waiting = following
    return list(found)


def _combinations(
    survey: Survey, names: list[QuestionName], now: datetime, known: Constants, rng: Random
) -> Iterator[dict[QuestionName, Answer]]:
    values: list[list[Answer]] = []
    form = filled(survey, Dialogue(), now)
    for name in names:
        question = survey.question(name)
        if question.kind is Kind.REPEAT:
            values.append([0, 1, 2])
            continue
        unfiltered = replace(question, choice_filter=None, randomize=False)
        offered: list[Answer] = [one.answer for one in trials(form, unfiltered, name, known)]
        values.append([*offered[:MOST_VALUES], *([None] if None not in offered else [])])
    sizes = 1
    for some in values:
        sizes *= len(some)
    if sizes <= MOST_TRIED:
        yield from (dict(zip(names, answers, strict=True)) for answers in product(*values))
        return
    # The first questions decide most: go through what the nearest two can say, the others by chance.
    nearest = islice(product(*values[:2]), MOST_TRIED // 2)
    for answers in nearest:
        rest = [rng.choice(some) for some in values[2:]]
        yield dict(zip(names, (*answers, *rest), strict=True))
    for _ in range(MOST_TRIED // 2):
        yield dict(zip(names, (rng.choice(some) for some in values), strict=True))
