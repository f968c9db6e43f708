"""Letters to households: one page each, with the right address and code, in the household's languages."""

import csv
from datetime import date
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pypdfium2
import pytest
import zxingcpp
from pypdf import PdfReader

from bot.exports.letters import Mailing, undrawable, write_letters, write_mail_merge
from bot.speech import OFFERED
from domain.access import code_of
from domain.periods import Periods
from domain.survey_life import Window
from domain.times import DayTime
from usecases.content import read_town
from usecases.invite_codes import LetterCode
from usecases.letters import Letters, return_address
from usecases.read_households import read_households

CONTENT = Path(__file__).resolve().parents[2] / "content"
TOWN = read_town(CONTENT, OFFERED, Periods().placeholders())
INVISIBLE = dict.fromkeys(map(ord, "\u2066\u2067\u2068\u2069\u200e\u200f\u00ad"))
MILLIMETRE = 72 / 25.4


def mailing(*rows: str, persons: int = 3) -> Mailing:
    table = "\n".join(["name;street;place;languages", *rows]).encode()
    codes = [code_of(bytes([n]) * 16) for n in range(1, len(rows) + 1)]
    letters = Letters(
        TOWN.surveys[0].title,
        Window(DayTime(date(2026, 12, 1)), DayTime(date(2027, 1, 31))),
        persons,
        tuple(LetterCode(code, f"https://t.me/QuartierKornwestheimBot?start=i-{code}") for code in codes),
    )
    households = read_households(table, [], OFFERED)
    return Mailing(TOWN, letters, households, return_address(CONTENT), date(2026, 11, 27))


def pages(content: bytes) -> list[str]:
    read = (page.extract_text().translate(INVISIBLE) for page in PdfReader(BytesIO(content)).pages)
    return [" ".join(text.replace("\u00a0", " ").split()) for text in read]


def test_each_household_has_one_page_with_its_address_and_its_code() -> None:
    sent = mailing("Familie Öz;Weg 1;70806 Kornwestheim;de", "Ada Şahin;Weg 2;70806 Kornwestheim;tr de")
    read = pages(write_letters(sent))
    assert len(read) == 2
    for text, (household, code), (_, other) in zip(read, sent.pairs, reversed(sent.pairs), strict=True):
        for line in (*household.address, code.code):
            assert line in text
        assert other.code not in text
        assert "Jakob-Sigle-Platz 1" in text
        assert TOWN.contact.phone in text


@pytest.mark.parametrize("languages", ["de tr ar", "uk ro hr", "de_simple it en"])
def test_three_languages_fit_on_the_page(languages: str) -> None:
    (text,) = pages(write_letters(mailing(f"Öz;Weg 1;Ort;{languages}", persons=6)))
    if "ar" not in languages:  # whose letters are read in the order in which they are drawn
        for language in languages.split():
            assert TOWN.surveys[0].title[language] in text


@pytest.mark.parametrize("languages", ["de", "de tr ar"])
def test_the_qr_code_brings_the_letters_code_along(languages: str) -> None:
    sent = mailing(f"Öz;Weg 1;Ort;{languages}")
    with pypdfium2.PdfDocument(write_letters(sent)) as pdf:
        picture = np.array(pdf[0].render(scale=2).to_pil().convert("L"))
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [sent.letters.codes[0].link]


def test_the_address_stands_where_a_window_envelope_shows_it() -> None:
    sent = mailing("Zeile eins;Zeile zwei;Zeile drei;de")
    with pypdfium2.PdfDocument(write_letters(sent)) as pdf:
        text = pdf[0].get_textpage()
        for line in ("Zeile eins", "Zeile zwei", "Zeile drei"):
            found = text.search(line).get_next()
            assert found is not None
            left, bottom, _right, top = text.get_charbox(found[0])
            assert 20 <= left / MILLIMETRE <= 105
            assert 297 - top / MILLIMETRE >= 45 + 17.7
            assert 297 - bottom / MILLIMETRE <= 90


def test_it_is_tagged_for_screen_readers() -> None:
    catalogue: Any = PdfReader(BytesIO(write_letters(mailing("Öz;Weg;Ort;ar")))).root_object
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in catalogue["/Metadata"].get_data()


def test_the_table_has_the_given_cells_then_code_link_and_texts() -> None:
    sent = mailing("Familie Öz;Weg 1;70806 Kornwestheim;de tr", "-Zwei-;Weg 2;Ort;")
    table = list(csv.DictReader(StringIO(write_mail_merge(sent).decode("utf-8-sig")), delimiter=";"))
    assert [row["name"] for row in table] == ["Familie Öz", "-Zwei-"]
    assert [row["letter_code"] for row in table] == [one.code for one in sent.letters.codes]
    assert all(row["letter_link"].endswith(f"start=i-{row['letter_code']}") for row in table)
    first, second = table
    assert (first["letter_language_1"], first["letter_language_2"], first["letter_language_3"]) == (
        "de",
        "tr",
        "",
    )
    assert second["letter_language_1"] == "de"
    assert TOWN.surveys[0].title["tr"] == first["letter_title_2"]
    assert first["letter_code"] in first["letter_text_2"].translate(INVISIBLE)


def test_an_address_that_cannot_be_printed_is_found_before_codes_are_made() -> None:
    assert undrawable(mailing("Öz;Weg;Ort;de", "漢字;Weg;Ort;de").households) == [3]


def test_an_address_is_never_read_as_markup() -> None:
    (text,) = pages(write_letters(mailing('#panic("x") *a*;1. Stock;Ort;de')))
    assert '#panic("x") *a*' in text
    assert "1. Stock" in text
