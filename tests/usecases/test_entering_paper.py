"""Staff enter paper questionnaires and calls: sealed and counted like others, and mixed with nobody's."""

import asyncio
from dataclasses import replace
from random import Random
from typing import Any

import pytest

from bot.dialogs import say_in_words
from db import invited, surveys
from db.dialogues import Entry
from db.unit import Unit
from domain.dialogue import Move, Problem, Stage
from domain.dialogue_data import dialogue_from_json
from domain.invitation import Role
from domain.modes import Mode
from domain.survey import ACCESS, MODE, Kind, Question, Quota, Survey
from tests.domain.questionnaires import TOWN
from tests.usecases.letters import come, letters
from tests.usecases.office import staff
from tests.usecases.test_seats_under_pressure import workers
from tests.usecases.town import CLOSES, OPENS, Resident, Town
from usecases.enter_paper import enter_command
from usecases.entering import take_letter
from usecases.erase import delete_command
from usecases.invite_codes import LetterCode
from usecases.manage_staff import revoke_staff
from usecases.my_data import MyDataView, my_data_command
from usecases.take_survey import survey_command
from usecases.verify_tables import verify_tables
from usecases.views import CardView, ReceiptView
from usecases.withdraw import withdraw_command

KEY = "stadtweit"


class Clerk(Resident):
    """A member of staff who enters what others have answered."""

    def _drafts(self) -> list[dict[str, Any]]:
        return [row for row in super()._drafts() if row["seal"] is None]

    def enter(self, mode: Mode = Mode.PAPER, text: str = "Mehr Schatten", language: str = "de") -> str:
        """Enter one paper or call and submit it; return its receipt."""
        self.command(enter_command)
        self.choose(f"enter:{KEY}")
        self.choose(f"enter:{KEY}:{mode}")
        self.choose(f"enter:{KEY}:{mode}:{language}")
        self.answer_all(text)
        self.tap(Move.SUBMIT)
        view = self.sees.view
        assert isinstance(view, ReceiptView)
        return view.receipt


def clerk(town: Town, chat: int = 800, role: Role = Role.MODERATOR) -> Clerk:
    return Clerk(town, staff(town, chat, role).chat)


def sealed(town: Town) -> list[dict[str, Any]]:
    return [row for row in town.rows("dialogue") if row["seal"] is not None]


def test_a_paper_goes_through_the_same_dialogue_and_is_submitted_with_a_receipt(town: Town) -> None:
    one = clerk(town)
    receipt = one.enter()
    assert len(receipt) == 24
    assert one.sees.template == "entered"
    (row,) = sealed(town)
    assert (row["mode"], row["language"]) == ("paper", "de")
    assert dialogue_from_json(row["state"]).stage is Stage.SUBMITTED
    tallied = {(row["dimension"], row["value"]): row["n"] for row in town.rows("tally")}
    assert tallied[("all", "")] == tallied[("mode", "paper")] == 1


def test_each_card_says_which_paper_of_the_day_it_is(town: Town) -> None:
    one = clerk(town)
    one.enter()
    one.choose(f"enter:{KEY}:paper:de")
    view = one.sees.view
    assert isinstance(view, CardView)
    assert view.entering is not None
    assert (view.entering.mode, view.entering.number) == (Mode.PAPER, 2)


@pytest.mark.parametrize("role", [Role.STEERING, Role.DATA_PROTECTION, None])
def test_others_cannot_enter_anything(town: Town, role: Role | None) -> None:
    one = Resident(town, 900)
    if role is None:
        one.begin()
    else:
        staff(town, 900, role)
    for option in ("enter", f"enter:{KEY}", f"enter:{KEY}:paper:de", f"enter:{KEY}:paper:de:none"):
        one.choose(option)
        assert one.sees.template == "refused"
    assert all(row["mode"] == "chat" for row in town.rows("dialogue"))


def test_who_is_staff_no_more_cannot_go_on_with_an_entry(town: Town) -> None:
    one = clerk(town)
    one.command(enter_command)
    one.choose(f"enter:{KEY}:paper:de")
    (member,) = town.rows("staff")
    town.run(revoke_staff, member["id"], town.now)
    turn = one.dialogue.turn
    one.tap(Move.KEEP)
    one.say("ja")
    assert one.dialogue.turn == turn


def test_ones_own_answers_and_those_of_others_do_not_mix(town: Town) -> None:
    one = clerk(town)
    one.choose("language:de")
    one.choose(one.options[0])
    one.command(survey_command)
    one.tap(Move.KEEP)
    own = one.draft["id"]
    one.choose(f"enter:{KEY}:paper:de")
    modes = {row["id"]: row["mode"] for row in one._drafts()}
    assert sorted(modes.values()) == ["chat", "paper"]
    one.command(survey_command)  # goes on with one's own
    view = one.sees.view
    assert isinstance(view, CardView)
    assert (view.dialogue_id, view.entering) == (own, None)


def test_an_entry_that_was_begun_is_gone_on_with_or_dropped_never_doubled(town: Town) -> None:
    one = clerk(town)
    one.choose(f"enter:{KEY}:paper:de")
    first = one.draft["id"]
    one.choose(f"enter:{KEY}:paper:de")
    assert one.sees.template == "enter_begun"
    one.choose(f"enter:{KEY}:paper:on")
    assert one.draft["id"] == first
    one.choose(f"enter:{KEY}:paper:drop")
    assert not one.has_draft
    assert one.sees.template == "enter_language"


def test_ten_papers_of_one_member_of_staff_are_cut_loose_together_with_a_mark_each(town: Town) -> None:
    one = clerk(town)
    for number in range(9):
        one.enter(text=f"Text {number}")
    assert town.seal() == 0
    one.enter()
    assert town.seal(Random(1)) == 10
    assert len(town.rows("response")) == len(town.rows("participation")) == 10
    one.enter()  # nothing stops the next one
    assert len(sealed(town)) == 1


def test_papers_hide_nobody_who_answers_in_a_chat(town: Town) -> None:
    one, other = clerk(town), Resident(town, 950)
    for _ in range(9):
        one.enter()
    other.begin()
    other.answer_all()
    other.tap(Move.SUBMIT)
    assert town.seal() == 0


def test_a_survey_that_tells_modes_keeps_them_with_the_response_where_ten_have_the_same(town: Town) -> None:
    town.open_survey(KEY, replace(TOWN, dimensions=(MODE, "lives")), source="2")
    one = clerk(town)
    for _ in range(10):
        one.enter(Mode.PHONE)
    one.enter(Mode.PAPER)
    assert town.seal() == 10
    assert [row["mode"] for row in town.rows("response")] == ["phone"] * 10
    town.pass_days(40)  # the survey has ended: the last paper goes, and does not say that it is one
    assert town.seal() == 1
    assert sorted(row["mode"] for row in town.rows("response")) == ["", *["phone"] * 10]


def test_a_papers_receipt_withdraws_it_before_and_after_it_is_cut_loose(town: Town) -> None:
    one, holder = clerk(town), Resident(town, 960)
    holder.start()
    first, *others = [one.enter() for _ in range(11)]
    for receipt in (first, others[0]):
        holder.command(withdraw_command, receipt)
        holder.choose(holder.options[0])
        assert holder.sees.template == "withdrawn"
        town.seal()
    assert len(town.rows("response")) == 9


def test_a_letters_code_makes_a_paper_part_of_the_sample_and_is_used_up(town: Town) -> None:
    town.open_survey(KEY, replace(TOWN, dimensions=(ACCESS, "lives")), source="2")
    (letter,) = letters(town, 1)
    one = clerk(town)
    one.choose(f"enter:{KEY}:paper:de")
    assert one.sees.template == "enter_code"
    one.say("not a code")
    assert one.sees.args["problem"] == "unknown"
    one.say(letter.code.lower())
    assert one.draft["with_code"]
    one.answer_all()
    one.tap(Move.SUBMIT)
    assert [(row["with_code"], row["code"]) for row in sealed(town)] == [(True, None)]
    one.choose(f"enter:{KEY}:paper:de")
    one.say(letter.code)
    assert one.sees.args["problem"] == "used_up"
    one.choose(f"enter:{KEY}:paper:de:none")
    assert not one.draft["with_code"]
    assert town.rows("invited") == []  # the member of staff was not invited


@pytest.fixture
def sampled(town: Town) -> Town:
    town.open_survey(KEY, replace(TOWN, dimensions=(ACCESS, "lives")), source="2")
    return town


def left(town: Town) -> int:
    (row,) = town.rows("participation_code")
    places: int = row["persons_left"]
    return places


def begins(one: Clerk, letter: LetterCode, mode: Mode = Mode.PAPER) -> None:
    one.choose(f"enter:{KEY}:{mode}:de")
    one.say(letter.code)
    assert one.sees.template == "card"


def test_a_paper_that_is_begun_and_dropped_uses_up_no_place_of_the_household(sampled: Town) -> None:
    (letter,) = letters(sampled, 1)
    one = clerk(sampled)
    begins(one, letter)
    assert left(sampled) == 1
    one.choose(f"enter:{KEY}:paper:drop")
    begins(one, letter)
    one.answer_all()
    one.tap(Move.SUBMIT)
    assert (one.sees.template, left(sampled)) == ("entered", 0)


def test_nor_does_one_whose_cell_is_full_at_submit(town: Town) -> None:
    full = replace(TOWN, dimensions=(ACCESS, "lives"), quotas=(Quota({"lives": "a"}, 1),))
    town.open_survey(KEY, full, source="2")
    (letter,) = letters(town, 1)
    one, other = clerk(town), Resident(town, 950)
    begins(one, letter)
    one.answer_all()
    other.begin()
    other.answer_all()
    other.tap(Move.SUBMIT)
    one.tap(Move.SUBMIT)
    assert (one.sees.template, left(town)) == ("quota_full", 1)


@pytest.mark.parametrize("ahead", ["paper", "chat"])
def test_who_submits_a_paper_after_the_last_place_was_taken_is_told_and_loses_nothing(
    sampled: Town, ahead: str
) -> None:
    (letter,) = letters(sampled, 1)
    one = clerk(sampled)
    begins(one, letter)
    one.answer_all("Mehr Schatten")
    if ahead == "paper":
        other = clerk(sampled, 801)
        begins(other, letter, Mode.PHONE)
        other.answer_all()
        other.tap(Move.SUBMIT)
    else:
        come(Resident(sampled, 950), letter)
    turn, typed = one.dialogue.turn, one.draft["typed"]
    one.tap(Move.SUBMIT)
    view = one.sees.view
    assert isinstance(view, CardView)
    assert (view.problem, view.dialogue.stage) == (Problem.LETTER_USED_UP, Stage.REVIEWING)
    assert view.dialogue.answers["words"] == "Mehr Schatten"
    assert one.draft["typed"] == typed, "nothing has gone out of the chat either"
    assert not one.draft["with_code"]
    assert one.tap(Move.SUBMIT, turn) is not None, "a double tap does not submit it unread"
    assert left(sampled) == 0
    one.tap(Move.SUBMIT)
    assert one.sees.template == "entered"
    told = {row["mode"]: row["with_code"] for row in sealed(sampled) if row["mode"] != "chat"}
    assert told == {"paper": False} | ({"phone": True} if ahead == "paper" else {})


@pytest.mark.parametrize("number", [1, 3])
async def test_however_many_submit_at_once_no_more_places_are_taken_than_there_are(
    database_url: str, number: int
) -> None:
    if number > 1 and database_url.startswith("sqlite"):
        pytest.skip("SQLite has room for one worker")
    entry = Entry(Mode.PAPER, "de", came_with_code=True, code=bytes(32))

    def prepare(unit: Unit) -> None:
        surveys.schedule(unit, KEY, 0, OPENS, CLOSES)
        invited.add_codes(unit, KEY, [bytes(32)], persons=4)

    async with workers(database_url, number) as stores:
        await stores[0].run(prepare)
        taken = await asyncio.gather(*(stores[n % number].run(take_letter, entry) for n in range(30)))
        assert sum(taken) == 4


def test_of_two_papers_of_one_household_both_count_where_the_letter_is_for_two(sampled: Town) -> None:
    (letter,) = letters(sampled, 1, persons=2)
    one, other = clerk(sampled), clerk(sampled, 801)
    for who in (one, other):
        begins(who, letter)
        who.answer_all()
    for who in (one, other):
        who.tap(Move.SUBMIT)
        assert who.sees.template == "entered"
    assert left(sampled) == 0


def test_in_a_quotas_cell_such_a_paper_counts_as_one_without_a_letter(town: Town) -> None:
    quotas = (Quota({ACCESS: "invited"}, 9), Quota({ACCESS: "open"}, 9))
    town.open_survey(KEY, replace(TOWN, dimensions=(ACCESS, "lives"), quotas=quotas), source="2")
    (letter,) = letters(town, 1)
    one, other = clerk(town), clerk(town, 801)
    for who in (one, other):
        begins(who, letter)
        who.answer_all()
    other.tap(Move.SUBMIT)
    one.tap(Move.SUBMIT)
    one.tap(Move.SUBMIT)
    counted = {row["cell"]: row["n"] for row in town.rows("quota_count")}
    assert counted == {"access=invited": 1, "access=open": 1}


def test_who_enters_what_somebody_says_on_the_phone_is_not_asked_where_they_are_themselves(
    town: Town,
) -> None:
    question = Question("spot", Kind.GEOPOINT, {"de": "Wo?"}, media={"image": {"de": "plan.png"}})
    town.open_survey(KEY, Survey(KEY, "2", {"de": "Orte"}, ("de",), (question,)), source="2")
    one = clerk(town)
    one.command(enter_command)
    for option in (f"enter:{KEY}", f"enter:{KEY}:{Mode.PHONE}", f"enter:{KEY}:{Mode.PHONE}:de"):
        one.choose(option)
    assert one.sees.template == "card"
    assert "📎" in say_in_words(town.house.town, one.sees).text
    one.tap(Move.SKIP)
    assert {said.template for said in town.said}.isdisjoint({"place_button", "place_noted"})


def test_staff_see_of_what_they_entered_only_how_many_wait(town: Town) -> None:
    one = clerk(town)
    one.enter()
    one.enter()
    one.command(my_data_command)
    view = one.sees.view
    assert isinstance(view, MyDataView)
    assert view.entered == 2
    assert [person.answers for person in view.people] == [()]


def test_the_attacks_on_the_tables_hold_with_papers(town: Town) -> None:
    one = clerk(town)
    for number in range(12):
        one.enter(text=f"Ein langer Text {number}")
    town.seal()
    town.pass_days(4)
    one.enter(text="Noch ein langer Text")
    found = town.run(verify_tables, town.now.date(), 30)
    assert [one.attack for one in found if one.outcome == "broken"] == []


def test_whoever_deletes_a_chat_reads_first_how_many_papers_would_go_with_it(town: Town) -> None:
    one = clerk(town)
    one.command(delete_command)
    assert one.sees.args["entered"] == 0
    one.enter()
    one.enter(Mode.PHONE)
    one.command(delete_command)
    assert one.sees.args["entered"] == 2
    english = replace(one.sees, language="en")
    assert "2" in say_in_words(town.house.town, english).text
    assert "papers or calls" in say_in_words(town.house.town, english).text
    other = Resident(town, 950)
    other.begin()
    other.answer_all()
    other.tap(Move.SUBMIT)
    other.command(delete_command)
    assert other.sees.args["entered"] == 0
