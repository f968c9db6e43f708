"""Fingerprints and encodings of texts."""

import base64
import binascii
import hashlib

ALGORITHMS = ("MD5", "SHA-1", "SHA-256", "SHA-384", "SHA-512")
ENCODINGS = ("base64", "hex")


def digest(text: str, algorithm: str, encoding: str) -> str:
    """Return the fingerprint of a text in UTF-8.

    Args:
        text: what it is of.
        algorithm: one of `ALGORITHMS`.
        encoding: one of `ENCODINGS`.
    """
    name = algorithm.replace("-", "").lower()
    raw = hashlib.new(name, text.encode(errors="replace"), usedforsecurity=False).digest()
    return raw.hex() if encoding == "hex" else base64.b64encode(raw).decode()


def base64_decoded(text: str) -> str:
    """Return the text that is written in base64, nothing if it is not."""
    try:
        return base64.b64decode("".join(text.split()), validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""
