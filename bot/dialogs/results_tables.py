"""One question's results for staff, in words and as a picture; and all scales in one picture.

Texts hold no bars of block characters: a screen reader would read every block. The picture has the bars.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import takewhile

from bot.dialogs.figures import (
    apart_in_words,
    basis_in_words,
    count_in_words,
    heading,
    how_counted_in_words,
    mean_place_in_words,
    n_in_words,
    not_enough,
    others_in_words,
    part_in_words,
    plain_number,
    row_label,
    rows_in_order,
    share_in_words,
    withheld_in_words,
)
from bot.dialogs.labels import shortened
from bot.dialogs.message import Message, plain
from bot.dialogs.results import LONGEST_LABEL, further_rows
from bot.dialogs.sample import sample_in_words
from bot.pictures.chart import (
    MOST_BARS,
    MOST_ROWS,
    MOST_SEGMENTS,
    Bar,
    Chart,
    Key,
    Row,
    Segment,
    StackedChart,
)
from bot.speech import Speech, isolate, line, speech
from domain.languages import Language, text_in
from domain.results import PublishedResults, PublishedRow, PublishedTable, WithheldTable
from domain.survey import Kind

LONGEST_IN_CAPTION = 80  # characters, of a question in a list


def table_text(
    view: PublishedResults, index: int, language: Language, options: Sequence[str] = ()
) -> Message:
    """Return one question's counts and shares in words.

    Args:
        view: The survey's results.
        index: The place of the question in `view.entries`, from 0.
        language: The reader's language.
        options: What the message leads to.
    """
    said = speech(language)
    rows = further_rows(view, options, language)
    entry = _entry(view, index)
    if entry is None:
        return Message(line(not_enough(said), said), rows)
    parts = [heading(label_of(entry, said), said)]
    if view.filter is not None:
        parts.append(line(f"<b>{plain(part_in_words(view, said))}</b>", said))
    if isinstance(entry, WithheldTable):
        parts.append(line(withheld_in_words(said), said))
    elif entry.kind is Kind.TEXT and not entry.rows:
        parts.append(line(_texts_in_words(entry, said), said))
    elif not entry.rows:
        parts += [line(each, said) for each in (*_told_only(entry, said), *apart_in_words(entry, said))]
    else:
        parts += _table(entry, said)
    parts.append("\n".join(line(each, said) for each in basis_in_words(view, said)))
    return Message("\n\n".join(part for part in parts if part), rows)


def table_picture(
    view: PublishedResults, index: int, language: Language, options: Sequence[str] = ()
) -> Message:
    """Return one question's chart with a short caption; words where there is nothing to draw.

    Arguments are those of `table_text`.
    """
    entry = _entry(view, index)
    if not isinstance(entry, PublishedTable) or not entry.rows:
        return table_text(view, index, language, options)
    caption = same_as_picture(speech(language))
    return Message(caption, further_rows(view, options, language), table_chart(view, entry, language))


def same_as_picture(said: Speech) -> str:
    """Return the caption of a picture whose numbers stand in the message above."""
    return line(said.gettext("The same numbers as a picture."), said)


def table_chart(view: PublishedResults, table: PublishedTable, language: Language) -> Chart:
    """Return the chart of one of the tables; of more than `MOST_BARS` rows the most frequent ones."""
    said = speech(language)
    largest = {row.code for row in sorted(table.rows, key=lambda row: -row.count)[:MOST_BARS]}
    bars = tuple(
        Bar(row_label(row, said), row.count, table.share(row), share_in_words(table, row, said))
        for row in rows_in_order(table)
        if row.code in largest
    )
    return Chart(
        language,
        label_of(table, said),
        bars,
        "\n".join(_footer(view, table, len(bars), said)),
        subtitle=text_in(table.hint, language),
        part=part_in_words(view, said),
    )


def scales_picture(view: PublishedResults, language: Language, options: Sequence[str] = ()) -> Message:
    """Return the scales that most questions share, one stacked bar a question, with their averages."""
    said = speech(language)
    _ = said.gettext
    rows = further_rows(view, options, language)
    tables = _alike(view)
    if not tables:
        return Message(line(not_enough(said), said), rows)
    lines = [heading(_("Averages"), said), *(_average(table, said) for table in tables)]
    footer = [_("Each bar is as long as all who answered the question."), *basis_in_words(view, said)]
    if view.not_attributable:
        footer.insert(1, others_in_words(view.not_attributable, said))
    chart = StackedChart(
        language,
        text_in(view.title, language),
        keys_of(tables[0], said),
        tuple(stacked_row(label_of(table, said), table, said) for table in tables),
        "\n".join(footer),
        subtitle=_shared_hint(tables, language),
        part=part_in_words(view, said),
    )
    return Message("\n".join(lines), rows, chart)


def keys_of(table: PublishedTable, said: Speech) -> tuple[Key, ...]:
    """Return what a table's rows are called in a stacked bar: by their value, or by a number to look up."""
    labels = [row_label(row, said) for row in table.rows]
    if all(row.span is not None and row.span.low == row.span.high for row in table.rows):
        return tuple(Key(label) for label in labels)
    return tuple(Key(said.number(place), label) for place, label in enumerate(labels, 1))


def stacked_row(label: str, table: PublishedTable, said: Speech) -> Row:
    """Return a table as one stacked bar."""
    segments = tuple(Segment(table.share(row), share_in_words(table, row, said)) for row in table.rows)
    people = n_of(table, said)
    if table.mean is not None:
        mean = said.gettext("average {mean}").format(mean=plain_number(table.mean, said))
        people = f"{people} · {mean}"
    return Row(label, people, segments)


def n_of(table: PublishedTable, said: Speech) -> str:
    """Return how many answered, as short as beside a bar."""
    return said.gettext("n = {n}").format(n=count_in_words(table.n, said))


def label_of(entry: PublishedTable | WithheldTable, said: Speech) -> str:
    """Return the question as a heading."""
    return shortened(text_in(entry.label, said.language), LONGEST_LABEL)


def _shared_hint(tables: Sequence[PublishedTable], language: Language) -> str:
    """Return the sentences with which all hints end: what the ends of the scale mean."""
    hints = [text_in(table.hint, language).split(". ")[::-1] for table in tables]
    shared = takewhile(lambda sentences: len(set(sentences)) == 1, zip(*hints, strict=False))
    return ". ".join(sentences[0] for sentences in reversed(list(shared)))


def _alike(view: PublishedResults) -> list[PublishedTable]:
    """Return the tables of the scale that most questions share."""
    by_codes: dict[tuple[str, ...], list[PublishedTable]] = defaultdict(list)
    for table in view.tables:
        if table.kind is Kind.RANGE and not table.multiple and len(table.rows) <= MOST_SEGMENTS:
            by_codes[tuple(row.code for row in table.rows)].append(table)
    return max(by_codes.values(), key=len, default=[])[:MOST_ROWS]


def _average(table: PublishedTable, said: Speech) -> str:
    name = isolate(plain(shortened(label_of(table, said), LONGEST_IN_CAPTION)))
    text = said.gettext("{name}: {count}").format(name=name, count=plain_number(table.mean or 0, said))
    return line(text, said)


def _footer(view: PublishedResults, table: PublishedTable, drawn: int, said: Speech) -> list[str]:
    _ = said.gettext
    lines = [n_in_words(table, said), *apart_in_words(table, said)]
    if table.kind is Kind.TEXT:
        lines.append(_themes_in_words(table, said))
    else:
        lines += how_counted_in_words(table, said)
    if drawn < len(table.rows):
        lines.append(_("The {n} most frequent answers are shown.").format(n=count_in_words(drawn, said)))
    lines.append(_("In brackets: the number of people."))
    return [*lines, *sample_in_words(table, said), *basis_in_words(view, said)]


def _table(table: PublishedTable, said: Speech) -> list[str]:
    """Return the paragraphs of a table with rows."""
    parts = ["\n".join(_row(table, row, said) for row in rows_in_order(table))]
    hint = text_in(table.hint, said.language)
    if hint:
        parts.insert(0, line(f"<i>{plain(hint)}</i>", said))
    if table.mean is not None and table.median is not None:
        middle = said.gettext("Average: {mean}. Half of the answers are at most {median}.").format(
            mean=plain_number(table.mean, said), median=plain_number(table.median, said)
        )
        parts.append(line(middle, said))
    below = [n_in_words(table, said), *apart_in_words(table, said)]
    if table.kind is Kind.TEXT:
        below.append(_themes_in_words(table, said))
    else:
        below += how_counted_in_words(table, said)
    if any(row.weighted for row in table.rows):
        below.append(_weighting_in_words(said))
    below += sample_in_words(table, said)
    return [*parts, "\n".join(line(each, said) for each in below)]


def _row(table: PublishedTable, row: PublishedRow, said: Speech) -> str:
    values = {
        "label": isolate(plain(shortened(row_label(row, said), LONGEST_LABEL))),
        "share": f"<b>{plain(share_in_words(table, row, said))}</b>",
        "count": count_in_words(row.count, said),
    }
    place = mean_place_in_words(row, said)
    behind = f", {place}" if place else ""
    if row.weighted is None:
        return line(said.gettext("{label}: {share} ({count})").format(**values) + behind, said)
    text = said.gettext("{label}: {share} ({count}), weighted {weighted} [{low} to {high}]").format(
        **values,
        weighted=isolate(said.percent(row.weighted.share)),
        low=isolate(said.percent(row.weighted.low)),
        high=isolate(said.percent(row.weighted.high)),
    )
    return line(text + behind, said)


def _weighting_in_words(said: Speech) -> str:
    return said.gettext(
        "Weighted: as if all groups of the town had taken part alike. In square brackets: the range that"
        " chance alone explains (95 %)."
    )


def _themes_in_words(table: PublishedTable, said: Speech) -> str:
    how = said.gettext("Themes of the texts, coded by hand. A text can have several themes.")
    coded = table.coded or 0
    sorted_so_far = said.ngettext(
        "The shares are of the {n} text that has been sorted so far.",
        "The shares are of the {n} texts that have been sorted so far.",
        coded,
    ).format(n=count_in_words(coded, said))
    return f"{how} {sorted_so_far}"


def _told_only(table: PublishedTable, said: Speech) -> list[str]:
    """Return how many gave what nothing else is told of: a place, a picture, a confirmation."""
    return [
        n_in_words(table, said),
        said.gettext("Nothing more is told of these answers than how many there are."),
    ]


def _texts_in_words(table: PublishedTable, said: Speech) -> str:
    return said.ngettext(
        "{n} answer is kept for moderation. Until then nobody sees what was written.",
        "{n} answers are kept for moderation. Until then nobody sees what was written.",
        table.n,
    ).format(n=count_in_words(table.n, said))


def _entry(view: PublishedResults, index: int) -> PublishedTable | WithheldTable | None:
    """Return the entry, or None where there were more when the button was pressed."""
    return view.entries[index] if index < len(view.entries) else None
