"""What followers are told: one update, or what is new in short.

Nobody is in a menu when it comes, so numbers cannot be typed: the text names a command instead.
"""

from bot.buttons import menu_data
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.measure_words import Reader, measure_status, progress_in_words
from bot.dialogs.message import Button, Message
from bot.dialogs.why import off_button, why_lines
from bot.speech import Speech, isolate, line, speech
from domain.measures import ALL
from domain.outgoing import Outgoing, Priority
from domain.town import MEASURES_CONSENT
from usecases.measure_views import UpdateView

BELOW = "below:ms:show:"  # the option that opens a measure below its message
MOST_TOLD = 8  # updates in one message
LONGEST_TEXT = 280  # characters of an update among others
LONGEST_TITLE = 120


def news(outgoing: Outgoing) -> Message:
    """Tell one update, with its picture."""
    (view,), said = _updates(outgoing), speech(outgoing.language)
    return one_update(view, said, _end(outgoing, said))


def one_update(view: UpdateView, said: Speech, end: list[str]) -> Message:
    """Return the message that tells an update.

    Args:
        view: The update.
        said: The reader's language.
        end: The last lines: why somebody gets it, or that it is a preview.
    """
    _ = said.gettext
    reader = Reader(said)
    title = _("News: {measure}").format(measure=reader.phrase(view.measure.title, LONGEST_TITLE))
    parts = [f"{line(f'<b>{title}</b>', said)}\n{line(_state(view, said), said)}"]
    parts += [reader.paragraphs(view.update.text), *reader.note()]
    parts.append("\n".join([line(_more(said), said), *end]))
    rows = ((Button(_("See the whole measure"), menu_data(f"{BELOW}{view.measure.id}")),),)
    return Message(
        "\n\n".join(parts), (*rows, (off_button(MEASURES_CONSENT, said),)), attachment=view.picture
    )


def digest(outgoing: Outgoing) -> Message:
    """Tell what is new, each update in short."""
    views, said = _updates(outgoing), speech(outgoing.language)
    _ = said.gettext
    reader = Reader(said)
    parts = [heading(_("What is new of what you follow"), said)]
    rows: dict[int, str] = {}
    for number, view in enumerate(views[:MOST_TOLD], 1):
        title = reader.label(view.measure.title, LONGEST_TITLE)
        lines = [numbered(number, f"<b>{reader.phrase(view.measure.title, LONGEST_TITLE)}</b>", said)]
        lines += [_state(view, said), reader.phrase(view.update.text, LONGEST_TEXT)]
        parts.append("\n".join(line(one, said) for one in lines))
        rows.setdefault(view.measure.id, title)
    left = len(views) - MOST_TOLD
    if left > 0:
        more = said.ngettext("And {n} more.", "And {n} more.", left).format(n=count_in_words(left, said))
        parts.append(line(more, said))
    parts += reader.note()
    parts.append("\n".join([line(_more(said), said), *_end(outgoing, said)]))
    buttons = [
        (Button(shortened(title, BUTTON_LIMIT), menu_data(f"{BELOW}{measure_id}")),)
        for measure_id, title in rows.items()
    ]
    return Message("\n\n".join(parts), (*buttons, (off_button(MEASURES_CONSENT, said),)))


def _state(view: UpdateView, said: Speech) -> str:
    """Return day, status and progress of an update on one line."""
    words = [said.date(view.update.day), measure_status(view.update.status, said)]
    if 0 < view.update.progress < ALL:
        words.append(progress_in_words(view.update.progress, said))
    return " – ".join(isolate(one) for one in words)


def _more(said: Speech) -> str:
    return said.gettext("All measures, and what you hear of: {command}").format(command=isolate("/measures"))


def _end(outgoing: Outgoing, said: Speech) -> list[str]:
    """Return why somebody gets the message; nothing where they have just asked for it."""
    if outgoing.priority is not Priority.BULK:
        return []
    return [line(f"<i>{one}</i>", said) for one in why_lines(MEASURES_CONSENT, said)]


def _updates(outgoing: Outgoing) -> tuple[UpdateView, ...]:
    views = outgoing.view
    if not isinstance(views, tuple) or not all(isinstance(view, UpdateView) for view in views):
        raise TypeError("the message needs its updates")
    return views
