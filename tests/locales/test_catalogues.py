"""The catalogues are complete, up to date with the code, and honest about who has read them."""

import pytest

from bot.speech import OFFERED
from domain.languages import Language
from tests.locales.catalogues import (
    catalogue,
    ids_in_template,
    ids_that_are_called,
    ids_that_babel_finds,
    texts,
)

every_language = pytest.mark.parametrize("language", OFFERED)


@every_language
def test_no_text_is_missing_or_waits_to_be_confirmed(language: Language) -> None:
    unfinished = [text.ids[0] for text in texts(language) if text.fuzzy or not all(text.forms)]
    assert unfinished == []


@every_language
def test_every_text_has_as_many_forms_as_the_language_has_plurals(language: Language) -> None:
    count = catalogue(language).num_plurals
    wrong = [text.ids[0] for text in texts(language) if len(text.forms) != (count if text.ids[1:] else 1)]
    assert wrong == []


@every_language
def test_a_catalogue_holds_the_texts_of_the_code_and_no_others(language: Language) -> None:
    assert {text.ids for text in texts(language)} == ids_that_babel_finds(), "run `make catalogues`"


@every_language
def test_no_text_of_a_former_version_is_left(language: Language) -> None:
    assert not catalogue(language).obsolete


def test_the_template_holds_the_texts_of_the_code() -> None:
    assert ids_in_template() == ids_that_babel_finds(), "run `make catalogues`"


def test_no_text_stands_where_the_extractor_does_not_look() -> None:
    """Python 3.11 hands an f-string to the extractor as a whole: a text inside it would stay English."""
    assert ids_that_are_called() == {ids[0] for ids in ids_that_babel_finds()}


@every_language
def test_the_header_says_that_a_review_is_due(language: Language) -> None:
    header = catalogue(language).header_comment
    assert "by the developers" in header
    assert "is due" in header


def test_english_is_the_source_itself() -> None:
    changed = [text.ids for text in texts("en") if text.forms != text.ids]
    assert changed == []
