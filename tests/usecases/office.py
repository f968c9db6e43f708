"""A town's office: staff with roles, waves to close, releases to publish, and all that waits delivered."""

from collections.abc import Callable

from db import responses, surveys
from db.responses import Response
from db.unit import Unit
from domain.dialogue import Answer
from domain.invitation import Role
from domain.outcomes import Sent
from domain.outgoing import Outgoing
from domain.releases import Release
from tests.usecases.town import Resident, Town
from usecases.close_wave import NotEnough, close_wave
from usecases.deliver import Leased, keep_outcomes, let_go, take_rows
from usecases.introduce import introduce
from usecases.manage_staff import invite_staff
from usecases.views import ConfirmationView

LIKES = (("a", "c"), ("b",), ("a", "b", "c"), ("d",), ("a",))


def staff(town: Town, chat: int, role: Role = Role.EDITOR, language: str = "de") -> Resident:
    """Let somebody become a member of staff."""
    town.run(introduce, "bot", "https://t.me/bot")
    one = Resident(town, chat, language)
    one.start(town.run(invite_staff, role, town.now).split("=")[1])
    return one


def answers_come_in(town: Town, n: int, key: str = "stadtweit") -> None:
    """Let n sealed answers wait to be counted."""

    def add(unit: Unit) -> None:
        version = surveys.version_ids(unit, key)[-1]
        responses.add_all(
            unit, [Response(b"%032d" % next(town.updates), version, "de", _answers(i)) for i in range(n)]
        )

    town.run(add)


def _answers(number: int) -> dict[str, Answer]:
    """Return answers that differ enough to be shown: a question on which all agree would tell on each."""
    return {"lives": "a", "age": 20 + number, "likes": LIKES[number % len(LIKES)], "happy": 1 + number % 5}


def close_now(town: Town, key: str = "stadtweit") -> Release | NotEnough:
    """Let a wave close as its tick does."""

    def close(unit: Unit) -> Release | NotEnough:
        offer = surveys.offer(unit, key)
        assert offer is not None
        return close_wave(unit, town.house, offer, town.now)

    result: Release | NotEnough = town.run(close)
    return result


def released(town: Town, n: int = 30) -> None:
    """Let n answers come in and a release be made of them."""
    answers_come_in(town, n)
    assert isinstance(close_now(town), Release)


def token_of(one: Resident) -> str:
    """Return the token on the button that this member of staff sees."""
    assert isinstance(one.sees.view, ConfirmationView)
    return one.sees.view.token


def confirm(one: Resident) -> None:
    """Tap "Yes" below the question that stands last."""
    one.choose(f"confirm:{token_of(one)}")


def wish(one: Resident, language: str = "de") -> None:
    """Come, agree to take part, and ask to be told the results."""
    one.agree(language)
    one.choose("notify:results")
    one.choose(one.options[0])
    assert one.sees.args["on"] == ["results"]


def deliver(
    town: Town, limit: int = 1000, mark: Callable[[int], bool] = lambda number: True
) -> list[Outgoing]:
    """Let the sender take what waits and deliver it.

    Args:
        town: The town.
        limit: How many rows are taken.
        mark: Which of them are marked before the program is killed; the others are sent, but not marked.
    """
    taken: list[Leased] = town.run(take_rows, town.house, limit, town.now).rows
    marked = [(row, Sent(1)) for number, row in enumerate(taken) if mark(number)]
    town.run(keep_outcomes, marked, town.now)
    town.run(let_go)
    return [row.outgoing for row in taken]
