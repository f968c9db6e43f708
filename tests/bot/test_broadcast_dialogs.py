"""What residents get of a broadcast and what staff see of it, in every language and direction."""

import re
from itertools import product

import pytest

from bot.dialogs.broadcast_message import in_words
from bot.dialogs.message import Button, Message
from bot.speech import FIRST_STRONG_ISOLATE, OFFERED, POP_DIRECTIONAL_ISOLATE, RIGHT_TO_LEFT_MARK
from bot.split import LONGEST_CAPTION, LONGEST_TEXT, length
from domain.attachments import Attachment, AttachmentKind
from domain.broadcasts import LONGEST_URL, MOST_LINKS, Broadcast, Link, LinkKind
from domain.languages import Language
from domain.town import WISHES
from tests.bot.saying import HOUSE
from usecases.broadcast_views import BroadcastView, LinkView

PICTURE = Attachment(1, AttachmentKind.PICTURE, "", "image/jpeg", "name")
SURVEY = LinkView(Link(LinkKind.SURVEY, "stadtweit"), HOUSE.town.surveys[0].title)
EVENT = LinkView(Link(LinkKind.EVENT, "12"), {"de": "Quartierstisch", "ar": "طاولة الحي"})
MEASURE = LinkView(Link(LinkKind.MEASURE, "7"), {"de": "Zwölf neue Bänke"})
PAGE = LinkView(Link(LinkKind.PAGE, "https://example.org/fest?a=1&b=2"), {})
ALL = (SURVEY, EVENT, MEASURE, PAGE)
TEXT = {"de": "Am Samstag ist <Fest> & Tanz.\n\nKommen Sie!", "ar": "يوم السبت حفل.\n15:00 في الحديقة"}


def view(
    text: dict[Language, str] = TEXT,
    links: tuple[LinkView, ...] = ALL,
    purpose: str = "news",
    urgent: bool = False,
    attachment: Attachment | None = None,
) -> BroadcastView:
    return BroadcastView(3, 1, purpose, urgent, text, links, attachment, HOUSE.town.city)


def buttons(message: Message) -> list[Button]:
    return [button for row in message.rows for button in row]


def test_the_town_s_words_are_plain_text_in_their_own_direction() -> None:
    german = in_words(view(), "de").text.split("\n\n")
    assert german[:2] == ["Am Samstag ist &lt;Fest&gt; &amp; Tanz.", "Kommen Sie!"]
    arabic = in_words(view(), "ar").text.split("\n\n")[0].split("\n")
    assert all(line.startswith(RIGHT_TO_LEFT_MARK) for line in arabic)


@pytest.mark.parametrize("language", [one for one in OFFERED if one not in TEXT])
def test_whoever_has_no_text_reads_the_german_one_below_a_note_in_their_own_language(
    language: Language,
) -> None:
    note, text, *_rest = in_words(view(), language).text.split("\n\n")
    assert text == "Am Samstag ist &lt;Fest&gt; &amp; Tanz."
    assert re.fullmatch("<i>.+</i>", note)
    assert note not in in_words(view(), "de").text


def test_every_button_leads_somewhere_by_one_tap_and_the_text_names_what_can_be_typed() -> None:
    message = in_words(view(), "de")
    assert [(one.data, one.url) for one in buttons(message)] == [
        ("m:below:survey:stadtweit", ""),
        ("m:below:ev:show:12", ""),
        ("m:below:ms:show:7", ""),
        ("", "https://example.org/fest?a=1&b=2"),
        ("m:off:news", ""),
    ]
    for typed in ("/survey", "/events", "/measures", "https://example.org/fest?a=1&amp;b=2", "/notify"):
        assert f"{FIRST_STRONG_ISOLATE}{typed}{POP_DIRECTIONAL_ISOLATE}" in message.text


@pytest.mark.parametrize("language", OFFERED)
def test_each_message_says_why_it_came_and_ends_its_kind_with_one_tap(
    subtests: pytest.Subtests, language: Language
) -> None:
    for purpose in WISHES:
        with subtests.test(purpose):
            message = in_words(view(purpose=purpose), language)
            assert message.text.count("<i>") >= 2
            assert buttons(message)[-1].data == f"m:off:{purpose}"


def test_an_emergency_says_so_first() -> None:
    first = in_words(view(urgent=True), "de").text.split("\n\n")[0]
    assert re.fullmatch(rf"<b>.*{FIRST_STRONG_ISOLATE}Kornwestheim{POP_DIRECTIONAL_ISOLATE}.*</b>", first)


@pytest.mark.parametrize("language", OFFERED)
def test_the_longest_text_fits_with_its_buttons_into_one_message_or_into_a_caption(
    subtests: pytest.Subtests, language: Language
) -> None:
    for attachment, number in product((None, PICTURE), range(MOST_LINKS + 1)):
        with subtests.test(f"{number} links, a picture" if attachment else f"{number} links"):
            the_longest_text_fits(language, attachment, number)


def the_longest_text_fits(language: Language, attachment: Attachment | None, number: int) -> None:
    titles = dict.fromkeys(OFFERED, "W" * 120)
    page = LinkView(Link(LinkKind.PAGE, f"https://example.org/{'x' * (LONGEST_URL - 20)}"), {})
    links = ((LinkView(Link(LinkKind.MEASURE, "9" * 9), titles),) * MOST_LINKS, (page,) * MOST_LINKS)
    for used in (links[0][:number], links[1][: number // 2]):
        planned = Broadcast(
            1,
            "k",
            "Europe/Berlin",
            links=tuple(one.link for one in used),
            attachment_id=attachment.id if attachment else None,
        )
        text = {"de": "W" * planned.longest}
        message = in_words(view(text, used, "measures", True, attachment), language)
        if planned.longest:
            assert length(message.text) <= (LONGEST_CAPTION if attachment else LONGEST_TEXT)


def test_all_who_read_a_language_get_the_same_message_which_is_made_once() -> None:
    shared = view()
    assert in_words(shared, "tr") is in_words(shared, "tr")
    assert in_words(shared, "tr") is not in_words(view(), "tr")  # another revision, or another database


def test_a_picture_goes_along() -> None:
    assert in_words(view(attachment=PICTURE), "de").attachment == PICTURE
