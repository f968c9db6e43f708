"""A questionnaire from the town's Excel to the answers of a neighbourhood, as one play.

Staff send the file, mend it, have it translated, try it out and open it; people answer alone, several on one
phone, on paper; a moderator looks at their pictures. A test plays it; the pictures of the staff's handbook
are taken while it is played on the chat page. Everybody acts by the labels they read, in their own language.
"""

import asyncio
from datetime import UTC, datetime, timedelta

from bot.dialogs.menus import consent_labels, household_labels
from bot.speech import OWN_NAMES, speech
from domain.blocks import SMALLEST_WAVE
from domain.languages import Language
from domain.modes import Mode
from simulator.client import SimulatorClient
from tests.journeys import example_form as form
from tests.journeys.actors import A_TICK, Actor, Command, Shown, employed, shown_to_nobody
from tests.usecases.test_survey_texts import filled_in
from usecases.survey_texts import TextsFormat

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
NEIGHBOURS = SMALLEST_WAVE + 4  # who answer besides those that are looked at; some may be cut loose later
AT_ONCE = 6
ANNA, SALMA = "Anna", "سلمى"
HANDBOOK, SCREENSHOTS = "staff-handbook", "screenshots"


class Playground:
    """The stage: the simulator, the bot's command line, and who may take pictures.

    Args:
        simulator: The simulator.
        command: Runs a command of `quartier` beside the bot.
        shown: Told of each scene, by the folder and name of its picture and by whose chat shows it.
    """

    def __init__(self, simulator: SimulatorClient, command: Command, shown: Shown = shown_to_nobody) -> None:
        self._simulator = simulator
        self._command = command
        self._shown = shown
        self.clerk: Actor

    async def play(self) -> None:
        """Play it from the first act to the last."""
        self.clerk = await employed(self._simulator, self._command, "Frau Weber", "de")
        await self.send_the_file()
        await self.have_it_translated()
        await self.try_it_out()
        await self.open_it()
        await self.answer_alone("Jonas", "de")
        await self.answer_alone("ليلى", "ar")
        await self.share_a_phone()
        await self.let_the_neighbourhood_answer()
        await self.close_a_wave()
        await self.enter_a_paper()
        await self.look_at_their_pictures()

    # --- the acts -------------------------------------------------------------------------------------

    async def send_the_file(self) -> None:
        """Staff send the form with typing errors in it, read which, and send a corrected one."""
        clerk = self.clerk
        await clerk.say("/help")
        await clerk.say("/surveys")
        await self._picture("survey-1-list", clerk)
        await clerk.press_named("Send a new questionnaire")
        await self._send("Spielplatz.xlsx", form.with_typing_errors())
        await clerk.sees(_after_name(clerk, "{file} cannot be used yet. Please correct the errors."))
        await self._picture("survey-2-errors", clerk)
        await clerk.press_named("Send a corrected file")
        await self._send("Spielplatz.xlsx", form.without_turkish_ages())
        await clerk.sees(clerk.words("Next: try it out as residents will see it."))
        await self._picture("survey-3-report", clerk)

    async def have_it_translated(self) -> None:
        """The Turkish texts that are missing go out as a table and come back."""
        clerk = self.clerk
        await clerk.press_named("Back to the survey")
        await clerk.press_named("Texts and translations")
        await self._picture("survey-4-texts", clerk)
        await clerk.press(OWN_NAMES["tr"])
        await clerk.press_named("As a table for Excel (.xlsx)")
        table = filled_in(await self._handed_over(), TextsFormat.XLSX, form.turkish_ages())
        await clerk.press_named("Send a translated file")
        await self._send(f"{form.KEY}-tr.xlsx", table)
        await clerk.sees(clerk.words("Residents read them from the survey's next version on."))
        await self._picture("survey-5-translated", clerk)

    async def try_it_out(self) -> None:
        """Staff let all ways be gone, look at a card in Arabic, and go through the survey in German."""
        clerk = self.clerk
        await clerk.press_named("Back to the survey")
        await clerk.press_named("Check all ways")
        await clerk.sees(clerk.words("Nobody gets stuck on them."))
        await self._picture("survey-6-ways", clerk)
        await clerk.press_named("Try out the draft")
        await clerk.press(OWN_NAMES["ar"])
        await form.fill_in(Actor(clerk.resident, "ar"), stop_at="important")
        await self._picture("survey-7-preview-ar", clerk)
        await clerk.press_named("Leave the preview")
        await clerk.press_named("Back to the survey")
        await clerk.press_named("Try out the draft")
        await clerk.press(OWN_NAMES["de"])
        await form.fill_in(clerk)
        await clerk.press_named("Submit")
        await clerk.sees(clerk.words("This is the end. Submitted would have been:"))
        await self._picture("survey-8-preview-end", clerk)
        await clerk.press_named("I have checked it")

    async def open_it(self) -> None:
        """Staff say on which days it can be answered, and confirm."""
        clerk = self.clerk
        await clerk.press_named("Open it for residents")
        await clerk.press_named("Today")
        await clerk.say(f"{datetime.now(UTC).date() + timedelta(days=30):%d.%m.%Y}")
        await clerk.press_named("No, it is open to everybody")
        await self._picture("survey-9-sure", clerk)
        await clerk.press_named("Yes, do it now")
        await clerk.sees(clerk.words("Write to people about it"))
        await self._picture("survey-10-open", clerk)

    async def answer_alone(self, name: str, language: Language) -> None:
        """Somebody answers every kind of question of the form."""
        one = Actor(await self._simulator.resident(name, language), language)
        looks = {
            "important": "8-rank",
            "children": "9-repeat",
            "last_visit": "10-calendar",
            "bench": "11-place",
            "wish": "12-photo",
            "review": "13-review",
        }

        async def at(question: str) -> None:
            if question in looks:
                await self._shown(f"{SCREENSHOTS}/resident-{language}-{looks[question]}", one.id)

        await self._come_and_agree(one)
        await self._begin(one)
        await form.fill_in(one, at)
        await one.press_named("Submit")
        await one.sees(one.words("Your receipt code:"))

    async def share_a_phone(self) -> None:
        """Anna begins and hands the phone to Salma, who reads Arabic; then Anna goes on where she stopped."""
        phone = Actor(await self._simulator.resident("Familie", "de"), "de")
        salma = Actor(phone.resident, "ar")
        await self._come_and_agree(phone)
        await phone.say("/household")
        for option in ("hh:change", "1. ", "hh:rename"):
            await phone.press(household_labels(speech("de")).get(option, option))
        await phone.say(ANNA)
        await phone.say("/survey")
        await self._begin(phone)
        await form.fill_in(phone, stop_at="important")
        await phone.say("/household")
        await phone.press(household_labels(speech("de"))["hh:add"])
        await self._picture("household-1-joining", phone)
        await phone.say(SALMA)
        await phone.press(OWN_NAMES["ar"])
        await phone.press(consent_labels(speech("ar"))["agree"])
        await self._begin(salma)
        await form.fill_in(salma, stop_at="important")
        await self._picture("household-2-salma", phone)
        await salma.say("/household")
        await self._picture("household-3-whose-turn-ar", phone)
        await salma.press(ANNA)
        await phone.resident.waits_for(form.label("important", "de"))
        await self._picture("household-4-anna", phone)
        await phone.say("/household")
        await self._picture("household-5-whose-turn-de", phone)

    async def enter_a_paper(self) -> None:
        """A paper that was filled in in Turkish comes to the town hall and is entered."""
        clerk = self.clerk
        await clerk.say("/enter")
        await self._press_option(clerk, f"enter:{form.KEY}")
        await self._picture("enter-1-mode", clerk)
        await self._press_option(clerk, f"enter:{form.KEY}:{Mode.PAPER}")
        await self._picture("enter-2-language", clerk)
        await self._press_option(clerk, f"enter:{form.KEY}:{Mode.PAPER}:tr")
        pictures = {"visits": "enter-3-card"}

        async def at(question: str) -> None:
            if question in pictures:
                await self._picture(pictures[question], clerk)

        await form.fill_in(clerk, at, on_paper=True)
        await clerk.press_named("Submit")
        await clerk.sees(clerk.words("Receipt code for the person who answered:"))
        await self._picture("enter-4-receipt", clerk)

    async def let_the_neighbourhood_answer(self) -> None:
        """As many answer as a wave needs."""
        room = asyncio.Semaphore(AT_ONCE)

        async def answer(number: int) -> None:
            async with room:
                one = Actor(await self._simulator.resident(f"Gast {number}", "de"), "de")
                await self._come_and_agree(one)
                await self._begin(one)
                await form.fill_in(one)
                await one.press_named("Submit")
                await one.sees(one.words("Your receipt code:"))

        await asyncio.gather(*(answer(number) for number in range(NEIGHBOURS)))

    async def close_a_wave(self) -> None:
        """Staff have what was submitted so far counted."""
        clerk, sure = self.clerk, self.clerk.words("Yes, do it now")
        async with asyncio.timeout(A_TICK):  # answers wait until their pictures are fetched
            while True:
                await clerk.say("/results")
                await self._press_option(clerk, f"results:{form.KEY}")
                await clerk.press_named("Close a wave now")
                if any(sure in label for label in (await clerk.resident.last()).labels):
                    break
                await asyncio.sleep(3)
        await clerk.press(sure)

    async def look_at_their_pictures(self) -> None:
        """A moderator sees how many pictures came with the wave, and the first of them."""
        clerk = self.clerk
        await clerk.say("/moderate")
        await self._picture("moderate-1-waiting", clerk)
        await clerk.press_named("Look at pictures and recordings")
        await clerk.sees(clerk.words("Reject and delete"))
        await self._picture("moderate-2-picture", clerk)

    # --- behind the scenes ----------------------------------------------------------------------------

    async def _picture(self, name: str, one: Actor) -> None:
        await self._shown(f"{HANDBOOK}/{name}", one.id)

    async def _send(self, name: str, content: bytes) -> None:
        await self.clerk.resident.upload("document", content, name, mime_type=SHEET)

    async def _handed_over(self) -> bytes:
        """Return the bytes of the file with texts that has just been asked for."""
        text = self.clerk.words("The texts of “{survey}”, to be translated into this language: {language}")
        message = await self.clerk.sees(text.partition("{")[0])
        address = f"{self._simulator.base_url}/control/files/{message['document']['file_id']}"
        async with self._simulator.session.get(address) as reply:
            return await reply.read()

    async def _come_and_agree(self, one: Actor) -> None:
        await one.resident.start()
        await one.press(OWN_NAMES[one.language])
        await one.press(consent_labels(speech(one.language))["agree"])

    async def _begin(self, one: Actor) -> None:
        await one.resident.waits_for(one.words("Start"))
        await self._press_option(one, f"survey:{form.KEY}")

    async def _press_option(self, one: Actor, option: str) -> None:
        """Press a button by what it stands for, where several say the same."""
        await one.resident.press_data((await one.resident.last()).id, f"m:{option}")
        await one.resident.settles()


def _after_name(one: Actor, text: str) -> str:
    """Return what a text of the program says behind the name in it."""
    return one.words(text).partition("}")[2]
