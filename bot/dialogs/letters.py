"""What is said to somebody who comes with the code of a letter."""

from bot.dialogs.message import Message, plain
from bot.speech import isolate, speech
from domain.blocks import K
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import survey_title


def code_kept(town: Town, outgoing: Outgoing) -> Message:
    """Say what coming with a code means for one's answers, and when they can be given."""
    said = speech(outgoing.language)
    _ = said.gettext
    key = str(outgoing.args["survey"])
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    parts = [
        _(
            "Thank you for coming with the code of your letter. “{title}” will count your answers as those of"
            " somebody who was invited."
        ).format(title=title),
        _(
            "That you were invited is kept in this chat until your answers are cut loose from it."
            " Results tell those who were invited from others in groups of at least {n} people only."
        ).format(n=isolate(said.number(K))),
    ]
    planned = next((survey for survey in town.surveys if survey.key == key), None)
    if planned is not None and not outgoing.args["is_open"]:
        opens = _("You can answer from {first} to {last}.").format(
            first=isolate(said.day_time(planned.window.opens)),
            last=isolate(said.day_time(planned.window.closes)),
        )
        parts.append(opens)
    return Message("\n\n".join(parts))


def code_known(town: Town, outgoing: Outgoing) -> Message:
    """Say to somebody who comes with a code again that one is enough."""
    said = speech(outgoing.language)
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    return Message(
        said.gettext("We know already that you were invited to “{title}”. You need no code any more.").format(
            title=title
        )
    )


def code_unknown(outgoing: Outgoing) -> Message:
    """Say that a code leads nowhere, and that none is needed."""
    _ = speech(outgoing.language).gettext
    return Message(
        _(
            "We cannot find this code. Please compare it with your letter once more, sign by sign."
            " You can also take part without a code."
        )
    )


def code_used_up(town: Town, outgoing: Outgoing) -> Message:
    """Say that a code has been used by all it was made for, and what can be done."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = isolate(plain(survey_title(town, outgoing.args, said.language)))
    return Message(
        _(
            "As many people as your letter was meant for have used this code for “{title}” already."
            " You can also take part without a code. Is that not right? Please tell us: {contact}"
        ).format(title=title, contact=isolate("/contact"))
    )
