"""Every screen of moderation can be said in every language, and its buttons lead back to it."""

import re
from dataclasses import replace

from bot.buttons import MenuTap, read_data
from bot.dialogs import say_in_words
from bot.speech import OFFERED, RIGHT_TO_LEFT_MARK
from tests.usecases.moderating import SURVEY, Moderator, appoint, texts_arrive
from tests.usecases.town import Resident, Town

ARABIC = "جاري محمد يوقف سيارته <هنا> دائمًا"


def go_everywhere(moderator: Moderator) -> None:
    """Pass through every screen and every notice but those of two moderators."""
    resident = moderator.resident
    moderator.open()
    moderator.start()
    stale = moderator.option("clear")
    moderator.do("marks")
    for typed in ("Rathaus", "1", "0"):
        resident.say(typed)
    moderator.do("redact", "on:trade", "off:trade", "on:other", "undo", "reasons")
    resident.say("x" * 300)
    resident.choose(stale)
    moderator.do("skip", "clear", "on:social", "code")
    resident.choose(f"moderate:cleared:{SURVEY}:0")
    resident.choose(f"moderate:cleared:{SURVEY}:7")
    moderator.start()
    moderator.do("reasons")
    resident.say("3")
    resident.choose(f"moderate:count:{SURVEY}:1")
    resident.choose(f"moderate:000000000000:0:{'clear'}")


def test_every_screen_is_said_in_every_language_with_buttons_that_are_ours(
    town: Town, ayse: Resident
) -> None:
    texts_arrive(town, ["Mein Nachbar Ali & <b>ich</b>", "Mehr Bänke"])
    appoint(town, ayse)
    go_everywhere(Moderator(ayse))
    screens = [one for one in town.said if one.template.startswith("moderation")]
    assert {one.template.removeprefix("moderation") for one in screens} == {
        *("", "_card", "_marks", "_reasons", "_wave", "_cleared"),
    }
    for one in screens:
        for language in OFFERED:
            message = say_in_words(town.house.town, replace(one, language=language))
            assert not re.search(r"\{\w*\}", message.text)
            assert "<b>ich" not in message.text
            for (button,) in message.rows:
                assert 1 <= len(button.label) <= 64
                assert len(button.data.encode()) <= 64
                assert isinstance(read_data(button.data), MenuTap)


def test_numbers_on_the_buttons_are_what_can_be_typed(town: Town, ayse: Resident) -> None:
    texts_arrive(town, ["Mein Nachbar Ali ist laut"])
    appoint(town, ayse)
    moderator = Moderator(ayse)
    moderator.start()
    message = say_in_words(town.house.town, ayse.sees)
    labels = [button.label for row in message.rows for button in row]
    assert [label.split(".")[0] for label in labels] == [str(number) for number in range(1, len(labels) + 1)]
    data = [button.data for row in message.rows for button in row]
    ayse.say(str(data.index(f"1:{moderator.option('redact')}") + 1))
    assert moderator.view.text == "Mein Nachbar ▒▒▒ ist laut"


def test_a_text_is_shown_in_its_own_direction_and_language_with_its_marks(town: Town, ayse: Resident) -> None:
    texts_arrive(town, [ARABIC], language="ar")
    appoint(town, ayse)
    moderator = Moderator(ayse)
    moderator.start()
    shown = say_in_words(town.house.town, ayse.sees).text
    assert (
        f"<blockquote>{RIGHT_TO_LEFT_MARK}جاري <b>[محمد]</b> يوقف سيارته &lt;هنا&gt; دائمًا</blockquote>"
        in shown
    )
    assert f"<blockquote>{RIGHT_TO_LEFT_MARK}جاري ▒▒▒ يوقف" in shown
    assert "العربية" in shown
    moderator.do("marks")
    assert "جاري¹ <b>[محمد]</b>² يوقف³" in say_in_words(town.house.town, ayse.sees).text
