"""Attacks on what the tables say: columns that two tables share, times, rows that should be gone."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from db import inspection, surveys, traces
from db.unit import Unit
from domain.access import access_of
from domain.blocks import K
from domain.findings import Finding, found, not_testable
from domain.survey import Kind
from usecases.entering import BY_MODE

SHORTEST_TEXT = 12  # signs; shorter ones are found by chance
_GRACE = 2  # days within which a tick that was missed is made up for


def verify_tables(unit: Unit, today: date, draft_days: int) -> list[Finding]:
    """Attack the tables as they are.

    Args:
        unit: The unit of work; nothing is changed.
        today: The local day.
        draft_days: How many days an untouched draft is kept.
    """
    return [*_links(unit), *_texts(unit), *_leftovers(unit, today, draft_days)]


def _links(unit: Unit) -> Iterator[Finding]:
    connection = unit.connection
    for table in (*traces.KEYS, "invited"):
        more = inspection.unexpected_columns(connection, table)
        why = f"columns beyond the program's own: {', '.join(sorted(more))}" if more else "no such column"
        yield found(f"time, number or name beside the rows of {table}", not more, why)
        if connection.dialect.name == "sqlite":
            numbered = inspection.has_row_numbers(connection, table)
            yield found(f"row numbers of {table}", not numbered, "kept" if numbered else "there are none")
    yield _written_together(unit)
    kept, spoken = inspection.languages(connection)
    rare = [n for language, n in kept.items() if max(n, spoken[language]) < K]
    yield found(
        "response and member share a rare language",
        not rare,
        f"{sum(rare)} waiting responses in languages of fewer than {K} people"
        if rare
        else f"every language that is kept has at least {K} people",
    )
    late = inspection.languages_of_counted(connection)
    yield found("language of counted responses", not late, f"{late} responses still hold it")
    told = inspection.accesses_of_counted(connection)
    yield found("how the people of counted responses came", not told, f"{told} responses still say it")
    by = inspection.dimensions_of_submissions(connection)
    yield found(
        "tallies that cross a day with a person's traits",
        by <= {"all", BY_MODE},  # staff know what they have entered themselves
        f"submissions are tallied by: {', '.join(sorted(by)) or 'nothing yet'}",
    )


def _written_together(unit: Unit) -> Finding:
    attack = "responses and marks that one transaction wrote (xmin)"
    if unit.connection.dialect.name == "sqlite":
        return not_testable(attack, "SQLite keeps no transaction with its rows")
    groups = traces.written_together(unit.connection)
    small = [pair for pair in groups if max(pair) < K]
    return found(
        attack,
        not small,
        f"{len(small)} transactions wrote fewer than {K} of each"
        if small
        else f"{len(groups)} batches since the last scrub, none of fewer than {K} people",
    )


def _texts(unit: Unit) -> Iterator[Finding]:
    written: dict[int, set[str]] = defaultdict(set)
    holding = 0
    for version_id, answered in inspection.counted_answers(unit.connection):
        if version_id not in written:
            version = surveys.version(unit, version_id)
            hidden = (Kind.TEXT, Kind.CALCULATE)
            written[version_id] = {one.name for one in version.questions if one.kind in hidden}
        holding += bool(answered & written[version_id])
    yield found("free texts beside counted answers", not holding, f"{holding} counted responses hold a text")
    texts = inspection.texts(unit.connection, SHORTEST_TEXT)
    said = inspection.outbox_arguments(unit.connection)
    leaking = sum(any(text in args for text in texts) for args in said)
    yield found("texts in the outbox", not leaking, f"{len(said)} messages wait, {leaking} hold a text")


def _leftovers(unit: Unit, today: date, draft_days: int) -> Iterator[Finding]:
    oldest = inspection.oldest_draft(unit.connection)
    late = oldest is not None and oldest < today - timedelta(days=draft_days + _GRACE)
    yield found("drafts beyond their time", not late, f"the oldest is of {oldest}" if oldest else "no draft")
    waiting: dict[tuple[str, str, str], set[tuple[bool, int]]] = defaultdict(set)
    for key, version_id, came, draft in inspection.sealed_since(
        unit.connection, today - timedelta(days=_GRACE)
    ):
        access = access_of(surveys.version(unit, version_id), came_with_code=came)
        waiting[key, access, draft.mode].add(draft.person)
    stuck = sorted({key for (key, _, _), people in waiting.items() if len(people) >= K})
    yield found(
        "submitted answers that stay linked although enough wait",
        not stuck,
        f"of {', '.join(stuck)}" if stuck else f"none of {K} chats waits for longer than {_GRACE} days",
    )
    marks = inspection.marks_of_ended(unit.connection, today - timedelta(days=_GRACE))
    yield found("marks of surveys that have ended", not marks, f"{marks} are left")
    letters = inspection.letters_of_ended(unit.connection, today - timedelta(days=_GRACE))
    yield found("letters' codes of surveys that have ended", not letters, f"{letters} are left")
