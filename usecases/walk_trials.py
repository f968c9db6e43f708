"""What is tried at a question when all ways through a survey are gone: choices, values at the borders."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from domain.answering import ACKNOWLEDGED
from domain.dialogue import Action, Answer, Choose, Give, Located, Mark, Move, Sent, Typed
from domain.expressions import Expression
from domain.filled import Filled
from domain.keys import Key
from domain.survey import Kind, Question, QuestionName, Survey

MOST_VALUES = 40  # of one scale or one set of constants
NO_FILE = "0" * 32
SKIPPED = "–"

_NUMBER = re.compile(r"(?<![\w.#'\"-])-?\d+(?:\.\d+)?(?![\w.])")
_QUOTED = re.compile(r"'([^']*)'|\"([^\"]*)\"")
_TEXTS = ("Ja", "Mehr Bänke", "12", "70806", "4b", "name@example.org", "07154 2020", "A-1")
_NUMBERS: tuple[float, ...] = (0, 1, 2, 5, 17, 18, 40, 70, 100)
_DAYS = (0, -1, 1, -30, 30, -366 * 5, -366 * 20, -366 * 45, -366 * 80)


@dataclass(frozen=True, slots=True)
class Trial:
    """One way to answer a question: what is done, one after the other, and what it stands for."""

    label: str
    actions: tuple[Action, ...]
    answer: Answer


@dataclass(frozen=True, slots=True)
class Constants:
    """The numbers and texts that the form's expressions hold a question's answer against."""

    numbers: Mapping[QuestionName, frozenset[float]]
    texts: Mapping[QuestionName, frozenset[str]]


def constants_of(survey: Survey) -> Constants:
    """Return, for each question, what conditions, rules and calculations compare it with."""
    numbers: defaultdict[QuestionName, set[float]] = defaultdict(set)
    texts: defaultdict[QuestionName, set[str]] = defaultdict(set)
    reads = calculations_of(survey)
    for owner, expression in expressions_of(survey):
        quoted = {one or other for one, other in _QUOTED.findall(expression.source)}
        found = {float(one) for one in _NUMBER.findall(_QUOTED.sub(" ", expression.source))}
        found |= {float(one) for one in quoted if re.fullmatch(r"-?\d+(\.\d+)?", one)}
        names = set(questions_read(expression, reads)) | ({owner} if expression.uses_self else set())
        for name in names:
            numbers[name] |= found
            texts[name] |= quoted
    return Constants(
        {name: frozenset(sorted(found)[:MOST_VALUES]) for name, found in numbers.items()},
        {name: frozenset(sorted(found)[:MOST_VALUES]) for name, found in texts.items()},
    )


def expressions_of(survey: Survey) -> Iterator[tuple[str, Expression]]:
    """Yield every expression of the form, with the question or group that it belongs to."""
    for question in survey.questions:
        for one in (
            *(question.relevant, question.constraint, question.required_when, question.calculation),
            *(question.default, question.choice_filter),
        ):
            if one is not None:
                yield question.name, one
    for group in survey.groups:
        for one in (group.relevant, group.count):
            if one is not None:
                yield group.name, one


def calculations_of(survey: Survey) -> dict[QuestionName, frozenset[str]]:
    """Return what each computed value reads."""
    return {
        question.name: question.calculation.references
        for question in survey.questions
        if question.calculation is not None
    }


def questions_read(
    expression: Expression, calculations: Mapping[QuestionName, frozenset[str]]
) -> Iterator[QuestionName]:
    """Yield the names that an expression reads, also through computed values."""
    seen: set[str] = set()
    waiting = sorted(expression.references)
    while waiting:
        name = waiting.pop()
        if name in seen:
            continue
        seen.add(name)
        waiting += sorted(calculations.get(name, ()))
        yield name


def trials(form: Filled, question: Question, key: Key, known: Constants) -> list[Trial]:
    """Return what can be tried at a question here and now, skipping it last.

    Args:
        form: The questionnaire as it is filled in so far.
        question: The question.
        key: Its key.
        known: What the form compares it with.
    """
    found = list(_answers(form, question, key, known))
    if not form.is_required(question, key):
        found.append(Trial(SKIPPED, (Move.SKIP,), None))
    return found


def _answers(form: Filled, question: Question, key: Key, known: Constants) -> Iterator[Trial]:
    numbers = known.numbers.get(question.name, frozenset())
    texts = known.texts.get(question.name, frozenset())
    match question.kind:
        case Kind.SELECT_ONE:
            for index in _offered(form, question, key):
                name = question.choices[index].name
                yield Trial(name, (Choose(index),), name)
        case Kind.SELECT_MULTIPLE | Kind.RANK:
            yield from _boxes(question, _offered(form, question, key))
        case Kind.RANGE:
            values = question.scale.values() if question.scale else ()
            shown = (
                range(len(values)) if len(values) <= MOST_VALUES else (0, len(values) // 2, len(values) - 1)
            )
            for index in shown:
                yield Trial(str(values[index]), (Choose(index),), values[index])
        case Kind.INTEGER | Kind.DECIMAL:
            step = 1 if question.kind is Kind.INTEGER else 0.5
            near = {one + more for one in numbers for more in (-step, 0, step)}
            wanted = near | set(_NUMBERS)
            if question.kind is Kind.INTEGER:
                wanted = {float(round(one)) for one in wanted}
            for value in sorted(wanted, key=lambda one: (one not in near, one)):
                number = int(value) if value == int(value) else value
                yield Trial(str(number), (Typed(str(number).replace(".", ",")),), number)
        case Kind.TEXT:
            for text in (*_TEXTS, *sorted(texts - {""})):
                yield Trial(text, (Typed(text),), text)
        case Kind.DATE | Kind.DATETIME | Kind.TIME:
            for moment in _moments(question.kind, form.now, texts):
                yield Trial(moment, (Give(moment),), moment)
        case Kind.GEOPOINT:
            yield Trial("48.86 9.19", (Located(48.86, 9.19, 5),), "48.86 9.19 0 5")
        case Kind.ACKNOWLEDGE:
            yield Trial(ACKNOWLEDGED, (Move.KEEP,), ACKNOWLEDGED)
        case kind if kind.is_media:
            yield Trial(kind.value, (Sent(NO_FILE),), NO_FILE)


def _offered(form: Filled, question: Question, key: Key) -> list[int]:
    offered = set(map(id, form.choices(question, key)))
    return [index for index, choice in enumerate(question.choices) if id(choice) in offered]


def _boxes(question: Question, offered: list[int]) -> Iterator[Trial]:
    """Yield each choice alone and all of them; of a rank, the form's order and the other way round."""
    if question.kind is Kind.RANK:
        orders = [offered, offered[::-1]] if len(offered) > 1 else [offered]
        sets = [order for order in orders if order]
    else:
        sets = [[index] for index in offered] + ([offered] if len(offered) > 1 else [])
    for wanted in sets:
        cleared = tuple(Mark(index, on=False) for index in offered)
        marked = tuple(Mark(index, on=True) for index in wanted)
        names = tuple(question.choices[index].name for index in wanted)
        yield Trial("+".join(names), (*cleared, *marked, Move.DONE), names)


def _moments(kind: Kind, now: datetime, texts: frozenset[str]) -> Iterator[str]:
    if kind is Kind.TIME:
        yield from ("00:00", "08:00", "12:30", "20:00", "23:45")
        return
    today = now.date()
    days = {today + timedelta(days=more) for more in _DAYS}
    for text in texts:
        try:
            named = date.fromisoformat(text[:10])
            days |= {named - timedelta(days=1), named, named + timedelta(days=1)}
        except (ValueError, OverflowError):
            continue
    for day in sorted(days, key=lambda one: abs((one - today).days)):
        yield day.isoformat() if kind is Kind.DATE else f"{day.isoformat()}T12:00"
