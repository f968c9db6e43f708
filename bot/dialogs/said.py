"""What residents read of published results: the main figures, a survey's questions, one or all of them."""

from dataclasses import replace

from bot.buttons import menu_data
from bot.dialogs import results_tables
from bot.dialogs.figures import (
    basis_in_words,
    count_in_words,
    heading,
    n_in_words,
    plain_number,
    row_label,
    several_in_words,
    share_in_words,
)
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.why import off_button, why_lines
from bot.dialogs.wish import wish_labels
from bot.speech import Speech, isolate, line, speech
from domain.highlights import Leader, highlights
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.results import PublishedResults, PublishedTable
from domain.town import RESULTS_CONSENT
from usecases.said import PublishedSurvey

NUMBERS_A_ROW = 5
MOST_QUESTION_BUTTONS = 90  # of the 100 a message may have; what lies beyond is reached by its number
LONGEST_LABEL = 300  # characters, in a text


def news(outgoing: Outgoing) -> Message:
    """Tell those who asked what people said: the main figures, where there is more, how it stops.

    Nobody is in a menu when this comes, so its buttons have no numbers: the text names a command for each.
    """
    view, said = _results(outgoing), speech(outgoing.language)
    _ = said.gettext
    main = highlights(view)
    title = _("What you said: {title}").format(title=isolate(text_in(view.title, said.language)))
    parts = [f"{heading(title, said)}\n{line(_took_part(view, said), said)}"]
    parts += [_leader(one, said) for one in main.leaders]
    if any(leader.table.multiple for leader in main.leaders):
        parts.append(line(several_in_words(said), said))
    if main.scales:
        parts.append("\n".join([heading(_("Averages"), said), *(_scale(one, said) for one in main.scales)]))
    parts.append("\n".join(line(one, said) for one in basis_in_words(view, said)))
    more = _("All results in words and pictures: {command}").format(command=isolate("/results"))
    why = why_lines(RESULTS_CONSENT, said)
    parts.append("\n".join(line(one, said) for one in (more, *why)))
    see = Button(said_labels(said)["said_more"], menu_data(f"said_more:{view.survey}"))
    return Message("\n\n".join(parts), ((see,), (off_button(RESULTS_CONSENT, said),)))


def picture(outgoing: Outgoing) -> Message:
    """Show one of the main questions as a picture; the caption says what it shows."""
    view, said = _results(outgoing), speech(outgoing.language)
    shown = results_tables.table_picture(view, _index(outgoing), outgoing.language)
    label = text_in(view.entries[_index(outgoing)].label, said.language)
    return replace(shown, text=heading(shortened(label, LONGEST_LABEL), said))


def scales(outgoing: Outgoing) -> Message:
    """Show all scales in one picture."""
    return results_tables.scales_picture(_results(outgoing), outgoing.language)


def table(outgoing: Outgoing) -> Message:
    """Say one question's counts in words."""
    return results_tables.table_text(_results(outgoing), _index(outgoing), outgoing.language)


def chart(outgoing: Outgoing) -> Message:
    """Show one question's counts as a picture."""
    return results_tables.table_picture(_results(outgoing), _index(outgoing), outgoing.language)


def surveys(outgoing: Outgoing) -> Message:
    """Offer the surveys that have published results."""
    if not isinstance(outgoing.view, tuple):
        raise TypeError("the message needs its surveys")
    said = speech(outgoing.language)
    _ = said.gettext
    by_option: dict[str, PublishedSurvey] = {f"said:{one.key}": one for one in outgoing.view}
    options = options_of(outgoing)
    offered = [(number, by_option[one]) for number, one in enumerate(options, 1) if one in by_option]
    parts = [heading(_("Published results"), said)]
    for number, one in offered:
        title = isolate(plain(shortened(text_in(one.title, said.language), LONGEST_LABEL)))
        since = _("Published on {date}").format(date=isolate(said.date(one.published_on)))
        parts.append(f"{line(numbered(number, title, said), said)}\n{line(since, said)}")
    if not offered:
        parts.append(line(_("No results have been published yet."), said))
    labels = {f"said:{one.key}": text_in(one.title, said.language) for _number, one in offered}
    return Message("\n\n".join(parts), tuple(_rows(options, labels, said)))


def survey(outgoing: Outgoing) -> Message:
    """Offer a survey's questions, then all of them, then where else one can go."""
    view, said = _results(outgoing), speech(outgoing.language)
    _ = said.gettext
    options = options_of(outgoing)
    top = [heading(text_in(view.title, said.language), said), line(_took_part(view, said), said)]
    parts = ["\n".join([*top, *(line(one, said) for one in basis_in_words(view, said))])]
    numbers, others = [], []
    for number, option in enumerate(options, 1):
        entry = _entry_of(option, view)
        if entry is None:
            others.append((number, option))
            continue
        label = isolate(plain(shortened(text_in(entry.label, said.language), LONGEST_LABEL)))
        parts.append(line(numbered(number, label, said), said))
        numbers.append(Button(f"{said.number(number)}.", menu_data(option)))
    parts.append(line(_("Which question would you like to look at?"), said))
    rows = in_rows(numbers[:MOST_QUESTION_BUTTONS], NUMBERS_A_ROW) if numbers else []
    rows += [_button(number, _label(option, {}, said), option, said) for number, option in others]
    return Message("\n\n".join(parts), tuple(rows))


def said_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons below published results say, by option."""
    _ = said.gettext
    return {
        "said_more": _("See all results"),
        "all": _("All questions"),
        "said": _("All surveys"),
        **wish_labels(said),
    }


def _rows(options: list[str], labels: dict[str, str], said: Speech) -> list[tuple[Button, ...]]:
    return [
        _button(number, _label(option, labels, said), option, said)
        for number, option in enumerate(options, 1)
    ]


def _label(option: str, labels: dict[str, str], said: Speech) -> str:
    every = {**said_labels(said), **labels}
    return every.get(option) or every["all" if option.endswith(":all") else option.split(":")[0]]


def _button(number: int, label: str, option: str, said: Speech) -> tuple[Button, ...]:
    return (Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option)),)


def _entry_of(option: str, view: PublishedResults) -> PublishedTable | None:
    """Return the question that an option leads to, None for the other options."""
    last = option.split(":")[-1]
    entry = view.entries[int(last)] if option.count(":") == 2 and last.isdecimal() else None
    return entry if isinstance(entry, PublishedTable) else None


def _leader(leader: Leader, said: Speech) -> str:
    """Return a question with its most frequent answers."""
    lines = [heading(shortened(text_in(leader.table.label, said.language), LONGEST_LABEL), said)]
    for place, row in enumerate(leader.rows, 1):
        text = said.gettext("{label}: {share} ({count})").format(
            label=isolate(plain(shortened(row_label(row, said), LONGEST_LABEL))),
            share=f"<b>{plain(share_in_words(leader.table, row, said))}</b>",
            count=count_in_words(row.count, said),
        )
        lines.append(line(numbered(place, text, said), said))
    lines.append(line(n_in_words(leader.table, said), said))
    return "\n".join(lines)


def _scale(table: PublishedTable, said: Speech) -> str:
    """Return a scale's average, with the scale's ends."""
    first, last = table.rows[0].span, table.rows[-1].span
    if table.mean is None or first is None or last is None:
        raise TypeError("a scale has an average and spans")
    text = said.gettext("{question} {mean} on the scale from {first} to {last}.").format(
        question=isolate(plain(shortened(text_in(table.label, said.language), LONGEST_LABEL))),
        mean=f"<b>{plain_number(table.mean, said)}</b>",
        first=plain_number(first.low or 0, said),
        last=plain_number(last.high or 0, said),
    )
    return line(text, said)


def _took_part(view: PublishedResults, said: Speech) -> str:
    n = view.total or 0
    return said.ngettext("{n} person took part.", "{n} people took part.", n).format(
        n=count_in_words(n, said)
    )


def _results(outgoing: Outgoing) -> PublishedResults:
    if not isinstance(outgoing.view, PublishedResults):
        raise TypeError("this message needs published results")
    return outgoing.view


def _index(outgoing: Outgoing) -> int:
    index = outgoing.args["index"]
    if not isinstance(index, int):
        raise TypeError("this message needs the place of a question")
    return index
