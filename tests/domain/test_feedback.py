"""Feedback: each event's survey has a key, days and a title of its own."""

from datetime import date

import pytest

from domain.events import Event
from domain.feedback import event_of, feedback_key, feedback_title, last_day


def test_a_key_leads_back_to_its_event_and_no_other_survey_has_such_a_key() -> None:
    assert event_of(feedback_key(12)) == 12
    for key in ("feedback", "feedback-", "feedback-x", "stadtweit", "feedback-1-2", "feedback-١"):
        assert event_of(key) is None


@pytest.mark.parametrize(("kept", "last"), [(7, 16), (2, 11), (1, 11)])
def test_it_ends_before_the_registrations_go_and_not_before_the_day_after(kept: int, last: int) -> None:
    event = Event(1, "uid", "Europe/Berlin").at("2027-03-10T18:00")
    assert last_day(event, kept) == date(2027, 3, last)


def test_its_title_names_the_event_in_each_language_or_in_german() -> None:
    titles = feedback_title({"de": "Rückmeldung", "tr": "Geri bildirim", "ar": "رأيكم"}, {"de": "Werkstatt"})
    assert titles == {
        "de": "Rückmeldung: Werkstatt",
        "tr": "Geri bildirim: Werkstatt",
        "ar": "رأيكم: \u2068Werkstatt\u2069",
    }
