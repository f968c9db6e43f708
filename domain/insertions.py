"""References in a text, such as `${name}`: where they stand, and which answer each of them means."""

import re
from dataclasses import dataclass
from functools import lru_cache

from domain.keys import Key, key_of, name_of, place_of
from domain.survey import QuestionName, Survey

_REFERENCE = re.compile(r"\$\{\s*([^\W\d][\w.-]*)\s*\}")


@dataclass(frozen=True, slots=True)
class Reference:
    """A place in a text where the value of a question stands."""

    name: QuestionName


Part = str | Reference


@lru_cache(4096)
def parts_of(text: str) -> tuple[Part, ...]:
    """Return a text as literals and references, in order; a text without any is one literal."""
    parts: list[Part] = []
    end = 0
    for match in _REFERENCE.finditer(text):
        if match.start() > end:
            parts.append(text[end : match.start()])
        parts.append(Reference(match[1]))
        end = match.end()
    if end < len(text) or not parts:
        parts.append(text[end:])
    return tuple(parts)


def meant_by(survey: Survey, name: QuestionName, seen_from: Key) -> Key | None:
    """Return the key that a reference means, None where the survey has no such question.

    It is the one in the same entries of the repeats that both stand in; of repeats around the named
    question only, the first entry.

    Args:
        survey: The version.
        name: The name in the reference.
        seen_from: The key of the question, or of the repeat, whose text it is.
    """
    if name not in survey.positions:
        return None
    here, there = survey.homes.get(name_of(seen_from), ()), survey.homes[name]
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    shared = min(shared, len(place_of(seen_from)))
    return key_of(name, (*place_of(seen_from)[:shared], *(1,) * (len(there) - shared)))
