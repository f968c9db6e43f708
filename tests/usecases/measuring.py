"""A town with needs, goals and measures, and residents who follow them."""

from typing import Any

import orjson
from sqlalchemy import delete, select

from db import follows, measures, residents
from db.residents import ConsentText
from db.tables import outbox
from db.unit import Unit
from domain.audience import Following
from domain.following import Follow
from domain.measures import MeasureStatus, NeedStatus
from domain.town import MEASURES_CONSENT
from tests.usecases.town import Resident, Town
from usecases.on_time import do_next
from usecases.publish_update import publish_update

QUARTER = "south_of_salamander_park"
BENCHES, CROSSING = "benches", "crossing"
TEXT = {"de": "Die Bank steht.", "tr": "Bank yerinde."}


def plant(town: Town) -> None:
    """Add a need with a goal and two measures: benches in the quarter, a crossing in the town's centre."""

    def add(unit: Unit) -> None:
        need = measures.add_need(
            *(unit, "sitting"),
            status=NeedStatus.TAKEN_UP,
            title={"de": "Mehr Sitzplätze", "tr": "Daha çok oturma yeri"},
            area=QUARTER,
            theme="appearance",
        )
        goal = measures.add_goal(unit, "places", need_id=need, title={"de": "Alle 300 Meter eine Bank"})
        going, decided = MeasureStatus.IN_PROGRESS, MeasureStatus.DECIDED
        title = {"de": "Zwölf neue Bänke"}
        measures.add_measure(unit, BENCHES, goal_id=goal, status=going, title=title)
        measures.add_measure(
            *(unit, CROSSING),
            goal_id=goal,
            status=decided,
            title={"de": "Abgesenkter Bordstein"},
            area="centre",
            theme="infrastructure",
        )

    town.run(add)


def publish(town: Town, key: str = BENCHES, *, tell: bool = True, **fields: Any) -> int:
    """Publish an update of a measure and return its id."""

    def add(unit: Unit) -> int:
        measure = measures.measure_by_key(unit, key)
        assert measure is not None
        values: dict[str, Any] = {"status": measure.status, "progress": measure.progress, "text": TEXT}
        number = measures.add_update(unit, measure.id, **{"day": town.now.date(), **values, **fields})
        draft = measures.update_by_id(unit, number)
        assert draft is not None
        publish_update(unit, town.house, draft, town.now, tell=tell)
        return number

    found: int = town.run(add)
    return found


def area(key: str) -> Follow:
    return Follow(Following.AREA, key)


def theme(key: str) -> Follow:
    return Follow(Following.THEME, key)


def measure(key: str) -> Follow:
    return Follow(Following.MEASURE, key)


def follow(one: Resident, *what: Follow, weekly: bool = False, language: str = "de") -> None:
    """Let somebody come, agree to hear of measures, and follow something."""
    one.agree(language)
    text, who = ConsentText("1", "hash", language), one.member["id"]

    def add(unit: Unit) -> None:
        residents.agree(unit, who, MEASURES_CONSENT, text, one.town.now)
        for each in what:
            follows.add(unit, who, each)
        follows.set_weekly(unit, who, weekly)

    one.town.run(add)


def let_time_come(town: Town) -> None:
    """Let the tick do all that is due."""
    while town.run(do_next, town.house, town.now) is not None:
        pass


def told(town: Town) -> list[tuple[int, list[int]]]:
    """Return who is told which updates since the last look: (chat, ids of updates)."""

    def take(unit: Unit) -> list[tuple[int, list[int]]]:
        rows = unit.connection.execute(select(outbox.c.address, outbox.c.args)).all()
        unit.connection.execute(delete(outbox))
        return sorted((address, _updates(orjson.loads(args))) for address, args in rows)

    found: list[tuple[int, list[int]]] = town.run(take)
    return found


def _updates(args: dict[str, Any]) -> list[int]:
    return [args["update"]] if "update" in args else [int(one) for one in args["updates"]]
