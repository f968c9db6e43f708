"""`quartier papers` writes what the configuration says, and nothing that is secret."""

import re
import zipfile
from pathlib import Path

import pytest

from app.cli import main
from usecases.papers.write import NAMES

SECRETS = {
    "BOT_TOKEN": "987654:the-token-that-opens-the-bot",
    "SECRET_KEY": "the-pepper-of-the-deployment-in-32-signs",
    "WEBHOOK_SECRET": "the-webhook-secret-of-the-town",
    "DATABASE_URL": "postgresql://db-user-name:db-password@db-host.example.org/db-name",
}


@pytest.fixture(autouse=True)
def configured(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in SECRETS.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("WEBHOOK_URL", "https://bot.example.org/secret-path")
    monkeypatch.setenv("LISTEN", "127.0.0.1:8080")
    monkeypatch.setenv("DRAFT_DAYS", "123")
    monkeypatch.chdir(tmp_path)


def test_four_papers_are_written_in_two_formats_and_what_is_missing_is_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["papers", "--output", "out/papers"]) == 0
    found = {path.name for path in (tmp_path / "out" / "papers").iterdir()}
    assert found == {f"{name}.{ending}" for name in NAMES for ending in ("md", "docx")}
    counts = re.findall(r": (\d+) places to fill in", capsys.readouterr().out)
    assert len(counts) == len(NAMES)
    assert all(int(count) > 0 for count in counts)
    concept = (tmp_path / "out" / "papers" / "loeschkonzept.md").read_text("utf-8")
    assert "| 123 Tage |" in concept
    assert "PostgreSQL" in concept
    measures = (tmp_path / "out" / "papers" / "technische-und-organisatorische-massnahmen.md").read_text(
        "utf-8"
    )
    assert "Telegram liefert sie an https://bot.example.org (Webhook)" in measures
    assert "PostgreSQL: Einstellungen des Servers" in measures


def test_no_secret_stands_in_any_paper(tmp_path: Path) -> None:
    assert main(["papers"]) == 0
    secrets = [part for value in SECRETS.values() for part in re.split(r"[:/@]+", value) if len(part) > 6]
    secrets += ["secret-path", str(tmp_path)]
    for path in (tmp_path / "papers").iterdir():
        said = path.read_bytes()
        if path.suffix == ".docx":
            with zipfile.ZipFile(path) as archive:
                said = b"\n".join(archive.read(name) for name in archive.namelist())
        for secret in secrets:
            if secret not in ("postgresql",):
                assert secret.encode() not in said, (path.name, secret)


def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "papers").write_text("a file, not a folder")
    assert main(["papers"]) == 1
    assert re.fullmatch(r"quartier: papers cannot be written: .+\n", capsys.readouterr().err)
