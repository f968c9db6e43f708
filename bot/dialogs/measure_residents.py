"""What residents read of measures: the needs, one need's chain, a measure with its updates."""

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import numbered
from bot.dialogs.measure_menus import about, resident_label, short_menu
from bot.dialogs.measure_pictures import progress_picture
from bot.dialogs.measure_words import (
    Reader,
    dates_in_words,
    goal_lines,
    ground_in_words,
    measure_status,
    need_status,
    progress_in_words,
    standing,
)
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message
from bot.speech import Speech, isolate, line, speech
from domain.measures import MeasureStatus, NeedStatus
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.measure_tree import NeedTree
from usecases.measure_views import UPDATES_A_PAGE, MeasureView, NeedsPage, NeedView, UpdateView

LONGEST_TITLE = 120


def needs(town: Town, outgoing: Outgoing) -> Message:
    """List some of the needs, each with what has become of it."""
    view = outgoing.view
    if not isinstance(view, NeedsPage):
        raise TypeError("the list needs its needs")
    said = speech(outgoing.language)
    _ = said.gettext
    reader, options = Reader(said), options_of(outgoing)
    parts = [heading(_("What becomes of what you said"), said), *_chosen(town, outgoing, reader)]
    for number, tree in enumerate(view.trees, 1):
        title = f"<b>{reader.phrase(tree.need.title, LONGEST_TITLE)}</b>"
        lines = [numbered(number, title, said), need_status(tree.need.status, said), *_counted(tree, said)]
        parts.append("\n".join(line(one, said) for one in lines))
    if not view.trees:
        parts.append(line(_("There is nothing here yet."), said))
    else:
        shown = _("{first} to {last} of {all}").format(
            first=count_in_words(view.first + 1, said),
            last=count_in_words(view.first + len(view.trees), said),
            all=count_in_words(view.total, said),
        )
        parts += [line(shown, said), *reader.note()]
    titles = {f"ms:need:{tree.need.id}": reader.label(tree.need.title) for tree in view.trees}

    def label(option: str) -> str:
        if option in titles:
            return titles[option]
        if option.startswith("ms:l:"):
            return (
                _("Further needs") if int(option.rpartition(":")[2]) > _page(outgoing) else _("Earlier needs")
            )
        return resident_label(option, said)

    return short_menu("\n\n".join(parts), options, label, said)


def need(town: Town, outgoing: Outgoing) -> Message:
    """Show a need's chain: what people said, what is planned for it, what is built."""
    view = outgoing.view
    if not isinstance(view, NeedView):
        raise TypeError("the message needs its need")
    said = speech(outgoing.language)
    _ = said.gettext
    tree, reader, options = view.tree, Reader(said), options_of(outgoing)
    one = tree.need
    parts = [
        "\n".join(
            [
                line(f"<b>{reader.phrase(one.title)}</b>", said),
                line(need_status(one.status, said), said),
                *about(town, one.area, one.theme, said),
            ]
        )
    ]
    if one.status is NeedStatus.DEFERRED:
        why = heading(_("Why it has to wait"), said)
        parts.append(f"{why}\n{reader.paragraphs(one.reason)}")
    said_so = [reader.paragraphs(one.description)] if any(one.description.values()) else []
    said_so += [line(f"• {ground_in_words(ground, reader)}", said) for ground in view.grounds]
    if said_so:
        parts.append("\n".join([heading(_("You said"), said), *said_so]))
    if tree.goals:
        goals = ["\n".join(goal_lines(goal.goal, reader)) for goal in tree.goals]
        parts.append("\n".join([heading(_("We planned"), said), "\n\n".join(goals)]))
    if tree.branches:
        parts.append(_built(tree, reader, options))
    parts += reader.note()
    titles = {f"ms:show:{branch.measure.id}": reader.label(branch.measure.title) for branch in tree.branches}

    def label(option: str) -> str:
        if option in titles:
            return titles[option]
        return (
            _("The results of the survey")
            if option.startswith("said_more:")
            else resident_label(option, said)
        )

    return short_menu("\n\n".join(parts), options, label, said)


def measure(town: Town, outgoing: Outgoing) -> Message:
    """Show a measure: how far it is, who does it, and its updates."""
    view = _measure(outgoing)
    said = speech(outgoing.language)
    _ = said.gettext
    reader, options, one = Reader(said), options_of(outgoing), view.measure
    lines = [f"<b>{reader.phrase(one.title)}</b>", standing(one, said), *dates_in_words(one, said)]
    if any(one.owner.values()):
        lines.append(_("In charge: {office}").format(office=reader.phrase(one.owner)))
    top = "\n".join([*(line(each, said) for each in lines), *about(town, view.area, view.theme, said)])
    parts = [top]
    if any(one.description.values()):
        parts.append(reader.paragraphs(one.description))
    days = {}
    first = _page(outgoing) * UPDATES_A_PAGE
    for update in view.branch.updates[first : first + UPDATES_A_PAGE]:
        days[f"ms:photo:{update.id}"] = said.date(update.day)
        state = [isolate(said.date(update.day)), isolate(measure_status(update.status, said))]
        if 0 < update.progress < 100:
            state.append(isolate(progress_in_words(update.progress, said)))
        top = line(f"<b>{' – '.join(state)}</b>", said)
        parts.append(f"{top}\n{reader.paragraphs(update.text)}")
    if not view.branch.updates:
        parts.append(line(_("There is no news of it yet."), said))
    parts += reader.note()

    def label(option: str) -> str:
        if option in days:
            return _("Picture of {date}").format(date=isolate(days[option]))
        match option.split(":"):
            case ["ms", "show", _number, page]:
                return _("Earlier news") if int(page) > _page(outgoing) else _("Newer news")
            case _:
                return resident_label(option, said)

    return short_menu("\n\n".join(parts), options, label, said)


def progress(outgoing: Outgoing) -> Message:
    """Show how far a measure is as a picture, and say it in words."""
    view, said = _measure(outgoing), speech(outgoing.language)
    reader = Reader(said)
    lines = [f"<b>{reader.phrase(view.measure.title)}</b>", standing(view.measure, said)]
    lines += dates_in_words(view.measure, said)
    picture = progress_picture(view, str(outgoing.args["day"]), outgoing.language)
    return Message("\n".join(line(one, said) for one in lines), picture=picture)


def photo(outgoing: Outgoing) -> Message:
    """Show an update's picture, with its words."""
    view = outgoing.view
    if not isinstance(view, UpdateView):
        raise TypeError("the picture needs its update")
    said = speech(outgoing.language)
    reader = Reader(said)
    lines = [
        line(f"<b>{reader.phrase(view.measure.title)}</b>", said),
        line(isolate(said.date(view.update.day)), said),
        reader.paragraphs(view.update.text),
    ]
    return Message("\n".join([*lines, *reader.note()]), attachment=view.picture)


def _built(tree: NeedTree, reader: Reader, options: list[str]) -> str:
    said = reader.said
    _ = said.gettext
    states = {branch.measure.status for branch in tree.branches}
    if states == {MeasureStatus.DONE}:
        title = _("This is done")
    elif states <= {MeasureStatus.PROPOSED, MeasureStatus.DECIDED}:
        title = _("This is to be done")
    else:
        title = _("This is being done")
    lines = [heading(title, said)]
    for branch in tree.branches:
        number = options.index(f"ms:show:{branch.measure.id}") + 1
        named = numbered(number, reader.phrase(branch.measure.title), said)
        lines += [line(named, said), line(standing(branch.measure, said), said)]
    return "\n".join(lines)


def _counted(tree: NeedTree, said: Speech) -> list[str]:
    """Return how many measures there are, and how many of them are finished."""
    n = len(tree.branches)
    if not n:
        return []
    done = sum(branch.measure.status is MeasureStatus.DONE for branch in tree.branches)
    there = said.ngettext("{n} measure.", "{n} measures.", n).format(n=count_in_words(n, said))
    finished = said.ngettext("{n} is finished.", "{n} are finished.", done).format(
        n=count_in_words(done, said)
    )
    return [f"{there} {finished}" if done else there]


def _chosen(town: Town, outgoing: Outgoing, reader: Reader) -> list[str]:
    lines = about(town, str(outgoing.args["area"]), str(outgoing.args["theme"]), reader.said)
    return ["\n".join(lines)] if lines else []


def _measure(outgoing: Outgoing) -> MeasureView:
    if not isinstance(outgoing.view, MeasureView):
        raise TypeError("the message needs its measure")
    return outgoing.view


def _page(outgoing: Outgoing) -> int:
    page = outgoing.args["page"]
    if not isinstance(page, int):
        raise TypeError("the message needs the number of its page")
    return page
