"""Pictures, recordings and files as answers: taken, cut loose, put into a wave, withdrawn."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from random import Random

from db import media, surveys
from db.dialogues import Draft
from db.media import Kept
from db.responses import Response
from db.sealed_drafts import SealedDraft
from db.unit import Unit
from domain.attachments import ReceivedFile
from domain.dialogue import Action, Answer, Located, Problem, Sent, Stage, Unreadable
from domain.keys import Key, name_of
from domain.media import ANSWERED, NAME_BYTES, Status, Wish, longest_side, loose_name, new_name, problem_with
from domain.receipts import receipt_of, response_key
from domain.survey import Question
from usecases.beside_card import asks_for_place
from usecases.visit import Visit

__all__ = ["keep", "let_loose", "put_in_wave", "sent_as", "withdraw_files", "without_unfetched"]


def keep(visit: Visit, draft: Draft, question: Question, received: ReceivedFile) -> str | Problem:
    """Take a file as the answer to a question; it is fetched from the channel soon.

    What is not among the draft's answers in the end, as after another file was sent, is deleted.

    Args:
        visit: The update that is handled.
        draft: The draft that the question belongs to.
        question: The question, one of a picture, a recording, a video or a file.
        received: What was sent.

    Returns:
        The file's name, which is the answer; or why it is none.
    """
    problem = problem_with(question.kind, received)
    if problem is not None:
        return problem
    name = new_name(secrets.token_bytes(NAME_BYTES))
    pixels = longest_side(question.max_pixels)
    wish = Wish(name, received.channel_id, question.kind, pixels, question.name)
    media.add(visit.unit, draft.id, draft.survey_key, wish)
    return name


def sent_as(visit: Visit, draft: Draft, what: Action | ReceivedFile) -> Action | Problem:
    """Return what something that was sent means at the question at hand, or why it is no answer to it.

    Args:
        visit: The update that is handled.
        draft: The draft at hand.
        what: A file, or what is an action already; a place is one where it is asked for.
    """
    if not isinstance(what, ReceivedFile | Located):
        return what
    dialogue, survey = draft.dialogue, surveys.version(visit.unit, draft.version_id)
    if isinstance(what, Located):
        return what if asks_for_place(survey, dialogue) else Unreadable.MEDIA
    question = None if dialogue.at is None else survey.question(name_of(dialogue.at))
    if question is None or dialogue.stage is not Stage.ASKING or not question.kind.is_media:
        return Unreadable.MEDIA
    kept = keep(visit, draft, question, what) if question.takes_answer else Problem.PRESS_CONTINUE
    return kept if isinstance(kept, Problem) else Sent(kept)


def without_unfetched(unit: Unit, survey_key: str, drafts: Iterable[SealedDraft]) -> list[SealedDraft]:
    """Return the drafts that can be cut loose: all their files are here, under no name of the channel."""
    waiting = media.unfetched(unit, survey_key)
    return [draft for draft in drafts if draft.id not in waiting]


def let_loose(
    unit: Unit, pepper: bytes, survey_key: str, batch: Sequence[SealedDraft], rng: Random
) -> dict[int, Mapping[Key, Answer]]:
    """Cut the files of sealed drafts loose from them.

    Each file gets a name that only the pepper links to the response, and its row a place by chance. A file
    that could not be fetched is no answer.

    Args:
        unit: The unit of work.
        pepper: The deployment's secret.
        survey_key: The survey of the drafts.
        batch: The drafts, which are about to be deleted.
        rng: Where chance comes from.

    Returns:
        By draft, the answers that its response keeps: a file is no more than that there is one.
    """
    files = media.of_drafts(unit, [draft.id for draft in batch])
    answers: dict[int, Mapping[Key, Answer]] = {}
    renamed: list[tuple[str, Kept]] = []
    for draft in batch:
        known = files.get(draft.id, {})
        answers[draft.id] = {
            key: ANSWERED if answer in known else answer
            for key, answer in draft.answers.items()
            if not (isinstance(answer, str) and answer in known and known[answer].status is Status.FAILED)
        }
        used = {one for one in draft.answers.values() if isinstance(one, str)}
        there = [one for name, one in known.items() if name in used and one.status is Status.FETCHED]
        rid = response_key(pepper, receipt_of(pepper, draft.seal))
        renamed += [(loose_name(pepper, rid, number), one) for number, one in enumerate(there)]
    rng.shuffle(renamed)
    media.let_loose(unit, survey_key, renamed)
    return answers


def put_in_wave(unit: Unit, pepper: bytes, wave: int, taken: Iterable[Response]) -> None:
    """Hand the files of a wave's responses over to moderation."""
    found = [name for one in taken for name in _files_of(pepper, one.key, one.answers)]
    media.put_in_wave(unit, wave, found)


def withdraw_files(unit: Unit, pepper: bytes, key: bytes) -> None:
    """Have the files of a response deleted, before the response itself is."""
    media.drop(unit, _files_of(pepper, key, media.answers_of(unit, key)))


def _files_of(pepper: bytes, key: bytes, answers: Mapping[Key, Answer]) -> list[str]:
    """Return the names that a response's files can have; a word of its own may be counted as one, too."""
    number = sum(answer == ANSWERED for answer in answers.values())
    return [loose_name(pepper, key, one) for one in range(number)]
