"""Paths, predicates and repeats put to rxeval, an independent evaluator.

Seen from outside over an instance, and from inside a form that pyxform made of the same references.
"""

import re
from collections.abc import Mapping
from typing import Any

import pytest
import rxeval
from hypothesis import given, settings
from hypothesis import strategies as st
from pyxform.xls2xform import convert

from domain.expressions import Context, compile_expression
from domain.expressions.values import to_text
from tests.domain.form_nodes import FormNodes, Shape, as_xml

SHAPE: Shape = {
    "n": None,
    "child": {"name": None, "age": None, "toy": {"price": None}},
    "pet": {"kind": None},
}
amounts = st.integers(0, 12).map(float)
names = st.sampled_from(["Ada", "Ben", "Cem", "Dea"])
families = st.fixed_dictionaries(
    {
        "n": amounts,
        "child": st.lists(
            st.fixed_dictionaries(
                {
                    "name": names,
                    "age": amounts,
                    "toy": st.lists(st.fixed_dictionaries({"price": amounts}), max_size=3),
                }
            ),
            max_size=4,
        ),
        "pet": st.lists(st.fixed_dictionaries({"kind": names}), max_size=2),
    }
)


def of_child(depth: int) -> st.SearchStrategy[str]:
    """Return conditions on a child; within them others, `depth` levels deep."""
    numbers = ["age", "./age", "/data/n", "count(toy)", "sum(toy/price)", "string-length(name)", "position()"]
    values = st.sampled_from([*numbers, "last()", "3", "7"])
    if depth:
        values |= of_child(depth - 1).map("count(/data/child[{}])".format)
        values |= st.sampled_from(["price", "./price * 2"]).map("count(toy[{} > 3])".format)
    compared = st.tuples(values, st.sampled_from(["=", "!=", "<", ">="]), values).map(" ".join)
    named = names.map("name = '{}'".format) | st.just("starts-with(name, 'B')")
    both = st.tuples(compared | named, st.sampled_from([" and ", " or "]), compared | named)
    return compared | named | both.map("".join) | compared.map("not({})".format)


predicates = st.lists(
    of_child(1).map("[{}]".format) | st.sampled_from(["[1]", "[2]", "[last()]", "[position() > 1]"]),
    max_size=2,
).map("".join)
paths = st.tuples(
    st.just("/data/child"), predicates, st.sampled_from(["/name", "/age", "/toy/price", "/toy[1]/price"])
).map("".join)
questions = st.one_of(
    paths.map("string({})".format),
    paths.map("count({})".format),
    paths.map("join(',', {})".format),
    paths.map("concat({})".format),
    predicates.map("count(/data/child{})".format),
    predicates.map("sum(/data/child{}/age)".format),
    predicates.map("sum(/data/child{}/toy[price > 2]/price)".format),
    st.tuples(paths, paths).map(" + ".join).map("count(/data/pet/kind) + {}".format),
    st.just("count(/data/child/name | /data/pet/kind | /data/child/name)"),
)


@given(families, questions)
def test_both_evaluators_agree_on_paths(data: Mapping[str, Any], source: str) -> None:
    ours = to_text(compile_expression(source).run(Context(FormNodes(SHAPE, data))))
    assert ours == str(rxeval.eval_expression(source, as_xml(data, SHAPE)))


OUTSIDE = [
    "concat(sum(${age}), '/', count(${child}), '/', join(' ', ${name}))",
    "${child}[position() = 2]/name",
    "count(${child}[position() < ${n}])",
    "join(',', ${child}[position() != last()]/name)",
]
INSIDE = [
    "concat(${name}, ${age} + ${n})",
    "sum(${age})",
    "if(${age} > ${n}, ${name}, '-')",
    "concat(../name, ' ', ../../n)",
    "sum(../../child/age)",
    "join(' ', ../../child[age > 5]/name)",
    "count(../../child[position() > 1])",
]


def the_form() -> str:
    rows = [("integer", "n", "")]
    rows += [("calculate", f"outside{number}", source) for number, source in enumerate(OUTSIDE)]
    rows += [("begin repeat", "child", ""), ("text", "name", ""), ("integer", "age", "")]
    rows += [("calculate", f"inside{number}", source) for number, source in enumerate(INSIDE)]
    rows += [("end repeat", "", "")]
    lines = ["| survey |", "| | type | name | label | calculation |"]
    lines += [f"| | {kind} | {name} | {name} | {source} |" for kind, name, source in rows]
    return str(convert(xlsform="\n".join(lines)).xform)


@pytest.fixture(scope="module")
def form() -> str:
    return the_form()


households = st.tuples(amounts, st.lists(st.tuples(names, amounts), min_size=1, max_size=4))


@given(households)
@settings(max_examples=40)
def test_both_evaluators_agree_from_inside_a_repeat(
    form: str, household: tuple[float, list[tuple[str, float]]]
) -> None:
    n, children = household
    session = rxeval.Session(form)
    session.set("/data/n", to_text(n))
    for number, (name, age) in enumerate(children, start=1):
        if number > 1:
            session.add_row("/data/child")
        session.set(f"/data/child[{number}]/name", name)
        session.set(f"/data/child[{number}]/age", to_text(age))
    assert not session.recompute()["failed"]
    shape: Shape = {"n": None, "child": {"name": None, "age": None}}
    nodes = FormNodes(shape, {"n": n, "child": [{"name": name, "age": age} for name, age in children]})
    for place, source in enumerate(OUTSIDE):
        ours = compile_expression(source).run(Context(nodes, own="n"))
        assert to_text(ours) == session.get(f"/data/outside{place}"), source
    for number in range(1, len(children) + 1):
        for place, source in enumerate(INSIDE):
            ours = compile_expression(source).run(Context(nodes, own="age", at=(number,)))
            assert to_text(ours) == session.get(f"/data/child[{number}]/inside{place}"), source


TWO = {"n": 2.0, "child": [{"name": "Ada", "age": 5.0}, {"name": "Ben", "age": ""}]}
DIFFERENCES = [
    ("sum(/data/child/age)", "5", "NaN", "JavaRosa leaves out what is no number"),
    ("min(/data/child/age)", "5", "NaN", "JavaRosa leaves out what is no number"),
    (
        "/data/child/name = 'Ben'",
        "false",
        "true",
        "a nodeset is its first node; JavaRosa refuses more than one",
    ),
    (
        "concat(/data/child/name, '.')",
        "AdaBen.",
        "Ada.",
        "the specification joins all nodes, next to texts too",
    ),
    ("count(/data/child[/data/child/name = 'Ada'])", "1", "2", "a path from the root is seen from the entry"),
]


@pytest.mark.parametrize(("source", "mine", "other", "reason"), DIFFERENCES)
def test_where_they_differ_we_follow_collect(source: str, mine: str, other: str, reason: str) -> None:
    ours = to_text(compile_expression(source).run(Context(FormNodes(SHAPE, TWO))))
    assert (ours, str(rxeval.eval_expression(source, as_xml(TWO, SHAPE)))) == (mine, other), reason


def test_what_the_other_does_not_know_is_left_to_our_own_tests() -> None:
    for source in ("position(..)", "indexed-repeat(/data/child/name, /data/child, 2)", "current()/../n"):
        with pytest.raises(RuntimeError, match=re.compile("argument|not implemented")):
            rxeval.eval_expression(source, as_xml(TWO, SHAPE))
