"""Attacks on releases: blocks that are too small, differences, contents that were changed afterwards."""

from collections import defaultdict
from collections.abc import Iterator

from db import inspection, releases
from db.inspection import Stored
from db.unit import Unit
from domain.blocks import K
from domain.findings import Finding, found
from domain.releases import PEOPLE, make_release, release_from_json, release_to_json


def verify_releases(unit: Unit) -> list[Finding]:
    """Recompute every release from the frozen log of waves, and try to take one from another."""
    by_survey: dict[str, list[Stored]] = defaultdict(list)
    for one in inspection.stored_releases(unit.connection):
        by_survey[one.survey].append(one)
    findings = [finding for key, stored in by_survey.items() for finding in _survey(unit, key, stored)]
    return findings or [found("releases", True, "there is none yet")]


def _survey(unit: Unit, key: str, stored: list[Stored]) -> Iterator[Finding]:
    wrong = [str(one.number) for one in stored if not _is_sum_of_waves(unit, one)]
    yield found(
        f"releases of {key} against the log of waves",
        not wrong,
        f"not what the waves say: {', '.join(wrong)}"
        if wrong
        else f"{len(stored)} releases recomputed, contents and hashes are equal",
    )
    smallest = inspection.smallest_cell(unit.connection, key) or K
    yield found(f"blocks of {key} under {K} people", smallest >= K, f"the smallest has {smallest}")
    yield _differences(unit, key, stored)
    people = inspection.people_by_wave(unit.connection, key, PEOPLE)
    unlike = [str(one.number) for one in stored if people.get(one.number) != one.responses]
    yield found(
        f"people of {key} by wave against its responses",
        not unlike,
        f"differ in wave {', '.join(unlike)}" if unlike else "equal in every wave, withdrawn ones included",
    )


def _is_sum_of_waves(unit: Unit, one: Stored) -> bool:
    kept = release_from_json(one.content)
    cells = releases.frozen_cells(unit, one.survey, up_to=one.number)
    made = make_release(
        kept.survey,
        kept.number,
        kept.closed_on,
        kept.dimensions,
        cells,
        is_final=kept.is_final,
        population=kept.population,
    )
    return made.hash == one.hash and release_to_json(made) == one.content


def _differences(unit: Unit, key: str, stored: list[Stored]) -> Finding:
    """Take every release from every later one: each number that changes has to change by ten people."""
    smallest: int | None = None
    contents = [release_from_json(one.content) for one in stored]
    for place, earlier in enumerate(contents):
        for later in contents[place + 1 :]:
            for question, cells in later.cells.items():
                known = earlier.cells.get(question, {})
                for labels, cell in cells.items():
                    before = known.get(labels)
                    more = cell.n - (before.n if before else 0)
                    if more or (before is not None and before != cell):
                        smallest = more if smallest is None else min(smallest, more)
    return found(
        f"difference of any two releases of {key}",
        smallest is None or smallest >= K,
        "no two differ" if smallest is None else f"the smallest rests on {smallest} people",
    )
