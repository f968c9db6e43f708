"""What is kept of what somebody follows: to read, and for machines."""

from typing import Any

from bot.dialogs.message import plain
from bot.speech import Speech, isolate, line
from domain.languages import text_in
from usecases.my_data import Following


def following_in_words(one: Following, said: Speech) -> list[str]:
    """Return the lines on what somebody follows and how they are told; none where they follow nothing."""
    _ = said.gettext
    if not one.what:
        return []
    titles = _(", ").join(isolate(text_in(title, said.language)) for _follow, title in one.what)
    lines = [
        _("You hear what is new of: {titles}").format(titles=titles),
        _("You get it once a week, in one message.")
        if one.weekly
        else _("You get it as soon as it is there."),
        _("You were told up to news number {n}.").format(n=isolate(said.number(one.heard))),
    ]
    return [line(plain(each), said) for each in lines]


def following_data(one: Following, said: Speech) -> dict[str, Any]:
    """Return the same as JSON takes it."""
    return {
        "follows": [
            {"kind": follow.kind, "key": follow.key, "title": text_in(title, said.language)}
            for follow, title in one.what
        ],
        "once_a_week": one.weekly,
        "told_up_to": one.heard,
    }
