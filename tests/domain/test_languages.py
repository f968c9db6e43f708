import pytest

from domain.languages import fallback_chain, is_right_to_left, locale_of, nearest_language, text_in

OFFERED = ("de", "de_simple", "en", "tr", "ar")


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("tr", "tr"),
        ("tr-TR", "tr"),
        ("en-u-hc-h12", "en"),
        ("AR_sy", "ar"),
        ("fr", "de"),
        ("", "de"),
        (None, "de"),
        ("de-simple", "de"),
    ],
)
def test_a_clients_code_gives_the_nearest_language_else_the_towns(code: str | None, language: str) -> None:
    assert nearest_language(code, OFFERED) == language


def test_a_text_falls_back_to_german_and_then_to_any_language_it_has() -> None:
    assert text_in({"de": "Hallo", "tr": "Merhaba"}, "tr") == "Merhaba"
    assert text_in({"de": "Hallo", "de_simple": ""}, "de_simple") == "Hallo"
    assert text_in({"ar": "x"}, "tr") == "x"
    assert text_in({}, "tr") == ""


def test_leichte_sprache_counts_and_dates_like_german() -> None:
    assert locale_of("de_simple") == "de"
    assert fallback_chain("de_simple") == ("de_simple", "de")
    assert fallback_chain("de") == ("de",)


def test_arabic_is_written_from_right_to_left() -> None:
    assert [language for language in OFFERED if is_right_to_left(language)] == ["ar"]
