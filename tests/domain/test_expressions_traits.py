import pytest

from domain.expressions import compile_expression, misplaced
from domain.expressions.checks import Misplaced


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


AROUND = {
    "n": (),
    "group": (),
    "child": ("child",),
    "name": ("child",),
    "toy": ("child", "toy"),
    "price": ("child", "toy"),
    "pet": ("pet",),
    "kind": ("pet",),
}


@pytest.mark.parametrize(
    ("source", "name", "sought_in"),
    [
        ("${child}[1]/kind", "kind", "child"),
        ("/data/pet/name", "name", "pet"),
        ("${child}[1]/n", "n", "child"),
        ("${child}[toy/kind = 'x']/name", "kind", "toy"),
        ("indexed-repeat(${name}, ${pet}, 1)", "name", "pet"),
        ("indexed-repeat(${name}, ${n}, 1)", "name", "n"),
        ("indexed-repeat(${n}, ${child}, 1)", "n", "child"),
        ("indexed-repeat(${name}, ${child}, 1, ${toy}, 2)", "name", "toy"),
        ("1 + sum(indexed-repeat(/data/pet/kind, /data/child, 1))", "kind", "child"),
    ],
)
def test_what_is_looked_for_in_a_repeat_that_it_does_not_stand_in_is_found_before_anybody_answers(
    source: str, name: str, sought_in: str
) -> None:
    assert misplaced(compile_expression(source), AROUND) == [Misplaced(name, sought_in)]


def test_it_is_found_once_however_often_it_is_written() -> None:
    once = "indexed-repeat(${name}, ${pet}, 1)"
    assert len(misplaced(compile_expression(f"{once} = {once}"), AROUND)) == 1


@pytest.mark.parametrize(
    "source",
    [
        "${child}[name = 'x']/toy[price > ${n}]/price",
        "/data/group/child/name",
        "../../child/name",
        "current()/..",
        "indexed-repeat(${price}, ${child}, 1, /data/child/toy, 2)",
        "indexed-repeat(${price}, ${toy}, 2)",
        "indexed-repeat(${child}, ${child}, 2)",
        "instance('streets')/root/item[area = ${n}]/label",
        "jr:choice-name(., '${name}')",
        "/data/nowhere/name",  # unknown names are another trouble
        "indexed-repeat(${nobody}, ${child}, 1)",
    ],
)
def test_what_stands_where_it_is_looked_for_is_let_pass(source: str) -> None:
    assert misplaced(compile_expression(source), AROUND) == []
