"""Around the chats: links, reloads, lost connections, controls, phones, keyboards, the network."""

import json

import pytest
from selenium.webdriver import Chrome
from selenium.webdriver.common.keys import Keys

from tests.simulator_page.chat_page import ChatPage
from tests.simulator_page.simulator_process import simulator_process


def test_a_start_link_asks_who_opens_it_and_sends_its_payload(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.person("Ben")
    page.open(path="/quartier_bot?start=plakat-bahnhof&ui=en")
    assert "plakat-bahnhof" in page.one("dialog").text
    next(button for button in page.all("dialog .person-button") if "Ada" in button.text).click()
    page.press(ada, "Start")
    page.sees(ada, "/start plakat-bahnhof")
    page.sees(ada, "Welcome plakat-bahnhof")
    assert page.browser.current_url == f"{page.url}/?ui=en"


def test_a_pasted_staff_link_opens_as_a_new_person(page: ChatPage) -> None:
    page.open()
    page.one("#controls-button").click()
    field = page.one("#controls input[placeholder*=start]")
    field.send_keys("https://t.me/another_bot?start=x", Keys.ENTER)
    assert page.one("#controls .problem").text == "This is not a start link of this bot."
    field.clear()
    field.send_keys("https://t.me/quartier_bot?start=staff-4f", Keys.ENTER)
    page.one("dialog .person-form input").send_keys("Quartiersmanagerin", Keys.ENTER)
    page.until(lambda: page.all(".instead button"))
    person = int(page.one(".column").get_attribute("data-person") or 0)
    page.press(person, "Start")
    page.sees(person, "Welcome staff-4f")


def test_open_people_and_messages_survive_a_reload(page: ChatPage) -> None:
    ada, ben = page.person("Ada"), page.person("Ben")
    page.open(ada, ben)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    page.browser.refresh()
    page.sees(ada, "Welcome")
    assert len(page.all(".column")) == 2


def test_the_first_person_is_added_with_the_keyboard_alone_and_answers(page: ChatPage) -> None:
    page.open()
    keyboard = page.browser.switch_to
    page.one(".welcome .person-form input").send_keys("Ada", Keys.ENTER)
    page.until(lambda: keyboard.active_element.text == "Start")
    keyboard.active_element.send_keys(Keys.ENTER)
    person = int(page.one(".column").get_attribute("data-person") or 0)
    page.sees(person, "Welcome")
    page.until(lambda: keyboard.active_element.tag_name == "textarea")
    for _ in range(30):  # backwards from the text field into the newest message's buttons
        if keyboard.active_element.text == "3":
            break
        keyboard.active_element.send_keys(Keys.SHIFT, Keys.TAB)
    keyboard.active_element.send_keys(Keys.SPACE)
    page.sees(person, "You chose 3")
    assert keyboard.active_element.text == "3", "the focus stays on the button of the edited message"
    page.one("textarea").send_keys("/he")
    assert "How it works" in page.one(".completion").text
    keyboard.active_element.send_keys(Keys.ENTER)
    page.sees(person, "This is help")


def test_controls_open_and_close_by_keyboard_and_give_the_focus_back(page: ChatPage) -> None:
    page.open()
    page.one("#controls-button").send_keys(Keys.ENTER)
    assert page.one("#controls").is_displayed()
    page.browser.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert page.browser.switch_to.active_element.get_attribute("id") == "controls-button"


def test_the_clock_is_moved_and_set_back(page: ChatPage) -> None:
    page.open()
    page.one("#controls-button").click()
    buttons = {button.text: button for button in page.all("#controls button")}
    buttons["+1 week"].click()
    page.until(lambda: page.control("GET", "clock")["offset_seconds"] == 7 * 24 * 3600)
    page.until(lambda: "ahead by 7 d" in page.one("#controls").text)
    buttons["Back to now"].click()
    page.until(lambda: page.control("GET", "clock")["offset_seconds"] == 0)


def test_faults_are_switched_on_and_off(page: ChatPage) -> None:
    page.open()
    page.one("#controls-button").click()
    page.one("#controls [role=switch]").click()
    page.until(lambda: page.control("GET", "faults")["rate_limits"]["enabled"])
    page.script("[...document.querySelectorAll('#controls button')].at(-1).click()")
    page.until(lambda: not page.control("GET", "faults")["rate_limits"]["enabled"])


def test_a_crowd_takes_part_and_its_progress_is_shown(page: ChatPage) -> None:
    page.open()
    page.one("#controls-button").click()
    page.script("document.querySelector('#controls-body input[type=number]').value = 3")
    next(button for button in page.all("#controls button") if button.text == "Start").click()
    page.until(lambda: "of 3 finished" in page.one("#controls").text)
    next(button for button in page.all("#controls button") if button.text == "Stop").click()
    page.until(lambda: not page.control("GET", "crowd")["running"])


def test_a_simulator_that_is_gone_is_told_and_found_again_when_it_is_back(browser: Chrome) -> None:
    with simulator_process() as url:
        page = ChatPage(browser, url)
        page.open(page.person("Ada"))
        page.until(lambda: "not connected yet" in page.one("#notice").text)
    page.until(lambda: "does not answer" in page.one("#notice").text)
    with simulator_process(url.removeprefix("http://")):
        page.until(lambda: "not connected yet" in page.one("#notice").text)
        page.until(lambda: page.one(".welcome").text.startswith("Who takes part?"))
        page.browser.get("about:blank")
    page.console()  # the browser itself notes the requests that failed


@pytest.mark.parametrize("language", ["de", "ar"])
def test_a_phone_needs_no_sideways_scrolling(page: ChatPage, language: str) -> None:
    page.size(360, 740, touch=True)
    people = [page.person(f"A rather long name {number}", language) for number in range(4)]
    page.open(*people)
    page.one(".column.active .instead button").click()
    page.until(lambda: page.all(".column.active .key"))
    assert page.script("return document.documentElement.scrollWidth") == 360
    assert len([column for column in page.all(".column") if column.is_displayed()]) == 1
    wide = """return [...document.querySelectorAll('.column.active *')]
        .filter(e => e.getBoundingClientRect().right > 361).length"""
    assert page.script(wide) == 0
    small = """return [...document.querySelectorAll('button, select, textarea')]
        .filter(e => e.checkVisibility())
        .map(e => [e.outerHTML, e.getBoundingClientRect().height]).filter(([_, height]) => height < 42)
        .filter(([html]) => !html.includes('text-link'))"""
    assert page.script(small) == []
    page.one("#controls-button").click()
    page.one("#controls-body")
    assert page.script("return document.documentElement.scrollWidth") == 360


def test_nothing_is_asked_from_elsewhere(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.say(ada, "/rich")
    page.until(lambda: page.all(".message strong"))
    asked = page.script(
        "return JSON.stringify(performance.getEntriesByType('resource').map(entry => entry.name))"
    )
    assert [address for address in json.loads(asked) if not address.startswith(f"{page.url}/")] == []


def test_every_button_and_field_has_a_name(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.press(ada, "Start")
    page.sees(ada, "Welcome")
    page.one("#controls-button").click()
    tree = page.browser.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = {"button", "textbox", "combobox", "spinbutton", "switch", "link", "progressbar", "log", "dialog"}
    shown = [node for node in tree if not node["ignored"] and node["role"]["value"] in roles]
    assert [node["role"]["value"] for node in shown if not node.get("name", {}).get("value")] == []
    landmarks = {"banner", "main", "navigation", "complementary", "log"}
    assert landmarks <= {node["role"]["value"] for node in tree}
