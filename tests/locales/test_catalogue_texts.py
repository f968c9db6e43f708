"""What holds for the writing of all texts: placeholders, markup, punctuation, direction."""

import re
import unicodedata

import pytest

from bot.speech import OFFERED
from domain.languages import Language
from tests.content.writing import arabic_faults
from tests.locales.catalogues import TAG, Text, all_texts, placeholders, tags, texts

QUOTES: dict[Language, tuple[str, str]] = {
    "de": ("„", "“"),
    "de_simple": ("„", "“"),
    "en": ("“", "”"),
    "tr": ("“", "”"),
    "it": ("«", "»"),
    "ro": ("„", "”"),
    "uk": ("«", "»"),
    "hr": ("„", "”"),
    "ar": ("«", "»"),
}
SENTENCE_END = re.compile(r"(?<=[.!?؟])\s+|\n+")
ARABIC_FORMS_OF_ONE_NUMBER = (0, 1, 2)  # "one person", "two persons": words say the number


def name(text: Text) -> str:
    return f"{text.language}: {text.ids[0]}"


def has_letters(sentence: str) -> bool:
    return any(character.isalpha() for character in re.sub(r"\{\w+\}", "", sentence))


def test_every_form_has_the_placeholders_of_its_source() -> None:
    wrong = [
        name(text)
        for text in all_texts()
        for number, form in enumerate(text.forms)
        if placeholders(form) != placeholders(text.ids[-1]) and not says_its_number(text, number)
    ]
    assert wrong == []


def says_its_number(text: Text, form: int) -> bool:
    return text.language == "ar" and len(text.ids) > 1 and form in ARABIC_FORMS_OF_ONE_NUMBER


def test_every_form_has_the_markup_of_its_source() -> None:
    wrong = [name(text) for text in all_texts() for form in text.forms if tags(form) != tags(text.ids[0])]
    assert wrong == []


def test_quotation_marks_are_those_of_the_language_and_come_in_pairs() -> None:
    everything = {mark for pair in QUOTES.values() for mark in pair} | {'"'}
    wrong = []
    for text in all_texts():
        pair = list(QUOTES[text.language])
        for form in text.forms:
            used = [character for character in form if character in everything]
            if used != pair * (len(used) // 2):
                wrong.append(name(text))
    assert wrong == []


def test_no_punctuation_or_space_is_doubled() -> None:
    # `label::Türkçe` and `.xlsx` are written like that in questionnaires.
    endings = r"xlsx?|xml|geojson|csv|md|po|zip|jpg|png|mp[34]|m4a|ogg"
    doubled = re.compile(rf"(?!::)(?<!:)[.,;:!?،؛؟]{{2}}|  | (?!::)[.,;:!?،؛؟](?!(?:{endings})\b)")
    wrong = [name(text) for text in all_texts() if any(doubled.search(form) for form in text.forms)]
    assert wrong == []


def test_no_text_begins_or_ends_with_a_space_unless_its_source_does() -> None:
    wrong = [
        name(text)
        for text in all_texts()
        for form in text.forms
        if (form != form.strip()) != (text.ids[0] != text.ids[0].strip())
    ]
    assert wrong == []


def test_no_text_holds_a_symbol_that_only_eyes_can_read() -> None:
    symbols = [
        name(text)
        for text in all_texts()
        if any(unicodedata.category(character) == "So" for form in text.forms for character in form)
    ]
    assert symbols == []


def test_every_arabic_sentence_is_written_as_arabic() -> None:
    faults = [
        (sentence, fault)
        for text in texts("ar")
        for form in text.forms
        for sentence in SENTENCE_END.split(TAG.sub("", form))
        if has_letters(sentence)
        for fault in arabic_faults(sentence)
    ]
    assert faults == []


def test_leichte_sprache_has_its_own_sentences() -> None:
    german = {text.ids: text.forms for text in texts("de")}
    copied = [
        text.ids[0]
        for text in texts("de_simple")
        if len(SENTENCE_END.split(german[text.ids][-1])) > 1 and text.forms == german[text.ids]
    ]
    assert copied == []


@pytest.mark.parametrize("language", [language for language in OFFERED if language.startswith("de")])
def test_german_texts_are_polite(language: Language) -> None:
    familiar = re.compile(r"\b(du|dich|dir|dein|deine|deinen|deiner|euch|euer)\b", re.IGNORECASE)
    assert [text.forms for text in texts(language) if any(map(familiar.search, text.forms))] == []
