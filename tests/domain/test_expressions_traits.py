import pytest

from domain.expressions import compile_expression, misfits
from tests.domain.form_nodes import FormNodes


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("${child}[${age} > 5]/name", {"child", "age", "name"}),
        ("${child}[age > 5]/name", {"child", "age", "name"}),
        ("${child}/name", {"child", "name"}),
        ("/data/group/name", {"name"}),
        ("/data/child[position() = ${n}]/name", {"child", "n", "name"}),
        ("../name", {"name"}),
        ("current()/../name", {"name"}),
        ("position(..)", set()),
        ("position(${child})", {"child"}),
        ("count(${child}) + sum(${age} | ${n})", {"child", "age", "n"}),
        ("indexed-repeat(${name}, ${child}, ${n})", {"name", "child", "n"}),
        ("jr:choice-name(${x}, '${colour}')", {"x", "colour"}),
        ("jr:choice-name(${x}, '/data/group/colour')", {"x", "colour"}),
        ("instance('streets')/root/item[area = ${area}]/label", {"area"}),
        ("instance('streets')/root/item[area = current()/../area]/label", {"area"}),
    ],
)
def test_an_expression_knows_all_questions_and_repeats_that_it_reads(source: str, names: set[str]) -> None:
    assert compile_expression(source).references == names


@pytest.mark.parametrize(
    ("source", "trait"),
    [
        (". > 5", "uses_self"),
        ("current()/. > 5", "uses_self"),
        ("${child}[name = current()/.]/age", "uses_self"),
        ("string-length() > 5", "uses_self"),
        ("${child}[age < today()]/name", "uses_clock"),
        ("jr:choice-name(${x}, '${x}')", "uses_language"),
        ("instance('a')/root/item[name = ${x}]/label", "uses_language"),
        ("jr:itext(instance('a')/root/item[name = ${x}]/itextId)", "uses_language"),
        ("instance('a')/root/item[label = 'Yes']/name", "uses_language"),
        ("random() > 0.5", "uses_random"),
        ("join('', randomize(${x}))", "uses_random"),
        ("concat('a', uuid())", "uses_random"),
        ("once(${x})", "is_sticky"),
    ],
)
def test_an_expression_knows_what_else_it_depends_on(source: str, trait: str) -> None:
    expression = compile_expression(source)
    traits = ("uses_self", "uses_clock", "uses_language", "uses_random", "is_sticky")
    expected = {trait} | ({"uses_language"} if "itext" in source else set())
    assert {name for name in traits if getattr(expression, name)} == expected


@pytest.mark.parametrize(
    "source",
    [
        "${child}[. = 'x']",
        "count(${child}[string-length(.) > 1])",
        "randomize(${x}, 42)",
        "instance('a')/root/item[area = 'x']/name",
        "current()/../x",
    ],
)
def test_what_only_looks_like_it_is_not_counted(source: str) -> None:
    expression = compile_expression(f"string({source}) = ''")
    assert not expression.uses_self
    assert not expression.uses_random
    assert not expression.uses_language


def test_an_expression_knows_the_choice_lists_that_it_reads() -> None:
    lists = "count(instance('a')/root/item) + count(${x}[count(instance('b')/root/item[c = 1]) = 1])"
    assert compile_expression(lists).lists == {"a", "b"}


def test_expressions_are_equal_by_their_source_whatever_they_read() -> None:
    assert compile_expression("once(random())") == compile_expression("once(random())")
    assert "references" not in repr(compile_expression("${a}"))


FORM = FormNodes(
    {"n": None, "child": {"name": None, "toy": {"price": None}}, "pet": {"kind": None}, "group": None},
    {},
    {"streets": ()},
)


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("${n} + ${nobody}", "nothing called nobody"),
        ("/data/nowhere/n", "nothing called nowhere"),
        ("${child}[age > 3]/name", "nothing called age"),
        ("${child}[1]/kind", "kind does not stand inside child"),
        ("/data/pet/name", "name does not stand inside pet"),
        ("${child}[1]/n", "n does not stand inside child"),
        ("indexed-repeat(${name}, ${pet}, 1)", "name does not stand inside a repeat pet"),
        ("indexed-repeat(${name}, ${n}, 1)", "name does not stand inside a repeat n"),
        ("count(instance('towns')/root/item)", "no choice list towns"),
        ("jr:choice-name('a', '${nobody}')", "nothing called nobody"),
    ],
)
def test_what_the_form_has_not_or_has_elsewhere_is_found_before_anybody_answers(
    source: str, reason: str
) -> None:
    assert misfits(compile_expression(source), FORM)[0].message.endswith(reason)


@pytest.mark.parametrize(
    "source",
    [
        "${child}[name = 'x']/toy[price > ${n}]/price",
        "/data/group/child/name",
        "../../child/name",
        "current()/..",
        "indexed-repeat(${price}, ${child}, 1, /data/child/toy, 2)",
        "instance('streets')/root/item[area = ${n}]/label",
        "jr:choice-name(., '${name}')",
    ],
)
def test_what_fits_the_form_is_let_pass(source: str) -> None:
    assert misfits(compile_expression(source), FORM) == []
