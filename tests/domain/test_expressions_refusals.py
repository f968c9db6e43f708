import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import Context, Expression, ExpressionError, TooMuchWork, compile_expression
from domain.expressions.expression import MAX_SOURCE
from tests.domain.form_nodes import FormNodes


@pytest.mark.parametrize(
    ("source", "message", "position"),
    [
        ("nothing(${x})", r"nothing\(\) is not supported$", 0),
        ("1 + pulldata('a', 'b')", r"pulldata\(\) is not supported: put the rows", 4),
        ("lookup('a', 'b')", "choices sheet", 0),
        ("search('a')", "choice_filter", 0),
        ("property('deviceid')", "no device", 0),
        ("substring('abc', 1)", r"substr\(text", 0),
        ("floor(1.5)", r"int\(x\)", 0),
        ("jr:choice-name(${x}, 'a b')", "takes a code and", 0),
        ("indexed-repeat(${a}, ${b})", "takes 3 to 7 arguments", 0),
        ("indexed-repeat(${a}, ${b}, 1, ${c})", "pairs", 0),
        ("indexed-repeat(${a}[1], ${b}, 1)", "plain references", 0),
        ("indexed-repeat(1, ${b}, 1)", "plain references", 0),
        ("sum(1 + 1)", "takes a question or repeat", 0),
        ("count('x')", "takes a question or repeat", 0),
        ("position('x')", "takes a question or repeat", 0),
        ("position(instance('a')/root/item)", "not in a choice list", 0),
        ("randomize(1)", "takes a question or repeat", 0),
        ("position() = 1", r"write position\(\.\.\)", 0),
        ("last()", "into square brackets", 0),
        ("weighted-checklist(1, 2, 3)", "pairs", 0),
        ("format-date(today(), '%B')", "knows no '%B'", 0),
        ("format-date-time(today(), '100%')", "knows no '%'", 0),
        ("digest(${x}, 'CRC')", "knows MD5", 0),
        ("digest(${x}, 'MD5', 'octal')", "base64, hex", 0),
        ("digest(${x}, ${y})", "written out", 0),
        ("if(1, 2)", "takes 3 arguments, but 2 given", 0),
        ("true(1)", "takes no arguments, but 1 given", 0),
        ("not()", "takes 1 argument, but 0 given", 0),
        ("round(1, 2, 3)", "takes 1 to 2 arguments", 0),
        ("concat()", "takes 1 or more arguments", 0),
        ("selected(${x}, 1)", "takes the code in quotes", 0),
        ("/data", "names the form", 0),
        ("/data[1]/x", "names the form", 0),
        ("//x", "whole form", 0),
        ("${x}//y", "whole form", 4),
        ("/data/*", "wildcard", 6),
        ("../*", "wildcard", 3),
        ("*", "wildcard", 0),
        ("${x}/@id", "Attributes", 5),
        ("@id", "Attributes", 0),
        ("../child::x", "Axes", 8),
        ("${x}/../y", "start of a path", 5),
        ("..[1]", "behind a name", 2),
        (".[1]", "behind a name", 1),
        ("[1]", "behind the name", 0),
        ("${x}[${y}]", "lone reference", 5),
        ("${x}[..]/y", "lone reference", 5),
        ("${x}[1", "closing square bracket is missing", 6),
        ("${x}[]", "not expected", 5),
        ("${x}/", "name is missing", 5),
        ("(${x})[1]", "can follow round brackets", 6),
        ("today()/x", r"can follow today\(\)", 7),
        ("${x} | 1", "between two paths", 5),
        ("| ${x}", "between two paths", 0),
        ("instance(${x})/root/item", "in quotes", 0),
        ("instance('x')", "/root/item behind", 13),
        ("instance('x')/data/row", "is read as", 0),
        ("instance('x')/root/item/name/y", "can follow the column name", 28),
        ("instance('x')/root/item[. = 1]", "row of the choice list", 24),
        ("instance('x')/root/item[../y = 1]", "row of the choice list", 24),
        ("instance('__last-saved')/root/item", "earlier dialogue", 0),
        ("${x} == 1", "one sign", 6),
        ("${x} && 1", "'and'", 5),
        ("!${x}", "not", 0),
        ("${x} = ‘a’", "straight quotes", 7),
        ("${x} = 'a", "closing quote", 7),
        ("age >= 40", "alone means nothing", 0),
        ("${my age} > 1", "written \\${name}", 0),
        ("${1st} > 1", "not the name", 0),
        ("${last-saved#age}", "not the name", 0),
        ("(1 + 2", "closing bracket is missing", 6),
        ("1 + 2)", "not expected", 5),
        ("1 2", "not expected", 2),
        ("1 +", "ends too early", 3),
        ("", "ends too early", 0),
        ("   ", "ends too early", 3),
        ("concat('a',)", "not expected", 11),
        ("1 + + 2", "not expected", 4),
        ("1 # 2", "'#' was not expected", 2),
        ("1e3", "'e' was not expected", 1),
    ],
)
def test_what_is_not_supported_is_refused_by_name_and_place(source: str, message: str, position: int) -> None:
    with pytest.raises(ExpressionError, match=message) as refused:
        compile_expression(source)
    assert refused.value.position == position


@pytest.mark.parametrize(
    "source",
    [
        "1" + " " * MAX_SOURCE,
        "(" * 500 + "1" + ")" * 500,
        "not(" * 500 + "1" + ")" * 500,
        "1" + " + 1" * 400,
        "1" + " and 1" * 1_200,
        "if(" * 150 + "1" + ", 1, 1)" * 150,
        "${x}[" * 150 + "1" + "]" * 150,
        "${x}" + "[1]" * 1_100,
        "${x}" + " | ${x}" * 1_000,
    ],
    ids=["long", "brackets", "calls", "sum", "parts", "ifs", "squares", "predicates", "union"],
)
def test_what_is_too_large_is_refused_and_not_a_crash(source: str) -> None:
    with pytest.raises(ExpressionError, match=r"[Mm]ore than|longer than"):
        compile_expression(source)


def test_many_signs_are_as_good_as_one_or_two() -> None:
    assert compile_expression("-" * 2_001 + "1").evaluate({}) == -1.0
    assert compile_expression("-" * 2_000 + "'1'").evaluate({}) == 1.0


signs = ["(", ")", ",", "=", "!=", "<", ">=", "+", "-", "*", "/", "[", "]", "|", "$", "‘", "ä", "名"]
words = ["and", "or", "div", "mod", "not(", "if(", "concat(", "true()", "regex(", "current()", "count("]
operands = ["1", ".5", "'a'", '"b"', "${x}", ".", "..", "/data/x", "x", "${x}[x = 1]", "position("]
fragments = st.sampled_from([*signs, *words, *operands])


def compiled_or_refused(source: str, *, item_columns: bool = False) -> Expression | ExpressionError:
    try:
        return compile_expression(source, item_columns=item_columns)
    except ExpressionError as refused:
        return refused


def test_a_path_with_many_steps_is_no_deep_nesting() -> None:
    assert compile_expression("${x}" + "/x" * 3_000).evaluate({"x": "a"}) == "a"


@given(st.lists(fragments, max_size=15).map(" ".join) | st.text(max_size=30))
def test_any_text_compiles_or_is_refused_with_a_place_inside_it(source: str) -> None:
    outcome = compiled_or_refused(source)
    if isinstance(outcome, Expression):
        assert isinstance(outcome.is_true({"x": "a"}, self_value=1), bool)
    else:
        assert outcome.message
        assert 0 <= outcome.position <= len(source)


def test_the_refusal_of_a_condition_in_a_filter_has_its_own_words() -> None:
    for source in (".", "..", "../x = 1", "name/x = 1", "name[1]"):
        assert isinstance(compiled_or_refused(source, item_columns=True), ExpressionError)
    assert isinstance(compiled_or_refused("current()/../x = name", item_columns=True), Expression)


def family(members: int) -> FormNodes:
    return FormNodes({"person": {"age": None}}, {"person": [{"age": 1.0}] * members})


def test_predicates_within_predicates_end_with_an_error_before_they_take_long() -> None:
    everybody = compile_expression("count(${person}[count(${person}[count(${person}) > age]) > 1])")
    assert everybody.run(Context(family(20))) == 20.0
    with pytest.raises(TooMuchWork):
        everybody.run(Context(family(200)))


def test_a_context_can_be_used_again_after_an_evaluation_was_stopped() -> None:
    context = Context(family(300))
    with pytest.raises(TooMuchWork):
        compile_expression("count(${person}[count(${person}[age = 1]) > 1])").run(context)
    assert compile_expression("count(${person})").run(context) == 300.0


def test_a_text_cannot_grow_without_end() -> None:
    doubled = compile_expression("concat(${x}, ${x})")
    assert doubled.evaluate({"x": "a" * 5_000}) == "a" * 10_000
    with pytest.raises(TooMuchWork):
        doubled.evaluate({"x": "a" * 5_001})
    with pytest.raises(TooMuchWork):
        compile_expression("join(${x}, 1, 2, 3)").evaluate({"x": "a" * 5_000})


def test_matching_patterns_for_many_nodes_is_work_too() -> None:
    nodes = FormNodes({"person": {"note": None}}, {"person": [{"note": "a" * 4_000}] * 300})
    with pytest.raises(TooMuchWork):
        compile_expression("count(${note}[regex(., '(a|aa)*b')])").run(Context(nodes))


@pytest.mark.parametrize(
    "source", ["distance(${x}) = 0", "${x} + 1 = 0", "date(${x}) = ''", "base64-decode(${x}) = ''"]
)
@pytest.mark.parametrize(
    "text", ["1" * 10_000 + "x", "1 1" + " " * 10_000 + "x", "1 1;" * 2_500 + "x", "-" * 10_000]
)
def test_long_answers_that_are_nearly_numbers_or_places_are_read_at_once(source: str, text: str) -> None:
    assert isinstance(compile_expression(source).is_true({"x": text}), bool)


def test_a_trace_with_too_many_corners_is_not_compared_with_itself() -> None:
    with pytest.raises(TooMuchWork):
        compile_expression("intersects(${x})").evaluate({"x": "0 0;0 1;" * 101})


def test_long_texts_for_many_nodes_are_work_too() -> None:
    nodes = FormNodes({"person": {"way": None}}, {"person": [{"way": "0 0;0 1;" * 500}] * 500})
    with pytest.raises(TooMuchWork):
        compile_expression("count(${person}[distance(way) > 1])").run(Context(nodes))


@pytest.mark.parametrize(
    ("before", "after"),
    [("${person}[count(", ") = 1]"), ("${person}[not(", ")]"), ("${person}[1 + ", " > 0]")],
)
def test_the_deepest_nesting_that_compiles_also_runs(before: str, after: str) -> None:
    deepest = None
    for levels in range(1, 110):
        source = f"count({before * levels}${{person}}{after * levels})"
        found = compiled_or_refused(source)
        if isinstance(found, ExpressionError):
            break
        deepest = found
    assert deepest is not None
    assert deepest.source.count("[") > 20
    assert isinstance(deepest.run(Context(family(1))), float)
