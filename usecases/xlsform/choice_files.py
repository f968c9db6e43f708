"""Choice lists in files that come with the form: CSV, XML and GeoJSON, as ODK knows them."""

import csv
import json
import re
from collections.abc import Iterable, Mapping
from io import StringIO
from xml.etree.ElementTree import ParseError, XMLParser

from domain.languages import Language
from domain.survey import Choice
from usecases.xlsform.limits import MAX_CHOICES_IN_FORM, MAX_FILE

_BOMB = re.compile(r"<!(?:DOCTYPE|ENTITY)")
_MAX_DEPTH = 50


class UnreadableChoices(ValueError):
    """The file holds no choices that can be read."""


def choices_in(
    file: str, content: bytes, language: Language, value: str = "name", label: str = "label"
) -> tuple[Choice, ...]:
    """Return the choices of a file, labels in the form's own language; other columns stay with them.

    Args:
        file: Its name, whose ending tells the format.
        content: What is in it.
        language: The language of the labels.
        value: The column that holds the code.
        label: The column that holds the label.

    Raises:
        UnreadableChoices: They cannot be read, or a code is missing or holds a space.
    """
    if len(content) > MAX_FILE:
        raise UnreadableChoices
    try:
        rows = list(_rows(file.lower(), content))
    except (ValueError, ParseError, csv.Error, RecursionError, LookupError, TypeError) as error:
        raise UnreadableChoices from error
    if not rows or len(rows) > MAX_CHOICES_IN_FORM:
        raise UnreadableChoices
    return tuple(_choice(row, language, value, label) for row in rows)


def _choice(row: Mapping[str, str], language: Language, value: str, label: str) -> Choice:
    code = row.get(value, "")
    if not code or any(character.isspace() for character in code):
        raise UnreadableChoices
    columns = {name: text for name, text in row.items() if name not in (value, label) and text}
    return Choice(code, {language: row.get(label) or code}, columns)


def _rows(file: str, content: bytes) -> Iterable[Mapping[str, str]]:
    if file.endswith(".csv"):
        return _csv_rows(content.decode("utf-8-sig"))
    if file.endswith(".xml"):
        return _xml_rows(content)
    if file.endswith(".geojson"):
        return _geojson_rows(json.loads(content))
    raise UnreadableChoices


def _csv_rows(text: str) -> list[dict[str, str]]:
    delimiter = max(",;\t", key=text.partition("\n")[0].count)
    return [
        {name.strip(): (cell or "").strip() for name, cell in row.items() if isinstance(name, str)}
        for row in csv.DictReader(StringIO(text, newline=""), delimiter=delimiter)
    ]


class _Items:
    """Collects the elements of `<root><item><name>…`, however they are nested around the items."""

    def __init__(self) -> None:
        self.rows: list[dict[str, str]] = []
        self._path: list[str] = []
        self._text: list[str] = []

    def start(self, tag: str, _: dict[str, str]) -> None:
        self._path.append(tag.rpartition("}")[2])
        self._text = []
        if len(self._path) > _MAX_DEPTH:
            raise UnreadableChoices
        if self._path[-1] == "item":
            self.rows.append({})

    def data(self, text: str) -> None:
        self._text.append(text)

    def end(self, _: str) -> None:
        tag = self._path.pop()
        if self._path and self._path[-1] == "item":
            self.rows[-1][tag] = "".join(self._text).strip()

    def close(self) -> list[dict[str, str]]:
        return self.rows


def _xml_rows(content: bytes) -> list[dict[str, str]]:
    text = content.decode("utf-8-sig")
    if _BOMB.search(text):
        raise UnreadableChoices
    items = _Items()
    parser = XMLParser(target=items)  # noqa: S314 - declarations are refused above
    parser.feed(text)
    parser.close()
    return items.rows


def _geojson_rows(data: dict[str, object]) -> list[dict[str, str]]:
    features = data["features"]
    if not isinstance(features, list):
        raise UnreadableChoices
    return [_feature(feature) for feature in features]


def _feature(feature: dict[str, dict[str, object]]) -> dict[str, str]:
    row = {name: str(value) for name, value in feature["properties"].items() if value is not None}
    row.setdefault("name", str(feature.get("id", row.get("id", ""))))
    row.setdefault("label", str(row.get("title", row["name"])))
    geometry = feature.get("geometry") or {}
    if geometry.get("type") == "Point" and isinstance(place := geometry.get("coordinates"), list):
        row["geometry"] = f"{place[1]} {place[0]} 0 0"
    return row
