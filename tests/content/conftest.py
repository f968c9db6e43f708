"""The town's content as the tests read it: the surveys by pyxform, the process by tomllib."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pyxform.xls2json_backends import md_to_dict
from pyxform.xls2xform import convert

CONTENT = Path(__file__).resolve().parents[2] / "content"
LANGUAGES = {
    "de": "Deutsch (de)",
    "de_simple": "Leichte Sprache (de_simple)",
    "en": "English (en)",
    "tr": "Türkçe (tr)",
    "it": "Italiano (it)",
    "ro": "Română (ro)",
    "uk": "Українська (uk)",
    "hr": "Hrvatski (hr)",
    "ar": "العربية (ar)",
}
Row = dict[str, str]


@dataclass(frozen=True)
class Form:
    """One survey: the rows of its sheets as they were written, and the XForm that they become."""

    name: str
    questions: list[Row]
    choices: list[Row]
    settings: Row
    xform: str

    def options(self, question: Row) -> list[Row]:
        """Return the choices of a select question, in their order."""
        kind, _, list_name = question["type"].partition(" ")
        assert kind in ("select_one", "select_multiple")
        return [choice for choice in self.choices if choice["list_name"] == list_name]


def read_form(path: Path) -> Form:
    """Read a survey; pyxform raises where the form is not valid."""
    text = path.read_text(encoding="utf-8")
    sheets = md_to_dict(text)
    xform = convert(text, file_type=".md", validate=False).xform
    return Form(path.stem, sheets["survey"], sheets.get("choices", []), sheets["settings"][0], xform)


@pytest.fixture(scope="session", params=("stadtweit", "quartier"))
def form(request: pytest.FixtureRequest) -> Form:
    """Return one survey after the other."""
    return read_form(CONTENT / "surveys" / f"{request.param}.md")


@pytest.fixture(scope="session")
def town_wide() -> Form:
    """Return the town-wide survey."""
    return read_form(CONTENT / "surveys" / "stadtweit.md")


@pytest.fixture(scope="session")
def quarter() -> Form:
    """Return the survey of the pilot quarter."""
    return read_form(CONTENT / "surveys" / "quartier.md")


@pytest.fixture(scope="session")
def feedback() -> Form:
    """Return the form that asks how an event was."""
    return read_form(CONTENT / "surveys" / "feedback.md")


@pytest.fixture(scope="session")
def process() -> dict[str, Any]:
    """Return the process as data."""
    return tomllib.loads((CONTENT / "process.toml").read_text(encoding="utf-8"))
