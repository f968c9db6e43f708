"""A survey's texts go out of the chat to translators and come back, on both databases, and only for staff."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from bot.exports.export import write
from bot.speech import OFFERED
from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Choose
from domain.invitation import Role
from domain.survey_life import LARGEST_FORM, Obstacle
from tests.usecases.authoring import FORM, KEY, checked, desk, press, uploads
from tests.usecases.office import confirm, staff, token_of
from tests.usecases.test_survey_texts import filled_in
from tests.usecases.test_surveys_desk import opened
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.manage_staff import list_staff, revoke_staff
from usecases.survey_texts import TextsFormat, TextsRefused, read_texts
from usecases.surveys_desk_texts import keep_texts
from usecases.surveys_desk_texts_views import DeskTexts
from usecases.surveys_desk_uploads import next_job

UKRAINIAN = {
    "title": "Майданчик",
    "question:play:label": "Граєте?",
    "question:who:label": "Хто ви?",
    "question:wish:label": "Чого бракує?",
    "choice:yn:yes:label": "Так",
    "choice:yn:no:label": "Ні",
    "choice:who:child:label": "Дитина",
    "choice:who:adult:label": "Дорослий",
}
every_kind = pytest.mark.parametrize("kind", TextsFormat)


@pytest.fixture
def editor(town: Town) -> Resident:
    return staff(town, 601, Role.EDITOR)


def handed_over(one: Resident, language: str = "uk", kind: TextsFormat = TextsFormat.PO) -> bytes:
    """Let the texts be handed over as a file, and return it as it arrives."""
    one.choose(f"sv:texts:{KEY}:{language}:{kind}")
    message = say_in_words(one.town.house.town, one.sees)
    assert message.export is not None
    assert message.export.file_name == f"{KEY}-{language}.{kind}"
    return write(message.export)


def sends_back(one: Resident, content: bytes, name: str, size: int | None = None) -> None:
    one.choose(f"sv:textsin:{KEY}")
    file = ReceivedFile(AttachmentKind.DOCUMENT, "file-2", name, "", len(content) if size is None else size)
    one.town.update(words, one.person, file)


def reads(town: Town, content: bytes) -> None:
    """Let what waits be read, as the bot does beside everything else."""
    found = town.run(next_job, town.house, town.now)
    assert found is not None
    job, _survey = found
    try:
        file = read_texts(content, TextsFormat(job.file_name.rpartition(".")[2]))
    except TextsRefused as refused:
        town.run(keep_texts, town.house, job, refused.why, town.now)
        return
    town.run(keep_texts, town.house, job, file, town.now)


def brings(one: Resident, texts: dict[str, str], kind: TextsFormat = TextsFormat.PO) -> None:
    """Have texts in Ukrainian filled in and read back."""
    content = filled_in(handed_over(one, "uk", kind), kind, texts)
    sends_back(one, content, f"uk.{kind}")
    assert one.sees.template == "desk_reading", one.sees
    reads(one.town, content)


def screen(one: Resident) -> DeskTexts:
    one.choose(f"sv:texts:{KEY}")
    view = one.sees.view
    assert isinstance(view, DeskTexts), one.sees
    return view


def percent(one: Resident, language: str) -> int:
    return next(line.percent for line in screen(one).lines if line.language == language)


# --- out -------------------------------------------------------------------------------------------


def test_staff_see_how_complete_each_language_is_and_which_texts_are_missing(editor: Resident) -> None:
    uploads(editor)
    desk(editor)
    press(editor, f"sv:card:{KEY}")
    press(editor, f"sv:texts:{KEY}")
    view = editor.sees.view
    assert isinstance(view, DeskTexts)
    assert (view.own, view.can_be_used) == ("de", False)
    assert {line.language for line in view.lines} == set(OFFERED) - {"de"}
    assert percent(editor, "tr") == 87  # the title is there in German alone
    assert percent(editor, "uk") == 0
    press(editor, f"sv:texts:{KEY}:tr")
    assert "title" in say_in_words(editor.town.house.town, editor.sees).text


@every_kind
def test_a_file_that_was_filled_in_reaches_residents_when_the_draft_is_opened(
    editor: Resident, town: Town, ayse: Resident, kind: TextsFormat
) -> None:
    uploads(editor)
    brings(editor, UKRAINIAN, kind)
    assert editor.sees.template == "desk_texts_taken"
    assert (editor.sees.args["changed"], editor.sees.args["percent"]) == (8, 100)
    assert not any(option.startswith("sv:textsuse") for option in editor.options)
    assert percent(editor, "uk") == 100
    opened(editor)
    ayse.agree("uk")
    ayse.choose(f"survey:{KEY}")
    assert "Граєте?" in say_in_words(town.house.town, ayse.sees).text
    assert "Граєте?" not in str(town.rows("outbox")) + str(town.rows("audit"))


def test_a_file_can_be_made_again_after_a_crash(editor: Resident, town: Town) -> None:
    from usecases.views import load_view

    uploads(editor)
    content = handed_over(editor)
    again = town.run(load_view, town.house, replace(editor.sees, view=None), town.now)
    message = say_in_words(town.house.town, again)
    assert message.export is not None
    assert write(message.export) == content


# --- and back --------------------------------------------------------------------------------------


def test_what_cannot_be_taken_is_named_with_its_place_and_the_rest_is_taken(editor: Resident) -> None:
    uploads(editor)
    brings(editor, {**UKRAINIAN, "question:who:label": "Хто ${play}?", "question:wish:label": "**Що?"})
    assert editor.sees.args["changed"] == 6
    text = say_in_words(editor.town.house.town, replace(editor.sees, language="en")).text
    assert "question:who:label" in text
    assert "+${play}" in text
    assert "question:wish:label" in text


@pytest.mark.parametrize(
    ("name", "size", "notice"),
    [
        ("uk.md", 10, "texts_type"),
        ("uk.po.exe", 10, "texts_type"),
        ("uk.po", LARGEST_FORM + 1, "size"),
    ],
)
def test_what_is_no_file_with_translations_is_refused_before_it_is_fetched(
    editor: Resident, town: Town, name: str, size: int, notice: str
) -> None:
    uploads(editor)
    sends_back(editor, b"", name, size)
    assert (editor.sees.template, editor.sees.args["notice"]) == ("desk_texts_send", notice)
    assert town.rows("survey_job") == []


@pytest.mark.parametrize(
    ("old", "new", "notice"),
    [
        (b"Language: uk", b"Language: de", "texts_own"),
        (b"Language: uk", b"Language: fr", "texts_language"),
        (b"Language: uk", b"Language: ", "texts_language"),
        (b"Project-Id-Version: spielplatz", b"Project-Id-Version: stadtweit", "texts_other"),
        ("Майданчик".encode(), b"\0", "texts_unreadable"),
        (b"msgid", b"nonsense", "texts_unreadable"),
    ],
)
def test_files_in_a_wrong_language_or_of_another_survey_change_nothing(
    editor: Resident, town: Town, old: bytes, new: bytes, notice: str
) -> None:
    uploads(editor)
    content = filled_in(handed_over(editor), TextsFormat.PO, UKRAINIAN)
    assert old in content
    content = content.replace(old, new)
    sends_back(editor, content, "uk.po")
    reads(town, content)
    assert (editor.sees.template, editor.sees.args["notice"]) == ("desk_texts_send", notice)
    assert town.rows("translation") == town.rows("survey_job") == []


def test_a_report_about_a_hostile_file_is_short(editor: Resident, town: Town) -> None:
    uploads(editor)
    head = handed_over(editor).partition(b"\n\n")[0].decode()
    rows = [f'msgctxt "{number}{"x" * 3_000}"\nmsgid "a"\nmsgstr "b"' for number in range(1_000)]
    content = "\n\n".join([head, *rows]).encode()
    sends_back(editor, content, "uk.po")
    reads(town, content)
    assert editor.sees.template == "desk_texts_taken"
    assert len(str(editor.sees.args["findings"])) < 60_000
    assert len(say_in_words(town.house.town, editor.sees).text) < 4_096


def test_residents_can_neither_fetch_nor_bring_texts(editor: Resident, town: Town) -> None:
    uploads(editor)
    bernd = Resident(town, 777)
    bernd.agree()
    for option in ("texts", "textsin", "textsuse"):
        bernd.choose(f"sv:{option}:{KEY}")
        assert bernd.sees.template == "refused"
    bernd.choose(f"sv:texts:{KEY}:uk:po")
    assert bernd.sees.template == "refused"
    file = ReceivedFile(AttachmentKind.DOCUMENT, "x", "uk.po", "", 10)
    town.update(words, bernd.person, file)
    assert town.rows("survey_job") == []


def test_forged_buttons_lead_nowhere(editor: Resident) -> None:
    uploads(editor)
    for option in (
        f"texts:{KEY}:xx",
        f"texts:{KEY}:de",
        f"texts:{KEY}:uk:exe",
        f"texts:{KEY}:de:po",
        "textsin",
    ):
        assert editor.choose(f"sv:{option}") is not None, option
    for option in ("texts:nowhere", "textsin:nowhere", "textsuse:nowhere", f"textsuse:{KEY}"):
        editor.choose(f"sv:{option}")
        assert editor.sees.args["notice"] == Obstacle.GONE, option


def test_nothing_is_kept_of_somebody_whose_role_was_taken_away_while_the_file_was_read(
    editor: Resident, town: Town
) -> None:
    uploads(editor)
    content = filled_in(handed_over(editor), TextsFormat.PO, UKRAINIAN)
    sends_back(editor, content, "uk.po")
    (one,) = town.run(list_staff)
    town.run(revoke_staff, one[0], town.now)
    before = len(town.said)
    reads(town, content)
    assert (len(town.said), town.rows("translation"), town.rows("survey_job")) == (before, [], [])


def test_the_towns_own_survey_goes_out_and_comes_back_to_the_operator_only(
    editor: Resident, town: Town
) -> None:
    editor.choose("sv:texts:stadtweit")
    assert "sv:texts:stadtweit:tr" in editor.options
    assert not any(option.startswith(("sv:textsin", "sv:textsuse")) for option in editor.options)
    for option in ("textsin", "textsuse"):
        editor.choose(f"sv:{option}:stadtweit")
        assert editor.sees.args["notice"] == Obstacle.OPERATORS
    assert town.rows("survey_job") == []


# --- an open survey --------------------------------------------------------------------------------


def test_an_open_survey_gets_its_translations_by_a_new_version_after_a_confirmation(
    editor: Resident, town: Town, ayse: Resident, bernd: Resident
) -> None:
    opened(editor)
    ayse.agree("uk")
    ayse.choose(f"survey:{KEY}")
    brings(editor, UKRAINIAN)
    bernd.agree("uk")
    bernd.choose(f"survey:{KEY}")
    assert "Граєте?" not in say_in_words(town.house.town, bernd.sees).text
    press(editor, f"sv:textsuse:{KEY}")
    assert (editor.sees.template, editor.sees.args["middle"]) == ("desk_sure_texts", 2)
    confirm(editor)
    assert editor.sees.args["notice"] == "texts_used"
    carla = Resident(town, 903)
    carla.agree("uk")
    carla.choose(f"survey:{KEY}")
    assert "Граєте?" in say_in_words(town.house.town, carla.sees).text
    ayse.tap(Choose(0))
    assert "Wer sind Sie?" in say_in_words(town.house.town, ayse.sees).text
    editor.choose(f"sv:textsuse:{KEY}")
    assert editor.sees.args["notice"] == "texts_same"


def test_a_confirmation_does_not_hold_for_translations_that_came_after_it(
    editor: Resident, town: Town
) -> None:
    opened(editor)
    brings(editor, UKRAINIAN)
    editor.choose(f"sv:textsuse:{KEY}")
    message, token = editor.message, token_of(editor)
    brings(staff(town, 602), {"title": "Інше"})
    editor.choose(f"confirm:{token}", message)
    assert editor.sees.template == "not_confirmed"
    revision = checked(editor)
    editor.choose(f"sv:open:{KEY}:{revision}")
    message, token = editor.message, token_of(editor)
    brings(staff(town, 603), {"title": "Ще інше"})
    editor.choose(f"confirm:{token}", message)
    assert editor.sees.template == "not_confirmed"


def test_two_people_let_residents_read_translations_where_the_operator_wants_that(
    editor: Resident, town: Town
) -> None:
    opened(editor)
    brings(editor, UKRAINIAN)
    town.house = replace(town.house, second_person=True)
    other, versions = staff(town, 602), len(town.rows("survey_version"))
    for one, more in ((editor, 0), (other, 1)):
        one.choose(f"sv:textsuse:{KEY}")
        confirm(one)
        assert len(town.rows("survey_version")) == versions + more


def test_a_survey_that_has_ended_gets_no_new_version(editor: Resident, town: Town) -> None:
    opened(editor)
    brings(editor, UKRAINIAN)
    town.now += timedelta(days=60)
    editor.choose(f"sv:textsuse:{KEY}")
    assert editor.sees.args["notice"] == Obstacle.ENDED


def test_translations_outlive_a_second_file_and_a_corrected_form(editor: Resident, town: Town) -> None:
    opened(editor)
    brings(editor, UKRAINIAN)
    editor.choose(f"sv:textsuse:{KEY}")
    confirm(editor)
    brings(editor, {"title": "Ігровий майданчик"})
    editor.choose(f"sv:textsuse:{KEY}")
    confirm(editor)
    town.now += timedelta(hours=1)
    uploads(editor, FORM)
    assert percent(editor, "uk") == 100
