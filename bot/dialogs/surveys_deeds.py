"""What staff read before a survey is opened or closed, or a draft deleted: what it changes, for how many."""

from bot.dialogs.deeds import HOURS, question
from bot.dialogs.figures import count_in_words
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.surveys_words import step_label, when
from bot.speech import Speech, isolate, line, speech
from domain.outgoing import Outgoing


def sure_open(outgoing: Outgoing) -> Message:
    """Ask whether to open a draft: on which days, and what becomes of those who have begun already."""
    said, args = speech(outgoing.language), outgoing.args
    _ = said.gettext
    facts = [
        _("From {first} to {last}").format(first=when(args["first"], said), last=when(args["last"], said)),
        _("People who were invited by a letter are counted apart from all others.")
        if args["sample"]
        else _("It is open to everybody; nobody is counted apart."),
    ]
    if args["is_new"]:
        title = _("Open “{title}” for residents?").format(title=_title(outgoing))
        more = [_("After that, its questions change only by a new version. Nobody is told by that alone.")]
    else:
        title = _("Open this new version of “{title}”?").format(title=_title(outgoing))
        facts += _people(outgoing, said)
        more = [
            _(
                "Who is in the middle stays with the version they began. Who has submitted is not asked"
                " again. All answers are counted together."
            )
        ]
    return question(title, [_lines(facts, said), *(line(one, said) for one in more)], outgoing)


def sure_last(outgoing: Outgoing) -> Message:
    """Ask whether a survey is to close at another time."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _("Change when “{title}” closes?").format(title=_title(outgoing))
    fact = _("It can be answered until {day}.").format(day=when(outgoing.args["last"], said))
    return question(title, [line(fact, said)], outgoing)


def sure_close(outgoing: Outgoing) -> Message:
    """Ask whether to close a survey now, and say how many would be cut off."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _("Close “{title}” now?").format(title=_title(outgoing))
    facts = [
        _("In the middle of it: {n}").format(n=count_in_words(_number(outgoing, "middle"), said)),
        _("They cannot go on then. Their answers are not counted."),
        _("Its last answers are counted after that, and it is not opened again."),
    ]
    return question(title, [_lines(facts, said)], outgoing)


def sure_drop(outgoing: Outgoing) -> Message:
    """Ask whether to delete a draft."""
    said = speech(outgoing.language)
    title = said.gettext("Delete the draft of “{title}”?").format(title=_title(outgoing))
    text = said.gettext("The file is deleted here. This cannot be undone.")
    return question(title, [line(text, said)], outgoing)


def sure_texts(outgoing: Outgoing) -> Message:
    """Ask whether residents are to read the translations that were sent, by a new version."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _("Let residents read the new translations of “{title}”?").format(title=_title(outgoing))
    more = _(
        "Whoever begins after that reads them. Who is in the middle goes on with the texts as they are. The"
        " questions stay the same, and all answers are counted together."
    )
    return question(title, [_lines(_people(outgoing, said), said), line(more, said)], outgoing)


def second(outgoing: Outgoing) -> Message:
    """Say that a second person has to confirm, and where."""
    said = speech(outgoing.language)
    text = said.gettext(
        "You have confirmed this. A second person of the staff has to do the same with “{title}”, within {n}"
        " hours: {command}"
    ).format(title=_title(outgoing), n=count_in_words(HOURS, said), command=isolate("/surveys"))
    return short_menu(line(text, said), options_of(outgoing), lambda option: step_label(option, said), said)


def _people(outgoing: Outgoing, said: Speech) -> list[str]:
    _ = said.gettext
    return [
        _("In the middle of it: {n}").format(n=count_in_words(_number(outgoing, "middle"), said)),
        _("Submitted: {n}").format(n=count_in_words(_number(outgoing, "submitted"), said)),
    ]


def _lines(facts: list[str], said: Speech) -> str:
    return "\n".join(line(fact, said) for fact in facts)


def _title(outgoing: Outgoing) -> str:
    return isolate(plain(str(outgoing.args["title"])))


def _number(outgoing: Outgoing, name: str) -> int:
    number = outgoing.args[name]
    if not isinstance(number, int):
        raise TypeError("the message needs its numbers")
    return number
