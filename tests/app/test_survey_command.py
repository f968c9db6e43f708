"""The operator's `quartier survey`: a form becomes a draft, is gone through, opened and closed by command."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.cli import main
from tests.bot.saying import on_postgresql_in_a_soak
from tests.usecases.authoring import BROKEN, FORM

pytestmark = on_postgresql_in_a_soak  # what use cases do there is tried where they are
Quartier = Callable[..., tuple[int, str, str]]
LAST = (datetime.now(UTC) + timedelta(days=20)).date()


@pytest.fixture
def quartier(
    database_url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Quartier:
    """The command with a database: its arguments give exit code, stdout, stderr."""
    monkeypatch.setenv("DATABASE_URL", database_url)
    monkeypatch.setenv("BOT_TOKEN", "123456:made-up-for-tests")
    monkeypatch.setenv("SECRET_KEY", "x" * 32)

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(["survey", *arguments])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return run


def shown(quartier: Quartier) -> dict[str, object]:
    code, out, _ = quartier("show", "spielplatz", "--json")
    assert code == 0
    found: dict[str, object] = json.loads(out)
    return found


def test_a_form_goes_from_a_file_to_a_closed_survey(quartier: Quartier, tmp_path: Path) -> None:
    file = tmp_path / "Spielplatz.md"
    file.write_text(BROKEN, "utf-8")
    code, out, _ = quartier("import", str(file))
    assert code == 1
    assert "draft with errors" in out
    file.write_text(FORM, "utf-8")
    assert quartier("import", str(file))[0] == 0
    assert "spielplatz" in quartier("list")[1]

    code, out, _ = quartier("walk", "spielplatz", "--json")
    assert code == 0
    assert json.loads(out)["reached"] == 3

    code, _, err = quartier("open", "spielplatz", "--until", str(LAST))
    assert code == 1
    assert "nobody has gone through it" in err
    days = ("--until", str(LAST), "--checked")
    assert "would be open" in quartier("open", "spielplatz", *days, "--dry-run")[1]
    assert shown(quartier)["state"] == ""
    assert quartier("open", "spielplatz", *days, "--sample")[0] == 0
    assert (shown(quartier)["state"], shown(quartier)["closes_on"]) == ("open", str(LAST))

    sooner = str(LAST - timedelta(days=5))
    assert quartier("close", "spielplatz", "--on", sooner)[0] == 0
    assert shown(quartier)["closes_on"] == sooner
    assert quartier("close", "spielplatz", "--on", f"{sooner} 18:00")[0] == 0
    assert (shown(quartier)["closes_on"], shown(quartier)["closes_at"]) == (sooner, "18:00")
    assert f"open until {sooner} 18:00" in quartier("list")[1]
    assert quartier("close", "spielplatz")[0] == 0
    assert shown(quartier)["state"] == "closed"
    code, _, err = quartier("close", "spielplatz")
    assert code == 1
    assert "has ended" in err


def test_a_survey_is_opened_at_a_time_and_a_time_that_is_none_is_explained(
    quartier: Quartier, tmp_path: Path
) -> None:
    file = tmp_path / "Spielplatz.md"
    file.write_text(FORM, "utf-8")
    assert quartier("import", str(file))[0] == 0
    opens, closes = f"{LAST} 08:00", f"{LAST} 18:30"
    for wrong in ("tomorrow", f"{LAST} 25:00", f"{LAST}T18"):
        with pytest.raises(SystemExit):
            quartier("open", "spielplatz", "--until", wrong)
    code, _, err = quartier("open", "spielplatz", "--from", closes, "--until", opens, "--checked")
    assert (code, "it would close before it opens" in err) == (1, True)
    code, out, _ = quartier("open", "spielplatz", "--from", opens, "--until", closes, "--checked")
    assert (code, f"from {opens} to {closes}" in out) == (0, True)
    assert f"planned, opens on {opens}" in quartier("show", "spielplatz")[1]
    survey = shown(quartier)
    assert [survey[name] for name in ("opens_on", "opens_at", "closes_on", "closes_at")] == [
        *(str(LAST), "08:00"),
        *(str(LAST), "18:30"),
    ]


def test_surveys_of_the_content_folder_and_unknown_ones_are_refused(
    quartier: Quartier, tmp_path: Path
) -> None:
    file = tmp_path / "stadtweit.md"
    file.write_text(FORM, "utf-8")
    assert "content folder" in quartier("import", str(file))[2]
    assert "no such survey" in quartier("show", "nothing")[2]
    assert quartier("import", str(tmp_path / "form.pdf"))[0] == 1


def test_a_walk_that_finds_somebody_stuck_fails_and_says_where(quartier: Quartier, tmp_path: Path) -> None:
    file = tmp_path / "stuck.md"
    file.write_text(
        "| survey |\n| | type | name | label | required | constraint |\n"
        "| | integer | age | Alter | yes | . > 5 and . < 4 |\n",
        "utf-8",
    )
    code, out, _ = quartier("walk", str(file))
    assert code == 1
    assert "age has to be answered" in out
