"""What is linked to a chat: as a message to read, and as a file for machines."""

import json
from datetime import datetime
from typing import Any

from bot.dialogs.answers import answer_in_words, plain_label
from bot.dialogs.message import Document, Message, plain
from bot.dialogs.my_data_events import registration_data, registration_in_words
from bot.dialogs.my_data_follows import following_data, following_in_words
from bot.dialogs.notices import role_in_words
from bot.dialogs.rights import purpose_in_words
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.blocks import K
from domain.dialogue import Answer
from domain.invitation import Role
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.survey import Question, Survey
from domain.times import local_day
from usecases.my_data import AnswersOf, Consent, MyDataView, PersonView


def my_data(outgoing: Outgoing) -> Message:
    """Show everything that is linked to the chat, what is not linked and why; with the file."""
    view = outgoing.view
    if not isinstance(view, MyDataView):
        raise TypeError("the message needs its view")
    said = speech(outgoing.language)
    heading = said.gettext("What is linked to this chat")
    parts = [f"<b>{plain(heading)}</b>", _chat(view, said)]
    for person in view.people:
        parts += _person(view, person, said)
    parts.append(_not_linked(said))
    content = json.dumps(as_data(view, said), ensure_ascii=False, indent=1).encode()
    return Message("\n\n".join(parts), document=Document("my-data.json", content, "application/json"))


# --- to read ---------------------------------------------------------------------------------------


def _chat(view: MyDataView, said: Speech) -> str:
    _ = said.gettext
    lines = [
        _("Number of this chat: {number}").format(number=isolate(view.chat.address)),
        _("Last used on: {day}").format(day=isolate(said.date(view.chat.last_seen_on))),
    ]
    if view.chat.source:
        lines.append(_("The link you came by: {link}").format(link=isolate(view.chat.source)))
    if view.chat.stopped_at is not None:
        lines.append(_("You want no messages that you did not ask for."))
    if view.unasked_messages:
        lines.append(
            said.ngettext(
                "{n} message to you is still to be sent.",
                "{n} messages to you are still to be sent.",
                view.unasked_messages,
            ).format(n=isolate(said.number(view.unasked_messages)))
        )
    if view.bulk_messages is not None:
        day = isolate(said.date(view.bulk_messages[0]))
        lines.append(_("Your last message to many is of: {day}").format(day=day))
    if view.wrong_codes is not None:
        lines.append(
            _("Receipt codes under which we found nothing: {n}").format(
                n=isolate(said.number(view.wrong_codes.number))
            )
        )
    if view.role is not None:
        lines.append(_("Your role in the staff: {role}").format(role=_role(view.role, said)))
    if view.entered:
        lines.append(
            said.ngettext(
                "{n} questionnaire that you entered for somebody else waits here to be cut loose.",
                "{n} questionnaires that you entered for others wait here to be cut loose.",
                view.entered,
            ).format(n=isolate(said.number(view.entered)))
        )
    return "\n".join(line(plain(text), said) for text in lines)


def _person(view: MyDataView, person: PersonView, said: Speech) -> list[str]:
    _ = said.gettext
    about = []
    if len(view.people) > 1:
        heading = _("Person {number}").format(number=isolate(said.number(person.member.ordinal)))
        about.append(f"<b>{plain(heading)}</b>")
    if person.member.name:
        about.append(line(plain(_("Name: {name}").format(name=isolate(person.member.name))), said))
    own_name = OWN_NAMES.get(person.member.language, person.member.language)
    about.append(line(plain(_("Language: {language}").format(language=isolate(own_name))), said))
    about += [line(plain(_consent(view, one, said)), said) for one in person.consents]
    about += [
        line(plain(_("A check value says that you took part in: {title}").format(title=isolate(title))), said)
        for title in (text_in(titles, said.language) for _key, titles in person.has_taken_part)
    ]
    about += [
        line(plain(_("You came with the code of a letter to: {title}").format(title=isolate(title))), said)
        for title in (text_in(titles, said.language) for _key, titles in person.invited_to)
    ]
    events = [registration_in_words(one, said) for one in person.registrations]
    about += following_in_words(person.following, said)
    return ["\n".join(about), *(_answers(one, said) for one in person.answers), *events]


def _consent(view: MyDataView, one: Consent, said: Speech) -> str:
    _ = said.gettext
    values = {
        "purpose": isolate(purpose_in_words(one.purpose, said)),
        "version": isolate(one.text_version),
        "day": isolate(said.date(local_day(one.given_at, view.timezone))),
    }
    if one.withdrawn_at is None:
        return _("Consent: {purpose}. Given on {day}, notice of {version}.").format(**values)
    end = isolate(said.date(local_day(one.withdrawn_at, view.timezone)))
    return _("Consent: {purpose}. Given on {day}, notice of {version}. Withdrawn on {end}.").format(
        **values, end=end
    )


def _answers(one: AnswersOf, said: Speech) -> str:
    _ = said.gettext
    state = (
        _("Submitted. They wait in this chat until at least {n} people have answered.").format(
            n=isolate(said.number(K))
        )
        if one.draft.is_submitted
        else _("Not submitted yet. Last worked on: {day}").format(
            day=isolate(said.date(one.draft.touched_on))
        )
    )
    title = plain(text_in(one.survey.title, said.language))
    lines = [line(f"<b>{title}</b>", said), line(plain(state), said)]
    for question, answer in _given(one):
        lines.append(line(plain(plain_label(question.label, said.language)), said))
        lines.append(line(f"<b>{isolate(plain(answer_in_words(question, answer, said)))}</b>", said))
    return "\n".join(lines)


def _given(one: AnswersOf) -> list[tuple[Question, Answer]]:
    """Return the questions that have an answer, in the questionnaire's order."""
    answers = one.draft.answers
    asked = (question for question in one.survey.questions if question.takes_answer)
    return [(question, answers[question.name]) for question in asked if question.name in answers]


def _not_linked(said: Speech) -> str:
    _ = said.gettext
    heading = _("What is no longer linked")
    text = _why_not_linked(said).format(withdraw=isolate("/withdraw"))
    rights = _("Delete all this: {delete}. Withdraw a consent: {privacy}").format(
        delete=isolate("/delete"), privacy=isolate("/privacy")
    )
    return f"<b>{plain(heading)}</b>\n{plain(text)}\n{plain(rights)}"


def _why_not_linked(said: Speech) -> str:
    return said.gettext(
        "Answers that were cut loose cannot be found from here, not even by us: they have no chat, no name"
        " and no time. Only your receipt code leads to them: {withdraw}."
    )


def _role(role: str, said: Speech) -> str:
    return isolate(role_in_words(Role(role), said))


# --- for machines ----------------------------------------------------------------------------------


def as_data(view: MyDataView, said: Speech) -> dict[str, Any]:
    """Return everything linked to the chat as JSON takes it: names in English, texts as the reader reads."""
    return {
        "chat": {
            "number": view.chat.address,
            "last_used_on": view.chat.last_seen_on.isoformat(),
            "came_by_link": view.chat.source,
            "reachable": view.chat.reachable,
            "messages_stopped_at": _time(view.chat.stopped_at),
            "messages_still_to_be_sent": view.unasked_messages,
            "last_day_with_messages_to_many": _bulk_day(view),
            "messages_to_many_on_that_day": view.bulk_messages[1] if view.bulk_messages else 0,
            "telegram_wants_silence_until": _time(view.paused_until),
            "wrong_receipt_codes": view.wrong_codes.number if view.wrong_codes else 0,
            "wrong_receipt_codes_since": _time(view.wrong_codes.since) if view.wrong_codes else None,
            "role_in_the_staff": view.role,
            "questionnaires_entered_for_others": view.entered,
            "person_who_answers_now": view.chat.speaking,
            "highest_number_of_a_person": view.chat.joined,
        },
        "people": [_person_data(person, said) for person in view.people],
        "not_linked": _why_not_linked(said).format(withdraw="/withdraw"),
    }


def _person_data(person: PersonView, said: Speech) -> dict[str, Any]:
    return {
        "person": person.member.ordinal,
        "name": person.member.name,
        "language": person.member.language,
        "language_chosen": person.member.language_chosen,
        "consents": [
            {
                "purpose": one.purpose,
                "text_version": one.text_version,
                "text_hash": one.text_hash,
                "text_language": one.language,
                "given_at": _time(one.given_at),
                "withdrawn_at": _time(one.withdrawn_at),
            }
            for one in person.consents
        ],
        "answers": [_answers_data(one, said) for one in person.answers],
        "registrations_for_events": [registration_data(one, said) for one in person.registrations],
        "news_of_measures": following_data(person.following, said),
        "check_values_of_surveys_taken": [key for key, _titles in person.has_taken_part],
        "came_with_the_code_of_a_letter_to": [key for key, _titles in person.invited_to],
    }


def _answers_data(one: AnswersOf, said: Speech) -> dict[str, Any]:
    return {
        "survey": one.draft.survey_key,
        "title": text_in(one.survey.title, said.language),
        "version": one.survey.version,
        "submitted": one.draft.is_submitted,
        "waits_to_be_cut_loose": one.draft.is_submitted,
        "last_worked_on": one.draft.touched_on.isoformat(),
        "message_with_the_question": one.draft.card,
        "own_messages_with_answers": list(one.draft.typed),
        "answers": [_answer_data(one.survey, question, answer, said) for question, answer in _given(one)],
    }


def _answer_data(survey: Survey, question: Question, answer: Answer, said: Speech) -> dict[str, Any]:
    return {
        "number": survey.positions[question.name] + 1,
        "name": question.name,
        "question": plain_label(question.label, said.language),
        "value": list(answer) if isinstance(answer, tuple) else answer,
        "answer": answer_in_words(question, answer, said),
    }


def _bulk_day(view: MyDataView) -> str | None:
    return view.bulk_messages[0].isoformat() if view.bulk_messages else None


def _time(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat(timespec="seconds")
