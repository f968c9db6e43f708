"""What is no card and belongs to one: files above their question, the button for a place below it.

It is said once, is taken out of the chat when something else is asked, and never stands below its card.
"""

from io import BytesIO

import pytest
from PIL import Image

from db import asides, attachments, outbox, survey_drafts, survey_files, typed_messages
from db.outbox import Leased
from db.survey_files import FilesMissing
from db.unit import Unit
from domain.attachments import Attachment, AttachmentKind
from domain.dialogue import Located, Move
from domain.outcomes import Sent
from domain.outgoing import Aside, Outgoing, Placement
from domain.shown_files import ShownFile
from domain.survey import Kind, Question, Survey
from tests.usecases.town import WORKER, Resident, Town
from usecases.answer_survey import words
from usecases.deliver import keep_outcomes
from usecases.household import household_command
from usecases.views import load_view


def png(colour: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (30, 20), colour).save(out, "PNG")
    return out.getvalue()


FILES = (
    ShownFile(AttachmentKind.PICTURE, "plan.png", "image/png", png("red")),
    ShownFile(AttachmentKind.PICTURE, "plan-tr.png", "image/png", png("blue")),
    ShownFile(AttachmentKind.VOICE, "sound.ogg", "audio/ogg", b"OggS and more"),
)
SURVEY = Survey(
    name="stadtweit",
    version="2",
    title={"de": "Der Platz"},
    languages=("de", "tr"),
    questions=(
        Question(
            "square",
            Kind.TEXT,
            {"de": "Was fehlt?", "tr": "Ne eksik?"},
            media={"image": {"de": "plan.png", "tr": "plan-tr.png"}, "audio": {"de": "sound.ogg"}},
        ),
        Question("years", Kind.INTEGER, {"de": "Wie lange?"}),
        Question("spot", Kind.GEOPOINT, {"de": "Wo?"}),
        Question("last", Kind.NOTE, {"de": "So wird es."}, media={"image": {"de": "plan.png"}}),
    ),
    files={one.name: one.digest for one in FILES},
)


@pytest.fixture
def drawn(town: Town) -> Town:
    """Return a town whose survey shows files."""

    def keep(unit: Unit) -> None:
        survey_files.keep(unit, FILES)

    town.run(keep)
    town.open_survey("stadtweit", SURVEY, source="2")
    return town


@pytest.fixture
def ayse(drawn: Town) -> Resident:
    ayse = Resident(drawn, 501)
    ayse.begin()
    return ayse


def said_since(town: Town, before: int) -> list[str]:
    """Return what was said, files by their names."""
    return [one.view.name if isinstance(one.view, Attachment) else one.template for one in town.said[before:]]


def shown(town: Town, template: str) -> list[int]:
    """Return the numbers of the messages of a template."""
    return [number for number, one in town.living[501].items() if one.template == template]


def test_the_files_of_a_question_stand_above_its_card(drawn: Town, ayse: Resident) -> None:
    assert said_since(drawn, -3) == ["plan.png", "sound.ogg", "card"]
    assert all(one.placement.aside is not None for one in drawn.said[-3:-1])


def test_they_are_said_once_however_often_the_question_is_shown(drawn: Town, ayse: Resident) -> None:
    before = len(drawn.said)
    ayse.step(Move.BACK)
    assert said_since(drawn, before) == ["card"]


def test_the_card_that_was_tapped_makes_room_for_the_one_below_the_files(drawn: Town, ayse: Resident) -> None:
    ayse.say("Bäume")
    card, before = ayse.message, len(drawn.said)
    ayse.tap(Move.BACK)
    assert said_since(drawn, before) == ["plan.png", "sound.ogg", "card"]
    assert drawn.said[-1].placement == Placement(replace=card, card_of=ayse.draft["id"])
    below = ayse.message
    ayse.tap(Move.KEEP)
    assert drawn.said[-1].placement.edit == below, "nothing to show, so the card is changed in place"


def test_they_go_when_something_else_is_asked(drawn: Town, ayse: Resident) -> None:
    files = shown(drawn, "question_file")
    ayse.say("Bäume")
    assert set(files) <= set(drawn.said[-1].placement.away)
    (draft,) = drawn.rows("dialogue")
    assert draft["asides"] == ""


def test_each_language_has_its_own_and_lends_what_it_lacks(drawn: Town, ayse: Resident) -> None:
    files, before = shown(drawn, "question_file"), len(drawn.said)
    ayse.choose(f"languages:{ayse.draft['id']}")
    ayse.choose(f"language:tr:{ayse.draft['id']}")
    assert said_since(drawn, before)[-3:] == ["plan-tr.png", "sound.ogg", "card"]
    assert set(files) <= {number for one in drawn.said[before:] for number in one.placement.away}


def test_a_break_takes_them_away_and_going_on_brings_them_back(drawn: Town, ayse: Resident) -> None:
    files, before = shown(drawn, "question_file"), len(drawn.said)
    ayse.tap(Move.PAUSE)
    assert said_since(drawn, before) == ["card"]
    assert set(files) <= set(drawn.said[-1].placement.away)
    ayse.tap(Move.RESUME)
    assert said_since(drawn, before + 1) == ["plan.png", "sound.ogg", "card"]


def test_who_gets_the_phone_next_does_not_see_them(drawn: Town, ayse: Resident) -> None:
    files = shown(drawn, "question_file")
    before = len(drawn.said)
    ayse.command(household_command)
    ayse.choose("hh:add")
    ayse.say("Bernd")
    assert set(files) <= {number for one in drawn.said[before:] for number in one.placement.away}


def test_the_button_for_a_place_is_said_once_and_goes_when_the_place_has_come(
    drawn: Town, ayse: Resident
) -> None:
    ayse.say("Bäume")
    before = len(drawn.said)
    ayse.say("12")
    assert said_since(drawn, before) == ["card", "place_button"]
    (button,) = shown(drawn, "place_button")
    ayse.say("where?")
    assert said_since(drawn, before + 2) == ["card"]
    before = len(drawn.said)
    drawn.update(words, ayse.person, Located(48.86, 9.18))
    assert said_since(drawn, before) == ["place_noted", "plan.png", "card"]
    assert button in drawn.said[before].placement.away
    assert drawn.said[before].args["has_come"] is True


def test_who_sends_no_place_is_not_told_that_it_has_arrived(drawn: Town, ayse: Resident) -> None:
    ayse.say("Bäume")
    ayse.say("12")
    before = len(drawn.said)
    ayse.tap(Move.SKIP)
    assert (drawn.said[before].template, drawn.said[before].args["has_come"]) == ("place_noted", False)


def test_what_is_beside_a_card_goes_with_all_that_is_taken_out_of_a_chat(drawn: Town, ayse: Resident) -> None:
    files = shown(drawn, "question_file")
    member = drawn.rows("member")[0]["id"]
    drawn.run(typed_messages.keep, ayse.draft["id"], 5)
    assert {5, *files} <= set(drawn.run(typed_messages.of_members, [member]))
    assert drawn.run(typed_messages.take, ayse.draft["id"]) == (5,)


@pytest.mark.parametrize(
    "placement",
    [
        Placement(),
        Placement(edit=3),
        Placement(replace=4, card_of=9, away=(1, 2)),
        Placement(aside=Aside(7, "place")),
        Placement(away=(5,), aside=Aside(7, "files:a#2:de")),
    ],
)
def test_the_outbox_keeps_where_a_message_belongs(town: Town, placement: Placement) -> None:
    def say(unit: Unit) -> Placement:
        outbox.say(unit, Outgoing(5, "place_button", "de", placement=placement), town.now)
        outbox.free_mine(unit)
        (leased,) = outbox.lease(unit, 10, town.now)
        return leased.outgoing.placement

    assert town.run(say) == placement


def test_a_row_of_an_older_program_can_be_read(town: Town) -> None:
    def say(unit: Unit) -> Placement:
        outbox.say(unit, Outgoing(5, "place_button", "de"), town.now)
        unit.connection.exec_driver_sql("UPDATE outbox SET placement = '[1,2,3]', worker = NULL")
        (leased,) = outbox.lease(unit, 10, town.now)
        return leased.outgoing.placement

    assert town.run(say) == Placement(1, 2, 3)


def test_after_a_crash_a_file_is_loaded_again(drawn: Town, ayse: Resident) -> None:
    said = next(one for one in drawn.said if one.template == "question_file")

    def load(unit: Unit) -> Outgoing | None:
        return load_view(unit, drawn.house, said.showing(None), drawn.now)

    loaded = drawn.run(load)
    assert loaded is not None
    assert isinstance(loaded.view, Attachment)
    assert (loaded.view.name, loaded.view.content) == ("plan.png", FILES[0].content)


def test_a_message_that_arrives_after_its_dialogue_was_erased_is_nobodys(drawn: Town, ayse: Resident) -> None:
    gone = ayse.draft["id"] + 99
    row = Leased(1, Outgoing(501, "place_button", "de", placement=Placement(aside=Aside(gone, "place"))))
    with drawn.connection.begin():
        keep_outcomes(Unit(drawn.connection, WORKER), [(row, Sent(77))], drawn.now)
    assert drawn.run(asides.subjects, gone) == frozenset()


def test_one_that_arrives_after_it_was_taken_away_is_not_remembered(drawn: Town, ayse: Resident) -> None:
    draft = ayse.draft["id"]
    row = Leased(1, Outgoing(501, "x", "de", placement=Placement(aside=Aside(draft, "files:old:de"))))
    with drawn.connection.begin():
        keep_outcomes(Unit(drawn.connection, WORKER), [(row, Sent(77))], drawn.now)
    assert "files:old:de" not in drawn.run(asides.subjects, draft)


def test_files_are_kept_as_long_as_a_version_shows_them(drawn: Town) -> None:
    assert drawn.run(attachments.forget_unused) == 0
    loose = ShownFile(AttachmentKind.PICTURE, "loose.png", "image/png", png("green"))
    drawn.run(survey_files.keep, [loose])
    assert drawn.run(attachments.forget_unused) == 1


def test_those_of_a_draft_go_with_it(drawn: Town) -> None:
    loose = ShownFile(AttachmentKind.PICTURE, "loose.png", "image/png", png("green"))
    revision = drawn.run(survey_drafts.put, "new", "new.zip", b"", "{}", "[]", drawn.now)
    drawn.run(survey_files.keep_with_draft, "new", [loose, FILES[0]])
    assert drawn.run(attachments.forget_unused) == 0
    assert drawn.run(survey_drafts.remove, "new", revision)
    assert drawn.run(attachments.forget_unused) == 1, "the other one is a version's, too"


def test_a_version_cannot_name_what_is_not_kept(town: Town) -> None:
    with pytest.raises(FilesMissing):
        town.open_survey("stadtweit", SURVEY, source="2")
