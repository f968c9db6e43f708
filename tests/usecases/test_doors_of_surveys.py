"""What staff do with surveys, papers and files is done for nobody else, by whatever button, word or file."""

from typing import Any

import pytest

from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Choose, Move
from domain.events import Pin
from domain.invitation import Role
from tests.usecases.authoring import FORM, KEY, uploads
from tests.usecases.office import staff
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.enter_paper import enter_command
from usecases.manage_staff import revoke_staff
from usecases.surveys_desk import surveys_command

DESK = (
    *("list:0", "new", "card:{key}", "fix:{key}", "report:{draft}", "ways:{draft}", "ways:{key}:0"),
    *(
        "checked:{draft}",
        "try:{draft}",
        "try:{draft}:de",
        "try:{draft}:de:i",
        "try:stadtweit:0:de",
        "try:leave",
    ),
    *("open:{draft}", "open:{draft}:2026-10-04:2026-10-20:n", "close:stadtweit", "last:stadtweit:2026-10-05"),
    *("drop:{draft}", "texts:{key}", "texts:{key}:tr:po", "textsin:{key}", "textsuse:{key}"),
)
ENTER = (
    *("enter", "enter:stadtweit", "enter:stadtweit:paper", "enter:stadtweit:phone:de"),
    *("enter:stadtweit:paper:de:none", "enter:stadtweit:paper:on", "enter:stadtweit:paper:drop"),
)
OTHERS = ("moderate:files", "moderate:file:stadtweit", "language:de:0")
KEPT = ("survey", "survey_version", "survey_draft", "survey_job", "preview", "dialogue", "media", "audit")


def kept(town: Town) -> dict[str, list[dict[str, Any]]]:
    """Return what nobody but staff can change here."""
    return {table: sorted(town.rows(table), key=repr) for table in KEPT}


@pytest.fixture
def options(town: Town) -> list[str]:
    """All buttons, where an editor has sent a questionnaire."""
    draft = f"{KEY}:{uploads(staff(town, 601, Role.EDITOR))}"
    return [f"sv:{one.format(key=KEY, draft=draft)}" for one in DESK] + [*ENTER, *OTHERS]


def outsiders(town: Town) -> list[Resident]:
    """A resident, and somebody who is staff no more."""
    resident = Resident(town, 502)
    resident.agree()
    former = staff(town, 602, Role.EDITOR)
    former.agree()
    member = max(town.rows("staff"), key=lambda one: int(one["id"]))
    town.run(revoke_staff, member["id"], town.now)
    return [resident, former]


def test_forged_buttons_of_staff_change_nothing_and_show_nothing(town: Town, options: list[str]) -> None:
    for one in outsiders(town):
        before = kept(town)
        for option in options:
            said = len(town.said)
            refusal = one.choose(option)
            assert refusal is not None or one.sees.template == "refused", (option, one.sees)
            assert all(outgoing.view is None for outgoing in town.said[said:]), option
            assert kept(town) == before, option


def test_commands_files_places_and_taps_of_staff_do_nothing_for_others(
    town: Town, options: list[str]
) -> None:
    assert options
    form = ReceivedFile(AttachmentKind.DOCUMENT, "file-2", "Spielplatz.md", "text/plain", len(FORM))
    for one in outsiders(town):
        before = kept(town)
        one.command(surveys_command)
        assert one.sees.template == "refused"
        one.command(enter_command)
        assert one.sees.template == "refused"
        town.update(words, one.person, form)
        town.update(words, one.person, Pin(48.86, 9.18))
        assert one.tap_on(0, Choose(0), 0) is not None
        assert one.tap_on(0, Move.SUBMIT, 0) is not None
        assert kept(town) == before
