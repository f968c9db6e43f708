"""Deleting everything, stopping, blocking, groups, and what goes by itself in time."""

from datetime import timedelta

from sqlalchemy import insert

from bot.dialogs import say_in_words
from db import outbox
from db.tables import metadata
from db.unit import Unit
from domain.dialogue import Choose, Mark, Move
from domain.invitation import Role
from domain.outgoing import Outgoing, Priority
from tests.domain.questionnaires import questionnaire
from tests.usecases.office import deliver
from tests.usecases.town import Resident, Town
from usecases.come_and_go import WELCOME_AFTER, block_or_return, offer_link_in_group
from usecases.commands import get_help, read_page, stop, unknown_command
from usecases.erase import delete_command
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.retention import Periods, forget

PERIODS = Periods(drafts=180, updates=30)
ADDRESS = 777_000_111


def test_delete_asks_first_and_then_erases_every_row_that_is_linked(bernd: Resident, town: Town) -> None:
    bernd.begin()
    others = town.everything()
    ayse = Resident(town, ADDRESS)
    ayse.begin("tr")
    ayse.tap(Move.KEEP)
    ayse.tap(Choose(0))
    ayse.say("30")
    ayse.tap(Mark(1, on=True))
    ids = {"chat": ayse.member["chat_id"], "member": ayse.member["id"], "dialogue": ayse.draft["id"]}
    ayse.command(delete_command)
    assert (ayse.sees.template, ayse.options, ayse.has_draft) == ("delete_question", ["erase", "keep"], True)
    ayse.choose("erase")
    assert ayse.sees.template == "deleted"
    everything = town.everything()
    for name in ("chat", "member", "consent", "dialogue", "participation", "response", "outbox", "throttle"):
        assert everything[name] == others[name], name
    assert str(ADDRESS) not in repr(everything)
    for table in metadata.tables.values():  # nothing points to what was erased
        for column in table.columns:
            for name, number in ids.items():
                if column.name == f"{name}_id":
                    assert number not in [row[column.name] for row in town.rows(table.name)]


def test_messages_that_wait_are_erased_too(ayse: Resident, town: Town) -> None:
    ayse.begin()

    def wait(unit: Unit) -> None:
        outbox.say_to_many(
            unit, [Outgoing(501, "kept", "de", priority=Priority.BULK, occasion="news")], town.now
        )

    town.run(wait)
    ayse.command(delete_command)
    ayse.choose("erase")
    assert town.rows("outbox") == []


def test_keep_keeps_everything_and_a_typed_number_erases_nothing_afterwards(ayse: Resident) -> None:
    ayse.begin()
    ayse.command(delete_command)
    ayse.choose("keep")
    assert ayse.sees.template == "kept"
    ayse.say("1")
    assert ayse.has_draft


def test_after_deleting_one_begins_anew(ayse: Resident, town: Town) -> None:
    ayse.begin()
    ayse.command(delete_command)
    ayse.say("1")
    assert (ayse.sees.template, town.rows("chat")) == ("deleted", [])
    ayse.say("hallo")
    assert ayse.sees.template == "language_choice"


def test_stop_keeps_unasked_messages_away_until_start(ayse: Resident, bernd: Resident, town: Town) -> None:
    ayse.begin()
    bernd.begin()

    def wait(unit: Unit) -> None:
        news = [Outgoing(chat, "kept", "de", priority=Priority.BULK, occasion="news") for chat in (501, 502)]
        outbox.say_to_many(unit, news, town.now)

    town.run(wait)
    ayse.command(stop)
    assert ayse.sees.template == "stopped"
    assert [row["address"] for row in town.rows("outbox")] == [502]
    assert {row["address"]: row["stopped_at"] for row in town.rows("chat")} == {501: town.now, 502: None}
    assert ayse.has_draft
    ayse.start()
    assert all(row["stopped_at"] is None for row in town.rows("chat"))


def test_whoever_blocks_the_bot_is_left_in_peace_and_counts_again_on_coming_back(
    ayse: Resident, town: Town
) -> None:
    ayse.agree()
    said = len(town.said)
    ayse.command(block_or_return, False)
    assert ([row["reachable"] for row in town.rows("chat")], len(town.said)) == ([False], said)
    ayse.say("hallo")
    assert [row["reachable"] for row in town.rows("chat")] == [True]


def welcomes(town: Town, after: timedelta = WELCOME_AFTER) -> list[Outgoing]:
    """Let time pass, and return what the sender then finds of itself."""
    town.now += after
    return deliver(town)


def test_who_comes_back_without_a_word_is_welcomed_in_a_moment_with_what_is_open(
    ayse: Resident, town: Town
) -> None:
    ayse.agree("tr")
    ayse.command(block_or_return, False)
    assert welcomes(town) == []
    ayse.command(block_or_return, True)
    assert welcomes(town, WELCOME_AFTER - timedelta(seconds=1)) == []
    (message,) = welcomes(town, timedelta(seconds=1))
    assert (message.template, message.language, message.args["keys"]) == ("home", "tr", ["stadtweit"])
    text = say_in_words(town.house.town, message).text
    assert "Welcome back" in text or "hoş geldiniz" in text.lower()
    ayse.say("1")
    assert ayse.has_draft, "what is open can be begun by its number"


def test_who_comes_back_with_start_is_welcomed_by_the_answer_and_not_again(
    ayse: Resident, town: Town
) -> None:
    ayse.agree()
    ayse.command(block_or_return, False)
    ayse.command(block_or_return, True)
    ayse.start()
    assert (ayse.sees.template, ayse.sees.args.get("back")) == ("home", True)
    assert welcomes(town) == []
    ayse.start()
    assert "back" not in ayse.sees.args


def test_whose_coming_back_was_not_told_is_welcomed_at_start_all_the_same(ayse: Resident, town: Town) -> None:
    ayse.agree()
    ayse.command(block_or_return, False)
    ayse.start()
    assert ayse.sees.args.get("back") is True


def test_who_leaves_again_at_once_wanted_silence_or_never_agreed_is_left_in_peace(town: Town) -> None:
    leaves, silent, stranger = (Resident(town, chat) for chat in (601, 602, 603))
    leaves.agree()
    silent.agree()
    silent.command(stop)
    stranger.start()
    for one in (leaves, silent, stranger):
        one.command(block_or_return, False)
        one.command(block_or_return, True)
    leaves.command(block_or_return, False)
    assert welcomes(town) == []


def test_somebody_new_and_somebody_who_never_left_are_not_welcomed_back(ayse: Resident, town: Town) -> None:
    ayse.agree()
    ayse.command(block_or_return, True)
    Resident(town, 604).command(block_or_return, True)  # Telegram tells of a first start in the same way
    assert welcomes(town) == []


def test_however_often_it_is_told_that_somebody_is_back_the_welcome_comes_once(
    ayse: Resident, town: Town
) -> None:
    ayse.agree()
    town.times = 3
    ayse.command(block_or_return, False)
    ayse.command(block_or_return, True)
    ayse.command(block_or_return, True)
    assert len(welcomes(town)) + len(welcomes(town)) == 1


def test_blocking_by_a_stranger_registers_nobody(town: Town) -> None:
    Resident(town, 9).command(block_or_return, False)
    assert town.rows("chat") == []


def test_a_group_gets_a_link_and_leaves_no_trace(town: Town) -> None:
    town.run(introduce, "bot", "https://t.me/bot")
    group = Resident(town, -100, "tr")
    group.command(offer_link_in_group)
    assert (group.sees.template, group.sees.language) == ("group", "tr")
    assert group.sees.args == {"link": "https://t.me/bot"}
    assert (town.rows("chat"), town.rows("outbox")) == ([], [])


def test_pages_help_and_unknown_commands_are_answered_in_the_middle_of_a_survey(ayse: Resident) -> None:
    ayse.begin()
    before = ayse.dialogue
    for page in ("privacy", "about", "contact"):
        ayse.command(read_page, page)
        assert (ayse.sees.template, ayse.sees.args["page"]) == ("page", page)
    ayse.command(get_help)
    assert ayse.sees.template == "help"
    ayse.command(unknown_command)
    assert (ayse.sees.template, ayse.dialogue) == ("unknown_command", before)


def test_what_has_served_its_purpose_goes_on_time(ayse: Resident, bernd: Resident, town: Town) -> None:
    town.open_survey("later", questionnaire(), closes=town.now.date() + timedelta(days=400))
    town.run(introduce, "bot", "https://t.me/bot")
    town.run(invite_staff, Role.ADMIN, town.now)
    ayse.agree()
    ayse.choose("survey:stadtweit")
    _mark(town, b"old", "stadtweit")
    _mark(town, b"new", "later")
    updates = len(town.rows("handled_update"))
    town.pass_days(30)
    gone = town.run(forget, PERIODS, "Europe/Berlin", town.now)
    assert {kind: n for kind, n in gone.items() if n} == {"invitations": 1, "participations": 1}
    assert [row["survey_key"] for row in town.rows("participation")] == ["later"]
    town.pass_days(1)
    assert town.run(forget, PERIODS, "Europe/Berlin", town.now)["updates"] == updates
    town.pass_days(149)
    assert town.run(forget, PERIODS, "Europe/Berlin", town.now)["drafts"] == 0
    town.pass_days(1)
    assert town.run(forget, PERIODS, "Europe/Berlin", town.now)["drafts"] == 1
    assert town.rows("dialogue") == []


def test_somebody_whose_draft_went_can_go_on(ayse: Resident, town: Town) -> None:
    ayse.begin()
    with town.connection.begin():
        town.connection.execute(metadata.tables["dialogue"].delete())
    ayse.say("Ja")
    assert ayse.sees.template == "home"


def _mark(town: Town, mark: bytes, key: str) -> None:
    with town.connection.begin():
        town.connection.execute(
            insert(metadata.tables["participation"]).values(mark=mark.ljust(32), survey_key=key)
        )
