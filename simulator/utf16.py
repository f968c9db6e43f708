"""Text positions in UTF-16 code units, which is how Telegram counts in entities."""


def length(text: str) -> int:
    """Return how many UTF-16 code units the text has."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def to_index(text: str, offset: int) -> int | None:
    """Return the index in `text` at a UTF-16 offset; None inside a character or beyond the end."""
    if text.isascii():
        return offset if offset <= len(text) else None
    encoded = text.encode("utf-16-le")
    if offset * 2 > len(encoded):
        return None
    try:
        return len(encoded[: offset * 2].decode("utf-16-le"))
    except UnicodeDecodeError:
        return None
