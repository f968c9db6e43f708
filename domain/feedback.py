"""Feedback on an event: a survey of its own for each, made from one form and open for some days."""

from datetime import date, timedelta

from domain.events import Event
from domain.languages import Texts, is_right_to_left, text_in
from domain.times import local_day

FORM = "feedback"
"""What the form is called that all these surveys are made from."""

PREFIX = f"{FORM}-"
"""What the key of such a survey begins with; the event's number follows."""

FORM_SETTING, SOURCE_SETTING = "feedback_form", "feedback_source"
"""The settings that hold this form, and the hash of what it was made from."""

_ISOLATE, _END = "\u2068", "\u2069"


def feedback_key(event_id: int) -> str:
    """Return the key of the survey about an event."""
    return f"{PREFIX}{event_id}"


def event_of(survey_key: str) -> int | None:
    """Return the event that a survey is about, None where it is another survey."""
    number = survey_key.removeprefix(PREFIX)
    is_one = survey_key.startswith(PREFIX) and number.isascii() and number.isdecimal()
    return int(number) if is_one else None


def last_day(event: Event, kept_days: int) -> date:
    """Return the last day on which the survey about an event can be answered.

    It is the one before the registrations go, which say who may answer, and at least the day after.

    Args:
        event: The event, with its start.
        kept_days: So many days after it the registrations go.
    """
    if event.ends_at is None:
        raise ValueError("an event without a start has no feedback")
    return local_day(event.ends_at, event.timezone) + timedelta(days=max(1, kept_days - 1))


def feedback_title(form: Texts, event: Texts) -> Texts:
    """Return what the survey about an event is called, in every language of the form's title."""
    titles = {}
    for language, word in form.items():
        name = text_in(event, language)
        titles[language] = (
            f"{word}: {_ISOLATE}{name}{_END}" if is_right_to_left(language) else f"{word}: {name}"
        )
    return titles
