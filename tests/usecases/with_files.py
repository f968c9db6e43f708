"""A town whose survey asks for pictures, and residents who answer with some."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random

from db import dialogues, residents, sealed_drafts, surveys
from db.dialogues import Draft
from db.unit import Unit
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Answer, Dialogue, Problem, Stage
from domain.receipts import receipt_of, response_key
from domain.survey import Kind, Question, Survey
from tests.usecases.conftest import PEPPER
from tests.usecases.town import Resident, Town
from usecases.media_answers import keep
from usecases.media_files import fetched, renamed, to_do
from usecases.visit import receive

KEY = "pictures"
PHOTO = ReceivedFile(AttachmentKind.PICTURE, "channel-photo", "", "image/jpeg", 1000)
SURVEY = Survey(
    name=KEY,
    version="1",
    title={"de": "Bilder"},
    languages=("de",),
    questions=(
        Question("photo", Kind.IMAGE, {"de": "Ein Bild?"}),
        Question("sound", Kind.AUDIO, {"de": "Eine Aufnahme?"}),
        Question("small", Kind.IMAGE, {"de": "Ein kleines Bild?"}, max_pixels=640),
        Question("words", Kind.TEXT, {"de": "Und sonst?"}),
    ),
)


def begin(town: Town, chat: int) -> Draft:
    """Let somebody begin the survey; the bot's own questions are left out."""

    def start(unit: Unit) -> Draft:
        offer = surveys.offer(unit, KEY)
        assert offer is not None
        resident = residents.by_address(unit, chat) or residents.add(unit, chat, "de", town.now.date())
        empty = Dialogue(Stage.REVIEWING, answers={})
        return dialogues.add(unit, resident.member_id, offer, empty, town.now.date())

    draft: Draft = town.run(start)
    return draft


def send(town: Town, chat: int, draft: Draft, question: str, file: ReceivedFile = PHOTO) -> str | Problem:
    """Let somebody send a file as an answer; return what the use case returns."""

    def take(unit: Unit) -> str | Problem:
        visit = receive(unit, town.house, next(town.updates), Resident(town, chat).person, town.now)
        assert visit is not None
        return keep(visit, draft, SURVEY.question(question), file)

    result: str | Problem = town.run(take)
    return result


def save(town: Town, draft: Draft, answers: Mapping[str, Answer]) -> None:
    """Keep a draft's answers."""
    changed = replace(draft.dialogue, answers=answers)
    town.run(dialogues.save, draft.id, changed, town.now.date())


def fetch_all(town: Town) -> list[str]:
    """Let the fetcher fetch everything; return the names."""
    names = [wish.name for wish in town.run(to_do, 1000).wanted]
    for name in names:
        assert town.run(fetched, name)
    return names


def rename_all(town: Town) -> None:
    """Let the fetcher give all files their new names."""
    for _old, new in town.run(to_do, 0).loose:
        town.run(renamed, new, True)


def submit(town: Town, chat: int, answers: Mapping[str, Answer] | None = None) -> bytes:
    """Let somebody submit a picture, or these answers; return the key of the response to be."""
    draft = begin(town, chat)
    given = answers if answers is not None else {"photo": str(send(town, chat, draft, "photo"))}
    seal = Random(chat).randbytes(16)
    town.run(sealed_drafts.seal, draft.id, replace(draft.dialogue, answers=given), seal)
    return response_key(PEPPER, receipt_of(PEPPER, seal))


def media_rows(town: Town) -> dict[str, dict[str, object]]:
    """Return the rows by name."""
    return {row["name"]: row for row in town.rows("media")}


def statuses(town: Town) -> list[str]:
    return sorted(row["status"] for row in town.rows("media"))
