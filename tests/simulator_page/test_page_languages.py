"""Chats in several languages, right to left as well, and texts that want to be markup."""

import pytest

from tests.simulator_page.chat_page import ChatPage

HOSTILE = [
    '<img src=x onerror="document.title=1"><script>document.title=2</script>',
    "\u202egnp.exe\u202c </bdi></div><b>bold?</b>",
    "&lt;b&gt; javascript:alert(1) \u2067\u2066",
]


def test_two_people_are_side_by_side_each_in_their_language(page: ChatPage) -> None:
    ada, ayse = page.person("Ada"), page.person("Ayşe", "tr")
    page.open(ada, ayse)
    page.press(ada, "Start")
    page.press(ayse, "Başlat")
    page.sees(ada, "Welcome")
    page.sees(ayse, "Welcome")
    first, second = (page.one(page.column(person)).rect for person in (ada, ayse))
    assert first["x"] + first["width"] <= second["x"]
    assert page.one(f"{page.column(ayse)} .phone").get_attribute("lang") == "tr"
    page.press(ayse, "Menü")
    assert "Nasıl çalışır" in page.one(f"{page.column(ayse)} [role=menu]").text


def test_an_arabic_phone_is_laid_out_right_to_left_but_keeps_the_order_of_buttons(
    page: ChatPage,
) -> None:
    layla = page.person("ليلى", "ar")
    page.open(layla)
    page.press(layla, "ابدأ")
    page.sees(layla, "Welcome")
    phone = page.one(".phone")
    assert page.script("return getComputedStyle(arguments[0]).direction", phone) == "rtl"
    bubble, own = page.one(".message.in .bubble").rect, page.one(".message.out .bubble").rect
    assert bubble["x"] + bubble["width"] > own["x"] + own["width"]
    send, field = page.one(".send").rect, page.one("textarea").rect
    assert send["x"] < field["x"]
    places = [page.one(f'.key[title="{number}"]').rect["x"] for number in "123"]
    assert places == sorted(places)


def test_a_change_of_the_app_language_changes_the_phone(page: ChatPage) -> None:
    ada = page.person("Ada")
    page.open(ada)
    page.script(
        "arguments[0].value = 'ar'; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
        page.one(".strip select"),
    )
    page.until(lambda: page.one(".phone").get_attribute("dir") == "rtl")
    page.press(ada, "ابدأ")
    page.sees(ada, "Welcome")


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_and_names_are_shown_and_never_become_markup(page: ChatPage, text: str) -> None:
    person = page.person(text)
    page.open(person)
    page.press(person, "Start")
    page.sees(person, "Welcome")
    title = page.browser.title
    page.say(person, f"echo {text}")
    page.until(lambda: len(page.all(".message.in")) == 2)
    shown = "return arguments[0].querySelector('.text').textContent"
    assert page.script(shown, page.all(".message.in")[1]) == text
    inside = "return document.querySelectorAll('.text :is(img, script, b), .strip bdi *, .tab bdi *').length"
    assert page.script(inside) == 0
    assert page.script("return document.querySelector('.strip bdi').textContent") == text
    assert page.browser.title == title


def test_the_page_speaks_german_and_english(page: ChatPage) -> None:
    page.open(path="/?ui=de")
    assert page.one(".welcome h2").text == "Wer nimmt teil?"
    assert page.script("return document.documentElement.lang") == "de"
    page.open(path="/?ui=en")
    assert page.one(".welcome h2").text == "Who takes part?"


def test_every_app_language_has_every_text(page: ChatPage) -> None:
    page.open()
    missing = page.script(
        """const modules = ["app_texts", "languages"].map(name => import(`/page/${name}.js`));
           return Promise.all(modules).then(([texts, all]) => {
             const keys = Object.keys(texts.appTexts("en"));
             return Object.keys(all.LANGUAGES).flatMap(code => keys.filter(key => !texts.appTexts(code)[key])
               .map(key => code + " " + key));
           })"""
    )
    assert missing == []
