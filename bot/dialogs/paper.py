"""What is said to staff who enter a paper questionnaire or a call for somebody else."""

from dataclasses import replace

from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.languages import Language, text_in
from domain.modes import Mode
from domain.outgoing import Outgoing
from usecases.entering import Entering, EnterView
from usecases.views import ReceiptView

_PAPER, _PHONE = "📄", "📞"


def marked(entering: Entering, message: Message, language: Language) -> Message:
    """Return a card that says on top what is entered, and the how manieth today: it is nobody's own."""
    said = speech(language)
    _ = said.gettext
    number = isolate(said.number(entering.number))
    text, sign = {
        Mode.PAPER: (_("Paper questionnaire {number} today ({language})"), _PAPER),
        Mode.PHONE: (_("Phone interview {number} today ({language})"), _PHONE),
    }[entering.mode]
    words = text.format(number=number, language=isolate(OWN_NAMES[entering.language]))
    return replace(message, text=f"{line(f'{sign} <b>{words}</b>', said)}\n{message.text}")


def ask_survey(outgoing: Outgoing) -> Message:
    """Ask which survey is to be entered."""
    view, said = _view(outgoing), speech(outgoing.language)
    _ = said.gettext
    options = options_of(outgoing)
    if not options:
        return Message(plain(_("There is no survey open at the moment.")))
    text = _("Whose answers do you enter? First choose the survey.")
    return menu(plain(text), options, lambda option: _title(view, option, said), said)


def ask_mode(outgoing: Outgoing) -> Message:
    """Ask how the answers come in."""
    view, said = _view(outgoing), speech(outgoing.language)
    labels = _mode_labels(said)
    text = said.gettext(
        "How do the answers come in? What you enter is counted like the answers of residents, and said to be"
        " from paper or by phone. Please enter no names."
    )
    heading = f"<b>{plain(text_in(view.titles[str(outgoing.args['survey'])], said.language))}</b>"
    return menu(
        f"{heading}\n\n{plain(text)}",
        options_of(outgoing),
        lambda option: labels[Mode(option.split(":")[2])],
        said,
    )


def ask_language(outgoing: Outgoing) -> Message:
    """Ask for the language of the paper or the call; cards stay in the language of who enters."""
    said = speech(outgoing.language)
    text = said.gettext(
        "In which language did the person answer? The questions below come in your own language:"
        " {command} changes it."
    ).format(command=isolate("/language"))
    return menu(text, options_of(outgoing), lambda option: OWN_NAMES[option.split(":")[3]], said)


def ask_code(outgoing: Outgoing) -> Message:
    """Ask for the code of the letter that came with the paper."""
    said = speech(outgoing.language)
    _ = said.gettext
    problems = {
        "unknown": _("This code is not known for this survey. Please look once more."),
        "used_up": _("All persons of this household have used this code already."),
    }
    lines = [
        problems.get(str(outgoing.args.get("problem") or ""), ""),
        _("Does the paper carry the code of a letter, or does the person tell you one? Please type it."),
    ]
    text = "\n\n".join(plain(one) for one in lines if one)
    return menu(text, options_of(outgoing), lambda _option: said.gettext("There is no code"), said)


def begun(outgoing: Outgoing) -> Message:
    """Say that an entry is open, and ask whether it goes on or is dropped."""
    view, said = _view(outgoing), speech(outgoing.language)
    _ = said.gettext
    heading = f"<b>{plain(text_in(view.titles[str(outgoing.args['survey'])], said.language))}</b>"
    texts = {
        Mode.PAPER: _("You have begun to enter a paper questionnaire and not submitted it."),
        Mode.PHONE: _("You have begun to enter a phone interview and not submitted it."),
    }
    labels = {"on": _("Go on with it"), "drop": _("Delete it and begin anew")}
    return menu(
        f"{heading}\n\n{plain(texts[Mode(str(outgoing.args['mode']))])}",
        options_of(outgoing),
        lambda option: labels[option.split(":")[3]],
        said,
    )


def entered(outgoing: Outgoing) -> Message:
    """Say that an entry has arrived, with the receipt for the person whose answers they are."""
    if not isinstance(outgoing.view, ReceiptView):
        raise TypeError("the message needs its view")
    said = speech(outgoing.language)
    _ = said.gettext
    heading = _("The answers have arrived.")
    for_them = _("Receipt code for the person who answered:")
    receipt = f"<code>{plain(outgoing.view.receipt)}</code>"
    lines = [
        f"<b>{plain(heading)}</b>",
        f"{plain(for_them)}\n{isolate(receipt)}",
        plain(
            _(
                "Please hand it over or tell it: with it the answers can be deleted, here or at the town hall"
                ". Note it on the paper only if the paper is kept under lock. We do not keep it."
            )
        ),
    ]
    labels = enter_labels(said)
    return menu(
        "\n\n".join(lines), options_of(outgoing), lambda option: _next_label(option, labels, said), said
    )


def enter_labels(said: Speech) -> dict[str, str]:
    """Return what the button says that leads to all surveys that can be entered."""
    return {"enter": said.gettext("Enter another survey")}


def _next_label(option: str, labels: dict[str, str], said: Speech) -> str:
    _ = said.gettext
    match option.split(":"):
        case [_enter, _survey, _mode, language]:
            label = _("The next one: {language}").format(language=OWN_NAMES[language])
            return shortened(label, BUTTON_LIMIT)
        case [_enter, _survey, _mode]:
            return _("The next, another language")
        case _:
            return labels[option]


def _mode_labels(said: Speech) -> dict[Mode, str]:
    _ = said.gettext
    return {Mode.PAPER: _("From paper"), Mode.PHONE: _("By phone")}


def _title(view: EnterView, option: str, said: Speech) -> str:
    room = BUTTON_LIMIT - len(numbered(99, "", said))
    return shortened(text_in(view.titles[option.split(":")[1]], said.language), room)


def _view(outgoing: Outgoing) -> EnterView:
    if not isinstance(outgoing.view, EnterView):
        raise TypeError("this question needs its view")
    return outgoing.view
