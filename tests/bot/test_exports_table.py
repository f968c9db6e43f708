"""The tidy table, read back as other programs read it."""

import csv
from dataclasses import replace
from io import StringIO

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.exports.cells import harmless, one_line
from bot.exports.export import Export, write
from bot.exports.groups import NOT_ATTRIBUTABLE, groups_of
from bot.speech import speech
from domain.results import PublishedTable
from tests.domain.reporting import asked, counted, reported
from usecases.reports import Format, Report

DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def table(report: Report) -> list[dict[str, str]]:
    made = write(Export(report, Format.CSV, "de", {"de": "Q"}, {"de": "K"}))
    return list(csv.DictReader(StringIO(made.decode("utf-8-sig"), newline="")))


def test_every_row_names_survey_release_question_group_answer_and_its_numbers() -> None:
    rows = table(reported(asked(), counted(asked())))
    assert {(row["survey"], row["release"]) for row in rows} == {("stadtweit", "2")}
    first = next(row for row in rows if row["question"] == "likes")
    assert (first["dimension"], first["value"], first["answer"], first["label"]) == ("", "", "c0", "Parks")
    assert float(first["share"]) == round(int(first["count"]) / int(first["n"]), 6)


def test_the_groups_of_every_answer_add_up_to_everybody() -> None:
    report = reported(asked(), counted(asked()))
    rows = table(report)
    for entry in report.results.tables:
        for answer in entry.rows:
            of_answer = [r for r in rows if (r["question"], r["answer"]) == (entry.question, answer.code)]
            grouped = [row for row in of_answer if row["dimension"] and row["count"]]
            assert int(of_answer[0]["count"]) == answer.count
            if grouped and all(row["count"] for row in of_answer):
                assert sum(int(row["count"]) for row in grouped) == answer.count
    assert any(row["value"] == NOT_ATTRIBUTABLE for row in rows) or all(
        one.not_attributable == 0 for one in report.comparisons
    )


def test_a_question_without_counts_has_one_row_without_numbers_of_answers() -> None:
    rows = table(reported(asked(), counted(asked())))
    assert [(row["answer"], row["count"], row["n"]) for row in rows if row["question"] == "words"] == [
        ("", "", "120")
    ]
    assert [(row["answer"], row["count"], row["n"]) for row in rows if row["question"] == "rare"] == [
        ("", "", "")
    ]


def test_no_group_of_fewer_than_ten_has_a_number() -> None:
    for people in (20, 30, 60, 120):
        rows = table(reported(asked(), counted(asked(), people)))
        assert all(int(row["n"]) >= 10 for row in rows if row["n"])


def test_those_in_no_group_have_no_number_when_they_are_fewer_than_ten() -> None:
    report = reported(asked(), counted(asked()))
    comparison = report.comparisons[0]
    for fewer, n in ((9, None), (10, 10)):
        everybody = replace(
            comparison.table,
            n=sum(part.table.n for part in comparison.parts) + fewer,
            rows=tuple(replace(row, count=row.count + 10) for row in comparison.table.rows),
        )
        rest = groups_of(replace(comparison, table=everybody), speech("de"))[-1]
        assert (rest.code, rest.n) == (NOT_ATTRIBUTABLE, n)
        assert (rest.counts is None) is (n is None)


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.builds("".join, st.tuples(st.sampled_from([*DANGEROUS, "\n=", " @", "\u200e=", ""]), st.text())),
        min_size=2,
        max_size=3,
    )
)
def test_no_cell_begins_like_a_formula_and_nothing_breaks_a_row(labels: list[str]) -> None:
    labels = [label.encode(errors="ignore").decode() for label in labels]
    survey = asked(labels)
    report = reported(survey, counted(survey, 40))
    rows = table(report)
    expected = sum(
        len(entry.rows) * (1 + sum(len(one.parts) for one in report.comparisons_of(entry)))
        if isinstance(entry, PublishedTable) and entry.rows
        else 1
        for entry in report.results.entries
    )
    assert len(rows) >= expected
    assert not any(cell.startswith(DANGEROUS) for row in rows for cell in row.values())


def test_an_apostrophe_goes_before_what_would_begin_a_formula_and_before_nothing_else() -> None:
    assert harmless("=1+1") == "'=1+1"
    assert harmless(one_line("\t\r\n -5")) == "'-5"
    assert harmless("＝1") == "'＝1"
    assert harmless("5 - 3 = 2") == "5 - 3 = 2"
