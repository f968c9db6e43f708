from datetime import UTC, datetime

import pytest

from domain.expressions import Context, ExpressionError, Item, Place, Value, compile_expression
from tests.domain.form_nodes import FormNodes

SHAPE = {
    "n": None,
    "wanted": None,
    "child": {"name": None, "age": None, "toy": {"colour": None, "price": None}},
    "pet": {"kind": None},
    "group": None,
}
DATA = {
    "n": 2.0,
    "wanted": "red",
    "child": [
        {
            "name": "Ada",
            "age": 5.0,
            "toy": [{"colour": "red", "price": 3.0}, {"colour": "blue", "price": 4.0}],
        },
        {"name": "Ben", "age": 9.0, "toy": []},
        {"name": "Cem", "age": "", "toy": [{"colour": "green", "price": 7.0}]},
    ],
    "pet": [],
}
LISTS = {
    "streets": [
        Item("s1", "Main Street", {"area": "north", "length": "3"}),
        Item("s2", "Side Street", {"area": "north"}),
        Item("s3", "Long Street", {"area": "south", "length": "9"}),
    ]
}
NODES = FormNodes(SHAPE, DATA, LISTS, {("name", "Ada"): "Ada L.", ("wanted", "red"): "Red"})
NOON = datetime(2026, 5, 1, 12, 30, tzinfo=UTC)


def seen(source: str, own: str = "", at: Place = (), own_value: str = "") -> Value:
    return compile_expression(source).run(Context(NODES, own_value, NOON, at, own))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${n}", 2.0),
        ("/data/n", 2.0),
        ("/*/n", 2.0),
        ("/data/some_group/n", 2.0),
        ("${name}", "Ada"),
        ("${colour}", "red"),
        ("${kind}", ""),
        ("${child}", ""),
        ("count(${child})", 3.0),
        ("count(${pet})", 0.0),
        ("count(${toy})", 3.0),
        ("count(/data/child/toy)", 3.0),
        ("sum(${age})", 14.0),
        ("sum(${kind})", 0.0),
        ("string(min(${kind}))", "NaN"),
        ("min(${age})", 5.0),
        ("max(${age}, 20)", 20.0),
        ("count-non-empty(${age})", 2.0),
        ("count-non-empty(${child})", 3.0),
        ("join(', ', ${name})", "Ada, Ben, Cem"),
        ("join(' ', ${n}, ${colour}, 'x')", "2 red blue green x"),
        ("concat(${name}, '!')", "AdaBenCem!"),
        ("checklist(2, 2, ${age})", True),
        ("checklist(-1, 1, ${age}, true())", False),
        ("weighted-checklist(14, 14, ${age}, ${age})", True),
        ("weighted-checklist(0, 2, 'x', 3)", False),
    ],
)
def test_from_outside_a_repeat_its_questions_are_all_their_entries_and_one_alone_is_the_first(
    source: str, expected: Value
) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "own", "at", "expected"),
    [
        ("${name}", "age", (2,), "Ben"),
        ("../name", "age", (2,), "Ben"),
        ("./name", "age", (2,), "Ben"),
        ("/data/child/name", "age", (2,), "Ben"),
        ("current()/../name", "age", (2,), "Ben"),
        ("sum(${age})", "age", (2,), 9.0),
        ("${n}", "age", (2,), 2.0),
        ("../../n", "age", (2,), 2.0),
        ("join(' ', ${colour})", "name", (1,), "red blue"),
        ("join(' ', ${colour})", "name", (2,), ""),
        ("${name}", "price", (3, 1), "Cem"),
        ("${colour}", "price", (1, 2), "blue"),
        ("count(${toy})", "price", (1, 2), 2.0),
        ("count(${toy})", "name", (1,), 2.0),
        ("count(${child})", "age", (2,), 3.0),
        ("count(/data/child)", "age", (2,), 1.0),
        ("sum(../../child/age)", "age", (2,), 14.0),
        ("sum(${child}/age)", "age", (2,), 14.0),
        ("join(' ', ${child}/colour)", "price", (1, 2), "red blue green"),
        ("${kind}", "age", (2,), ""),
    ],
)
def test_from_inside_a_repeat_what_stands_in_the_same_entry_is_meant(
    source: str, own: str, at: Place, expected: Value
) -> None:
    assert seen(source, own, at) == expected


@pytest.mark.parametrize(
    ("source", "own", "at", "expected"),
    [
        ("position(..)", "age", (2,), 2.0),
        ("position(.)", "age", (2,), 2.0),
        ("position(../..)", "price", (3, 1), 3.0),
        ("position(../..)", "age", (2,), 2.0),
        ("position(current()/..)", "price", (1, 2), 2.0),
        ("position(${child})", "age", (2,), 2.0),
        ("position(${child})", "price", (3, 1), 3.0),
        ("position(${toy})", "price", (3, 1), 1.0),
        ("position(${name})", "age", (2,), 2.0),
        ("position(..)", "n", (), 1.0),
        ("position(${pet})", "n", (), 0.0),
        ("position(${child})", "n", (), 1.0),
        ("position(${child}[${name} = 'Cem'])", "n", (), 3.0),
    ],
)
def test_a_position_is_the_number_of_an_entry(source: str, own: str, at: Place, expected: Value) -> None:
    assert seen(source, own, at) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("${child}[2]/name", "Ben"),
        ("${child}[number(${n})]/name", "Ben"),
        ("/data/child[position() = 2]/name", "Ben"),
        ("/data/child[position() = last()]/name", "Cem"),
        ("${child}[last()]/name", "Cem"),
        ("${child}[7]/name", ""),
        ("${child}[${age} > 5]/name", "Ben"),
        ("${child}[age > 5]/name", "Ben"),
        ("${child}[./age > 5]/name", "Ben"),
        ("join(' ', ${child}[age > 0]/name)", "Ada Ben"),
        ("join(' ', ${child}[age > 0][2]/name)", "Ben"),
        ("join(' ', ${child}[age != '']/name)", "Ada Ben"),
        ("count(${child}[not(${age} > 0)])", 1.0),
        ("join(' ', ${name}[. != 'Ben'])", "Ada Cem"),
        ("join(' ', ${name}[starts-with(../name, 'B')])", "Ben"),
        ("join(' ', ${name}[string-length() = 3])", "Ada Ben Cem"),
        ("join(' ', ${name}[1])", "Ada Ben Cem"),
        ("join(' ', ${child}[count(${toy}) > 0]/name)", "Ada Cem"),
        ("join(' ', ${child}[count(./toy[price > 3]) = 1]/name)", "Ada Cem"),
        ("join(' ', ${child}[toy[colour = ${wanted}]/price = 3]/name)", "Ada"),
        ("join(' ', ${child}[boolean(age)]/name)", "Ada Ben"),
        ("join(' ', /data/child[1]/toy[2]/colour)", "blue"),
        ("join(' ', /data/child/toy[1]/colour)", "red green"),
        ("${child}[name = current()/../wanted]/age", ""),
        ("sum(${price}[. > ${n} + 1])", 11.0),
        ("join(' ', ${child}[sum(${price}) = 7]/name)", "Ada Cem"),
        ("/data/group[${n} = 2]/n", 2.0),
    ],
)
def test_square_brackets_keep_the_entries_for_which_they_hold(source: str, expected: Value) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "own", "at", "expected"),
    [
        ("${child}[position() = position(current()/..) - 1]/name", "age", (2,), "Ada"),
        ("${child}[position() < position(current()/..)]/name", "age", (1,), ""),
        ("sum(${child}[name != current()/../name]/age)", "age", (2,), 5.0),
        ("count(${child}[${name} = current()/.])", "n", (), 1.0),
        ("count(/data/child[name = 'Ada'])", "age", (2,), 1.0),
        ("indexed-repeat(${name}, ${child}, position(..) - 1)", "age", (3,), "Ben"),
    ],
)
def test_current_is_the_owner_of_the_expression_also_in_square_brackets(
    source: str, own: str, at: Place, expected: Value
) -> None:
    assert seen(source, own, at, own_value="Ben") == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("indexed-repeat(${name}, ${child}, 2)", "Ben"),
        ("indexed-repeat(/data/child/name, /data/child, ${n})", "Ben"),
        ("indexed-repeat(${colour}, ${child}, 1, ${toy}, 2)", "blue"),
        ("indexed-repeat(${colour}, ${child}, 3, ${toy}, 2)", ""),
        ("indexed-repeat(${name}, ${child}, 9)", ""),
        ("indexed-repeat(${name}, ${child}, 0)", "Ada"),
        ("indexed-repeat(${name}, ${child}, 'x')", "Ada"),
        ("join(' ', indexed-repeat(${colour}, ${child}, 1))", "red blue"),
        ("sum(indexed-repeat(${price}, ${child}, 1)) + 1", 8.0),
    ],
)
def test_an_entry_can_be_chosen_by_its_number(source: str, expected: Value) -> None:
    assert seen(source) == expected


def test_two_paths_can_be_joined_and_no_node_counts_twice() -> None:
    assert seen("count(${name} | ${age})") == 6.0
    assert seen("join(' ', ${name} | ${n} | ${name}[. = 'Ada'])") == "Ada Ben Cem 2"


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("instance('streets')/root/item[name = 's2']/label", "Side Street"),
        ("jr:itext(instance('streets')/root/item[name = 's2']/itextId)", "Side Street"),
        ("instance('streets')/root/item[area = 'south' and length > 5]/name", "s3"),
        ("instance('streets')/root/item[name = 's2']/length", ""),
        ("instance('streets')/root/item[name = 'none']/label", ""),
        ("count(instance('streets')/root/item)", 3.0),
        ("count(instance('streets')/root/item[area = 'north'])", 2.0),
        ("join(' ', instance('streets')/root/item[position() != 2]/name)", "s1 s3"),
        ("instance('streets')/root/item[last()]/name", "s3"),
        ("instance('streets')/root/item[${n} + 1]/name", "s3"),
        ("instance('streets')/root/item[length = ${child}[name = 'Ada']/age - 2]/name", "s1"),
        ("sum(instance('streets')/root/item/length)", 12.0),
        ("jr:choice-name(${wanted}, '${wanted}')", "Red"),
        ("jr:choice-name(${name}, '/data/child/name')", "Ada L."),
        ("jr:choice-name('none', '${name}')", ""),
    ],
)
def test_choice_lists_can_be_read(source: str, expected: Value) -> None:
    assert seen(source) == expected


@pytest.mark.parametrize(
    ("source", "kept"),
    [
        ("area = 'north'", ["s1", "s2"]),
        ("length > 2 and name != ${wanted}", ["s1", "s3"]),
        ("./area = 'south' or label = 'Main Street'", ["s1", "s3"]),
        ("position() < 3", ["s1", "s2"]),
        ("string-length(area) = 5 and unknown_column = ''", ["s1", "s2", "s3"]),
        ("length = ${child}[name = current()/../name]/age - 2", ["s1"]),
    ],
)
def test_a_choice_filter_reads_the_columns_of_each_row(source: str, kept: list[str]) -> None:
    condition = compile_expression(source, item_columns=True)
    context = Context(NODES, own="name", at=(1,), size=3)
    found = []
    for context.number, context.item in enumerate(LISTS["streets"], start=1):
        if condition.holds(context):
            found.append(context.item.name)
    assert found == kept


def test_a_choice_filter_without_a_row_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="item"):
        compile_expression("area = 'x'", item_columns=True).run(Context(NODES))


def test_what_does_not_stand_inside_a_repeat_cannot_be_found_there() -> None:
    with pytest.raises(ExpressionError, match="kind does not stand inside child"):
        seen("${child}[1]/kind")
    with pytest.raises(ExpressionError, match="kind does not stand inside the repeat child"):
        seen("indexed-repeat(${kind}, ${child}, 1)")
    with pytest.raises(KeyError):
        seen("${nobody}")
    with pytest.raises(KeyError):
        seen("count(instance('nothing')/root/item)")


def test_once_keeps_the_value_that_the_node_had() -> None:
    assert seen("once(${n})", "wanted") == 2.0
    assert seen("once(${n})", "wanted", own_value="kept") == "kept"
    assert seen("${child}[name = once('x')]/age", "wanted", own_value="Ben") == 9.0
