"""Whole histories of a survey, replayed through the rules of production: arrivals, waves, withdrawals."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum, auto
from functools import cached_property
from random import Random

import pytest

from domain.access import Access, accesses_hidden
from domain.batches import Waiting, batch_of
from domain.blocks import FrozenCell, K, Labels, Member, draw_wave, freeze, split
from domain.expressions import compile_expression
from domain.modes import Mode
from domain.publishing import publish
from domain.releases import Release, make_release
from domain.results import Filter, PublishedResults
from domain.survey import ACCESS, LANGUAGE, MODE, Choice, Group, Kind, Question, Scale, Survey
from domain.tallies import Series, by_series, series_of

FIRST_DAY = date(2026, 10, 1)
DIMENSIONS = ("area", "age", LANGUAGE)
SAMPLE_DIMENSIONS = (ACCESS, *DIMENSIONS)
MODE_DIMENSIONS = (MODE, *DIMENSIONS)
AREAS, AGES = ("north", "south", "west"), ("young", "middle", "old")
LANGUAGES, PLACES = ("de", "tr", "ar"), "abc"


def _asked(
    name: str,
    kind: Kind,
    codes: Sequence[str] = (),
    relevant: str = "",
    scale: Scale | None = None,
    group: str = "",
) -> Question:
    condition = compile_expression(relevant) if relevant else None
    choices = tuple(Choice(code, {}) for code in codes)
    return Question(name, kind, {}, choices=choices, relevant=condition, scale=scale, group=group)


AREA = _asked("area", Kind.SELECT_ONE, AREAS)
COMMON = (
    _asked("age", Kind.SELECT_ONE, AGES),
    _asked("at_home", Kind.SELECT_ONE, ("yes", "no")),
    _asked("likes", Kind.SELECT_MULTIPLE, PLACES),
    _asked("years", Kind.INTEGER),
    _asked("care", Kind.SELECT_ONE, ("yes", "no"), "${age} = 'old'"),
    _asked("moves", Kind.SELECT_ONE, ("soon", "later"), "${at_home} = 'no'"),
    _asked("idea", Kind.TEXT),
    _asked("order", Kind.RANK, PLACES),
    _asked("moved_in", Kind.DATE),
    _asked("kids", Kind.REPEAT),
    _asked("old", Kind.INTEGER, group="kids"),
    _asked("plays", Kind.SELECT_ONE, PLACES, group="kids"),
)
KIDS = (Group("kids", repeats=True),)
STARS = _asked("stars", Kind.RANGE, scale=Scale(1, 5))
FIRST = Survey("town", "1", {}, LANGUAGES, (AREA, *COMMON, STARS), DIMENSIONS, KIDS)
SECOND = Survey(  # another scale, a new choice, a new question, other dimensions
    "town",
    "2",
    {},
    LANGUAGES,
    (
        replace(AREA, choices=(*AREA.choices, Choice("east", {}))),
        *COMMON,
        replace(STARS, scale=Scale(0, 10)),
        _asked("bus", Kind.SELECT_ONE, ("often", "never")),
    ),
    ("age", "area"),
    KIDS,
)
VERSIONS = (FIRST, SECOND)
SERIES: list[Series] = series_of(VERSIONS)


@dataclass(frozen=True)
class Person:
    """Somebody who takes part: the random key of the response, its version, language and answers.

    `access` says how they came, "" where that is not kept, and None where the survey does not tell it;
    `mode` likewise.
    """

    key: bytes
    version: int
    language: str
    answers: Mapping[str, object]
    access: str | None = None
    mode: str | None = None

    @cached_property
    def member(self) -> Member:
        """The person as a wave sees it."""
        known = {**self.answers, LANGUAGE: self.language}
        labels = tuple(value if isinstance(value := known.get(name), str) else None for name in DIMENSIONS)
        told = [one or None for one in (self.access, self.mode) if one is not None]
        labels = (*told, *labels)
        return Member(self.key, labels, by_series(VERSIONS[self.version], self.answers))


class Event(Enum):
    """What happens in a history."""

    ARRIVAL = auto()
    WITHDRAWAL = auto()
    WAVE = auto()
    END = auto()


@dataclass(frozen=True, slots=True)
class History:
    """People, and what happens one after the other, with the person it concerns."""

    seed: int
    people: tuple[Person, ...]
    events: tuple[tuple[Event, int], ...]
    dimensions: tuple[str, ...] = DIMENSIONS


@dataclass
class Bureau:
    """What the town has gathered so far, and what it shows."""

    dimensions: tuple[str, ...] = DIMENSIONS
    drafts: list[Person] = field(default_factory=list)
    waiting: list[Person] = field(default_factory=list)  # in the order of arrival, which must not matter
    counted: list[Person] = field(default_factory=list)
    withdrawn: list[Person] = field(default_factory=list)  # after they were counted
    blocks: list[tuple[int, Labels, list[Person]]] = field(default_factory=list)
    waves: list[list[FrozenCell]] = field(default_factory=list)
    releases: list[Release] = field(default_factory=list)
    hashes: list[str] = field(default_factory=list)

    @property
    def participants(self) -> int:
        """The only number that is live."""
        return len(self.drafts) + len(self.waiting) + len(self.counted) - len(self.withdrawn)


def shown(bureau: Bureau) -> object:
    """Return what everything that is shown follows from: the contents of the releases, by their hashes."""
    return tuple(bureau.hashes)


@dataclass(frozen=True)
class Rules:
    """The rules of production, each of which a mutant can replace."""

    draw: Callable[..., list[bytes]] = draw_wave
    freeze: Callable[..., list[FrozenCell]] = freeze
    look: Callable[[Bureau], object] = shown


def replay(history: History, rules: Rules = Rules()) -> tuple[Bureau, list[tuple[int, object]]]:
    """Let a history happen; return how it ends, and what could be seen after every event."""
    bureau, seen = Bureau(history.dimensions), []
    for event, who in history.events:
        person = history.people[who]
        if event is Event.ARRIVAL:
            bureau.drafts.append(person)
            _seal(bureau, has_ended=False)
        elif event is Event.WITHDRAWAL:
            if person in bureau.waiting:
                bureau.waiting.remove(person)
            elif person in bureau.counted:
                bureau.withdrawn.append(person)
        else:
            _seal(bureau, has_ended=event is Event.END)
            chance = wave_chance(history, len(bureau.releases))
            _close(bureau, rules, chance, is_final=event is Event.END)
        seen.append((bureau.participants, rules.look(bureau)))
    return bureau, seen


def wave_chance(history: History, releases: int) -> Random:
    """Return where the chance of a wave comes from, after so many releases."""
    return Random(history.seed * 100 + releases)


def _seal(bureau: Bureau, *, has_ended: bool) -> None:
    waiting = [
        Waiting(place, place, one.access or "", Mode(one.mode or Mode.CHAT))
        for place, one in enumerate(bureau.drafts)
    ]
    places = batch_of(waiting, has_ended=has_ended)
    batch = [one for place, one in enumerate(bureau.drafts) if place in places]
    bureau.drafts = [one for place, one in enumerate(bureau.drafts) if place not in places]
    if has_ended:
        hidden = accesses_hidden((one.access or "" for one in [*bureau.waiting, *batch]), K)
        batch = [replace(one, access="") if one.access in hidden else one for one in batch]
        hidden = accesses_hidden((one.mode or "" for one in [*bureau.waiting, *batch]), K)
        batch = [replace(one, mode="") if one.mode in hidden else one for one in batch]
    bureau.waiting += batch


def _close(bureau: Bureau, rules: Rules, chance: Random, *, is_final: bool) -> None:
    keys = set(rules.draw([person.key for person in bureau.waiting], chance, final=is_final))
    if not keys:
        return
    taken = {person.key: person for person in bureau.waiting if person.key in keys}
    bureau.waiting = [person for person in bureau.waiting if person.key not in keys]
    bureau.counted += taken.values()
    number = len(bureau.releases) + 1
    members = [person.member for person in taken.values()]
    for labels, block in split(members, bureau.dimensions).items():
        bureau.blocks.append((number, labels, [taken[member.key] for member in block]))
    kept_back = [one for one in bureau.waves[-1] if one.kept_back] if bureau.waves else []
    dimensions = bureau.dimensions
    bureau.waves.append(rules.freeze(members, dimensions, SERIES, kept_back=kept_back, is_final=is_final))
    frozen = [one for wave in bureau.waves for one in wave]
    day = FIRST_DAY + timedelta(days=number)
    release = make_release("town", number, day, dimensions, frozen, is_final=is_final)
    bureau.releases.append(release)
    bureau.hashes.append(release.hash)


def filters_of(release: Release) -> list[Filter | None]:
    """Return everything that a release can be filtered by, and no filter at all."""
    everybody = publish("town", VERSIONS, release)
    return [None, *(Filter(one.name, value.value) for one in everybody.dimensions for value in one.values)]


def published(release: Release) -> dict[Filter | None, PublishedResults]:
    """Return all that can be read of a release: every filter, with every question."""
    return {chosen: publish("town", VERSIONS, release, chosen) for chosen in filters_of(release)}


# --- making histories ----------------------------------------------------------------------------------


def make_history(seed: int) -> History:
    """Return a random history of a survey: few or many people, skewed answers, waves in quick succession."""
    chance = Random(seed)
    n = chance.choice((25, 45, 80, 120, 160))
    newer_from = chance.choice((n, n, n // 2))
    habits = Habits(chance)
    people = tuple(habits.person(chance, int(number >= newer_from)) for number in range(n))
    events = [(Event.ARRIVAL, number) for number in range(n)]
    for _ in range(chance.randrange(n // 15)):  # by the week, or by an editor in quick succession
        events.insert(chance.randrange(n // 5, len(events)), (Event.WAVE, 0))
    for who in chance.sample(range(n), chance.choice((0, 0, n // 20, n // 8))):
        arrived = events.index((Event.ARRIVAL, who))
        events.insert(chance.randrange(arrived + 1, len(events) + 1), (Event.WITHDRAWAL, who))
    return History(seed, people, (*events, (Event.END, 0)))


def make_sample_history(seed: int) -> History:
    """Return a random history of a survey that tells its invited sample from others."""
    history, chance = make_history(seed), Random(f"sample {seed}")
    share = chance.choice((0.05, 0.3, 0.5, 0.9))
    people = tuple(
        replace(one, access=Access.INVITED if chance.random() < share else Access.OPEN)
        for one in history.people
    )
    return replace(history, people=people, dimensions=SAMPLE_DIMENSIONS)


def make_mode_history(seed: int) -> History:
    """Return a random history of a survey that tells chats from paper and phone."""
    history, chance = make_history(seed), Random(f"mode {seed}")
    weights = [chance.choice((1, 5, 20)) for _ in Mode]
    people = tuple(replace(one, mode=chance.choices(tuple(Mode), weights)[0]) for one in history.people)
    return replace(history, people=people, dimensions=MODE_DIMENSIONS)


Make = Callable[[int], History]
"""Makes the history of a number."""


def in_many(*kinds: tuple[Make, int, int]) -> pytest.MarkDecorator:
    """Hold a claim in `numbers` of the histories that `make` makes: some of them in every run, all in a soak.

    Args:
        kinds: What makes them, how many there are, and how many of them are one test. The
            first one is in every run.
    """
    cases = [
        pytest.param(
            make,
            range(first, first + each),
            id=f"{make.__name__}-{first}",
            marks=[pytest.mark.soak] if first else [],
        )
        for make, histories, each in kinds
        for first in range(0, histories, each)
    ]
    return pytest.mark.parametrize(("make", "numbers"), cases)


class Habits:
    """How the people of one history are and answer: drawn anew each time, evenly or one-sidedly."""

    def __init__(self, chance: Random) -> None:
        self.areas, self.ages, self.languages = (
            [chance.choice((1, 2, 5, 15)) for _ in range(3)] for _ in range(3)
        )
        self.yes = chance.choice((0.5, 0.8, 0.97))
        self.skips = chance.choice((0.0, 0.0, 0.1, 0.8))

    def person(self, chance: Random, version: int) -> Person:
        """Return somebody who takes part in a version, with answers as its conditions ask for them."""
        (area,) = chance.choices(AREAS, self.areas)
        (age,) = chance.choices(AGES, self.ages)
        at_home = "yes" if chance.random() < self.yes else "no"
        given: dict[str, object] = {
            "at_home": at_home,
            "likes": tuple(place for place in PLACES if chance.random() < self.yes),
            "years": chance.choice((3, 3, 10, chance.randrange(90))),
            "stars": chance.choice((4, 5, 5, chance.randrange(1, 6))),
        }
        if age == "old":
            given["care"] = "yes" if chance.random() < self.yes else "no"
        if at_home == "no":
            given["moves"] = chance.choice(("soon", "later"))
        order = list(PLACES)
        if chance.random() > self.yes:
            chance.shuffle(order)
        given["order"] = tuple(order)
        given["moved_in"] = f"{chance.choice((2020, 2020, chance.randrange(1950, 2026)))}-05-17"
        if chance.random() < 0.3:
            given["idea"] = f"text {chance.random()}"
        if version:
            given["bus"] = chance.choice(("often", "never"))
            area = chance.choice((area, "east"))
        given = {name: answer for name, answer in given.items() if chance.random() >= self.skips}
        given["kids"] = kids = chance.choice((0, 0, 1, 2))
        for number in range(1, kids + 1):
            given[f"old#{number}"] = chance.choice((3, 4, chance.randrange(18)))
            given[f"plays#{number}"] = "a" if chance.random() < self.yes else chance.choice(PLACES)
        (language,) = chance.choices(LANGUAGES, self.languages)
        answers = {"area": area, "age": age, **given}
        if chance.random() < self.skips / 2:
            del answers["area"]
        return Person(chance.randbytes(32), version, language, answers)
