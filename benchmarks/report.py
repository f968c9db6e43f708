"""One table of medians, with ratios to the honest peer."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from benchmarks.bots import HONEST

Key = tuple[str, str]  # measure, bot
IMPORT = ("import aiogram", ("baseline",))  # what every figure of memory and start is shown beyond


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its heading, the figure it shows, digits behind the point.

    `ratio` adds how many times the honest peer's figure it is; `beyond` takes off what importing
    aiogram alone costs.
    """

    heading: str
    figure: str
    digits: int
    ratio: bool = False
    beyond: bool = False


WALK = (
    Column("steps/s", "steps/s", 0),
    Column("CPU ms/step", "CPU ms/step", 2),
    Column("steps/CPU s", "steps/CPU s", 0, ratio=True),
    Column("p50", "full p50 ms", 0),
    Column("p95", "full p95 ms", 0),
    Column("p99", "full p99 ms", 0),
    Column("p50 at rate", "steady p50 ms", 1),
    Column("p95 at rate", "steady p95 ms", 1),
    Column("p99 at rate", "steady p99 ms", 1),
    Column("memory +MB", "memory MB", 0, beyond=True),
    Column("first start +s", "first start s", 2, beyond=True),
    Column("start +s", "start s", 2, beyond=True),
    Column("start CPU +s", "start CPU s", 2, beyond=True),
    Column("bot busy", "busy", 2),
    Column("driver busy", "driver busy", 2),
)
SENDS = (
    Column("sends/s", "sends/s", 0),
    Column("CPU ms/send", "CPU ms/send", 2),
    Column("sends/CPU s", "sends/CPU s", 0, ratio=True),
    Column("memory MB", "sent memory MB", 0),
)
LIMITED = (
    Column("sends/s", "sends/s", 1),
    Column("% of the limit", "of the limit", 1),
    Column("refused", "refused", 0),
)
MEANWHILE = (
    Column("p50", "meanwhile p50 ms", 0),
    Column("p95", "meanwhile p95 ms", 0),
    Column("p99", "meanwhile p99 ms", 0),
    Column("sends/s", "sends/s", 1),
    Column("refused", "refused", 0),
)
FLAT = (Column("CPU ms/step", "CPU ms/step", 2), Column("steps/s", "steps/s", 0))
RESULTS = (
    Column("first", "first ms", 0),
    Column("surveys", "surveys ms", 1),
    Column("survey", "survey ms", 1),
    Column("question", "question ms", 1),
    Column("question CPU", "question CPU ms", 1),
    Column("filtered", "filtered ms", 1),
    Column("filtered question", "filtered question ms", 1),
    Column("comparison", "comparison ms", 1),
)
READING = (
    Column("read s", "read s", 2),
    Column("read CPU s", "read CPU s", 2),
    Column("pyxform alone s", "pyxform s", 2),
    Column("pyxform alone CPU s", "pyxform CPU s", 2),
)
ANSWERING = (
    Column("step ms", "step ms", 2),
    Column("card ms", "card ms", 2),
    Column("recompute ms", "recompute ms", 3),
)
TABLES: Mapping[str, tuple[str, Sequence[str], Sequence[Column]]] = {
    "walk": ("A survey's steps", ("saturation", "steady", "memory", "start"), WALK),
    "broadcast": ("One message to many", ("broadcast",), SENDS),
    "limited": ("At the server's limit of 30 a second", ("limited",), LIMITED),
    "meanwhile": ("Replies meanwhile", ("meanwhile",), MEANWHILE),
    "flat": ("Residents already in the database", ("flat",), FLAT),
    "results": ("Results of a million responses", ("results",), RESULTS),
    "reading": ("A questionnaire is read from its .xlsx", ("reading",), READING),
    "answering": ("A step in the chat, by the size of the questionnaire", ("answering",), ANSWERING),
}


class Results:
    """All figures of a run: each measure of each bot, once for each repeat."""

    def __init__(self) -> None:
        self.runs: defaultdict[Key, list[Mapping[str, float]]] = defaultdict(list)

    def add(self, measure: str, bot: str, figures: Mapping[str, float]) -> None:
        """Keep what one repeat gave; an empty one says that the bot did not keep up."""
        self.runs[measure, bot].append(figures)

    def bots(self, measures: Sequence[str]) -> list[str]:
        """Return the bots of these measures in the order in which they came."""
        return list(dict.fromkeys(bot for measure, bot in self.runs if measure in measures))

    def medians(self, bot: str, measures: Sequence[str]) -> dict[str, float]:
        """Return the median of each figure that every repeat gave."""
        found: dict[str, float] = {}
        for measure in measures:
            runs = self.runs.get((measure, bot), [])
            names = set[str].intersection(*(set(run) for run in runs)) if runs else set[str]()
            found |= {name: median(run[name] for run in runs) for name in names}
        return found

    def as_json(self) -> list[dict[str, object]]:
        """Return every figure of every repeat."""
        return [
            {"measure": measure, "bot": bot, "runs": [dict(run) for run in runs]}
            for (measure, bot), runs in self.runs.items()
        ]

    def tables(self) -> str:
        """Return the tables as Markdown, ready for docs/performance.md."""
        return "\n\n".join(filter(None, (self._table(*table) for table in TABLES.values())))

    def _table(self, title: str, measures: Sequence[str], columns: Sequence[Column]) -> str:
        figures = {bot: self.medians(bot, measures) for bot in self.bots(measures)}
        shown = [column for column in columns if any(column.figure in found for found in figures.values())]
        if not shown:
            return ""
        rows = [[title, *(column.heading for column in shown)]]
        base = figures.get(HONEST) or figures.get("aiogram") or {}
        for bot, found in figures.items():
            rows.append([bot, *(_cell(column, found, base, self.medians(*IMPORT)) for column in shown)])
        return aligned(rows)


def _cell(
    column: Column, found: Mapping[str, float], base: Mapping[str, float], imported: Mapping[str, float]
) -> str:
    value = found.get(column.figure)
    if value is None:
        return "–"
    if column.beyond:
        value -= imported.get(column.figure.removeprefix("first "), 0)
    text = f"{value:,.{column.digits}f}"
    if column.ratio and (of := base.get(column.figure)):
        text += f" ({value / of:.1f}×)"
    return text


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as a Markdown table whose columns line up in plain text, too."""
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]

    def line(cells: Iterable[str]) -> str:
        first, *rest = zip(cells, widths, strict=True)
        return (
            "| " + " | ".join([first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in rest)]) + " |"
        )

    rule = (
        "|"
        + "|".join("-" * (width + 1) + (":" if place else "-") for place, width in enumerate(widths))
        + "|"
    )
    return "\n".join([line(rows[0]), rule, *(line(row) for row in rows[1:])])
