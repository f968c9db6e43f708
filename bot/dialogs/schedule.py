"""The staff's schedule: a list by days, one thing of it, another time for it, and what came too late."""

from itertools import groupby

from bot.buttons import menu_data
from bot.dialogs.deeds import MINUTES, deed_labels
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.planning_words import problem_in_words
from bot.dialogs.schedule_words import (
    about_in_words,
    clock_in_words,
    day_in_words,
    late_in_words,
    reach_in_words,
    short_time_in_words,
    state_in_words,
    what_in_words,
    when_in_words,
)
from bot.speech import Speech, isolate, line, speech
from domain.agenda import LASTING, SHOWN, Line, Unfit
from domain.outgoing import Outgoing
from domain.schedule import Kind
from usecases.schedule_views import SchedulePage
from usecases.views import ConfirmationView

NUMBERS_A_ROW = 4
MOST_MISSED = 10  # that are named; after days down there may be many


def schedule(outgoing: Outgoing) -> Message:
    """Show one page of what goes out; what can be moved has a number."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, SchedulePage):
        raise TypeError("the schedule needs its page")
    _, options = said.gettext, options_of(outgoing)
    title = said.ngettext("The next {n} day", "The next {n} days", SHOWN.days)
    parts = [heading(title.format(n=count_in_words(SHOWN.days, said)), said)]
    if notice := _notice(str(outgoing.args.get("notice", "")), said):
        parts.insert(0, line(plain(notice), said))
    parts += _too_late(view.missed, said)
    numbers = {int(option.split(":")[2]): n for n, option in enumerate(options, 1) if ":row:" in option}
    for day, lines in groupby(view.lines, lambda one: one.local[:10]):
        texts = [_entry(one, numbers.get(one.row.id) if one.row else None, said) for one in lines]
        parts.append("\n".join([line(f"<b>{plain(day_in_words(day, said))}</b>", said), *texts]))
    if not view.lines:
        parts.append(line(_("Nothing goes out in this time."), said))
    if any(one.row is None for one in view.lines):
        parts.append(line(_elsewhere(said), said))
    if view.ever_missed:
        text = said.ngettext(
            "So far {n} thing came too late in all.",
            "So far {n} things came too late in all.",
            view.ever_missed,
        )
        parts.append(line(text.format(n=count_in_words(view.ever_missed, said)), said))
    return Message("\n\n".join(parts), tuple(_rows(options, view.page, said)))


def row(outgoing: Outgoing) -> Message:
    """Show one thing of the schedule, and what staff can do with it."""
    view, said = _line(outgoing), speech(outgoing.language)
    _ = said.gettext
    parts = [when_in_words(view.local, said)]
    parts += [reach_in_words(view.reach, said)] if view.reach else []
    parts += [state] if (state := state_in_words(view, said)) else []
    options = options_of(outgoing)
    if len(options) == 1:
        parts.append(_why_fixed(view, said))
    text = "\n".join(line(one, said) for one in (f"<b>{what_in_words(view, said)}</b>", *parts))
    return menu(text, options, lambda option: schedule_labels(said)[option.split(":")[1]], said)


def when(outgoing: Outgoing) -> Message:
    """Ask for another time; on top what was wrong with the one before, and a time that can be had."""
    view, said = _line(outgoing), speech(outgoing.language)
    _ = said.gettext
    options = options_of(outgoing)
    offered = [option.split(":", 4)[4] for option in options if option.startswith("schedule:at:")]
    parts = [f"<b>{what_in_words(view, said)}</b>", when_in_words(view.local, said)]
    if problem := str(outgoing.args["problem"]):
        parts.insert(0, _problem(problem, str(outgoing.args["at"]), offered, said))
    example = isolate(when_in_words("2027-03-10T18:00", said))
    parts.append(
        _("When is it to go out? Please type a day and a time, such as {example}").format(example=example)
    )

    def label(option: str) -> str:
        if option.startswith("schedule:at:"):
            return short_time_in_words(option.split(":", 4)[4], said)
        return schedule_labels(said)["keep"]

    return menu("\n\n".join(line(one, said) for one in parts), options, label, said)


def sure(outgoing: Outgoing) -> Message:
    """Ask once more before something is moved or cancelled."""
    if not isinstance(outgoing.view, ConfirmationView):
        raise TypeError("the question needs its view")
    said, args = speech(outgoing.language), outgoing.args
    _ = said.gettext
    what = about_in_words(Kind(str(args["kind"])), str(args["title"]), said)
    planned = _("Planned: {time}").format(time=when_in_words(str(args["planned"]), said))
    if outgoing.template == "schedule_sure_move":
        title = _("Move this?")
        then = _("New time: {time}").format(time=when_in_words(str(args["local"]), said))
    else:
        title, then = _("Cancel this?"), _("Then it does not go out. This cannot be undone.")
    holds = _("This question holds for {n} minutes.").format(n=count_in_words(MINUTES, said))
    facts = "\n".join(line(one, said) for one in (what, planned, then))
    labels = deed_labels(said)
    return menu(
        "\n\n".join([heading(title, said), facts, line(plain(holds), said)]),
        [f"confirm:{outgoing.view.token}", "cancel"],
        lambda option: labels[option.split(":")[0]],
        said,
    )


def missed(outgoing: Outgoing) -> Message:
    """Tell staff what was due, but came too late to be sent."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, tuple):
        raise TypeError("the message needs what was missed")
    where = said.gettext("All that goes out: {command}").format(command=isolate("/schedule"))
    return Message("\n\n".join([*_too_late(view, said), line(where, said)]))


def schedule_labels(said: Speech) -> dict[str, str]:
    """Return what the buttons of the schedule say, by the option's second part."""
    _ = said.gettext
    return {
        "move": _("Another time"),
        "drop": _("Cancel it"),
        "page": _("Back to the schedule"),
        "keep": _("Leave it as it is"),
        "earlier": _("Earlier"),
        "later": _("Later"),
    }


def _entry(one: Line, number: int | None, said: Speech) -> str:
    """Return a line with its number, if it has one, its time, and what there is to know below."""
    clock, what = clock_in_words(one.local, said), what_in_words(one, said)
    # Translators: in a list under a day: a time, and what happens then.
    text = said.gettext("{time}: {what}").format(time=isolate(clock), what=what) if clock else what
    first = numbered(number, text, said) if number else f"• {text}"
    notes = [reach_in_words(one.reach, said)] if one.reach else []
    notes += [state] if (state := state_in_words(one, said)) else []
    return "\n".join(line(part, said) for part in (first, *notes))


def _too_late(lines: tuple[Line, ...], said: Speech) -> list[str]:
    if not lines:
        return []
    texts = [heading(said.gettext("Not sent, because it was too late"), said)]
    for one in lines[-MOST_MISSED:]:
        due = "• " + said.gettext(", ").join((what_in_words(one, said), when_in_words(one.local, said)))
        texts.append(line(due, said))
        if why := late_in_words(one.row.reason if one.row else "", said):
            texts.append(line(why, said))
    if (more := len(lines) - MOST_MISSED) > 0:
        text = said.ngettext("And {n} more.", "And {n} more.", more)
        texts.append(line(text.format(n=count_in_words(more, said)), said))
    return ["\n".join(texts)]


def _rows(options: list[str], page: int, said: Speech) -> list[tuple[Button, ...]]:
    labels = schedule_labels(said)
    numbers, others = [], []
    for number, option in enumerate(options, 1):
        _, kind, place = option.split(":")
        if kind == "row":
            numbers.append(Button(f"{said.number(number)}.", menu_data(option)))
        else:
            label = labels["earlier" if int(place) < page else "later"]
            others.append(
                (Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option)),)
            )
    return [*(in_rows(numbers, NUMBERS_A_ROW) if numbers else []), *others]


def _why_fixed(view: Line, said: Speech) -> str:
    _ = said.gettext
    if view.what in LASTING:
        return _("This was promised to residents, so it is neither moved nor cancelled.")
    if view.row is not None and view.row.reached:
        return _("It has begun. It is ended where it was made.")
    return _("Your role may look at this, but not change it.")


def _elsewhere(said: Speech) -> str:
    return said.gettext(
        "Surveys and phases have their days from the content folder ({file}); waves and deletions have theirs"
        " from the operator. They are changed there."
    ).format(file=isolate("process.toml"))


def _notice(notice: str, said: Speech) -> str:
    _ = said.gettext
    return {
        "moved": _("It has another time now."),
        "dropped": _("It is cancelled."),
        "changed": _("It has changed meanwhile, so nothing was done. This is how it stands:"),
    }.get(notice, "")


def _problem(problem: str, at: str, offered: list[str], said: Speech) -> str:
    """Return why what was typed cannot be taken, and the next time that can."""
    _ = said.gettext
    if problem not in tuple(Unfit):
        return problem_in_words(problem, at, said)
    why = {
        Unfit.PAST: _("That is over already: {time}."),
        Unfit.QUIET: _("Nothing is sent at that hour: {time}."),
        Unfit.TOO_LATE: _("By then it would be too late: {time}."),
    }[Unfit(problem)].format(time=when_in_words(at, said))
    if not offered:
        return why
    next_time = _("The next time that is possible: {time}").format(time=when_in_words(offered[0], said))
    return f"{why} {next_time}"


def _line(outgoing: Outgoing) -> Line:
    if not isinstance(outgoing.view, Line):
        raise TypeError("the message needs its line")
    return outgoing.view
