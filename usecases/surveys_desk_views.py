"""What the staff's screens about surveys show: the list, one survey, the report about a file."""

import json
from dataclasses import dataclass
from datetime import datetime

from db import survey_drafts, surveys
from db.survey_drafts import Draft
from db.surveys import Offer
from db.unit import Unit
from domain.feedback import event_of
from domain.languages import DEFAULT, Language, Texts
from domain.outgoing import Outgoing
from domain.survey import Survey
from domain.survey_life import State, Window
from usecases.house import House
from usecases.read_upload import problem_from_data
from usecases.survey_life import draft_survey, people_in, state_of, state_of_offer
from usecases.survey_titles import is_operators
from usecases.surveys_desk_texts_views import texts_file_view, texts_view
from usecases.xlsform import Problem

PAGE = 12


@dataclass(frozen=True, slots=True)
class DeskLine:
    """A survey in the list: how far it has come, and how far the draft of its next version, if any."""

    key: str
    title: Texts
    state: State | None  # None: there is only a draft so far
    draft: State | None
    window: Window | None = None


@dataclass(frozen=True, slots=True)
class DeskList:
    """One page of the list."""

    lines: tuple[DeskLine, ...]
    page: int
    pages: int


@dataclass(frozen=True, slots=True)
class DraftFacts:
    """What is known of a draft."""

    revision: int
    file_name: str
    uploaded_at: datetime
    errors: int
    hints: int  # warnings, and what only tells
    questions: int
    languages: tuple[Language, ...]


@dataclass(frozen=True, slots=True)
class DeskCard:
    """One survey with all that staff can know of it."""

    line: DeskLine
    is_operators: bool
    draft: DraftFacts | None
    questions: int  # of the version that is offered
    languages: tuple[Language, ...]
    in_the_middle: int
    submitted: int
    has_sample: bool


@dataclass(frozen=True, slots=True)
class DeskReport:
    """What was found in a file, errors first."""

    title: Texts
    file_name: str
    revision: int
    problems: tuple[Problem, ...]
    questions: int
    languages: tuple[Language, ...]

    @property
    def is_broken(self) -> bool:
        """Tell whether the file cannot be used like this."""
        return any(problem.is_error for problem in self.problems)


def list_view(unit: Unit, house: House, number: int, now: datetime) -> DeskList:
    """Return a page of the surveys: what staff work on first, then what is open or comes, then the rest."""
    drafts = {one.key: one for one in survey_drafts.every(unit)}
    offers = {one.key: one for one in surveys.offers(unit)}
    lines = [_line(unit, house, key, drafts.get(key), offers.get(key), now) for key in keys_of_surveys(unit)]
    lines.sort(key=lambda line: (line.draft is None, line.state in (State.CLOSED, State.PUBLISHED)))
    pages = max(1, -(-len(lines) // PAGE))
    page = min(number, pages - 1)
    return DeskList(tuple(lines[page * PAGE : (page + 1) * PAGE]), page, pages)


def keys_of_surveys(unit: Unit) -> list[str]:
    """Return the keys of drafts and surveys, those that are not open yet first; none of events."""
    offered = [one.key for one in surveys.offers(unit) if event_of(one.key) is None]
    return [*(one.key for one in survey_drafts.every(unit) if one.key not in offered), *offered]


def card_view(unit: Unit, house: House, key: str, now: datetime) -> DeskCard | None:
    """Return one survey, None where there is neither a draft nor a version of it."""
    draft, offer = survey_drafts.by_key(unit, key), surveys.offer(unit, key)
    if (draft is None and offer is None) or event_of(key) is not None:
        return None
    line = _line(unit, house, key, draft, offer, now)
    in_the_middle, submitted = people_in(unit, key) if offer else (0, 0)
    return DeskCard(
        line,
        is_operators(house.town, key),
        None if draft is None else _facts(draft),
        _count(offer.survey) if offer else 0,
        offer.survey.languages if offer else (),
        in_the_middle,
        submitted,
        offer is not None and offer.survey.has_sample,
    )


def report_view(unit: Unit, key: str, revision: int) -> DeskReport | None:
    """Return the report about a draft, None where it is another one by now."""
    draft = survey_drafts.by_key(unit, key)
    if draft is None or draft.revision != revision:
        return None
    survey = draft_survey(draft)
    problems = sorted(
        _problems(draft), key=lambda one: (not one.is_error, one.kind.severity.value != "warning")
    )
    return DeskReport(
        survey.title if survey else {DEFAULT: key},
        draft.file_name,
        revision,
        tuple(problems),
        _count(survey) if survey else 0,
        survey.languages if survey else (),
    )


def load_desk_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return a message about surveys with its view, None where what it showed is gone."""
    args = outgoing.args
    key = str(args.get("survey", ""))
    view: object | None
    match outgoing.template:
        case "desk_list":
            view = list_view(unit, house, _number(args["page"]), now)
        case "desk_card":
            view = card_view(unit, house, key, now)
        case "desk_report" | "desk_report_file":
            view = report_view(unit, key, _number(args["revision"]))
        case "desk_texts" | "desk_texts_language":
            view = texts_view(unit, house, key)
        case "desk_texts_file":
            language, kind = str(args["texts_language"]), str(args["kind"])
            view = texts_file_view(unit, house, key, language, kind, now)
        case _:
            return outgoing
    return None if view is None else outgoing.showing(view)


def _line(
    unit: Unit, house: House, key: str, draft: Draft | None, offer: Offer | None, now: datetime
) -> DeskLine:
    new = None if draft is None else draft_survey(draft)
    title = new.title if new else offer.survey.title if offer else {DEFAULT: key}
    return DeskLine(
        key,
        title,
        state_of_offer(unit, offer, now, house.timezone) if offer else None,
        state_of(draft) if draft else None,
        offer.window if offer else None,
    )


def _facts(draft: Draft) -> DraftFacts:
    survey, problems = draft_survey(draft), _problems(draft)
    errors = sum(problem.is_error for problem in problems)
    return DraftFacts(
        draft.revision,
        draft.file_name,
        draft.uploaded_at,
        errors,
        len(problems) - errors,
        _count(survey) if survey else 0,
        survey.languages if survey else (),
    )


def _problems(draft: Draft) -> list[Problem]:
    found = (problem_from_data(data) for data in json.loads(draft.problems))
    return [problem for problem in found if problem is not None]


def _count(survey: Survey) -> int:
    return sum(question.takes_answer for question in survey.questions)


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value
