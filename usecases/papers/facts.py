"""What the papers say about a deployment. There is no field for anything secret."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from domain.feedback import FORM
from domain.languages import DEFAULT, text_in
from domain.periods import Periods
from domain.survey import Kind, Question, Survey
from domain.times import DayTime
from domain.town import PlannedSurvey, Town
from usecases.content import ContentError
from usecases.plain_surveys import plain_text

TO_FILL_IN = "[bitte ergänzen]"
EXAMPLE = "[Beispieldaten, bitte ersetzen]"
_EXAMPLE_DOMAIN = "@example.org"  # reserved for examples: nobody can be reached there


@dataclass(frozen=True, slots=True)
class Deployment:
    """How the program is set up, without anything secret.

    Args:
        version: The program's version.
        periods: How many days each kind of row is kept.
        database: `SQLite` or `PostgreSQL`.
        bot_api: Scheme and host that carry the messages.
        webhook: Scheme and host that receive them; None where they are fetched.
        wave_days: Days between waves.
        seal_seconds: Seconds between looks for answers to cut loose.
        timezone: What "today" means.
        languages: Their names.
    """

    version: str
    periods: Periods
    database: str
    bot_api: str
    webhook: str | None
    wave_days: int
    seal_seconds: int
    timezone: str
    languages: tuple[str, ...]

    def digest(self, town: Town) -> str:
        """Return what names this configuration and the texts that residents read with it."""
        pages = sorted(f"{name}/{language}: {page.hash}" for (name, language), page in town.pages.items())
        spelled = json.dumps([asdict(self), repr(town.surveys), pages], sort_keys=True)
        return hashlib.sha256(spelled.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Office:
    """Who is responsible, as far as `process.toml` says so; what it does not say is marked."""

    controller: str
    carried_by: str
    officer: str
    processors: str
    contact: str


def read_office(folder: Path, town: Town) -> Office:
    """Read who is responsible from the content folder.

    Raises:
        ContentError: `process.toml` cannot be read.
    """
    path = folder / "process.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise ContentError(f"{path}: {error}") from error
    office = data.get("data_protection", {})
    contact = f"{town.contact.name}, {town.contact.phone}, {town.contact.email}"
    return Office(
        controller=_german(data.get("controller")),
        carried_by=_german(data.get("carried_by")),
        officer=_german(office.get("officer")),
        processors=_german(office.get("processors")),
        contact=f"{contact} {EXAMPLE}" if _EXAMPLE_DOMAIN in town.contact.email else contact,
    )


def _german(value: Any) -> str:
    text = text_in(value, DEFAULT) if isinstance(value, dict) else value
    return " ".join(str(text).split()) if text else TO_FILL_IN


def survey_rows(planned: tuple[PlannedSurvey, ...], surveys: dict[str, Survey]) -> list[list[str]]:
    """Return a row a survey: title, days, questions, questions with free text, what it can be filtered by."""
    return [
        [
            text_in(one.title, DEFAULT),
            f"{_german_time(one.window.opens)} bis {_german_time(one.window.closes)}"
            if one.key != FORM
            else "nach jeder Veranstaltung, bis ihre Anmeldungen gelöscht werden",
            str(sum(question.takes_answer for question in surveys[one.key].questions)),
            str(len(free_texts(surveys[one.key]))),
            ", ".join(surveys[one.key].dimensions) or "keine",
        ]
        for one in planned
    ]


def free_texts(survey: Survey) -> list[str]:
    """Return the questions that residents answer in their own words, as they are asked in German."""
    return [_words(one) for one in survey.questions if one.kind is Kind.TEXT]


def endings(survey: Survey) -> list[str]:
    """Return the notes at which the survey ends for somebody it is not meant for."""
    return [_words(one) for one in survey.questions if one.kind is Kind.SCREENOUT]


def _words(question: Question) -> str:
    return plain_text(text_in(question.label, DEFAULT))


def _german_time(one: DayTime) -> str:
    day = german_day(one.day)
    return day if one.clock is None else f"{day}, {one.clock} Uhr"


def german_day(day: date) -> str:
    """Return a day as German papers write it."""
    return f"{day:%d.%m.%Y}"
