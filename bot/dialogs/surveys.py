"""The staff's screens about surveys: the list, one survey, sending a file, the days on which it is open."""

from datetime import date, timedelta

from bot.buttons import menu_data
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, CLIP, numbered, shortened
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.menus import options_of
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.planning_words import problem_in_words
from bot.dialogs.surveys_words import (
    MEGABYTES,
    languages_in_words,
    notice_in_words,
    state_in_words,
    step_label,
    title_in_words,
    when,
)
from bot.speech import Speech, isolate, line, speech
from domain.languages import text_in
from domain.outgoing import Outgoing
from domain.times import DayTime
from domain.typed_times import Trouble
from usecases.surveys_desk_days import FIRST, day_time_on_button
from usecases.surveys_desk_views import DeskCard, DeskList

NUMBERS_A_ROW = 4
LONGEST_TITLE = 90  # characters in the list


def surveys_list(outgoing: Outgoing) -> Message:
    """Show one page of the surveys, each with its state; the first buttons are their numbers."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, DeskList):
        raise TypeError("the list needs its page")
    _ = said.gettext
    parts = [*_notice(outgoing, said), heading(_("Surveys"), said)]
    for number, one in enumerate(view.lines, 1):
        title = isolate(plain(shortened(text_in(one.title, said.language), LONGEST_TITLE)))
        name = line(numbered(number, f"<b>{title}</b>", said), said)
        parts.append(f"{name}\n{line(state_in_words(one, said), said)}")
    if not view.lines:
        parts.append(line(_("There is no survey yet."), said))
    parts.append(line(_("A survey begins as a file: write it in Excel as XLSForm, and send it here."), said))
    return Message("\n\n".join(parts), tuple(_rows(options_of(outgoing), view, said)))


def _rows(options: list[str], view: DeskList, said: Speech) -> list[tuple[Button, ...]]:
    numbers, others = [], []
    for number, option in enumerate(options, 1):
        if option.split(":")[1] == "card":
            numbers.append(Button(f"{said.number(number)}.", menu_data(option)))
            continue
        label = step_label(option, said)
        if option.split(":")[1] == "list":
            is_back = int(option.split(":")[2]) < view.page
            label = said.gettext("Back") if is_back else said.gettext("More")
        others.append((Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option)),))
    return [*(in_rows(numbers, NUMBERS_A_ROW) if numbers else []), *others]


def card(outgoing: Outgoing) -> Message:
    """Show one survey, and what can be done with it now."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, DeskCard):
        raise TypeError("the survey needs its view")
    parts = [*_notice(outgoing, said)]
    title = line(f"<b>{title_in_words(view.line.title, said)}</b>", said)
    parts.append(f"{title}\n{line(state_in_words(view.line, said), said)}")
    if view.line.state is not None:
        parts.append("\n".join(line(fact, said) for fact in _version_facts(view, said)))
    if view.draft is not None:
        parts.append("\n".join(line(fact, said) for fact in _draft_facts(view, said)))
    if view.is_operators:
        text = said.gettext("It comes from the content folder: you can try it out, the operator changes it.")
        parts.append(line(text, said))
    return _menu("\n\n".join(parts), outgoing, said)


def _version_facts(view: DeskCard, said: Speech) -> list[str]:
    _, one = said.gettext, view.line
    facts = []
    if one.window is not None:
        first, last = when(one.window.opens, said), when(one.window.closes, said)
        facts.append(_("From {first} to {last}").format(first=first, last=last))
    facts += [
        _("Questions: {n}").format(n=count_in_words(view.questions, said)),
        _("Languages: {languages}").format(languages=languages_in_words(view.languages, said)),
        _("In the middle of it: {n}").format(n=count_in_words(view.in_the_middle, said)),
        _("Submitted: {n}").format(n=count_in_words(view.submitted, said)),
    ]
    if view.has_sample:
        facts.append(_("People who were invited by a letter are counted apart from all others."))
    return facts


def _draft_facts(view: DeskCard, said: Speech) -> list[str]:
    _, draft = said.gettext, view.draft
    if draft is None:
        return []
    facts = [
        _("Draft: {file}").format(file=isolate(plain(draft.file_name))),
        _("Sent on {day}").format(day=isolate(said.date(draft.uploaded_at.date()))),
    ]
    if draft.errors:
        facts.append(_("Errors: {n}").format(n=count_in_words(draft.errors, said)))
        return facts
    return [
        *facts,
        _("Questions: {n}").format(n=count_in_words(draft.questions, said)),
        _("Languages: {languages}").format(languages=languages_in_words(draft.languages, said)),
        _("Hints of the check: {n}").format(n=count_in_words(draft.hints, said)),
    ]


def send(outgoing: Outgoing) -> Message:
    """Ask for a questionnaire's file."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [
        *_notice(outgoing, said),
        line(
            _(
                "Please send the questionnaire as a file (paper clip {clip}, then “File”): an XLSForm"
                " that ends with .xlsx, .xls, .csv or .md; with pictures or tables that it names, all"
                " together as a .zip. It may have up to {n} MB."
            ).format(clip=CLIP, n=count_in_words(MEGABYTES, said)),
            said,
        ),
    ]
    if outgoing.args["survey"]:
        name = isolate(plain(str(outgoing.args["survey"])))
        parts.append(line(_("It takes the place of the draft “{name}”.").format(name=name), said))
    else:
        parts.append(line(_("The survey gets its short name from the name of the file."), said))
    return _menu("\n\n".join(parts), outgoing, said)


def reading(outgoing: Outgoing) -> Message:
    """Say that a file is being read."""
    said = speech(outgoing.language)
    text = said.gettext("“{file}” is being read. What was found in it comes here in a moment.")
    name = isolate(plain(str(outgoing.args["file"])))
    return _menu(line(text.format(file=name), said), outgoing, said)


def walking(outgoing: Outgoing) -> Message:
    """Say that all ways are being gone through."""
    said = speech(outgoing.language)
    text = said.gettext(
        "All ways through the survey are being tried, in every language. This takes a minute."
    )
    return _menu(line(text, said), outgoing, said)


def ask_day(outgoing: Outgoing) -> Message:
    """Ask from when on, or until when, a survey can be answered."""
    said, args = speech(outgoing.language), outgoing.args
    _ = said.gettext
    title = line(f"<b>{isolate(plain(str(args['title'])))}</b>", said)
    example = date.fromisoformat(str(args["today"])) + timedelta(days=21)
    if args["what"] == FIRST:
        text = _("From when on can it be answered? Please type a day such as {day}, or a time of it: {time}")
    else:
        text = _(
            "Until when can it be answered? Please type the last day, such as {day}, or a time of it: {time}"
        )
    examples = {"day": when(DayTime(example), said), "time": when(DayTime(example, "18:00"), said)}
    parts = [title, line(text.format(**examples), said)]
    if args["first"]:
        parts.insert(1, line(_("It opens: {time}").format(time=when(args["first"], said)), said))
    if problem := _problem(str(args["problem"]), str(args["at"]), said):
        parts.insert(0, line(plain(problem), said))

    def label(option: str) -> str:
        if option.split(":")[1] not in ("open", "last"):
            return step_label(option, said)
        chosen = day_time_on_button(option.split(":")[-1])
        return _("Today") if chosen.local == args["today"] else said.day_time(chosen)

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def sample(outgoing: Outgoing) -> Message:
    """Ask whether people are invited by letters, and counted apart."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [
        f"<b>{isolate(plain(str(outgoing.args['title'])))}</b>",
        _("Do you invite people by letters with codes, and want to count them apart from all others?"),
        _("This cannot be changed any more once people have begun the survey."),
    ]
    labels = {"n": _("No, it is open to everybody"), "s": _("Yes, letters with codes")}
    return short_menu(
        "\n\n".join(line(part, said) for part in parts),
        options_of(outgoing),
        lambda option: labels.get(option.split(":")[-1]) or step_label(option, said),
        said,
    )


def _menu(text: str, outgoing: Outgoing, said: Speech) -> Message:
    return short_menu(text, options_of(outgoing), lambda option: step_label(option, said), said)


def _notice(outgoing: Outgoing, said: Speech) -> list[str]:
    text = notice_in_words(str(outgoing.args.get("notice", "")), said)
    return [line(f"<blockquote>{text}</blockquote>", said)] if text else []


def _problem(problem: str, at: str, said: Speech) -> str:
    """Return why what was typed cannot be taken; nothing where it was not asked before."""
    is_trouble = problem in tuple(Trouble) and problem != Trouble.UNREADABLE
    return problem_in_words(problem, at, said) if is_trouble else notice_in_words(problem, said)
