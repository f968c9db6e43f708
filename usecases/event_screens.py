"""The screens on which staff plan an event: lists, the card, the preview; where a button leads.

A button carries the event's number and revision: `event:12:7:start`. With an `n` behind them it belongs to
the questions about a new event, one of which leads to the next.
"""

from dataclasses import dataclass

from domain.door import Door, door_of
from domain.event_plan import PlanField, fields_of, texts_of
from domain.events import Event, EventStatus
from domain.languages import Language
from domain.outgoing import Placement
from domain.town import INVITATIONS_CONSENT
from usecases.audience_editor import AudienceField
from usecases.event_cards import DOOR
from usecases.event_values import TEXT_OF
from usecases.planning_views import coming_page, past_page, plan_view, preview_of
from usecases.texts_by_language import TextField
from usecases.visit import Visit

BASE = "event"
NEW = "n"


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a member of staff is: at which event, and whether it is a new one that is asked about in turn."""

    event: Event
    is_new: bool = False

    def option(self, *steps: str) -> str:
        """Return the option that leads on from here."""
        new = (NEW,) if self.is_new else ()
        return ":".join([BASE, str(self.event.id), str(self.event.revision), *new, *steps])

    @property
    def card(self) -> str:
        """Return the option that shows the event."""
        return f"{BASE}:{self.event.id}"

    def text(self, field: PlanField) -> TextField:
        """Return one of its texts for the editor of texts."""
        kind, longest = TEXT_OF[field]
        return TextField(kind, self.option(field), self.card, texts_of(self.event, field), longest)

    def audience(self) -> AudienceField:
        """Return whom it invites, for the editor of audiences."""
        back = self.option("go", PlanField.AUDIENCE) if self.is_new else self.card
        base = self.option(PlanField.AUDIENCE)
        return AudienceField(base, back, INVITATIONS_CONSENT, self.event.audience)


def say_list(visit: Visit, page: int, place: Placement, *, past: bool = False, notice: str = "") -> None:
    """Show what is coming, or what is over, with a button for each."""
    view = past_page(visit.unit, visit.now, page) if past else coming_page(visit.unit, visit.now, page)
    kind = "past" if past else "list"
    options = [f"{BASE}:{one.id}" for one in view.events]
    options += [f"{BASE}:{kind}:{page + 1}"] if view.more else []
    options += [f"{BASE}:{kind}:{page - 1}"] if page else []
    options += [f"{BASE}:list:0"] if past else [f"{BASE}:new", f"{BASE}:past:0", "ev"]
    visit.offer("event_plan_list", options, place, view=view, page=page, past=past, notice=notice)


def say_card(visit: Visit, event: Event, place: Placement, notice: str = "") -> None:
    """Show all that an event says, what is missing, and what can be done about it."""
    spot = Spot(event)
    view = plan_view(visit.unit, visit.house, event, visit.now)
    steps: list[str] = []
    if view.is_open:
        steps += fields_of(event)
        steps += ["tell", "quiet"] if view.untold else []
        steps += ["publish"] if view.is_held else []
        steps += [f"preview:{visit.resident.language}"]
        steps += ["repeat"] if event.series_id is None and event.local_start else []
        steps += ["spread"] if view.followers else []
        steps += ["cancel"]
    steps += ["copy"]
    options = [spot.option(step) for step in steps]
    if door_of(event, visit.now) in (Door.BEFORE, Door.OPEN):
        options.append(f"{DOOR}:{event.id}")
    options.append(f"{BASE}:list:0")
    visit.offer("event_plan_card", options, place, view=view, event=event.id, notice=notice)


def say_preview(visit: Visit, event: Event, language: Language, place: Placement) -> None:
    """Show the invitation as residents of one language get it; the others and publishing are beside it."""
    spot = Spot(event)
    others = [one for one in visit.house.languages if one != language]
    options = [spot.option("preview", one) for one in others]
    if event.status is EventStatus.DRAFT:
        options.append(spot.option("publish"))
        options += [spot.option("publish", "all")] if event.series_id is not None else []
    view = preview_of(visit.house, event, visit.now)
    visit.offer("event_plan_preview", [*options, spot.card], place, view=view, event=event.id, shown=language)
