"""What the documents point to is there, and no picture is left over that none of them shows."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.survey_data import survey_from_data
from domain.survey_life import LARGEST_FORM
from tests.journeys import example_form
from usecases.read_upload import read_upload

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def targets(document: Path) -> Iterator[Path]:
    for target in LINK.findall(document.read_text("utf-8")):
        if "://" not in target and not target.startswith("mailto:"):
            yield (document.parent / target).resolve()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def test_whatever_a_document_points_to_is_there(document: Path) -> None:
    assert [str(target) for target in targets(document) if not target.exists()] == []


def test_every_picture_is_shown_by_a_document() -> None:
    shown = {target for document in DOCUMENTS for target in targets(document)}
    pictures = set((ROOT / "docs").rglob("*.png"))
    assert sorted(path.name for path in pictures - shown) == []


def test_the_handbooks_example_can_be_sent_as_it_is_and_is_complete_in_three_languages() -> None:
    content = example_form.EXCEL.read_bytes()
    read = read_upload(content, example_form.EXCEL.name, example_form.KEY)
    assert len(content) < LARGEST_FORM
    assert read.problems == []
    assert read.definition is not None
    assert survey_from_data(read.definition).languages == ("de", "tr", "ar")
