"""The data-protection papers leave nothing out, invent nothing and give no secret away."""

import dataclasses
import re
import shutil
import tomllib
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from app.cli import COMMANDS
from db.tables import metadata
from domain.periods import Periods
from domain.survey import Kind
from tests.usecases.conftest import CONTENT
from usecases.content import ContentError
from usecases.house import House
from usecases.open_content import read_surveys
from usecases.papers.facts import TO_FILL_IN, Deployment
from usecases.papers.inventory import SOURCE, PapersIncomplete, take_inventory
from usecases.papers.write import MARK, NAMES, TEMPLATES, Paper, write_papers

ROOT = Path(__file__).resolve().parents[2]
NOW = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)  # already the 23rd in the town
FIRST = 711
PERIODS = Periods(**{one.name: FIRST + number for number, one in enumerate(dataclasses.fields(Periods))})
DEPLOYMENT = Deployment(
    version="9.8.7",
    periods=PERIODS,
    database="SQLite",
    bot_api="api.example.org",
    webhook=None,
    wave_days=8,
    seal_seconds=601,
    timezone="Europe/Berlin",
    languages=("Deutsch", "Türkçe"),
)


def written(
    house: House, folder: Path = CONTENT, deployment: Deployment = DEPLOYMENT, now: datetime = NOW
) -> dict[str, Paper]:
    surveys = read_surveys(house.town, CONTENT)
    return {paper.name: paper for paper in write_papers(deployment, folder, house.town, surveys, now)}


@pytest.fixture(scope="module")
def papers(house: House) -> dict[str, Paper]:
    return written(house)


def in_word(paper: Paper) -> str:
    """Return all that stands in the .docx, in its order."""
    body = Document(BytesIO(paper.word)).element.body
    return "\n".join(node.text or "" for node in body.iter(qn("w:t")))


def test_every_table_and_every_column_is_described(papers: dict[str, Paper]) -> None:
    text = papers[NAMES[0]].markdown
    sections = {
        match[1]: match[2] for match in re.finditer(r"### [^\n]+ \(`(\w+)`\)\n(.+?)(?=\n### |\Z)", text, re.S)
    }
    assert set(sections) == set(metadata.tables)
    for name, table in metadata.tables.items():
        described = re.findall(r"^\| `(\w+)` \| \S.* \|$", sections[name], re.M)
        assert sorted(described) == sorted(table.columns.keys()), name
        for point in ("Betroffene", "Zweck", "Rechtsgrundlage (Vorschlag)", "Löschung", "Zugriff"):
            assert re.search(rf"^- \*\*{re.escape(point)}:\*\* \S", sections[name], re.M), (name, point)


def test_every_period_stands_in_the_papers_as_it_is_configured(papers: dict[str, Paper]) -> None:
    for number, period in enumerate(dataclasses.fields(Periods)):
        for name in NAMES[:2]:
            assert str(FIRST + number) in papers[name].markdown, (name, period.name)


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("[tables.chat]\n", "[tables.cat]\n", "chat"),
        ('address = "Telegrams Nummer des privaten Chats"\n', "", "address"),
        ('address = "Telegrams Nummer des privaten Chats"\n', 'addres = "x"\naddress = "y"\n', "addres"),
        ("[periods.drafts]", "[periods.draughts]", "drafts"),
        ("{drafts} Tage", "einige Tage", "drafts"),
        ("{drafts} Tage", "{drafts} und {days} Tage", "days"),
        ('moderator = "', 'mediator = "', "moderator"),
        ('see_results = "', 'see_result = "', "see_results"),
    ],
)
def test_what_is_not_described_stops_the_papers_and_is_named(
    tmp_path: Path, old: str, new: str, named: str
) -> None:
    text = SOURCE.read_text("utf-8")
    assert old in text
    text = text.replace(old, new, 1).replace("[tables.chat.columns]", f"[{_section(old, new)}.columns]", 1)
    changed = tmp_path / "inventory.toml"
    changed.write_text(text, "utf-8")
    with pytest.raises(PapersIncomplete, match=rf"\b{named}\b"):
        take_inventory(PERIODS, changed)


def _section(old: str, new: str) -> str:
    return (new if old.startswith("[tables.") else "[tables.chat]").strip("[]\n")


def test_each_paper_is_marked_as_a_draft_with_day_version_and_configuration(
    papers: dict[str, Paper], house: House
) -> None:
    assert tuple(papers) == NAMES
    digest = DEPLOYMENT.digest(house.town)
    for paper in papers.values():
        front = paper.markdown.split("---\n")[1]
        for fact in (f"status: {MARK}", "stand: 23.11.2026", "quartier 9.8.7", f"konfiguration: {digest}"):
            assert fact in front
        for format_ in (paper.markdown.split("---\n", 2)[2], in_word(paper)):
            assert MARK in format_
            assert "23.11.2026" in format_
            assert digest in format_


def test_the_digest_tells_another_configuration_and_nothing_else(house: House) -> None:
    digest = DEPLOYMENT.digest(house.town)
    longer = dataclasses.replace(DEPLOYMENT, periods=dataclasses.replace(PERIODS, drafts=1))
    assert longer.digest(house.town) != digest
    assert dataclasses.replace(DEPLOYMENT).digest(house.town) == digest


def test_the_towns_own_data_surveys_and_free_texts_are_named(papers: dict[str, Paper], house: House) -> None:
    process = tomllib.loads((CONTENT / "process.toml").read_text("utf-8"))
    register, assessment = papers[NAMES[0]].markdown, papers[NAMES[3]].markdown
    for text in (process["controller"]["de"], process["carried_by"]["de"], process["contact"]["name"]):
        assert text in register
    for survey in read_surveys(house.town, CONTENT).values():
        assert survey.title["de"] in register
        for question in survey.questions:
            if question.kind is Kind.TEXT:
                assert question.label["de"] in register
                assert question.label["de"] in assessment
            if question.kind is Kind.SCREENOUT:
                assert question.label["de"] in assessment


def test_what_the_town_did_not_say_is_marked_and_never_invented(tmp_path: Path, house: House) -> None:
    source = (CONTENT / "process.toml").read_text("utf-8")
    folder = tmp_path / "content"
    folder.mkdir()

    def officer(text: str) -> str:
        (folder / "process.toml").write_text(text, "utf-8")
        register = written(house, folder)[NAMES[0]].markdown
        return register.split("Datenschutzbeauftragter:** ", 1)[1].split("\n", 1)[0]

    assert officer(source) == TO_FILL_IN
    assert officer(f'{source}\n[data_protection]\nofficer = "datenschutz@town.test"\n') == (
        "datenschutz@town.test"
    )
    with pytest.raises(ContentError, match=r"process\.toml"):
        officer("= 1")


def test_example_data_are_marked_as_such(papers: dict[str, Paper]) -> None:
    assert "quartier@example.org [Beispieldaten, bitte ersetzen]" in papers[NAMES[0]].markdown


def test_the_word_file_says_what_the_markdown_says(papers: dict[str, Paper]) -> None:
    for paper in papers.values():
        said = in_word(paper)
        body = paper.markdown.split("---\n", 2)[2]
        words = re.findall(r"\w{4,}", re.sub(r"\| ?-+", "", body))
        assert len(words) > 200
        assert re.findall(r"\w{4,}", said) == words
        assert not re.search(r"\*\*|^#|^\|", said, re.M)


def test_in_word_tables_keep_their_heads_and_rows_over_pages_and_pages_have_numbers(
    papers: dict[str, Paper],
) -> None:
    for paper in papers.values():
        document = Document(BytesIO(paper.word))
        for table in document.tables:
            rows = [row._tr.get_or_add_trPr() for row in table.rows]
            assert rows[0].find(qn("w:tblHeader")) is not None
            assert all(row.find(qn("w:cantSplit")) is not None for row in rows)
            assert 165 < sum(cell.width.mm for cell in table.rows[0].cells) < 175
        fields = [
            one.get(qn("w:instr")) for one in document.sections[0].footer._element.iter(qn("w:fldSimple"))
        ]
        assert fields == ["PAGE", "NUMPAGES"]
        assert not any("`" in paragraph.text for paragraph in document.paragraphs)


def test_proof_that_the_papers_name_exists(papers: dict[str, Paper]) -> None:
    commands = {command.__name__.rsplit(".", 1)[1] for command in COMMANDS}
    for name, paper in papers.items():
        for path in re.findall(r"`((?:tests|db|domain|usecases|docs|content)/[\w/.]+)`", paper.markdown):
            assert (ROOT / path).exists(), (name, path)
        for command in re.findall(r"`quartier (\w+)", paper.markdown):
            assert command in commands, (name, command)


def test_proof_that_the_promise_names_exists() -> None:
    promise = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    tests = {path.name for path in (ROOT / "tests").rglob("test_*.py")}
    named = set(re.findall(r"\btest_\w+\.py\b", promise))
    assert len(named) > 10
    assert named <= tests
    commands = {command.__name__.rsplit(".", 1)[1] for command in COMMANDS}
    assert set(re.findall(r"`quartier (\w+)", promise)) <= commands
    assert all((ROOT / "docs" / link).exists() for link in re.findall(r"\]\(([\w./-]+)\)", promise))


def test_there_is_a_template_for_every_paper_and_no_other() -> None:
    assert {path.stem for path in TEMPLATES.glob("*.md")} == set(NAMES)


def test_a_template_stays_readable_whatever_a_survey_is_called(house: House, tmp_path: Path) -> None:
    shutil.copy(CONTENT / "process.toml", tmp_path / "process.toml")
    titled = dataclasses.replace(house.town.surveys[0], title={"de": "Rad | Fuß {k}"})
    town = dataclasses.replace(house.town, surveys=(titled,))
    surveys = read_surveys(house.town, CONTENT)
    paper = write_papers(DEPLOYMENT, tmp_path, town, surveys, NOW)[0]
    assert "| Rad \\| Fuß {k} |" in paper.markdown
    assert "Rad | Fuß {k}" in in_word(paper)
