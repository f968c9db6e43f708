"""What staff read before they publish or cancel an event, or let it come again."""

from datetime import date

from bot.dialogs.audience_words import reach_in_words
from bot.dialogs.deeds import HOURS, question
from bot.dialogs.event_words import written
from bot.dialogs.events_planning import plan_of, step_label
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.planning_words import local_in_words, local_on_button, problem_in_words, way_in_words
from bot.speech import Speech, isolate, line, speech
from domain.events import EventStatus
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.repeating import Repeat


def sure_publish(outgoing: Outgoing) -> Message:
    """Say whom publishing reaches and when; ask whether to publish."""
    said = speech(outgoing.language)
    _ = said.gettext
    reach = outgoing.args["reach"]
    parts = [line(reach_in_words(reach if isinstance(reach, int) else None, said), said)]
    if outgoing.args["at_once"]:
        parts.append(line(_("The invitations go out at once, in the language of each chat."), said))
    else:
        when = local_in_words(str(outgoing.args["invited_at"]), said)
        text = _("The invitations go out on {time}, in the language of each chat.")
        parts.append(line(text.format(time=when), said))
    if outgoing.template.endswith("_all"):
        text = _("All events that follow are published, too: {n}. Their invitations go out two weeks before.")
        parts.append(line(text.format(n=_followers(outgoing, said)), said))
    command = isolate("/events")
    parts.append(line(_("Everybody can see it with {command} from then on.").format(command=command), said))
    return question(_("Publish “{title}”?").format(title=_title(outgoing)), parts, outgoing)


def sure_tell(outgoing: Outgoing) -> Message:
    """Ask whether to tell what has changed."""
    said = speech(outgoing.language)
    _ = said.gettext
    text = _("Everybody who has said yes, maybe, or waits for a seat gets a message with what has changed.")
    return question(
        _("Tell the changes of “{title}”?").format(title=_title(outgoing)), [line(text, said)], outgoing
    )


def sure_spread(outgoing: Outgoing) -> Message:
    """Ask whether to change all that follow."""
    said = speech(outgoing.language)
    _ = said.gettext
    texts = [
        _("Events that change: {n}").format(n=_followers(outgoing, said)),
        _("They get the same texts, time of day and conditions. Each keeps its day."),
        _("Whoever has answered one of them is told what has changed."),
    ]
    return question(
        _("Change all events that follow “{title}”?").format(title=_title(outgoing)),
        ["\n".join(line(one, said) for one in texts)],
        outgoing,
    )


def sure_cancel(outgoing: Outgoing) -> Message:
    """Ask whether to cancel one event, or it and all that follow."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _("Cancel “{title}”?").format(title=_title(outgoing))
    texts = [
        _("Everybody who has answered is told, with the reason. Nothing else is sent about it any more.")
    ]
    if outgoing.template.endswith("_all"):
        title = _("Cancel “{title}” and all that follow?").format(title=_title(outgoing))
        texts.insert(0, _("Events that follow: {n}").format(n=_followers(outgoing, said)))
    texts.append(_("This cannot be undone."))
    return question(title, ["\n".join(line(one, said) for one in texts)], outgoing)


def sure_delete(outgoing: Outgoing) -> Message:
    """Ask whether to delete a draft."""
    said = speech(outgoing.language)
    _ = said.gettext
    title = _("Delete the draft “{title}”?").format(title=_title(outgoing))
    return question(title, [line(_("Residents have not seen it. This cannot be undone."), said)], outgoing)


def second(outgoing: Outgoing) -> Message:
    """Say that a second person has to confirm, and where."""
    said = speech(outgoing.language)
    text = said.gettext(
        "You have confirmed this. A second person of the staff has to publish “{title}” as well, within {n}"
        " hours: {command}"
    ).format(title=_title(outgoing), n=count_in_words(HOURS, said), command=isolate("/events"))
    return Message(line(text, said))


def cancel(outgoing: Outgoing) -> Message:
    """Say what cancelling means, show the reason, and offer to do it."""
    view, said = plan_of(outgoing), speech(outgoing.language)
    _, event = said.gettext, view.event
    parts = [heading(text_in(event.title, said.language), said)]
    if any(option.endswith(":reason") for option in options_of(outgoing)):
        texts = [_("Please write why it is cancelled, in German at least. Residents read it.")]
        if event.reason:
            texts.append(_("The reason: {reason}").format(reason=written(event.reason, said)))
        parts.append("\n".join(line(one, said) for one in texts))
    is_draft = event.status is EventStatus.DRAFT

    def label(option: str) -> str:
        match option.split(":")[3:]:
            case ["reason"]:
                return _("Write the reason")
            case ["cancel", "one"] if is_draft:
                return _("Delete the draft")
            case ["cancel", "one"]:
                return _("Cancel this event")
            case ["cancel", "all"]:
                return _("Cancel this and all that follow")
            case steps:
                return step_label(steps, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def repeat(outgoing: Outgoing) -> Message:
    """Offer the ways to come again that fit the day of the event."""
    view, said = plan_of(outgoing), speech(outgoing.language)
    _, event = said.gettext, view.event
    first = _first_day(outgoing)
    parts = [heading(_("How does it come again?"), said)]
    parts.append(line(f"{written(event.title, said)}: {local_in_words(str(event.local_start), said)}", said))
    parts.append(line(plain(_("The time of day stays the same, in summer and in winter.")), said))

    def label(option: str) -> str:
        match option.split(":")[3:]:
            case ["repeat", name]:
                return way_in_words(Repeat(name), first, said)
            case steps:
                return step_label(steps, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def until(outgoing: Outgoing) -> Message:
    """Ask until when it comes again."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [heading(way_in_words(Repeat(str(outgoing.args["repeat"])), _first_day(outgoing), said), said)]
    if problem := str(outgoing.args["problem"] or ""):
        parts.append(line(f"<i>{problem_in_words(problem, str(outgoing.args['at'] or ''), said)}</i>", said))
    parts.append(line(plain(_("Until when? You can also type the last day.")), said))

    def label(option: str) -> str:
        match option.split(":")[3:]:
            case ["repeat", _name, "on"]:
                return _("Until somebody ends it")
            case ["repeat", _name, day]:
                return local_on_button(f"{day[:4]}-{day[4:6]}-{day[6:]}", said)
            case _:
                return _("Back")

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def _first_day(outgoing: Outgoing) -> date:
    return date.fromisoformat(str(plan_of(outgoing).event.local_start)[:10])


def _followers(outgoing: Outgoing, said: Speech) -> str:
    number = outgoing.args["followers"]
    return count_in_words(number if isinstance(number, int) else 0, said)


def _title(outgoing: Outgoing) -> str:
    return isolate(plain(str(outgoing.args["title"])))
