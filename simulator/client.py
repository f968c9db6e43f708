"""Steering a simulator in another process, with the same calls as the one in this process."""

from types import TracebackType
from typing import Any, Self

import aiohttp

from simulator.people import NotPossible
from simulator.remote_resident import RemoteResident

ANSWER_SECONDS = 30.0


class SimulatorClient:
    """The control API of a running simulator, while the context is open.

    Args:
        url: its address, as it printed it.
    """

    def __init__(self, url: str) -> None:
        self.base_url = url.rstrip("/")
        self._session: aiohttp.ClientSession | None = None

    @property
    def session(self) -> aiohttp.ClientSession:
        """The open HTTP session."""
        if self._session is None:
            raise RuntimeError("use SimulatorClient as `async with SimulatorClient(url) as sim`")
        return self._session

    async def __aenter__(self) -> Self:
        timeout = aiohttp.ClientTimeout(total=None, sock_connect=ANSWER_SECONDS)
        self._session = aiohttp.ClientSession(timeout=timeout)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def call(self, method: str, path: str, body: Any = None) -> Any:
        """Make one control call and return its JSON answer.

        Raises:
            NotPossible: the simulator refuses it, with its own sentence.
        """
        data = {"data": body} if isinstance(body, aiohttp.FormData) else {"json": body}
        async with self.session.request(method, f"{self.base_url}/control/{path}", **data) as reply:
            answer = await reply.json()
            if reply.status >= 400:
                raise NotPossible(answer["error"])
            return answer

    async def resident(
        self, name: str = "Resident", language_code: str | None = "de", username: str | None = None
    ) -> RemoteResident:
        """Add a scripted resident with an empty chat; nothing is sent yet."""
        body = {"name": name, "language_code": language_code, "username": username}
        return RemoteResident(self, (await self.call("POST", "people", body))["id"])

    async def state(self) -> dict[str, Any]:
        """Return bot, people, faults, clock and crowd."""
        return dict(await self.call("GET", "state"))

    async def statistics(self) -> dict[str, Any]:
        """Return what the bot called, how often, with which errors."""
        return dict(await self.call("GET", "statistics"))

    async def set_faults(self, **changes: Any) -> None:
        """Switch troubles on or off; what is not named stays."""
        await self.call("PUT", "faults", changes)

    async def advance(self, seconds: float) -> None:
        """Move the simulated time ahead."""
        await self.call("PUT", "clock", {"advance_seconds": seconds})

    async def add_update(self, update: Any) -> int:
        """Put any JSON into the bot's queue as it is; returns the id it stands under."""
        return int((await self.call("POST", "updates", update))["update_id"])

    async def start_crowd(self, **plan: Any) -> None:
        """Let a crowd take part; the arguments are those of `PUT /control/crowd`."""
        await self.call("PUT", "crowd", plan)

    async def crowd(self) -> dict[str, Any]:
        """Return how far the crowd is."""
        return dict(await self.call("GET", "crowd"))

    async def group(self, title: str, members: list[int]) -> dict[str, Any]:
        """Found a group with the bot in it; members are ids of people."""
        return dict(await self.call("POST", "groups", {"title": title, "members": members}))

    async def reset(self) -> None:
        """Forget people, chats, files and settings."""
        await self.call("POST", "reset")
