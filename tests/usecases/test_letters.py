"""A letter's code invites the people of one household to a survey, and nobody else."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from domain.access import CODE_PREFIX, code_hash
from domain.dialogue import Choose, Move
from domain.receipts import ALPHABET
from tests.domain.questionnaires import TOWN
from tests.usecases.conftest import PEPPER
from tests.usecases.letters import KEY, SAMPLED, come, letters, payload_of, take_part
from tests.usecases.test_rights import data_of
from tests.usecases.town import CLOSES, OPENS, Resident, Town, opened
from usecases.erase import delete_command
from usecases.house import House
from usecases.introduce import introduce
from usecases.invite_codes import NoCodes, make_codes
from usecases.manage_staff import BotUnknown
from usecases.retention import Periods, forget


@pytest.fixture
def town(database_url: str, house: House) -> Iterator[Town]:
    with opened(database_url, house) as town:
        town.open_survey(KEY, SAMPLED)
        yield town


def said_to(resident: Resident) -> list[str]:
    return [one.template for one in resident.town.said if one.address == resident.chat]


def left(town: Town) -> list[int]:
    return sorted(row["persons_left"] for row in town.rows("participation_code"))


def invited(town: Town) -> list[tuple[int, str]]:
    return [(row["member_id"], row["survey_key"]) for row in town.rows("invited")]


# --- making codes ----------------------------------------------------------------------------------


def test_codes_can_be_read_aloud_and_only_their_hashes_are_kept(town: Town) -> None:
    made = letters(town, 50, persons=2)
    assert len({one.code for one in made}) == 50
    for one in made:
        assert [len(group) for group in one.code.split("-")] == [4] * 5
        assert set(one.code) <= {*ALPHABET, "-"}
        assert one.link == f"https://t.me/bot?start=i-{one.code}"
        assert one.code not in repr(one)
        assert len(payload_of(one)) <= 64  # of which Telegram sends along so many
    rows = town.rows("participation_code")
    assert {row["hash"] for row in rows} == {code_hash(PEPPER, one.code) for one in made}
    assert {(row["survey_key"], row["persons_left"]) for row in rows} == {(KEY, 2)}
    everything = repr(town.everything())
    assert not any(one.code in everything for one in made)


def test_who_made_codes_is_written_down(town: Town) -> None:
    letters(town, 3, persons=4)
    (row,) = town.rows("audit")
    assert (row["staff_id"], row["action"], row["object"]) == (None, "made codes", "stadtweit: 3, for 4 each")


def test_codes_need_a_survey_that_tells_who_was_invited_and_still_runs(town: Town) -> None:
    town.run(introduce, "bot", "https://t.me/bot")
    town.open_survey("open-to-all", TOWN)
    town.open_survey("over", SAMPLED, closes=date(2026, 10, 2))

    def refused(key: str, reason: str) -> None:
        with pytest.raises(NoCodes, match=reason):
            town.run(make_codes, PEPPER, key, 1, 1, town.now, "Europe/Berlin")

    refused("nowhere", "there is no survey 'nowhere'; there are: ")
    refused("open-to-all", "set sample = true")
    refused("over", "has ended")
    assert town.rows("participation_code") == []


def test_codes_need_a_bot_that_has_an_address(town: Town) -> None:
    with pytest.raises(BotUnknown):
        town.run(make_codes, PEPPER, KEY, 1, 1, town.now, "Europe/Berlin")


# --- redeeming -------------------------------------------------------------------------------------


def test_who_comes_with_a_letter_is_greeted_and_goes_the_way_of_everybody(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    ayse.start(payload_of(letter))
    assert said_to(ayse) == ["welcome", "code_kept", "language_choice"]
    assert invited(town) == [(ayse.member["id"], KEY)]
    assert left(town) == [0]
    ayse.choose("language:tr")
    assert ayse.sees.template == "consent"


def test_a_typed_code_may_be_spelled_in_many_ways(town: Town) -> None:
    for number, letter in enumerate(letters(town, 3)):
        spelled = (letter.code.lower(), letter.code.replace("-", " "), f" {letter.code} ")[number]
        one = Resident(town, 600 + number)
        one.start(f"I-{spelled}")
        assert "code_kept" in said_to(one), spelled


def test_a_housemate_can_use_the_code_and_a_third_person_gets_a_kind_word(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    (letter,) = letters(town, 1, persons=2)
    stranger = Resident(town, 503)
    for one in (ayse, bernd, stranger):
        one.start(payload_of(letter))
    assert said_to(ayse)[1] == said_to(bernd)[1] == "code_kept"
    assert said_to(stranger) == ["welcome", "code_used_up", "language_choice"]
    assert (left(town), len(invited(town))) == ([0], 2)


def test_coming_again_uses_nothing_up(ayse: Resident, bernd: Resident, town: Town) -> None:
    one, other = letters(town, 2, persons=2)
    for letter in (one, one, other):
        ayse.start(payload_of(letter))
    assert said_to(ayse).count("code_known") == 2
    assert left(town) == [1, 2]
    bernd.start(payload_of(one))
    assert left(town) == [0, 2]


def test_an_update_that_telegram_delivers_twice_uses_a_code_once(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1, persons=2)
    town.times = 2
    ayse.start(payload_of(letter))
    assert left(town) == [1]


def test_a_forged_code_gives_nothing_and_is_answered_kindly(town: Town) -> None:
    letters(town, 5)
    for number, forged in enumerate(("", "x", "i-", "AAAA-AAAA-AAAA-AAAA-AAAA", "0" * 20, "😀" * 20)):
        one = Resident(town, 600 + number)
        one.start(f"{CODE_PREFIX}{forged}")
        assert said_to(one) == ["welcome", "code_unknown", "language_choice"], forged
        assert (invited(town), left(town)) == ([], [1] * 5), forged
        assert town.rows("throttle") == [], forged


def test_a_code_with_a_slip_of_the_pen_is_no_other_letters(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    slips = []
    for place, sign in enumerate(letter.code):
        if sign != "-":
            other = ALPHABET[(ALPHABET.index(sign) + 1) % 32]
            slips.append(letter.code[:place] + other + letter.code[place + 1 :])
    for slip in slips:
        ayse.start(f"{CODE_PREFIX}{slip}")
    assert said_to(ayse).count("code_unknown") == 20
    assert invited(town) == []


def test_the_code_of_another_towns_bot_is_unknown_here(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    town.house = replace(town.house, pepper=b"another town's secret")
    ayse.start(payload_of(letter))
    assert "code_unknown" in said_to(ayse)


def test_a_code_invites_to_its_own_survey_only(ayse: Resident, town: Town) -> None:
    town.open_survey("quartier", SAMPLED)
    (letter,) = letters(town, 1, key="quartier")
    ayse.start(payload_of(letter))
    assert [key for _, key in invited(town)] == ["quartier"]


def test_a_letter_that_comes_early_is_kept_and_one_that_comes_late_is_told_the_days(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    early, late = letters(town, 2)
    town.now = town.now.replace(month=9)
    ayse.start(payload_of(early))
    assert [one.args["is_open"] for one in town.said if one.template == "code_kept"] == [False]
    town.now = town.now.replace(month=11)
    bernd.start(payload_of(late))
    assert said_to(bernd)[1] == "survey_closed"
    assert len(invited(town)) == 1


def test_a_code_is_worth_nothing_once_the_survey_tells_nobody_apart_any_more(
    ayse: Resident, town: Town
) -> None:
    (letter,) = letters(town, 1)
    town.open_survey(KEY, TOWN, source="2")
    ayse.start(payload_of(letter))
    assert "code_unknown" in said_to(ayse)


def test_who_has_taken_part_uses_no_code_up(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    come(ayse)
    ayse.answer_all()
    ayse.tap(Move.SUBMIT)
    ayse.start(payload_of(letter))
    assert said_to(ayse)[-2] == "already_taken"
    take_part(town, 0, 9)
    assert town.seal() == 10
    ayse.start(payload_of(letter))
    assert said_to(ayse)[-2] == "already_taken"
    assert (invited(town), left(town)) == ([], [1])


def test_a_draft_that_was_begun_before_the_letter_was_found_is_an_invited_persons(
    ayse: Resident, town: Town
) -> None:
    (letter,) = letters(town, 1)
    come(ayse)
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.start(payload_of(letter))
    assert len(invited(town)) == 1
    assert ayse.dialogue.answers["lives"] == "a"


# --- what is counted, shown and forgotten ----------------------------------------------------------


def test_a_code_is_counted_as_a_letter_and_stands_in_no_count(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    ayse.start(payload_of(letter))
    Resident(town, 77).start("i-nothing")
    assert {(row["dimension"], row["value"], row["n"]) for row in town.rows("tally")} == {
        ("all", "", 2),
        ("source", "letter", 2),
    }


def test_no_table_tells_which_code_somebody_used(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    ayse.start(payload_of(letter))
    rows = town.everything()
    hashed = code_hash(PEPPER, letter.code)
    holding = [name for name, found in rows.items() if any(hashed in row.values() for row in found)]
    assert holding == ["participation_code"]
    assert letter.code not in repr(rows)
    assert set(town.rows("invited")[0]) == {"member_id", "survey_key"}  # and no time
    assert set(town.rows("participation_code")[0]) == {"hash", "survey_key", "persons_left"}


def test_my_data_names_the_survey_to_which_a_letter_was_brought_along(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    ayse.start(payload_of(letter))
    (person,) = data_of(ayse).people
    assert [key for key, _ in person.invited_to] == [KEY]


def test_delete_forgets_the_invitation_and_gives_no_use_of_the_code_back(ayse: Resident, town: Town) -> None:
    (letter,) = letters(town, 1)
    come(ayse, letter)
    ayse.command(delete_command)
    ayse.choose("erase")
    assert (invited(town), left(town)) == ([], [0])
    ayse.start(payload_of(letter))
    assert "code_used_up" in said_to(ayse)


def test_the_day_after_a_survey_ends_its_codes_go_and_so_does_who_came_with_one(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    town.open_survey("longer", SAMPLED, closes=date(2027, 3, 1))
    letters(town, 3, key="longer")
    began, submitted, *_ = letters(town, 4)
    come(ayse, began)
    come(bernd, submitted)
    bernd.answer_all()
    bernd.tap(Move.SUBMIT)
    town.now = town.now.replace(day=CLOSES.day)
    gone = town.run(forget, Periods(), "Europe/Berlin", town.now)
    assert (gone["codes"], gone["invited"]) == (0, 0)
    town.pass_days(1)
    gone = town.run(forget, Periods(), "Europe/Berlin", town.now)
    assert (gone["codes"], gone["invited"]) == (4, 1)
    assert {row["survey_key"] for row in town.rows("participation_code")} == {"longer"}
    assert invited(town) == [(bernd.member["id"], KEY)]  # whose answers wait for the last batch
    town.seal()
    assert invited(town) == []
    assert OPENS < CLOSES


# --- cut loose -------------------------------------------------------------------------------------


def accesses(town: Town) -> list[str]:
    return sorted(row["access"] for row in town.rows("response"))


def test_who_was_invited_waits_for_ten_who_were_invited_and_others_for_ten_others(town: Town) -> None:
    take_part(town, 9, 12)
    assert town.seal() == 12
    assert accesses(town) == ["open"] * 12
    assert len(invited(town)) == 9
    assert town.seal() == 0
    take_part(town, 1, 0, first_chat=4000)
    assert town.seal() == 10
    assert accesses(town) == ["invited"] * 10 + ["open"] * 12
    assert invited(town) == []


def test_ten_of_each_are_cut_loose_together(town: Town) -> None:
    take_part(town, 10, 10)
    assert town.seal() == 20
    assert accesses(town) == ["invited"] * 10 + ["open"] * 10
    assert (town.rows("dialogue"), invited(town), left(town)) == ([], [], [0] * 10)


def test_at_the_end_a_way_by_which_too_few_came_is_not_kept(town: Town) -> None:
    take_part(town, 3, 11)
    town.seal()
    town.now = town.now.replace(month=11)
    assert town.seal() == 3
    assert accesses(town) == [""] * 3 + ["open"] * 11
    assert invited(town) == []


def test_at_the_end_a_last_few_join_those_of_their_kind_who_wait(town: Town) -> None:
    take_part(town, 14, 10)
    assert town.seal() == 24
    take_part(town, 4, 2, first_chat=4000)
    town.now = town.now.replace(month=11)
    assert town.seal() == 6
    assert accesses(town) == ["invited"] * 18 + ["open"] * 12


def test_a_survey_that_does_not_tell_seals_as_ever_whoever_comes(database_url: str, house: House) -> None:
    with opened(database_url, house) as town:
        town.open_survey(KEY, SAMPLED)
        codes = letters(town, 4)
        town.open_survey(KEY, TOWN, source="2")
        for number in range(10):
            one = Resident(town, 600 + number)
            come(one, codes[number] if number < 4 else None)
            one.answer_all()
            one.tap(Move.SUBMIT)
        assert town.seal() == 10
        assert accesses(town) == [""] * 10
