"""Longer texts of the town, and help."""

import re

from bot.dialogs.message import Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.languages import Language
from domain.outgoing import Outgoing
from domain.town import Town

_BOLD = re.compile(r"\*\*(.+?)\*\*")
_ITEM = re.compile(r"^- ", re.MULTILINE)


def marked_up(text: str) -> str:
    """Return a page's light markup (`**bold**`, `- item`) as a message's markup."""
    return _ITEM.sub("• ", _BOLD.sub(r"<b>\1</b>", plain(text)))


def page(town: Town, outgoing: Outgoing) -> Message:
    """Show a page of the town: the privacy notice, about the project, whom to ask."""
    return Message(marked_up(town.page(str(outgoing.args["page"]), outgoing.language).text))


def command_texts(language: Language) -> dict[str, str]:
    """Return the residents' commands with what each is for, in the order of the menu."""
    _ = speech(language).gettext
    return {
        "start": _("Begin"),
        "survey": _("Take part in the survey or go on with it"),
        "language": _("Choose another language"),
        "household": _("Who takes part in this chat"),
        "privacy": _("How your data is protected"),
        "mydata": _("What is kept about you"),
        "withdraw": _("Withdraw submitted answers"),
        "results": _("Published results"),
        "events": _("Events: what is coming, and how you come"),
        "measures": _("What becomes of what people said"),
        "notify": _("What may we tell you?"),
        "delete": _("Delete everything linked to this chat"),
        "contact": _("Talk to a person"),
        "about": _("About the project"),
        "help": _("Help"),
        "stop": _("No more messages"),
    }


def staff_command_texts(language: Language) -> dict[str, str]:
    """Return the commands that only staff have."""
    _ = speech(language).gettext
    return {
        "results": _("Results of the surveys"),
        "stats": _("How many take part"),
        "surveys": _("Write, try out, open and close surveys"),
        "enter": _("Enter a paper questionnaire or a call"),
        "moderate": _("Read and release what people wrote"),
        "events": _("Plan events"),
        "measures": _("Needs, goals and measures"),
        "broadcast": _("Write to many"),
        "schedule": _("What goes out in the next days"),
    }


def help_page(outgoing: Outgoing) -> Message:
    """Explain how to answer, and list the commands; staff see theirs as well."""
    said = speech(outgoing.language)
    _ = said.gettext
    heading = _("How this works")
    parts = [
        f"<b>{plain(heading)}</b>",
        plain(
            _(
                "Tap a button to answer. You can also type the number or the words of an answer. The words"
                " “Back”, “Skip”, “Pause” and “Continue” can be typed, too."
            )
        ),
        plain(_("Nothing counts before you press “Submit” at the end.")),
    ]
    everybodys, staffs = command_texts(outgoing.language), staff_command_texts(outgoing.language)
    if outgoing.args.get("staff"):
        for_staff = _("For staff")
        own = {name: text for name, text in everybodys.items() if name not in staffs}
        parts += [_commands(own, said), f"<b>{plain(for_staff)}</b>", _commands(staffs, said)]
    else:
        parts.append(_commands(everybodys, said))
    return Message("\n\n".join(parts))


def _commands(texts: dict[str, str], said: Speech) -> str:
    return "\n".join(line(f"{isolate('/' + name)} – {plain(text)}", said) for name, text in texts.items())
