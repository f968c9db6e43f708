"""A ready-made message to many says that a survey opens: a draft, to be looked at and released as any."""

from db import broadcasts, staff, surveys
from db.surveys import Offer
from domain.broadcasts import Broadcast, Link, LinkKind
from domain.invitation import Permission
from domain.languages import text_in
from domain.outgoing import Placement
from domain.survey_life import Obstacle
from usecases.broadcast_desk import Desk
from usecases.confirm import staff_who_may
from usecases.surveys_desk_screens import say_card
from usecases.visit import Visit

_FIRST_HOUR = "10:00"  # on the first day of a survey that is not open yet


def tell_people(visit: Visit, key: str, place: Placement) -> None:
    """Show the draft of a message to many with a survey's button; write it, unless one was written today.

    Nothing goes out by that: it is tested and released like every other.

    Args:
        visit: The update that is handled.
        key: The survey.
        place: Where the button stands.
    """
    sender = staff_who_may(visit, Permission.SEND)
    if sender is None:
        return
    offer = surveys.offer(visit.unit, key)
    if offer is None or offer.is_over(visit.now, visit.house.timezone):
        say_card(visit, key, place, Obstacle.GONE if offer is None else Obstacle.ENDED)
        return
    name = f"survey-{key}-{visit.today.isoformat()}"
    one = broadcasts.by_key(visit.unit, name)
    if one is None:
        titles = offer.survey.title
        new = Broadcast(
            0,
            name,
            visit.house.timezone,
            text={
                language: text.format(title=text_in(titles, language))
                for language, text in visit.house.survey_news.items()
            },
            links=(Link(LinkKind.SURVEY, key),),
            local_time=None if offer.is_open(visit.now, visit.house.timezone) else _at_the_opening(offer),
            created_by=sender,
        )
        one = broadcasts.by_id(visit.unit, broadcasts.add(visit.unit, new))
        if one is None:
            raise LookupError("the draft was added a moment ago")
        staff.record(visit.unit, sender, "began", one.subject, visit.now)
    Desk(visit, sender, one, place).show()


def _at_the_opening(offer: Offer) -> str:
    """Return when people are told of a survey: on its first day, when it is open, and not too early."""
    opens = offer.window.opens
    return f"{opens.day.isoformat()}T{max(opens.clock or '', _FIRST_HOUR)}"
