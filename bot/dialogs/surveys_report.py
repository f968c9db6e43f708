"""What a check of a questionnaire has found, for its author: errors first, a long list as a file as well."""

from collections.abc import Sequence

from bot.dialogs.figures import count_in_words
from bot.dialogs.form_problems import place_in_words, problem_in_words, severity_in_words
from bot.dialogs.labels import shortened
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.menus import options_of
from bot.dialogs.message import Document, Message, plain
from bot.dialogs.surveys_words import languages_in_words, step_label, title_in_words
from bot.speech import FIRST_STRONG_ISOLATE, POP_DIRECTIONAL_ISOLATE, Speech, isolate, line, speech
from domain.outgoing import Outgoing
from usecases.surveys_desk_views import DeskReport
from usecases.walk_findings import Finding, FindingKind, walk_from_json
from usecases.xlsform import Problem

MOST_LINES = 15  # that are named in the chat
LONGEST_LINE = 320  # characters of one
ROOM = 3300  # characters for all of them
_FILE = "report.txt"


def report(outgoing: Outgoing) -> Message:
    """Say what was found in a file."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, DeskReport):
        raise TypeError("the report needs its view")
    _ = said.gettext
    head = [line(f"<b>{title_in_words(view.title, said)}</b>", said)]
    name = isolate(plain(view.file_name))
    if view.is_broken:
        head.append(line(_("{file} cannot be used yet. Please correct the errors.").format(file=name), said))
    else:
        facts = [
            _("{file} can be used.").format(file=name),
            _("Questions: {n}").format(n=count_in_words(view.questions, said)),
            _("Languages: {languages}").format(languages=languages_in_words(view.languages, said)),
        ]
        head.append("\n".join(line(fact, said) for fact in facts))
        head.append(line(_("Next: try it out as residents will see it."), said))
    lines = [problem_line(problem, said) for problem in view.problems]
    return with_lines(head[:2], lines, head[2:], outgoing, said)


def ways(outgoing: Outgoing) -> Message:
    """Say what going all ways through a survey has found."""
    said = speech(outgoing.language)
    _ = said.gettext
    walk = walk_from_json(str(outgoing.args["findings"]))
    tried = said.ngettext(
        "{n} way was gone, to {seen} of {all} questions and notes.",
        "{n} ways were gone, to {seen} of {all} questions and notes.",
        walk.ways,
    ).format(
        n=count_in_words(walk.ways, said),
        seen=count_in_words(walk.reached, said),
        all=count_in_words(walk.questions, said),
    )
    parts = [line(tried, said)]
    if not walk.is_complete:
        parts.append(line(_("Not everything could be tried in the time."), said))
    if walk.is_clean:
        clean = _("Nobody gets stuck on them.")
        parts.append(line(f"<b>{clean}</b>", said))
    lines = [finding_in_words(finding, said) for finding in walk.findings]
    return with_lines(parts, lines, [], outgoing, said)


def finding_in_words(finding: Finding, said: Speech) -> str:
    """Return what is wrong on a way, and the way in the form's codes."""
    _ = said.gettext
    name = isolate(finding.question)
    texts = {
        FindingKind.CANNOT_ANSWER: _(
            "Error: {name} has to be answered, but nothing that was tried is taken. Please look at its"
            " constraint and its choices."
        ),
        FindingKind.NO_END: _("Error: from {name} on, the way does not come to an end."),
        FindingKind.CANNOT_COMPUTE: _("Error: at {name} an expression takes too long to work out."),
        FindingKind.REFUSED: _(
            "Error: the messenger would not take the message of {name} in the language {language}: {why}"
        ),
        FindingKind.NEVER_REACHED: _("Please check: no way that was tried leads to {name}."),
        FindingKind.MISSING_TEXT: _("Please check: {language} lacks {n} texts, the first one at {name}."),
    }
    text = texts[finding.kind].format(
        name=name,
        language=isolate(finding.language),
        why=isolate(finding.detail),
        n=isolate(said.number(int(finding.detail))) if finding.detail.isdecimal() else "",
    )
    if not finding.way:
        return text
    way = isolate(" → ".join(finding.way))
    told = _("The way there: {way}").format(way=way)
    return f"{text} {told}"


def problem_line(problem: Problem, said: Speech) -> str:
    """Return one line of a report: how grave, where, why, and what to do."""
    reason, remedy = problem_in_words(problem, said)
    where = place_in_words(problem, said)
    grave = severity_in_words(problem.kind.severity, said)
    # Translators: one line of a report: how grave it is, in which row, what is wrong and what to do.
    text = said.gettext("{grave}, {where}: {what}") if where else said.gettext("{grave}: {what}")
    return text.format(grave=grave, where=where, what=f"{reason} {remedy}".strip())


def with_lines(
    before: Sequence[str], lines: Sequence[str], after: Sequence[str], outgoing: Outgoing, said: Speech
) -> Message:
    """Return a message with as many of some lines as have room in it; where some have not, all as a file.

    Args:
        before: What stands before them.
        lines: The lines, as plain text.
        after: What stands behind them.
        outgoing: What is said; its options become buttons.
        said: The reader's language.
    """
    shown = _fitting([plain(shortened(text, LONGEST_LINE)) for text in lines], said)
    text = "\n\n".join([*before, *shown, *_left_over(len(lines) - len(shown), said), *after])
    return _with_rest(text, lines, len(shown), outgoing, said)


def _fitting(lines: Sequence[str], said: Speech) -> list[str]:
    """Return as many of the first lines as a message has room for."""
    fitting: list[str] = []
    room = ROOM
    for text in lines[:MOST_LINES]:
        room -= len(text) + 4
        if room < 0:
            break
        fitting.append(line(f"• {text}", said))
    return fitting


def _left_over(number: int, said: Speech) -> list[str]:
    if number <= 0:
        return []
    text = said.ngettext("{n} more line is in the file.", "{n} more lines are in the file.", number)
    return [line(text.format(n=count_in_words(number, said)), said)]


def _with_rest(text: str, lines: Sequence[str], shown: int, outgoing: Outgoing, said: Speech) -> Message:
    """Return the message; where not all lines are in it, with all of them as a file."""
    message = short_menu(text, options_of(outgoing), lambda option: step_label(option, said), said)
    if shown == len(lines):
        return message
    unmarked = [one.replace(FIRST_STRONG_ISOLATE, "").replace(POP_DIRECTIONAL_ISOLATE, "") for one in lines]
    content = "\r\n\r\n".join(unmarked).encode("utf-8-sig")  # as Windows' editors like it
    return Message(message.text, message.rows, document=Document(_FILE, content, "text/plain"))
