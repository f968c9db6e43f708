"""Staff narrow an audience filter by filter, in the editor that all of their screens share."""

import json
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import pytest

from bot.dialogs import say_in_words
from bot.speech import OFFERED
from db import events, measures
from db.unit import Unit
from domain.audience import Audience, audience_from_data
from domain.events import Event, EventStatus
from domain.measures import MeasureStatus, NeedStatus
from domain.outgoing import Outgoing, Placement
from domain.person import Person
from domain.town import NEWS_CONSENT
from tests.usecases.broadcasting import ZONE
from tests.usecases.test_audiences import Household, Someone, move_in
from tests.usecases.town import NOON, Resident, Town
from usecases.audience_editor import AudienceField, load_audience_view, open_audience, show_again
from usecases.house import House
from usecases.visit import receive

BASE = "thing:3:7:to"
POSTER = "plakat-bahnhof-mit-einem-sehr-langen-namen-der-auf-keinen-knopf"
KINDS = ("area", "language", "theme", "measure", "survey", "source", "event")


class Editor:
    """Somebody who edits an audience: the editor keeps what it gets back, as every editor does."""

    def __init__(self, resident: Resident) -> None:
        self.resident = resident
        self.audience = Audience()

    def press(self, option: str) -> bool:
        """Press a button by what follows the base in its option; tell whether there is such a button."""
        path = option.split(":") if option else []
        return bool(self.resident.town.update(self._press, self.resident.person, path))

    def _press(
        self, unit: Unit, house: House, update: int, person: Person, path: Sequence[str], now: datetime
    ) -> bool:
        visit = receive(unit, house, update, person, now)
        assert visit is not None
        found = open_audience(visit, self._field, path, Placement())
        if not isinstance(found, Audience):
            return found
        self.audience = found
        show_again(visit, self._field, path, Placement())
        return True

    @property
    def _field(self) -> AudienceField:
        return AudienceField(BASE, "thing:3", NEWS_CONSENT, self.audience)

    @property
    def sees(self) -> Outgoing:
        return self.resident.sees

    def offers(self, kind: str) -> list[str]:
        """Open a filter and return the names of what it offers."""
        assert self.press(kind)
        found = [option.removeprefix(f"{BASE}:").split(":") for option in self.resident.options[:-1]]
        return [name for first, _how, name in found if first == kind]


@pytest.fixture
def editor(town: Town, ayse: Resident) -> Editor:
    def plan(unit: Unit) -> None:
        events.add(
            unit,
            Event(0, "u1", ZONE, status=EventStatus.PUBLISHED, title={"de": "Werkstatt"}, starts_at=NOON),
        )
        events.add(unit, Event(0, "u2", ZONE, title={"de": "Noch geheim"}))
        need = measures.add_need(unit, "sitting", status=NeedStatus.TAKEN_UP, title={"de": "Sitzen"})
        goal = measures.add_goal(unit, "benches", need_id=need, title={"de": "Bänke"})
        title = {"de": "Zwölf Bänke"}
        measures.add_measure(unit, "twelve_benches", goal_id=goal, status=MeasureStatus.DECIDED, title=title)

    town.run(plan)
    move_in(town, [Household([Someone()], source=POSTER) for _ in range(10)])
    ayse.start()
    return Editor(ayse)


def test_every_filter_narrows_and_each_of_its_choices_can_be_taken_back(editor: Editor) -> None:
    for kind in KINDS:
        name = editor.offers(kind)[0]
        before = editor.audience
        assert editor.press(f"{kind}:on:{name}")
        assert editor.audience != before
        assert editor.press(f"{kind}:off:{name}")
        assert editor.audience == before
        assert editor.press(f"{kind}:on:{name}")
    assert editor.audience == Audience(
        areas=("kornwestheim",),
        languages=("de",),
        themes=("appearance",),
        measures=("twelve_benches",),
        not_answered="stadtweit",
        sources=(POSTER,),
        event=1,
    )
    assert editor.press("all")
    assert editor.audience == Audience()


def test_drafts_of_events_are_not_offered_and_how_somebody_stands_can_be_chosen(editor: Editor) -> None:
    assert editor.offers("event") == ["1"]
    assert not editor.press("standing:on:coming")  # to which event?
    editor.press("event:on:1")
    for standing in ("coming", "waiting", "attended", "invited"):
        assert editor.press(f"standing:on:{standing}")
        assert editor.audience.event_standing == standing
    assert editor.press("standing:on:any")
    assert editor.audience == Audience(event=1)


@pytest.mark.parametrize(
    "forged",
    ["area:on:moon", "event:on:2", "survey:on:stadtweit", "standing:on:x", "x", "area:up:centre", "area:on"],
)
def test_a_forged_choice_changes_nothing(editor: Editor, forged: str) -> None:
    assert not editor.press(forged)
    assert editor.audience == Audience()


def test_every_screen_fits_on_its_buttons_says_who_is_meant_and_is_the_same_after_a_crash(
    editor: Editor, town: Town
) -> None:
    for kind in KINDS:
        editor.press(f"{kind}:on:{editor.offers(kind)[0]}")
        outgoing = editor.sees
        assert audience_from_data(json.loads(str(outgoing.args["audience"]))) == editor.audience
        assert town.run(load_audience_view, town.house, outgoing.args) == outgoing.view
        for language in OFFERED:
            message = say_in_words(town.house.town, replace(outgoing, language=language))
            assert all(0 < len(button.data.encode()) <= 64 for row in message.rows for button in row)
            assert message.text.count("– ") == KINDS.index(kind) + 1  # a line for each condition


def test_no_screen_of_a_narrowed_audience_tells_a_number_that_is_not_in_whole_tens(
    editor: Editor, town: Town
) -> None:
    homes = [Household([Someone("tr")]) for _ in range(23)]
    move_in(town, homes, first=8000)
    for option in ("language", "language:on:tr", "", "area:on:east", "all", "survey"):
        assert editor.press(option)
        text = say_in_words(town.house.town, editor.sees).text
        numbers = [int(found) for found in re.findall(r"\u2068(\d+)\u2069", text)]
        if editor.audience.is_narrowed:
            assert all(number % 10 == 0 for number in numbers), text
        else:
            assert 33 in numbers
