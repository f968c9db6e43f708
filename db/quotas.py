"""How many people of each quota's cell have submitted: how many, never who.

The limit is kept by all who have submitted. Staff are shown those only who were cut loose from their chats,
ten or more at once: a number that moved with each Submit would tell of the newest in which cell they are.
"""

from sqlalchemy import case, select, update
from sqlalchemy.dialects.postgresql import insert as upsert  # its ON CONFLICT reads the same on SQLite

from db.tables import quota_count
from db.unit import Unit


def take(unit: Unit, survey_key: str, cell: str, limit: int) -> bool:
    """Take a place in a cell; return False where it is full. Several workers never take more than there are.

    Args:
        unit: The unit of work, which gives the place back if it fails.
        survey_key: The survey.
        cell: The cell, as `domain.survey.Quota.key` spells it.
        limit: How many may submit.
    """
    if limit < 1:
        return False
    statement = (
        upsert(quota_count)
        .values(survey_key=survey_key, cell=cell, n=1)
        .on_conflict_do_update(
            index_elements=["survey_key", "cell"],
            set_={"n": quota_count.c.n + 1},
            where=quota_count.c.n < limit,
        )
        .returning(quota_count.c.n)
    )
    return unit.connection.execute(statement).first() is not None


def give_back(unit: Unit, survey_key: str, cell: str, places: int = 1) -> None:
    """Free places in a cell."""
    taken = quota_count.c.n
    unit.connection.execute(
        update(quota_count)
        .where(quota_count.c.survey_key == survey_key, quota_count.c.cell == cell)
        .values(n=case((taken > places, taken - places), else_=0))
    )


def show(unit: Unit, survey_key: str, cell: str, n: int) -> None:
    """Let the number that staff see move by the n people of a cell that a batch cuts loose."""
    unit.connection.execute(
        update(quota_count)
        .where(quota_count.c.survey_key == survey_key, quota_count.c.cell == cell)
        .values(shown=quota_count.c.shown + n)
    )


def shown(unit: Unit, survey_key: str) -> dict[str, int]:
    """Return how many of those who have submitted in each cell of a survey staff may see."""
    query = select(quota_count.c.cell, quota_count.c.shown).where(quota_count.c.survey_key == survey_key)
    return {row.cell: row.shown for row in unit.connection.execute(query)}


def counts(unit: Unit, survey_key: str) -> dict[str, int]:
    """Return how many have submitted in each cell of a survey that anybody has submitted in."""
    query = select(quota_count.c.cell, quota_count.c.n).where(quota_count.c.survey_key == survey_key)
    return {row.cell: row.n for row in unit.connection.execute(query)}
