"""The catalogues as the tests read them, and the texts as the code holds them."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from bot.speech import CATALOGUES, DOMAIN, OFFERED
from domain.languages import Language, locale_of

CODE = CATALOGUES.parent / "bot"
TEMPLATE = CATALOGUES / f"{DOMAIN}.pot"
TAG = re.compile(r"</?[a-z]+>")
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Text:
    """One text in one language: its English source, and its forms in the catalogue's order."""

    language: Language
    ids: Ids
    forms: tuple[str, ...]
    fuzzy: bool


def path_of(language: Language) -> Path:
    """Return where a language's catalogue is."""
    return CATALOGUES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def catalogue(language: Language) -> Catalog:
    """Read a language's catalogue, once."""
    with path_of(language).open("rb") as file:
        return read_po(file, locale=locale_of(language))


@cache
def texts(language: Language) -> tuple[Text, ...]:
    """Return a language's texts."""
    return tuple(
        Text(language, _strings(message.id), _strings(message.string), message.fuzzy)
        for message in catalogue(language)
        if message.id
    )


def all_texts() -> list[Text]:
    """Return the texts of all languages."""
    return [text for language in OFFERED for text in texts(language)]


def ids_in_template() -> set[Ids]:
    """Return the texts that the template lists."""
    with TEMPLATE.open("rb") as file:
        return {_strings(message.id) for message in read_po(file) if message.id}


@cache
def ids_that_babel_finds() -> frozenset[Ids]:
    """Return the texts that the extractor finds in the code, which takes it a second."""
    found = extract_from_dir(CODE, [("**.py", "python")])
    return frozenset(_strings(message) for _file, _line, message, _comments, _context in found)


def ids_that_are_called() -> set[str]:
    """Return the texts that the code asks for, as the parser sees them; of plurals the singular."""
    return {
        text.value
        for path in sorted(CODE.rglob("*.py"))
        for text in _first_arguments(ast.parse(path.read_text("utf-8")))
        if isinstance(text, ast.Constant) and isinstance(text.value, str)
    }


def _first_arguments(tree: ast.AST) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args:
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in ("_", "gettext", "ngettext"):
                yield node.args[0]


def _strings(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ())


def placeholders(text: str) -> list[str]:
    """Return the placeholders of a text, sorted: languages order them differently."""
    return sorted(name for _literal, name, _spec, _conversion in Formatter().parse(text) if name is not None)


def tags(text: str) -> list[str]:
    """Return the markup of a text in its order."""
    return TAG.findall(text)
