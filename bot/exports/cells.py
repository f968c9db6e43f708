"""Texts made fit for a cell of a table: one line, nothing invisible, never a formula."""

import unicodedata

LONGEST = 2000  # characters; a cell of a workbook takes 32,767, and nobody reads as many
_NO_CHARACTERS = "\ufffe\uffff"  # no file of XML may hold them
_FORMULA = tuple("=+-@\t\r＝＋－＠")  # the wide ones open formulas in Asian editions


def one_line(text: str) -> str:
    """Return a text as one line, without control characters and marks of direction."""
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or (unicodedata.category(character) not in ("Cc", "Cf", "Cs") and character not in _NO_CHARACTERS)
    )
    return " ".join(kept.split())[:LONGEST]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: one that would begin like one gets a ' before.

    A table of plain text cannot say that a cell is a text. An apostrophe at its beginning says so to a
    spreadsheet; other programs have to take it off again.
    """
    return f"'{text}" if text.startswith(_FORMULA) else text
