"""Where a dialogue goes from a question, and back: through repeats by way of the list of their entries."""

from domain.dialogue import Dialogue
from domain.expressions.context import Place
from domain.keys import Key, key_of, name_of, place_of
from domain.path import Way
from domain.survey import Kind, Survey


def list_around(survey: Survey, key: Key) -> Key | None:
    """Return the key of the innermost list of entries that a question belongs to, None outside of any.

    A repeat whose entries are counted by the form has no such list.
    """
    for group in survey.groups_around(survey.question(name_of(key)).group):
        if group.repeats and group.count is None:
            return key_of(group.name, place_of(key)[: len(survey.homes[group.name])])
    return None


def is_in_entry(survey: Survey, key: Key, repeat: Key, entry: Place) -> bool:
    """Tell whether a question stands in an entry of a repeat, which `entry` names with those around it."""
    return name_of(repeat) in survey.homes[name_of(key)] and place_of(key)[: len(entry)] == entry


def goal_after(survey: Survey, dialogue: Dialogue, way: Way, after: Key | None) -> Key | None:
    """Return the question to go to after one was answered, None where only the review is left.

    It is the next one; at the end of an entry the list of entries; from the review only what was left open.

    Args:
        survey: The version.
        dialogue: The dialogue with the answer.
        way: Its way as it is now.
        after: The question that was answered; None at the start.
    """
    if after is None:
        return way[0].key if way else None
    following = _following(survey, way, after)
    if (around := list_around(survey, after)) is not None:
        entry = place_of(after)[: len(place_of(around)) + 1]
        inside = [step.key for step in following if is_in_entry(survey, step.key, around, entry)]
        if dialogue.editing:
            inside = [key for key in inside if key not in dialogue.answers]
        return inside[0] if inside else around
    if survey.question(name_of(after)).kind is Kind.REPEAT:
        at = place_of(after)
        for step in following:  # something in an entry was left open
            if is_in_entry(survey, step.key, after, at) and step.key not in dialogue.answers:
                return step.key
        following = [step for step in following if not is_in_entry(survey, step.key, after, at)]
    if not dialogue.editing and following:
        return following[0].key
    return next((step.key for step in way if step.key not in dialogue.answers), None)


def goal_before(survey: Survey, way: Way, key: Key | None) -> Key | None:
    """Return the question before another one, None before the first; before an entry stands its list.

    Args:
        survey: The version.
        way: The way as it is now.
        key: The question to go back from; None for the review.
    """
    earlier = way if key is None else _earlier(survey, way, key)
    around = None if key is None else list_around(survey, key)
    if around is not None and key is not None:
        entry = place_of(key)[: len(place_of(around)) + 1]
        inside = [step.key for step in earlier if is_in_entry(survey, step.key, around, entry)]
        return _seen_from(survey, inside[-1], around) if inside else around
    return _seen_from(survey, earlier[-1].key, None) if earlier else None


def _following(survey: Survey, way: Way, after: Key) -> Way:
    """Return the steps after a question, also where it is no longer on the way itself."""
    for place, step in enumerate(way):
        if step.key == after:
            return way[place + 1 :]
    here = survey.positions[name_of(after)]
    return [step for step in way if survey.positions[step.name] > here]


def _earlier(survey: Survey, way: Way, key: Key) -> Way:
    for place, step in enumerate(way):
        if step.key == key:
            return way[:place]
    here = survey.positions[name_of(key)]
    return [step for step in way if survey.positions[step.name] < here]


def _seen_from(survey: Survey, key: Key, inside: Key | None) -> Key:
    """Return a question, or the list of entries that it hides behind when seen from outside of it."""
    around = list_around(survey, key)
    while around is not None and around != inside:
        key, around = around, list_around(survey, around)
    return key
