"""Speech reads every catalogue, and a gap is filled by German, never by silence."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import write_po

from bot import speech as module
from bot.speech import CATALOGUES, DOMAIN, OFFERED, OWN_NAMES, line, speech
from domain.languages import Language
from tests.locales.catalogues import catalogue, texts

GAP = "Help"


@pytest.mark.parametrize("language", OFFERED)
def test_speech_says_every_text_of_its_catalogue(language: Language) -> None:
    said = speech(language)
    assert [said.gettext(text.ids[0]) for text in texts(language) if not text.ids[1:]] == [
        text.forms[0] for text in texts(language) if not text.ids[1:]
    ]


def test_there_is_a_catalogue_for_every_language_offered_and_no_other() -> None:
    assert {path.name for path in CATALOGUES.iterdir() if path.is_dir()} == set(OFFERED) == set(OWN_NAMES)


@pytest.fixture
def catalogues_with_a_gap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let Leichte Sprache and Arabic lack one text."""
    for language in OFFERED:
        copy = catalogue(language)
        if language in ("de_simple", "ar"):
            copy.delete(GAP)
        path = tmp_path / language / "LC_MESSAGES" / f"{DOMAIN}.po"
        path.parent.mkdir(parents=True)
        with path.open("wb") as file:
            write_po(file, copy)
    monkeypatch.setattr(module, "CATALOGUES", tmp_path)
    speech.cache_clear()
    yield
    speech.cache_clear()


@pytest.mark.usefixtures("catalogues_with_a_gap")
@pytest.mark.parametrize("language", ["de_simple", "ar"])
def test_a_text_that_a_language_lacks_is_said_in_german(language: Language) -> None:
    assert speech(language).gettext(GAP) == "Hilfe"


def test_only_lines_that_run_from_right_to_left_are_marked() -> None:
    assert line("1. a", speech("ar")) == "\u200f1. a"
    assert line("1. a", speech("tr")) == "1. a"
    assert line("2. <b>a</b>", speech("de")) == "2. <b>a</b>"


def test_a_line_that_begins_with_a_right_to_left_name_in_markup_keeps_its_languages_direction() -> None:
    assert line("2. <b>\u2068سلمى\u2069</b> · b", speech("de")) == "\u200e2. <b>\u2068سلمى\u2069</b> · b"
    assert line("<blockquote>سلمى</blockquote>", speech("tr")).startswith("\u200e")
