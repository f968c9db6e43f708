"""Who acts in the plays: people who read one language and do what its buttons say, and where they play."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.dialogs.events_residents import event_labels
from bot.speech import OWN_NAMES, speech
from simulator.client import SimulatorClient
from simulator.remote_resident import RemoteResident
from simulator.residents import Resident
from simulator.server import Simulator
from simulator.views import Seen

A_TICK = 90.0  # seconds: what is due is looked for every few seconds, and the machine may be busy

Shown = Callable[[str, int], Awaitable[None]]
Command = Callable[..., tuple[int, str]]


async def shown_to_nobody(_name: str, _person: int) -> None:
    """Take no picture."""


@dataclass
class Actor:
    """Somebody who reads one language and does what its buttons say."""

    resident: Resident | RemoteResident
    language: str

    @property
    def id(self) -> int:
        """Whose chat it is."""
        return self.resident.id

    def words(self, text: str) -> str:
        """Return a text of the program in the actor's language."""
        return speech(self.language).gettext(text)

    @property
    def answers(self) -> dict[str, str]:
        """The labels of the buttons about events."""
        return event_labels(speech(self.language))

    async def press(self, label: str, *, seconds: float = 20) -> None:
        """Tap the newest button with a label, once it is there."""
        await self.resident.waits_for(label, seconds)
        await self.resident.press(label)
        await self.resident.settles()

    async def press_named(self, text: str) -> None:
        """Tap the button that says a text of the program, in the actor's language."""
        await self.press(self.words(text))

    async def say(self, text: str) -> None:
        """Type something."""
        await self.resident.say(text)
        await self.resident.settles()

    async def sees(self, text: str) -> Seen:
        """Wait for a message, as long as the clock's ticks may take."""
        return await self.resident.waits_for(text, A_TICK)

    async def texts(self) -> list[str]:
        """Return all that stands in the chat, oldest first."""
        seen = self.resident.sees()
        messages = seen if isinstance(seen, list) else await seen
        return [message.text for message in messages]


async def employed(
    simulator: Simulator | SimulatorClient, command: Command, name: str, language: str
) -> Actor:
    """Return a neighbourhood manager who has just followed an invitation."""
    actor = Actor(await simulator.resident(name, language), language)
    await actor.resident.start()
    await actor.resident.waits_for(OWN_NAMES[language])  # the bot runs and has told its address
    code, link = command("staff", "invite", "--role", "manager")
    assert code == 0, link
    await actor.press(OWN_NAMES[language])
    await actor.say(f"/start {link.strip().partition('start=')[2]}")
    return actor
