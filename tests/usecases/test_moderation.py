"""Moderators read the texts of closed waves and decide what becomes of each, one after the other."""

from threading import Barrier, Thread

import pytest

from db import contributions
from db.connect import open_engine
from db.unit import Unit
from domain.contributions import Status
from domain.dialogue import Move
from tests.domain.questionnaires import TOWN
from tests.usecases.moderating import Moderator, appoint, rows_by_text, texts_arrive
from tests.usecases.town import Resident, Town, opened
from usecases.house import House
from usecases.moderation_views import ClearedPage, Notice
from usecases.take_survey import survey_command

NAMED = "Mein Nachbar Ali parkt immer vor der Tür"
PLAIN = "Mehr Bänke im Park"


@pytest.fixture
def moderator(town: Town, ayse: Resident) -> Moderator:
    appoint(town, ayse)
    return Moderator(ayse)


@pytest.fixture
def second(town: Town, bernd: Resident) -> Moderator:
    appoint(town, bernd, "manager")
    return Moderator(bernd)


def row_of(town: Town, text: str) -> dict[str, object]:
    return rows_by_text(town)[text]


def test_a_text_is_cleared_and_coded_by_several_themes(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, [PLAIN])
    moderator.start()
    assert (moderator.view.text, moderator.view.marks, moderator.view.question) == (
        PLAIN,
        (),
        {"de": "Was noch?"},
    )
    assert not moderator.has("redact")
    moderator.do("clear")
    assert not moderator.has("code")
    moderator.do("on:trade", "on:social", "off:trade", "on:other", "code")
    row = row_of(town, PLAIN)
    assert (row["status"], row["cleared_text"], row["themes"]) == ("coded", PLAIN, '["social", "other"]')


def test_what_the_rules_mark_is_blacked_out_when_the_moderator_agrees(
    town: Town, moderator: Moderator
) -> None:
    texts_arrive(town, [NAMED])
    moderator.start()
    assert [moderator.view.text[one.start : one.end] for one in moderator.view.marks] == ["Ali"]
    moderator.do("redact")
    row = row_of(town, NAMED)
    assert (row["status"], row["cleared_text"]) == ("redacted", "Mein Nachbar ▒▒▒ parkt immer vor der Tür")
    assert moderator.view.text == row["cleared_text"]


def test_marks_are_changed_by_numbers_and_by_words_and_kept(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, [NAMED])
    moderator.start()
    moderator.do("marks")
    moderator.resident.say("1-2")
    moderator.resident.say("ali")
    moderator.resident.say("vor der Tür")
    assert moderator.template == "moderation_marks"
    moderator.resident.say("Rathaus")
    assert moderator.notice == Notice.NO_SUCH_WORD
    moderator.resident.say("0")
    moderator.do("redact")
    assert row_of(town, NAMED)["cleared_text"] == "▒▒▒ ▒▒▒ Ali parkt immer ▒▒▒"


def test_a_text_is_rejected_for_a_reason_chosen_or_typed(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, [PLAIN, NAMED])
    moderator.start()
    first = moderator.view.text
    moderator.do("reasons")
    moderator.resident.say("1")
    assert (row_of(town, first)["status"], row_of(town, first)["reason"]) == ("rejected", "insult")
    moderator.do("reasons")
    moderator.resident.say("x" * 201)
    assert moderator.notice == Notice.TOO_LONG
    moderator.resident.say("Betrifft  eine andere Stadt")
    (other,) = {PLAIN, NAMED} - {first}
    assert row_of(town, other)["reason"] == "Betrifft eine andere Stadt"
    assert row_of(town, other)["cleared_text"] is None


def test_a_skipped_text_comes_back_after_the_others(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, ["eins", "zwei", "drei"])
    moderator.start()
    seen = [moderator.view.text]
    for _ in range(3):
        moderator.do("skip")
        seen.append(moderator.view.text)
    assert len(set(seen[:3])) == 3
    assert seen[3] == seen[0]
    moderator.do("clear", "on:trade", "code", "clear", "on:trade", "code", "skip")
    assert moderator.notice == Notice.ONLY_ONE


def test_the_oldest_wave_comes_first_and_a_wave_in_the_order_of_random_keys(
    town: Town, moderator: Moderator
) -> None:
    new = texts_arrive(town, ["neu 1", "neu 2", "neu 3"], wave=2)
    old = texts_arrive(town, ["alt 1", "alt 2", "alt 3"], wave=1)
    moderator.start()
    shown = []
    for _ in range(6):
        shown.append(moderator.view.ref)
        moderator.do("skip")
    assert shown == [key.hex()[:12] for key in [*old, *new]]


def test_the_last_decision_can_be_taken_back(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, [PLAIN, NAMED])
    moderator.start()
    first = moderator.view.text
    moderator.do("clear", "on:trade", "code")
    assert moderator.view.text != first
    moderator.undo()
    assert (moderator.view.text, moderator.view.status) == (first, Status.NEW)
    assert row_of(town, first)["cleared_text"] is None
    moderator.do("reasons")
    moderator.resident.say("2")
    moderator.undo()
    assert (moderator.view.text, row_of(town, first)["reason"]) == (first, "")


def test_two_moderators_never_decide_the_same_text_twice(
    town: Town, moderator: Moderator, second: Moderator
) -> None:
    texts_arrive(town, [PLAIN, NAMED])
    moderator.start()
    second.start()
    first, stale = second.view.text, second.option("clear")
    assert moderator.view.text == first
    moderator.do("clear")
    second.do("clear")
    assert second.notice == Notice.CHANGED
    assert second.view.status is Status.CLEARED
    moderator.do("on:trade", "code")
    second.resident.choose(stale)
    assert second.notice == Notice.DECIDED
    assert second.view.text != first
    decisions = [row for row in town.rows("audit") if row["action"] in ("clear", "code", "reject")]
    assert len(decisions) == 2


def test_marks_that_somebody_else_changed_are_seen_before_they_are_used(
    town: Town, moderator: Moderator, second: Moderator
) -> None:
    texts_arrive(town, [NAMED])
    moderator.start()
    second.start()
    moderator.do("marks")
    moderator.resident.say("1")
    second.do("redact")
    assert second.notice == Notice.CHANGED
    assert row_of(town, NAMED)["status"] == "new"
    second.do("redact")
    assert row_of(town, NAMED)["cleared_text"] == "▒▒▒ Nachbar ▒▒▒ parkt immer vor der Tür"


def test_a_text_that_is_withdrawn_meanwhile_is_gone(town: Town, moderator: Moderator) -> None:
    (key,) = texts_arrive(town, [PLAIN])
    moderator.start()
    option = moderator.option("clear")
    town.run(lambda unit: contributions.remove(unit, [key]))
    moderator.resident.choose(option)
    assert moderator.notice == Notice.GONE


def test_a_text_without_hidden_signs_is_what_is_decided_on(town: Town, moderator: Moderator) -> None:
    tricky = "Ruf an: \u202e765432\u202c 0171\u200b2345678 <b>jetzt</b>"
    texts_arrive(town, [tricky])
    moderator.start()
    assert moderator.view.text == "Ruf an: 765432 01712345678 <b>jetzt</b>"
    moderator.do("redact")
    assert "0171" not in str(row_of(town, tricky)["cleared_text"])


def test_cleared_texts_are_read_page_by_page_by_moderators(town: Town, moderator: Moderator) -> None:
    texts_arrive(town, [f"Text Nummer {number}" for number in range(7)])
    moderator.start()
    moderator.do("reasons")
    moderator.resident.say("1")
    moderator.decide_all()
    moderator.open()
    moderator.resident.choose("moderate:cleared:stadtweit:0")
    read: list[str] = []
    for page in range(2):
        view = moderator.resident.sees.view
        assert isinstance(view, ClearedPage)
        read += [one.text for one in view.texts]
        assert view.more is (page == 0)
        if view.more:
            moderator.resident.choose(f"moderate:cleared:stadtweit:{page + 1}")
    assert len(set(read)) == 6


def test_typed_words_go_back_to_the_survey_when_the_moderator_takes_part(
    town: Town, moderator: Moderator
) -> None:
    texts_arrive(town, [NAMED])
    moderator.start()
    moderator.do("marks")
    moderator.resident.command(survey_command)
    moderator.resident.tap(Move.KEEP)
    moderator.resident.say("1")
    assert moderator.resident.dialogue.answers["lives"] == "a"
    assert row_of(town, NAMED)["marks"] is None


def test_of_two_that_decide_at_the_same_moment_one_is_told_so(database_url: str, house: House) -> None:
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", TOWN)
        (key,) = texts_arrive(town, [PLAIN])
        ref = key[:6].hex()
        decided: list[bool] = []
        both_have_read = Barrier(2)

        def decide(status: Status) -> None:
            engine = open_engine(database_url)
            with engine.connect() as connection:
                with connection.begin():
                    shown = contributions.by_ref(Unit(connection, 1), ref)
                both_have_read.wait()
                assert shown is not None
                with connection.begin():
                    decided.append(contributions.change(Unit(connection, 1), shown, {"status": status}))
            engine.dispose()

        together = [Thread(target=decide, args=(one,)) for one in (Status.CLEARED, Status.REJECTED)]
        for one in together:
            one.start()
        for one in together:
            one.join()
        assert sorted(decided) == [False, True]
        assert [row["revision"] for row in town.rows("contribution")] == [1]
