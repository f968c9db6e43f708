"""However staff narrow an audience, whatever becomes of a message: no number tells on a single person."""

from collections.abc import Sequence
from typing import Any

import pytest

from bot.dialogs.audience_words import reach_in_words
from bot.dialogs.broadcast_words import report_in_words
from bot.speech import OFFERED, speech
from domain.audience import Audience, shown
from domain.invitation import Role
from domain.town import NEWS_CONSENT
from tests.usecases.broadcasting import drafted
from tests.usecases.office import staff
from tests.usecases.test_audiences import Household, Someone, move_in
from tests.usecases.town import Resident, Town
from usecases import audience_editor
from usecases.audiences import count
from usecases.broadcast_report import Figures, Report

FATES: Sequence[dict[str, int]] = (
    {},
    {"planned": 1, "sent": 1},
    {"planned": 1, "left": 1},
    {"planned": 1, "blocked": 1},
    {"planned": 1, "failed": 1},
    {"planned": 1, "dropped": 1},
    {"planned": 9, "sent": 5, "blocked": 2, "failed": 1, "dropped": 1},
)
"""What can have become of a message to nobody, to one person, to nine."""


@pytest.mark.parametrize("language", OFFERED)
def test_a_report_reads_the_same_for_nobody_for_one_and_for_nine(language: str) -> None:
    said = speech(language)
    read = {
        tuple(report_in_words(Report(Figures(**fate), {"ar": Figures(**fate)}, narrowed=True), said))
        for fate in FATES
    }
    assert len(read) == 1
    (lines,) = read
    more = Figures(planned=40, sent=30, blocked=10)
    assert tuple(report_in_words(Report(more, {"ar": more}, narrowed=True), said)) != lines


@pytest.mark.parametrize("language", OFFERED)
def test_the_live_count_reads_the_same_for_nobody_for_one_and_for_nine(language: str) -> None:
    said = speech(language)
    assert len({reach_in_words(shown(n, narrowed=True), said) for n in range(10)}) == 1
    assert len({reach_in_words(shown(n, narrowed=True), said) for n in range(20)}) == 2


@pytest.fixture
def posters(town: Town) -> None:
    """A poster has led ten chats here, another nine, and a link was made for one person."""
    led = {"station": 10, "library": 9, "for-maria": 1}
    move_in(town, [Household([Someone()], source=name) for name, n in led.items() for _ in range(n)])


@pytest.mark.usefixtures("posters")
def test_a_link_that_was_made_for_one_person_can_be_chosen_in_no_way(town: Town) -> None:
    editor = staff(town, 900, Role.EDITOR)
    draft = drafted(town)
    base = f"broadcast:{draft.id}:{draft.revision}:to:source"
    editor.choose(base, 1)
    names = [option.rpartition(":")[2] for option in editor.options if ":on:" in option]
    assert names == [audience_editor.short_name("station")]
    for name in ("library", "for-maria"):
        assert editor.choose(f"{base}:on:{audience_editor.short_name(name)}", 1) is not None
    assert "for-maria" not in repr([one.view for one in town.said])
    assert count_of(town, Audience(sources=("for-maria",))) == 1, "it is there; nobody is told"


def count_of(town: Town, audience: Audience) -> int:
    found: int = town.run(count, town.house, NEWS_CONSENT, audience)
    return found


@pytest.mark.usefixtures("posters")
def test_a_card_of_a_message_to_one_tells_no_more_than_one_to_nobody(town: Town) -> None:
    """Nobody speaks Turkish here; one speaks Arabic."""
    move_in(town, [Household([Someone("ar")])], first=8000)
    editor = staff(town, 900, Role.EDITOR, "en")
    seen = [_screen(town, editor, language) for language in ("tr", "ar")]
    assert seen[0] == seen[1]


def _screen(town: Town, editor: Resident, language: str) -> tuple[Any, ...]:
    """Return what staff are told of a draft for those who speak a language."""
    draft = drafted(town, key=f"to-{language}", audience=Audience(languages=(language,)))
    editor.choose(f"broadcast:{draft.id}", 1)
    card: Any = editor.sees.view
    editor.choose(f"broadcast:{draft.id}:{draft.revision}:to", 1)
    screen: Any = editor.sees.view
    return card.reach, card.report, screen.reach
