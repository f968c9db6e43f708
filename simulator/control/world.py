"""Control calls about the whole: state, clock, faults, raw updates, statistics, files."""

import asyncio
from typing import Any

from aiohttp import web

from simulator.control.exchange import NotThere, answer, any_body, body, number
from simulator.state import World

LONGEST_WAIT = 600.0


class WorldControl:
    """Everything under `/control/` that is not about single people, groups or the crowd."""

    def __init__(self, world: World) -> None:
        self.world = world

    def add_routes(self, app: web.Application) -> None:
        """Add the addresses."""
        router = app.router
        router.add_get("/control/faults", self.faults)
        router.add_put("/control/faults", self.set_faults)
        router.add_get("/control/clock", self.clock)
        router.add_put("/control/clock", self.set_clock)
        router.add_post("/control/updates", self.add_update)
        router.add_get("/control/statistics", self.statistics)
        router.add_get("/control/files/{file_id}", self.file)

    def state(self) -> dict[str, Any]:
        """Return bot, people, faults and clock."""
        world = self.world
        bot = {
            "id": world.bot["id"],
            "username": world.bot["username"],
            "name": world.profile.text("name", ""),
            "description": world.profile.text("description", ""),
            "connected": world.connected,
        }
        return {
            "bot": bot,
            "people": [world.person_view(person) for person in world.present_people()],
            "faults": world.faults.as_json(),
            "clock": self._time(),
            "next_event": world.events.next_number,
        }

    def _time(self) -> dict[str, float]:
        return {"offset_seconds": self.world.clock.offset, "now": self.world.clock.now()}

    async def faults(self, request: web.Request) -> web.Response:
        """What is switched on."""
        return answer(self.world.faults.as_json())

    async def set_faults(self, request: web.Request) -> web.Response:
        """Switch troubles on or off; what is not named stays."""
        self.world.set_faults(await body(request))
        return answer(self.world.faults.as_json())

    async def clock(self, request: web.Request) -> web.Response:
        """The simulated time; with `wait` and `after` when the offset is another, or time is up."""
        if "wait" in request.query:
            try:
                seconds = min(LONGEST_WAIT, max(0.0, float(request.query["wait"])))
                after = float(request.query.get("after", self.world.clock.offset))
            except ValueError:
                raise ValueError("wait and after have to be numbers of seconds") from None
            deadline = asyncio.get_running_loop().time() + seconds
            while self.world.clock.offset == after:
                left = deadline - asyncio.get_running_loop().time()
                if left <= 0 or not await self.world.clock.moved(left):
                    break
        return answer(self._time())

    async def set_clock(self, request: web.Request) -> web.Response:
        """Move the simulated time."""
        given = await body(request)
        if "advance_seconds" in given:
            offset = self.world.clock.offset + number(given, "advance_seconds")
        else:
            offset = number(given, "offset_seconds")
        self.world.move_clock(offset)
        return answer(self._time())

    async def add_update(self, request: web.Request) -> web.Response:
        """Put any JSON into the bot's queue as it is."""
        return answer({"update_id": self.world.updates.add_raw(await any_body(request))})

    async def statistics(self, request: web.Request) -> web.Response:
        """What the bot called, how often, with which errors."""
        return answer(self.world.statistics.as_json())

    async def file(self, request: web.Request) -> web.Response:
        """A file's bytes, for showing it or downloading it under its name."""
        stored = self.world.files.by_id(request.match_info["file_id"])
        if stored is None:
            raise NotThere("there is no such file")
        shown = stored.kind in ("photo", "voice")
        disposition = "inline" if shown else "attachment"
        headers = {
            "Content-Disposition": disposition,
            "Content-Security-Policy": "sandbox",
            "X-Content-Type-Options": "nosniff",
        }
        kind = stored.picture_type() or stored.mime_type
        if kind.startswith("text/") or not shown:
            kind = "application/octet-stream"
        return web.Response(body=stored.body, content_type=kind, headers=headers)
