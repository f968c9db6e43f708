"""Numbers meet the right form of a word in every language."""

from gettext import c2py

import pytest
from babel import Locale

from bot.speech import OFFERED, speech
from domain.languages import Language, locale_of
from tests.locales.catalogues import catalogue, texts

TWO_FORMS = "nplurals=2; plural=(n != 1);"
SIX_FORMS = (
    "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5);"
)
ROMANIAN = "nplurals=3; plural=(n==1 ? 0 : n==0 || (n%100>0 && n%100<20) ? 1 : 2);"
SLAVIC = (
    "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
)
HEADERS = dict.fromkeys(("de", "de_simple", "en", "tr", "it"), TWO_FORMS) | {
    "ro": ROMANIAN,
    "uk": SLAVIC,
    "hr": SLAVIC,
    "ar": SIX_FORMS,
}
CATEGORIES = dict.fromkeys(("de", "de_simple", "en", "tr", "it"), ("one", "other")) | {
    "ro": ("one", "few", "other"),
    "uk": ("one", "few", "many"),
    "hr": ("one", "few", "other"),
    "ar": ("zero", "one", "two", "few", "many", "other"),
}
NUMBERS = (0, 1, 2, 3, 5, 11, 21, 100, 101, 102)


@pytest.mark.parametrize("language", OFFERED)
def test_the_plural_rule_stands_as_it_was_pinned(language: Language) -> None:
    assert dict(catalogue(language).mime_headers)["Plural-Forms"] == HEADERS[language]


@pytest.mark.parametrize("language", OFFERED)
def test_the_plural_rule_is_that_of_the_unicode_consortium(language: Language) -> None:
    index_of = c2py(catalogue(language).plural_expr)
    form_of = Locale.parse(locale_of(language)).plural_form
    chosen = {n: CATEGORIES[language][index_of(n)] for n in NUMBERS}
    assert chosen == {n: form_of(n) for n in NUMBERS}


@pytest.mark.parametrize(
    ("n", "said"),
    [
        (0, "لم يشارك أحد."),
        (1, "شارك شخص واحد."),
        (2, "شارك شخصان."),
        (3, "شارك 3 أشخاص."),
        (11, "شارك 11 شخصًا."),
        (100, "شارك 100 شخص."),
        (102, "شارك 102 شخص."),
        (103, "شارك 103 أشخاص."),
    ],
)
def test_arabic_counts_people_as_arabic_does(n: int, said: str) -> None:
    assert speech("ar").ngettext("{n} person took part.", "{n} people took part.", n).format(n=n) == said


def test_turkish_words_stay_singular_after_a_number() -> None:
    differing = [text.ids[0] for text in texts("tr") if len(set(text.forms)) > 1]
    assert differing == []
