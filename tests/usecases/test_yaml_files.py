from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from usecases.yaml_files import (
    MOST_BYTES,
    Day,
    Fields,
    FileProblems,
    Key,
    LocalTime,
    TextsField,
    TitleField,
    Url,
    read,
    read_file,
)

LANGUAGES = ("de", "de_simple", "en", "tr", "ar")


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


class Bench(Fields):
    key: Key
    seats: int = 2
    weight: float | None = None


class Meeting(Fields):
    key: Key
    title: TitleField
    text: TextsField | None = None
    starts: LocalTime
    day: Day | None = None
    link: Url | None = None
    colour: Colour = Colour.RED
    online: bool = False
    note: str = ""
    benches: tuple[Bench, ...] = ()


def lines(text: str, model: type[Fields] = Meeting) -> tuple[str, ...]:
    with pytest.raises(FileProblems) as caught:
        read(text, model, LANGUAGES, "meeting.yaml")
    return caught.value.lines


GOOD = """\
key: table
title: {de: Quartierstisch, tr: Mahalle masası, ar: طاولة الحي}
text:
  de: |
    Wir reden.
    Kommen Sie!
  en: 'Yes: come'
starts: 2027-03-10 18:00
day: 2027-03-11
link: https://example.org/table
colour: blue
online: yes
note: no
benches:
  - key: b1
    seats: 3
    weight: 12.5
  - {key: b2}
"""


def test_a_file_is_read_as_its_model_says() -> None:
    meeting = read(GOOD, Meeting, LANGUAGES)
    assert meeting.title == {"de": "Quartierstisch", "tr": "Mahalle masası", "ar": "طاولة الحي"}
    assert meeting.text == {"de": "Wir reden.\nKommen Sie!", "en": "Yes: come"}
    assert (meeting.starts, meeting.day) == ("2027-03-10T18:00", date(2027, 3, 11))
    assert (meeting.colour, meeting.online) == (Colour.BLUE, True)
    assert meeting.benches == (Bench(key="b1", seats=3, weight=12.5), Bench(key="b2"))


def test_a_text_stays_the_text_that_was_written_whatever_yaml_would_make_of_it() -> None:
    texts = "key: a\ntitle: {de: No, en: 18:00, tr: 1e3}\nstarts: 2027-03-10 18:00\nnote: 010"
    meeting = read(texts, Meeting, LANGUAGES)
    assert meeting.title == {"de": "No", "en": "18:00", "tr": "1e3"}
    assert meeting.note == "010"


def test_every_problem_is_named_at_once_with_its_line() -> None:
    assert lines(
        """\
key: Der Tisch
title:
  en: Table
  xx: Tafel
  tr:
starts: Mittwoch
begins: 2027-03-10
day: 2027-02-30
link: http://example.org
colour: green
online: perhaps
benches:
  - seats: two
    weight: heavy
  - key: b2
    back: yes
"""
    ) == (
        "meeting.yaml, line 1: key: needs 1 to 40 of a-z, 0-9, _ and -",
        "meeting.yaml, line 2: title: the text in German (de) is missing",
        "meeting.yaml, line 4: title.xx: is no language here; known are de, de_simple, en, tr, ar",
        "meeting.yaml, line 5: title.tr: is empty: fill it in, or leave the line out",
        "meeting.yaml, line 6: starts: should be a date and time such as 2027-03-10 18:00",
        "meeting.yaml, line 7: begins: is no field here; known are key, title, text, starts, day, link,"
        " colour, online, note, benches",
        "meeting.yaml, line 8: day: is no day that there is, such as 2027-03-10",
        "meeting.yaml, line 9: link: should be an address that begins with https://, such as"
        " https://example.org/page",
        "meeting.yaml, line 10: colour: should be one of red, blue",
        "meeting.yaml, line 11: online: should be yes or no",
        "meeting.yaml, line 13: benches.key: is missing",
        "meeting.yaml, line 13: benches.seats: should be a whole number such as 12",
        "meeting.yaml, line 14: benches.weight: should be a number such as 12.5",
        "meeting.yaml, line 16: benches.back: is no field here; known are key, seats, weight",
    )


def test_a_field_that_stands_twice_is_a_problem_and_the_others_are_still_named() -> None:
    assert lines("key: a\nstarts: 2027-03-10 18:00\nkey: b\nnote:\n  - x\n") == (
        "meeting.yaml, line 1: title: is missing",
        "meeting.yaml, line 3: key: stands here twice; first in line 1",
        "meeting.yaml, line 4: note: should be a text",
    )


def test_a_field_left_empty_says_so() -> None:
    assert "meeting.yaml, line 2: starts: should be a date and time such as 2027-03-10 18:00" in lines(
        "key: a\nstarts:\ntitle: {de: A}"
    )
    assert lines("key:\nstarts: 2027-03-10 18:00\ntitle: {de: A}\nbenches:\n") == (
        "meeting.yaml, line 1: key: is empty: fill it in, or leave the line out",
        "meeting.yaml, line 4: benches: is empty: fill it in, or leave the line out",
    )


def bomb(levels: int) -> str:
    first = "a0: &a0 [x, x]\n"
    return first + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]\n" for n in range(1, levels))


def test_anchors_and_aliases_are_refused_so_that_a_short_file_stays_short() -> None:
    problems = lines(bomb(60))
    assert problems[0].startswith("meeting.yaml, line 1: a0: anchors (&) and aliases (*) are not used here")


def test_tags_make_no_objects() -> None:
    assert (
        "meeting.yaml, line 1: note: tags (!) are not used here: leave it out, or put the text into quotes"
        in lines("note: !!python/object/apply:os.getcwd []\n")
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", "meeting.yaml: the file is empty"),
        ("# nothing yet\n", "meeting.yaml: the file is empty"),
        ("- a\n", "meeting.yaml, line 1: should have fields of its own"),
        ("key: a\n\tnote: b\n", "meeting.yaml, line 2: begins with a tab: use spaces instead"),
        ("key: a: b\n", "meeting.yaml, line 1: has a colon too many: put a text with a colon into quotes"),
        ("key: 'a\n", "meeting.yaml, line 2: a quote is not closed"),
        ("key: a\x01\n", "meeting.yaml, line 1: has a character that no text may hold"),
        ("[" * 100_000, "meeting.yaml, line 1: has too many levels"),
        ("? [a]\n: b\n", "meeting.yaml, line 1: a name should stand before the colon"),
        (f"{GOOD}---\nkey: b\n", "meeting.yaml, line 20: a second document (---) is not used here"),
    ],
)
def test_what_is_no_yaml_is_told_in_plain_words(text: str, line: str) -> None:
    assert line in lines(text)


def test_a_file_has_to_be_small_and_utf_8(tmp_path: Path) -> None:
    def problem(content: bytes) -> str:
        path = tmp_path / "meeting.yaml"
        path.write_bytes(content)
        with pytest.raises(FileProblems) as caught:
            read_file(path, Meeting, LANGUAGES)
        return str(caught.value)

    assert problem(b"#" * (MOST_BYTES + 1)) == (
        "meeting.yaml: is larger than 1,000,000 bytes: hand it in as several files"
    )
    latin = GOOD.replace("طاولة الحي", "x").replace("masası", "x").encode("latin-1", "ignore") + b"# \xfc"
    assert problem(latin) == ("meeting.yaml, line 19: is not written in UTF-8: save the file as UTF-8")


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileProblems, match=r"^no\.yaml: cannot be read: No such file"):
        read_file(tmp_path / "no.yaml", Meeting, LANGUAGES)


def test_a_byte_order_mark_of_a_windows_editor_does_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "meeting.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert read_file(path, Meeting, LANGUAGES).key == "table"


@given(st.text(max_size=300))
def test_whatever_is_handed_in_is_read_or_refused_in_words(text: str) -> None:
    said: tuple[str, ...] = ("meeting.yaml",)
    try:
        read(text, Meeting, LANGUAGES, "meeting.yaml")
    except FileProblems as problems:
        said = problems.lines
    assert said
    assert all(line.startswith("meeting.yaml") for line in said)
