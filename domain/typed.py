"""What typed words mean as an answer: numbers of choices, labels, whole numbers, free text."""

import re
import unicodedata
from datetime import date

from domain.dialogue import Answer, Problem
from domain.languages import DEFAULT, Language, Texts
from domain.survey import Choice, Kind, Question
from domain.typed_answers import read_decimal, read_moment, read_whole_number

TEXT_LIMIT = 1000  # characters of a free text; long enough for a worry, short enough to be read

_INNER_HYPHEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")  # Leichte Sprache writes "Weiter-Machen"
_WORD_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_SEPARATORS = re.compile(r"[,;،؛\n]+")
_NUMBER_LIST = re.compile(r"\d{1,3}([\s.)]+\d{1,3})*[.)]?")
_ALIKE = str.maketrans({"ı": "i", "\u0307": None, "’": "'", "‘": "'", "ʼ": "'"})  # phones set curly ones
_BIDI_CONTROLS = dict.fromkeys([0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)])


def clean(text: str) -> str:
    """Return free text as it is kept: composed characters, no control or direction marks, trimmed.

    Direction marks could turn the sentence around it; they are invisible and never meant.
    """
    composed = unicodedata.normalize("NFC", text).translate(_BIDI_CONTROLS).replace("\t", " ")
    visible = (c for c in composed if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs", "Co"))
    return "".join(visible).strip()


def normalised(label: str) -> str:
    """Return a label as it is compared: case, outer punctuation and spaces do not matter.

    Nor do hyphens inside a word, nor the dots of Turkish i: case folding alone would not find "İyi" and
    "KISMEN" as typed "iyi" and "kısmen".
    """
    folded = unicodedata.normalize("NFKC", clean(label)).casefold().translate(_ALIKE)
    return " ".join(_INNER_HYPHEN.sub("", _WORD_EDGES.sub("", folded)).split())


def read_number(text: str) -> int | None:
    """Return the number of an option in a list that was typed (`3`, `3.`, `٣`), or None."""
    digits = clean(text).rstrip(".)")
    return int(digits) if digits.isdecimal() and len(digits) < 4 else None


def read_removal(text: str) -> int | None:
    """Return the number of an entry that is to be taken out of a list (`-3`), or None."""
    words = clean(text).replace("\u2212", "-").replace("–", "-")
    return read_number(words[1:].strip()) if words.startswith("-") else None


def read(
    question: Question,
    text: str,
    choices: tuple[Choice, ...] | None = None,
    language: Language = DEFAULT,
    today: date | None = None,
) -> Answer | Problem:
    """Read typed words as an answer to the question, or say why they are none.

    Args:
        question: What is asked.
        text: What was typed.
        choices: What is offered, in its order; None for all of the question's choices.
        language: The reader's: whether `1.234` is a thousand or about one depends on it.
        today: The local day, for words such as "tomorrow".

    Returns:
        The answer, not yet checked against the question's constraint, or the problem.
    """
    words = clean(text)
    if not words:
        return Problem.EMPTY
    offered = question.choices if choices is None else choices
    match question.kind:
        case Kind.TEXT:
            return words if len(words) <= TEXT_LIMIT else Problem.TOO_LONG
        case Kind.INTEGER:
            return read_whole_number(words, language)
        case Kind.DECIMAL:
            return read_decimal(words, language)
        case Kind.RANGE:
            number = read_decimal(words, language)
            if isinstance(number, Problem):
                return Problem.NOT_ON_SCALE
            return number if question.scale and number in question.scale.values() else Problem.NOT_ON_SCALE
        case Kind.SELECT_ONE:
            choice = _choice(offered, words)
            return choice.name if choice else Problem.NOT_A_CHOICE
        case Kind.SELECT_MULTIPLE:
            return _choices(offered, words)
        case Kind.RANK:
            return _ranked(offered, words)
        case Kind.DATE | Kind.TIME | Kind.DATETIME:
            return read_moment(question.kind, words, language, today)
        case Kind.GEOPOINT:
            return Problem.NEEDS_PLACE
        case Kind.IMAGE:
            return Problem.NEEDS_PICTURE
        case Kind.AUDIO:
            return Problem.NEEDS_RECORDING
        case Kind.VIDEO:
            return Problem.NEEDS_VIDEO
        case Kind.FILE:
            return Problem.NEEDS_FILE
        case Kind.NOTE | Kind.SCREENOUT | Kind.ACKNOWLEDGE | Kind.REPEAT | Kind.CALCULATE:
            return Problem.PRESS_CONTINUE


def _ranked(choices: tuple[Choice, ...], words: str) -> tuple[str, ...] | Problem:
    """Read an order, best first: `2, 1, 3`; what is left over when one is missing comes last."""
    parts = words.split() if _NUMBER_LIST.fullmatch(words) else _SEPARATORS.split(words)
    found = [_choice(choices, part) for part in parts if part.strip()]
    names = [choice.name for choice in found if choice is not None]
    if len(names) < len(found) or len(set(names)) < len(names):
        return Problem.NOT_A_CHOICE
    left = [choice.name for choice in choices if choice.name not in names]
    return Problem.NOT_ALL_RANKED if len(left) > 1 else (*names, *left)


def _choice(choices: tuple[Choice, ...], words: str) -> Choice | None:
    """Find a choice by label in any language, else by its number from 1: a label may be a number itself."""
    wanted = normalised(words)
    labelled = [choice for choice in choices if _has_label(choice.label, wanted)]
    if labelled:
        return labelled[0] if len(labelled) == 1 else None
    if re.fullmatch(r"\d{1,3}", wanted) and 1 <= int(wanted) <= len(choices):
        return choices[int(wanted) - 1]
    return None


def _has_label(label: Texts, wanted: str) -> bool:
    return bool(wanted) and any(normalised(text) == wanted for text in label.values())


def _choices(choices: tuple[Choice, ...], words: str) -> tuple[str, ...] | Problem:
    whole = _choice(choices, words)
    if whole:
        return (whole.name,)
    parts = words.split() if _NUMBER_LIST.fullmatch(words) else _SEPARATORS.split(words)
    found = []
    for part in (part for part in parts if part.strip()):
        pieces = part.split() if _NUMBER_LIST.fullmatch(part.strip()) else [part]
        for piece in pieces:
            choice = _choice(choices, piece)
            if choice is None:
                return Problem.NOT_A_CHOICE
            found.append(choice.name)
    chosen = set(found)
    return tuple(choice.name for choice in choices if choice.name in chosen) or Problem.NOT_A_CHOICE
