"""Writing the papers: the templates of this folder, filled in with facts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from domain.blocks import DEVIATING, SMALLEST_WAVE, K
from domain.languages import DEFAULT, text_in
from domain.receipts import RANDOM_SIGNS
from domain.survey import Survey
from domain.times import local_day
from domain.town import Town
from usecases.papers.facts import (
    TO_FILL_IN,
    Deployment,
    endings,
    free_texts,
    german_day,
    read_office,
    survey_rows,
)
from usecases.papers.inventory import Inventory, TableEntry, take_inventory
from usecases.papers.word import to_word

TEMPLATES = Path(__file__).parent
NAMES = (
    "verzeichnis-von-verarbeitungstaetigkeiten",
    "loeschkonzept",
    "technische-und-organisatorische-massnahmen",
    "datenschutz-folgenabschaetzung",
)
MARK = "Entwurf zur Prüfung"

_REMNANTS = {  # what a database does with what was deleted, as a row of the measures
    "SQLite": "| SQLite: überschreibendes Löschen, ein Journal, das gelöscht wird, und das Neuschreiben der"
    " Datei stellt das Programm selbst ein | `tests/usecases/test_remnants.py` |",
    "PostgreSQL": "| PostgreSQL: Einstellungen des Servers und Rechte der Rolle nach `docs/operating.md`,"
    f" damit auch sein Schreibprotokoll und seine Logs nichts behalten; gesetzt am | {TO_FILL_IN} |",
}


@dataclass(frozen=True, slots=True)
class Paper:
    """One paper, in both formats."""

    name: str
    markdown: str
    word: bytes

    @property
    def to_fill_in(self) -> int:
        """How many places somebody has to fill in."""
        return self.markdown.count(TO_FILL_IN)


def write_papers(
    deployment: Deployment, folder: Path, town: Town, surveys: dict[str, Survey], now: datetime
) -> tuple[Paper, ...]:
    """Write the four papers of a deployment.

    Args:
        deployment: How the program is set up.
        folder: The content folder.
        town: What was read of it.
        surveys: Its surveys by key.
        now: The time.

    Raises:
        PapersIncomplete: Something that the database keeps is not described.
        ContentError: `process.toml` cannot be read.
    """
    today = german_day(local_day(now, deployment.timezone))
    values = _values(deployment, folder, town, surveys, today)
    return tuple(_paper(name, values, now) for name in NAMES)


def _paper(name: str, values: dict[str, str], now: datetime) -> Paper:
    body = (TEMPLATES / f"{name}.md").read_text("utf-8").format_map(values)
    title = body.split("\n", 1)[0].removeprefix("# ")
    facts = {
        "titel": title,
        "status": MARK,
        "stand": values["today"],
        "programm": f"quartier {values['version']}",
        "konfiguration": values["digest"],
    }
    front = "\n".join(f"{key}: {value}" for key, value in facts.items())
    line = (
        f"**{MARK}** · Stand {facts['stand']} · {facts['programm']} · Konfiguration {facts['konfiguration']}"
    )
    heading, rest = body.split("\n", 1)
    marked = f"{heading}\n\n{line}\n{rest}"
    return Paper(name, f"---\n{front}\n---\n\n{marked}", to_word(marked, f"{MARK} · {title}", now))


def _values(
    deployment: Deployment, folder: Path, town: Town, surveys: dict[str, Survey], today: str
) -> dict[str, str]:
    office, inventory = read_office(folder, town), take_inventory(deployment.periods)
    texts = [text for survey in surveys.values() for text in free_texts(survey)]
    ends = [text for survey in surveys.values() for text in endings(survey)]
    webhook = f"Telegram liefert sie an {deployment.webhook} (Webhook)"
    return {
        "today": today,
        "version": deployment.version,
        "digest": deployment.digest(town),
        "missing": TO_FILL_IN,
        "project": text_in(town.title, DEFAULT),
        "city": text_in(town.city, DEFAULT),
        "other_way": text_in(town.other_way, DEFAULT),
        "controller": office.controller,
        "carried_by": office.carried_by,
        "officer": office.officer,
        "processors": office.processors,
        "contact": office.contact,
        "languages": ", ".join(deployment.languages),
        "database": deployment.database,
        "bot_api": deployment.bot_api,
        "remnants": _REMNANTS[deployment.database],
        "receiving": webhook if deployment.webhook else "Das Programm holt sie dort ab (Polling)",
        "timezone": deployment.timezone,
        "wave_days": str(deployment.wave_days),
        "seal_seconds": str(deployment.seal_seconds),
        "k": str(K),
        "smallest_wave": str(SMALLEST_WAVE),
        "deviating": str(DEVIATING),
        "receipt_bits": str(5 * RANDOM_SIGNS),
        "surveys": _table(
            ("Befragung", "offen", "Fragen", "davon Freitext", "Filtermerkmale"),
            survey_rows((*town.surveys, town.feedback) if town.feedback else town.surveys, surveys),
        ),
        "free_texts": _points(texts),
        "endings": _points(ends),
        "periods": _table(
            ("Was", "Frist", "ab", "Variable"),
            [
                [one.title, "1 Tag" if one.days == 1 else f"{one.days} Tage", one.begins, f"`{one.variable}`"]
                for one in inventory.periods
            ],
        ),
        "roles": _table(("Rolle", "darf"), [[role, what or "nichts"] for role, what in inventory.roles]),
        **_of_tables(inventory),
    }


def _of_tables(inventory: Inventory) -> dict[str, str]:
    categories = [[one.title, one.persons, one.purpose, one.basis] for one in inventory.tables]
    retentions = [[one.title, f"`{one.name}`", one.retention] for one in inventory.tables]
    return {
        "categories": _table(("Daten", "Betroffene", "Zweck", "Rechtsgrundlage (Vorschlag)"), categories),
        "retentions": _table(("Daten", "Tabelle", "Löschung"), retentions),
        "tables": "\n\n".join(_described(one) for one in inventory.tables),
    }


def _described(one: TableEntry) -> str:
    points = {
        "Betroffene": one.persons,
        "Zweck": one.purpose,
        "Rechtsgrundlage (Vorschlag)": one.basis,
        "Löschung": one.retention,
        "Zugriff": one.seen_by,
    }
    columns = [[f"`{name}`", what] for name, what in one.columns.items()]
    listed = _points(f"**{key}:** {text}" for key, text in points.items())
    return f"### {one.title} (`{one.name}`)\n\n{listed}\n\n{_table(('Spalte', 'Inhalt'), columns)}"


def _points(texts: Iterable[str]) -> str:
    return "\n".join(f"- {text}" for text in texts) or "- keine"


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    ruler = "|".join(" --- " for _ in heads)
    lines = [_row(heads), f"|{ruler}|", *(_row(row) for row in rows)]
    return "\n".join(lines)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"
