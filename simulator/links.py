"""Which addresses Telegram turns into links."""

import re

USER_LINK = re.compile(r"tg:(?://)?user\?id=(\d+)")


def checked_link(url: str) -> str | None:
    """Return the link as Telegram keeps it, with scheme; None if it would not become a link."""
    url = url.strip()
    scheme, separator, rest = url.partition("://")
    if not separator:
        if url.startswith("tg:"):
            return url
        scheme, rest = "http", url
    scheme = scheme.lower()
    if scheme == "tg":
        return url
    host = re.split(r"[/?#]", rest, maxsplit=1)[0].rpartition("@")[2]
    name = host.partition(":")[0]
    if (
        scheme not in ("http", "https", "ton", "tonsite")
        or "." not in name.strip(".")
        or re.search(r"\s", url)
    ):
        return None
    return f"{scheme}://{rest}" if "/" in rest or "?" in rest or "#" in rest else f"{scheme}://{rest}/"
