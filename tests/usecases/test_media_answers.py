"""A file that is an answer belongs to its draft, then to nobody, and never longer than the answer itself."""

from datetime import timedelta
from random import Random

import pytest

from db import dialogues, media
from domain.attachments import MEGABYTE, AttachmentKind, ReceivedFile
from domain.dialogue import Problem
from domain.dialogue_data import answers_from_json
from domain.media import ANSWERED, Status, is_name, loose_name
from domain.periods import Periods
from tests.usecases.conftest import PEPPER
from tests.usecases.town import CLOSES, Resident, Town
from tests.usecases.with_files import (
    KEY,
    PHOTO,
    SURVEY,
    begin,
    fetch_all,
    media_rows,
    rename_all,
    save,
    send,
    statuses,
    submit,
)
from usecases.close_wave import close_due_waves
from usecases.erase import delete_command
from usecases.failed_files import failed
from usecases.media_files import fetched, forgotten, known_names, to_do
from usecases.retention import forget
from usecases.withdraw import take_back


@pytest.fixture
def pictures(town: Town) -> Town:
    """A town with a survey that asks for pictures."""
    town.open_survey(KEY, SURVEY)
    return town


def gone(town: Town) -> set[str]:
    return {name for name, _old in town.run(to_do, 0).gone}


def test_a_picture_is_wanted_under_a_random_name_that_is_the_answer(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    names = [str(send(pictures, 7001, draft, "photo")) for _ in range(3)]
    assert len(set(names)) == 3
    assert all(is_name(name) for name in names)
    for name in names:
        row = media_rows(pictures)[name]
        assert row == {
            "name": name,
            "dialogue_id": draft.id,
            "survey_key": KEY,
            "question": "photo",
            "kind": "image",
            "pixels": 2048,
            "channel_id": "channel-photo",
            "status": "wanted",
            "wave": None,
        }


@pytest.mark.parametrize(
    ("question", "file", "problem"),
    [
        ("sound", PHOTO, Problem.NEEDS_RECORDING),
        ("photo", ReceivedFile(AttachmentKind.VOICE, "v", "", "audio/ogg", 10), Problem.NEEDS_PICTURE),
        (
            "photo",
            ReceivedFile(AttachmentKind.PICTURE, "p", "", "image/jpeg", 10 * MEGABYTE + 1),
            Problem.FILE_TOO_LARGE,
        ),
    ],
)
def test_what_does_not_fit_is_no_answer_and_leaves_no_row(
    pictures: Town, question: str, file: ReceivedFile, problem: Problem
) -> None:
    draft = begin(pictures, 7001)
    assert send(pictures, 7001, draft, question, file) is problem
    assert pictures.rows("media") == []


def test_the_fetcher_learns_how_large_a_picture_may_be(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    send(pictures, 7001, draft, "photo")
    send(pictures, 7001, draft, "small")
    assert sorted(wish.pixels for wish in pictures.run(to_do, 10).wanted) == [640, 2048]


def test_a_fetched_file_has_no_name_in_the_channel_any_more(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    name = str(send(pictures, 7001, draft, "photo"))
    assert pictures.run(fetched, name)
    row = media_rows(pictures)[name]
    assert (row["status"], row["channel_id"]) == ("fetched", None)
    assert not pictures.run(fetched, name)


def test_an_answer_that_was_replaced_takes_its_file_with_it(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    first, second = (str(send(pictures, 7001, draft, "photo")) for _ in range(2))
    save(pictures, draft, {"photo": second})
    fetch_all(pictures)
    assert pictures.run(known_names) >= {second}
    assert gone(pictures) == {first}
    pictures.run(forgotten, [first])
    assert set(media_rows(pictures)) == {second}


def test_answers_in_repeats_keep_their_files(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    names = [str(send(pictures, 7001, draft, "photo")) for _ in range(2)]
    save(pictures, draft, {"photo#1": names[0], "photo#2.1": names[1]})
    pictures.run(known_names)
    assert gone(pictures) == set()


def test_an_erased_chat_takes_its_files_with_it(pictures: Town) -> None:
    resident = Resident(pictures, 7001)
    resident.agree()
    other = begin(pictures, 7002)
    kept = str(send(pictures, 7002, other, "photo"))
    draft = begin(pictures, 7001)
    name = str(send(pictures, 7001, draft, "photo"))
    pictures.run(fetched, name)
    resident.command(delete_command)
    resident.choose(next(one for one in resident.options if one.startswith("erase")))
    assert gone(pictures) == {name}
    assert [wish.name for wish in pictures.run(to_do, 9).wanted] == [kept]


def test_a_draft_that_nobody_touches_takes_its_files_with_it(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    name = str(send(pictures, 7001, draft, "photo"))
    pictures.pass_days(Periods().drafts + 1)
    pictures.run(forget, Periods(), pictures.house.timezone, pictures.now)
    assert gone(pictures) == {name}
    assert pictures.run(to_do, 9).wanted == ()


def test_answers_wait_to_be_cut_loose_until_their_files_are_fetched(pictures: Town) -> None:
    for chat in range(7001, 7011):
        submit(pictures, chat)
    (late, *others) = [wish.name for wish in pictures.run(to_do, 1000).wanted]
    for name in others:
        pictures.run(fetched, name)
    assert pictures.seal() == 0
    pictures.run(fetched, late)
    assert pictures.seal() == 10


def test_after_the_cut_no_row_and_no_answer_leads_from_a_file_to_a_chat(pictures: Town) -> None:
    keys = [submit(pictures, chat) for chat in range(7001, 7013)]
    before = set(fetch_all(pictures))
    pictures.seal(Random(1))
    rows = media_rows(pictures)
    assert set(rows) == {loose_name(PEPPER, key, 0) for key in keys}
    assert {row["channel_id"] for row in rows.values()} == before
    assert all(row["dialogue_id"] is None for row in rows.values())
    assert {row["status"] for row in rows.values()} == {"loose"}
    for row in pictures.rows("response"):
        assert answers_from_json(row["answers"]) == {"photo": ANSWERED}
    rename_all(pictures)
    known = repr(pictures.everything())
    assert not [name for name in before if name in known]
    assert gone(pictures) == set()


def test_a_file_that_could_not_be_fetched_is_no_answer(pictures: Town) -> None:
    for chat in range(7001, 7011):
        submit(pictures, chat)
    (bad, *others) = [wish.name for wish in pictures.run(to_do, 1000).wanted]
    pictures.run(failed, pictures.house, bad, pictures.now)
    for name in others:
        pictures.run(fetched, name)
    assert pictures.seal() == 10
    kept = [answers_from_json(row["answers"]) for row in pictures.rows("response")]
    assert sorted(map(len, kept)) == [0] + [1] * 9
    assert statuses(pictures) == ["failed"] + ["loose"] * 9
    assert gone(pictures) == {bad}


def test_a_picture_that_is_not_among_the_submitted_answers_is_deleted(pictures: Town) -> None:
    draft = begin(pictures, 7001)
    irrelevant = str(send(pictures, 7001, draft, "photo"))
    pictures.run(dialogues.remove, draft.id)
    for chat in range(7002, 7012):
        submit(pictures, chat)
    fetch_all(pictures)
    pictures.seal()
    assert gone(pictures) == {irrelevant}


def closed_wave(pictures: Town) -> list[bytes]:
    """Let thirty take part and a wave close; return the keys of all responses."""
    keys = [submit(pictures, chat) for chat in range(7001, 7031)]
    fetch_all(pictures)
    pictures.seal()
    rename_all(pictures)
    pictures.run(close_due_waves, pictures.house, 1, pictures.now)
    return keys


def test_a_wave_hands_the_files_of_its_answers_to_moderation_and_no_others(pictures: Town) -> None:
    keys = closed_wave(pictures)
    taken = {row["rid"] for row in pictures.rows("response") if row["wave"] == 1}
    rows = media_rows(pictures)
    assert len(taken) == 20
    for key in keys:
        assert (rows[loose_name(PEPPER, key, 0)]["wave"] == 1) == (key in taken)
    assert pictures.run(media.counts, KEY) == (20, 0)


@pytest.mark.parametrize("when", ["linked", "waiting", "counted"])
def test_withdrawing_takes_the_file_at_every_stage(pictures: Town, when: str) -> None:
    if when == "linked":
        key = submit(pictures, 7001)
        (name,) = fetch_all(pictures)
    else:
        keys = closed_wave(pictures)
        wave = 1 if when == "counted" else None
        responses = {row["rid"] for row in pictures.rows("response") if row["wave"] == wave}
        key = next(one for one in keys if one in responses)
        name = loose_name(PEPPER, key, 0)
    pictures.run(take_back, PEPPER, key)
    assert gone(pictures) == {name}


def test_a_file_that_nobody_has_looked_at_is_deleted_with_the_texts_of_its_survey(pictures: Town) -> None:
    closed_wave(pictures)
    shown = pictures.run(media.next_file, KEY, Status.KEPT)
    pictures.run(media.decide, shown.name, Status.KEPT, Status.CLEARED)
    pictures.now = pictures.now.replace(month=CLOSES.month, day=CLOSES.day) + timedelta(
        days=Periods().contributions + 1
    )
    run = pictures.run(forget, Periods(), pictures.house.timezone, pictures.now)
    assert run["media"] == 19
    assert statuses(pictures) == ["cleared"] + ["gone"] * 19 + ["kept"] * 10


def test_a_word_that_looks_like_an_answered_file_does_no_harm(pictures: Town) -> None:
    draft_answers = {"words": ANSWERED}
    key = submit(pictures, 7001, draft_answers)
    for chat in range(7002, 7012):
        submit(pictures, chat)
    fetch_all(pictures)
    pictures.seal()
    pictures.run(take_back, PEPPER, key)
    assert gone(pictures) == set()
