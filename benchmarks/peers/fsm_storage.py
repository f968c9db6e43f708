"""aiogram's FSM kept in SQLite through aiosqlite, as its own storages for Redis and MongoDB do it."""

import json
from collections.abc import Mapping
from typing import Any

import aiosqlite
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, KeyBuilder, StateType, StorageKey

SET_STATE = "INSERT INTO fsm (key, state) VALUES (?, ?) ON CONFLICT DO UPDATE SET state = excluded.state"
SET_DATA = "INSERT INTO fsm (key, data) VALUES (?, ?) ON CONFLICT DO UPDATE SET data = excluded.data"


class SqliteStorage(BaseStorage):
    """State and data of every conversation, one row each, committed at each change."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self.connection = connection
        self.keys: KeyBuilder = DefaultKeyBuilder(
            with_destiny=True
        )  # aiogram-dialog keeps a stack per destiny

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        """Save the state of a conversation."""
        name = state.state if isinstance(state, State) else state
        await self.connection.execute(
            SET_STATE,
            (self.keys.build(key), name),
        )
        await self.connection.commit()

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state of a conversation, None before its start."""
        row = await self._one("SELECT state FROM fsm WHERE key = ?", key)
        return row[0] if row else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Save the data of a conversation."""
        await self.connection.execute(
            SET_DATA,
            (self.keys.build(key), json.dumps(data)),
        )
        await self.connection.commit()

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the data of a conversation."""
        row = await self._one("SELECT data FROM fsm WHERE key = ?", key)
        return json.loads(row[0]) if row and row[0] else {}

    async def close(self) -> None:
        """Leave the connection to whoever opened it."""

    async def _one(self, query: str, key: StorageKey) -> Any:
        async with self.connection.execute(query, (self.keys.build(key),)) as cursor:
            return await cursor.fetchone()
