"""How many take part, for staff: in total, by day, by the way that led here, by language."""

from collections.abc import Callable

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.message import Message, plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.languages import Language, text_in
from domain.participation import LETTER, source_of
from domain.quotas import TOLD_BY
from domain.results import THRESHOLD, GroupedCounts
from usecases.published import Statistics
from usecases.quota_states import CellView, QuotasView


def statistics(view: Statistics, language: Language) -> Message:
    """Return how many took part, the newest day first, and what led people here."""
    said = speech(language)
    _ = said.gettext
    total = said.ngettext("{n} person took part.", "{n} people took part.", view.total)
    days = [_row(isolate(said.date(day)), n, said) for day, n in reversed(view.by_day) if n]
    days.append(_row(_("Together"), sum(n for _day, n in view.by_day), said))
    last_days = _("Taken part in the last {n} days").format(n=count_in_words(len(view.by_day), said))
    parts = [
        [heading(_("Participation"), said), line(total.format(n=count_in_words(view.total, said)), said)],
        [heading(last_days, said), *days],
        [
            heading(_("What led people to start the bot"), said),
            *_rows(view.by_source, lambda source: _source(source, said), said),
        ],
        [
            heading(_("Languages of those who took part"), said),
            *_rows(view.by_language, lambda code: isolate(OWN_NAMES.get(code, code)), said),
        ],
    ]
    parts += [_quotas(one, said) for one in view.quotas]
    return Message("\n\n".join("\n".join(part) for part in parts))


def _quotas(one: QuotasView, said: Speech) -> list[str]:
    """Return how full the cells of a survey are by the answers that are cut loose, in tens only."""
    _ = said.gettext
    title = _("Quotas: {title}").format(title=isolate(text_in(one.title, said.language)))
    counted = _(
        "Counted here are answers that have been cut loose from their chats, in tens. The limits hold for all"
        " that are submitted."
    )
    return [heading(title, said), line(counted, said), *(_cell(cell, said) for cell in one.cells)]


def _cell(cell: CellView, said: Speech) -> str:
    _ = said.gettext
    labels = (isolate(plain(text_in(label, said.language) or code)) for code, label in cell.labels)
    limit = count_in_words(cell.state.quota.limit, said)
    if cell.state.is_full:
        standing = _("full ({limit})").format(limit=limit)
    elif cell.state.at_least:
        standing = _("at least {n} of {limit}").format(
            n=count_in_words(cell.state.at_least, said), limit=limit
        )
    else:
        standing = _("fewer than {n} of {limit}").format(n=count_in_words(TOLD_BY, said), limit=limit)
    text = _("{label}: {standing}").format(label=" · ".join(labels), standing=standing)
    return line(text, said)


def _source(source: str, said: Speech) -> str:
    if source == LETTER:
        return said.gettext("A letter with a code")
    return said.gettext("No link or poster") if source == source_of(None) else isolate(plain(source))


def _rows(counts: GroupedCounts, name: Callable[[str], str], said: Speech) -> list[str]:
    _ = said.gettext
    rows = [_row(name(value), n, said) for value, n in counts.shown]
    if counts.rest is None:
        fewer = _("Fewer than {n} people, so nothing is shown.").format(n=count_in_words(THRESHOLD, said))
        rows.append(line(fewer, said))
    elif counts.rest:
        rows.append(_row(_("All others together"), counts.rest, said))
    return rows or [_row(_("Together"), 0, said)]


def _row(name: str, n: int, said: Speech) -> str:
    return line(said.gettext("{name}: {count}").format(name=name, count=count_in_words(n, said)), said)
