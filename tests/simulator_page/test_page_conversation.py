"""What a person sees and does in a chat."""

from pathlib import Path

from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.simulator_page.chat_page import ChatPage
from tests.simulator_page.scripted_bot import LONG_LABEL, ScriptedBot


def test_the_start_button_sends_start_and_the_answer_appears(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "/start")
    page.sees(ada, "Welcome")


def test_a_tap_changes_the_message_in_place_and_shows_the_answer(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    before = len(page.all(".message"))
    page.press(ada, "2")
    page.sees(ada, "You chose 2")
    assert page.one(".toast span").text == "Noted: 2"
    assert page.one(".message.in .edited").text == "edited"
    assert len(page.all(".message")) == before


def test_an_alert_stays_until_it_is_closed_and_gives_the_focus_back(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.press(ada, "alert")
    dialog = page.one("dialog")
    assert "Noted: alert" in dialog.text
    page.browser.switch_to.active_element.send_keys(Keys.ENTER)
    page.until(lambda: not page.all("dialog"))
    assert page.browser.switch_to.active_element.text == "alert"


def test_an_answer_without_text_only_stops_the_waiting(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.press(ada, "silent")
    page.until(lambda: not page.all(".key.waiting"))
    assert page.all(".toast span") == []


def test_a_deleted_message_disappears(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/gone")
    page.sees(ada, "It is gone")
    assert "Soon gone" not in page.texts(ada)


def test_a_long_label_is_cut_on_the_button_and_whole_in_its_title(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    button = page.one(f'.key[title="{LONG_LABEL}"]')
    label = button.find_element(By.CSS_SELECTOR, ".key-label")
    assert page.script("return arguments[0].scrollWidth > arguments[0].clientWidth", label)
    assert button.size["height"] < 60


def test_marks_of_a_text_become_elements(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/rich")
    inside = page.one(".message.in .text:has(strong)")
    shown = {
        css: inside.find_element(By.CSS_SELECTOR, css).text for css in ("strong", "em", "u", "s", "code", "a")
    }
    assert list(shown.values()) == ["bold", "italic", "under", "gone", "a<b", "link"]
    assert inside.find_element(By.CSS_SELECTOR, "pre").text == "two\nlines"
    page.one(".spoiler").click()
    assert page.one(".spoiler-shown").text == "secret"
    page.press(ada, "/help")
    page.sees(ada, "This is help")


def test_a_reply_keyboard_sends_its_label_and_folds_away_after_its_one_use(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/keys")
    page.one(".reply-keyboard")
    assert page.one("textarea").get_attribute("placeholder") == "Yes or no?"
    page.press(ada, "Yes")
    page.sees(ada, "Yes")
    page.until(lambda: page.one(".keys-toggle").get_attribute("aria-expanded") == "false")
    page.one(".keys-toggle").click()
    page.press(ada, "Where I am")
    page.one("dialog button[type=submit]").click()
    assert page.one(".place bdi").text == "48.85980, 9.18520"


def test_a_document_can_be_downloaded_under_its_name(page: ChatPage, downloads: str) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/file")
    page.one("a.file").click()
    saved = Path(downloads) / "answers.csv"
    page.until(saved.exists)
    assert saved.read_bytes() == b"question,answer\n1,yes\n"


def test_a_picture_that_was_sent_opens_large(page: ChatPage, tmp_path: Path) -> None:
    from PIL import Image

    picture = tmp_path / "street.png"
    Image.new("RGB", (640, 400), "teal").save(picture)
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    # A headless browser has no window to choose a file in.
    page.script("HTMLInputElement.prototype.click = () => {}")
    page.press(ada, "Attach")
    page.press(ada, "Photo")
    page.all("input[type=file]")[0].send_keys(str(picture))
    page.one("dialog input").send_keys("My street")
    page.one("dialog button[type=submit]").click()
    page.sees(ada, "My street")
    page.one(".photo").click()
    shown = page.one("dialog img")
    page.until(lambda: page.script("return arguments[0].naturalWidth", shown) == 640)


def test_an_own_message_can_be_edited(page: ChatPage, bot: ScriptedBot) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    page.say(ada, "helo")
    page.sees(ada, "helo")
    field = page.one("textarea")
    field.send_keys(Keys.ARROW_UP)
    field.clear()
    field.send_keys("hello", Keys.ENTER)
    page.sees(ada, "hello")
    assert "helo" not in page.texts(ada)
    page.until(lambda: any(update.get("edited_message", {}).get("text") == "hello" for update in bot.updates))


def test_somebody_who_blocks_the_bot_cannot_write_until_it_is_unblocked(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    page.press(ada, "More about Ada")
    page.press(ada, "Block the bot")
    page.press(ada, "Unblock")
    page.say(ada, "echo back again")
    page.sees(ada, "back again")


def test_a_long_text_is_sent_in_parts_as_a_messenger_does(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    words = "word " * 1000
    page.script("arguments[0].value = arguments[1]", page.one("textarea"), words)
    page.one("textarea").send_keys(Keys.ENTER)
    page.until(lambda: sum(text.count("word") for text in page.texts(ada)) == 1000)
    assert all(len(text) <= 4096 for text in page.texts(ada))


def test_typing_is_shown(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/typing")
    assert "typing" in page.one(".typing").text


def test_a_place_is_a_card_with_a_map_its_name_its_address_and_buttons(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/place")
    card = page.one(".message.in .place")
    assert card.find_element(By.CSS_SELECTOR, "svg .map-pin").is_displayed()
    assert card.text.splitlines() == ["Town hall", "Hall 2, 1st floor", "48.86000, 9.18500"]
    assert page.all(".message.in:has(.place) .key")


def test_a_person_sends_a_place_from_the_attachments(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    page.press(ada, "Attach")
    page.until(
        lambda: next((one for one in page.all("[role=menuitem]") if one.text == "Location"), None)
    ).click()
    page.one("dialog .primary").click()
    assert page.one(".message.out .place .place-name").text == "Location"
