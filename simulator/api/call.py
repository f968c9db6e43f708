"""One Bot API call with its parameters, whichever way they came: query, form, multipart or JSON."""

from dataclasses import dataclass, field
from typing import Any

import orjson

from simulator.errors import bad_request

TRUE_WORDS = frozenset({"true", "yes", "1", "y", "on"})


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime_type: str
    body: bytes


@dataclass(slots=True)
class Call:
    """A method's name as it is documented, its parameters and the files that came along."""

    method: str
    args: dict[str, Any]
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Return a parameter as text, "" if it is missing."""
        value = self.args.get(name)
        if value is None:
            return ""
        return value if isinstance(value, str) else orjson.dumps(value).decode()

    def required(self, name: str) -> str:
        """Return a parameter as text.

        Raises:
            ApiError: it is missing or empty.
        """
        value = self.text(name)
        if not value:
            raise bad_request(f'Parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """Return a parameter as a whole number; as on the real server what is none counts as 0."""
        value = self.args.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)
        except (TypeError, ValueError):
            return 0

    def number(self, name: str) -> float | None:
        """Return a parameter as a number; None if it is missing or none."""
        try:
            return float(self.args[name])
        except (KeyError, TypeError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        """Return a parameter as true or false."""
        value = self.args.get(name)
        return value.strip().lower() in TRUE_WORDS if isinstance(value, str) else bool(value)

    def json(self, name: str, what: str | None = None) -> Any:
        """Return a parameter's JSON value, None if it is missing or empty.

        Raises:
            ApiError: it is not JSON; the error calls it `what`.
        """
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError:
            raise bad_request(f"can't parse {what or name} JSON object") from None
