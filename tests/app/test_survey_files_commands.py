"""`quartier survey print|texts|codebook` and `quartier invite letters`, as an operator types them."""

import csv
import io
import json
import stat
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader
from sqlalchemy import create_engine

from app.cli import main
from db import staff, surveys
from db.tables import metadata
from db.unit import Unit
from domain.access import CODE_PREFIX
from tests.domain.questionnaires import NOW, TOWN
from tests.domain.survey_with_texts import FORM
from tests.usecases.letters import SAMPLED
from usecases.work import run_once

CONTENT = Path(__file__).resolve().parents[2] / "content"
STADTWEIT = str(CONTENT / "surveys" / "stadtweit.md")


@pytest.fixture(autouse=True)
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database in which the bot has run, with surveys."""
    address = f"sqlite:///{tmp_path}/quartier.db"
    engine = create_engine(address)
    metadata.create_all(engine)
    engine.dispose()
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", address)
    monkeypatch.setenv("BOT_TOKEN", "1000001:simulated")
    monkeypatch.setenv("SECRET_KEY", "a pepper for the tests of letters")

    def fill(unit: Unit) -> None:
        for place, (key, survey) in enumerate({"form": FORM, "stadtweit": SAMPLED, "quartier": TOWN}.items()):
            surveys.schedule(unit, key, place, date(2026, 1, 1), date(2099, 1, 1))
            surveys.add_version(unit, key, "1", survey, NOW)
        staff.put_setting(unit, "link_base", "https://t.me/QuartierBot")

    run_once(address, fill)
    return address


def paper(path: str) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


@pytest.mark.parametrize("survey", ["stadtweit", STADTWEIT])
def test_a_survey_is_printed_by_its_key_or_its_file(survey: str) -> None:
    assert main(["survey", "print", survey, "-o", "out.pdf"]) == 0
    text = paper("out.pdf")
    assert "In welchem Teil von Kornwestheim wohnen Sie?" in text
    assert ("start=paper" in text) == (survey == "stadtweit")


def test_what_is_said_in_another_language_is_said_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "print", "form", "--language", "ar", "--large", "-o", "out.pdf"]) == 0
    assert "no texts in ar" in capsys.readouterr().err
    assert main(["survey", "print", "form", "--language", "xx", "-o", "out.pdf"]) == 1
    assert "the language should be one of de" in capsys.readouterr().err


@pytest.mark.parametrize("kind", ["po", "xlsx"])
def test_texts_go_out_and_come_back(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    name = f"tr.{kind}"
    assert main(["survey", "texts", "export", "form", "--language", "tr", "--format", kind, "-o", name]) == 0
    assert main(["survey", "texts", "import", "form", name]) == 0
    assert "0 new or changed translations into tr are kept" in capsys.readouterr().out


def test_a_translation_that_comes_back_is_printed_from_then_on(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "texts", "export", "form", "--language", "uk", "-o", "uk.po"]) == 0
    content = Path("uk.po").read_text("utf-8")
    where = content.index('msgid "Wie heißt diese Person?"')
    where = content.index('msgstr ""', where)
    Path("uk.po").write_text(f'{content[:where]}msgstr "Як звати?"{content[where + 9 :]}', "utf-8")
    assert main(["survey", "texts", "import", "form", "uk.po", "--dry-run"]) == 0
    assert "would be kept" in capsys.readouterr().out
    assert main(["survey", "texts", "import", "form", "uk.po"]) == 0
    assert main(["survey", "texts", "status", "form", "--json"]) == 0
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert "question:name:label" not in found["uk"]["missing"]
    assert main(["survey", "print", "form", "--language", "uk", "-o", "uk.pdf"]) == 0
    assert "Як звати?" in paper("uk.pdf")


def test_open_surveys_of_the_staffs_get_new_texts_on_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "texts", "apply", "form"]) == 0
    assert "already" in capsys.readouterr().out
    assert main(["survey", "texts", "apply", "stadtweit"]) == 1
    assert "comes from the content folder" in capsys.readouterr().err


def test_each_trouble_is_a_line_with_its_row(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["survey", "texts", "export", "form", "--language", "tr", "-o", "tr.po"]) == 0
    content = Path("tr.po").read_text("utf-8")
    where = content.index('msgid "Wie alt ist ${name}?"')
    where = content.index('msgstr ""', where)
    Path("tr.po").write_text(f'{content[:where]}msgstr "Kaç yaşında?"{content[where + 9 :]}', "utf-8")
    assert main(["survey", "texts", "import", "form", "tr.po"]) == 1
    said = capsys.readouterr().out
    assert "question:age:label" in said
    assert "-${name}" in said


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["export", "nowhere", "--language", "tr"], "there is no survey 'nowhere', and no such file"),
        (["export", "form", "--language", "de"], "de is the form's own language"),
        (["import", "form", "nothing.po"], "nothing.po cannot be read"),
        (["import", "form", "texts.doc"], "translations are a .po or .xlsx file"),
        (["status", "nothing.md"], "nothing.md cannot be read"),
    ],
)
def test_what_cannot_be_done_is_one_clear_line(
    arguments: list[str], why: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["survey", "texts", *arguments]) == 1
    error = capsys.readouterr().err
    assert error.startswith("quartier: ")
    assert why in error
    assert error.count("\n") == 1


@pytest.mark.parametrize("survey", ["form", STADTWEIT])
def test_a_codebook_is_written_for_people_and_for_programs(
    survey: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main(["survey", "codebook", survey]) == 0
    rows = list(csv.DictReader(io.StringIO(capfdbinary.readouterr().out.decode("utf-8-sig"), newline="")))
    assert rows[0]["kind"] == "select_one"
    assert main(["survey", "codebook", survey, "--format", "json", "-o", "out.json"]) == 0
    assert (
        json.loads(Path("out.json").read_text("utf-8"))["dataDscr"]["var"][0]["name"] == rows[0]["variable"]
    )


# --- letters ----------------------------------------------------------------------------------------


def letters(*more: str, table: str = "name;ort;languages\nFamilie Öz;Kornwestheim;de tr\n") -> int:
    Path("households.csv").write_text(table, "utf-8")
    start = ["invite", "letters", "stadtweit", "--households", "households.csv", "--persons", "3"]
    return main([*start, "-o", "out", *more])


def merged() -> dict[str, str]:
    """Return the one row of the table for a mail merge."""
    text = Path("out/letters-stadtweit.csv").read_text("utf-8-sig")
    (row,) = csv.DictReader(io.StringIO(text), delimiter=";")
    return row


def test_letters_and_their_table_are_for_the_operator_alone(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert letters() == 0
    files = sorted(Path("out").iterdir())
    assert [file.name for file in files] == ["letters-stadtweit.csv", "letters-stadtweit.pdf"]
    assert {stat.S_IMODE(file.stat().st_mode) for file in files} == {0o600}
    assert stat.S_IMODE(Path("out").stat().st_mode) == 0o700
    row = merged()
    assert row["letter_link"].startswith(f"https://t.me/QuartierBot?start={CODE_PREFIX}")
    assert row["letter_code"] in paper(str(files[1]))
    assert "destroy them" in capsys.readouterr().err


def test_no_address_and_no_code_reaches_the_database(url: str) -> None:
    assert letters() == 0
    (row,) = csv.DictReader(
        io.StringIO(Path("out/letters-stadtweit.csv").read_text("utf-8-sig")), delimiter=";"
    )
    content = b"".join(file.read_bytes() for file in Path().glob("quartier.db*"))
    for trace in ("Familie Öz", row["letter_code"]):
        assert trace.encode() not in content


def test_letters_are_not_written_over(capsys: pytest.CaptureFixture[str]) -> None:
    assert letters() == 0
    before = Path("out/letters-stadtweit.csv").read_bytes()
    assert letters() == 1
    assert "is there already" in capsys.readouterr().err
    assert Path("out/letters-stadtweit.csv").read_bytes() == before


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("name\n漢字\n", "the address in row 2 has letters that cannot be printed"),
        ("name;languages\nÖz;xx\n", "row 2: the language “xx” should be one of"),
        ("", "the file is empty"),
    ],
)
def test_a_table_that_cannot_be_used_makes_no_codes(
    url: str, capsys: pytest.CaptureFixture[str], table: str, why: str
) -> None:
    assert letters(table=table) == 1
    assert why in capsys.readouterr().err
    assert not Path("out").exists()
