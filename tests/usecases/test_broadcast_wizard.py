"""Staff write a message to many in the chat, send it to themselves, release it, and follow it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from bot.dialogs import say_in_words
from bot.dialogs.message import Message
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE
from db import attachments
from domain.attachments import AttachmentKind, ReceivedFile
from domain.audience import Audience
from domain.broadcasts import Broadcast, BroadcastStatus, Link, LinkKind
from domain.confirmations import Doubt
from domain.invitation import Role
from domain.languages import Language, is_right_to_left
from domain.outgoing import Outgoing
from domain.periods import Periods
from tests.usecases.broadcasting import TEXT, now, pass_hours, readers, tick, told
from tests.usecases.office import confirm, deliver, staff, token_of
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.broadcast_screens import BroadcastScreen, Notice
from usecases.broadcasts import broadcast_command
from usecases.manage_staff import revoke_staff
from usecases.retention import forget

EDITOR, MANAGER, ADMIN = 901, 902, 903


@dataclass
class Sender:
    """A member of staff in the wizard."""

    one: Resident

    @property
    def town(self) -> Town:
        return self.one.town

    @property
    def sees(self) -> Outgoing:
        return self.one.sees

    @property
    def shown(self) -> Broadcast:
        """The broadcast on the screen."""
        assert isinstance(self.sees.view, BroadcastScreen)
        return self.sees.view.broadcast

    @property
    def notice(self) -> object:
        return self.sees.args["notice"]

    def words_of(self, language: str = "en") -> Message:
        """What the screen says."""
        return say_in_words(self.town.house.town, replace(self.sees, language=language))

    def has(self, step: str) -> bool:
        return any(option.endswith(f":{step}") for option in self.one.options)

    def do(self, *steps: str) -> None:
        """Press buttons one after the other, each by what its option ends with."""
        for step in steps:
            found = [option for option in self.one.options if option == step or option.endswith(f":{step}")]
            assert len(found) == 1, (step, self.one.options)
            assert self.one.choose(found[0]) is None

    def open(self) -> None:
        self.one.command(broadcast_command)

    def begin(self, texts: dict[str, str] = TEXT) -> Broadcast:
        """Write a new message with these texts; return the draft."""
        self.open()
        self.do("new")
        for language, text in texts.items():
            self.do(language)
            self.one.say(text)
        self.back()
        return self.shown

    def back(self) -> None:
        """Press the last button, which leads back."""
        assert self.one.choose(self.one.options[-1]) is None

    def send_file(self, file: ReceivedFile) -> None:
        self.town.update(words, self.one.person, file)

    def say(self, text: str) -> None:
        self.one.say(text)

    def confirm(self) -> None:
        confirm(self.one)


Hire = Callable[..., Sender]


@pytest.fixture
def hire(town: Town) -> Iterator[Hire]:
    """Hires staff; at the end every screen that anybody has seen is read in every language."""

    def hire(chat: int = EDITOR, role: Role = Role.EDITOR) -> Sender:
        return Sender(staff(town, chat, role, "en"))

    yield hire
    for outgoing in town.said:
        if outgoing.template.startswith(("broadcast", "audience", "text")):
            for language in OFFERED:
                read(say_in_words(town.house.town, replace(outgoing, language=language)), language)


def read(message: Message, language: Language) -> None:
    """Look at a message as somebody who reads this language does."""
    assert "{" not in message.text
    title, *lines = message.text.split("\n")
    for line in (title, *lines):
        assert line.count(FIRST_STRONG_ISOLATE) == line.count(POP_DIRECTIONAL_ISOLATE)
    if is_right_to_left(language):
        # What is quoted runs in its own direction, all else in the language's.
        assert all(line.startswith("<blockquote>") for line in lines if line.startswith("<"))
    for row in message.rows:
        for button in row:
            assert 0 < len(button.label) < 64
            assert len(button.data.encode()) <= 64
            assert "{" not in button.label


def test_a_message_is_written_tested_and_released_and_arrives(town: Town, hire: Hire) -> None:
    addresses = readers(town, ["de", "tr", "ar"])
    editor = hire()
    draft = editor.begin()
    assert (draft.status, draft.text) == (BroadcastStatus.DRAFT, TEXT)
    assert not editor.has("release")
    editor.do("test")
    assert editor.notice == Notice.TESTED
    test = [one for one in town.said if one.address == EDITOR][-2]
    assert (test.template, test.language) == ("broadcast_news", "en")
    editor.do("release")
    assert editor.sees.args["reach"] == 3
    editor.confirm()
    assert editor.notice == Notice.RELEASED
    tick(town)
    assert told(deliver(town)) == sorted(zip(addresses, ["de", "tr", "ar"], strict=True))
    tick(town)
    editor.open()
    editor.do(str(draft.id))
    assert editor.shown.status is BroadcastStatus.FINISHED
    assert "planned: \u20683\u2069" in editor.words_of().text


def test_the_screen_of_texts_says_which_languages_are_missing_and_takes_the_town_s_words(
    town: Town, hire: Hire
) -> None:
    editor = hire()
    editor.open()
    editor.do("new")
    assert editor.sees.args["missing"] == list(town.house.languages)
    editor.do("de")
    editor.say("x" * 3501)
    assert editor.sees.args["refused"] == 3501
    assert "3,501" in editor.words_of().text
    editor.say("  Hallo\u202e  <b>Welt</b>  ")
    assert editor.sees.args["missing"] == ["de_simple", "en", "tr", "it", "ro", "uk", "hr", "ar"]
    editor.do("de")
    assert "Hallo &lt;b&gt;Welt&lt;/b&gt;" in editor.words_of().text


def test_a_text_that_an_app_has_cut_in_two_is_not_taken_in_halves(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.open()
    editor.do("new", "de")
    editor.say("x" * 4090)
    assert editor.sees.template == "text_too_long"
    editor.say("the rest of it")
    assert editor.sees.template == "text_too_long"
    editor.do("de")
    editor.say("Kurz.")
    editor.back()
    assert editor.shown.text == {"de": "Kurz."}


def test_a_text_can_be_taken_away_but_for_the_german_one(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("text", "de")
    assert not editor.has("remove")
    editor.back()
    editor.do("tr", "remove")
    editor.back()
    assert editor.shown.text == {"de": TEXT["de"]}


def test_a_picture_is_kept_under_the_channel_s_name_and_leaves_less_room_for_text(
    town: Town, hire: Hire
) -> None:
    editor = hire()
    editor.begin({"de": "y" * 601})
    editor.do("file")
    editor.send_file(ReceivedFile(AttachmentKind.DOCUMENT, "Zip", "a.zip", "application/zip", 5))
    assert editor.notice == Notice.WRONG_FILE
    editor.send_file(ReceivedFile(AttachmentKind.PICTURE, "Big", "", "image/jpeg", 11 * 1024 * 1024))
    assert editor.notice == Notice.FILE_TOO_LARGE
    editor.say("here it comes")
    assert editor.notice == Notice.NO_FILE
    editor.send_file(ReceivedFile(AttachmentKind.PICTURE, "Photo1", "", "image/jpeg", 5000))
    number = editor.shown.attachment_id
    assert number is not None
    kept = town.run(attachments.by_id, number)
    assert (kept.channel_id, kept.content, kept.kind) == ("Photo1", None, AttachmentKind.PICTURE)
    assert "600" in editor.words_of().text
    editor.do("test")
    assert editor.notice is None  # it was not sent
    assert not editor.has("release")
    editor.do("file", "none", "test")
    assert editor.notice == Notice.TESTED
    assert editor.has("release")


def test_a_file_from_somebody_who_was_not_asked_for_one_is_kept_nowhere(town: Town, ayse: Resident) -> None:
    ayse.start()
    town.update(words, ayse.person, ReceivedFile(AttachmentKind.PICTURE, "Photo1", "", "image/jpeg", 5))
    assert town.rows("attachment") == []


def test_buttons_lead_to_a_survey_and_to_a_page_but_not_to_an_unsafe_one(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("links", "survey")
    editor.do(next(option for option in editor.one.options if ":survey:" in option))
    editor.do("page")
    editor.say("http://example.org/fest")
    assert editor.notice == Notice.WRONG_ADDRESS
    editor.say("https://example.org/fest")
    links = editor.shown.links
    assert links[1] == Link(LinkKind.PAGE, "https://example.org/fest")
    assert links[0].kind is LinkKind.SURVEY
    editor.do("off:0")
    assert editor.shown.links == links[1:]


def test_the_audience_is_narrowed_with_a_live_count_that_tells_no_small_number(
    town: Town, hire: Hire
) -> None:
    readers(town, ["de"] * 27 + ["tr"] * 9 + ["ar"])
    editor = hire()
    editor.begin()
    assert "37" in editor.words_of().text
    editor.do("to", "language", "on:tr")
    assert "fewer than \u206810\u2069" in editor.words_of().text
    editor.do("on:de")
    assert "about <b>\u206830\u2069</b>" in editor.words_of().text  # 36, in whole tens
    editor.do("off:tr", "on:ar")
    assert "about <b>\u206820\u2069</b>" in editor.words_of().text  # 28: nobody learns that it is one more
    editor.back()
    editor.back()
    assert editor.shown.audience == Audience(languages=("de", "ar"))
    editor.do("to", "all")
    editor.back()
    assert editor.shown.audience == Audience()


def test_every_language_is_previewed_as_residents_will_read_it(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    before = len(town.said)
    editor.do("preview")
    shown = town.said[before:]
    assert [one.language for one in shown[:-1]] == list(town.house.languages)
    assert {one.template for one in shown[:-1]} == {"broadcast_news"}
    assert shown[-1].template == "broadcast_card"


def test_a_time_in_quiet_hours_is_named_and_the_next_decent_one_offered(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("when", "time")
    editor.say("October 5, 2026, 10:30 PM")
    assert editor.sees.args["why"] == "quiet"
    assert "8:00" in editor.words_of().text
    editor.do("at:202610060800")
    assert editor.shown.local_time == "2026-10-06T08:00"
    editor.do("when", "time")
    editor.say("yesterday")
    assert editor.sees.args["why"]
    editor.say("2026-10-07 17:00")
    assert editor.shown.local_time == "2026-10-07T17:00"
    editor.do("when", "when:now")
    assert editor.shown.local_time is None


def test_a_rhythm_is_chosen_in_plain_words_and_kept_as_a_rule(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("when", "every", "every:1", "TU")
    editor.say("22:00")
    assert editor.sees.args["why"] == "quiet"
    editor.say("18:00")
    assert (editor.shown.rule, editor.shown.local_time) == ("FREQ=MONTHLY;BYDAY=1TU", "2026-10-03T18:00")
    assert "the first \u2068Tuesday\u2069" in editor.words_of().text
    editor.do("when", "every", "every:w", "SA")
    editor.say("10:00")
    assert editor.shown.rule == "FREQ=WEEKLY;BYDAY=SA"


def test_pressing_send_twice_sends_once_and_says_so(town: Town, hire: Hire) -> None:
    readers(town, ["de"])
    editor = hire()
    editor.begin()
    editor.do("test", "release")
    token, question = token_of(editor.one), editor.one.message
    editor.confirm()
    editor.one.choose(f"confirm:{token}", question)
    assert editor.sees.args["doubt"] == Doubt.USED
    tick(town)
    assert len(deliver(town)) == 1


def test_of_two_who_release_at_once_the_second_is_told_and_it_goes_out_once(town: Town, hire: Hire) -> None:
    readers(town, ["de"])
    editor, manager = hire(), hire(MANAGER, Role.MANAGER)
    draft = editor.begin()
    editor.do("test", "release")
    manager.open()
    manager.do(str(draft.id), "release")
    editor.confirm()
    manager.confirm()
    assert manager.sees.args["doubt"] == Doubt.CHANGED
    tick(town)
    assert len(deliver(town)) == 1


def test_of_two_who_write_at_once_the_second_reads_how_it_stands_now(town: Town, hire: Hire) -> None:
    editor, manager = hire(), hire(MANAGER, Role.MANAGER)
    draft = editor.begin()
    manager.open()
    manager.do(str(draft.id), "text", "de")  # and while the manager writes
    editor.do("text", "ar")
    editor.say("السبت مهرجان الشارع")
    manager.say("Am Sonntag ist Straßenfest.")
    assert manager.notice == Notice.CHANGED
    assert now(town, draft).text == {**TEXT, "ar": "السبت مهرجان الشارع"}


def test_a_change_after_the_test_has_to_be_tested_again_and_ends_the_question(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("test", "release")
    question, token = editor.one.message, token_of(editor.one)
    editor.open()
    editor.do(str(now_only(town)))
    editor.do("kind", "invitations")
    assert editor.shown.status is BroadcastStatus.DRAFT
    editor.one.choose(f"confirm:{token}", question)
    assert editor.sees.args["doubt"] == Doubt.CHANGED


def now_only(town: Town) -> int:
    """The number of the only broadcast."""
    (row,) = town.rows("broadcast")
    number: int = row["id"]
    return number


def test_editing_while_it_runs_is_refused_with_a_way_out(town: Town, hire: Hire) -> None:
    readers(town, ["de"])
    editor = hire()
    draft = editor.begin()
    old = editor.one.message
    text_option = next(option for option in editor.one.options if option.endswith(":text"))
    editor.do("test", "release")
    editor.confirm()
    tick(town)
    editor.one.choose(text_option, old)
    assert editor.notice == Notice.ON_ITS_WAY
    assert not editor.has("text")
    editor.do("copy")
    copy = editor.shown
    assert (copy.status, copy.text) == (BroadcastStatus.DRAFT, TEXT)
    assert copy.id != draft.id


def test_words_that_are_still_asked_for_when_it_is_released_change_nothing(town: Town, hire: Hire) -> None:
    editor, manager = hire(), hire(MANAGER, Role.MANAGER)
    draft = editor.begin()
    editor.do("test")
    manager.open()
    manager.do(str(draft.id), "text", "de")
    editor.do("release")
    editor.confirm()
    manager.say("Etwas ganz anderes")
    assert manager.notice == Notice.ON_ITS_WAY
    assert now(town, draft).text == TEXT


def test_with_two_persons_the_first_yes_waits_for_a_second(town: Town, hire: Hire) -> None:
    town.house = replace(town.house, second_person=True)
    readers(town, ["de"])
    editor, manager = hire(), hire(MANAGER, Role.MANAGER)
    draft = editor.begin()
    editor.do("test", "release")
    editor.confirm()
    assert editor.sees.template == "broadcast_second"
    tick(town)
    assert deliver(town) == []
    editor.back()
    editor.do("release")
    editor.confirm()  # twice by the same person is no second person
    assert editor.sees.template == "broadcast_second"
    manager.open()
    manager.do(str(draft.id), "release")
    manager.confirm()
    assert manager.notice == Notice.RELEASED
    tick(town)
    assert len(deliver(town)) == 1


def test_only_an_administrator_declares_an_emergency_and_a_change_takes_it_away(
    town: Town, hire: Hire
) -> None:
    readers(town, ["de"])
    pass_hours(town, 10)  # midnight in the town
    editor, admin = hire(), hire(ADMIN, Role.ADMIN)
    draft = editor.begin()
    assert not editor.has("urgent")
    admin.open()
    admin.do(str(draft.id), "urgent")
    admin.confirm()
    assert now(town, draft).urgent
    editor.open()
    editor.do(str(draft.id), "kind", "news")
    assert not now(town, draft).urgent
    admin.open()
    admin.do(str(draft.id), "urgent")
    admin.confirm()
    admin.do("test", "release")
    admin.confirm()
    tick(town)
    assert len(deliver(town)) == 1


def test_an_editor_who_forges_the_button_of_an_emergency_is_refused(town: Town, hire: Hire) -> None:
    editor = hire()
    draft = editor.begin()
    editor.one.choose(f"broadcast:{draft.id}:{draft.revision}:urgent")
    editor.confirm()
    assert editor.sees.args["doubt"] == Doubt.ROLE
    assert not now(town, draft).urgent


def test_it_is_paused_resumed_and_cancelled_from_the_chat(town: Town, hire: Hire) -> None:
    readers(town, ["de"] * 3)
    editor = hire()
    draft = editor.begin()
    editor.do("test", "release")
    editor.confirm()
    tick(town)
    deliver(town, 1)
    editor.do("refresh", "pause")
    assert editor.notice == Notice.PAUSED
    assert deliver(town) == []
    editor.do("resume")
    assert len(deliver(town, 1)) == 1
    editor.do("cancel")
    editor.confirm()
    assert editor.notice == Notice.CANCELLED
    assert now(town, draft).status is BroadcastStatus.CANCELLED
    assert deliver(town) == []
    assert "taken out: \u20681\u2069" in editor.words_of().text


def test_a_question_about_its_end_holds_although_it_has_begun_meanwhile(town: Town, hire: Hire) -> None:
    readers(town, ["de"] * 3)
    editor = hire()
    draft = editor.begin()
    editor.do("test", "release")
    editor.confirm()
    editor.do("cancel")
    tick(town)
    editor.confirm()
    assert now(town, draft).status is BroadcastStatus.CANCELLED
    assert deliver(town) == []


def test_one_that_waits_for_its_time_is_taken_back_changed_and_released_anew(town: Town, hire: Hire) -> None:
    readers(town, ["de"])
    editor = hire()
    editor.begin()
    editor.do("when", "time")
    editor.say("2026-10-07 17:00")
    editor.do("test", "release")
    editor.confirm()
    editor.do("back")
    assert editor.notice == Notice.TAKEN_BACK
    editor.do("when", "when:now", "test", "release")
    editor.confirm()
    tick(town)
    assert len(deliver(town)) == 1


def test_whoever_may_not_send_is_refused_at_every_door(town: Town, hire: Hire, ayse: Resident) -> None:
    editor = hire()
    draft = editor.begin()
    ayse.start()
    moderator = hire(950, Role.MODERATOR)
    for one in (ayse, moderator.one):
        one.command(broadcast_command)
        assert one.sees.template == "refused"
        for option in ("broadcast", "broadcast:new", f"broadcast:{draft.id}"):
            one.choose(option, 1)
            assert one.sees.template == "refused"
        for step in ("text", "release", "cancel", "pause", "copy", "to:language:on:tr"):
            one.choose(f"broadcast:{draft.id}:{draft.revision}:{step}", 1)
            assert one.sees.template == "refused"
    assert now(town, draft) == draft


def test_a_role_that_is_taken_away_ends_what_was_asked(town: Town, hire: Hire) -> None:
    editor = hire()
    draft = editor.begin()
    editor.do("text", "ar")
    (row,) = [one for one in town.rows("staff") if one["user_address"] == EDITOR]
    town.run(revoke_staff, row["id"], town.now)
    editor.say("نص")
    assert editor.sees.template == "refused"
    assert now(town, draft).text == TEXT


@pytest.mark.parametrize(
    "option",
    [
        "broadcast:999",
        "broadcast:x",
        "broadcast:1:0:nothing",
        "broadcast:1:0:to:language:on:xx",
        "broadcast:1:0:links:survey:zzz",
        "broadcast:1:0:when:at:209913999999",
        "broadcast:1:0:text:xx",
        "broadcast:1:0:links:off:7",
    ],
)
def test_a_forged_button_is_none(town: Town, hire: Hire, option: str) -> None:
    editor = hire()
    editor.open()
    editor.do("new")
    assert editor.one.choose(option) is not None


def test_what_was_done_stands_in_the_audit_log_without_its_words(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("test", "release")
    editor.confirm()
    actions = [row["action"] for row in town.rows("audit") if row["object"].endswith("broadcast:1")]
    assert actions[-3:] == ["tested", "was asked", "released"]
    assert not any(TEXT["de"] in str(row) for row in town.rows("audit"))


def test_a_draft_that_nobody_needs_is_discarded(town: Town, hire: Hire) -> None:
    editor = hire()
    draft = editor.begin()
    editor.do("discard")
    editor.confirm()
    assert now(town, draft).status is BroadcastStatus.CANCELLED


def test_a_time_that_has_gone_by_before_the_release_is_named(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    editor.do("when", "time")
    editor.say("2026-10-04 17:00")
    editor.do("test")
    town.now += timedelta(days=2)
    editor.do("release")
    assert editor.notice == Notice.OVER


def test_a_picture_that_was_replaced_is_deleted_and_one_that_is_carried_stays(town: Town, hire: Hire) -> None:
    editor = hire()
    editor.begin()
    for name in ("Photo1", "Photo2"):
        editor.do("file")
        editor.send_file(ReceivedFile(AttachmentKind.PICTURE, name, "", "image/jpeg", 5000))
    town.run(forget, Periods(), town.house.timezone, town.now)
    assert [row["channel_id"] for row in town.rows("attachment")] == ["Photo2"]
