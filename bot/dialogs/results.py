"""Results for staff: the surveys, a survey's questions, one question's counts in words and as a chart.

Texts hold no bars of block characters: a screen reader would read every block. The chart has the bars.
"""

from collections.abc import Sequence

from bot.buttons import menu_data
from bot.dialogs.figures import (
    count_in_words,
    heading,
    n_in_words,
    not_enough,
    plain_number,
    row_label,
    rows_in_order,
    several_in_words,
    share_in_words,
)
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.statistics import statistics
from bot.pictures.chart import MOST_BARS, Bar, Chart
from bot.speech import Speech, isolate, line, speech
from domain.languages import Language, text_in
from domain.results import THRESHOLD, PublishedResults, PublishedRow, PublishedTable, WithheldTable
from domain.survey import Kind
from usecases.published import SurveyTotal

__all__ = ["results_menu", "statistics", "survey_results", "table_chart", "table_picture", "table_text"]

NUMBERS_A_ROW = 5
MOST_QUESTION_BUTTONS = 90  # of the 100 a message may have; what lies beyond is reached by its number
LONGEST_LABEL = 500  # characters, in a text


def results_menu(view: Sequence[SurveyTotal], language: Language) -> Message:
    """Return the surveys to choose from, with how many took part."""
    said = speech(language)
    _ = said.gettext
    if not view:
        return Message(line(_("There is no survey yet."), said))
    parts, rows = [heading(_("Results"), said)], []
    for number, survey in enumerate(view, 1):
        title = text_in(survey.title, language)
        parts.append(_item(number, title, _took_part(survey.total, said), said))
        rows.append(_button(number, title, f"results:{survey.key}", said))
    parts.append(line(_("Which survey would you like to look at?"), said))
    return Message("\n\n".join(parts), tuple(rows))


def survey_results(view: PublishedResults, key: str, language: Language) -> Message:
    """Return one survey's questions to choose from, then all of them, then the way back.

    The buttons stand in the order in which the menu's options can be typed.
    """
    said = speech(language)
    _ = said.gettext
    parts = [heading(text_in(view.title, language), said)]
    if view.total is None:
        parts.append(line(not_enough(said), said))
        return Message("\n\n".join(parts), (_button(1, _("All surveys"), "results", said),))
    parts.append(line(_took_part(view.total, said), said))
    buttons = []
    for index, entry in enumerate(view.entries):
        label = text_in(entry.label, language)
        parts.append(_item(index + 1, label, _answered(entry, said), said))
        buttons.append(Button(said.number(index + 1), menu_data(f"results:{key}:{index}")))
    parts.append(line(_("Which question would you like to look at?"), said))
    last = len(view.entries)
    more = (
        _button(last + 1, _("All questions"), f"results:{key}:all", said),
        _button(last + 2, _("All surveys"), "results", said),
    )
    rows = in_rows(buttons[:MOST_QUESTION_BUTTONS], NUMBERS_A_ROW)  # the text names the questions
    return Message("\n\n".join(parts), (*rows, *more))


def table_text(view: PublishedResults, index: int, language: Language) -> Message:
    """Return one question's counts and shares in words.

    Args:
        view: The survey's results.
        index: The place of the question in `view.entries`, from 0.
        language: The reader's language.
    """
    said = speech(language)
    entry = _entry(view, index)
    if entry is None:
        return Message(line(not_enough(said), said))
    parts = [heading(_label(entry, said), said)]
    if isinstance(entry, WithheldTable):
        parts.append(line(not_enough(said), said))
    elif entry.kind is Kind.TEXT:
        parts.append(line(_texts_in_words(entry, said), said))
    else:
        parts += _table(entry, said)
    return Message("\n\n".join(parts))


def table_picture(view: PublishedResults, index: int, language: Language) -> Message:
    """Return one question's chart with a short caption; words where there is nothing to draw.

    Arguments are those of `table_text`.
    """
    entry = _entry(view, index)
    if not isinstance(entry, PublishedTable) or not entry.rows:
        return table_text(view, index, language)
    said = speech(language)
    caption = line(said.gettext("The same numbers as a picture."), said)
    return Message(caption, picture=table_chart(view, entry, language))


def table_chart(view: PublishedResults, table: PublishedTable, language: Language) -> Chart:
    """Return the chart of one of the tables; of more than `MOST_BARS` rows the most frequent ones."""
    said = speech(language)
    largest = {row.code for row in sorted(table.rows, key=lambda row: -row.count)[:MOST_BARS]}
    bars = tuple(
        Bar(row_label(row, said), row.count, table.share(row), share_in_words(table, row, said))
        for row in rows_in_order(table)
        if row.code in largest
    )
    footer = "\n".join(_footer(view, table, len(bars), said))
    return Chart(language, _label(table, said), bars, footer, subtitle=text_in(table.hint, language))


def _footer(view: PublishedResults, table: PublishedTable, drawn: int, said: Speech) -> list[str]:
    _ = said.gettext
    lines = [n_in_words(table, said)]
    if table.multiple:
        lines.append(several_in_words(said))
    if drawn < len(table.rows):
        lines.append(_("The {n} most frequent answers are shown.").format(n=count_in_words(drawn, said)))
    lines.append(
        _("In brackets: the number of people. Results are shown from {n} answers on.").format(
            n=count_in_words(THRESHOLD, said)
        )
    )
    if view.release:
        lines.append(_("As of {date}").format(date=isolate(said.date(view.release.closed_on))))
    return lines


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
    parts.append(line(n_in_words(table, said), said))
    if table.multiple:
        parts.append(line(several_in_words(said), said))
    return parts


def _row(table: PublishedTable, row: PublishedRow, said: Speech) -> str:
    text = said.gettext("{label}: {share} ({count})").format(
        label=isolate(plain(shortened(row_label(row, said), LONGEST_LABEL))),
        share=f"<b>{plain(share_in_words(table, row, said))}</b>",
        count=count_in_words(row.count, said),
    )
    return line(text, said)


def _texts_in_words(table: PublishedTable, said: Speech) -> str:
    return said.ngettext(
        "{n} answer is kept for moderation. Until then nobody sees what was written.",
        "{n} answers are kept for moderation. Until then nobody sees what was written.",
        table.n,
    ).format(n=count_in_words(table.n, said))


def _entry(view: PublishedResults, index: int) -> PublishedTable | WithheldTable | None:
    """Return the entry, or None where there were more when the button was pressed."""
    return view.entries[index] if index < len(view.entries) else None


def _label(entry: PublishedTable | WithheldTable, said: Speech) -> str:
    return shortened(text_in(entry.label, said.language), LONGEST_LABEL)


def _item(number: int, name: str, status: str, said: Speech) -> str:
    """Return a numbered line of a menu with its status below."""
    first = line(numbered(number, isolate(plain(shortened(name, LONGEST_LABEL))), said), said)
    return f"{first}\n{line(status, said)}"


def _button(number: int, label: str, option: str, said: Speech) -> tuple[Button, ...]:
    return (Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option)),)


def _took_part(total: int | None, said: Speech) -> str:
    if total is None:
        return said.gettext("Fewer than {n} people took part.").format(n=count_in_words(THRESHOLD, said))
    return said.ngettext("{n} person took part.", "{n} people took part.", total).format(
        n=count_in_words(total, said)
    )


def _answered(entry: PublishedTable | WithheldTable, said: Speech) -> str:
    if isinstance(entry, WithheldTable):
        return said.gettext("Fewer than {n} answers").format(n=count_in_words(THRESHOLD, said))
    return said.ngettext("{n} answer", "{n} answers", entry.n).format(n=count_in_words(entry.n, said))
