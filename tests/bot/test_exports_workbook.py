"""The workbook, read back by another library than the one that wrote it."""

import re
from dataclasses import replace
from io import BytesIO
from typing import Any
from warnings import catch_warnings, filterwarnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.exports.export import Export, write
from domain.results import PublishedTable
from domain.survey import Choice
from tests.domain.reporting import asked, counted, reported
from usecases.reports import Format, Report

HOSTILE = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["=", "+", "-", "@", "\t=", "\r=", " =", "\u200b=", "{=", "＝", "http://", "'", ""]),
        st.sampled_from(["1+1", 'HYPERLINK("http://x")', "cmd|' /C calc'!A0", "<b>&", "_x0041_", "\x00\x1f"]),
        st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
    ),
)


def workbook(report: Report, language: str = "de") -> Workbook:
    made = write(Export(report, Format.XLSX, language, {"de": "Wir im Quartier"}, {"de": "Kornwestheim"}))
    with catch_warnings():
        filterwarnings("ignore", ".* extension is not supported")  # data bars are newer than it
        return load_workbook(BytesIO(made))


def rows(sheet: Worksheet) -> list[list[Any]]:
    return [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]


def test_there_is_a_cover_and_a_sheet_for_every_question() -> None:
    book = workbook(reported(asked(), counted(asked())))
    assert book.sheetnames[1:] == ["1 area", "2 likes", "3 happy", "4 words", "5 rare"]


def test_the_cover_says_who_how_many_when_by_which_rule_and_what_was_withdrawn() -> None:
    release = counted(asked())
    book = workbook(reported(asked(), release, withdrawn=2))
    said = " ".join(str(cell) for row in rows(book.worksheets[0]) for cell in row)
    for fact in ("Befragung", "22. November 2026", "120", release.hash, "10", " 2 "):
        assert fact in said


def test_every_count_and_share_is_the_published_one() -> None:
    report = reported(asked(), counted(asked()))
    book = workbook(report)
    for place, entry in enumerate(report.results.entries):
        written = rows(book.worksheets[place + 1])
        if not isinstance(entry, PublishedTable):
            assert not any(isinstance(cell, int | float) for row in written for cell in row)
            continue
        for row in entry.rows:
            found = next(line for line in written if len(line) >= 4 and line[1] == row.code)
            assert found[2:4] == [row.count, pytest.approx(entry.share(row))]


def test_groups_and_those_in_none_add_up_to_everybody() -> None:
    report = reported(asked(), counted(asked()))
    sheet = workbook(report)["2 likes"]
    (table,) = [one for one in report.results.tables if one.question == "likes"]
    blocks = [row for row in rows(sheet) if row and row[0] == "Parks"]
    assert len(blocks) == 2  # everybody's table, and the one by area
    *groups, together = blocks[1][2::2]
    assert together == table.rows[0].count
    assert sum(one for one in groups if isinstance(one, int)) == together


def in_quarters(number: int) -> Report:
    """Return the report of a survey whose area has so many choices."""
    choices = tuple(Choice(f"a{place}", {"de": f"Viertel {place}"}) for place in range(number))
    area, *others = asked().questions
    survey = replace(asked(), questions=(replace(area, choices=choices), *others))
    return reported(survey, counted(survey, 400, falling=1.1))


def test_many_groups_stand_in_tables_that_a_page_has_room_for_and_still_add_up() -> None:
    report = in_quarters(12)
    sheet = workbook(report)["2 likes"]
    (table,) = [one for one in report.results.tables if one.question == "likes"]
    (comparison,) = report.comparisons_of(table)
    assert len(comparison.parts) == 12
    widest = max(len(row) for row in rows(sheet))
    assert widest <= 2 + 2 * 5
    for row in table.rows:
        everybody, *blocks = [line for line in rows(sheet) if len(line) > 1 and line[1] == row.code]
        assert everybody[2] == row.count
        *groups, together = [count for block in blocks for count in block[2::2]]
        assert together == row.count == sum(groups)
    assert len(blocks) > 1


def test_no_code_and_no_head_is_cut_off() -> None:
    long = "a_code_that_says_what_it_means"
    survey = asked()
    area, *others = survey.questions
    choices = (replace(area.choices[0], name=long), *area.choices[1:])
    survey = replace(survey, questions=(replace(area, choices=choices), *others))
    margins = {"area": {long: 100, "east": 100, "west": 100}}
    book = workbook(reported(survey, counted(survey, population=margins)))
    assert book["1 area"].column_dimensions["B"].width >= len(long)
    heads = next(row for row in book["2 likes"].iter_rows() if row[0].value == "Antwort")
    assert book["2 likes"].row_dimensions[heads[0].row].height >= 2 * 15, "two lines"
    assert [cell.alignment.horizontal for cell in heads[:4]] == ["left", "left", "right", "right"]


def test_weighted_shares_stand_beside_the_raw_ones() -> None:
    release = counted(asked(), population={"area": {"centre": 100, "east": 100, "west": 100}})
    report = reported(asked(), release)
    (table,) = [one for one in report.results.tables if one.question == "likes"]
    first = table.rows[0]
    assert first.weighted is not None
    row = next(row for row in rows(workbook(report)["2 likes"]) if row and row[0] == "Parks")
    assert row[4:7] == pytest.approx([first.weighted.share, first.weighted.low, first.weighted.high])


@settings(max_examples=25, deadline=None)
@given(st.lists(HOSTILE, min_size=2, max_size=3), HOSTILE)
def test_no_label_of_a_survey_file_becomes_a_formula(labels: list[str], title: str) -> None:
    survey = asked(labels, title)
    book = workbook(reported(survey, counted(survey, 40)))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                assert isinstance(cell.value, str | int | float | None)


def test_an_arabic_workbook_runs_from_right_to_left() -> None:
    book = workbook(reported(asked(), counted(asked())), "ar")
    assert all(sheet.sheet_view.rightToLeft for sheet in book.worksheets)
    words = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    arabic = [cell for cell in words if re.search(r"[\u0620-\u064a]", str(cell.value))]
    assert len(arabic) > 20
    for cell in arabic:  # else a text that begins with a number or a name would begin at the left
        assert cell.alignment.readingOrder == 2, cell.value
        assert cell.alignment.horizontal in ("right", "center"), cell.value


def test_the_same_release_gives_the_same_file() -> None:
    report = reported(asked(), counted(asked()))
    export = Export(report, Format.XLSX, "de", {"de": "Q"}, {"de": "K"})
    assert write(export) == write(export)


def test_strange_names_of_questions_make_names_of_sheets() -> None:
    from bot.exports.workbook import _sheet_name

    names = [_sheet_name(number, name) for number, name in enumerate(["a/b:c*?[x]", "'" * 9, "x" * 90], 1)]
    assert names == ["1 abcx", "2", "3 " + "x" * 29]
