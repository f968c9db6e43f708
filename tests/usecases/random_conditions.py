"""Random expressions of XLSForm, mostly such as authors write, about questions that a form has."""

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import strategies as st

CODES = ("a", "b", "c", "d")
NUMBERS = frozenset({"integer", "decimal", "range"})
DATES = frozenset({"date", "dateTime"})


@dataclass(frozen=True)
class Known:
    """What an expression can refer to.

    Attributes:
        name: Of the question or repeat.
        kind: The first word of its type.
        repeats: The repeats around it, the outermost first.
        has_items: It is a select from a list whose codes are `CODES`.
    """

    name: str
    kind: str
    repeats: tuple[str, ...] = ()
    has_items: bool = False

    def is_seen_from(self, here: tuple[str, ...]) -> bool:
        """Tell whether it has one value there, not one for each entry of a repeat."""
        return self.kind != "begin_repeat" and here[: len(self.repeats)] == self.repeats


_ANY = ("${%s} = ''", "${%s} != ''", "string-length(${%s}) > 2", "not(${%s} = 'a')")
_WORDS = ("contains(${%s}, 'a')", "starts-with(${%s}, 'h')", "${%s} = 'hallo'")
_NUMERIC = ("${%s} > 2", "${%s} + 1 < 5", "${%s} mod 2 = 0", "${%s} >= 1 and ${%s} <= 3", "${%s} != 3")
_ONE = ("${%s} = 'a'", "${%s} != 'b'", "selected(${%s}, 'c')")
_SEVERAL = ("selected(${%s}, 'a')", "count-selected(${%s}) >= 2", "not(selected(${%s}, 'b'))")
_WILD = (
    *("${%s}", "coalesce(${%s}, 'x') = 'x'", "regex(${%s}, '^[a-z ]+$')", "if(${%s} = '', true(), false())"),
    *("string-length(concat(${%s}, today())) > 12", "once(random()) > 0.4", "boolean-from-string(${%s})"),
    *(
        "number(${%s}) > int(2.5)",
        "round(${%s}, 1) = ${%s}",
        "now() > today()",
        "selected-at(${%s}, 0) = 'a'",
    ),
    *("format-date(${%s}, '%%Y') = '2026'", "${%s} > date('2026-05-01')", "decimal-date-time(${%s}) > 2"),
    *("substr(${%s}, 0, 1) = 'a' or false()", "normalize-space(${%s}) = translate(${%s}, 'a', 'b')"),
)
_LABELS = ("jr:choice-name(${%s}, '${%s}') != ''", "string-length(jr:choice-name(${%s}, '${%s}')) > 4")
_REPEAT = ("count(${%s}) > 1", "count(${%s}) = 0")
_MANY = ("sum(${%s}) > 3", "count(${%s}) > 0", "join(' ', ${%s}) != ''", "max(${%s}) > 2", "min(${%s}) < 2")


def condition(
    draw: st.DrawFn, known: Sequence[Known], here: tuple[str, ...], *, plain: bool, depth: int = 0
) -> str:
    """Return a condition on what is known.

    Args:
        draw: Hypothesis'.
        known: What it may refer to.
        here: The repeats around where it stands.
        plain: Only what both evaluators know and agree on.
        depth: How deep it stands in others.
    """
    near = [one for one in known if one.is_seen_from(here)]
    if depth < 2 and draw(st.integers(0, 4)) == 0:
        parts = [condition(draw, known, here, plain=plain, depth=depth + 1) for _ in range(2)]
        return draw(st.sampled_from(["(%s) and (%s)", "(%s) or (%s)", "not((%s) and not(%s))"])) % tuple(
            parts
        )
    if not plain:
        if here and draw(st.integers(0, 7)) == 0:
            return draw(st.sampled_from(["position(..) = 1", "position(..) > 1", "position(..) mod 2 = 1"]))
        if known and draw(st.integers(0, 5)) == 0:
            return _about(draw, draw(st.sampled_from(known)), here)
    if not near:
        return draw(st.sampled_from(["true()", "1 = 1", "2 > 1"]))
    one = draw(st.sampled_from(near))
    patterns: tuple[str, ...] = _ANY
    if one.kind in NUMBERS:
        patterns = (*_ANY[:2], *_NUMERIC)
    elif one.kind in ("text", "calculate"):
        patterns = (*_ANY, *_WORDS)
    elif one.kind == "select_one":
        patterns = (*_ANY[:2], *_ONE, *_ONE)
    elif one.kind in ("select_multiple", "rank"):
        patterns = (*_ANY[:2], *_SEVERAL, *_SEVERAL)
    if not plain:
        patterns = (*patterns, *_WILD, *(_LABELS if one.has_items else ()))
    return filled_in(draw(st.sampled_from(patterns)), one.name)


def _about(draw: st.DrawFn, one: Known, here: tuple[str, ...]) -> str:
    """Return a condition on something that may stand elsewhere, in entries of a repeat."""
    if one.kind == "begin_repeat":
        return filled_in(draw(st.sampled_from(_REPEAT)), one.name)
    if one.is_seen_from(here):
        return filled_in(draw(st.sampled_from(_ANY)), one.name)
    shared = len([1 for mine, other in zip(here, one.repeats, strict=False) if mine == other])
    if len(one.repeats) == shared + 1 and draw(st.booleans()):
        return f"indexed-repeat(${{{one.name}}}, ${{{one.repeats[-1]}}}, 1) = 'a'"
    return filled_in(draw(st.sampled_from(_MANY)), one.name)


def filled_in(pattern: str, name: str) -> str:
    """Return a pattern about a question."""
    return pattern.replace("%s", name).replace("%%", "%")


def rule(draw: st.DrawFn, one: Known, known: Sequence[Known], here: tuple[str, ...], *, plain: bool) -> str:
    """Return a constraint on a question's own answer; most answers that residents try satisfy it."""
    patterns: tuple[str, ...] = (". != 'b'", "string-length(.) > 0")
    if one.kind in NUMBERS:
        patterns = (". < 4", ". > 0 and . < 100", ". != 3", ". mod 1 = 0")
    elif one.kind in ("select_multiple", "rank"):
        patterns = ("not(selected(., 'c'))", "count-selected(.) <= 2", "count-selected(.) > 0")
    elif one.kind == "text":
        patterns = ("string-length(.) > 2", ". != 'hallo'", "contains(., 'a')")
    elif one.kind in DATES and not plain:
        patterns = (". <= today()", ". >= date('2026-01-01')", "format-date(., '%Y') = '2026'")
    if not plain:
        patterns = (*patterns, ". = '' or true()", "regex(., '.+')", f"${{{one.name}}} != 'b'")
    near = [other for other in known if other.is_seen_from(here)]
    if near and draw(st.integers(0, 2)) == 0:
        return f". != ${{{draw(st.sampled_from(near)).name}}}"
    return draw(st.sampled_from(patterns))


def filter_of(draw: st.DrawFn, known: Sequence[Known], here: tuple[str, ...]) -> str:
    """Return a condition on the rows of a choice list."""
    near = [one.name for one in known if one.is_seen_from(here)]
    fixed = ["side = 'x'", "name != 'a'", "side != ''", "side = 'x' or side = 'y'"]
    asking = ["side = ${%s}", "${%s} = '' or name != 'a'", "not(selected(${%s}, name))", "side != ${%s}"]
    if not near:
        return draw(st.sampled_from(fixed))
    return filled_in(draw(st.sampled_from(fixed + asking)), draw(st.sampled_from(near)))


def value(draw: st.DrawFn, known: Sequence[Known], here: tuple[str, ...], *, plain: bool) -> str:
    """Return a calculation."""
    near = [one for one in known if one.is_seen_from(here)]
    if not plain and draw(st.integers(0, 3)) == 0:
        far = [one for one in known if one.repeats and not one.is_seen_from(here)]
        if far:
            pattern = draw(st.sampled_from(["sum(${%s})", "join(', ', ${%s})", "count(${%s})", "max(${%s})"]))
            return filled_in(pattern, draw(st.sampled_from(far)).name)
        return draw(
            st.sampled_from(["once(random())", "today()", "now()", "uuid()", "random() > 0.5", "1 div 0"])
        )
    if not near:
        return draw(st.sampled_from(["1", "'a'", "1 + 1", "concat('a', 'b')"]))
    one = draw(st.sampled_from(near))
    patterns: tuple[str, ...] = ("concat(${%s}, '!')", "string-length(${%s})")
    if one.kind in NUMBERS:
        patterns = ("${%s} + 1", "${%s} * 2", "concat(${%s}, '!')")
    if one.kind in ("select_multiple", "rank"):
        patterns = ("count-selected(${%s})", "concat(${%s}, '')")
    if not plain:
        patterns = (*patterns, "${%s}", "if(${%s} = 'a', 'a', 'b')", "number(${%s})", "coalesce(${%s}, 'a')")
        patterns = (*patterns, *(("jr:choice-name(${%s}, '${%s}')",) if one.has_items else ()))
    return filled_in(draw(st.sampled_from(patterns)), one.name)
