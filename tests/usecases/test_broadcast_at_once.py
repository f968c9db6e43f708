"""Two at once at one broadcast, each in a process of its own: one of them wins, the other is told."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Barrier, Thread
from typing import Any

import pytest

from db import broadcasts
from db.connect import open_engine
from db.unit import Unit
from domain.broadcasts import Broadcast, BroadcastStatus
from domain.invitation import Role
from tests.domain.questionnaires import TOWN
from tests.usecases.broadcasting import drafted, now, readers, released, tick, waiting
from tests.usecases.office import deliver, staff, token_of
from tests.usecases.test_broadcast_wizard import EDITOR, MANAGER, Sender
from tests.usecases.town import Town, opened
from usecases import broadcast_control
from usecases.choose import choose
from usecases.house import House
from usecases.on_time import do_next

PEOPLE = 12


@pytest.fixture
def shared(database_url: str, house: House) -> Iterator[tuple[Town, str]]:
    """A town, and the address of its database for those who come in another process."""
    with opened(database_url, house) as town:
        town.open_survey("stadtweit", TOWN)
        yield town, database_url


def at_once(url: str, *acts: Callable[[Unit], Any]) -> list[Any]:
    """Run use cases at the same moment, each on a connection of its own; return their results."""
    barrier, results = Barrier(len(acts)), [None] * len(acts)
    errors: list[BaseException] = []

    def run(number: int, act: Callable[[Unit], Any]) -> None:
        engine = open_engine(url)
        try:
            with engine.connect() as connection:
                barrier.wait()
                with connection.begin():
                    results[number] = act(Unit(connection, number + 1))
        except Exception as error:
            errors.append(error)
        engine.dispose()

    threads = [Thread(target=run, args=(number, act)) for number, act in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def test_two_who_confirm_at_the_same_moment_release_it_once(shared: tuple[Town, str]) -> None:
    town, url = shared
    readers(town, ["de"] * PEOPLE)
    editor, manager = (Sender(staff(town, chat, role, "en")) for chat, role in _TWO)
    draft = editor.begin()
    editor.do("test", "release")
    manager.open()
    manager.do(str(draft.id), "release")

    def confirms(one: Sender) -> Callable[[Unit], Any]:
        option, number, person = f"confirm:{token_of(one.one)}", next(town.updates), one.one.person

        def confirm(unit: Unit) -> list[str]:
            choose(unit, town.house, number, person, option, 1, town.now)
            return [outgoing.template for _row, outgoing in unit.said]

        return confirm

    said = at_once(url, confirms(editor), confirms(manager))
    assert sorted(templates[-1] for templates in said) in (
        ["broadcast_card", "not_confirmed"],  # the second came after the first was done
        ["broadcast_card", "broadcast_card"],  # or found that it had been released in between
    )
    released_times = [row for row in town.rows("audit") if row["action"] == "released"]
    assert len(released_times) == 1
    tick(town)
    assert len([one for one in deliver(town) if one.template == "broadcast_news"]) == PEOPLE


_TWO = ((EDITOR, Role.EDITOR), (MANAGER, Role.MANAGER))


def test_of_two_changes_at_the_same_moment_one_is_kept(shared: tuple[Town, str]) -> None:
    town, url = shared
    draft = drafted(town)

    def writes(text: str) -> Callable[[Unit], bool]:
        return lambda unit: broadcasts.save(unit, draft, replace(draft, text={"de": text}))

    assert sorted(at_once(url, writes("Eins"), writes("Zwei"))) == [False, True]
    assert now(town, draft).revision == 1


def test_what_is_cancelled_while_a_chunk_is_written_does_not_go_out(shared: tuple[Town, str]) -> None:
    town, url = shared
    readers(town, ["de"] * PEOPLE)
    one = released(town)
    _row, taken_out = at_once(
        url,
        lambda unit: do_next(unit, town.house, town.now),
        lambda unit: broadcast_control.cancel(unit, broadcasts_now(unit, one.id), town.now),
    )
    assert taken_out in (0, PEOPLE)  # before the chunk, or after it
    assert now(town, one).status is BroadcastStatus.CANCELLED
    assert waiting(town) == 0
    assert tick(town) == []


def broadcasts_now(unit: Unit, number: int) -> Broadcast:
    found = broadcasts.by_id(unit, number)
    assert found is not None
    return found


def test_what_is_paused_while_a_chunk_is_written_is_held_and_then_everybody_gets_it_once(
    shared: tuple[Town, str],
) -> None:
    town, url = shared
    addresses = readers(town, ["de"] * PEOPLE)
    one = released(town)
    at_once(
        url,
        lambda unit: do_next(unit, town.house, town.now),
        lambda unit: broadcast_control.pause(unit, broadcasts_now(unit, one.id)),
    )
    assert now(town, one).status is BroadcastStatus.PAUSED
    assert tick(town) == []
    assert deliver(town) == []
    assert town.run(broadcast_control.resume, now(town, one), town.now)
    tick(town)
    assert [message.address for message in deliver(town)] == addresses


def test_two_processes_that_tick_at_once_write_each_message_once(shared: tuple[Town, str]) -> None:
    town, url = shared
    addresses = readers(town, ["de"] * PEOPLE)
    one = released(town)
    at_once(url, *[lambda unit: do_next(unit, town.house, town.now) for _ in range(3)])
    tick(town)
    assert now(town, one).planned == PEOPLE
    assert [message.address for message in deliver(town)] == addresses
