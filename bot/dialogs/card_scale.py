"""Cards of scales: a row of values to tap, or a number to type where there are too many."""

from bot.dialogs.answers import number_in_words
from bot.dialogs.card_parts import Asking, Body, along
from bot.dialogs.message import in_rows
from bot.speech import isolate
from domain.dialogue import Choose
from domain.survey import Scale

MOST_VALUES = 24
VALUES_A_ROW = 6
STARS_A_ROW = 5
_STAR = "★"


def scale(asking: Asking) -> Body:
    """Return the card of a scale; the lowest value stands where the language begins its lines."""
    question, said = asking.question, asking.said
    if question.scale is None:
        return Body()
    values = question.scale.values()
    if len(values) > MOST_VALUES:
        return Body([_limits(question.scale, asking)])
    star = _STAR if "rating" in question.appearance else ""
    sign = "✓" if star else "✓ "
    buttons = [
        asking.button(
            f"{sign if asking.given == value else ''}{number_in_words(value, said)}{star}", Choose(place)
        )
        for place, value in enumerate(values)
    ]
    rows = in_rows(buttons, STARS_A_ROW if star else VALUES_A_ROW)
    return Body(rows=[along(row, said) for row in rows])


def _limits(limits: Scale, asking: Asking) -> str:
    _, said = asking.said.gettext, asking.said
    first, last, step = (
        isolate(number_in_words(one, said)) for one in (limits.start, limits.end, limits.step)
    )
    if limits.step == 1:
        return _("Please type a number from {first} to {last}.").format(first=first, last=last)
    return _("Please type a number from {first} to {last}, in steps of {step}.").format(
        first=first, last=last, step=step
    )
