"""Addresses on the web that staff type: https only, of a length that fits."""

from urllib.parse import urlsplit

LONGEST = 500


def web_address(typed: str) -> str | None:
    """Return a typed address, None where it is none that residents should be led to."""
    address = typed.strip()
    if (
        not 0 < len(address) <= LONGEST
        or not address.isascii()
        or not address.isprintable()
        or " " in address
    ):
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname
    except ValueError:
        return None
    is_good = parts.scheme == "https" and bool(host) and "." in (host or "") and parts.username is None
    return address if is_good else None
