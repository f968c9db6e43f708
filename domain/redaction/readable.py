"""A text made safe to look at: signs that are not seen but change what is seen are taken out."""

import re
import unicodedata

# Signs that turn the direction of what follows, joiners of nothing, soft hyphens, and control characters.
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e"
                     "\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]")  # fmt: skip
# Between letters of other scripts and within emoji these two belong to the spelling.
_JOINER = re.compile("(?<=[\u0000-\u024f])[\u200c\u200d]|[\u200c\u200d](?=[\u0000-\u024f])|[\u200c\u200d]$")


def readable(text: str) -> str:
    """Return the text as it is read and decided on, in composed letters and without unseen signs.

    What a moderator sees is then what the rules have looked at: no sign can show a phone number backwards
    or keep two halves of an address apart.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return unicodedata.normalize("NFC", _JOINER.sub("", _UNSEEN.sub("", lines)))


def folded(text: str) -> str:
    """Return a text of the same length in which digits and Latin signs of all kinds are the plain ones."""
    return "".join(map(_plain, text))


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign
    digit = unicodedata.digit(sign, None)
    if digit is not None:
        return str(digit)
    if sign.isspace():
        return "\n" if sign == "\u0085" else " "
    compatible = unicodedata.normalize("NFKC", sign)
    return compatible if len(compatible) == 1 and compatible.isascii() else sign
