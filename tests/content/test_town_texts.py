"""The longer texts: complete, alike in what they fill in, short enough, honest."""

import re
import tomllib
from typing import Any

import pytest

from tests.content.conftest import CONTENT, LANGUAGES
from tests.content.writing import PLACEHOLDER, arabic_faults

WISHES = ("consent_results", "consent_invitations", "consent_measures", "consent_news")
NAMES = ("privacy", "about", "contact", "consent_survey", "consent_needs", *WISHES)
MAY_BE_FILLED = {
    "controller",
    "contact_name",
    "contact_phone",
    "contact_email",
    "other_way",
    "retention_draft_days",
    "retention_resident_days",
    "retention_update_days",
    "retention_registration_days",
}
LONGEST = {
    "privacy": 4000,
    "about": 3500,
    "contact": 1000,
    "consent_survey": 800,
    "consent_needs": 850,
    **dict.fromkeys(WISHES, 850),
}


def read(language: str, name: str) -> str:
    """Return a text as it was written."""
    return (CONTENT / "texts" / language / f"{name}.md").read_text(encoding="utf-8")


def filled(language: str, name: str, process: dict[str, Any]) -> str:
    """Return a text with the town's own data in place, as a resident reads it."""
    values = {
        "controller": process["controller"][language],
        "contact_name": process["contact"]["name"],
        "contact_phone": process["contact"]["phone"],
        "contact_email": process["contact"]["email"],
        "other_way": process["other_way"][language],
        "retention_draft_days": "180",
        "retention_resident_days": "540",
        "retention_update_days": "30",
        "retention_registration_days": "30",
    }
    return PLACEHOLDER.sub(lambda match: values[match[1]], read(language, name))


@pytest.mark.parametrize("name", NAMES)
def test_every_language_fills_in_the_same(name: str) -> None:
    german = set(PLACEHOLDER.findall(read("de", name)))
    assert german <= MAY_BE_FILLED
    for language in LANGUAGES:
        assert set(PLACEHOLDER.findall(read(language, name))) == german, language
        assert not re.search(r"[{}]", PLACEHOLDER.sub("", read(language, name)))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_a_text_fits_one_message_with_room(name: str, language: str, process: dict[str, Any]) -> None:
    assert 200 <= len(filled(language, name, process)) <= LONGEST[name]


def test_there_is_no_text_beside_those_that_are_used() -> None:
    found = {path.relative_to(CONTENT / "texts").as_posix() for path in (CONTENT / "texts").rglob("*.*")}
    assert found == {f"{language}/{name}.md" for language in LANGUAGES for name in NAMES}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_privacy_notice_begins_with_its_version_the_same_in_every_language(language: str) -> None:
    first = read(language, "privacy").splitlines()[0]
    assert re.fullmatch(r"version: \d{4}-\d\d-\d\d", first)
    assert first == read("de", "privacy").splitlines()[0]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", NAMES)
def test_only_bold_lists_and_paragraphs_are_used_as_markup(name: str, language: str) -> None:
    for line in read(language, name).splitlines():
        assert line.count("**") in (0, 2), line
        assert not re.search(r"^#|^\d+\. |^\* |`|<|\[|__", line), line
        assert line == line.rstrip()


@pytest.mark.parametrize("name", NAMES)
def test_every_language_points_to_the_same_commands(name: str) -> None:
    def commands(language: str) -> list[str]:
        return re.findall(r"(?<!\w)/[a-z]+", read(language, name))

    for language in LANGUAGES:
        assert commands(language) == commands("de"), language


@pytest.mark.parametrize("name", NAMES)
def test_every_arabic_line_begins_in_arabic_and_keeps_other_scripts_apart(name: str) -> None:
    for line in read("ar", name).removeprefix(read("ar", "privacy").splitlines()[0]).splitlines():
        assert arabic_faults(line) == [], line


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_names_all_that_the_law_asks_for(language: str) -> None:
    notice = read(language, "privacy")
    for needed in (
        "{controller}",
        "{other_way}",
        "{contact_email}",
        "{retention_draft_days}",
        "{retention_resident_days}",
        "/mydata",
        "/delete",
        "/withdraw",
        "/privacy",
        "/stop",
        "10",
        "14",
        "16",
    ):
        assert needed in notice
    assert "Telegram" in notice or "تيليغرام" in notice
    assert "baden-wuerttemberg.datenschutz.de" in notice
    assert "49" in notice


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_published_figures_are_told_alike_in_every_language(language: str) -> None:
    about = read(language, "about")
    for figure in ("40", "73", "19", "18", "25"):
        assert re.search(rf"\b{figure}\b", about), figure
    assert re.search(r"3[.,]?500", about)
    assert re.search(r"1[.,]?400", about)
    assert re.search(r"42[.,]1", about)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_consent_says_before_the_first_question_what_the_receipt_code_is_for(language: str) -> None:
    consent = read(language, "consent_survey")
    for needed in ("/withdraw", "/delete", "10", "16"):
        assert needed in consent
    assert re.search(r"[Cc]ode|alındı|codice|[Cc]od|[Кк]од|\bkod|إيصال", consent)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_is_promised_that_a_link_never_existed(language: str) -> None:
    for name in ("privacy", "consent_survey"):
        assert not re.search(r"[Aa]nonym|unmöglich|impossible|imkânsız|مجهول|مستحيل", read(language, name))


def test_example_data_cannot_be_taken_for_real_ones() -> None:
    source = (CONTENT / "process.toml").read_text(encoding="utf-8")
    contact = tomllib.loads(source)["contact"]
    assert contact["email"].endswith("@example.org")
    assert contact["phone"].endswith("000000")
    assert "EXAMPLE" in source


@pytest.mark.parametrize("name", NAMES)
def test_in_leichte_sprache_sentences_are_short(name: str) -> None:
    for sentence in re.split(r"[.?!:]\**\s|\n", read("de_simple", name)):
        assert len(sentence.split()) <= 15, sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_state_of_every_language_is_told_and_none_but_german_claims_to_be_reviewed(language: str) -> None:
    readme = (CONTENT / "README.md").read_text(encoding="utf-8")
    (row,) = [line for line in readme.splitlines() if line.startswith(f"| `{language}` ")]
    assert row.count("native review is due") == (0 if language == "de" else 4)
