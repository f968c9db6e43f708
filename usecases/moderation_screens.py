"""What moderators are shown: the queue, a text with what can be decided, and what has been cleared.

A message carries names and numbers only; the texts are views.
"""

from db import contributions
from db.contributions import Moderated
from domain.contributions import SETTLED, Reason, Status
from domain.outgoing import Placement
from usecases.moderation_views import Notice, cleared_page, marks_of, overview, text_view
from usecases.visit import Visit

OVERVIEW = "moderate"


def undo_option(one: Moderated) -> str:
    """Return the option that takes a decision back, as long as nothing else has happened to the text."""
    return _option(one, "undo")


def say_overview(
    visit: Visit, place: Placement, undo: str | None = None, notice: Notice | None = None
) -> None:
    """Offer what waits, what can be counted, and what can be read."""
    view = overview(visit.unit)
    options = []
    for queue in view:
        if queue.standing.undecided:
            options.append(f"{OVERVIEW}:next:{queue.key}")
        options += [f"{OVERVIEW}:count:{queue.key}:{wave}" for wave in queue.standing.to_count]
        if queue.standing.readable:
            options.append(f"{OVERVIEW}:cleared:{queue.key}:0")
        if queue.files:
            options.append(f"{OVERVIEW}:files:{queue.key}")
        if queue.cleared_files:
            options.append(f"{OVERVIEW}:seen:{queue.key}")
    if undo:
        options.append(undo)
    visit.offer("moderation", options, place, view=view, notice=notice)


def say_card(
    visit: Visit,
    one: Moderated,
    place: Placement,
    undo: str | None = None,
    notice: Notice | None = None,
) -> None:
    """Show a text with what can be decided about it now."""
    view = text_view(visit.unit, visit.house, one)
    if one.status is Status.NEW:
        redact = ["redact"] if marks_of(one) else []
        steps = ["clear", *redact, "marks", "reasons", "skip"]
    elif one.status in SETTLED:
        steps = ["undo"] if one.text else []
    else:
        steps = [f"{'off' if chosen else 'on'}:{theme}" for theme, _title, chosen in view.themes]
        steps += [*(["code"] if one.themes else []), *(["undo"] if one.text else []), "reasons", "skip"]
    options = [_option(one, step) for step in steps]
    more = [undo] if undo else []
    visit.offer("moderation_card", [*options, *more, OVERVIEW], place, view=view, ref=one.ref, notice=notice)


def say_marks(visit: Visit, one: Moderated, place: Placement, notice: Notice | None = None) -> None:
    """Show a text word by word, and ask which words to black out or to leave. All numbers mean words."""
    view = text_view(visit.unit, visit.house, one)
    visit.ask("moderation_marks", _option(one, "marks"), [], place, view=view, ref=one.ref, notice=notice)


def say_reasons(visit: Visit, one: Moderated, place: Placement, notice: Notice | None = None) -> None:
    """Ask why a text is rejected: one of the usual reasons, or words of the moderator's own."""
    view = text_view(visit.unit, visit.house, one)
    options = [*(_option(one, f"reject:{reason}") for reason in Reason), _option(one, "show")]
    visit.ask(
        "moderation_reasons", _option(one, "reject"), options, place, view=view, ref=one.ref, notice=notice
    )


def say_wave(visit: Visit, last: Moderated, place: Placement) -> None:
    """Say that all texts of a wave are decided, and what counting them means."""
    view = text_view(visit.unit, visit.house, last)
    standing = contributions.standing(visit.unit, last.survey)
    onward = [f"{OVERVIEW}:next:{last.survey}"] if standing.undecided else []
    options = [f"{OVERVIEW}:count:{last.survey}:{last.wave}", undo_option(last), *onward, OVERVIEW]
    visit.offer("moderation_wave", options, place, view=view, ref=last.ref)


def say_cleared(visit: Visit, survey: str, page: int, place: Placement) -> bool:
    """Show some of the texts that can be read; return False where there is no such survey."""
    view = cleared_page(visit.unit, visit.house, survey, page)
    if view is None:
        return False
    options = [f"{OVERVIEW}:cleared:{survey}:{page + 1}"] if view.more else []
    options += [f"{OVERVIEW}:cleared:{survey}:{page - 1}"] if page else []
    visit.offer("moderation_cleared", [*options, OVERVIEW], place, view=view, survey=survey, page=page)
    return True


def _option(one: Moderated, step: str) -> str:
    return f"{OVERVIEW}:{one.ref}:{one.revision}:{step}"
