"""Cards of choices: one, several, or an order of them; long lists in pages that typing searches."""

from bot.dialogs.card_parts import Asking, Body, Row, along, number_in, numbered_pages
from bot.dialogs.labels import BUTTON_LIMIT, move_label, numbered, shortened
from bot.dialogs.message import Button, in_rows, plain
from bot.speech import isolate, line
from domain.dialogue import Choose, Mark, Move, Page
from domain.survey import Choice, Kind
from domain.typed_search import found, is_searched, searched

NUMBERS_A_ROW = 5
PAGE = 10  # choices
MOST_FOUND = 20  # choices; who finds more types more
LIST_ROOM = 2000  # characters of all labels that stand in the text
LABEL_ROOM = 300  # characters of one of them
SIGN_ROOM = 2  # characters of a box before a label
_IN_A_ROW = frozenset({"horizontal", "horizontal-compact", "columns", "columns-pack"})

Numbered = tuple[int, Choice, str]
"""A choice with its number in the order that is offered, and its label."""


def choices(asking: Asking) -> Body:
    """Return the card of a question with choices."""
    offered = asking.form.choices(asking.question, asking.key)
    if asking.question.kind is Kind.RANK:
        return _rank(asking, _labelled(asking, list(enumerate(offered, start=1))))
    numbered_choices, turns = _page(asking, offered)
    shown = _labelled(asking, numbered_choices)
    listed = _is_listed(asking, shown)
    lines = [_list(asking, shown)] if listed and shown else []
    rows = [*_rows(asking, shown, listed), *turns]
    if asking.question.kind is Kind.SELECT_ONE:
        return Body([*lines, *_instructions(asking, offered, shown)], rows)
    picked = [_label(asking, choice) for choice in offered if choice.name in asking.dialogue.picked]
    lines += _instructions(asking, offered, shown)
    if picked:
        chosen = asking.said.gettext(", ").join(isolate(plain(label)) for label in picked)
        lines.append(asking.said.gettext("Chosen so far: {answers}").format(answers=chosen))
    return Body(lines, rows, _done(asking, picked), says_answer=True)


def _labelled(asking: Asking, numbered_choices: list[tuple[int, Choice]]) -> list[Numbered]:
    return [(number, choice, _label(asking, choice)) for number, choice in numbered_choices]


def _label(asking: Asking, choice: Choice) -> str:
    return asking.texts.flat(choice.label, asking.key) or choice.name


def _is_listed(asking: Asking, shown: list[Numbered]) -> bool:
    """Tell whether the choices stand in the text: one is too long for a button, or the row is of numbers."""
    longest = max((len(numbered(n, label, asking.said)) for n, _, label in shown), default=0)
    sign = SIGN_ROOM if asking.question.kind.has_boxes else 0
    return longest + sign > BUTTON_LIMIT or "likert" in asking.question.appearance


def _list(asking: Asking, shown: list[Numbered]) -> str:
    room = max(20, min(LABEL_ROOM, LIST_ROOM // len(shown)))
    said = asking.said
    return "\n".join(
        line(numbered(n, plain(shortened(label, room)), said), said) for n, _choice, label in shown
    )


def _instructions(asking: Asking, offered: tuple[Choice, ...], shown: list[Numbered]) -> list[str]:
    _, question = asking.said.gettext, asking.question
    lines = []
    if not offered:
        lines.append(_("There is nothing to choose from here at the moment."))
    elif question.kind is Kind.SELECT_MULTIPLE and not question.hint:  # a hint says it in the survey's words
        lines.append(_("You can choose more than one answer."))
    if (words := searched(asking.dialogue)) and len(shown) < len(offered):
        lines.append(_("Found for “{words}”:").format(words=isolate(plain(words))))
    elif len(shown) < len(offered):
        lines.append(_("You can also type a part of your answer to find it."))
    return lines


# --- buttons ---------------------------------------------------------------------------------------


def _page(asking: Asking, offered: tuple[Choice, ...]) -> tuple[list[tuple[int, Choice]], list[Row]]:
    """Return the choices that are shown now, with their numbers, and the rows that lead to others."""
    said, everything = asking.said, list(enumerate(offered, start=1))
    if not is_searched(asking.question, offered):
        return everything, []
    if words := searched(asking.dialogue):
        names = {choice.name for choice in found(offered, words, said.language)}
        hits = [one for one in everything if one[1].name in names][:MOST_FOUND]
        return hits, [(asking.button(said.gettext("Show all answers"), Page("1")),)]
    most = -(-len(everything) // PAGE) or 1
    number = number_in(asking.dialogue.page, most)
    return everything[(number - 1) * PAGE : number * PAGE], numbered_pages(asking.view, said, number, most)


def _rows(asking: Asking, shown: list[Numbered], listed: bool) -> list[Row]:
    buttons = [_button(asking, one, listed) for one in shown]
    if listed:
        rows = in_rows(buttons, NUMBERS_A_ROW) if buttons else []
        return [along(row, asking.said) for row in rows]
    longest = max((len(button.label) for button in buttons), default=0)
    if _IN_A_ROW.isdisjoint(asking.question.appearance) or not buttons:
        return [(button,) for button in buttons]
    width = max(1, min(NUMBERS_A_ROW, BUTTON_LIMIT // (longest + 1)))
    return [along(row, asking.said) for row in in_rows(buttons, width)]


def _button(asking: Asking, one: Numbered, listed: bool) -> Button:
    number, choice, label = one
    name = asking.said.number(number) if listed else numbered(number, label, asking.said)
    place = asking.question.choices.index(choice)
    if asking.question.kind is Kind.SELECT_MULTIPLE:
        on = choice.name in asking.dialogue.picked
        return asking.button(f"{'☑' if on else '☐'} {name}", Mark(place, on=not on))
    chosen = "✓ " if asking.given == choice.name else ""
    return asking.button(f"{chosen}{name}", Choose(place))


def _done(asking: Asking, picked: list[str]) -> Button:
    """Return the button that says what is chosen: by name where there is room, else how many."""
    said, done = asking.said, move_label(Move.DONE, asking.said)
    if not picked:
        return asking.move(Move.DONE)
    names = said.gettext(", ").join(picked)
    if len(f"{done}: {names}") <= BUTTON_LIMIT:
        return asking.move(Move.DONE, f"{done}: {isolate(names)}")
    count = len(picked)
    chosen = said.ngettext("{n} chosen", "{n} chosen", count).format(n=isolate(said.number(count)))
    return asking.move(Move.DONE, f"{done} ({chosen})")


# --- an order --------------------------------------------------------------------------------------


def _rank(asking: Asking, labelled: list[Numbered]) -> Body:
    """Return the card of an order: the ranked ones with their rank, the others to tap next."""
    _, said, picked = asking.said.gettext, asking.said, asking.dialogue.picked
    label_of = {choice.name: label for _n, choice, label in labelled}
    ranked = [name for name in picked if name in label_of]
    listed = _is_listed(asking, labelled)
    lines = [_list(asking, labelled)] if listed and labelled else []
    lines.append(
        _("Tap the answers in their order, the most important first. A second tap takes one out again.")
    )
    if ranked:
        order = (numbered(n, plain(label_of[name]), said) for n, name in enumerate(ranked, start=1))
        lines.append("\n".join([_("Your order so far:"), *(line(f"<b>{one}</b>", said) for one in order)]))
    buttons = [_rank_button(asking, one, ranked, listed) for one in labelled]
    rows = in_rows(buttons, NUMBERS_A_ROW if listed else 1) if buttons else []
    is_complete = bool(ranked) and len(ranked) == len(labelled)
    rows = [along(row, said) for row in rows]
    return Body(lines, rows, asking.move(Move.DONE) if is_complete else None, says_answer=True)


def _rank_button(asking: Asking, one: Numbered, ranked: list[str], listed: bool) -> Button:
    number, choice, label = one
    on = choice.name in ranked
    name = asking.said.number(number) if listed else numbered(number, label, asking.said)
    rank = (
        asking.said.gettext("rank {n}").format(n=asking.said.number(ranked.index(choice.name) + 1))
        if on
        else ""
    )
    return asking.button(
        f"☑ {name} ({rank})" if on else f"☐ {name}",
        Mark(asking.question.choices.index(choice), on=not on),
    )
