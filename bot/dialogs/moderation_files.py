"""What moderators see of residents' pictures, recordings and files: the file, and what can be decided."""

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.survey import Kind
from usecases.moderation_views import FileView

LONGEST_QUESTION = 300  # characters, in a caption below the file


def moderation_file(outgoing: Outgoing) -> Message:
    """Show a file with the survey, question and wave it came with, and what can be decided about it."""
    view = outgoing.view
    if not isinstance(view, FileView):
        raise TypeError("this message needs its file")
    said = speech(outgoing.language)
    _ = said.gettext
    where = _("{survey}, wave {number}").format(
        survey=isolate(plain(text_in(view.survey, said.language))), number=count_in_words(view.wave, said)
    )
    state = _("It is cleared.") if view.is_cleared else _("Nobody has decided about it yet.")
    question = shortened(" ".join(text_in(view.question, said.language).split()), LONGEST_QUESTION)
    parts = [heading(_kind(view.kind, said), said), line(where, said)]
    if question:
        parts.append(line(f"<b>{plain(question)}</b>", said))
    parts.append(line(plain(state), said))
    if view.kind is Kind.FILE:
        parts.append(line(plain(_("Open it with care: it is as its sender made it.")), said))
    made = menu("\n".join(parts), options_of(outgoing), lambda option: _label(option, said), said)
    return Message(made.text, made.rows, kept=view.name)


def _kind(kind: Kind, said: Speech) -> str:
    _ = said.gettext
    return {
        Kind.IMAGE: _("A picture"),
        Kind.AUDIO: _("A recording"),
        Kind.VIDEO: _("A video"),
    }.get(kind, _("A file"))


def _label(option: str, said: Speech) -> str:
    _ = said.gettext
    return {
        "clear": _("Clear as it is"),
        "reject": _("Reject and delete"),
        "next": _("Show the next one"),
        "leave": _("All that waits"),
    }[option.rpartition(":")[2]]
