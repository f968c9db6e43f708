"""Statements that run often: written in SQLAlchemy Core, compiled to SQL once, run on the driver.

SQLAlchemy's own way costs 30–60 µs a statement beyond the database's work; this costs about 3. Types
(`Moment`, dates, booleans) and scalar defaults are kept. Not for `IN` lists, whose text varies.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

from sqlalchemy import Connection, Dialect
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.sql.selectable import Select

Row = tuple[Any, ...]
_Convert = Callable[[Any], Any]


class Prepared:
    """A statement with named parameters, ready to run many times.

    Args:
        statement: a select, or an insert, update or delete, with `returning` or without.
        sets: names of the columns that an insert or update sets from parameters of the same name.

    Example:
        FIND = Prepared(select(chat.c.id).where(chat.c.address == bindparam("address")))
        row = FIND.first(unit.connection, address=5)
    """

    def __init__(self, statement: Select[Any] | UpdateBase, sets: Sequence[str] = ()) -> None:
        self._statement = statement
        self._sets = list(sets) or None
        self._compiled: dict[str, _Compiled] = {}

    def rows(self, connection: Connection, **values: object) -> list[Row]:
        """Run it and return all rows, as tuples in the order of the selected columns."""
        compiled = self._for(connection)
        return compiled.converted(_run(connection, compiled, values).fetchall())

    def first(self, connection: Connection, **values: object) -> Row | None:
        """Run it and return the first row, None if there is none."""
        compiled = self._for(connection)
        row = _run(connection, compiled, values).fetchone()
        return None if row is None else compiled.converted([row])[0]

    def run(self, connection: Connection, **values: object) -> int:
        """Run it and return how many rows it changed."""
        return cast(int, _run(connection, self._for(connection), values).rowcount)

    def run_many(self, connection: Connection, rows: Sequence[dict[str, object]]) -> int:
        """Run it once for each of the rows of values, in few round trips; return how many rows it changed."""
        compiled = self._for(connection)
        cursor = cast(Any, connection.connection.dbapi_connection).cursor()
        cursor.executemany(compiled.sql, [compiled.bound(values) for values in rows])
        return max(cast(int, cursor.rowcount), 0)

    def _for(self, connection: Connection) -> "_Compiled":
        dialect = connection.dialect
        compiled = self._compiled.get(dialect.name)
        if compiled is None:
            compiled = self._compiled[dialect.name] = _Compiled(self._statement, self._sets, dialect)
        return compiled


class _Compiled:
    """The SQL text of a statement in one dialect, with the conversions of its parameters and columns."""

    def __init__(self, statement: Select[Any] | UpdateBase, sets: list[str] | None, dialect: Dialect) -> None:
        compiled: SQLCompiler = statement.compile(dialect=dialect, column_keys=sets)
        self.sql = compiled.string
        self.order = compiled.positiontup  # None: the driver takes parameters by name
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self.fixed: dict[str, Any] = {
            name: bind.effective_value for name, bind in binds.items() if not bind.required
        }
        for column in compiled.insert_prefetch:
            self.fixed[column.key] = cast(Any, column.default).arg
        self.parameters: list[tuple[str, _Convert | None]] = [
            (name, bind.type.dialect_impl(dialect).bind_processor(dialect)) for name, bind in binds.items()
        ]
        names = {name for name, _ in self.parameters}
        self.parameters.sort(key=lambda p: self.order.index(p[0]) if self.order else 0)
        self.in_order = self.order is not None and self.order == [name for name, _ in self.parameters]
        self.known = names
        self.columns: list[tuple[int, _Convert]] = []
        for place, column in enumerate(cast(Any, statement).exported_columns):
            convert = column.type.dialect_impl(dialect).result_processor(dialect, None)
            if convert is not None:
                self.columns.append((place, convert))

    def bound(self, values: dict[str, object]) -> Sequence[Any] | dict[str, Any]:
        given = {**self.fixed, **values} if self.fixed else values
        if len(given) != len(self.parameters):
            raise TypeError(f"parameters are {sorted(self.known)}, given were {sorted(given)}")
        if self.in_order:
            return [c(given[n]) if c is not None else given[n] for n, c in self.parameters]
        by_name = {n: c(given[n]) if c is not None else given[n] for n, c in self.parameters}
        return by_name if self.order is None else [by_name[name] for name in self.order]

    def converted(self, rows: Iterable[Row]) -> list[Row]:
        if not self.columns:
            return list(rows)
        result = []
        for row in rows:
            values = list(row)
            for place, convert in self.columns:
                values[place] = convert(values[place])
            result.append(tuple(values))
        return result


def _run(connection: Connection, compiled: _Compiled, values: dict[str, object]) -> Any:
    return cast(Any, connection.connection.dbapi_connection).execute(compiled.sql, compiled.bound(values))
