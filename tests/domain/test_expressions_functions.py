"""Functions against tables of known results; those marked JavaRosa are from its own tests."""

import hashlib
import math
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import Answer, Context, Value, compile_expression
from domain.expressions.answers import AnswerNodes
from domain.expressions.dates import moment_of
from domain.expressions.functions import FUNCTIONS
from tests.domain.form_nodes import FormNodes

NOON = datetime(2026, 5, 1, 12, 30, 5, 678_000, tzinfo=UTC)
ANSWERS: dict[str, Answer] = {
    "born": datetime(1990, 3, 9, 18, 5, 4),  # noqa: DTZ001 # answers have no zone
    "time": "18:05",
    "skipped": None,
    "here": "48.86 9.18 300 5",
    "there": "48.87 9.19",
}


def value(source: str, **answers: Answer) -> Value:
    return compile_expression(source).evaluate(ANSWERS | answers, now=NOON)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("sqrt(16)", 4.0),
        ("exp(0)", 1.0),
        ("exp10(3)", 1000.0),
        ("log(exp(2))", 2.0),
        ("log10(1000)", 3.0),
        ("sin(pi() div 2)", 1.0),
        ("cos(pi())", -1.0),
        ("tan(pi() div 4)", 1.0),
        ("asin(1) * 2", math.pi),
        ("acos(-1)", math.pi),
        ("atan(1) * 4", math.pi),
        ("atan2(1, -1) * 4", 3 * math.pi),
        ("log(0)", -math.inf),
        ("log10(0)", -math.inf),
        ("exp(1000)", math.inf),
        ("exp10(1000)", math.inf),
        ("abs(date-time('1970-01-02T12:00:00'))", 1.5),
    ],
)
def test_functions_of_mathematics(source: str, expected: float) -> None:
    assert value(source) == pytest.approx(expected)


@pytest.mark.parametrize(
    "source", ["sqrt(-1)", "log(-1)", "log10(-1)", "asin(2)", "acos(2)", "sin(1 div 0)", "sqrt('x')"]
)
def test_what_mathematics_does_not_define_is_no_number(source: str) -> None:
    assert value(f"string({source})") == "NaN"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("format-date('2026-05-01', '%d.%m.%Y')", "01.05.2026"),
        ("format-date('2026-5-1', '%e.%n.%y')", "1.5.26"),
        ("format-date(${born}, '%a %e %b %Y, week %W')", "Fri 9 Mar 1990, week 10"),
        ("format-date-time(${born}, '%H:%M:%S.%3 %h')", "18:05:04.000 18"),
        ("format-date-time(now(), '%Y-%m-%dT%H:%M:%S.%3')", "2026-05-01T12:30:05.678"),
        ("format-date-time(${time}, '%H.%M')", "18.05"),
        ("format-date-time('2026-05-01T07:08:09.5+02:00', '%h %M %S %3')", "7 08 09 500"),
        ("format-date(0, '%Y-%m-%d')", "1970-01-01"),
        ("format-date-time(0.75, '%H')", "18"),
        ("format-date('2026-05-01', '100%%')", "100%"),
        ("format-date(${skipped}, '%Y')", ""),
        ("format-date('2026-02-30', '%Y')", ""),
        ("format-date(true(), '%Y')", ""),
        ("format-date('2018-04-01', '%W')", "13"),
        ("format-date('2018-01-01', '%W')", "1"),
        ("format-date('2017-01-01', '%W')", "52"),
        ("format-date('2020-12-29', '%W')", "53"),
        ("decimal-date-time('1970-01-02T12:00:00')", 1.5),
        ("decimal-date-time('2026-05-01')", 20_574.0),
        ("decimal-date-time(1.25)", 1.25),
        ("decimal-date-time(${skipped})", ""),
        ("string(decimal-date-time('soon'))", "NaN"),
        ("decimal-time('18:00')", 0.75),
        ("decimal-time('06:00:00.000+02:00')", 0.25),
        ("decimal-time('2026-05-01T12:00:00')", 0.5),
        ("decimal-time(3.5)", 0.5),
        ("decimal-time(${skipped})", ""),
        ("date('18:00')", ""),
        ("date-time('18:00')", ""),
        ("int((today() - date(${born})) div 365.25)", 36.0),
    ],
)
def test_dates_are_written_and_counted(source: str, expected: Value) -> None:
    assert value(source) == (pytest.approx(expected) if isinstance(expected, float) else expected)


@given(st.datetimes())
def test_a_moment_is_read_as_it_is_written(moment: datetime) -> None:
    assert moment_of(moment.isoformat()) == moment


PATH_1 = (
    "38.253094215699576 21.756382658677467;38.25021274773806 21.756382658677467;"
    "38.25007793942195 21.763892843919166;38.25290886154963 21.763935759263404;"
    "38.25146813817506 21.758421137528785"
)
PATH_2 = (
    "38.25304740874071 21.75644703234866;38.25308110946615 21.763377860443143;"
    "38.25078942453431 21.763399318115262;38.25090738066984 21.756640151397733;"
    "38.25197740258244 21.75892539347842"
)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"area('{PATH_1}')", 151_452),
        (f"distance('{PATH_1}')", 1_801),
        (f"enclosed-area('{PATH_2}')", 122_755),
        (f"distance('{PATH_2}')", 1_685),
        ("distance('0 0', '0 1')", math.radians(1) * 6_378_100),
        ("distance('0 0 12 3;0 90 0 0')", math.pi / 2 * 6_378_100),
        ("distance('90 0', '90 1')", 0),
        ("distance(${here}, ${there})", 1_332),
        ("distance(${here}, ${here})", 0),
        ("distance(${here}, ${skipped})", 0),
        ("distance(${skipped})", 0),
        ("area('0 0;0 1')", 0),
    ],
)
def test_areas_and_distances_are_those_of_javarosa(source: str, expected: float) -> None:
    assert value(source) == pytest.approx(expected, abs=0.6)


def test_points_of_a_repeat_are_a_way() -> None:
    stops = FormNodes(
        {"stop": {"place": None}}, {"stop": [{"place": "0 0"}, {"place": ""}, {"place": "0 2"}]}
    )
    ahead = compile_expression("round(distance(${place})) = round(2 * distance('0 0', '0 1'))")
    assert ahead.holds(Context(stops))


@pytest.mark.parametrize("source", ["distance('here', '0 1')", "area('0 0;1 1;x y')", "distance('1')"])
def test_what_is_no_place_has_no_distance(source: str) -> None:
    assert value(f"string({source})") == "NaN"


SHAPE = f"{PATH_1};38.253094215699576 21.756382658677467"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (f"geofence('38.25081280703969 21.760299116099116', '{SHAPE}')", True),
        (f"geofence('38.251790 21.756845', '{SHAPE}')", True),
        (f"geofence('38.252062644683356 21.758894013612437', '{SHAPE}')", False),
        (f"geofence('', '{SHAPE}')", False),
        ("intersects('0 0;0 2;2 2;2 0;0 0')", False),
        ("intersects('0 0;2 2;0 2;2 0;0 0')", True),
        ("intersects('0 0;0 2;0 1')", True),
        ("intersects('0 0;0 4;2 4;2 2;0 2')", True),
        ("intersects('0 0;0 1')", False),
        ("intersects('')", False),
    ],
)
def test_what_lies_inside_and_what_crosses_itself(source: str, expected: bool) -> None:
    assert value(source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("digest('abc', 'MD5', 'hex')", "900150983cd24fb0d6963f7d28e17f72"),
        ("digest('abc', 'SHA-1', 'hex')", "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("digest('äöü', 'sha256', 'HEX')", hashlib.sha256("äöü".encode()).hexdigest()),
        ("digest('abc', 'SHA-384', 'hex')", hashlib.sha384(b"abc").hexdigest()),
        ("digest('abc', 'SHA-512', 'hex')", hashlib.sha512(b"abc").hexdigest()),
        ("digest('abc', 'MD5')", "kAFQmDzST7DWlj99KOF/cg=="),
        ("base64-decode('R3LDvMOfZQ==')", "Grüße"),
        ("base64-decode('no base64!')", ""),
        ("base64-decode('')", ""),
    ],
)
def test_fingerprints_and_encodings(source: str, expected: str) -> None:
    assert value(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("checklist(1, 2, true(), false(), 'x')", True),
        ("checklist(3, -1, 1, 0, 'x')", False),
        ("checklist(-1, 0)", True),
        ("weighted-checklist(5, 7, 1, 3, 'x', 2.5, '', 9)", True),
        ("weighted-checklist(6, 7, 1, 3, 'x', 2.5)", False),
        ("depend(1, 2)", 1.0),
        ("join('-', 1, 'b', true())", "1-b-true"),
        ("join('-')", ""),
        ("jr:itext('label')", "label"),
        ("version()", ""),
    ],
)
def test_lists_of_values(source: str, expected: Value) -> None:
    assert value(source) == expected


def test_the_version_is_that_of_the_form() -> None:
    assert compile_expression("version()").run(Context(AnswerNodes({}), version="2026-1")) == "2026-1"


texts = st.one_of(
    st.none(), st.text(max_size=12), st.floats(), st.datetimes(), st.sampled_from(["0 1", "18:00", "1;2"])
)


@given(x=texts, checked=texts)
@pytest.mark.parametrize(
    "source",
    [
        "concat(format-date-time(${x}, '%Y%a%W%3'), decimal-time(.), decimal-date-time(${x}))",
        "concat(area(${x}), distance(${x}, .), geofence(${x}, .), intersects(.))",
        "concat(digest(${x}, 'MD5'), base64-decode(.), uuid(.), join(${x}, ., 1))",
        "concat(sqrt(${x}), log(.), exp(${x}), sin(.), atan2(${x}, .), exp10(.), log10(${x}))",
        "concat(checklist(${x}, ., .), weighted-checklist(${x}, ., ., ${x}), once(${x}), sum(${x}))",
        "concat(join('', randomize(${x}, .)), count(${x}), position(${x}), jr:choice-name(., '${x}'))",
    ],
)
def test_no_answer_makes_a_function_fail(source: str, x: Answer, checked: Answer) -> None:
    assert isinstance(compile_expression(source).evaluate({"x": x}, self_value=checked), str)


def test_the_documentation_lists_every_function_and_no_other() -> None:
    page = (Path(__file__).parents[2] / "docs" / "expressions.md").read_text()
    section = page.split("## Functions")[1].split("## ")[0]
    assert set(re.findall(r"`([a-z][a-z0-9:-]*)`", section)) == set(FUNCTIONS)
