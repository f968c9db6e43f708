"""Random questionnaires, mostly such as authors write."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from domain.languages import Language
from tests.usecases.form_files import NAMED, Form, Row
from tests.usecases.random_conditions import CODES, Known, condition, filter_of, rule, value

_WORDS = (
    "Wo wohnen Sie?",
    "Kaç yaşındasınız?",
    "كم عمرك؟",
    "Скільки вам років?",
    "Quanti anni ha?",
    "Ja",
    "3",
)
_MARKUP = (
    *("**Wichtig:** *bitte* lesen", "# Teil 1", "<b>fett</b> & <i>schief", "a < b > c && d", "__x__ _y_ **z"),
    *(
        "[Rathaus](https://example.org/?a=1&b=2)",
        "[x](javascript:alert(1))",
        "<span style='color:red'>rot</span>",
    ),
    *(
        "- eins",
        "1. eins",
        "2 * 3 * 4",
        "\\*kein Stern\\*",
        "&lt;b&gt; &amp;",
        "<https://example.org>",
        "<br>",
    ),
    *("👩‍👩‍👧 Familie 🏳️‍🌈", "\u202everkehrt", "Ä" * 40, "$ {q0}", "100 % {x} %s", "_", "**", "<u>", "`code`"),
)
_GIVEN = {  # what stands in the column `default`, by type
    "integer": ("2", "1 + 1"),
    "decimal": ("1.5",),
    "range": ("1",),
    "text": ("hallo", "concat('a', 'b')"),
    "date": ("2026-05-01", "today()"),
    "time": ("14:30",),
    "dateTime": ("2026-05-01T14:30", "now()"),
    "select_one": ("a", "b"),
    "select_multiple": ("a c", "b"),
    "rank": ("a b c d",),
    "calculate": ("7",),
    "hidden": ("a", "3"),
    "geopoint": ("48.8 9.1 0 0",),
    "acknowledge": ("OK",),
}
_UNANSWERED = frozenset({"begin", "note", "calculate", "hidden", "start", "today", "end", "username"})
_PLAIN_TYPES = ("text", "integer", "decimal", "select_one four", "select_multiple four", "note", "calculate")
_TYPES = (
    *_PLAIN_TYPES,
    *("select_one four", "select_one long", "select_multiple four", "select_one four or_other", "rank four"),
    *("select_multiple four or_other", "select_one one", "rank one", "range", "date", "time", "dateTime"),
    *("acknowledge", "geopoint", "image", "audio", "video", "file", "hidden", "start", "today", "end"),
    *("username", "note", "text", "integer", "calculate"),
)


@st.composite
def forms(draw: st.DrawFn, *, plain: bool = False, odd: bool = False) -> Form:
    """Return a form.

    Args:
        draw: Hypothesis'.
        plain: Only what another evaluator knows too, and answers as we do: see `test_expressions_rxeval`.
        odd: With mistakes in it, as authors make them.
    """
    languages = draw(st.lists(st.sampled_from(list(NAMED)), min_size=1, max_size=3, unique=True))
    maker = _Maker(draw, tuple(languages), plain=plain, odd=odd)
    maker.add_rows((), "", room=draw(st.integers(1, 8)))
    if all(row["type"].split("_")[0] in _UNANSWERED or "read_only" in row for row in maker.rows):
        maker.rows.append({"type": "text", "name": "last", **maker.texts("label")})
    settings = {"form_title": "Probe", "version": "1"}
    if len(languages) > 1 or draw(st.booleans()):
        settings["default_language"] = NAMED[languages[0]]
    codes = [one.name for one in maker.known if one.kind == "select_one" and not one.repeats]
    if codes and not plain and draw(st.booleans()):
        settings["dimensions"] = f"{draw(st.sampled_from(codes))} language"
    return Form(tuple(maker.rows), tuple(maker.choices()), settings)


@dataclass
class _Maker:
    """Writes the rows of a form one after the other."""

    draw: st.DrawFn
    languages: tuple[Language, ...]
    plain: bool
    odd: bool
    rows: list[Row] = field(default_factory=list)
    known: list[Known] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def chance(self, one_in: int) -> bool:
        return self.draw(st.integers(1, one_in)) == one_in

    def add_rows(self, here: tuple[str, ...], inside: str, room: int) -> None:
        """Add questions, groups and repeats with what is in them."""
        for _ in range(room):
            if len(inside) < 3 and self.chance(5):
                self.add_group(here, inside)
            else:
                self.add_question(here)

    def add_group(self, here: tuple[str, ...], inside: str) -> None:
        repeats = self.draw(st.booleans()) and not (self.plain and here)
        word, name = ("repeat" if repeats else "group"), f"g{len(self.rows)}"
        row = {"type": f"begin_{word}", "name": name, **self.texts("label", may_lack=True)}
        if self.chance(3):
            row["relevant"] = self.condition(here)
        if repeats and not self.plain and self.chance(2):
            near = [one.name for one in self.known if one.kind == "integer" and one.is_seen_from(here)]
            row["repeat_count"] = self.draw(
                st.sampled_from(["2", "0", "1 + 2", *(f"${{{one}}}" for one in near)])
            )
        if not repeats and not self.plain and self.chance(5):
            row["parameters"] = "randomize=true"
        self.rows.append(row)
        if repeats:
            self.known.append(Known(name, "begin_repeat", here))
        self.add_rows((*here, name) if repeats else here, inside + word[0], self.draw(st.integers(1, 3)))
        self.rows.append({"type": f"end_{word}"})

    def add_question(self, here: tuple[str, ...]) -> None:
        written = self.draw(st.sampled_from(_PLAIN_TYPES if self.plain else _TYPES))
        kind, name = written.split()[0], f"q{len(self.rows)}"
        row = {"type": written, "name": name}
        self.asked.update(written.split()[1:2])
        mine = Known(name, kind, here, has_items="four" in written)
        is_asked = kind not in ("calculate", "hidden", "start", "today", "end", "username")
        if is_asked:
            row |= self.texts("label")
            if self.chance(6):
                row |= self.texts("hint", may_lack=True)
        if self.chance(3):
            row["relevant"] = self.condition(here)
        if kind == "calculate" or (self.chance(9) and not self.plain and kind in _GIVEN):
            row["calculation"] = value(self.draw, self.known, here, plain=self.plain)
            near = [
                one.name
                for one in self.known
                if one.is_seen_from(here) and one.kind.split("_")[0] not in _UNANSWERED
            ]
            if near and not self.plain and self.chance(4):
                row["trigger"] = f"${{{self.draw(st.sampled_from(near))}}}"
        elif kind in _GIVEN and not self.plain and written.split()[1:2] in ([], ["four"]) and self.chance(5):
            row["default"] = self.draw(st.sampled_from(_GIVEN[kind]))
        if is_asked and kind != "note":
            self.add_rules(row, mine, here)
        elif kind == "note" and not self.plain and self.chance(6):
            row["appearance"] = "screenout"
        if kind == "range":
            row["parameters"] = self.draw(
                st.sampled_from(["start=0 end=3 step=1", "start=0 end=2 step=0.5", ""])
            )
        if self.odd and self.chance(4):
            row[self.draw(st.sampled_from(_COLUMNS))] = self.draw(st.sampled_from(_MISTAKES) | _any_text)
        self.rows.append(row)
        if kind not in ("note", "image", "audio", "video", "file", "username"):
            self.known.append(mine)

    def add_rules(self, row: Row, mine: Known, here: tuple[str, ...]) -> None:
        """Add what an answer has to satisfy."""
        if self.chance(2):
            row["required"] = "yes" if self.chance(2) else self.condition(here)
        if self.chance(3):
            row["constraint"] = rule(self.draw, mine, self.known, here, plain=self.plain)
            if self.chance(3):
                row |= self.texts("constraint_message", may_lack=True)
        if self.plain or not row["type"].startswith(("select", "rank")):
            row |= {"read_only": "yes"} if not self.plain and self.chance(12) else {}
            return
        if "or_other" not in row["type"] and self.chance(3):
            row["choice_filter"] = filter_of(self.draw, self.known, here)
        if self.chance(4):
            row["parameters"] = self.draw(st.sampled_from(["randomize=true", "randomize=true, seed=42"]))

    def condition(self, here: tuple[str, ...]) -> str:
        return condition(self.draw, self.known, here, plain=self.plain)

    def texts(self, column: str, *, may_lack: bool = False) -> Row:
        """Return a text in each language; a translation may be missing, the form's own may not."""
        made = {}
        for place, language in enumerate(self.languages):
            if (place or may_lack) and self.chance(5):
                continue
            made[f"{column}::{NAMED[language]}"] = self.text()
        return made

    def text(self) -> str:
        text = self.draw(st.sampled_from(_WORDS) | st.sampled_from(_MARKUP) | _any_text)
        near = [one.name for one in self.known if one.kind != "begin_repeat"]
        if near and not self.plain and self.chance(4):
            text = f"{text} ${{{self.draw(st.sampled_from(near))}}}".strip()
        return text

    def choices(self) -> Iterator[Row]:
        """Yield the rows of the lists that are asked from."""
        label = f"label::{NAMED[self.languages[0]]}"
        for name, number in (("four", 4), ("one", 1)):
            if name in self.asked:
                for code, side in zip(CODES[:number], ("x", "y", "x", ""), strict=False):
                    yield {"list_name": name, "name": code, **self.labels(code), "side": side}
        if "long" in self.asked:
            for number in range(60):
                yield {"list_name": "long", "name": f"n{number}", label: f"Straße {number}", "side": "x"}

    def labels(self, code: str) -> Row:
        made = self.texts("label")
        return {heading: f"{text} {code}"[:80].strip() for heading, text in made.items()}


_any_text = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="|\\=\ufeff"),
    min_size=1,
    max_size=12,
).map(lambda text: text.strip() or "x")
_COLUMNS = (
    *("type", "name", "relevant", "constraint", "required", "calculation", "default", "choice_filter"),
    *(
        "parameters",
        "appearance",
        "trigger",
        "read_only",
        "label",
        "hint::Klingonisch",
        "repeat_count",
        "note",
    ),
)
_MISTAKES = (
    *(
        "${q0",
        "${nobody} = 1",
        "((",
        "selected(${q0}, 'zzz')",
        ".",
        "1 +",
        "yes",
        "q0",
        "begin group",
        "barcode",
    ),
    *(
        "select_one nowhere",
        "select_one",
        "end_repeat",
        "begin_repeat",
        "search('x')",
        "start=a end=b",
        "minimal",
    ),
    *(
        "pulldata('a', 'b', 'c', 'd')",
        "${q0} = “a”",
        "/data/q0 = 1",
        "instance('x')/root/item[name=1]",
        "1 = 2",
    ),
    *(
        "(${",
        "${ ",
        "a b",
        "9name",
        "meta",
        "${last-saved#q0}",
        "current()/../q0",
        "true",
        "0",
        "${q0} + ${q1}",
        "'" * 3,
    ),
)
