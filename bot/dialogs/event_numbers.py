"""How many came to an event, in words: while its registrations are there, and when only numbers are left."""

from bot.dialogs.events_needs import need_in_words, need_labels
from bot.dialogs.figures import count_in_words
from bot.speech import Speech, isolate
from domain.events import EventStatus, Need
from usecases.planning_views import PlanView


def number_lines(view: PlanView, said: Speech) -> list[str]:
    """Return how many came, did not come, and what is needed: all that is told of an event still ahead."""
    _ = said.gettext
    lines = []
    if view.here is not None:
        lines += [
            _("Expected: {n}").format(n=count_in_words(view.here.people, said)),
            _("Here: {n}").format(n=count_in_words(view.here.people_here, said)),
        ]
    elif view.event.status is EventStatus.OVER:
        lines += [
            text.format(n=count_in_words(view.counts.get(kind, 0), said))
            for kind, text in _texts(said).items()
            if kind in ("registered", "attended") or view.counts.get(kind)
        ]
    if view.counts.get("walk_in"):
        came = _("Came without registration: {n}")
        lines.append(came.format(n=count_in_words(view.counts["walk_in"], said)))
    # Translators: what is needed at an event, and by how many parties.
    needed = _("{need}: {n} parties")
    labels = need_labels(said)
    needs = [(need_in_words(need, detail, said), n) for (need, detail), n in view.needs.items()]
    needs += [(labels[need], n) for need in Need if (n := view.counts.get(f"need_{need}"))]
    return [*lines, *(needed.format(need=isolate(need), n=count_in_words(n, said)) for need, n in needs)]


def _texts(said: Speech) -> dict[str, str]:
    _ = said.gettext
    return {
        "registered": _("People who had seats: {n}"),
        # Translators: how many people were at an event
        "attended": _("Came: {n}"),
        "no_show": _("Had seats and did not come: {n}"),
        "cancelled": _("Had cancelled: {n}"),
        "without_seats": _("Had waited in vain: {n}"),
    }
