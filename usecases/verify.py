"""`quartier verify`: the attacks of PRIVACY.md on the database of the deployment, and on a rehearsal."""

from collections.abc import Sequence
from contextlib import closing
from datetime import date, datetime
from pathlib import Path
from random import Random, SystemRandom

from db import traces
from db.batches import Batches
from db.errors import StoreUnavailable
from db.playground import NoPlayground, playground
from db.store import run_once
from db.unit import Unit
from domain.findings import Finding, Outcome, found, not_testable
from domain.linking import SIGMAS
from domain.times import local_day
from usecases.attacks import (
    is_batch_large_enough,
    link_by_any_order,
    people_written_with_codes,
    smallest_group_written_together,
    still_marked_as_invited,
)
from usecases.rehearsal import Rehearsal
from usecases.verify_files import verify_remnants, verify_settings
from usecases.verify_logs import verify_logs
from usecases.verify_media import verify_media
from usecases.verify_releases import verify_releases
from usecases.verify_tables import verify_tables

PEOPLE, BATCH, GOING = 400, 40, 40
"""How many rehearse, how many wait when a batch is sealed, and how many each delete and withdraw."""

_AGAIN = 3  # an attack at chance succeeds in one of a few hundred: the same one has to succeed each time


def verify(
    address: str,
    now: datetime,
    timezone: str,
    draft_days: int,
    logs: Sequence[Path] = (),
    media: Path | None = None,
) -> list[Finding]:
    """Attack everything that can be attacked from here.

    The database is scrubbed, as the bot does it after every deletion; nothing else of it is changed. The
    rehearsal takes place in a file or schema of its own, which is removed.

    Args:
        address: The database.
        now: The time.
        timezone: What "today" means.
        draft_days: How many days an untouched draft is kept.
        logs: Log files to search.
        media: The folder of residents' files, None where it is not looked at.

    Raises:
        StoreUnavailable: The database cannot be used.
    """
    findings = run_once(address, _as_it_is, local_day(now, timezone), draft_days, logs, media)
    scrubbing = _scrub(address)
    findings.append(scrubbing)
    findings += run_once(address, verify_remnants, address, scrubbing.outcome is Outcome.HELD)
    return findings + rehearse(address, now)


def rehearse(address: str, now: datetime) -> list[Finding]:
    """Let made-up residents take part beside the town's database, and attack what they leave."""
    standing: dict[str, Finding] = {}
    try:
        for _ in range(_AGAIN):
            with playground(address) as place:
                rehearsal = Rehearsal(place, now, SystemRandom(), has_letters=True)
                with closing(rehearsal):
                    for finding in _rehearse(rehearsal):
                        if standing.setdefault(finding.attack, finding).outcome is Outcome.BROKEN:
                            standing[finding.attack] = finding
            if all(finding.outcome is not Outcome.BROKEN for finding in standing.values()):
                break
    except NoPlayground:
        return [not_testable("rehearsal", "the role may not make a schema of its own: it lacks CREATE")]
    return list(standing.values())


def _as_it_is(
    unit: Unit, today: date, draft_days: int, logs: Sequence[Path], media: Path | None
) -> list[Finding]:
    return [
        *verify_settings(unit),
        *verify_tables(unit, today, draft_days),
        *verify_releases(unit),
        *verify_logs(unit, logs),
        *verify_media(unit, media),
    ]


def _scrub(address: str) -> Finding:
    attack = "scrubbing"
    with closing(Batches(address, as_worker=False)) as batches:
        try:
            batches.scrub()
        except StoreUnavailable as error:
            return not_testable(attack, str(error))
    return found(attack, True, "the tables were written anew just now")


def _rehearse(rehearsal: Rehearsal) -> list[Finding]:
    rng = Random()  # noqa: S311 - made-up words, no secret
    gone, stays = (f"{word}-{rng.getrandbits(64):016x}-ÄÖ" for word in ("gone", "stays"))
    erased = rehearsal.begin([f"{gone} {number}" for number in range(GOING)])
    rehearsal.begin([f"{stays} unfinished {number}" for number in range(GOING)])
    for start in range(0, PEOPLE, BATCH):
        rehearsal.take_part([f"{stays} {number}" for number in range(start, start + BATCH)])
        rehearsal.seal()
        if start == PEOPLE // 2:
            rehearsal.close_wave()
    leaving = rehearsal.take_part([f"{gone} {number}" for number in range(GOING)])
    smallest = rehearsal.run(smallest_group_written_together)
    rehearsal.seal()
    rehearsal.close_wave()
    rehearsal.erase(erased)
    rehearsal.withdraw(leaving)
    rehearsal.scrub()
    return [*_links(rehearsal, smallest), *_remnants(rehearsal, gone, stays, [one.seal for one in leaving])]


def _links(rehearsal: Rehearsal, smallest: int | None) -> list[Finding]:
    attacks = rehearsal.run(link_by_any_order, rehearsal.address, rehearsal.guests)
    findings = [
        found(
            f"rehearsal: {one.by}",
            one.link.is_chance,
            f"of {one.link.n} people {one.link.right} guessed"
            f" (chance {one.link.chance}, band up to {one.link.band:.1f}),"
            f" likeness {one.link.z:+.2f} sigma (band ±{SIGMAS})",
        )
        for one in attacks
    ]
    if smallest is not None:
        holds = is_batch_large_enough(smallest)
        findings.append(found("rehearsal: batches before the scrub", holds, f"the smallest had {smallest}"))
    marked = rehearsal.run(still_marked_as_invited, rehearsal.guests)
    findings.append(
        found("rehearsal: who came with a letter, once cut loose", not marked, f"{marked} are still marked")
    )
    written = rehearsal.run(people_written_with_codes)
    if written is not None:
        attack = "rehearsal: letters' codes and people that one transaction wrote (xmin)"
        findings.append(found(attack, not written, f"{written} rows of people"))
    return findings


def _remnants(rehearsal: Rehearsal, gone: str, stays: str, seals: list[bytes]) -> list[Finding]:
    attack = "rehearsal: deleted and withdrawn texts in the database's files"

    def search(unit: Unit) -> Finding:
        files = traces.files(unit.connection, rehearsal.address)
        if files is None:
            return not_testable(attack, "the files of the server cannot be read from here with this role")
        if not traces.found_in(files, traces.encoded(stays)):
            return not_testable(attack, "the search did not find what is there")
        hits = traces.found_in(files, [*traces.encoded(gone), *seals])
        names = ", ".join(f"{name} ({n})" for name, n in sorted(hits.items()))
        return found(
            attack, not hits, f"found in {names}" if hits else f"none of {2 * GOING} in {len(files)} files"
        )

    if rehearsal.batches.is_sqlite is False:
        rehearsal.scrub()  # its checkpoint has the server write all that it holds in memory
    finding: Finding = rehearsal.run(search)
    return [finding]
