"""What the tests know about writing: Arabic beside other scripts."""

import re
import unicodedata

ISOLATED = re.compile("\u2068[^\u2068\u2069]*\u2069")
PLACEHOLDER = re.compile(r"\{(\w+)\}")


def arabic_faults(line: str) -> list[str]:
    """Return what is wrong with one line of Arabic; nothing for an empty line."""
    faults = []
    bare = line.removeprefix("- ").removeprefix("**").strip()
    if bare and unicodedata.bidirectional(bare[0]) != "AL":
        faults.append("does not begin with an Arabic letter")
    rest = PLACEHOLDER.sub("", ISOLATED.sub("", line))
    if re.search(r"[A-Za-z/]", rest):
        faults.append("has Latin letters or a command that are not isolated")
    if re.search(r"[?;,](\s|$)", rest):
        faults.append("has Western punctuation")
    if re.search("[\u0660-\u0669\u06f0-\u06f9]", line):
        faults.append("has digits other than 0-9")
    return faults
