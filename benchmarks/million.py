"""A million responses, as waves and the cutting loose leave them, and the survey that they answer."""

from datetime import date
from itertools import product

from sqlalchemy import text

from db.unit import Unit
from domain.blocks import Labels
from domain.releases import PEOPLE, Release
from domain.survey import LANGUAGE, Choice, Kind, Question, Scale, Survey
from domain.tallies import Cell, Series, series_of

KEY = "stadtweit"
MILLION = 1_000_000
AREAS, AGES, LANGUAGES = (
    [f"{name}{place}" for place in range(n)] for name, n in (("a", 8), ("g", 6), ("l", 5))
)
YEARS = 100


def _choices(names: list[str]) -> tuple[Choice, ...]:
    return tuple(Choice(name, {"de": f"Antwort {name}"}) for name in names)


def _survey() -> Survey:
    """Return a survey as long as the town's: dimensions, scales, choices, boxes, a number, a text."""
    answers = _choices([f"c{place}" for place in range(12)])
    questions = [
        Question("area", Kind.SELECT_ONE, {"de": "Wo?"}, choices=_choices(AREAS)),
        Question("age", Kind.SELECT_ONE, {"de": "Wie alt?"}, choices=_choices(AGES)),
        *(Question(f"scale{n}", Kind.RANGE, {"de": "Wie?"}, scale=Scale(1, 5)) for n in range(6)),
        *(Question(f"one{n}", Kind.SELECT_ONE, {"de": "Was?"}, choices=answers) for n in range(4)),
        *(Question(f"many{n}", Kind.SELECT_MULTIPLE, {"de": "Was?"}, choices=answers) for n in range(4)),
        Question("years", Kind.INTEGER, {"de": "Wie viele Jahre?"}),
        Question("words", Kind.TEXT, {"de": "Was noch?"}),
    ]
    return Survey(
        "town", "1", {"de": "Stadt"}, ("de",), tuple(questions), dimensions=("area", "age", LANGUAGE)
    )


SURVEY = _survey()


def _values(series: Series) -> list[str]:
    question = series.question
    if question.kind is Kind.TEXT:
        return [""]
    if question.scale:
        return [str(value) for value in question.scale.values()]
    return [choice.name for choice in question.choices] or [str(year) for year in range(YEARS)]


def release_of_a_million(*, population: bool = False) -> Release:
    """Return what a million responses leave: a cell for every combination of labels, mixed ones too."""
    labels: list[Labels] = list(product([*AREAS, None], [*AGES, None], [*LANGUAGES, None]))
    sizes = [MILLION // len(labels) + (place < MILLION % len(labels)) for place in range(len(labels))]
    cells: dict[str, dict[Labels, Cell]] = {
        PEOPLE: {one: Cell(n) for one, n in zip(labels, sizes, strict=True)}
    }
    for series in series_of([SURVEY]):
        values = _values(series)
        shares = [(n // len(values), n % len(values)) for n in sizes]
        cells[series.key] = {
            one: Cell(n, n, {value: each + (place < over) for place, value in enumerate(values)})
            for one, n, (each, over) in zip(labels, sizes, shares, strict=True)
        }
    margins = {
        "area": {area: 1000 + 500 * place for place, area in enumerate(AREAS)},
        "age": {age: 2000 + 300 * place for place, age in enumerate(AGES)},
    }
    return Release(KEY, 1, date(2026, 10, 3), False, SURVEY.dimensions, cells, margins if population else {})


_NUMBERS = {
    "sqlite": "WITH RECURSIVE numbers(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM numbers WHERE i < :n)"
    " SELECT randomblob(32), :version, 'de', :answers, 1 FROM numbers",
    "postgresql": "SELECT sha256(CAST(CAST(i AS text) AS bytea)), :version, 'de', :answers, 1"
    " FROM generate_series(1, :n) AS i",
}


def add_rows(unit: Unit, version: int, n: int = MILLION) -> None:
    """Put so many counted responses beside the release, so that whoever looked at them would be slow."""
    numbers = _NUMBERS[unit.connection.dialect.name]
    answers = '{"area": "a1", "age": "g2", "scale0": 4, "many0": ["c1", "c5"], "years": 12}'
    insert = "INSERT INTO response (rid, version_id, language, answers, wave) " + numbers
    unit.connection.execute(text(insert), {"version": version, "answers": answers, "n": n})
