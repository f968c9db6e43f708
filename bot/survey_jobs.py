"""What is done with the staff's questionnaires beside everything else: files are read, all ways are gone.

The rows are the truth. What a crash interrupts is taken up again after some minutes, by whoever is there.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from bot.api import BotApi, Fault, Reply
from bot.counts import Counts
from domain.survey import Survey
from domain.survey_life import LARGEST_FORM, Job
from usecases.house import House
from usecases.read_upload import ReadForm
from usecases.survey_texts import TextsFile, TextsTrouble
from usecases.surveys_desk_texts import keep_texts
from usecases.surveys_desk_uploads import SurveyJob, keep_failed, keep_read, keep_walk, next_job
from usecases.work import Store, StoreUnavailable

log = logging.getLogger(__name__)

LOOK_EVERY = 1.0  # seconds
_ATTEMPTS = 3
_PAUSE = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class Workers:
    """What is done in processes of their own; all raise `TimeoutError` where it takes too long.

    Attributes:
        read: Reads a file: its bytes, its name, the survey's key.
        read_texts: Reads a file with translations: its bytes, its name.
        walk: Goes all ways through a questionnaire; returns `usecases.walk_findings.Walk` as JSON.
    """

    read: Callable[[bytes, str, str], Awaitable[ReadForm]]
    read_texts: Callable[[bytes, str], Awaitable[TextsFile | TextsTrouble]]
    walk: Callable[[Survey], Awaitable[str]]


class SurveyJobs:
    """Works until it is cancelled, on one questionnaire at a time.

    Args:
        store: the database.
        api: the Bot API.
        house: the deployment.
        workers: what runs in processes of their own.
        now: the time.
        counts: what the operator's metrics show.
    """

    def __init__(
        self,
        store: Store,
        api: BotApi,
        house: House,
        workers: Workers,
        now: Callable[[], datetime],
        counts: Counts,
    ) -> None:
        self._store = store
        self._api = api
        self._house = house
        self._workers = workers
        self._now = now
        self._counts = counts

    async def run(self) -> None:
        """Look for something to do, again and again."""
        while True:
            try:
                while await self.look():
                    pass
                self._counts.settled("surveys")
            except StoreUnavailable as error:
                self._counts.trouble("store", str(error))
            except Exception as error:  # one questionnaire that breaks something holds up no other
                self._counts.trouble("surveys", f"A questionnaire cannot be read: {type(error).__name__}.")
            await asyncio.sleep(LOOK_EVERY)

    async def look(self) -> bool:
        """Do one job; tell whether there was one."""
        found = await self._store.run(next_job, self._house, self._now())
        if found is None:
            return False
        job, survey = found
        if job.what is Job.READ:
            await self._read(job)
        elif job.what is Job.TEXTS:
            await self._read_texts(job)
        elif survey is None:
            await self._failed(job, "gone")
        else:
            await self._walk(job, survey)
        return True

    async def _read(self, job: SurveyJob) -> None:
        content = await self._fetched(job)
        if isinstance(content, str):
            await self._failed(job, content)
            return
        try:
            read = await self._workers.read(content, job.file_name, job.survey_key)
        except TimeoutError:
            await self._failed(job, "time")
            return
        await self._store.run(keep_read, self._house, job, read, self._now())

    async def _read_texts(self, job: SurveyJob) -> None:
        content = await self._fetched(job)
        if isinstance(content, str):
            await self._failed(job, content)
            return
        try:
            file = await self._workers.read_texts(content, job.file_name)
        except TimeoutError:
            await self._failed(job, "time")
            return
        await self._store.run(keep_texts, self._house, job, file, self._now())

    async def _walk(self, job: SurveyJob, survey: Survey) -> None:
        try:
            findings = await self._workers.walk(survey)
        except TimeoutError:
            await self._failed(job, "time")
            return
        await self._store.run(keep_walk, self._house, job, findings, self._now())

    async def _failed(self, job: SurveyJob, why: str) -> None:
        log.warning("a questionnaire was given up", extra={"job": job.id, "reason": why})
        await self._store.run(keep_failed, self._house, job, why, self._now())

    async def _fetched(self, job: SurveyJob) -> bytes | str:
        """Return the file's bytes; why not, where it cannot be had."""
        for attempt in range(_ATTEMPTS):
            if attempt:
                await asyncio.sleep(_PAUSE * attempt)
            reply = await self._download(job)
            if reply.ok:
                return bytes(reply.result)
            if reply.fault is Fault.TOO_LARGE:
                return "size"
        return "fetch"

    async def _download(self, job: SurveyJob) -> Reply:
        about = await self._api.call("getFile", {"file_id": job.channel_id})
        if not about.ok:
            return about
        found = about.result if isinstance(about.result, dict) else {}
        size, path = found.get("file_size"), found.get("file_path")
        if isinstance(size, int) and size > LARGEST_FORM:
            return Reply(ok=False, fault=Fault.TOO_LARGE)
        if not isinstance(path, str):
            return Reply(ok=False, fault=Fault.LOST)
        return await self._api.download(path, LARGEST_FORM)
