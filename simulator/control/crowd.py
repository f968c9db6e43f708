"""Control calls about the crowd."""

from typing import Any

from aiohttp import web

from simulator.control.exchange import answer, body
from simulator.crowd import Crowd, CrowdPlan
from simulator.state import World


class CrowdControl:
    """Answers `/control/crowd`."""

    def __init__(self, world: World) -> None:
        self.world = world
        self._crowd: Crowd | None = None

    def add_routes(self, app: web.Application) -> None:
        """Add the address."""
        app.router.add_get("/control/crowd", self.show)
        app.router.add_put("/control/crowd", self.start)
        app.router.add_delete("/control/crowd", self.end)

    def view(self) -> dict[str, Any] | None:
        """Return the crowd's plan and progress, None if there is no crowd."""
        return self._crowd.progress() if self._crowd else None

    async def stop(self) -> None:
        """Send the crowd home."""
        if self._crowd is not None:
            await self._crowd.stop()
            self._crowd = None

    async def show(self, request: web.Request) -> web.Response:
        """How far the crowd is."""
        return answer(self.view() or {"running": False})

    async def start(self, request: web.Request) -> web.Response:
        """Let a crowd take part, instead of the one that may be under way."""
        await self.begin(await body(request))
        return answer(self.view())

    async def begin(self, given: dict[str, Any]) -> None:
        """Let a crowd take part, instead of the one that may be under way.

        Raises:
            ValueError: a value of the plan has the wrong type or range.
        """
        plan = CrowdPlan.from_json(given)
        await self.stop()
        self._crowd = Crowd(self.world, plan)
        self._crowd.start()

    async def end(self, request: web.Request) -> web.Response:
        """Send the crowd home; what it answered stays."""
        view = self.view()
        await self.stop()
        return answer(view | {"running": False} if view else {"running": False})
