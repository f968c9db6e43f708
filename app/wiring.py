"""The one place that puts the program together."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from aiogram import Bot, Dispatcher
from aiogram.types import User

from app.apart import apart_for
from app.reading_apart import READ_SECONDS, WALK_SECONDS, read_form, read_texts_file, walk_form
from app.settings import Settings
from bot.api import BotApi
from bot.counts import Counts
from bot.dialogs import say_in_words
from bot.dialogs.surveys_words import survey_news
from bot.exports.export import write
from bot.handlers import routers
from bot.handlers.deps import Acknowledge
from bot.intake import Intake
from bot.media.clean import clean
from bot.media.fetcher import Fetcher
from bot.media.folder import MediaFolder
from bot.media.reading import read_kept
from bot.pictures.workers import PictureWorkers
from bot.sender import Limits, Sender
from bot.speaker import Speaker
from bot.speech import OFFERED
from bot.survey_jobs import SurveyJobs, Workers
from domain.pacing import Pace
from domain.periods import Periods
from domain.survey import Survey
from domain.survey_data import survey_to_data
from domain.times import local_time
from usecases.content import read_town
from usecases.house import House
from usecases.read_upload import ReadForm
from usecases.survey_texts import TextsFile, TextsTrouble
from usecases.work import Store

_REPLIES_AT_ONCE = 30  # somebody who taps fast is answered fast; the average counts for the server


@dataclass(frozen=True, slots=True)
class Parts:
    """The running program's parts."""

    store: Store
    api: BotApi
    counts: Counts
    intake: Intake
    sender: Sender
    pictures: PictureWorkers
    fetcher: Fetcher
    survey_jobs: SurveyJobs


def build_house(settings: Settings, pepper: bytes) -> House:
    """Read the content folder.

    Raises:
        ContentError: it lacks something.
    """
    town = read_town(settings.content, OFFERED, settings.periods.placeholders())
    return House(
        town,
        OFFERED,
        pepper,
        settings.timezone,
        settings.wave_days,
        second_person=settings.second_person,
        quiet=settings.quiet,
        periods=settings.periods,
        bulk_a_day=settings.bulk_a_day,
        digest=settings.digest,
        remind_days=settings.reminders,
        survey_news=survey_news(OFFERED),
    )


def periods(settings: Settings) -> Periods:
    """Return how long things are kept."""
    return settings.periods


def assemble(
    settings: Settings,
    token: str,
    me: User,
    house: House,
    store: Store,
    api: BotApi,
    now: Callable[[], datetime],
) -> Parts:
    """Put the parts together; call it inside the event loop."""
    counts = Counts()
    pictures = PictureWorkers()
    folder = MediaFolder(settings.media)
    speaker = Speaker(
        api,
        partial(say_in_words, house.town),
        pictures.draw,
        partial(pictures.make, write),
        partial(read_kept, folder),
        paid=settings.paid_broadcasts,
    )
    limits = Limits(
        in_flight=settings.send_concurrency,
        chat=Pace(settings.chat_per_second, burst=_REPLIES_AT_ONCE),
        bulk=Pace(settings.bulk_per_second),
    )
    sender = Sender(store, house, speaker, now, limits, counts)
    bot = Bot(token)
    bot._me = me  # else the first command with a mention would ask the server in the middle of an update
    dispatcher = Dispatcher(disable_fsm=True)
    dispatcher.include_routers(*routers())
    dispatcher.workflow_data.update(store=store, house=house, now=now, acknowledge=acknowledger(api))
    intake = Intake(dispatcher, bot, store, now, counts)
    fetcher = Fetcher(store, api, folder, partial(pictures.make, clean), counts, house, now)
    jobs = SurveyJobs(store, api, house, survey_workers(house, now), now, counts)
    return Parts(store, api, counts, intake, sender, pictures, fetcher, jobs)


def survey_workers(house: House, now: Callable[[], datetime]) -> Workers:
    """Return what reads questionnaires and goes all ways through them, each in a process of its own."""

    async def read(content: bytes, file_name: str, key: str) -> ReadForm:
        return await asyncio.to_thread(apart_for, READ_SECONDS, read_form, content, file_name, key)

    async def read_texts(content: bytes, file_name: str) -> TextsFile | TextsTrouble:
        return await asyncio.to_thread(apart_for, READ_SECONDS, read_texts_file, content, file_name)

    async def walk(survey: Survey) -> str:
        local_now = local_time(now(), house.timezone)
        data = survey_to_data(survey)
        return await asyncio.to_thread(apart_for, WALK_SECONDS, walk_form, data, house.languages, local_now)

    return Workers(read, read_texts, walk)


def acknowledger(api: BotApi) -> Acknowledge:
    """Return the function that stops a tapped button's spinner; it waits for nothing and minds no error."""
    under_way: set[asyncio.Task[object]] = set()

    async def acknowledge(query: str, text: str) -> None:
        payload = {"callback_query_id": query, "text": text} if text else {"callback_query_id": query}
        task: asyncio.Task[object] = asyncio.create_task(api.call("answerCallbackQuery", payload))
        under_way.add(task)
        task.add_done_callback(under_way.discard)

    return acknowledge
