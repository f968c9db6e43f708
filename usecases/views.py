"""What templates show beyond their arguments, loaded while the reply is made and again after a crash."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from db import dialogues, households, sealed_drafts, surveys
from db.unit import Unit
from domain.confirmations import confirmation_token
from domain.dialogue import Dialogue, Problem
from domain.languages import Texts
from domain.outgoing import Outgoing, Priority
from domain.receipts import receipt_of
from domain.survey import Survey
from domain.times import local_time
from usecases import my_data, published, said
from usecases.audience_editor import load_audience_view
from usecases.beside_card import load_question_file
from usecases.broadcast_screens import load_broadcast_view
from usecases.entering import Entering, enter_view, entering_of
from usecases.event_views import load_event_view
from usecases.house import House
from usecases.household_views import load_household_view
from usecases.measure_staff_views import load_staff_view
from usecases.measure_views import load_measure_view
from usecases.moderation_views import load_moderation
from usecases.preview_views import load_preview_view
from usecases.reminders import load_unfinished
from usecases.reports import report
from usecases.schedule_views import load_schedule_view
from usecases.standing import Standing as Standing
from usecases.surveys_desk_views import load_desk_view
from usecases.visit import is_said_to_all


@dataclass(frozen=True, slots=True)
class CardView:
    """A dialogue as its living card shows it."""

    dialogue_id: int
    survey: Survey
    dialogue: Dialogue
    problem: Problem | None
    now: datetime
    entering: Entering | None = None  # staff enter it for somebody else


@dataclass(frozen=True, slots=True)
class ScreenedOutView:
    """The note with which a survey ended for somebody."""

    survey: Survey
    note: str


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The code that withdraws submitted answers. It is never kept."""

    receipt: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ConfirmationView:
    """The token with which a member of staff can confirm something once. It is never kept."""

    token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class HomeView:
    """What a resident can do now: the open surveys, each with how the member stands to it."""

    surveys: tuple[tuple[str, Texts, Standing], ...]


def load_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    """Return an outbox message with its view, or None where what it showed is gone, or for whom it was.

    A card shows the dialogue as it stands now, which may be further on than when it was written.
    """
    shown = _with_view(unit, house, outgoing, now)
    ordinal = outgoing.args.get("who")
    if shown is None:
        return None
    if ordinal is None and _is_nobodys(outgoing):
        return shown
    if ordinal is None:
        return replace(shown, who=households.only_one(unit, outgoing.address))
    found = households.called(unit, outgoing.address, _number(ordinal))
    if found is None:
        return None
    who, people = found
    return replace(shown, who=who) if people > 1 else shown


def _is_nobodys(outgoing: Outgoing) -> bool:
    """Tell whether the buttons of a message are whose turn it is, even where its reader is alone."""
    return outgoing.priority is Priority.BULK or is_said_to_all(outgoing.template)


def _with_view(unit: Unit, house: House, outgoing: Outgoing, now: datetime) -> Outgoing | None:
    args = outgoing.args
    match outgoing.template:
        case "card":
            draft = dialogues.by_id(unit, _number(args["dialogue"]))
            if draft is None:
                return None
            survey = surveys.version(unit, draft.version_id)
            problem = Problem(str(args["problem"])) if args.get("problem") else None
            at = local_time(now, house.timezone)
            entering = entering_of(unit, draft.entry, at.date())
            return replace(outgoing, view=CardView(draft.id, survey, draft.dialogue, problem, at, entering))
        case "question_file":
            return replace(outgoing, view=load_question_file(unit, _number(args["attachment"])))
        case "submitted" | "entered":
            seal = sealed_drafts.seal_of(unit, _number(args["dialogue"]))
            if seal is None:
                return None
            return replace(outgoing, view=ReceiptView(receipt_of(house.pepper, seal)))
        case "screened_out":
            survey = surveys.version(unit, _number(args["version"]))
            return replace(outgoing, view=ScreenedOutView(survey, str(args["note"])))
        case "home":
            titles = {offer.key: offer.survey.title for offer in surveys.offers(unit)}
            rows = zip(_words(args["keys"]), _words(args["standings"]), strict=True)
            home = HomeView(tuple((key, titles[key], Standing(standing)) for key, standing in rows))
            return replace(outgoing, view=home)
        case "unfinished":
            return load_unfinished(unit, house, outgoing, now)
        case template if template.startswith("enter_"):
            return replace(outgoing, view=enter_view(unit))
        case "results_menu":
            return replace(outgoing, view=published.overview(unit))
        case "survey_results" | "results_parts" | "table_text" | "table_chart" | "scales_chart":
            return replace(outgoing, view=published.results_of(unit, args))
        case "comparison_text" | "comparison_chart":
            return replace(outgoing, view=published.comparison_of(unit, args))
        case "results_releases":
            return replace(outgoing, view=published.all_releases(unit, str(args["survey"])))
        case template if template.startswith("household"):
            return load_household_view(unit, house, outgoing, now)
        case "my_data":
            view = my_data.linked_to(unit, house, outgoing.address)
            return None if view is None else replace(outgoing, view=view)
        case "broadcast_release" | "broadcast_urgent" | "broadcast_cancel":
            seed = bytes.fromhex(str(args["seed"]))
            return replace(outgoing, view=ConfirmationView(confirmation_token(house.pepper, seed)))
        case "close_question" | "publish_question":
            seed = bytes.fromhex(str(args["seed"]))
            return replace(outgoing, view=ConfirmationView(confirmation_token(house.pepper, seed)))
        case "said_menu":
            return replace(outgoing, view=said.published_surveys(unit))
        case "said_survey" | "said_table" | "said_chart" | "said_news" | "said_picture" | "said_scales":
            return replace(outgoing, view=said.results_in(unit, args))
        case template if template.startswith(
            ("event_plan_sure", "schedule_sure", "measure_staff_sure", "desk_sure")
        ):
            seed = bytes.fromhex(str(args["seed"]))
            return replace(outgoing, view=ConfirmationView(confirmation_token(house.pepper, seed)))
        case template if template.startswith("desk"):
            return load_desk_view(unit, house, outgoing, now)
        case template if template.startswith("preview"):
            return load_preview_view(unit, house, outgoing, now)
        case template if template.startswith("schedule"):
            return load_schedule_view(unit, house, outgoing, now)
        case template if template.startswith("measure_staff"):
            return load_staff_view(unit, house, outgoing)
        case template if template.startswith("measure"):
            return load_measure_view(unit, house, outgoing)
        case template if template.startswith("event"):
            return load_event_view(unit, house, outgoing, now)
        case "audience":
            return replace(outgoing, view=load_audience_view(unit, house, args))
        case template if template.startswith("broadcast_"):
            return load_broadcast_view(unit, house, outgoing, now)
        case template if template.startswith("moderation"):
            return load_moderation(unit, house, outgoing)
        case "export_menu":
            return replace(outgoing, view=published.results_of(unit, args))
        case "export_file":
            return replace(outgoing, view=report(unit, str(args["survey"]), _number(args["release"])))
        case "statistics":
            return replace(outgoing, view=published.statistics(unit, now, str(args["timezone"])))
        case _:
            return outgoing


def _number(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError("the outbox row lacks a number")
    return value


def _words(value: object) -> list[str]:
    if not isinstance(value, list):
        raise TypeError("the outbox row lacks a list")
    return value
