"""The report for the council, read back as a reader of PDF files reads it."""

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from bot.exports.export import Export, write
from bot.speech import OFFERED
from tests.domain.reporting import asked, counted, reported
from usecases.reports import Format, Report

INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u00ad"))
TITLE, CITY = {"de": "Wir im Quartier"}, {"de": "Kornwestheim"}


def document(report: Report, language: str = "de") -> PdfReader:
    return PdfReader(BytesIO(write(Export(report, Format.PDF, language, TITLE, CITY))))


def words(reader: PdfReader) -> str:
    text = "\n".join(page.extract_text() for page in reader.pages).translate(INVISIBLE)
    return " ".join(text.replace("\u00a0", " ").split())


def test_it_says_how_many_when_by_which_rule_and_every_question() -> None:
    release = counted(asked())
    text = words(document(reported(asked(), release, withdrawn=2)))
    for fact in ("Befragung", "120", "22. November 2026", release.hash, "Kornwestheim", "Wir im Quartier"):
        assert fact in text
    for question in asked().questions:
        assert question.label["de"] in text
    for label in ("Parks", "Läden", "Busse", "Centre", "East"):
        assert label in text


def test_every_published_share_stands_in_it_and_no_number_of_a_rare_question() -> None:
    report = reported(asked(), counted(asked()))
    text = words(document(report))
    for table in report.results.tables:
        for row in table.rows:
            assert f"{row.count / table.n:.0%}".replace("%", " %") in text
    rare = text[text.rindex("Selten gefragt?") :]
    assert "Parks" not in rare


def test_a_table_by_groups_names_its_question_by_number_for_it_may_begin_a_page() -> None:
    text = words(document(reported(asked(), counted(asked(), falling=1.4))))
    for number in (2, 3):
        assert f"{number}. Nach Gruppen: Wo wohnen Sie?" in text


def test_it_names_its_title_its_language_and_its_day_and_is_tagged_for_screen_readers() -> None:
    reader = document(reported(asked(), counted(asked())))
    assert reader.metadata is not None
    assert (reader.metadata.title, reader.metadata.author) == ("Befragung", "Kornwestheim")
    catalogue: Any = reader.root_object
    assert catalogue["/Lang"] == "de"
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert reader.metadata.creation_date_raw == "D:20261122000000Z"


@pytest.mark.parametrize("language", OFFERED)
def test_it_is_set_in_every_language_with_numbered_pages(language: str) -> None:
    reader = document(reported(asked(), counted(asked()), withdrawn=1), language)
    assert str(reader.root_object["/Lang"]) == ("de" if language == "de_simple" else language)
    assert len(reader.pages) >= 3
    assert all(str(number) in page.extract_text() for number, page in enumerate(reader.pages, 1))


def test_labels_are_never_read_as_markup() -> None:
    labels = ('#panic("x")', "*fett* _kursiv_ $x^2$", "<label> @ref \\ // ]")
    survey = asked(labels, '= #read("/etc/passwd") `x`')
    text = words(document(reported(survey, counted(survey))))
    for label in (*labels, '= #read("/etc/passwd") `x`'):
        assert label in text


def test_letters_that_the_fonts_lack_and_emoji_stop_nothing() -> None:
    survey = asked(("🌳 Bäume", "漢字", "\u202eumgekehrt\x07"))
    assert "Bäume" in words(document(reported(survey, counted(survey))))


def test_the_same_release_gives_the_same_file() -> None:
    export = Export(reported(asked(), counted(asked())), Format.PDF, "de", TITLE, CITY)
    assert write(export) == write(export)
