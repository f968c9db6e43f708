"""After Submit nobody can tell whose answers they are."""

from datetime import timedelta

import pytest

from db.tables import metadata
from domain.dialogue import Move
from domain.dialogue_data import answers_from_json
from domain.participation import participation_mark
from domain.receipts import read_receipt, response_key
from tests.databases import Play
from tests.domain.questionnaires import TOWN
from tests.usecases.conftest import PEPPER
from tests.usecases.town import CLOSES, GIVEN, Resident, Town, opened, others_submit
from usecases.close_wave import close_due_waves
from usecases.house import House
from usecases.views import ReceiptView


def receipt_of(resident: Resident) -> str:
    """Return the code that the resident reads in the thanks."""
    view = resident.sees.view
    assert isinstance(view, ReceiptView)
    return view.receipt


FIRST = 9000


@pytest.fixture(scope="module")
def ten_submit(house: House) -> Play:
    def submit(address: str) -> Town:
        with opened(address, house) as town:
            town.open_survey("stadtweit", TOWN)
            others_submit(town, 10, FIRST)
        return town

    return submit


@pytest.fixture
def begins_with(request: pytest.FixtureRequest, ten_submit: Play) -> Play | None:
    return ten_submit if "ten" in request.fixturenames else None


@pytest.fixture
def ten(town: Town) -> list[Resident]:
    """Ten who have submitted, and wait."""
    return [Resident(town, FIRST + number) for number in range(10)]


def rare_ones_submit(town: Town, n: int) -> None:
    """Let n residents with a language that few speak take part."""
    for number in range(n):
        rare = Resident(town, 8001 + number)
        rare.begin("tr")
        rare.answer_all()
        rare.tap(Move.SUBMIT)


def test_fewer_than_ten_answers_are_not_cut_loose(town: Town) -> None:
    for waiting in range(1, 10):
        others_submit(town, 1, FIRST + waiting)
        assert (town.seal(), town.rows("response"), town.rows("participation")) == (0, [], []), waiting
        assert len(town.rows("dialogue")) == waiting


def test_ten_answers_are_cut_loose_together_and_their_drafts_are_gone(
    town: Town, ten: list[Resident]
) -> None:
    receipts = {receipt_of(one) for one in ten}
    assert town.seal() == 10
    assert town.rows("dialogue") == []
    assert {row["rid"] for row in town.rows("response")} == {
        response_key(PEPPER, receipt) for receipt in receipts
    }
    assert {row["mark"] for row in town.rows("participation")} == {
        participation_mark(PEPPER, "stadtweit", one.chat, 1) for one in ten
    }


@pytest.mark.usefixtures("ten")
def test_a_response_holds_its_answers_and_its_language_and_nothing_else(town: Town) -> None:
    town.seal()
    for row in town.rows("response"):
        assert set(row) == {"rid", "version_id", "language", "answers", "access", "mode", "wave"}
        assert row["access"] == ""  # this survey does not tell who was invited
        assert {**answers_from_json(row["answers"]), "words": "Mehr Bänke"} == GIVEN
        assert (len(row["rid"]), row["language"], row["wave"]) == (32, "de", None)


def test_after_the_last_day_the_rest_is_cut_loose_however_few(town: Town) -> None:
    others_submit(town, 3)
    town.now = town.now.replace(month=CLOSES.month, day=CLOSES.day) + timedelta(days=1)
    assert town.seal() == 3


def test_the_receipt_stands_in_no_table_at_any_time(town: Town, ten: list[Resident]) -> None:
    receipts = [receipt_of(one) for one in ten]
    for _ in range(2):
        kept = repr(town.everything())
        assert not any(receipt in kept or receipt.replace("-", "") in kept for receipt in receipts)
        town.seal()


def test_a_receipt_that_is_still_on_its_way_keeps_its_draft_from_being_cut_loose(
    town: Town, ten: list[Resident]
) -> None:
    others_submit(town, 1, first_chat=9500)
    late = ten[4]
    draft = next(row for row in town.rows("dialogue") if row["member_id"] == late.member["id"])
    table = metadata.tables["outbox"]
    waiting = {
        **dict.fromkeys(("address", "priority", "attempts"), 0),
        "template": "submitted",
        "language": "de",
        "args": "{}",
        "placement": "{}",
        "due_at": town.now,
        "occasion": f"receipt:{draft['id']}",
    }
    with town.connection.begin():
        town.connection.execute(table.insert().values(waiting))
    assert town.seal() == 10
    assert [row["id"] for row in town.rows("dialogue")] == [draft["id"]]


def test_a_receipt_reads_the_same_however_often_the_message_is_made(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    first = receipt_of(ayse)
    assert read_receipt(first.lower().replace("-", " ")) == first


def test_hiding_the_code_takes_it_out_of_the_chat(ayse: Resident) -> None:
    ayse.begin()
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    ayse.choose("hide:stadtweit")
    assert ayse.sees.template == "receipt_hidden"
    assert ayse.sees.placement.edit is not None


def languages_kept(town: Town) -> list[str]:
    return sorted(row["language"] for row in town.rows("response"))


@pytest.mark.usefixtures("ten")
def test_a_language_that_few_speak_is_not_kept_with_a_response(town: Town) -> None:
    others_submit(town, 1, first_chat=9500)
    rare_ones_submit(town, 2)
    town.seal()
    assert languages_kept(town) == ["", ""] + ["de"] * 11


@pytest.mark.usefixtures("ten")
def test_a_language_is_kept_once_ten_who_took_part_speak_it(town: Town) -> None:
    town.seal()
    others_submit(town, 10, first_chat=9500)
    assert town.seal() == 10
    few = others_submit(town, 1, first_chat=9700)
    rare_ones_submit(town, 9)
    assert town.seal() == 9 + len(few)
    assert languages_kept(town) == [""] * 9 + ["de"] * 21


@pytest.mark.usefixtures("ten")
def test_a_wave_counts_the_language_and_keeps_it_no_longer(town: Town) -> None:
    others_submit(town, 20, first_chat=9500)
    town.seal()
    town.run(close_due_waves, town.house, 1, town.now)
    assert sorted(row["language"] for row in town.rows("response") if row["wave"]) == [""] * 20
    assert sorted(row["language"] for row in town.rows("response") if not row["wave"]) == ["de"] * 10
