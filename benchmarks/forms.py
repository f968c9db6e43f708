"""How long a questionnaire takes: to be read from its file, and a step of it in the chat."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from openpyxl import Workbook
from sqlalchemy import select

from benchmarks.measures import SCRATCH, BenchmarkError, Figures
from benchmarks.ours import OWN_CONTENT
from bot.dialogs import say_in_words
from bot.speech import OFFERED, OWN_NAMES
from db import residents, surveys
from db.batches import Batches, Job
from db.connect import open_engine
from db.tables import dialogue, metadata
from db.unit import Unit
from domain.dialogue import Choose
from domain.dialogue_data import dialogue_from_json
from domain.outgoing import Outgoing
from domain.periods import Periods
from domain.person import Person
from domain.recompute import recompute
from domain.survey import Survey
from domain.town import SURVEY_CONSENT, Town
from usecases.answer_survey import tap
from usecases.content import read_town
from usecases.house import House
from usecases.take_survey import survey_command
from usecases.xlsform import read_survey

KEY = "form"
SOMEBODY = Person(1, 1, "de")
NOW = datetime(2026, 11, 1, 12, tzinfo=UTC)
EVERY_CONDITION = 2  # every other question has one
AGAIN = 3


def form_file(questions: int) -> bytes:
    """Return an .xlsx with so many questions in nine languages, half of them with a condition."""
    book = Workbook()
    survey, choices, settings = book.active, book.create_sheet("choices"), book.create_sheet("settings")
    survey.title = "survey"
    headings = [f"{OWN_NAMES[language]} ({language})" for language in OFFERED]
    labels = [f"label::{heading}" for heading in headings]
    survey.append(
        ["type", "name", *labels, *(f"hint::{heading}" for heading in headings), "required", "relevant"]
    )
    for number in range(questions):
        texts = [f"{language}: what do you think of place number {number}?" for language in OFFERED]
        hints = [f"{language}: choose what fits best" for language in OFFERED]
        earlier = f"${{q{number - 1}}} != 'none' and not(selected(${{q{number // 2}}}, 'b'))"
        relevant = earlier if number and number % EVERY_CONDITION == 0 else ""
        survey.append(["select_one opinion", f"q{number}", *texts, *hints, "yes", relevant])
    choices.append(["list_name", "name", *labels])
    for code in "abcde":
        choices.append(["opinion", code, *(f"{language} {code}" for language in OFFERED)])
    settings.append(["form_title", "form_id", "version", "default_language"])
    settings.append(["Places", KEY, "1", headings[0]])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def reading(questions: int) -> Figures:
    """Measure how long a form takes to be read, beside what pyxform alone takes to convert it.

    Raises:
        FormErrors: the form made here is none.
    """
    from pyxform.xls2xform import convert

    file = form_file(questions)
    read_survey(file, ".xlsx", KEY)  # imports what reading needs

    def took(work: Any) -> tuple[float, float]:
        wall, cpu = time.perf_counter(), time.process_time()
        work()
        return time.perf_counter() - wall, time.process_time() - cpu

    ours = [took(lambda: read_survey(file, ".xlsx", KEY)) for _ in range(AGAIN)]
    theirs = [took(lambda: convert(file, file_type=".xlsx", validate=False)) for _ in range(AGAIN)]
    return {
        "read s": median(wall for wall, _ in ours),
        "read CPU s": median(cpu for _, cpu in ours),
        "pyxform s": median(wall for wall, _ in theirs),
        "pyxform CPU s": median(cpu for _, cpu in theirs),
    }


def answering(questions: int) -> Figures:
    """Measure a step in the middle of a form: one unit of work with its commit, and the card's words.

    Raises:
        BenchmarkError: a step did not lead on.
    """
    survey = read_survey(form_file(questions), ".xlsx", KEY)
    town = read_town(OWN_CONTENT, OFFERED, Periods().placeholders())
    house = House(town, OFFERED, b"benchmark", "UTC")
    with _database() as address:
        _offer(address, survey)
        batches = Batches(address, as_worker=True)
        updates = iter(range(1, 100_000))
        _carry_out(batches, Job(survey_command, (house, next(updates), SOMEBODY, NOW)), town)
        steps, words, worked = [], [], []
        for _ in range(min(questions - 1, 100)):
            draft, at = _draft(batches)
            began = time.perf_counter()
            job = Job(tap, (house, next(updates), SOMEBODY, draft, None, Choose(0), 7, NOW))
            batches.run([job])
            steps.append(time.perf_counter() - began)
            words.append(_said(job, town))
            after, _ = _draft_state(batches)
            worked.append(_took(lambda after=after, at=at: recompute(survey, after, (at,), NOW)))
        batches.close()
    return {
        "step ms": median(steps) * 1000,
        "card ms": median(words) * 1000,
        "recompute ms": median(worked) * 1000,
    }


def _took(work: Any) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _carry_out(batches: Batches, job: Job, town: Town) -> None:
    batches.run([job])
    _said(job, town)


def _said(job: Job, town: Town) -> float:
    """Return how long the words of what a step says take."""
    if job.error is not None:
        raise job.error
    outgoing: list[Outgoing] = [one for _, one in job.said]
    if not outgoing:
        raise BenchmarkError("a step said nothing")
    return _took(lambda: [say_in_words(town, one) for one in outgoing])


def _draft(batches: Batches) -> tuple[int, str]:
    number, state = _row(batches)
    at = dialogue_from_json(state).at
    if at is None:
        raise BenchmarkError("the form came to its end")
    return number, at


def _draft_state(batches: Batches) -> tuple[Any, int]:
    number, state = _row(batches)
    return dialogue_from_json(state), number


def _row(batches: Batches) -> tuple[int, str]:
    job = Job(_drafts, ())
    batches.run([job])
    if job.error is not None:
        raise job.error
    row: tuple[int, str] = job.result
    return row


def _drafts(unit: Unit) -> tuple[int, str]:
    number, state = unit.connection.execute(select(dialogue.c.id, dialogue.c.state)).one()
    return number, state


@contextmanager
def _database() -> Iterator[str]:
    SCRATCH.mkdir(exist_ok=True)
    with TemporaryDirectory(dir=SCRATCH) as folder:
        yield f"sqlite:///{Path(folder) / 'bot.sqlite'}"


def _offer(address: str, survey: Survey) -> None:
    engine = open_engine(address)
    with engine.begin() as connection:
        metadata.create_all(connection)
        unit = Unit(connection, 0)
        surveys.schedule(unit, KEY, 0, date(2026, 10, 1), date(2026, 12, 31))
        surveys.add_version(unit, KEY, "1", replace(survey, name=KEY), NOW)
        somebody = residents.add(unit, SOMEBODY.chat, "de", NOW.date())
        residents.choose_language(unit, somebody.member_id, "de")
        residents.agree(unit, somebody.member_id, SURVEY_CONSENT, residents.ConsentText("1", "1", "de"), NOW)
    engine.dispose()
