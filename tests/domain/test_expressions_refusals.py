import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.expressions import Expression, ExpressionError, compile_expression
from domain.expressions.expression import MAX_SOURCE


@pytest.mark.parametrize(
    ("source", "message", "position"),
    [
        ("sum(${x})", r"sum\(\) is not supported", 0),
        ("1 + indexed-repeat(${a}, ${b}, 1)", r"indexed-repeat\(\) is not supported", 4),
        ("pulldata('a', 'b')", r"pulldata\(\) is not supported", 0),
        ("jr:choice-name(${x}, '${x}')", r"jr:choice-name\(\) is not supported", 0),
        ("if(1, 2)", "takes 3 arguments, but 2 given", 0),
        ("true(1)", "takes no arguments, but 1 given", 0),
        ("not()", "takes 1 argument, but 0 given", 0),
        ("round(1, 2, 3)", "takes 1 to 2 arguments", 0),
        ("concat()", "takes 1 or more arguments", 0),
        ("selected(${x}, 1)", "takes the code in quotes", 0),
        ("/data/x = 1", "write \\${name}", 0),
        ("../x = 1", "write \\${name}", 0),
        ("${x}[1]", "Predicates", 4),
        ("${x}/y", "Paths", 4),
        ("@id", "Attributes", 0),
        ("${x} | ${y}", "union", 5),
        ("*", "wildcard", 0),
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
    ],
    ids=["long", "brackets", "calls", "sum", "parts", "ifs"],
)
def test_what_is_too_large_is_refused_and_not_a_crash(source: str) -> None:
    with pytest.raises(ExpressionError, match=r"[Mm]ore than|longer than"):
        compile_expression(source)


def test_many_signs_are_as_good_as_one_or_two() -> None:
    assert compile_expression("-" * 2_001 + "1").evaluate({}) == -1.0
    assert compile_expression("-" * 2_000 + "'1'").evaluate({}) == 1.0


signs = ["(", ")", ",", "=", "!=", "<", ">=", "+", "-", "*", "/", "[", "$", "‘", "ä", "名"]
words = ["and", "or", "div", "mod", "not(", "if(", "concat(", "true()", "regex("]
operands = ["1", ".5", "'a'", '"b"', "${x}", "."]
fragments = st.sampled_from([*signs, *words, *operands])


def compiled_or_refused(source: str) -> Expression | ExpressionError:
    try:
        return compile_expression(source)
    except ExpressionError as refused:
        return refused


@given(st.lists(fragments, max_size=15).map(" ".join) | st.text(max_size=30))
def test_any_text_compiles_or_is_refused_with_a_place_inside_it(source: str) -> None:
    outcome = compiled_or_refused(source)
    if isinstance(outcome, Expression):
        assert isinstance(outcome.is_true({"x": "a"}, self_value=1), bool)
    else:
        assert outcome.message
        assert 0 <= outcome.position <= len(source)
