"""The simulator as a whole: one HTTP server with the Bot API, the control API and the chat page."""

from types import TracebackType
from typing import Any, Self

from aiohttp import web

from simulator import groups
from simulator.api.dispatch import Dispatcher
from simulator.api.requests import BotApi
from simulator.control import Control
from simulator.control.groups import group_view
from simulator.page_files import add_page
from simulator.residents import Resident
from simulator.state import World

MOST_BYTES = 64 * 1024 * 1024
GRACE_SECONDS = 0.2


class Simulator:
    """A local Telegram with one bot, serving while the context is open.

    Args:
        token: the bot's token, `digits:anything`.
        username: the bot's username, without @.
        name: the bot's name.
        host: address to listen on.
        port: port to listen on, 0 for a free one.
    """

    def __init__(
        self,
        token: str = "1000001:simulated",  # noqa: S107 - a made-up token for a made-up server
        username: str = "quartier_bot",
        name: str = "Wir im Quartier",
        host: str = "127.0.0.1",
        port: int = 0,
    ) -> None:
        if not token.partition(":")[0].isdigit() or not token.partition(":")[2]:
            raise ValueError("a token is digits, a colon and a secret, such as 1000001:simulated")
        self.world = World(token, username, name)
        self.token = token
        self.host = host
        self.port = port
        self._dispatcher = Dispatcher(self.world)
        self._control = Control(self.world)
        self._runner: web.AppRunner | None = None

    @property
    def base_url(self) -> str:
        """The server's address without a slash at the end, for BOT_API_URL."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def resident(
        self, name: str = "Resident", language_code: str | None = "de", username: str | None = None
    ) -> Resident:
        """Add a scripted resident with an empty chat; nothing is sent yet."""
        return Resident(self.world, self.world.add_person(name, language_code, username))

    async def state(self) -> dict[str, Any]:
        """Return bot, people, faults, clock and crowd."""
        return self._control.view()

    async def statistics(self) -> dict[str, Any]:
        """Return what the bot called, how often, with which errors."""
        return self.world.statistics.as_json()

    async def set_faults(self, **changes: Any) -> None:
        """Switch troubles on or off; what is not named stays."""
        self.world.set_faults(changes)

    async def advance(self, seconds: float) -> None:
        """Move the simulated time ahead."""
        self.world.move_clock(self.world.clock.offset + seconds)

    async def add_update(self, update: Any) -> int:
        """Put any JSON into the bot's queue as it is; returns the id it stands under."""
        return self.world.updates.add_raw(update)

    async def start_crowd(self, **plan: Any) -> None:
        """Let a crowd take part; the arguments are those of `PUT /control/crowd`."""
        await self._control.crowd.begin(plan)

    async def crowd(self) -> dict[str, Any]:
        """Return how far the crowd is."""
        return self._control.crowd.view() or {"running": False}

    async def group(self, title: str, members: list[int]) -> dict[str, Any]:
        """Found a group with the bot in it; members are ids of people."""
        people = [self.world.people[member] for member in members]
        return group_view(groups.create(self.world, title, people))

    async def reset(self) -> None:
        """Forget people, chats, files and settings."""
        await self._control.clear()

    async def __aenter__(self) -> Self:
        app = web.Application(client_max_size=MOST_BYTES)
        api = BotApi(self._dispatcher)
        app.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", api.call)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", api.file)
        self._control.add_routes(app)
        add_page(app, self.world)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=GRACE_SECONDS)
        await runner.setup()
        try:
            site = web.TCPSite(runner, self.host, self.port, backlog=1024)
            await site.start()
        except OSError:
            await runner.cleanup()
            raise
        self._runner = runner
        self.port = runner.addresses[0][1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._control.stop()
        await self._dispatcher.delivery.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None
