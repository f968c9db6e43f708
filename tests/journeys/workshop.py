"""The whole way of a workshop, from its planning to the bench that was asked for there, as one play.

A test plays it against the simulator in its own process; the pictures of the staff's handbook are taken while
it is played on the chat page. Everybody acts by the labels they read, in their own language.
"""

import asyncio
import re
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.dialogs.wish import wish_labels
from bot.speech import OWN_NAMES, speech
from simulator.client import SimulatorClient
from simulator.server import Simulator
from tests.journeys.actors import A_TICK, Actor, Command, Shown, employed, shown_to_nobody

MEASURES = Path(__file__).resolve().parents[2] / "content" / "examples" / "measures.yaml"
TITLES = {"de": "Werkstatt am Platz", "tr": "Meydan atölyesi", "ar": "ورشة عمل في الساحة"}
PLACE, NEW_PLACE = "Rathaus, Raum 2", "Stadtbücherei, Saal"
DESCRIPTION = "Wir bauen Modelle vom Platz und reden darüber, wo Bänke hinkommen."
PEOPLE = {"de": "Anna", "tr": "Cem", "ar": "Dalia"}
NEWS = {"de": "Am Samstag ist Straßenfest.", "ar": "يوم السبت نقيم احتفال الشارع."}
NAME_AT_THE_DOOR = "Familie Sonnenschein"
BENCHES = {  # the need, the measure and the news, as the example and this play say them
    "de": ("Mehr Plätze zum Ausruhen", "Zwölf neue Bänke", "Alle zwölf Bänke stehen."),
    "ar": ("أماكن أكثر للاستراحة", "اثنا عشر مقعدًا", "المقاعد كلها في أماكنها."),
}
TICKET = re.compile(r"(?:[0-9A-Z]{4}-)+[0-9A-Z]{4}")
EVERYBODY_IS_HERE = ("{n} person is here", "All {n} people are here")


class Play:
    """The stage: the simulator, the bot's command line, and who may take pictures.

    Args:
        simulator: The simulator, in this process or in another one.
        command: Runs a command of `quartier` beside the bot.
        shown: Told of each scene, by name and by whose chat shows it.
        staff_language: What the member of staff reads.
    """

    def __init__(
        self,
        simulator: Simulator | SimulatorClient,
        command: Command,
        shown: Shown = shown_to_nobody,
        staff_language: str = "de",
    ) -> None:
        self._simulator = simulator
        self._command = command
        self._shown = shown
        self._staff_language = staff_language
        self._offset = 0.0
        self.now = datetime.combine(datetime.now(UTC).date() + timedelta(days=2), time(10), UTC)
        self.starts_on: date = (self.now + timedelta(days=9)).date()
        self.guests: dict[str, Actor] = {}
        self.clerk: Actor

    async def play(self) -> None:
        """Play it from the first act to the last."""
        await self.come_together()
        await self.plan_the_workshop()
        await self.answer_the_invitation()
        await self.change_the_place()
        await self.be_reminded()
        await self.write_to_many()
        await self.meet_at_the_door()
        await self.look_back()
        await self.see_what_is_built()

    # --- the acts -------------------------------------------------------------------------------------

    async def come_together(self) -> None:
        """Three residents ask for invitations, each in their language; a member of staff is invited."""
        # An invitation of staff holds for some minutes of the real time.
        self.clerk = await employed(self._simulator, self._command, "Frau Weber", self._staff_language)
        await self.move_clock(self.now)
        for language, name in PEOPLE.items():
            guest = Actor(await self._simulator.resident(name, language), language)
            labels = wish_labels(speech(language))
            await guest.resident.start()
            await guest.press(OWN_NAMES[language])
            await guest.say("/notify")
            if language == "tr":
                await self._shown("1-notify", guest.id)
            for purpose in ("invitations", "measures", "news"):
                await guest.press(labels[f"notify:ask:{purpose}"])
                await guest.press(labels["notify:yes"])
                await guest.say("/notify")
            self.guests[language] = guest

    async def plan_the_workshop(self) -> None:
        """Staff plan it in the chat, look at the Turkish invitation, and publish it."""
        clerk = self.clerk
        await clerk.say("/events")
        await clerk.press_named("Plan a new event")
        await clerk.say(TITLES["de"])
        await self._shown("2-plan-when", clerk.id)
        await clerk.say(f"{self.starts_on:%d.%m.%Y} 18:00")
        await clerk.say("1:30")
        await clerk.say(PLACE)
        await clerk.resident.send_location(48.8598, 9.1852)
        await clerk.resident.settles()
        await clerk.press_named("Only on the spot")
        await clerk.say("4")  # seats
        await clerk.press("4")  # the largest party
        await clerk.press_named("Until it begins")
        await clerk.press_named("Yes")
        await clerk.press_named("Childcare")
        await clerk.press_named("Done")
        await clerk.press_named("Done")
        await clerk.say(DESCRIPTION)
        for language in ("tr", "ar"):
            await clerk.press_named("Title")
            await clerk.press(OWN_NAMES[language])
            await clerk.say(TITLES[language])
            await clerk.press_named("Back")
        await self._shown("3-plan-card", clerk.id)
        await clerk.press_named("Preview and publish")
        await clerk.press(OWN_NAMES["ar"])
        await clerk.sees(TITLES["ar"])
        await self._shown("4-preview-ar", clerk.id)
        await clerk.press_named("Publish and invite")
        await self._shown("5-publish", clerk.id)
        await clerk.press_named("Yes, do it now")

    async def answer_the_invitation(self) -> None:
        """A household takes three of four seats; one waits, is offered seats, and takes them."""
        anna, cem, dalia = (self.guests[language] for language in PEOPLE)
        for guest in (anna, cem, dalia):
            invitation = await guest.sees(TITLES[guest.language])
            assert guest.answers["ev:yes"] in invitation.labels
            await self._shown(f"6-invitation-{guest.language}", guest.id)
        await anna.press(anna.answers["ev:yes"])
        await anna.say("3")
        await anna.press_named("Name for the door")
        await anna.press_named("Yes, I agree")
        await anna.say(NAME_AT_THE_DOOR)
        await anna.press_named("Done")
        await self._shown("7-registered", anna.id)
        await dalia.press(dalia.answers["ev:yes"])
        await dalia.press("2")
        await dalia.sees(dalia.words("You are the next."))
        await self._shown("8-waitlist", dalia.id)
        await cem.press(cem.answers["ev:maybe"])
        await anna.say("/events")
        await anna.say("1")
        await anna.press(anna.answers["ev:size"])
        await anna.say("2")
        await dalia.sees(dalia.answers["ev:accept"])
        await self._shown("9-offer", dalia.id)
        await dalia.press(dalia.answers["ev:accept"])

    async def change_the_place(self) -> None:
        """Staff move it to another place; whoever has answered reads what has changed."""
        clerk = self.clerk
        await clerk.say("/events")
        await clerk.press(TITLES[clerk.language])
        await clerk.press_named("Place")
        await clerk.press(OWN_NAMES["de"])
        await clerk.say(NEW_PLACE)
        await clerk.press_named("Back")
        await clerk.press_named("Tell everybody who has answered")
        await clerk.press_named("Yes, do it now")
        for guest in self.guests.values():
            await guest.sees(NEW_PLACE)
        await self._shown("10-change", self.guests["tr"].id)

    async def be_reminded(self) -> None:
        """A day before, those who come are reminded, and nobody else."""
        anna, cem, dalia = (self.guests[language] for language in PEOPLE)
        told = len(await cem.texts())
        await self.move_clock(datetime.combine(self.starts_on - timedelta(days=1), time(17, 30), UTC))
        for guest in (anna, dalia):
            await guest.sees(guest.words("Reminder: {title}").partition("{")[0])
        await self._shown("11-reminder", anna.id)
        assert len(await cem.texts()) == told

    async def write_to_many(self) -> None:
        """Staff write to all who want news, look at it in every language, test it, and release it."""
        clerk = self.clerk
        await clerk.say("/broadcast")
        await clerk.press_named("Write a new one")
        for language in ("de", "ar"):
            await clerk.press(OWN_NAMES[language])
            await clerk.say(NEWS[language])
        await clerk.press_named("Back")
        await self._shown("12-broadcast", clerk.id)
        await clerk.press_named("Who gets it")
        await self._shown("13-audience", clerk.id)
        await clerk.press_named("Back")
        await clerk.press_named("Send it to me as a test")
        await clerk.press_named("Release it")
        await self._shown("14-release", clerk.id)
        await clerk.press_named("Yes, do it now")
        for guest in self.guests.values():
            await guest.sees(NEWS.get(guest.language, NEWS["de"]))
        await self._shown("15-broadcast-ar", self.guests["ar"].id)
        await clerk.say("/schedule")
        await self._shown("16-schedule", clerk.id)

    async def meet_at_the_door(self) -> None:
        """Staff check one party in by the code that it shows, the other one by the list."""
        anna, clerk = self.guests["de"], self.clerk
        await self.move_clock(datetime.combine(self.starts_on, time(15, 10), UTC))
        reminder = anna.words("Reminder: {title}").partition("{")[0]
        async with asyncio.timeout(A_TICK):  # the second one, two hours before
            while sum(reminder in text for text in await anna.texts()) < 2:  # noqa: ASYNC110 - a chat has no event
                await asyncio.sleep(0.2)
        await anna.say("/events")
        await anna.say("1")
        await anna.press_named("Show my ticket")
        ticket = await anna.sees(
            anna.words("Please show this picture at the door, or read out the code. Keep it to yourself.")
        )
        await self._shown("19-ticket", anna.id)
        (code,) = TICKET.findall(ticket.text)
        await clerk.resident.start(f"ci-{code.replace('-', '')}")  # what the camera makes of the picture
        await clerk.sees(clerk.words("Checked in. Welcome!"))
        await self._shown("20-checked-in", clerk.id)
        await clerk.press_named("To the list")
        await self._shown("21-door", clerk.id)
        await clerk.press("☐")
        await clerk.press(speech(clerk.language).ngettext(*EVERYBODY_IS_HERE, 2).format(n=2))
        await clerk.press_named("To the list")

    async def look_back(self) -> None:
        """The day after, those who came are asked two questions, and answer them."""
        anna = self.guests["de"]
        await self.move_clock(datetime.combine(self.starts_on + timedelta(days=1), time(11), UTC))
        await anna.sees(anna.words("Answer two questions"))
        await self._shown("22-feedback", anna.id)
        await anna.press_named("Answer two questions")
        await anna.press_named("Yes, I agree")
        await anna.say("5")
        await anna.say("Mehr Zeit zum Bauen")
        await anna.press_named("Submit")
        await anna.sees(anna.words("Your receipt code:"))

    async def see_what_is_built(self) -> None:
        """Some days later those who follow the measure read that the benches stand."""
        await self.move_clock(datetime.combine(self.starts_on + timedelta(days=4), time(11), UTC))
        code, wrote = self._command("measure", "add", str(MEASURES))
        assert code == 0, wrote
        anna, dalia = self.guests["de"], self.guests["ar"]
        for guest in (anna, dalia):
            need, measure, _news = BENCHES[guest.language]
            await guest.say("/measures")
            await guest.press(need)
            await self._shown(f"17-measures-{guest.language}", guest.id)
            await guest.press(measure)
            await guest.press_named("Tell me what is new of it")
        with TemporaryDirectory() as folder:
            more = Path(folder) / "measures.yaml"
            more.write_text(_with_the_last_bench(MEASURES.read_text("utf-8")), "utf-8")
            code, wrote = self._command("measure", "add", str(more))
        assert code == 0, wrote
        for guest in (anna, dalia):
            await guest.sees(BENCHES[guest.language][2])
            await self._shown(f"18-news-{guest.language}", guest.id)

    # --- behind the scenes ----------------------------------------------------------------------------

    async def move_clock(self, to: datetime) -> None:
        """Move the simulated time to a moment."""
        offset = (to - datetime.now(UTC)).total_seconds()
        await self._simulator.advance(offset - self._offset)
        self._offset = offset


def _with_the_last_bench(example: str) -> str:
    """Return the example of measures with an update of today: the benches are there."""
    indent = " " * 14
    update = [
        f"{indent}- day: {datetime.now(UTC).date()}",
        f"{indent}  status: done",
        f"{indent}  text:",
        *(f"{indent}    {language}: {news}" for language, (_need, _measure, news) in BENCHES.items()),
    ]
    before, marker, after = example.partition("\n  - key: crossing")
    return "\n".join([before.rstrip(), *update]) + "\n" + marker + after
