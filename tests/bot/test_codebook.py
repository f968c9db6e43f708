"""A codebook names every variable and code once, and its JSON is what docs/codebook.schema.json says."""

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from bot.exports.codebook import write_codebook_csv, write_codebook_json
from domain.expressions import compile_expression
from domain.survey import Choice, Group, Kind, Question, Scale, Survey
from tests.bot.test_questionnaire import EVERY_KIND
from tests.domain.survey_with_texts import FORM
from usecases.codebook import Publication, codebook_of

SCHEMA = json.loads(
    (Path(__file__).resolve().parents[2] / "docs" / "codebook.schema.json").read_text("utf-8")
)


def violations(value: Any, schema: Any, path: str = "$") -> list[str]:
    """Return where a value breaks a schema, for the words of JSON Schema that ours uses."""
    if "$ref" in schema:
        return violations(value, SCHEMA["$defs"][schema["$ref"].removeprefix("#/$defs/")], path)
    known = {"type", "required", "properties", "additionalProperties", "items", "enum", "pattern", "minItems"}
    assert schema.keys() <= known | {"description", "title", "$schema", "$id", "$defs"}, path
    types: dict[str, Any] = {"object": dict, "array": list, "string": str, "number": (int, float)}
    if not isinstance(value, types[schema["type"]]):
        return [f"{path}: no {schema['type']}"]
    found = [path] if "enum" in schema and value not in schema["enum"] else []
    if "pattern" in schema and not re.search(schema["pattern"], value):
        found.append(path)
    if isinstance(value, dict):
        found += [f"{path}.{name} lacks" for name in schema.get("required", ()) if name not in value]
        for name, inner in value.items():
            if name in schema.get("properties", {}):
                found += violations(inner, schema["properties"][name], f"{path}.{name}")
            elif schema.get("additionalProperties") is False:
                found.append(f"{path}.{name} is unknown")
    if isinstance(value, list):
        found += [f"{path}: too few"] if len(value) < schema.get("minItems", 0) else []
        for place, inner in enumerate(value):
            found += violations(inner, schema["items"], f"{path}[{place}]")
    return found


@pytest.mark.parametrize("survey", [FORM, EVERY_KIND])
def test_its_json_is_valid_by_the_schema_in_the_docs(survey: Survey) -> None:
    assert violations(json.loads(write_codebook_json(codebook_of(survey))), SCHEMA) == []


def test_the_schema_refuses_what_is_no_codebook() -> None:
    found = json.loads(write_codebook_json(codebook_of(FORM)))
    found["dataDscr"]["var"][0]["intrvl"] = "sometimes"
    del found["dataDscr"]["var"][1]["name"]
    found["more"] = 1
    assert violations(found, SCHEMA) == [
        "$.dataDscr.var[0].intrvl",
        "$.dataDscr.var[1].name lacks",
        "$.more is unknown",
    ]


def test_every_variable_and_code_has_a_row_with_its_labels() -> None:
    table = list(csv.DictReader(StringIO(write_codebook_csv(codebook_of(FORM)).decode("utf-8-sig"))))
    rows = [(row["variable"], row["kind"], row["code"]) for row in table]
    assert rows[:3] == [("happy", "select_one", ""), ("happy", "code", "yes"), ("happy", "code", "no")]
    assert len(rows) == len(set(rows))
    age = next(row for row in table if row["variable"] == "age")
    assert (age["label_de"], age["section"], age["repeats"]) == ("Wie alt ist ${name}?", "people", "people")
    assert (age["required"], age["constraint"], age["published"]) == ("yes", ". < 120", "classes")


def test_conditions_of_the_groups_around_come_first() -> None:
    survey = replace(
        EVERY_KIND,
        groups=(
            EVERY_KIND.groups[0],
            Group("end", {"de": "Ende"}, relevant=compile_expression("${count} > 2")),
        ),
    )
    variable = next(one for one in codebook_of(survey).variables if one.name == "last")
    assert variable.conditions == ("${count} > 2", "${sum} > 1")


def test_it_says_what_is_published_of_each_kind() -> None:
    published = {one.name: one.published for one in codebook_of(EVERY_KIND).variables}
    assert published == {
        **dict.fromkeys(("one", "several", "order", "scale"), Publication.COUNTED),
        **dict.fromkeys(("count", "long", "day", "moment", "people", "age"), Publication.CLASSES),
        **dict.fromkeys(("name", "last"), Publication.MODERATED),
        **dict.fromkeys(("photo", "ok"), Publication.ANSWERED),
        "sum": Publication.NEVER,
    }
    inside = Question("inside", Kind.RANGE, {"de": "?"}, scale=Scale(0, 1, 0.5), group="people")
    as_dimension = replace(EVERY_KIND, questions=(*EVERY_KIND.questions, inside), dimensions=("sum",))
    more = {one.name: one for one in codebook_of(as_dimension).variables}
    assert (more["inside"].published, more["sum"].published) == (Publication.CLASSES, Publication.COUNTED)
    assert more["sum"].is_dimension


def test_no_cell_becomes_a_formula() -> None:
    survey = replace(
        FORM,
        questions=(
            Question("q", Kind.SELECT_ONE, {"de": "=1+1"}, choices=(Choice("a", {"de": "@SUM(A1)"}),)),
        ),
        groups=(),
        lists={},
    )
    content = write_codebook_csv(codebook_of(survey)).decode("utf-8-sig")
    assert "'=1+1" in content
    assert "'@SUM(A1)" in content
