"""Reading the content folder: the process, its texts and its surveys. A gap stops the start and is named."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from domain.contributions import OTHER
from domain.feedback import FORM, event_of
from domain.languages import DEFAULT, Language, text_in
from domain.outgoing import Argument
from domain.population import Margins
from domain.survey_life import Window
from domain.times import DayTime, day_time_of
from domain.town import NEEDS_CONSENT, WISHES, Area, Contact, Page, Phase, PlannedSurvey, Town
from usecases.population import PopulationError, read_population

PAGES = (
    *("about", "contact", "privacy", "consent_survey", f"consent_{NEEDS_CONSENT}"),
    *(f"consent_{purpose}" for purpose in WISHES),
)
_KEY = re.compile(r"[a-z0-9_-]{1,40}")  # it stands in a button's 64 bytes
_THEME = re.compile(r"[a-z0-9_-]{1,24}")  # beside a text's name and revision
_YEARS = range(1970, 9000)  # beyond them, instants lead out of the calendar
_VERSION = re.compile(r"\Aversion:\s*(\S+)\s*\n+")


class ContentError(Exception):
    """The content folder lacks something; the message names the file and what to do."""


def read_town(folder: Path, languages: tuple[Language, ...], days: Mapping[str, int]) -> Town:
    """Read a content folder.

    Args:
        folder: Where `process.toml`, `texts/` and `surveys/` are.
        languages: Catalogue codes; every page has to exist in each of them.
        days: Retention periods in days by placeholder name, so that texts say what is configured.

    Raises:
        ContentError: A file, a field or a translation is missing or wrong.
    """
    path = folder / "process.toml"
    try:
        data = tomllib.loads(path.read_text("utf-8"))
        contact = Contact(**{name: data["contact"][name] for name in ("name", "phone", "email", "role")})
        surveys = tuple(_planned(path, folder, row) for row in data["surveys"])
        values = {language: _values(data, contact, language, days) for language in languages}
        pages = {
            (name, language): _page(folder, name, language, values[language])
            for name in PAGES
            for language in languages
        }
        themes = {_theme(path, row["key"]): row["title"] for row in data["themes"]}
        areas = _areas(path, data["areas"])
        phases = tuple(_phase(path, row) for row in data.get("phases", ()))
        return Town(
            data["title"],
            data["city"],
            contact,
            data["other_way"],
            surveys,
            pages,
            themes,
            areas,
            phases,
            _feedback(data.get("feedback")),
        )
    except FileNotFoundError as error:
        raise ContentError(f"{error.filename} is missing: every language needs it") from error
    except tomllib.TOMLDecodeError as error:
        raise ContentError(f"{path}: {error}") from error
    except KeyError as error:
        raise ContentError(f"{path}: the field {error} is missing") from error


def _phase(path: Path, row: Mapping[str, Any]) -> Phase:
    phase = Phase(row["title"], row["starts"], row["ends"])
    days = (phase.starts_on, phase.ends_on)
    if any(type(day) is not date for day in days) or phase.starts_on > phase.ends_on:
        key = row.get("key", "")
        raise ContentError(f"{path}: the phase “{key}” needs two days, starts = 2026-09-01 not after ends")
    return phase


def _planned(path: Path, folder: Path, row: Mapping[str, Any]) -> PlannedSurvey:
    population = _population(folder / row["population"]) if "population" in row else {}
    planned = PlannedSurvey(
        row["key"],
        row["file"],
        row["title"],
        _window(path, row),
        population,
        row.get("sample", False),
    )
    if planned.key == FORM or event_of(str(planned.key)) is not None:
        raise ContentError(f"{path}: the key “{planned.key}” is kept for feedback on events")
    if not _KEY.fullmatch(str(planned.key)):
        raise ContentError(f"{path}: the key “{planned.key}” needs 1 to 40 of a-z, 0-9, _ and -")
    if type(planned.sample) is not bool:
        raise ContentError(f"{path}: “{planned.key}” needs sample = true or sample = false, without quotes")
    return planned


def _window(path: Path, row: Mapping[str, Any]) -> Window:
    """Return when a survey can be answered: from a day until a day, or from and until a time of one."""
    opens, closes = (_day_time(row[name]) for name in ("opens", "closes"))
    if (
        opens is None
        or closes is None
        or Window(opens, closes).ends("UTC") <= Window(opens, closes).begins("UTC")
    ):
        raise ContentError(
            f"{path}: “{row['key']}” needs a beginning before its end: days, opens = 2026-09-01,"
            ' or times of days, opens = "2026-09-01 08:00"'
        )
    return Window(opens, closes)


def _day_time(value: object) -> DayTime | None:
    """Return what TOML says as a day, as a local time in whole minutes, or as a text like these."""
    text = value.isoformat(" ").removesuffix(":00") if isinstance(value, datetime) else str(value)
    try:
        found = day_time_of(text)
    except ValueError:
        return None
    return found if found.day.year in _YEARS else None


def _feedback(row: Mapping[str, Any] | None) -> PlannedSurvey | None:
    always = Window(DayTime(date.min), DayTime(date.max))
    return None if row is None else PlannedSurvey(FORM, row["file"], row["title"], always)


def _population(path: Path) -> Margins:
    try:
        return read_population(path.read_text("utf-8"))
    except PopulationError as error:
        raise ContentError(f"{path}: {error}") from error


def _theme(path: Path, key: object) -> str:
    if not _THEME.fullmatch(str(key)) or key == OTHER:
        raise ContentError(f"{path}: the theme “{key}” needs 1 to 24 of a-z, 0-9, _ and -, and not “{OTHER}”")
    return str(key)


def _areas(path: Path, rows: Sequence[Mapping[str, Any]]) -> dict[str, Area]:
    areas = {str(row["key"]): Area(row["title"], str(row.get("parent", ""))) for row in rows}
    for key, area in areas.items():
        if not _THEME.fullmatch(key):
            raise ContentError(f"{path}: the area “{key}” needs 1 to 24 of a-z, 0-9, _ and -")
        if area.parent and area.parent not in areas:
            raise ContentError(f"{path}: the area “{key}” lies in “{area.parent}”, which is no area")
    return areas


def _values(
    data: Mapping[str, Any], contact: Contact, language: Language, days: Mapping[str, int]
) -> dict[str, str]:
    return {
        "controller": text_in(data["controller"], language),
        "contact_name": contact.name,
        "contact_phone": contact.phone,
        "contact_email": contact.email,
        "other_way": text_in(data["other_way"], language),
        **{name: str(value) for name, value in days.items()},
    }


def _page(folder: Path, name: str, language: Language, values: Mapping[str, str]) -> Page:
    path = folder / "texts" / language / f"{name}.md"
    source = path.read_text("utf-8")
    match = _VERSION.match(source)
    body = source[match.end() :] if match else source
    try:
        text = body.strip().format_map(values)
    except (KeyError, ValueError, IndexError) as error:
        raise ContentError(f"{path}: the placeholder {error} is not known") from error
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Page(match.group(1) if match else "", text, digest)


def consent_page(town: Town, language: Language, name: str = "consent_survey") -> Page:
    """Return what somebody agrees to: the short text of this name together with the notice behind it."""
    short, notice = town.page(name, language), town.page("privacy", language)
    digest = hashlib.sha256(f"{short.text}\n{notice.text}".encode()).hexdigest()
    return Page(notice.version, short.text, digest)


def survey_title(town: Town, args: Mapping[str, Argument], language: Language) -> str:
    """Return the title of the survey that a message is about.

    Args:
        town: The town, whose process names its surveys.
        args: The message's: `survey` is its key, `survey_title` the title of one that staff have opened.
        language: The reader's.
    """
    key = str(args["survey"])
    titles = {survey.key: survey.title for survey in town.surveys}
    if town.feedback is not None and event_of(key) is not None:
        return text_in(town.feedback.title, language)
    return text_in(titles.get(key, {DEFAULT: str(args.get("survey_title") or key)}), language)
