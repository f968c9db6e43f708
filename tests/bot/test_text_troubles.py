"""Whatever is the matter with a translation is said in every language, with its row and its place."""

import pytest

from bot.dialogs.text_troubles import finding_in_words
from bot.speech import OFFERED, speech
from domain.returned_texts import Finding, Trouble


@pytest.mark.parametrize("language", OFFERED)
def test_every_trouble_is_said_in_every_language(subtests: pytest.Subtests, language: str) -> None:
    for trouble in Trouble:
        with subtests.test(str(trouble)):
            counted = trouble in (Trouble.TOO_LONG, Trouble.LONG_FOR_BUTTON)
            finding = Finding(trouble, 12, "question:age:label", "33" if counted else "-${name}")
            words = finding_in_words(finding, speech(language))
            assert "question:age:label" in words
            assert speech(language).number(12) in words
