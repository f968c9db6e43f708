"""What has changed about an event for somebody: what they know of it, beside what holds now."""

from domain.events import Event, Fact, FactValue, changes_since
from domain.languages import Language, text_in


def news_for(event: Event, sequence: int, language: Language) -> dict[Fact, FactValue]:
    """Return what has changed for somebody who was told last at a sequence, each with the value they know.

    A text that has changed in another language only reads to them as before.
    """
    now = event.facts
    return {
        fact: before
        for fact, before in changes_since(event, sequence).items()
        if _reads(before, language) != _reads(now[fact], language)
    }


def _reads(value: FactValue, language: Language) -> FactValue:
    return text_in(value, language) if isinstance(value, dict) else value
