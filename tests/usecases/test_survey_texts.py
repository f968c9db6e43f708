"""A survey's texts go out as .po and .xlsx and come back, on both databases; other programs read them."""

from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

import openpyxl
import pytest
from babel.messages.pofile import read_po
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from db import translations
from db.store import Store, run_once
from db.tables import audit
from db.unit import Unit
from domain.returned_texts import Trouble, take
from domain.survey import Survey
from domain.survey_texts import texts_of
from domain.translations import State, lines_of
from tests.domain.survey_with_texts import FORM
from usecases.survey_texts import (
    Imported,
    TextsFormat,
    TextsRefused,
    import_texts,
    kept_texts,
    read_texts,
    standing,
    translated,
    write_texts,
)

NOW = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
every_kind = pytest.mark.parametrize("kind", TextsFormat)


def brought(url: str, content: bytes, kind: TextsFormat, form: Survey = FORM, **more: bool) -> Imported:
    file = read_texts(content, kind)

    def bring(unit: Unit) -> Imported:
        return import_texts(unit, "form", form, file, None, NOW, **more)

    found: Imported = run_once(url, bring)
    return found


def as_residents_read(url: str, form: Survey = FORM) -> Survey:
    def read(unit: Unit) -> Survey:
        return translated(unit, "form", form)

    found: Survey = run_once(url, read)
    return found


def filled_in(content: bytes, kind: TextsFormat, texts: dict[str, str]) -> bytes:
    """Return a file in which a translator has written some translations."""
    changed = BytesIO()
    if kind is TextsFormat.XLSX:
        book = openpyxl.load_workbook(BytesIO(content))
        for row in book["texts"].iter_rows(min_row=2):
            if row[0].value in texts:
                row[3].value = texts[row[0].value]
        book.save(changed)
        return changed.getvalue()
    lines = content.decode().split("\n")
    for place, text in texts.items():
        at = lines.index(f'msgctxt "{place}"')
        while not lines[at].startswith("msgstr"):
            at += 1
        lines[at] = f'msgstr "{text}"'
    return "\n".join(lines).encode()


@every_kind
@pytest.mark.parametrize("language", ["tr", "ar", "de_simple", "uk"])
def test_a_file_that_comes_back_untouched_changes_nothing(
    database_url: str, kind: TextsFormat, language: str
) -> None:
    content = write_texts(FORM, (), language, kind, NOW)
    assert read_texts(content, kind).language == language
    came = brought(database_url, content, kind)
    assert (came.changed, came.findings) == (0, ())
    assert as_residents_read(database_url) == FORM


@every_kind
def test_what_a_translator_wrote_is_what_residents_read(database_url: str, kind: TextsFormat) -> None:
    content = filled_in(
        write_texts(FORM, (), "ar", kind, NOW),
        kind,
        {"question:age:label": "كم عمر ⁨${name}⁩؟", "choice:yes_no:no:label": "لا", "title": "1 + 1 = 2"},
    )
    came = brought(database_url, content, kind)
    assert (came.changed, came.findings) == (3, ())
    survey = as_residents_read(database_url)
    assert survey.question("age").label["ar"] == "كم عمر ⁨${name}⁩؟"
    assert survey.title["ar"] == "1 + 1 = 2"
    assert came.complete.percent == 100 * 3 // len(texts_of(FORM))


@every_kind
def test_it_can_be_tried_out_first(database_url: str, kind: TextsFormat) -> None:
    content = filled_in(write_texts(FORM, (), "tr", kind, NOW), kind, {"title": "Nasıl?"})
    assert brought(database_url, content, kind, keep=False).changed == 1
    assert as_residents_read(database_url) == FORM


@every_kind
def test_outdated_translations_go_out_marked_and_come_back_confirmed(
    database_url: str, kind: TextsFormat
) -> None:
    brought(database_url, filled_in(write_texts(FORM, (), "tr", kind, NOW), kind, {"title": "Nasıl?"}), kind)
    newer = replace(FORM, title={"de": "Wie leben Sie?"})
    kept = run_once(database_url, kept_texts, "form")
    content = write_texts(newer, kept, "tr", kind, NOW)
    if kind is TextsFormat.PO:
        message = next(one for one in read_po(BytesIO(content)) if one.context == "title")
        assert message.fuzzy
        assert b'#| msgid "Wie wohnen Sie?"' in content
        confirmed = content.replace(b"#, fuzzy\n", b"")
    else:
        book = openpyxl.load_workbook(BytesIO(content))
        assert book["texts"]["E2"].value == "outdated, was: Wie wohnen Sie?"
        book["texts"]["E2"].value = "ok"
        changed = BytesIO()
        book.save(changed)
        confirmed = changed.getvalue()
    came = brought(database_url, content, kind, newer)
    assert [one.trouble for one in came.findings] == [Trouble.UNCONFIRMED]
    assert "tr" not in as_residents_read(database_url, newer).title
    assert brought(database_url, confirmed, kind, newer).changed == 1
    assert as_residents_read(database_url, newer).title["tr"] == "Nasıl?"


@every_kind
def test_only_the_translation_is_read_back(database_url: str, kind: TextsFormat) -> None:
    content = write_texts(FORM, (), "tr", kind, NOW)
    broken = filled_in(content, kind, {"question:age:label": "Kaç yaşında?", "title": "Nasıl?"})
    came = brought(database_url, broken, kind)
    assert [(one.trouble, one.place) for one in came.findings] == [(Trouble.REFERENCES, "question:age:label")]
    assert came.findings[0].row > 1
    assert as_residents_read(database_url).title == {"de": "Wie wohnen Sie?", "tr": "Nasıl?"}


def test_a_catalogue_tells_translators_what_a_text_is_and_how_long_it_may_be() -> None:
    content = write_texts(FORM, (), "de_simple", TextsFormat.PO, NOW)
    messages = {one.context: one for one in read_po(BytesIO(content)) if one.id}
    assert '"Language: de_simple\\n"' in content.decode()
    assert "at most 32 characters" in " ".join(messages["choice:yes_no:no:label"].auto_comments)
    assert "Gefällt es Ihnen hier?" in " ".join(messages["question:happy:hint"].auto_comments)
    assert list(messages) == [line.place for line in lines_of(FORM, (), "de_simple")]


def test_a_percent_sign_is_no_placeholder_of_a_program() -> None:
    survey = replace(FORM, title={"de": "Über 50 % der {Leute}"})
    content = write_texts(survey, (), "tr", TextsFormat.PO, NOW)
    assert b"format" not in content


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"msgid", b"PK\x03\x04nonsense", b"x" * 6_000_000])
@every_kind
def test_a_file_that_is_none_is_refused_in_one_line(kind: TextsFormat, content: bytes) -> None:
    with pytest.raises(TextsRefused) as refused:
        read_texts(content, kind)
    assert "\n" not in str(refused.value)


@every_kind
def test_texts_of_another_survey_and_the_forms_own_language_are_refused(
    database_url: str, kind: TextsFormat
) -> None:
    content = write_texts(replace(FORM, name="other"), (), "tr", kind, NOW)
    with pytest.raises(TextsRefused, match="of “other”"):
        brought(database_url, content, kind)
    with pytest.raises(TextsRefused, match="own language"):
        write_texts(FORM, (), "de", kind, NOW)


@every_kind
def test_nothing_but_how_many_stands_in_the_audit_log(database_url: str, kind: TextsFormat) -> None:
    content = filled_in(write_texts(FORM, (), "tr", kind, NOW), kind, {"title": "Nasıl?"})
    brought(database_url, content, kind)

    def read(unit: Unit) -> list[tuple[str, str]]:
        return [(a, s) for a, s in unit.connection.execute(select(audit.c.action, audit.c.object))]

    assert run_once(database_url, read) == [("imported texts", "form: tr, 1")]


async def test_translations_are_kept_once_for_each_place_and_language(store: Store) -> None:
    (first,) = (one for one in lines_of(FORM, (), "tr") if one.place == "title")
    assert first.state is State.MISSING

    def keep(unit: Unit) -> None:
        from domain.translations import Translation

        for text in ("Bir", "İki"):
            translations.put(unit, "form", [Translation("title", "tr", text, {"de": "Wie wohnen Sie?"})])
        translations.put(unit, "other", [Translation("title", "tr", "Üç", {})])
        translations.put(unit, "form", [Translation("title", "uk", "Чотири", {"de": "Wie wohnen Sie?"})])
        translations.drop(unit, "form", "uk", ["title", "nowhere"])

    await store.run(keep)
    kept = await store.run(kept_texts, "form")
    assert [(one.language, one.text) for one in kept] == [("tr", "İki")]
    assert [(one.language, one.percent > 0) for one in standing(FORM, kept, ("uk",))] == [
        ("tr", True),
        ("uk", False),
    ]


_LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co"))
_MARKS = ("**", "__", "](", "<", "\ufeff", "\ufffe")
_ANY_TEXT = (
    st.text(_LETTERS, min_size=1, max_size=80)
    .map(lambda text: " ".join(text.replace("${", "").split()))
    .filter(lambda text: text and not any(mark in text for mark in _MARKS))
)


@every_kind
@given(_ANY_TEXT, _ANY_TEXT, st.booleans())
def test_any_text_in_any_writing_comes_back_as_it_was_written(
    kind: TextsFormat, source: str, text: str, two_lines: bool
) -> None:
    source, text = (f"{one}\n{one}" if two_lines else one for one in (source, text))
    survey = replace(FORM, title={"de": source, "tr": text})
    lines = read_texts(write_texts(survey, (), "tr", kind, NOW), kind).lines
    found = take(survey, (), "tr", lines)
    assert (found.rows, found.findings) == ((), ())
    assert "title" in found.dropped
