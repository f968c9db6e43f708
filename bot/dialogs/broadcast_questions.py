"""What staff read before a message goes to many, becomes an emergency, or is cancelled."""

from datetime import datetime

from bot.dialogs.audience_words import reach_in_words
from bot.dialogs.broadcast_words import instant_in_words, languages_in_words, rule_in_words
from bot.dialogs.deeds import HOURS, question
from bot.dialogs.figures import count_in_words
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.planning_words import local_in_words
from bot.speech import isolate, line, speech
from domain.outgoing import Outgoing


def release(outgoing: Outgoing) -> Message:
    """Say whom the message reaches and when; ask whether to release it."""
    said = speech(outgoing.language)
    _ = said.gettext
    args = outgoing.args
    reach = args["reach"]
    parts = [line(reach_in_words(reach if isinstance(reach, int) else None, said), said)]
    parts.append(line(_("Who belongs to them is looked up when it goes out."), said))
    if args["rule"]:
        when = isolate(rule_in_words(str(args["rule"]), str(args["local_time"]), said))
    elif args["local_time"]:
        when = local_in_words(str(args["local_time"]), said)
    else:
        when = _("at once")
    parts.append(line(_("It goes out: {when}").format(when=when), said))
    if args["held_until"]:
        until = datetime.fromisoformat(str(args["held_until"]))
        held = _("Because of quiet hours it goes out on {when}.")
        parts.append(line(held.format(when=instant_in_words(until, str(args["timezone"]), said)), said))
    if isinstance(args["missing"], list) and args["missing"]:
        gaps = _("In German, with a note, for those who read: {languages}")
        parts.append(line(gaps.format(languages=languages_in_words(args["missing"], said)), said))
    if args["urgent"]:
        urgent = _("It is an emergency: it goes out whatever the hour.")
        parts.append(line(f"<b>{urgent}</b>", said))
    parts.append(line(_("What has gone cannot be taken back."), said))
    return question(plain(_("Release this message?")), parts, outgoing)


def urgent(outgoing: Outgoing) -> Message:
    """Say what an emergency means; ask whether it is one."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [
        _("Quiet hours do not hold it, and it comes beside the one message a day."),
        _("It says that it is urgent, in every language."),
        _("Any change of it takes this away."),
    ]
    return question(plain(_("Is this an emergency?")), [line(one, said) for one in parts], outgoing)


def cancel(outgoing: Outgoing) -> Message:
    """Ask whether to take out what has not gone."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [line(_("Nothing more of it goes out then. What has gone stays with its readers."), said)]
    return question(plain(_("Cancel this message?")), parts, outgoing)


def second(outgoing: Outgoing) -> Message:
    """Say that a second person has to release it as well."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _(
        "You have confirmed this. A second person of the staff has to release it as well, within {n} hours:"
        " {command}"
    ).format(n=count_in_words(HOURS, said), command=isolate("/broadcast"))
    return menu(line(text, said), options_of(outgoing), lambda _option: _("Back"), said)
