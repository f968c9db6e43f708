"""Staff send a survey's texts to translators and back: how complete they are, files, a new version."""

from datetime import datetime

from db import survey_drafts, surveys
from db.unit import Unit
from domain.attachments import AttachmentKind, ReceivedFile
from domain.confirmations import Deed
from domain.invitation import Permission
from domain.languages import text_in
from domain.outgoing import Placement
from domain.survey import Survey
from domain.survey_life import LARGEST_FORM, Job, Obstacle, ending_of
from usecases.apply_texts import apply_texts
from usecases.confirm import ask, staff_who_may
from usecases.house import House
from usecases.survey_life import people_in
from usecases.survey_texts import (
    Imported,
    TextsFile,
    TextsFormat,
    TextsRefused,
    TextsTrouble,
    import_texts,
    state_of_texts,
)
from usecases.survey_titles import is_operators
from usecases.surveys_desk_screens import DESK, say_card
from usecases.surveys_desk_texts_views import (
    findings_to_json,
    form_with_texts,
    is_to_be_used,
    texts_file_view,
    texts_view,
)
from usecases.surveys_desk_uploads import LONGEST_NAME, MOST_JOBS, SurveyJob, visit_of
from usecases.visit import FILE, Visit

ENDINGS = tuple(f".{kind}" for kind in TextsFormat)
USE = "texts"
"""What the subject of the deed says: let residents read what is kept."""


def open_texts(visit: Visit, staff_id: int, path: list[str], place: Placement) -> bool:
    """Carry out what a button about a survey's texts asks for; tell whether there is such a button.

    Args:
        visit: The update that is handled; the role was looked up.
        staff_id: Who acts.
        path: ["texts", key] for all languages, then with a language, then with a kind of file;
            ["textsin", key] sends a file back, ["textsuse", key] lets residents read what is kept.
        place: Where the button stands.
    """
    match path:
        case ["texts", key]:
            say_texts(visit, key, place)
        case ["texts", key, language]:
            return _say_language(visit, key, language, place)
        case ["texts", key, language, "po" | "xlsx" as kind]:
            return _hand_over(visit, key, language, kind)
        case ["textsin", key]:
            _ask_for_texts(visit, key, place)
        case ["textsuse", key]:
            _ask_to_use(visit, staff_id, key, place)
        case _:
            return False
    return True


def say_texts(visit: Visit, key: str, place: Placement) -> None:
    """Say how complete a survey's texts are in each language, and offer what can be done about it."""
    view = texts_view(visit.unit, visit.house, key)
    if view is None:
        say_card(visit, key, place, Obstacle.GONE)
        return
    options = [f"{DESK}:texts:{key}:{one.language}" for one in view.lines]
    if not view.is_operators:
        options.append(f"{DESK}:textsin:{key}")
    if view.can_be_used:
        options.append(f"{DESK}:textsuse:{key}")
    visit.offer("desk_texts", [*options, f"{DESK}:card:{key}"], place, view=view, survey=key)


def _say_language(visit: Visit, key: str, language: str, place: Placement) -> bool:
    view = texts_view(visit.unit, visit.house, key)
    if view is not None and language not in [one.language for one in view.lines]:
        return False
    if view is None:
        say_card(visit, key, place, Obstacle.GONE)
        return True
    options = [f"{DESK}:texts:{key}:{language}:{kind}" for kind in TextsFormat]
    if not view.is_operators:
        options.append(f"{DESK}:textsin:{key}")
    options.append(f"{DESK}:texts:{key}")
    visit.offer("desk_texts_language", options, place, view=view, survey=key, texts_language=language)
    return True


def _hand_over(visit: Visit, key: str, language: str, kind: str) -> bool:
    view = texts_file_view(visit.unit, visit.house, key, language, kind, visit.now)
    if view is None:
        return False
    visit.say("desk_texts_file", view=view, survey=key, texts_language=language, kind=kind)
    return True


# --- the way back ----------------------------------------------------------------------------------


def _ask_for_texts(visit: Visit, key: str, place: Placement, notice: str = "") -> None:
    if is_operators(visit.house.town, key):
        say_card(visit, key, place, Obstacle.OPERATORS)
    elif form_with_texts(visit.unit, key) is None:
        say_card(visit, key, place, Obstacle.GONE)
    else:
        back = f"{DESK}:texts:{key}"
        visit.ask("desk_texts_send", f"{DESK}:textsin:{key}{FILE}", [back], place, survey=key, notice=notice)


def take_texts(visit: Visit, key: str, file: ReceivedFile) -> bool:
    """Take a file with translations that was sent, to be read soon; say why not where it cannot be.

    Args:
        visit: The update that is handled.
        key: The survey whose texts were asked for.
        file: What was sent.
    """
    staff_id = staff_who_may(visit, Permission.MANAGE_SURVEYS)
    if staff_id is None:
        return True
    notice = _trouble_with(visit, staff_id, file)
    if notice or is_operators(visit.house.town, key) or form_with_texts(visit.unit, key) is None:
        _ask_for_texts(visit, key, Placement(), notice)
        return True
    name = file.name[-LONGEST_NAME:]
    survey_drafts.ask_for(
        visit.unit, staff_id, Job.TEXTS, key, visit.now, file_name=name, channel_id=file.channel_id
    )
    visit.offer("desk_reading", [f"{DESK}:texts:{key}"], survey=key, file=name)
    return True


def _trouble_with(visit: Visit, staff_id: int, file: ReceivedFile) -> str:
    if file.kind is not AttachmentKind.DOCUMENT or ending_of(file.name) not in ENDINGS:
        return "texts_type"
    if (file.size or 0) > LARGEST_FORM:
        return "size"
    return "busy" if survey_drafts.count_jobs(visit.unit, staff_id) >= MOST_JOBS else ""


def keep_texts(
    unit: Unit, house: House, job: SurveyJob, file: TextsFile | TextsTrouble, now: datetime
) -> None:
    """Keep the translations of a file that was read, and say what was taken and what was not.

    Residents read them with the survey's next version. Whose role was taken away meanwhile has sent nothing.

    Args:
        unit: The unit of work.
        house: The deployment.
        job: What was asked for.
        file: What stands in the file; why it cannot be used.
        now: The time.
    """
    visit, key = visit_of(unit, house, job, now), job.survey_key
    if not survey_drafts.finish_job(unit, job.id) or visit is None:
        return
    form = form_with_texts(unit, key)
    if form is None or is_operators(house.town, key):
        _ask_for_texts(visit, key, Placement())  # it is gone: that is said
        return
    came = file if isinstance(file, TextsTrouble) else _brought(visit, key, form, file, job.staff_id)
    if isinstance(came, TextsTrouble):
        _ask_for_texts(visit, key, Placement(), f"texts_{came}")
        return
    use = [f"{DESK}:textsuse:{key}"] if is_to_be_used(unit, key) else []
    visit.offer(
        "desk_texts_taken",
        [*use, f"{DESK}:texts:{key}", f"{DESK}:card:{key}"],
        survey=key,
        texts_language=came.language,
        changed=came.changed,
        percent=came.complete.percent,
        missing=len(came.complete.missing),
        outdated=len(came.complete.outdated),
        findings=findings_to_json(came.findings),
    )


def _brought(visit: Visit, key: str, form: Survey, file: TextsFile, staff_id: int) -> Imported | TextsTrouble:
    if file.language not in (*visit.house.languages, *form.languages):
        return TextsTrouble.LANGUAGE
    try:
        return import_texts(visit.unit, key, form, file, staff_id, visit.now)
    except TextsRefused as refused:
        return refused.why


# --- a new version ---------------------------------------------------------------------------------


def _ask_to_use(visit: Visit, staff_id: int, key: str, place: Placement) -> None:
    obstacle = _obstacle_to_using(visit, key)
    if obstacle is not None:
        say_card(visit, key, place, obstacle)
        return
    offer, state = surveys.offer(visit.unit, key), state_of_using(visit.unit, key)
    if offer is None or state is None or not is_to_be_used(visit.unit, key):
        say_card(visit, key, place, "texts_same")
        return
    middle, submitted = people_in(visit.unit, key)
    title = text_in(offer.survey.title, visit.resident.language)
    deed = Deed(Permission.MANAGE_SURVEYS, f"{key}/{USE}", state)
    people = {"middle": middle, "submitted": submitted}
    ask(visit, staff_id, deed, "desk_sure_texts", place, survey=key, title=title, **people)


def _obstacle_to_using(visit: Visit, key: str) -> Obstacle | None:
    if is_operators(visit.house.town, key):
        return Obstacle.OPERATORS
    offer = surveys.offer(visit.unit, key)
    if offer is None:
        return Obstacle.GONE
    return Obstacle.ENDED if offer.is_over(visit.now, visit.house.timezone) else None


def state_of_using(unit: Unit, key: str) -> str | None:
    """Return what changes with every version of a survey and every translation; None where it has ended."""
    offer = surveys.offer(unit, key)
    if offer is None or offer.ended_on is not None:
        return None
    return f"{offer.version_id}.{state_of_texts(unit, key)}"


def use_texts(visit: Visit, staff_id: int, key: str) -> str:
    """Let residents read what is kept, by a new version; return what to say about it."""
    obstacle = _obstacle_to_using(visit, key)
    if obstacle is not None:
        return obstacle
    changed = apply_texts(visit.unit, visit.house, key, staff_id, visit.now)
    return "texts_used" if changed else "texts_same"
