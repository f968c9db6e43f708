"""One member of staff at one broadcast: what they see of it, and how they change it."""

from dataclasses import dataclass, replace
from typing import Any

from db import broadcasts, staff
from domain.broadcasts import EDITABLE, ENDED, Broadcast, BroadcastStatus, LinkKind
from domain.invitation import Permission, may
from domain.outgoing import Placement
from usecases.broadcast_screens import Notice, overview, screen_of
from usecases.visit import Visit

OPTION = "broadcast"


@dataclass(frozen=True, slots=True)
class Desk:
    """A broadcast in front of a member of staff, and the message that shows it."""

    visit: Visit
    staff_id: int
    one: Broadcast
    place: Placement

    @property
    def home(self) -> str:
        """The option that leads back to the broadcast."""
        return f"{OPTION}:{self.one.id}"

    @property
    def base(self) -> str:
        """What the options of this revision begin with; a step follows."""
        return f"{OPTION}:{self.one.id}:{self.one.revision}"

    def change(self, **values: Any) -> "Desk | None":
        """Keep a change of a draft; return the desk with it, or say why it was not kept and return None."""
        unit = self.visit.unit
        if not broadcasts.save(unit, self.one, replace(self.one, **values)):
            self.show_as_it_is()
            return None
        staff.record(unit, self.staff_id, "changed", self.one.subject, self.visit.now)
        return self.renewed()

    def renewed(self) -> "Desk":
        """Return the desk with the broadcast as it is now."""
        found = broadcasts.by_id(self.visit.unit, self.one.id)
        if found is None:
            raise LookupError("a broadcast is never deleted")
        return replace(self, one=found)

    def show_as_it_is(self) -> None:
        """Show how the broadcast stands now: somebody else was faster, or it is on its way."""
        now = self.renewed()
        if now.one.status in ENDED:
            now.show()
        else:
            now.show(Notice.CHANGED if now.one.status in EDITABLE else Notice.ON_ITS_WAY)

    def show(self, notice: Notice | None = None) -> None:
        """Show the broadcast with what can be done about it."""
        self.say("broadcast_card", self.options(), notice)

    def say(self, template: str, options: list[str], notice: Notice | None = None, **args: Any) -> None:
        """Show a screen of the broadcast, with buttons."""
        visit = self.visit
        kind = LinkKind(args["kind"]) if "kind" in args else None
        screen = screen_of(visit.unit, visit.house, self.one, visit.now, kind)
        visit.offer(template, options, self.place, screen, broadcast=self.one.id, notice=notice, **args)

    def ask(
        self, template: str, about: str, options: list[str], notice: Notice | None = None, **args: Any
    ) -> None:
        """Show a screen of the broadcast that asks for words or for a file."""
        visit = self.visit
        screen = screen_of(visit.unit, visit.house, self.one, visit.now)
        visit.ask(template, about, options, self.place, screen, broadcast=self.one.id, notice=notice, **args)

    def options(self) -> list[str]:
        """Return what can be done about the broadcast now, by whoever sits here."""
        one, status = self.one, self.one.status
        if status in ENDED:
            steps = ["preview", "copy"]
        elif status in EDITABLE:
            steps = ["text", "file", "links", "kind", "to", "when"]
            if one.text:
                steps += ["preview", "test"]
            steps += ["release"] if status is BroadcastStatus.TESTED else []
            steps += ["urgent"] if self._may_mark_urgent() else []
            steps += ["copy", "discard"] if one.text else ["discard"]
        else:
            steps = ["refresh"]
            steps += ["resume"] if status is BroadcastStatus.PAUSED else ["pause"]
            is_ahead = status in (BroadcastStatus.RELEASED, BroadcastStatus.SCHEDULED)
            steps += ["back"] if is_ahead else []
            steps += ["cancel", "preview", "copy"]
        return [*(f"{self.base}:{step}" for step in steps), OPTION]

    def _may_mark_urgent(self) -> bool:
        found = staff.role_of(self.visit.unit, self.visit.person.user)
        return found is not None and may(found[1], Permission.SEND_URGENT)


def show_overview(visit: Visit, place: Placement, notice: Notice | None = None) -> None:
    """List the broadcasts, and offer to write a new one."""
    view = overview(visit.unit, visit.now)
    options = [f"{OPTION}:new", *(f"{OPTION}:{one.id}" for one in view)]
    visit.offer("broadcast_list", options, place, view, notice=notice)
