"""The Bot API's Markdown modes."""

from typing import Any

from simulator.errors import bad_request
from simulator.html_text import Entity


def parse_markdown(source: str, mode: str, users: dict[int, dict[str, Any]]) -> tuple[str, list[Entity]]:
    """Refuse the mode: this server knows HTML and entity arrays only."""
    raise bad_request("Unsupported parse_mode")
