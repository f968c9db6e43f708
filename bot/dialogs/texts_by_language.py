"""What staff read in every editor of a text in several languages."""

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.moderation_texts import quoted
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.outgoing import Outgoing
from domain.texts import TextKind


def texts_by_language(outgoing: Outgoing) -> Message:
    """Show which languages have the text, and what residents get who do not have theirs."""
    said = speech(outgoing.language)
    _ = said.gettext
    lacking = outgoing.args["missing"]
    gaps = lacking if isinstance(lacking, list) else []
    parts = [heading(kind_in_words(outgoing, said), said)]
    if gaps:
        names = _(", ").join(isolate(OWN_NAMES[code]) for code in gaps)
        parts.append(line(_("Still missing: {languages}").format(languages=names), said))
        parts.append(
            line(
                _(
                    "Residents without a text in their language get the German one, with a note in their"
                    " language that says so."
                ),
                said,
            )
        )
    else:
        parts.append(line(_("The text is there in all languages."), said))

    def label(option: str) -> str:
        language = option.rpartition(":")[2]
        if language not in OWN_NAMES:
            return _("Back")
        return f"{'☐' if language in gaps else '☑'} {OWN_NAMES[language]}"

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def text_in_language(outgoing: Outgoing) -> Message:
    """Ask for the text in one language, below the text that is there."""
    said = speech(outgoing.language)
    _ = said.gettext
    args = outgoing.args
    parts = [_title(outgoing, said)]
    if isinstance(args["refused"], int):
        parts.append(line(f"<i>{_refusal(outgoing, said)}</i>", said))
    if text := str(args["text"]):
        parts.append(quoted(text, plain(text)))
        parts.append(line(_("Type the new text. It takes the place of this one."), said))
    else:
        parts.append(line(_("Please type the text."), said))
    parts.append(
        line(
            _("At most {n} characters. Bold or coloured type is not kept.").format(
                n=_longest(outgoing, said)
            ),
            said,
        )
    )
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _label(option, said), said)


def text_too_long(outgoing: Outgoing) -> Message:
    """Say that a text was too long, and that the app has cut it: no part of it was taken."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [_title(outgoing, said)]
    if isinstance(outgoing.args["refused"], int):
        parts.append(line(_refusal(outgoing, said), said))
    cut = _("The app has sent it in several messages. Nothing of it was kept. Please shorten it first.")
    parts.append(line(cut, said))
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _label(option, said), said)


def kind_in_words(outgoing: Outgoing, said: Speech) -> str:
    """Return what a text is of the thing that is edited."""
    _ = said.gettext
    return {
        TextKind.TITLE: _("Title"),
        TextKind.DESCRIPTION: _("Description"),
        # Translators: the words of a message to many, as the name of a field that staff fill in.
        TextKind.TEXT: _("Text"),
        TextKind.PLACE: _("Place"),
        TextKind.REASON: _("Reason, in words that residents read"),
        TextKind.OWNER: _("Who is in charge: an office or a role"),
        TextKind.INDICATOR: _("What is measured"),
        # Translators: of a number that is measured, such as "metres".
        TextKind.UNIT: _("Unit"),
    }[TextKind(str(outgoing.args["kind"]))]


def _title(outgoing: Outgoing, said: Speech) -> str:
    language = OWN_NAMES[str(outgoing.args["text_language"])]
    return heading(f"{kind_in_words(outgoing, said)}: {isolate(language)}", said)


def _refusal(outgoing: Outgoing, said: Speech) -> str:
    _ = said.gettext
    size = outgoing.args["refused"]
    if not isinstance(size, int) or not size:
        return _("This message has no text.")
    return _("This text has {n} characters. {most} is the most.").format(
        n=count_in_words(size, said), most=_longest(outgoing, said)
    )


def _longest(outgoing: Outgoing, said: Speech) -> str:
    longest = outgoing.args["longest"]
    if not isinstance(longest, int):
        raise TypeError("the question needs the length of the longest text")
    return count_in_words(longest, said)


def _label(option: str, said: Speech) -> str:
    _ = said.gettext
    last = option.rpartition(":")[2]
    if last == "remove":
        return _("Remove this text")
    return _("Type it again") if last in OWN_NAMES else _("Back")
