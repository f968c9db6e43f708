"""A paper questionnaire, read back as a reader of PDF files reads it, and its QR code from a picture."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageColor
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from bot.exports.questionnaire import LARGE, Questionnaire, write_questionnaire
from bot.exports.questionnaire_items import ENTRIES, numbers_of
from bot.speech import OFFERED
from domain.attachments import AttachmentKind
from domain.expressions import compile_expression
from domain.periods import Periods
from domain.shown_files import ShownFile
from domain.survey import ACCESS, Choice, Group, Kind, Question, Scale, Survey
from usecases.content import read_town

CONTENT = Path(__file__).resolve().parents[2] / "content"
TOWN = read_town(CONTENT, OFFERED, Periods().placeholders())
LINK = "https://t.me/QuartierBot?start=paper"
INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u00ad"))


def three(*labels: str) -> tuple[Choice, ...]:
    return tuple(Choice(f"c{n}", {"de": label, "ar": f"خيار {n}"}) for n, label in enumerate(labels))


def asked(name: str, kind: Kind, label: str, **more: Any) -> Question:
    return Question(name, kind, {"de": label, "ar": f"سؤال {name}"}, **more)


EVERY_KIND = Survey(
    "form",
    "7",
    {"de": "Wie leben Sie?", "ar": "كيف تعيشون؟"},
    ("de", "ar"),
    (
        asked("hello", Kind.NOTE, "Willkommen **hier**"),
        asked("one", Kind.SELECT_ONE, "Eine Antwort?", choices=three("Ja", "Nein"), required=True),
        asked("several", Kind.SELECT_MULTIPLE, "Mehrere Antworten?", choices=three("Rot", "Grün", "Blau")),
        asked("order", Kind.RANK, "Welche Reihenfolge?", choices=three("Bus", "Rad")),
        asked("scale", Kind.RANGE, "Wie zufrieden?", scale=Scale(1, 5)),
        asked("long", Kind.RANGE, "Von null bis hundert?", scale=Scale(0, 100)),
        asked("count", Kind.INTEGER, "Wie viele?", relevant=compile_expression("${one} = 'c0'")),
        asked("day", Kind.DATE, "Seit wann?"),
        asked("moment", Kind.DATETIME, "Wann genau?"),
        asked("ok", Kind.ACKNOWLEDGE, "Einverstanden?"),
        asked("photo", Kind.IMAGE, "Zeigen Sie es?"),
        asked("people", Kind.REPEAT, "Ihr Haushalt"),
        asked("name", Kind.TEXT, "Wie heißt sie?", group="people"),
        asked("age", Kind.INTEGER, "Wie alt ist ${name}?", group="people"),
        asked("sum", Kind.CALCULATE, "Unsichtbar", calculation=compile_expression("1 + 1")),
        asked("told", Kind.NOTE, "Summe: ${sum}"),
        asked("last", Kind.TEXT, "Was noch?", relevant=compile_expression("${sum} > 1"), group="end"),
    ),
    groups=(
        Group("people", {"de": "Ihr Haushalt", "ar": "أسرتكم"}, repeats=True),
        Group("end", {"de": "Zum Schluss", "ar": "في الختام"}),
    ),
)


def made(survey: Survey = EVERY_KIND, language: str = "de", **more: Any) -> bytes:
    return write_questionnaire(Questionnaire(survey, TOWN, language, date(2026, 11, 27), **more))


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    text = "\n".join(page.extract_text() for page in pages).translate(INVISIBLE)
    return " ".join(text.replace("\u00a0", " ").split())


def test_every_question_stands_in_it_with_its_number_and_its_answers() -> None:
    text = words(made())
    for number, name in enumerate(numbers_of(EVERY_KIND), 1):
        label = EVERY_KIND.question(name).label["de"].replace("${name}", "…………")
        assert f"{number}. {label}" in text
    for label in ("Willkommen hier", "Ja", "Nein", "Rot", "Grün", "Blau", "Bus", "Rad", "Zum Schluss"):
        assert label in text
    assert "Summe" not in text
    assert "Unsichtbar" not in text


def test_it_says_who_answers_and_sends_people_to_staff_where_that_is_not_simple() -> None:
    from bot.speech import speech

    text = words(made())
    assert "„Ja“" in text or "“Ja”" in text
    unsure = speech("de").gettext(
        "Only for some people. If you do not know whether you are meant, please ask us."
    )
    assert " ".join(unsure.split()) in text


def test_a_repeat_has_room_for_four_and_asks_for_a_further_sheet() -> None:
    text = words(made())
    assert text.count("Wie heißt sie?") == ENTRIES
    fewer = replace(EVERY_KIND.groups[0], count=compile_expression("2"))
    assert words(made(replace(EVERY_KIND, groups=(fewer, EVERY_KIND.groups[1])))).count("Wie heißt sie?") == 2


def drawn(colour: str, size: tuple[int, int] = (60, 40)) -> bytes:
    out = BytesIO()
    Image.new("RGB", size, colour).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(("language", "colour"), [("de", "red"), ("ar", "blue")])
def test_pictures_of_questions_are_printed_and_described_to_who_cannot_see_them(
    language: str, colour: str
) -> None:
    media = {"image": {"de": "../plan de.PNG", "ar": "خطة.png"}, "audio": {"de": "sound.ogg"}}
    question = asked("plan", Kind.NOTE, "Der **Plan**", media=media)
    files = (
        ShownFile(AttachmentKind.PICTURE, "../plan de.PNG", "image/png", drawn("red")),
        ShownFile(AttachmentKind.PICTURE, "خطة.png", "image/png", drawn("blue", (40, 600))),
        ShownFile(AttachmentKind.VOICE, "sound.ogg", "audio/ogg", b"OggS"),
    )
    survey = Survey("s", "1", {"de": "S"}, ("de", "ar"), (question,), files={f.name: f.digest for f in files})
    content = made(survey, language, files=files)
    (picture,) = PdfReader(BytesIO(content)).pages[0].images
    assert picture.image is not None
    assert picture.image.convert("RGB").getpixel((5, 5)) == ImageColor.getrgb(colour)
    label = {"de": "Der Plan", "ar": "سؤال plan"}[language]
    assert alternatives(content) == [label]


def test_pictures_of_choices_are_printed_side_by_side_under_their_labels() -> None:
    choices = tuple(replace(one, media={"image": {"de": f"{one.name}.png"}}) for one in three("Rot", "Blau"))
    question = asked("one", Kind.SELECT_ONE, "Welche?", choices=choices)
    files = tuple(
        ShownFile(AttachmentKind.PICTURE, f"{one.name}.png", "image/png", drawn(colour))
        for one, colour in zip(choices, ("red", "blue"), strict=True)
    )
    content = made(Survey("s", "1", {"de": "S"}, ("de",), (question,)), files=files)
    assert len(PdfReader(BytesIO(content)).pages[0].images) == 2
    assert sorted(alternatives(content)) == ["Blau", "Rot"]
    assert words(content).count("Rot") == 2, "over its picture, and beside its box"


def alternatives(content: bytes) -> list[str]:
    """Return what a reader hears instead of the pictures of a PDF."""
    found: list[str] = []
    todo = [PdfReader(BytesIO(content)).root_object["/StructTreeRoot"]]
    while todo:
        one = todo.pop().get_object()
        if isinstance(one, ArrayObject):
            todo += one
        elif isinstance(one, DictionaryObject):
            found += [str(one["/Alt"])] if "/Alt" in one else []
            todo += [one["/K"]] if "/K" in one else []
    return found


def test_the_letters_code_is_asked_for_where_there_are_letters() -> None:
    from bot.speech import speech

    title = speech("de").gettext("The code of your letter")
    assert title not in words(made())
    assert title in words(made(replace(EVERY_KIND, dimensions=(ACCESS,))))


@pytest.mark.parametrize("large", [False, True])
@pytest.mark.parametrize("language", ["de", "ar"])
def test_its_qr_code_can_be_read_and_leads_to_the_bot(language: str, large: bool) -> None:
    content = made(language=language, link=LINK, large=large)
    with pypdfium2.PdfDocument(content) as pdf:
        picture = np.array(pdf[0].render(scale=2).to_pil().convert("L"))
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [LINK]


def test_large_print_is_large() -> None:
    sizes: set[float] = set()

    def note(_text: str, _cm: Any, _tm: Any, _font: Any, size: float) -> None:
        sizes.add(round(size))

    PdfReader(BytesIO(made(large=True))).pages[0].extract_text(visitor_text=note)
    assert LARGE in sizes


@pytest.mark.parametrize("language", OFFERED)
def test_it_is_tagged_and_numbered_and_names_its_language(language: str) -> None:
    reader = PdfReader(BytesIO(made(language=language, link=LINK)))
    catalogue: Any = reader.root_object
    assert str(catalogue["/Lang"]) == ("de" if language == "de_simple" else language)
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()
    assert all(str(number) in page.extract_text() for number, page in enumerate(reader.pages, 1))


def test_it_runs_from_right_to_left_in_arabic_its_scales_too() -> None:
    for language, turned in (("de", False), ("ar", True)):
        rows: dict[tuple[int, int], list[tuple[float, str]]] = {}
        with pypdfium2.PdfDocument(made(language=language)) as pdf:
            for number, page in enumerate(pdf):
                text = page.get_textpage()
                for index in range(text.count_chars()):
                    left, bottom, *_ = text.get_charbox(index, loose=True)
                    sign = text.get_text_range(index, 1)
                    if sign.strip():
                        rows.setdefault((number, round(bottom)), []).append((left, sign))
        read = ["".join(sign for _, sign in sorted(row)) for row in rows.values()]
        assert ("54321" if turned else "12345") in read


def test_no_label_is_read_as_markup_of_the_template() -> None:
    nasty = '#panic("x") $x^2$ <label> @ref ]'
    survey = replace(
        EVERY_KIND,
        title={"de": nasty},
        questions=(asked("q", Kind.SELECT_ONE, nasty, choices=(Choice("a", {"de": nasty}),)),),
    )
    assert words(made(survey)).count('#panic("x") $x^2$') >= 3


def test_the_same_survey_gives_the_same_paper() -> None:
    assert made(link=LINK) == made(link=LINK)
