"""Pictures and sounds of a questionnaire: from the author's archive into the chat of all who are asked."""

import zipfile
from dataclasses import replace
from datetime import UTC, datetime, time
from io import BytesIO
from itertools import takewhile
from pathlib import Path

import pytest
from PIL import Image

from db import attachments
from domain.attachments import Attachment
from domain.dialogue import Move, Typed
from domain.invitation import Role
from domain.shown_files import MOST_CHOICES_SHOWN
from tests.usecases.authoring import press, uploads
from tests.usecases.office import confirm, staff
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.open_content import SurveyRefused, companions_of, open_content
from usecases.take_survey import survey_command
from usecases.xlsform import ProblemKind, check_form

KEY = "spielplatz"
FORM = """
| survey | | | | | | |
| | type | name | label::German (de) | label::Turkish (tr) | image::German (de) | image::Turkish (tr) |
| | text | wish | Was fehlt? | Ne eksik? | plan.png | plan-tr.png |
| | integer | age | Wie alt sind Sie? | Kaç yaşındasınız? | | |
| settings | | | | | | |
| | form_title | default_language | | | | |
| | Spielplatz | German (de) | | | | |
"""


def png(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return out.getvalue()


def packed(form: str = FORM, **files: bytes) -> bytes:
    """Return a form and its files as an archive; the names of the files end with .png."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("Spielplatz/Spielplatz.md", form)
        for name, content in files.items():
            archive.writestr(f"Spielplatz/media/{name.replace('_', '-')}.png", content)
    return out.getvalue()


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601, Role.EDITOR)


def last_files(town: Town, chat: int) -> list[str]:
    """Return the names of the files right before the last message to a chat."""
    *before, _last = [one.view for one in town.said if one.address == chat]
    files = list(takewhile(lambda view: isinstance(view, Attachment), reversed(before)))
    return [view.name for view in reversed(files) if isinstance(view, Attachment)]


def test_staff_see_the_pictures_while_they_try_a_questionnaire_out(town: Town, editor: Resident) -> None:
    revision = uploads(editor, packed(plan=png("red"), plan_tr=png("blue")), "Spielplatz.zip")
    editor.choose(f"sv:try:{KEY}:{revision}")
    editor.choose(f"sv:try:{KEY}:{revision}:tr")
    assert editor.sees.template == "preview_card"
    assert last_files(town, 601) == ["plan-tr.png"]
    assert editor.sees.placement.edit is None, "the card stands below the picture"
    before = len(town.said)
    editor.say("Ağaç")
    assert [one.template for one in town.said[before:]] == ["preview_card"]
    editor.tap_on(0, Move.BACK, 1)
    assert last_files(town, 601) == ["plan-tr.png"]
    editor.step(Move.BACK)
    assert last_files(town, 601) == [], "it is there already"


def test_residents_see_them_once_it_is_open_and_after_that_for_ever(town: Town, editor: Resident) -> None:
    revision = uploads(editor, packed(plan=png("red"), plan_tr=png("blue")), "Spielplatz.zip")
    editor.choose(f"sv:try:{KEY}:{revision}")
    editor.choose(f"sv:try:{KEY}:{revision}:de")
    for answer in ("Bäume", "40"):
        town.update(words, editor.person, Typed(answer, None))
    editor.tap_on(0, Move.SUBMIT, 2)
    press(editor, f"sv:checked:{KEY}:{revision}")
    press(editor, f"sv:open:{KEY}:{revision}")
    press(editor, f"sv:open:{KEY}:{revision}:20261003")
    editor.say("20.11.2026")
    press(editor, f"sv:open:{KEY}:{revision}:20261003:20261120:n")
    confirm(editor)
    assert town.rows("survey_draft_file") == []
    assert len(town.rows("survey_version_file")) == 2
    assert town.run(attachments.forget_unused) == 0
    ayse = Resident(town, 701)
    ayse.agree("tr")
    ayse.command(survey_command)
    ayse.choose(f"survey:{KEY}")
    assert ayse.sees.template == "card"
    assert last_files(town, 701) == ["plan-tr.png"]


def test_another_picture_takes_the_drafts_place_and_the_old_one_is_forgotten(
    town: Town, editor: Resident
) -> None:
    uploads(editor, packed(plan=png("red"), plan_tr=png("blue")), "Spielplatz.zip")
    uploads(editor, packed(plan=png("green"), plan_tr=png("blue")), "Spielplatz.zip")
    assert len(town.rows("survey_draft_file")) == 2
    assert town.run(attachments.forget_unused) == 1
    kept = {row["content"] for row in town.rows("attachment")}
    assert kept == {png("green"), png("blue")}


def test_a_file_that_no_question_names_is_not_kept(town: Town, editor: Resident) -> None:
    uploads(editor, packed(plan=png("red"), plan_tr=png("blue"), other=png("green")), "Spielplatz.zip")
    assert len(town.rows("attachment")) == 2


DESIGNS = """
| survey | | | | | |
| | type | name | label::German (de) | label::Arabic (ar) | choice_filter |
| | select_one area | area | Wo? | أين؟ | |
| | select_one design | design | Was gefällt Ihnen? | ماذا يعجبك؟ | area = ${area} or area = 'all' |
| choices | | | | | |
| | list_name | name | label::German (de) | label::Arabic (ar) | image | area |
| | area | north | Nord | شمال | | |
| | area | south | Süd | جنوب | | |
| | design | trees | **Bäume** für ${area} | أشجار | trees.png | all |
| | design | sand | Sand | رمل | sand.png | south |
| | design | water | Wasser | ماء | water.png | north |
| | design | none | Nichts davon | لا شيء | | all |
| settings | | | | | |
| | form_title | default_language | | | |
| | Spielplatz | German (de) | | | |
"""


def test_pictures_of_choices_stand_above_with_the_numbers_of_the_card(town: Town, editor: Resident) -> None:
    files = {"trees": png("green"), "sand": png("yellow"), "water": png("blue")}
    revision = uploads(editor, packed(DESIGNS, **files), "Spielplatz.zip")
    editor.choose(f"sv:try:{KEY}:{revision}")
    editor.choose(f"sv:try:{KEY}:{revision}:de")
    editor.say("Nord")
    assert last_files(town, 601) == ["trees.png", "water.png"], "the filter leaves out what is not offered"
    said = [one for one in town.said if one.template == "question_file"]
    assert [(one.args["number"], one.args["label"]) for one in said] == [
        (1, "Bäume für …"),
        (2, "Wasser"),
    ], "an answer never stands in what waits to be sent"
    editor.tap_on(0, Move.BACK, 1)
    editor.say("Süd")
    assert last_files(town, 601) == ["trees.png", "sand.png"]


def test_more_pictures_of_choices_than_a_chat_has_room_for_are_named(town: Town, editor: Resident) -> None:
    rows = "\n".join(f"| | many | c{n} | C{n} | | c.png | |" for n in range(11))
    form = DESIGNS.replace("| | design | trees", f"{rows}\n| | design | trees")
    form = form.replace("select_one design", "select_one many").replace("area = ${area} or area = 'all'", "")
    report = check_form(form, ".md", "x", {"c.png": png("red")})
    assert report.survey is not None, report.problems
    assert report.files == ()
    (found,) = [one for one in report.problems if one.kind is ProblemKind.MEDIA_ON_CHOICES]
    assert found.details == {"list": "many", "count": 11, "limit": MOST_CHOICES_SHOWN}


# --- the operator's own forms ----------------------------------------------------------------------


@pytest.fixture
def folder(town: Town, tmp_path: Path) -> Path:
    """A content folder with one survey that shows a picture."""
    (planned, *_) = town.house.town.surveys
    town.house = replace(town.house, town=replace(town.house.town, surveys=(planned,), feedback=None))
    town.now = datetime.combine(planned.window.opens.day, time(12), UTC)
    form = tmp_path / planned.file
    form.parent.mkdir(parents=True)
    form.write_text(FORM, encoding="utf-8")
    beside = form.with_name(f"{form.stem}-media")
    (beside / "deeper").mkdir(parents=True)
    (beside / ".hidden").write_bytes(b"no file of the author's")
    (beside / "plan.png").write_bytes(png("red"))
    (beside / "plan-tr.png").write_bytes(png("blue"))
    return tmp_path


def test_the_operators_pictures_lie_in_a_folder_beside_their_form(town: Town, folder: Path) -> None:
    (planned,) = town.house.town.surveys
    assert companions_of(folder / planned.file) == {"plan.png": png("red"), "plan-tr.png": png("blue")}
    assert town.run(open_content, town.house, folder, town.now) == [planned.key]
    assert len(town.rows("survey_version_file")) == 2
    ayse = Resident(town, 701)
    ayse.begin()
    assert last_files(town, 701) == ["plan.png"]


def test_another_picture_makes_a_new_version_and_the_same_none(town: Town, folder: Path) -> None:
    (planned,) = town.house.town.surveys
    town.run(open_content, town.house, folder, town.now)
    assert town.run(open_content, town.house, folder, town.now) == []
    beside = (folder / planned.file).with_name(f"{Path(planned.file).stem}-media")
    (beside / "plan.png").write_bytes(png("green"))
    assert town.run(open_content, town.house, folder, town.now) == [planned.key]
    assert town.run(attachments.forget_unused) == 0, "who began with the old one goes on with it"


def test_the_form_for_feedback_on_events_shows_none_and_says_so(town: Town, folder: Path) -> None:
    (planned,) = town.house.town.surveys
    changed = replace(town.house.town, surveys=(), feedback=planned)
    town.house = replace(town.house, town=changed)
    with pytest.raises(SurveyRefused, match=r"take plan-tr\.png, plan\.png out of it"):
        town.run(open_content, town.house, folder, town.now)
