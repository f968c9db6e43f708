"""What staff read before and after something that cannot be undone: a wave closed, results published."""

from bot.dialogs.figures import count_in_words
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.speech import Speech, isolate, line, speech
from domain.blocks import K
from domain.confirmations import SECOND_WITHIN, VALID_FOR, Doubt
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.content import survey_title
from usecases.views import ConfirmationView

MINUTES = VALID_FOR.seconds // 60
HOURS = SECOND_WITHIN.days * 24


def close_question(town: Town, outgoing: Outgoing) -> Message:
    """Say how many answers a wave would count, and how many stay back; ask whether to close it."""
    said = speech(outgoing.language)
    _ = said.gettext
    waiting, counted = _number(outgoing, "waiting"), _number(outgoing, "counted")
    title = _("Close a wave of “{title}” now?").format(title=_title(town, outgoing, said))
    numbers = [
        _("Answers that wait: {n}").format(n=count_in_words(waiting, said)),
        _("Counted now, drawn at random: {n}").format(n=count_in_words(counted, said)),
        _("Staying back for a later wave: {n}").format(n=count_in_words(waiting - counted, said)),
    ]
    if waiting == counted:
        why = _("The survey has ended. So all answers are counted, and none stays back.")
    else:
        why = _at_least_stay_back(said)
    lasting = _("What a wave has counted stays as it is. It cannot be undone.")
    return question(title, ["\n".join(line(one, said) for one in numbers), why, lasting], outgoing)


def wave_closed(town: Town, outgoing: Outgoing) -> Message:
    """Say what the new release rests on, and where to go from there."""
    said = speech(outgoing.language)
    _ = said.gettext
    n = _number(outgoing, "n")
    lines = [
        _("A wave of “{title}” has closed.").format(title=_title(town, outgoing, said)),
        said.ngettext(
            "Release {number} rests on the answers of {n} person.",
            "Release {number} rests on the answers of {n} people.",
            n,
        ).format(number=count_in_words(_number(outgoing, "release"), said), n=count_in_words(n, said)),
        _("Residents do not see it before you publish it."),
    ]
    return _with_ways_on("\n".join(lines), outgoing)


def wave_not_closed(town: Town, outgoing: Outgoing) -> Message:
    """Say kindly what is missing for a wave."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _title(town, outgoing, said)
    if outgoing.args["ended"]:
        text = _("“{title}” has ended, and its last wave is closed. There is nothing more to count.")
        return _with_ways_on(text.format(title=title), outgoing)
    linked = _number(outgoing, "linked")
    numbers = [
        _("Answers that wait: {n}").format(n=count_in_words(_number(outgoing, "waiting"), said)),
        _("Answers that are needed: {n}").format(n=count_in_words(_number(outgoing, "needed"), said)),
    ]
    if linked:
        numbers.append(
            _("Submitted, but not yet cut loose from their chats: {n}").format(n=count_in_words(linked, said))
        )
    text = _("There are not enough answers to “{title}” for a wave yet.").format(title=title)
    parts = [text, "\n".join(line(one, said) for one in numbers), _at_least_stay_back(said)]
    return _with_ways_on("\n\n".join(parts), outgoing)


def publish_question(town: Town, outgoing: Outgoing) -> Message:
    """Say whom publishing reaches, below what it would send; ask whether to publish."""
    said = speech(outgoing.language)
    _ = said.gettext
    chats = _number(outgoing, "chats")
    title = _("Publish these results of “{title}”?").format(title=_title(town, outgoing, said))
    if chats:
        whom = said.ngettext(
            "Above you see what is sent, in your language. It goes to {n} chat in which somebody asked for"
            " it, in the language chosen there.",
            "Above you see what is sent, in your language. It goes to {n} chats in which somebody asked for"
            " it, in the language chosen there.",
            chats,
        ).format(n=count_in_words(chats, said))
    else:
        whom = _("Above you see the main figures. Nobody has asked for a message, so none is sent.")
    everybody = _(
        "Everybody can read the results with {command} from then on. This cannot be undone."
    ).format(command=isolate("/results"))
    return question(title, [whom, everybody], outgoing)


def second_needed(town: Town, outgoing: Outgoing) -> Message:
    """Say that a second person has to confirm, and where."""
    said = speech(outgoing.language)
    text = said.gettext(
        "You have confirmed this. A second person of the staff has to publish “{title}” as well, within {n}"
        " hours: {command}"
    ).format(title=_title(town, outgoing, said), n=count_in_words(HOURS, said), command=isolate("/results"))
    return Message(text)


def published_now(town: Town, outgoing: Outgoing) -> Message:
    """Say that results are public now, and to how many chats they go."""
    said = speech(outgoing.language)
    chats = _number(outgoing, "chats")
    lines = [
        said.gettext("The results of “{title}” are published.").format(title=_title(town, outgoing, said))
    ]
    if chats:
        sent = said.ngettext(
            "They are on their way to {n} chat.", "They are on their way to {n} chats.", chats
        )
        lines.append(sent.format(n=count_in_words(chats, said)))
    return _with_ways_on("\n".join(lines), outgoing)


def cannot_publish(town: Town, outgoing: Outgoing) -> Message:
    """Say why a release is not published any more."""
    said = speech(outgoing.language)
    _ = said.gettext
    if outgoing.args["is_it"]:
        text = _("These results of “{title}” were published already. Nothing was sent again.")
    else:
        text = _("Newer results of “{title}” were published already. So these stay as they are.")
    return _with_ways_on(text.format(title=_title(town, outgoing, said)), outgoing)


def not_confirmed(outgoing: Outgoing) -> Message:
    """Say kindly why a confirmation does not hold."""
    said = speech(outgoing.language)
    _ = said.gettext
    texts = {
        Doubt.UNKNOWN: _("We no longer know this question. Nothing was done. Please begin again."),
        Doubt.SOMEBODY_ELSE: _("Only the person who was asked can confirm this. Nothing was done."),
        Doubt.ROLE: _("You no longer have the role that this needs. Nothing was done."),
        Doubt.USED: _("You have confirmed this already. It is done once only."),
        Doubt.EXPIRED: _(
            "The question held for {n} minutes, and these are over. Nothing was done. Please begin again."
        ).format(n=count_in_words(MINUTES, said)),
        Doubt.CHANGED: _(
            "Something has changed since you were asked. So nothing was done. Please look at it once more."
        ),
    }
    return Message(plain(texts[Doubt(str(outgoing.args["doubt"]))]))


def cancelled(outgoing: Outgoing) -> Message:
    """Take a no."""
    return Message(plain(speech(outgoing.language).gettext("That is fine. Nothing was done.")))


def deed_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons of a confirmation say, by option."""
    return {"confirm": said.gettext("Yes, do it now"), "cancel": said.gettext("No, not now")}


def question(title: str, parts: list[str], outgoing: Outgoing) -> Message:
    """Return a question to confirm, with the time for which it holds."""
    if not isinstance(outgoing.view, ConfirmationView):
        raise TypeError("the question needs its view")
    said = speech(outgoing.language)
    holds = said.gettext("This question holds for {n} minutes.").format(n=count_in_words(MINUTES, said))
    labels = deed_labels(said)
    return menu(
        "\n\n".join([f"<b>{title}</b>", *parts, holds]),
        [f"confirm:{outgoing.view.token}", "cancel"],
        lambda option: labels[option.split(":")[0]],
        said,
    )


def _with_ways_on(text: str, outgoing: Outgoing) -> Message:
    said = speech(outgoing.language)
    _ = said.gettext
    labels = {"results": _("See the results"), "publish": _("Publish for residents")}
    return menu(text, options_of(outgoing), lambda option: labels[option.split(":")[0]], said)


def _at_least_stay_back(said: Speech) -> str:
    return said.gettext(
        "At least {n} always stay back, so that nobody can tell whose answers a wave has added."
    ).format(n=count_in_words(K, said))


def _title(town: Town, outgoing: Outgoing, said: Speech) -> str:
    return isolate(plain(survey_title(town, outgoing.args, said.language)))


def _number(outgoing: Outgoing, name: str) -> int:
    number = outgoing.args[name]
    if not isinstance(number, int):
        raise TypeError("the message needs its numbers")
    return number
