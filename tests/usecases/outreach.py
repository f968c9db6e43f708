"""A town with one of everything that reaches many, and every button that staff have for it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db import broadcasts, event_needs, events, measures, registrations, schedule
from db.tables import metadata
from db.unit import Unit
from domain.broadcasts import Broadcast, Step
from domain.events import Event, EventStatus, Need
from domain.invitation import Permission
from domain.measures import MeasureStatus
from tests.usecases.attending import guest, planned
from tests.usecases.broadcasting import drafted
from tests.usecases.eventful import publish
from tests.usecases.measuring import plant
from tests.usecases.town import Resident, Town
from usecases.introduce import introduce

NAME, SECRET = "Unverwechselbar-4711", "Noch nicht öffentlich"
"""The name of a party for the door, and what an update says that is no more than a draft."""

KEPT = (
    *("event", "event_series", "registration", "event_need", "broadcast", "attachment", "scheduled"),
    *("need", "goal", "measure", "measure_update", "evidence", "follow", "event_count"),
)
"""The tables that staff and residents change by what is tried here."""


@dataclass(frozen=True)
class Things:
    """What there is, by its numbers."""

    event: int  # published; a party has seats, a name and needs
    draft: int
    cancelled: int
    party: int  # the registration
    broadcast: int  # tested
    update: int  # a draft about measure 1
    row: int  # of the schedule
    guest: Resident

    def fill(self, town: Town, option: str) -> str:
        """Return an option with the numbers and revisions as they are now: `event:{event}:{event_r}:copy`."""
        revisions = {
            f"{name}_r": revision_of(town, table, number)
            for name, table, number in (
                *(("event", "event", self.event), ("draft", "event", self.draft)),
                *(("broadcast", "broadcast", self.broadcast), ("update", "measure_update", self.update)),
                *(("need", "need", 1), ("goal", "goal", 1), ("measure", "measure", 1)),
                ("row", "scheduled", self.row),
            )
            if f"{{{name}_r}}" in option
        }
        return option.format_map({**vars(self), **revisions})


def revision_of(town: Town, table: str, number: int) -> int:
    found = metadata.tables[table]
    rows = town.found(select(found.c.revision).where(found.c.id == number))
    return int(rows[0]["revision"]) if rows else 0


def everything_planned(town: Town) -> Things:
    """Let a town have an event, a draft, a cancelled one, a broadcast, measures and what is scheduled."""
    town.run(introduce, "bot", "https://t.me/bot")
    number = planned(town, capacity=30)
    draft = publish(town, status=EventStatus.DRAFT)
    cancelled = publish(town, status=EventStatus.CANCELLED)
    one = guest(town, 501, number, 2)
    plant(town)
    message, who = drafted(town), one.member["id"]

    def rest(unit: Unit) -> tuple[int, int, int]:
        kept = registrations.of_member(unit, number, who)
        assert kept is not None
        registrations.set_name(unit, kept.id, NAME)
        event_needs.set_need(unit, kept.id, Need.STEP_FREE, "")
        assert broadcasts.move_on(unit, message, Step.TEST)
        going = MeasureStatus.IN_PROGRESS
        text = {"de": SECRET}
        update = measures.add_update(unit, 1, day=town.now.date(), status=going, progress=50, text=text)
        return kept.id, update, schedule.of_subject(unit, f"event:{number}")[0].id

    party, update, row = town.run(rest)
    return Things(number, draft, cancelled, party, message.id, update, row, one)


def kept_in(town: Town) -> Mapping[str, list[dict[str, Any]]]:
    """Return what stands in the tables that may not change."""
    return {name: sorted(town.rows(name), key=repr) for name in KEPT}


def event_of(town: Town, number: int) -> Event:
    found: Event = town.run(events.by_id, number)
    return found


def broadcast_of(town: Town, number: int) -> Broadcast:
    found: Broadcast = town.run(broadcasts.by_id, number)
    return found


OPTIONS: Mapping[Permission, tuple[str, ...]] = {
    Permission.MANAGE_EVENTS: (
        *("event", "event:new", "event:list:0", "event:past:0", "event:{event}", "event:{draft}"),
        *(
            f"event:{{draft}}:{{draft_r}}:{step}"
            for step in (
                *("copy", "preview:de", "publish", "publish:all", "cancel", "cancel:one", "tell", "quiet"),
                *("spread", "reason", "reason:de", "repeat", "go:title", "n:title", "title", "title:tr"),
                *("start", "start:set:202612011800", "start:month:202612", "start:day:20261201"),
                *("capacity:set:5", "offers:on:childcare", "reminders:on:60", "waitlist:set:no", "pin"),
                *("audience", "audience:area", "audience:area:on:centre", "audience:all"),
            )
        ),
        *(
            f"event:{{event}}:{{event_r}}:{step}"
            for step in ("copy", "cancel:one", "title:tr", "pin:set:none")
        ),
    ),
    Permission.CHECK_IN: (
        *("door:{event}", "door:{event}:page:0", "door:{event}:p:{party}", "door:{event}:in:{party}:1"),
        *("door:{event}:undo:{party}", "door:{event}:walk:1", "door:{event}:back"),
    ),
    Permission.SEND: (
        *("broadcast", "broadcast:new", "broadcast:{broadcast}"),
        *(
            f"broadcast:{{broadcast}}:{{broadcast_r}}:{step}"
            for step in (
                *("text", "text:de", "text:tr:remove", "file", "file:none", "links", "links:page", "kind"),
                *("kind:results", "to", "to:language", "to:language:on:ar", "to:all", "when", "when:now"),
                *("when:time", "when:at:202612011800", "when:every:w:MO", "preview", "test", "release"),
                *("urgent", "cancel", "discard", "copy", "refresh", "pause", "resume", "back"),
            )
        ),
    ),
    Permission.MANAGE_MEASURES: (
        *("measure", "measure:list:0", "measure:new", "measure:n:1", "measure:m:1", "measure:u:{update}"),
        *(f"measure:n:1:{{need_r}}:{step}" for step in ("step:prioritised", "defer", "reason", "ev", "add")),
        *(f"measure:n:1:{{need_r}}:{step}" for step in ("delete", "title", "area:set:centre", "ev:x:0")),
        *(f"measure:g:1:{{goal_r}}:{step}" for step in ("add", "delete", "title", "due_on")),
        *(f"measure:m:1:{{measure_r}}:{step}" for step in ("update:finished", "delete", "owner")),
        *(
            f"measure:u:{{update}}:{{update_r}}:{step}"
            for step in ("preview", "publish", "delete", "text:de", "progress:set:70", "attachment_id")
        ),
    ),
    Permission.SEE_SCHEDULE: ("schedule:page:0", "schedule:row:{row}"),
    Permission.MOVE_SCHEDULE: (
        *("schedule:move:{row}", "schedule:drop:{row}", "schedule:at:{row}:{row_r}:2026-10-10T18:00"),
    ),
}
"""Every kind of button that staff have, by what it needs, as somebody would forge it who knows all."""

ASKING: tuple[tuple[str, str], ...] = (
    ("event:new", "Neu"),
    ("event:{draft}:{draft_r}:title:tr", "Başlık"),
    ("event:{draft}:{draft_r}:n:title", "Titel"),
    ("event:{draft}:{draft_r}:capacity", "7"),
    ("event:{draft}:{draft_r}:start", "1.12.2026 18:00"),
    ("event:{draft}:{draft_r}:reason:de", "Krank"),
    ("broadcast:{broadcast}:{broadcast_r}:text:de", "Neu"),
    ("broadcast:{broadcast}:{broadcast_r}:links:page", "https://example.org/"),
    ("broadcast:{broadcast}:{broadcast_r}:when:time", "1.12.2026 18:00"),
    ("broadcast:{broadcast}:{broadcast_r}:file", "kein Bild"),
    ("measure:new", "Neu"),
    ("measure:n:1:{need_r}:title:de", "Neu"),
    ("measure:u:{update}:{update_r}:text:de", "Neu"),
    ("measure:u:{update}:{update_r}:progress", "70"),
    ("schedule:move:{row}", "10.10.2026 18:00"),
    ("door:{event}", NAME),
)
"""Buttons after which words are asked for, and what may be typed then."""


def all_options() -> Iterator[tuple[Permission, str]]:
    """Yield every button with what it needs."""
    for permission, options in OPTIONS.items():
        for option in options:
            yield permission, option
