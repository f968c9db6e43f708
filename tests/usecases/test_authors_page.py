"""The page on writing a survey shows a form that the program takes, in both languages of the page."""

import re
from pathlib import Path

import pytest

from usecases.xlsform import check_form

DOCS = Path(__file__).resolve().parents[2] / "docs"


@pytest.mark.parametrize(
    ("page", "sheet"), [("writing-a-survey.md", "Sheet"), ("writing-a-survey.de.md", "Blatt")]
)
def test_the_example_on_the_page_can_be_used_as_it_stands(page: str, sheet: str) -> None:
    text = (DOCS / page).read_text("utf-8")
    form = ""
    for name in ("survey", "choices", "settings"):
        found = re.search(rf"\*\*{sheet} `{name}`\*\*\n\n((?:\|.*\n)+)", text)
        assert found, name
        rows = [row for row in found[1].splitlines() if not row.startswith("| ---")]
        form += f"| {name} |\n" + "".join(f"| {row}\n".replace("`", "") for row in rows)
    report = check_form(form, ".md", "example")
    assert report.survey is not None, report.problems
    assert [question.name for question in report.survey.questions] == ["hello", "visits", "missing", "wish"]
    assert report.survey.dimensions == ("language",)
