"""Quiet hours: what falls into them waits for the morning, by the reader's clock."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quiet_hours import NEVER_QUIET, QuietHours, decent, decent_before, quiet_hours
from domain.times import instant_of, local_time_of

BERLIN = "Europe/Berlin"
USUAL = QuietHours()
START = datetime(2026, 1, 1, tzinfo=UTC)
INSTANTS = st.timedeltas(timedelta(0), timedelta(days=3650)).map(lambda since: START + since)
HOURS = st.tuples(st.integers(0, 1439), st.integers(0, 1439)).map(lambda pair: QuietHours(*pair))
CHANGES = (datetime(2027, 3, 28, 1, tzinfo=UTC), datetime(2027, 10, 31, 1, tzinfo=UTC))
AROUND = st.tuples(st.sampled_from(CHANGES), st.integers(-26 * 60, 26 * 60)).map(
    lambda pair: pair[0] + timedelta(minutes=pair[1])
)


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2027-02-10T20:59", "2027-02-10T20:59"),
        ("2027-02-10T21:00", "2027-02-11T08:00"),
        ("2027-02-10T23:30", "2027-02-11T08:00"),
        ("2027-02-11T00:10", "2027-02-11T08:00"),
        ("2027-02-11T07:59", "2027-02-11T08:00"),
        ("2027-02-11T08:00", "2027-02-11T08:00"),
        ("2027-03-27T22:00", "2027-03-28T08:00"),  # the night is an hour shorter
        ("2027-10-30T22:00", "2027-10-31T08:00"),  # and an hour longer
    ],
)
def test_what_falls_into_the_night_goes_out_at_eight(at: str, then: str) -> None:
    assert local_time_of(decent(instant_of(at, BERLIN), BERLIN, USUAL), BERLIN) == then


@pytest.mark.parametrize(
    ("at", "then"),
    [
        ("2027-02-11T07:00", "2027-02-10T20:59"),
        ("2027-02-10T21:00", "2027-02-10T20:59"),
        ("2027-02-10T20:30", "2027-02-10T20:30"),
        ("2027-03-28T07:00", "2027-03-27T20:59"),
    ],
)
def test_what_is_of_no_use_later_goes_out_before_the_night(at: str, then: str) -> None:
    assert local_time_of(decent_before(instant_of(at, BERLIN), BERLIN, USUAL), BERLIN) == then


@given(INSTANTS | AROUND, HOURS)
def test_whatever_the_hours_are_the_result_is_decent_and_not_before(at: datetime, quiet: QuietHours) -> None:
    then = decent(at, BERLIN, quiet)
    assert then >= at
    assert not quiet.hold(then, BERLIN)
    assert decent(then, BERLIN, quiet) == then
    assert then == at or quiet.hold(at, BERLIN)
    assert then - at <= timedelta(hours=49)


@given(INSTANTS | AROUND, HOURS)
def test_and_the_one_before_is_decent_and_not_later(at: datetime, quiet: QuietHours) -> None:
    then = decent_before(at, BERLIN, quiet)
    assert then <= at
    assert not quiet.hold(then, BERLIN)
    assert decent_before(then, BERLIN, quiet) == then
    assert at - then <= timedelta(hours=49)


@given(INSTANTS | AROUND)
def test_by_the_usual_hours_nobody_waits_when_it_is_decent_already(at: datetime) -> None:
    then = decent(at, BERLIN, USUAL)
    half = timedelta(minutes=30)
    while (at := at + half) < then:
        assert USUAL.hold(at, BERLIN)


@given(INSTANTS)
def test_without_quiet_hours_everything_is_decent(at: datetime) -> None:
    assert decent(at, BERLIN, NEVER_QUIET) == at == decent_before(at, BERLIN, NEVER_QUIET)


@pytest.mark.parametrize(
    ("spelled", "meant"),
    [
        ("21-8", USUAL),
        ("21:30-7:15", QuietHours(21 * 60 + 30, 7 * 60 + 15)),
        (" 22 - 6 ", QuietHours(22 * 60, 6 * 60)),
        ("24-8", QuietHours(0, 8 * 60)),
        ("none", NEVER_QUIET),
        ("None", NEVER_QUIET),
    ],
)
def test_an_operator_spells_them_by_the_hour(spelled: str, meant: QuietHours) -> None:
    assert quiet_hours(spelled) == meant


@pytest.mark.parametrize("spelled", ["", "21", "8-8", "24-0", "25-8", "21-8:60", "21–8", "night"])
def test_what_is_no_pair_of_times_is_refused_with_an_example(spelled: str) -> None:
    with pytest.raises(ValueError, match="such as 21-8"):
        quiet_hours(spelled)
