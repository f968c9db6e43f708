"""The card of a repeat: its entries to change or take out, another one to add, or done."""

from bot.dialogs.answers import entries_in_words
from bot.dialogs.card_parts import Asking, Body, Row, along, number_in, numbered_pages
from bot.dialogs.entry_names import entry_name, repeat_label
from bot.dialogs.message import plain
from bot.speech import isolate
from domain.dialogue import Entry, Move, Page
from domain.entries import removal_on, removal_page
from domain.filled import MOST_ENTRIES

ENTRIES_A_PAGE = 10


def entries(asking: Asking) -> Body:
    """Return the list of a repeat's entries; `Dialogue.page` `x2` asks whether the second is to go."""
    said, count = asking.said, asking.form.entries_of.get(asking.key, 0)
    page = asking.dialogue.page
    if (gone := removal_on(page)) is not None and 1 <= gone <= count:
        return _sure(asking, gone)
    most = -(-count // ENTRIES_A_PAGE)
    shown = number_in(page, max(most, 1))
    first = (shown - 1) * ENTRIES_A_PAGE + 1
    rows: list[Row] = [
        along(
            [
                asking.button(f"✎ {_called(asking, number)}", Entry(number)),
                asking.button(f"🗑 {said.number(number)}", Page(removal_page(number))),
            ],
            said,
        )
        for number in range(first, min(first + ENTRIES_A_PAGE, count + 1))
    ]
    rows += numbered_pages(asking.view, said, shown, most)
    if count < MOST_ENTRIES:
        rows.append((asking.move(Move.ADD, "" if count else said.gettext("Add")),))
    return Body(_lines(asking, count), rows, asking.move(Move.DONE), says_answer=True)


def _lines(asking: Asking, count: int) -> list[str]:
    _ = asking.said.gettext
    so_far = _("So far: {entries}").format(entries=entries_in_words(count, asking.said))
    if not count:
        return [so_far]
    how = _(
        "To change an entry, tap it or type its number. To take it out, type a minus before it: {number}."
    )
    return [so_far, how.format(number=isolate("-1"))]


def _called(asking: Asking, number: int) -> str:
    """Return an entry's number and name as its button says it."""
    name = entry_name(asking.texts, asking.key, number)
    return f"{asking.said.number(number)}. {isolate(name)}" if name else asking.said.number(number)


def _sure(asking: Asking, number: int) -> Body:
    """Ask whether an entry is to be taken out: what was said in it is gone with it."""
    _, said = asking.said.gettext, asking.said
    name = entry_name(asking.texts, asking.key, number) or (
        f"{repeat_label(asking.texts, asking.key)} {said.number(number)}"
    )
    question = _("Take out “{name}”, with all answers in it?").format(name=isolate(plain(name)))
    how = _("You can also type {number} again.").format(number=isolate(f"-{number}"))
    sure = _("Yes, take it out")
    rows: list[Row] = [
        (asking.button(f"🗑 {sure}", Entry(number, remove=True)),),
        (asking.button(_("No, keep it"), Page("")),),
    ]
    return Body([question, how], rows, says_answer=True)
