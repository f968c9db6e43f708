"""Whoever has the receipt code can have the answers deleted, however far they have come."""

from datetime import date, timedelta
from random import Random

import pytest

from db.unit import Unit
from domain.dialogue import Choose, Mark, Move, Typed
from domain.erasures import response_token
from domain.receipts import ALPHABET, NoReceipt, read_receipt, response_key
from tests.usecases.conftest import PEPPER
from tests.usecases.test_sealing import receipt_of
from tests.usecases.test_staff import close
from tests.usecases.town import Resident, Town, others_submit
from usecases.answer_survey import words
from usecases.erase import delete_command
from usecases.retention import Periods, forget
from usecases.scrub import scrub_asked_for
from usecases.withdraw import look_up, withdraw_at_desk, withdraw_command

STRANGER = 77


def unknown_codes(n: int) -> list[str]:
    """Return codes without a slip of the pen that belong to nobody."""
    found: list[str] = []
    rng = Random(3)
    while len(found) < n:
        try:
            found.append(read_receipt("".join(rng.choices(ALPHABET, k=20))))
        except NoReceipt:
            continue
    return found


@pytest.fixture
def stranger(town: Town) -> Resident:
    """Somebody who has the code and is not the one who answered."""
    return Resident(town, STRANGER)


def submitted(town: Town, ayse: Resident, text: str = "Mehr Bänke") -> str:
    """Let somebody submit; return the receipt."""
    ayse.begin()
    ayse.answer_all(text)
    ayse.tap(Move.SUBMIT)
    return receipt_of(ayse)


def withdraws(resident: Resident, code: str) -> None:
    """Send the code and confirm."""
    resident.command(withdraw_command, code)
    assert resident.sees.template == "withdraw_question"
    resident.choose(resident.options[0])


def test_answers_that_still_wait_in_the_chat_are_deleted_and_one_can_take_part_again(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    code = submitted(town, ayse)
    withdraws(stranger, code)
    assert (stranger.sees.template, stranger.sees.args["stage"]) == ("withdrawn", "linked")
    assert (town.rows("dialogue"), town.rows("withdrawal")) == ([], [])
    assert town.run(scrub_asked_for)
    submitted(town, ayse)
    assert ayse.has_draft


def test_answers_that_wait_for_a_wave_are_deleted(ayse: Resident, stranger: Resident, town: Town) -> None:
    code = submitted(town, ayse, "only here")
    others_submit(town, 10)
    town.seal()
    withdraws(stranger, code)
    assert (stranger.sees.template, stranger.sees.args["stage"]) == ("withdrawn", "waiting")
    assert len(town.rows("response")) == 10
    assert [(row["wave"], row["n"]) for row in town.rows("withdrawal")] == [(0, 1)]
    assert "only here" not in repr(town.everything())


def test_of_counted_answers_row_and_texts_go_and_the_frozen_counts_stay(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    code = submitted(town, ayse, "only here")
    others_submit(town, 19)
    town.seal()
    town.now = town.now.replace(month=11, day=2)  # its last day has passed: all are counted
    close(town)
    frozen, release = town.rows("frozen"), town.rows("release")
    assert "only here" in repr(town.rows("contribution"))
    withdraws(stranger, code)
    assert (stranger.sees.template, stranger.sees.args["stage"]) == ("withdrawn", "counted")
    assert (town.rows("frozen"), town.rows("release")) == (frozen, release)
    assert [(row["wave"], row["n"]) for row in town.rows("withdrawal")] == [(1, 1)]
    assert (len(town.rows("response")), len(town.rows("contribution"))) == (19, 19)
    assert "only here" not in repr(town.everything())
    key = response_key(PEPPER, code)
    assert [row["token"] for row in town.rows("erasure")] == [response_token(PEPPER, key)]


def test_the_code_can_be_spelled_freely_and_typed_after_the_command_or_in_a_message_of_its_own(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    code = submitted(town, ayse).lower().replace("-", "  ")
    stranger.command(withdraw_command, "")
    assert (stranger.sees.template, stranger.options) == ("withdraw_code", ["keep"])
    stranger.say(code)
    assert stranger.sees.template == "withdraw_question"
    stranger.say("1")
    assert (stranger.sees.template, town.rows("dialogue")) == ("withdrawn", [])


def test_in_a_dialogue_the_next_words_are_the_code_and_the_ones_after_that_an_answer_again(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    code = submitted(town, ayse)
    bernd.begin()
    bernd.tap(Move.KEEP)
    bernd.tap(Choose(0))
    before = bernd.dialogue
    bernd.command(withdraw_command, "")
    bernd.say("30")
    assert (bernd.sees.template, bernd.dialogue) == ("withdraw_slip", before)
    bernd.say(code)
    bernd.say("1")
    assert bernd.sees.template == "withdrawn"
    bernd.say("30")
    assert bernd.dialogue.answers["age"] == 30
    bernd.tap(Mark(0, on=True))


def test_keep_deletes_nothing_and_a_typed_number_neither(ayse: Resident, town: Town) -> None:
    code = submitted(town, ayse)
    ayse.command(withdraw_command, code)
    ayse.choose("keep")
    ayse.say("1")
    assert (ayse.has_draft, town.rows("erasure")) == (True, [])


def test_a_slip_of_the_pen_is_no_wrong_code_and_can_be_mended(ayse: Resident, town: Town) -> None:
    code = submitted(town, ayse)
    for _ in range(20):
        ayse.command(withdraw_command, code[:-1])
    assert (ayse.sees.template, town.rows("throttle")) == ("withdraw_slip", [])
    ayse.say(code)
    assert ayse.sees.template == "withdraw_question"


def test_after_five_wrong_codes_a_chat_waits_an_hour_and_nobody_else_does(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    code = submitted(town, ayse)
    wrong = unknown_codes(5)
    for one in wrong[:4]:
        stranger.command(withdraw_command, one)
        assert stranger.sees.template == "withdraw_unknown"
    stranger.say(wrong[4])
    assert (stranger.sees.template, stranger.sees.args["until"]) == ("withdraw_later", "15:00")
    stranger.command(withdraw_command, code)
    assert stranger.sees.template == "withdraw_later"
    stranger.say(code)
    assert stranger.sees.template != "withdraw_question"
    town.now += timedelta(minutes=59)
    stranger.command(withdraw_command, "")
    assert stranger.sees.template == "withdraw_later"
    ayse.command(withdraw_command, code)
    assert ayse.sees.template == "withdraw_question"
    town.now += timedelta(minutes=1)
    withdraws(stranger, code)
    assert stranger.sees.template == "withdrawn"


def test_a_code_that_was_used_before_is_no_wrong_code(ayse: Resident, stranger: Resident, town: Town) -> None:
    code = submitted(town, ayse)
    ayse.command(withdraw_command, code)
    late = ayse.options[0], ayse.message
    withdraws(stranger, code)
    stranger.command(withdraw_command, code)
    assert (stranger.sees.template, town.rows("throttle")) == ("withdrawn_before", [])
    ayse.choose(*late)
    assert ayse.sees.template == "withdrawn_before"


def test_a_button_of_another_chat_and_a_forged_one_do_nothing(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    ayse.command(withdraw_command, submitted(town, ayse))
    option = ayse.options[0]
    stranger.start()
    changed = f"{option[:-1]}{'a' if option[-1] != 'a' else 'b'}"
    for forged in (option, changed, "withdraw:", "words:withdraw"):
        assert stranger.choose(forged) is not None
    assert (ayse.has_draft, town.rows("erasure")) == (True, [])


def test_neither_the_code_nor_a_key_that_links_the_chat_is_ever_in_a_table(
    ayse: Resident, stranger: Resident, town: Town
) -> None:
    code = submitted(town, ayse)
    others_submit(town, 9)
    town.seal()
    key = response_key(PEPPER, code)
    town.times = 2

    def is_clean() -> bool:
        kept = repr([rows for name, rows in town.everything().items() if name != "response"])
        traces = (code, code.replace("-", ""), key.hex(), repr(key)[2:-1], repr(response_token(PEPPER, key)))
        return not any(trace in kept for trace in traces)

    stranger.command(withdraw_command, code)
    assert is_clean()
    assert code not in repr(stranger.sees.args)
    town.run(forget, Periods(), "Europe/Berlin", town.now)
    assert stranger.member["menu"] is None  # not even a hidden key stands there for long
    assert stranger.choose(stranger.options[0]) is None
    assert stranger.sees.template == "withdrawn"


def test_deleting_all_lets_one_begin_anew_which_95_random_bits_can_bear(
    stranger: Resident, town: Town
) -> None:
    for one in unknown_codes(5):
        stranger.command(withdraw_command, one)
    stranger.command(delete_command)
    stranger.choose("erase")
    assert town.rows("throttle") == []
    stranger.command(withdraw_command, "")
    assert stranger.sees.template == "withdraw_code"


def test_the_desk_sees_what_a_code_leads_to_and_withdraws_it_once(ayse: Resident, town: Town) -> None:
    code = submitted(town, ayse)
    assert town.run(look_up, PEPPER, code) is not None
    assert town.run(withdraw_at_desk, PEPPER, code, town.now) is not None
    assert town.run(withdraw_at_desk, PEPPER, code, town.now) is None
    (line,) = town.rows("audit")
    assert (line["action"], line["object"], line["staff_id"]) == ("withdrew", "stadtweit", None)
    with pytest.raises(NoReceipt):
        town.run(look_up, PEPPER, "x")


def test_nobody_takes_part_twice_after_a_withdrawal(ayse: Resident, town: Town) -> None:
    code = submitted(town, ayse)
    others_submit(town, 9)
    town.seal()
    withdraws(ayse, code)
    ayse.choose("survey:stadtweit")
    assert ayse.sees.template == "already_taken"


def test_words_that_are_awaited_by_nobody_any_more_are_an_answer(ayse: Resident, town: Town) -> None:
    def ask_as_an_older_program_did(unit: Unit) -> None:
        unit.connection.exec_driver_sql("""UPDATE member SET menu = '["words:nothing"]'""")

    ayse.begin()
    town.run(ask_as_an_older_program_did)
    town.update(words, ayse.person, Typed("weiter", Move.KEEP))
    assert ayse.dialogue.at == "lives"
    assert town.now.date() < date(2026, 10, 31)
