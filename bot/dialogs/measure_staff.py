"""What staff read of needs, goals, measures and updates: the tree, and the screen of each."""

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import numbered
from bot.dialogs.measure_menus import about, short_menu
from bot.dialogs.measure_staff_words import field_name, new_name, notice_in_words, step_name, update_name
from bot.dialogs.measure_words import (
    Reader,
    dates_in_words,
    goal_lines,
    ground_in_words,
    measure_status,
    need_status,
    need_status_name,
    progress_in_words,
    standing,
)
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.languages import Texts
from domain.measure_fields import Field, Kind
from domain.measures import MeasureStatus, NeedStatus
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.measure_staff_screens import DEFER
from usecases.measure_staff_views import GoalView, MeasureCard, TreePage, UpdateCard
from usecases.measure_tree import NeedTree
from usecases.measure_views import NeedView

LONGEST_TITLE = 100
_DEEPER = "\u2003"  # a wide space: each level of the tree stands further in


def tree(outgoing: Outgoing) -> Message:
    """Show needs with their goals and measures."""
    view = outgoing.view
    if not isinstance(view, TreePage):
        raise TypeError("the tree needs its needs")
    said = speech(outgoing.language)
    _ = said.gettext
    reader = Reader(said)
    parts = [heading(_("Needs, goals and measures"), said), *notice(outgoing, said)]
    parts += [_in_tree(number, one, reader) for number, one in enumerate(view.trees, 1)]
    if not view.trees:
        parts.append(line(_("There is nothing here yet."), said))
    titles = {f"measure:n:{one.need.id}": reader.label(one.need.title) for one in view.trees}
    page = outgoing.args["page"]

    def label(option: str) -> str:
        if option in titles:
            return titles[option]
        match option.split(":"):
            case ["measure", "list", number]:
                return _("Further needs") if int(number) > int(str(page)) else _("Earlier needs")
            case ["measure", "new"]:
                return new_name(Kind.NEED, said)
            case _:
                return _("As residents see it")

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def _in_tree(number: int, one: NeedTree, reader: Reader) -> str:
    said = reader.said
    title = f"<b>{reader.phrase(one.need.title, LONGEST_TITLE)}</b>"
    lines = [numbered(number, f"{title} – {isolate(need_status_name(one.need.status, said))}", said)]
    for goal in one.goals:
        lines.append(f"{_DEEPER}– {reader.phrase(goal.goal.title, LONGEST_TITLE)}")
        lines += [
            f"{_DEEPER * 2}• {reader.phrase(branch.measure.title, LONGEST_TITLE)}: "
            f"{isolate(standing(branch.measure, said))}"
            for branch in goal.measures
        ]
    return "\n".join(line(each, said) for each in lines)


def card(town: Town, outgoing: Outgoing) -> Message:
    """Show a need, a goal, a measure or an update with all that can be done with it."""
    said = speech(outgoing.language)
    reader = Reader(said)
    match outgoing.view:
        case NeedView() as view:
            parts, titles = _need(town, view, reader)
        case GoalView() as view:
            parts, titles = _goal(view, reader)
        case MeasureCard() as view:
            parts, titles = _measure(town, view, reader)
        case UpdateCard() as view:
            parts, titles = _update(view, reader)
        case _:
            raise TypeError("the screen needs its view")
    parts += [*_gaps(outgoing, said), *reader.note()]
    same = outgoing.view.measure.status if isinstance(outgoing.view, MeasureCard) else None
    return short_menu(
        "\n\n".join([*parts[:1], *notice(outgoing, said), *parts[1:]]),
        options_of(outgoing),
        lambda option: titles.get(option) or _label(option, same, said),
        said,
    )


def notice(outgoing: Outgoing, said: Speech) -> list[str]:
    """Return what has been done, or why something could not be; nothing where there is nothing to say."""
    found = outgoing.args.get("notice")
    return [line(f"<i>{notice_in_words(str(found), said)}</i>", said)] if found else []


def _need(town: Town, view: NeedView, reader: Reader) -> tuple[list[str], dict[str, str]]:
    said, one = reader.said, view.tree.need
    _ = said.gettext
    parts = ["\n".join([*_top(_("Need"), one.title, reader), *about(town, one.area, one.theme, said)])]
    status = _("Status: {status}").format(status=isolate(need_status_name(one.status, said)))
    parts.append("\n".join(line(each, said) for each in (status, need_status(one.status, said))))
    if any(one.description.values()):
        parts.append(reader.paragraphs(one.description))
    if any(one.reason.values()):
        parts.append(f"{heading(field_name(Field.REASON, said), said)}\n{reader.paragraphs(one.reason)}")
    if view.grounds:
        grounds = [line(f"• {ground_in_words(ground, reader)}", said) for ground in view.grounds]
        parts.append("\n".join([heading(_("What it rests on"), said), *grounds]))
    titles = {f"measure:g:{goal.goal.id}": f"– {reader.label(goal.goal.title)}" for goal in view.tree.goals}
    add = next_add(Kind.NEED, one.id, one.revision)
    return parts, {**titles, add: new_name(Kind.GOAL, said), "measure": _("All needs")}


def _goal(view: GoalView, reader: Reader) -> tuple[list[str], dict[str, str]]:
    said, goal = reader.said, view.branch.goal
    _ = said.gettext
    parts = ["\n".join([line(_("Goal"), said), *goal_lines(goal, reader)])]
    titles = {
        f"measure:m:{one.measure.id}": f"• {reader.label(one.measure.title)}" for one in view.branch.measures
    }
    add = next_add(Kind.GOAL, goal.id, goal.revision)
    return parts, {**titles, add: new_name(Kind.MEASURE, said), f"measure:n:{goal.need_id}": _("The need")}


def _measure(town: Town, view: MeasureCard, reader: Reader) -> tuple[list[str], dict[str, str]]:
    said, one = reader.said, view.measure
    _ = said.gettext
    lines = [line(each, said) for each in (standing(one, said), *dates_in_words(one, said))]
    if any(one.owner.values()):
        lines.append(line(_("In charge: {office}").format(office=reader.phrase(one.owner)), said))
    lines += about(town, one.area, one.theme, said)
    parts = ["\n".join(_top(_("Measure"), one.title, reader)), "\n".join(lines)]
    if any(one.description.values()):
        parts.append(reader.paragraphs(one.description))
    n = len(view.updates)
    told = said.ngettext("{n} update is public.", "{n} updates are public.", n).format(
        n=count_in_words(n, said)
    )
    parts.append(line(told, said))
    titles = {f"measure:g:{one.goal_id}": _("The goal")}
    if view.draft is not None:
        titles[f"measure:u:{view.draft.id}"] = _("Go on with the draft of an update")
    return parts, titles


def _update(view: UpdateCard, reader: Reader) -> tuple[list[str], dict[str, str]]:
    said, one = reader.said, view.shown.update
    _ = said.gettext
    state = [
        _("Day: {date}").format(date=isolate(said.date(one.day))),
        _("Status: {status}").format(status=isolate(measure_status(one.status, said))),
        isolate(progress_in_words(one.progress, said)),
        _("With a picture") if view.shown.picture else _("Without a picture"),
    ]
    parts = [
        "\n".join(_top(_("Draft of an update"), view.shown.measure.title, reader)),
        "\n".join(line(each, said) for each in state),
        reader.paragraphs(one.text) if one.text else line(_("There is no text yet."), said),
    ]
    return parts, {f"measure:m:{one.measure_id}": _("The measure")}


def _top(kind: str, title: Texts, reader: Reader) -> list[str]:
    return [line(kind, reader.said), line(f"<b>{reader.phrase(title)}</b>", reader.said)]


def _gaps(outgoing: Outgoing, said: Speech) -> list[str]:
    lacking = outgoing.args.get("missing")
    if not isinstance(lacking, list) or not lacking:
        return []
    names = said.gettext(", ").join(isolate(OWN_NAMES[code]) for code in lacking)
    return [line(said.gettext("Still missing: {languages}").format(languages=names), said)]


def next_add(kind: Kind, number: int, revision: int) -> str:
    """Return the option that adds a thing below another."""
    return f"measure:{kind}:{number}:{revision}:add"


def _label(option: str, same: MeasureStatus | None, said: Speech) -> str:
    _ = said.gettext
    match option.split(":")[4:]:
        case ["step", status]:
            return step_name(NeedStatus(status), said)
        case [step] if step == DEFER:
            return step_name(NeedStatus.DEFERRED, said)
        case ["ev"]:
            return _("What it rests on")
        case ["update", status]:
            return update_name(MeasureStatus(status), same=status == same, said=said)
        case ["preview"]:
            return _("Preview")
        case ["publish"]:
            return _("Publish")
        case ["delete"]:
            return _("Delete the draft") if option.startswith("measure:u:") else _("Delete")
        case [field]:
            return field_name(Field(field), said)
        case _:
            return _("Back")
