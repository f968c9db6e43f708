"""Our own settings: what results can be filtered by, and how many people of a kind are asked."""

import re
from collections.abc import Iterator, Mapping, Sequence

from domain.survey import ACCESS, LANGUAGE, MODE, Group, Kind, Question, QuestionName, Quota
from usecases.xlsform.problems import Findings, ProblemKind
from usecases.xlsform.sheets import Row, Sheet, Workbook

_USED = frozenset(
    {"title", "chat_title", "form_id", "version", "default_language", "allow_choice_duplicates"}
    | {"dimensions", "quotas"}
)
_SPECIAL = {
    "public_key": ProblemKind.NOT_ENCRYPTED,
    "submission_url": ProblemKind.NOT_SENT_ELSEWHERE,
}
_NOT_ASKED = (LANGUAGE, ACCESS, MODE)
_VAGUE = (Kind.TEXT, Kind.IMAGE, Kind.AUDIO, Kind.VIDEO, Kind.FILE, Kind.GEOPOINT)
_CELL = re.compile(r"\s*([^=&:]+?)\s*=\s*([^=&:]+?)\s*")
_MAX_LIMIT = 1_000_000


def report_settings(settings: Sheet, findings: Findings) -> None:
    """Mention settings that mean nothing here, and rows behind the first one."""
    for heading, column in settings.columns.items():
        if not settings.is_filled_in(heading) or heading.field in _USED:
            continue
        if heading.field.lower().startswith(("form_title:", "title:")):
            continue  # refused where the title is read
        kind = _SPECIAL.get(heading.field, ProblemKind.IGNORED_SETTING)
        findings.add(kind, settings.name, 1, column, column=column)
    for row in settings.rows[1:]:
        findings.gather(ProblemKind.IGNORED_ROW, settings.name, row.number)
    for row in settings.rows[:1]:
        row.value("form_id")  # it names the form in other programs; here the file or the town does


def dimensions_of(
    book: Workbook, questions: Sequence[Question], groups: Sequence[Group], findings: Findings
) -> tuple[QuestionName, ...]:
    """Return what results can be filtered by: questions with one choice, calculations with clear values."""
    row = _row_with(book, "dimensions")
    if row is None:
        return ()
    by_name = {question.name: question for question in questions}
    in_repeats = _in_repeats(groups)
    names = tuple(dict.fromkeys(re.split(r"[\s,;]+", row.value("dimensions").strip(" ,;"))))
    for name in names:
        question = by_name.get(name)
        if question is None and name in _NOT_ASKED:
            continue
        column = row.column("dimensions")
        if question is None or question.group in in_repeats:
            findings.add(ProblemKind.WRONG_DIMENSION, row.sheet, row.number, column, name=name)
        elif question.kind is Kind.CALCULATE:
            if because := _vague(question, by_name):
                findings.add(
                    ProblemKind.VAGUE_DIMENSION, row.sheet, row.number, column, name=name, because=because
                )
        elif question.kind is not Kind.SELECT_ONE:
            findings.add(ProblemKind.WRONG_DIMENSION, row.sheet, row.number, column, name=name)
    return tuple(sorted(names, key=lambda name: name != ACCESS))  # the sample comes before everything else


def _in_repeats(groups: Sequence[Group]) -> frozenset[str]:
    inside: set[str] = set()
    for group in groups:
        if group.repeats or group.parent in inside:
            inside.add(group.name)
    return frozenset(inside)


def _vague(question: Question, by_name: Mapping[str, Question]) -> str:
    """Return what a calculation reads that makes its values countless, empty for nothing of that kind."""
    waiting, seen = [question.name], {question.name}
    while waiting:
        current = by_name.get(waiting.pop())
        if current is None:
            continue
        if current.kind in _VAGUE:
            return current.name
        for expression in (current.calculation, current.default):
            if expression is None:
                continue
            if expression.uses_clock:
                return "now()"
            if expression.uses_random:
                return "random()"
            waiting.extend(expression.references - seen)
            seen |= expression.references
    return ""


def quotas_of(
    book: Workbook,
    questions: Sequence[Question],
    groups: Sequence[Group],
    dimensions: Sequence[str],
    findings: Findings,
) -> tuple[Quota, ...]:
    """Return the quotas: `age=from_80:50; area=centre & gender=f:100` limits two cells."""
    row = _row_with(book, "quotas")
    if row is None:
        return ()
    in_repeats = _in_repeats(groups)
    by_name = {question.name: question for question in questions}
    repeated = frozenset(question.name for question in questions if question.group in in_repeats)
    found: dict[str, Quota] = {}
    for part in filter(None, map(str.strip, re.split(r"[;\n]", row.value("quotas")))):
        quota = _quota(part)
        if quota is None:
            _report(ProblemKind.INVALID_QUOTA, row, findings, source=part)
        elif quota.key in found:
            _report(ProblemKind.DUPLICATE_QUOTA, row, findings, source=part)
        else:
            found[quota.key] = quota
            for problem, details in _problems_with(quota, by_name, repeated, dimensions):
                _report(problem, row, findings, **details)
    return tuple(found.values())


def _report(kind: ProblemKind, row: Row, findings: Findings, **details: object) -> None:
    findings.add(kind, row.sheet, row.number, row.column("quotas"), **details)


def _quota(part: str) -> Quota | None:
    cell, _, limit = part.rpartition(":")
    pairs = [_CELL.fullmatch(pair) for pair in cell.split("&")]
    wanted = {found[1]: found[2] for found in pairs if found}
    limit = limit.strip()
    is_number = limit.isascii() and limit.isdecimal() and 0 < int(limit[:9]) <= _MAX_LIMIT
    return Quota(wanted, int(limit)) if is_number and len(wanted) == len(pairs) else None


def _problems_with(
    quota: Quota,
    by_name: Mapping[str, Question],
    repeated: frozenset[QuestionName],
    dimensions: Sequence[str],
) -> Iterator[tuple[ProblemKind, dict[str, object]]]:
    for name, code in quota.cell.items():
        question = by_name.get(name)
        kind = question.kind if question else None
        if name in repeated:  # there are many answers to it, in as many cells
            yield ProblemKind.QUOTA_IN_REPEAT, {"name": name}
            continue
        if question is None and name == LANGUAGE:  # whoever finds it full would take another one
            yield ProblemKind.QUOTA_LANGUAGE, {}
            continue
        if kind is Kind.CALCULATE and name in dimensions:
            continue
        if question is None or kind is not Kind.SELECT_ONE:
            yield ProblemKind.QUOTA_QUESTION, {"name": name}
        elif question.choice(code) is None:
            yield ProblemKind.QUOTA_CODE, {"name": name, "code": code}


def _row_with(book: Workbook, field: str) -> Row | None:
    return next((row for row in book.settings.rows[:1] if row.value(field)), None)
