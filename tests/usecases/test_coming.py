"""The first minutes: where somebody comes from, the language, the consent."""

from dataclasses import replace
from datetime import timedelta

from bot.speech import OFFERED
from domain.access import CODE_PREFIX
from domain.dialogue import Unreadable
from domain.town import Page
from tests.usecases.town import NOON, Resident, Town
from usecases.content import consent_page
from usecases.my_data import MyDataView, my_data_command


def starts(town: Town) -> dict[tuple[str, str], int]:
    return {(row["dimension"], row["value"]): row["n"] for row in town.rows("tally")}


def test_a_source_is_counted_once_for_each_new_chat_and_without_a_person(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    for payload in ("plakat-bahnhof", "plakat-bahnhof", "flyer"):
        ayse.start(payload)
    bernd.start("Plakat-Bahnhof")
    assert starts(town) == {("all", ""): 2, ("source", "plakat-bahnhof"): 2}
    assert set(town.rows("tally")[0]) == {"day", "event", "dimension", "value", "n"}


def test_a_link_that_names_no_source_counts_as_direct(town: Town) -> None:
    for chat, payload in enumerate((None, "", "a b", "<b>", "x" * 65, "كلمة")):
        Resident(town, chat + 1).start(payload)
    assert starts(town) == {("all", ""): 6, ("source", "direct"): 6}


def test_the_link_that_led_here_first_is_kept_with_the_chat_and_shown(
    ayse: Resident, bernd: Resident, town: Town
) -> None:
    ayse.start("Plakat-Bahnhof")
    ayse.start("flyer")
    bernd.start()
    assert [row["source"] for row in town.rows("chat")] == ["plakat-bahnhof", ""]
    ayse.command(my_data_command)
    view = ayse.sees.view
    assert isinstance(view, MyDataView)
    assert view.chat.source == "plakat-bahnhof"


def test_that_somebody_came_with_a_letter_is_not_kept_with_the_chat(ayse: Resident, town: Town) -> None:
    ayse.start(f"{CODE_PREFIX}0123456789ABCDEF")
    assert [row["source"] for row in town.rows("chat")] == [""]


def test_a_new_resident_is_greeted_in_the_language_of_the_app_and_asked_for_theirs(town: Town) -> None:
    resident = Resident(town, 7, "tr-TR")
    resident.start()
    assert [(one.template, one.language) for one in town.said] == [
        ("welcome", "tr"),
        ("language_choice", "tr"),
    ]
    assert resident.options == [f"language:{code}" for code in town.house.languages]


def test_whoever_comes_back_is_not_greeted_again(ayse: Resident, town: Town) -> None:
    ayse.agree()
    town.said.clear()
    ayse.start()
    assert [one.template for one in town.said] == ["home"]


def test_the_consent_is_kept_with_version_hash_language_and_time(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("language:tr")
    assert ayse.sees.template == "consent"
    assert (ayse.sees.language, town.rows("consent")) == ("tr", [])
    ayse.choose(ayse.options[0])
    (row,) = town.rows("consent")
    page = consent_page(town.house.town, "tr")
    assert (row["purpose"], row["text_version"], row["text_hash"]) == ("survey", page.version, page.hash)
    assert (row["language"], row["given_at"], row["withdrawn_at"]) == ("tr", NOON, None)
    assert ayse.sees.template == "home"


def test_somebody_who_declines_can_read_and_still_agree(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("language:de")
    ayse.choose("decline")
    assert (ayse.sees.template, town.rows("consent")) == ("declined", [])
    ayse.choose("read")
    assert ayse.sees.template == "privacy"
    ayse.say("1")
    assert (ayse.sees.template, len(town.rows("consent"))) == ("home", 1)


def test_agreeing_under_a_text_in_another_language_shows_the_own_one_first(
    ayse: Resident, town: Town
) -> None:
    ayse.start()
    ayse.choose("language:de")
    german, message = ayse.options[0], ayse.message
    ayse.choose("language:ar")
    ayse.choose(german, message)
    assert (ayse.sees.template, ayse.sees.language, town.rows("consent")) == ("consent", "ar", [])


def test_agreeing_under_a_text_that_has_changed_since_shows_the_new_one(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("language:de")
    old = ayse.options[0]
    pages = {**town.house.town.pages, ("privacy", "de"): Page("99", "Neu", "new")}
    town.house = replace(town.house, town=replace(town.house.town, pages=pages))
    ayse.choose(old)
    assert (ayse.sees.template, town.rows("consent")) == ("consent", [])
    ayse.choose(ayse.options[0])
    assert [row["text_version"] for row in town.rows("consent")] == ["99"]


def test_a_forged_agreement_is_none(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("language:de")
    for option in ("agree", "agree:", "agree:00000000", "agree:a:b"):
        ayse.choose(option)
    assert town.rows("consent") == []


def test_agreeing_again_to_the_same_text_adds_nothing(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("language:de")
    agree, message = ayse.options[0], ayse.message
    for _ in range(3):
        ayse.choose(agree, message)
        town.now += timedelta(hours=1)
    (only,) = town.rows("consent")
    assert (only["given_at"], only["withdrawn_at"]) == (town.now - timedelta(hours=3), None)


def test_agreeing_to_another_text_supersedes_the_older_consent(ayse: Resident, town: Town) -> None:
    ayse.agree()
    page = town.house.town.pages["consent_survey", "de"]
    pages = {**town.house.town.pages, ("consent_survey", "de"): replace(page, text="Ein neuer Text")}
    town.house = replace(town.house, town=replace(town.house.town, pages=pages))
    town.now += timedelta(hours=1)
    ayse.choose(f"agree:{consent_page(town.house.town, 'de').hash[:8]}")
    first, second = town.rows("consent")
    assert (first["withdrawn_at"], second["withdrawn_at"]) == (town.now, None)
    assert first["text_hash"] != second["text_hash"]


def test_without_a_consent_no_survey_begins(ayse: Resident, town: Town) -> None:
    ayse.start()
    ayse.choose("survey:stadtweit")
    assert ayse.sees.template == "language_choice"
    ayse.choose("language:de")
    ayse.choose("survey:stadtweit")
    assert (ayse.sees.template, town.rows("dialogue")) == ("consent", [])


def test_whatever_somebody_writes_first_they_are_asked_for_their_language(town: Town) -> None:
    Resident(town, 1).say("Guten Tag")
    Resident(town, 2).send(Unreadable.MEDIA)
    Resident(town, 3).send(Unreadable.EDITED_MESSAGE)
    assert [one.template for one in town.said] == ["language_choice"] * 3


def test_a_corrected_message_that_nobody_waits_for_is_left_alone(ayse: Resident, town: Town) -> None:
    ayse.agree()
    town.said.clear()
    ayse.send(Unreadable.EDITED_MESSAGE)
    assert town.said == []


def test_menus_can_be_answered_by_typing_the_number(ayse: Resident) -> None:
    ayse.start()
    ayse.say("٣.")
    assert (ayse.sees.template, ayse.sees.language) == ("consent", "en")
    ayse.say("1")
    assert ayse.sees.template == "home"
    ayse.say("1")
    assert ayse.sees.template == "card"


def test_a_number_that_the_menu_does_not_have_asks_again(ayse: Resident, town: Town) -> None:
    ayse.start()
    for text in ("0", str(len(OFFERED) + 1), "99999", "-1"):
        ayse.say(text)
        assert ayse.sees.template == "language_choice"
    assert not ayse.member["language_chosen"]


def test_the_day_somebody_last_wrote_is_all_that_is_kept_of_a_visit(ayse: Resident, town: Town) -> None:
    ayse.start()
    town.pass_days(2)
    ayse.say("hallo")
    (chat,) = town.rows("chat")
    assert chat["last_seen_on"] == town.now.date()
