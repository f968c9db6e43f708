"""Statements about a list of rows by their ids: one for all of them, prepared as those that run often."""

from collections.abc import Callable, Sequence
from typing import Any

import orjson
from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Select,
    any_,
    bindparam,
    column,
    func,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.sql.dml import UpdateBase

from db.prepared import Prepared, Row


class ByIds:
    """A statement for the rows whose ids stand in a list.

    Args:
        ids: The column that the ids are compared with.
        make: Returns the statement for a condition.
        sets: Names of the columns that an update sets from parameters of the same name.
    """

    def __init__(
        self,
        ids: Column[int],
        make: Callable[[ColumnElement[bool]], Select[Any] | UpdateBase],
        sets: Sequence[str] = (),
    ) -> None:
        listed: Select[tuple[int]] = select(column("value")).select_from(func.json_each(bindparam("ids")))
        self._sqlite = Prepared(make(ids.in_(listed)), sets)
        self._postgresql = Prepared(make(ids == any_(bindparam("ids", type_=ARRAY(BigInteger)))), sets)

    def rows(self, connection: Connection, ids: Sequence[int], **values: object) -> list[Row]:
        """Run it and return all rows that it returns."""
        if connection.dialect.name == "sqlite":
            return self._sqlite.rows(connection, ids=orjson.dumps(ids).decode(), **values)
        return self._postgresql.rows(connection, ids=ids, **values)

    def run(self, connection: Connection, ids: Sequence[int], **values: object) -> int:
        """Run it and return how many rows it changed."""
        if connection.dialect.name == "sqlite":
            return self._sqlite.run(connection, ids=orjson.dumps(ids).decode(), **values)
        return self._postgresql.run(connection, ids=ids, **values)
