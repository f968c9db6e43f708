"""The kinds of fields that files share. Each says in plain words what it should be."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, TypeAlias
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, ValidationError, ValidationInfo
from pydantic_core import InitErrorDetails, PydanticCustomError

from domain.languages import DEFAULT, Language

LONGEST_TEXT = 3_000  # a message has room for 4,096, and something stands around it
LONGEST_TITLE = 120
LONGEST_URL = 500
_KEY = re.compile(r"[a-z0-9_-]{1,40}")
_LOCAL_TIME = re.compile(r"(\d{4}-\d{2}-\d{2})[ T](\d{2}:\d{2})")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class Fields(BaseModel):
    """What a part of a file may hold: a field that is not known is a problem."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _local_time(value: object) -> str:
    """Return a wall time as it is kept, 2027-03-10T18:00."""
    match = _LOCAL_TIME.fullmatch(value.strip()) if isinstance(value, str) else None
    try:
        if match is not None:
            return datetime.fromisoformat("T".join(match.groups())).isoformat(timespec="minutes")
    except ValueError:
        raise ValueError("is no day and time that there is, such as 2027-03-10 18:00") from None
    raise ValueError("should be a date and time such as 2027-03-10 18:00")


def _day(value: object) -> date:
    if not isinstance(value, str) or not _DAY.fullmatch(value.strip()):
        raise ValueError("should be a day such as 2027-03-10")
    try:
        return date.fromisoformat(value.strip())
    except ValueError:
        raise ValueError("is no day that there is, such as 2027-03-10") from None


def _texts(value: object, info: ValidationInfo, longest: int) -> dict[Language, str]:
    if not isinstance(value, Mapping):
        raise ValueError("should be a text for each language, such as {de: …, tr: …}")
    known: tuple[Language, ...] = (info.context or {}).get("languages", ())
    problems: dict[tuple[str, ...], str] = {
        (language,): _wrong(language, text, known, longest) for language, text in value.items()
    }
    if DEFAULT not in value:
        problems[()] = f"the text in German ({DEFAULT}) is missing"
    details = [
        InitErrorDetails(
            type=PydanticCustomError("value_error", "{error}", {"error": says}), loc=place, input=""
        )
        for place, says in problems.items()
        if says
    ]
    if details:
        raise ValidationError.from_exception_data("texts", details)
    return {str(language): str(text).strip() for language, text in value.items()}


def _wrong(language: str, text: object, known: tuple[Language, ...], longest: int) -> str:
    """Return what is wrong with a text in one language, or nothing."""
    if language not in known:
        return f"is no language here; known are {', '.join(known)}"
    if not isinstance(text, str | None):
        return "should be one text"
    if not (text or "").strip():
        return "is empty: fill it in, or leave the line out"
    return f"is longer than {longest:,} characters" if len(text or "") > longest else ""


def _some_texts(value: object, info: ValidationInfo) -> dict[Language, str]:
    return _texts(value, info, LONGEST_TEXT)


def _titles(value: object, info: ValidationInfo) -> dict[Language, str]:
    titles = _texts(value, info, LONGEST_TITLE)
    return {language: " ".join(title.split()) for language, title in titles.items()}


def _url(value: str) -> str:
    try:
        parts = urlsplit(value)
        good = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
    except ValueError:
        good = False
    if not good or len(value) > LONGEST_URL or not value.isascii() or not value.isprintable() or " " in value:
        raise ValueError("should be an address that begins with https://, such as https://example.org/page")
    return value


def _key(value: str) -> str:
    if not _KEY.fullmatch(value):
        raise ValueError("needs 1 to 40 of a-z, 0-9, _ and -")
    return value


LocalTime: TypeAlias = Annotated[str, BeforeValidator(_local_time)]
"""A wall time of the town: written `2027-03-10 18:00`, read as `2027-03-10T18:00`."""

Day: TypeAlias = Annotated[date, BeforeValidator(_day)]
"""A day: written `2027-03-10`."""

TextsField: TypeAlias = Annotated[dict[Language, str], BeforeValidator(_some_texts)]
"""One text in several languages, German among them."""

TitleField: TypeAlias = Annotated[dict[Language, str], BeforeValidator(_titles)]
"""One short text in several languages, German among them, each on one line."""

Url: TypeAlias = Annotated[str, AfterValidator(_url)]
"""An address on the web; https only."""

Key: TypeAlias = Annotated[str, AfterValidator(_key)]
"""What a thing is called for ever: a second run of the same file finds it again by its key."""
