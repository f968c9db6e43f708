"""Logs: text for people or JSON for machines, our ids only, and never the token."""

import asyncio
import logging
import re
import sys
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

from bot.intake import place_of

EXTRAS = (
    *("outbox_id", "update_id", "job"),
    *("survey", "version_id", "question", "kind"),
    *("attempts", "reason", "error", "at"),
)
"""The facts that a line may tell: names and numbers of the program's and the staff's own, nobody's data."""

_ANY_TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
# These write about requests and updates in full; what we need to know of them we say ourselves.
_TALKATIVE = ("aiogram", "aiohttp", "asyncio", "apscheduler", "sqlalchemy", "alembic", "concurrent")


class _Careful(logging.Formatter):
    """Formats a record; what looks like a token is taken out of the result, wherever it came from."""

    def __init__(self, token: str | None) -> None:
        super().__init__()
        self._token = token

    def format(self, record: logging.LogRecord) -> str:
        line = self._line(record)
        if self._token:
            line = line.replace(self._token, "[token]")
        return _ANY_TOKEN.sub("[token]", line)

    def _line(self, record: logging.LogRecord) -> str:
        extras = "".join(f" {name}={value}" for name, value in _facts(record).items())
        return f"{_time(record)} {record.levelname.lower()} {record.getMessage()}{extras}"


class _Json(_Careful):
    """One JSON object a line."""

    def _line(self, record: logging.LogRecord) -> str:
        line = {
            "time": _time(record),
            "level": record.levelname.lower(),
            "message": record.getMessage(),
            "logger": record.name,
            **_facts(record),
        }
        return orjson.dumps(line, default=str).decode()


def set_up_logs(kind: Literal["text", "json"], token: str | None) -> None:
    """Log to stderr, in one form, everything that happens in this process."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_Json(token) if kind == "json" else _Careful(token))
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.CRITICAL)


def log_lost_errors(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Log an error that nobody waited for; its text stays unsaid, as it may hold what a resident wrote."""
    error = context.get("exception")
    extra = {"error": type(error).__name__, "at": place_of(error)} if error is not None else {}
    logging.getLogger(__name__).error("error in the background", extra=extra)


def _facts(record: logging.LogRecord) -> dict[str, Any]:
    """Return the record's facts; an exception's text is no fact, its type and place are."""
    facts = {name: getattr(record, name) for name in EXTRAS if hasattr(record, name)}
    if record.exc_info and record.exc_info[1] is not None:
        facts["error"] = type(record.exc_info[1]).__name__
        facts["at"] = place_of(record.exc_info[1])
    return facts


def _time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
