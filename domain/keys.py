"""Keys of answers: a question's name, inside repeats with the numbers of the entries around it."""

from domain.expressions.context import Place
from domain.survey import QuestionName

Key = str
"""`age` outside of repeats, `age#2` in the second entry of one, `job#2.1` in the first one inside that."""

_MARK = "#"  # no name of a question can hold it


def key_of(name: QuestionName, at: Place = ()) -> Key:
    """Return the key of a question, group or repeat at a place."""
    return f"{name}{_MARK}{'.'.join(map(str, at))}" if at else name


def name_of(key: Key) -> QuestionName:
    """Return the name in a key."""
    return key.partition(_MARK)[0]


def place_of(key: Key) -> Place:
    """Return the numbers of the entries in a key, the outermost first; () outside of repeats."""
    _, mark, numbers = key.partition(_MARK)
    return tuple(map(int, numbers.split("."))) if mark else ()
