"""What is kept of somebody's registrations for events: to read, and for machines."""

from typing import Any

from bot.dialogs.event_words import until_in_words, when_in_words
from bot.dialogs.events_needs import need_in_words
from bot.dialogs.message import plain
from bot.speech import Speech, isolate, line
from domain.languages import text_in
from domain.registrations import RegistrationStatus
from usecases.my_data import RegistrationOf

_Status = RegistrationStatus


def registration_in_words(one: RegistrationOf, said: Speech) -> str:
    """Return a registration with all that is kept of it."""
    _ = said.gettext
    kept, answer = one.kept, one.kept.answer
    lines = [_("Event: {title}").format(title=isolate(text_in(one.event.title, said.language)))]
    if one.event.starts_at is not None:
        lines.append(when_in_words(one.event, said))
    lines.append(
        _("Your answer: {answer}. People: {n}").format(
            answer=isolate(status_in_words(answer.status, said)), n=isolate(said.number(answer.party))
        )
    )
    if answer.queue:
        lines.append(_("Place that you got in the line: {n}").format(n=isolate(said.number(answer.queue))))
    if answer.offered_until is not None:
        until = until_in_words(one.event, answer.offered_until, said)
        lines.append(_("Seats are kept for you until: {time}").format(time=isolate(until)))
    if kept.arrived:
        lines.append(_("Came: {n}").format(n=isolate(said.number(kept.arrived))))
    if kept.arrived_at is not None:
        came = until_in_words(one.event, kept.arrived_at, said)
        lines.append(_("Checked in at the door: {time}").format(time=isolate(came)))
    if kept.ticket is not None:
        lines.append(_("A random number stands for your ticket."))
    if kept.name is not None:
        lines.append(_("Name for the door: {name}").format(name=isolate(kept.name)))
    lines += [need_in_words(need, detail, said) for need, detail in one.needs]
    return "\n".join(line(plain(text), said) for text in lines)


def status_in_words(status: RegistrationStatus, said: Speech) -> str:
    """Return how somebody stands to an event, in a word or two."""
    _ = said.gettext
    return {
        _Status.MAYBE: _("maybe"),
        # Translators: the answer to an invitation
        _Status.DECLINED: _("not coming"),
        _Status.REGISTERED: _("registered"),
        _Status.WAITLISTED: _("on the waitlist"),
        _Status.OFFERED: _("seats are offered"),
        _Status.CONFIRMED: _("registered"),
        _Status.EXPIRED: _("an offer was not taken"),
        _Status.CANCELLED: _("cancelled"),
        # Translators: somebody was at the event
        _Status.ATTENDED: _("was there"),
        _Status.NO_SHOW: _("did not come"),
    }[status]


def registration_data(one: RegistrationOf, said: Speech) -> dict[str, Any]:
    """Return a registration as JSON takes it."""
    kept, answer = one.kept, one.kept.answer
    until = answer.offered_until
    return {
        "event": text_in(one.event.title, said.language),
        "calendar_name": one.event.uid,
        "starts_at": one.event.starts_at.isoformat(timespec="seconds") if one.event.starts_at else None,
        "answer": str(answer.status),
        "people": answer.party,
        "place_in_line": answer.queue,
        "seats_kept_until": until.isoformat(timespec="seconds") if until else None,
        "ticket": kept.ticket.hex() if kept.ticket else None,
        "name_for_the_door": kept.name,
        "people_who_came": kept.arrived,
        "checked_in_at": kept.arrived_at.isoformat(timespec="seconds") if kept.arrived_at else None,
        "told_of_change_number": kept.told_sequence,
        "needs": [{"kind": str(need), "detail": detail} for need, detail in one.needs],
    }
