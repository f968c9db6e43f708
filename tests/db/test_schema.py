"""The schema: migrations lead to what the program's tables say, and a newer database stops the start."""

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text

from db import schema
from db.connect import open_engine
from db.store import Store, StoreUnavailable
from db.tables import metadata
from db.unit import Unit


@pytest.fixture
def empty_database(database_url: str) -> str:
    """A database without any table."""
    engine = open_engine(database_url)
    with engine.begin() as connection:
        metadata.drop_all(connection)
    engine.dispose()
    return database_url


def test_the_migrations_lead_to_the_tables_of_the_program(empty_database: str) -> None:
    assert schema.check(empty_database) is None
    assert schema.upgrade(empty_database)
    assert schema.check(empty_database) == schema.revisions()[-1]
    engine = open_engine(empty_database)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_migrations_make_tables_without_row_numbers_where_the_program_says_so(tmp_path: Path) -> None:
    def definitions(address: str) -> dict[str, str]:
        engine = open_engine(address)
        with engine.connect() as connection:
            rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
            found = {name: sql for name, sql in rows if name != "alembic_version"}
        engine.dispose()
        return found

    def traits(sql: str) -> tuple[bool, bool]:
        return "WITHOUT ROWID" in sql.upper(), "AUTOINCREMENT" in sql.upper()

    made, meant = f"sqlite:///{tmp_path}/made.db", f"sqlite:///{tmp_path}/meant.db"
    schema.upgrade(made)
    engine = open_engine(meant)
    with engine.begin() as connection:
        metadata.create_all(connection)
    engine.dispose()
    assert {name: traits(sql) for name, sql in definitions(made).items()} == {
        name: traits(sql) for name, sql in definitions(meant).items()
    }


def test_a_second_start_changes_nothing(empty_database: str) -> None:
    schema.upgrade(empty_database)
    assert not schema.upgrade(empty_database)


async def test_a_database_newer_than_the_program_stops_the_start_with_a_sentence(empty_database: str) -> None:
    def come_from_the_future(unit: Unit) -> None:
        unit.connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")

    schema.upgrade(empty_database)
    store = Store(empty_database)
    await store.open()
    await store.run(come_from_the_future)
    await store.close()
    with pytest.raises(schema.DatabaseNewer, match=r"is newer than this program \(revision 9999\); install"):
        schema.upgrade(empty_database)


def test_a_database_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "not-a-folder").write_text("")
    (tmp_path / "no.db").write_text("no database " * 1000)
    with pytest.raises(StoreUnavailable, match="is damaged or no database"):
        schema.upgrade(f"sqlite:///{tmp_path}/no.db")
