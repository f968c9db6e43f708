"""What staff see of messages to many: the list, and one of them with what can be done about it."""

from bot.dialogs.audience_words import audience_lines, reach_in_words
from bot.dialogs.broadcast_message import link_label
from bot.dialogs.broadcast_words import (
    lack_in_words,
    languages_in_words,
    notice_in_words,
    report_in_words,
    status_in_words,
    when_in_words,
)
from bot.dialogs.figures import heading
from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.moderation_texts import quoted
from bot.speech import Speech, isolate, line, speech
from domain.attachments import AttachmentKind
from domain.broadcasts import Broadcast
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.broadcast_screens import BroadcastScreen

LONGEST_SHOWN = 300  # characters of the text
LONGEST_NAME = 60


def broadcast_list(outgoing: Outgoing) -> Message:
    """List what is planned, on its way, or has ended of late, and offer to write a new one."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, tuple):
        raise TypeError("the list needs its broadcasts")
    _ = said.gettext
    parts = [heading(_("Messages to many"), said), *notice(outgoing, said)]
    parts.append(line(_("They go to those who asked for them, in their language, at decent hours."), said))
    by_number = {str(one.id): one for one in view}

    def label(option: str) -> str:
        one = by_number.get(option.rpartition(":")[2])
        if one is None:
            return _("Write a new one")
        return shortened(f"{status_in_words(one.status, said)}: {name_of(one, said)}", BUTTON_LIMIT)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def card(town: Town, outgoing: Outgoing) -> Message:
    """Show one message to many with what can be done about it."""
    screen, said = screen_in(outgoing), speech(outgoing.language)
    one, _ = screen.broadcast, said.gettext
    title = heading(_("Message to many"), said)
    parts = [f"{title}\n{line(status_in_words(one.status, said), said)}", *notice(outgoing, said)]
    if one.urgent:
        urgent = _("An emergency: quiet hours and the daily number do not hold it.")
        parts.append(line(f"<b>{urgent}</b>", said))
    text = text_in(one.text, said.language)
    if text:
        beginning = text if len(text) <= LONGEST_SHOWN else shortened(text, LONGEST_SHOWN)
        parts.append(quoted(beginning, plain(beginning)))
    if screen.lacks is not None:
        parts.append(line(f"<i>{lack_in_words(screen.lacks, one, said)}</i>", said))
    parts.append("\n".join(line(fact, said) for fact in _facts(screen, said)))
    who = audience_lines(one.audience, one.purpose, town, screen.names, said)
    parts.append("\n".join([*who, line(reach_in_words(screen.reach, said), said)]))
    if screen.report is not None:
        parts.append("\n".join(report_in_words(screen.report, said)))
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _step_label(option, one, said), said)


def name_of(one: Broadcast, said: Speech) -> str:
    """Return the beginning of a broadcast's text: it has no other name."""
    text = text_in(one.text, said.language)
    return shortened(text, LONGEST_NAME) if text else said.gettext("without text")


def notice(outgoing: Outgoing, said: Speech) -> list[str]:
    """Return the sentence above a screen, if there is one."""
    found = outgoing.args.get("notice")
    return [line(f"<i>{notice_in_words(str(found), said)}</i>", said)] if found else []


def screen_in(outgoing: Outgoing) -> BroadcastScreen:
    """Return the broadcast that a message shows."""
    if not isinstance(outgoing.view, BroadcastScreen):
        raise TypeError("this message needs its broadcast")
    return outgoing.view


def file_in_words(screen: BroadcastScreen, said: Speech) -> str:
    """Return whether a picture or a document goes along."""
    _ = said.gettext
    if screen.attachment is None:
        return _("no picture, no document")
    if screen.attachment.kind is AttachmentKind.PICTURE:
        return _("a picture")
    return isolate(plain(screen.attachment.name)) if screen.attachment.name else _("a document")


def _facts(screen: BroadcastScreen, said: Speech) -> list[str]:
    _ = said.gettext
    facts = []
    if screen.missing and screen.broadcast.text:
        facts.append(
            _("Without a text of their own, these get the German one: {languages}").format(
                languages=languages_in_words(screen.missing, said)
            )
        )
    facts.append(_("With it: {file}").format(file=file_in_words(screen, said)))
    if screen.links:
        names = _(", ").join(isolate(plain(link_label(link, said))) for link in screen.links)
        facts.append(_("Buttons: {names}").format(names=names))
    return [*facts, *when_in_words(screen, said)]


def _step_label(option: str, one: Broadcast, said: Speech) -> str:
    _ = said.gettext
    match option.split(":")[3:]:
        case [step]:
            return {
                "text": _("Texts"),
                "file": _("Picture or document"),
                "links": _("Buttons"),
                "kind": _("Kind of message"),
                "to": _("Who gets it"),
                "when": _("When"),
                "preview": _("Show in all languages"),
                "test": _("Send it to me as a test"),
                "release": _("Release it"),
                "urgent": _("No emergency") if one.urgent else _("Declare an emergency"),
                "copy": _("Copy it"),
                "discard": _("Discard it"),
                "refresh": _("How is it going?"),
                "pause": _("Pause it"),
                "resume": _("Let it go on"),
                "back": _("Take it back"),
                "cancel": _("Cancel what has not gone"),
            }[step]
        case _:
            return _("All messages to many")
