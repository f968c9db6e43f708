"""All control calls together."""

from typing import Any

from aiohttp import web

from simulator.control.crowd import CrowdControl
from simulator.control.events import EventControl
from simulator.control.exchange import answer, errors_as_json
from simulator.control.groups import GroupControl
from simulator.control.people import PeopleControl
from simulator.control.world import WorldControl
from simulator.state import World


class Control:
    """Answers `/control/…`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.whole = WorldControl(world)
        self.crowd = CrowdControl(world)
        self.events = EventControl(world)
        self.people = PeopleControl(world)
        self.groups = GroupControl(world)

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses and have their errors answered as JSON."""
        app.middlewares.append(errors_as_json)
        for part in (self.whole, self.crowd, self.events, self.people, self.groups):
            part.add_routes(app)
        app.router.add_get("/control/state", self.state)
        app.router.add_post("/control/reset", self.reset)

    async def state(self, request: web.Request) -> web.Response:
        """Everything but the chats."""
        return answer(self.view())

    def view(self) -> dict[str, Any]:
        """Return everything but the chats."""
        return self.whole.state() | {"crowd": self.crowd.view()}

    async def reset(self, request: web.Request) -> web.Response:
        """Start anew without people, messages, files, faults and crowd."""
        await self.clear()
        return answer({})

    async def clear(self) -> None:
        """Send the crowd home and forget everything."""
        await self.crowd.stop()
        self.world.reset()

    async def stop(self) -> None:
        """End streams and crowd: the simulator shuts down."""
        await self.crowd.stop()
        await self.events.stop()
