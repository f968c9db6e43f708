"""What staff are asked while they write a message to many: a file, buttons, the kind, the time."""

from bot.dialogs.audience_words import purpose_in_words
from bot.dialogs.broadcast_message import link_label
from bot.dialogs.broadcast_words import (
    quiet_in_words,
    rhythm_in_words,
    weekday_in_words,
    when_in_words,
    which_in_words,
)
from bot.dialogs.broadcasts import file_in_words, notice, screen_in
from bot.dialogs.figures import heading
from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.menus import LabelOf, menu, options_of
from bot.dialogs.message import Message
from bot.dialogs.planning_words import local_in_words, local_on_button, problem_in_words
from bot.speech import Speech, isolate, line, speech
from domain.broadcasts import LinkKind
from domain.languages import text_in
from domain.outgoing import Outgoing


def file(outgoing: Outgoing) -> Message:
    """Ask for a picture or a document."""
    screen, said = screen_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    texts = [
        _("Now: {file}").format(file=file_in_words(screen, said)),
        _("Please send a picture, or a document such as a PDF, with the paper clip."),
        _("Below a picture or document, a text has less room."),
    ]
    return _screen(
        outgoing,
        _("Picture or document"),
        texts,
        lambda option: _("Leave it out") if option.endswith(":none") else _("Back"),
    )


def links(outgoing: Outgoing) -> Message:
    """Show the buttons below the message, and offer more."""
    screen, said = screen_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    text = _("Buttons lead to a survey, an event, a measure or a page. Their names are in every language.")

    def label(option: str) -> str:
        match option.split(":")[3:]:
            case ["links", "off", number]:
                name = link_label(screen.links[int(number)], said)
                return shortened(_("Remove: {name}").format(name=name), BUTTON_LIMIT)
            case ["links", kind]:
                return _kind_label(LinkKind(kind), said)
            case _:
                return _("Back")

    return _screen(outgoing, _("Buttons"), [text], label)


def targets(outgoing: Outgoing) -> Message:
    """Ask what a new button leads to."""
    screen, said = screen_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    titles = {choice.name: choice.title for choice in screen.targets}

    def label(option: str) -> str:
        parts = option.split(":")[3:]
        return shortened(text_in(titles[parts[2]], said.language), BUTTON_LIMIT) if parts[2:] else _("Back")

    return _screen(outgoing, _("Where does the button lead?"), [], label)


def page(outgoing: Outgoing) -> Message:
    """Ask for an address on the web."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _("Please type the address of the page. It begins with {start}.").format(start=isolate("https://"))
    return _screen(outgoing, _("A page on the web"), [text], lambda _option: _("Back"))


def kind(outgoing: Outgoing) -> Message:
    """Ask what kind of message it is: everybody has agreed to each kind on its own."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _("Everybody has asked for each kind on its own, and can end each with one tap.")

    def label(option: str) -> str:
        parts = option.split(":")[3:]
        return shortened(purpose_in_words(parts[1], said), BUTTON_LIMIT) if parts[1:] else _("Back")

    return _screen(outgoing, _("Who asked for it?"), [text], label)


def when(outgoing: Outgoing) -> Message:
    """Ask when the message goes out."""
    screen, said = screen_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    labels = {
        "now": _("As soon as it is released"),
        "time": _("At a time"),
        "every": _("Again and again"),
    }
    return _screen(
        outgoing,
        _("When does it go out?"),
        when_in_words(screen, said),
        lambda option: labels.get(option.rpartition(":")[2], _("Back")),
    )


def time(outgoing: Outgoing) -> Message:
    """Ask for a day and a time; say what was wrong with the one that was typed, and what would do."""
    said = speech(outgoing.language)
    _ = said.gettext
    args = outgoing.args
    choices = args["choices"] if isinstance(args["choices"], list) else []
    texts = [f"<i>{problem_in_words(str(args['why']), str(args['at']), said)}</i>"] if args["why"] else []
    if args["why"] == "quiet" and choices:
        texts.append(quiet_in_words(screen_in(outgoing).quiet, said))
        texts.append(_("The next decent time: {time}").format(time=local_in_words(choices[0], said)))
    texts.append(_("Please type the day and the time."))

    def label(option: str) -> str:
        parts = option.split(":")[3:]
        if parts[1:2] != ["at"]:
            return _("Back")
        local = next(one for one in choices if "".join(filter(str.isdecimal, one)) == parts[2])
        return local_on_button(local, said)

    return _screen(outgoing, _("When does it go out?"), texts, label)


def every(outgoing: Outgoing) -> Message:
    """Ask how often it comes."""
    said = speech(outgoing.language)
    _ = said.gettext

    def label(option: str) -> str:
        which = option.split(":")[5:]
        return which_in_words(which[0], said).format(weekday="…") if which else _("Back")

    return _screen(outgoing, _("How often?"), [], label)


def weekday(outgoing: Outgoing) -> Message:
    """Ask on which day of the week it comes."""
    said = speech(outgoing.language)
    _ = said.gettext

    def label(option: str) -> str:
        day = option.split(":")[6:]
        return rhythm_in_words(str(outgoing.args["which"]), day[0], said) if day else _("Back")

    return _screen(outgoing, _("On which day?"), [], label)


def clock(outgoing: Outgoing) -> Message:
    """Ask for the time of the day."""
    said = speech(outgoing.language)
    _ = said.gettext
    args = outgoing.args
    texts = [rhythm_in_words(str(args["which"]), str(args["day"]), said)]
    if args["why"] == "quiet":
        texts.append(f"<i>{quiet_in_words(screen_in(outgoing).quiet, said)}</i>")
    elif args["why"]:
        texts.append(f"<i>{problem_in_words('clock', '', said)}</i>")
    texts.append(_("At what time? Please type it: {example}").format(example=isolate("18:00")))
    return _screen(outgoing, weekday_in_words(str(args["day"]), said), texts, lambda _option: _("Back"))


def _screen(outgoing: Outgoing, title: str, texts: list[str], label: LabelOf) -> Message:
    said = speech(outgoing.language)
    parts = [heading(title, said), *notice(outgoing, said), *(line(text, said) for text in texts)]
    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def _kind_label(kind: LinkKind, said: Speech) -> str:
    _ = said.gettext
    return {
        LinkKind.SURVEY: _("A button to a survey"),
        LinkKind.EVENT: _("A button to an event"),
        LinkKind.MEASURE: _("A button to a measure"),
        LinkKind.PAGE: _("A button to a page on the web"),
    }[kind]
