"""The words that people type dates and times with, by language. What is not known here is never guessed."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from domain.languages import Language, locale_of


@dataclass(frozen=True, slots=True)
class DateWords:
    """One language's words, each in the forms that are typed.

    `months` and `weekdays` (Monday first) hold the forms of one of them in one text, parted by commas.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    today: str
    tomorrow: str
    day_after: str
    morning: str = ""  # before noon, on a clock of twelve hours
    evening: str = ""
    hour: str = ""  # what follows the hour where no minutes are typed
    at: str = ""  # what stands before a time of the day
    beside: str = ""  # words that may stand there and say nothing


_WORDS: Mapping[Language, DateWords] = {
    "de": DateWords(
        months=(
            *("januar,jan,jänner,jän", "februar,feb,feber", "märz,mär,mrz,maerz", "april,apr", "mai"),
            *("juni,jun", "juli,jul", "august,aug", "september,sept,sep", "oktober,okt", "november,nov"),
            "dezember,dez",
        ),
        weekdays=(
            *("montag,mo", "dienstag,di", "mittwoch,mi", "donnerstag,do", "freitag,fr"),
            *("samstag,sonnabend,sa", "sonntag,so"),
        ),
        today="heute",
        tomorrow="morgen",
        day_after="übermorgen,uebermorgen",
        hour="uhr,h",
        at="um,ab,von",
        beside="am,den,dem,der",
    ),
    "en": DateWords(
        months=(
            *("january,jan", "february,feb", "march,mar", "april,apr", "may", "june,jun", "july,jul"),
            *("august,aug", "september,sept,sep", "october,oct", "november,nov", "december,dec"),
        ),
        weekdays=(
            *("monday,mon", "tuesday,tues,tue", "wednesday,wed", "thursday,thurs,thu", "friday,fri"),
            *("saturday,sat", "sunday,sun"),
        ),
        today="today",
        tomorrow="tomorrow",
        day_after="day after tomorrow,the day after tomorrow",
        morning="am,a.m.",
        evening="pm,p.m.",
        hour="h,o'clock",
        at="at,from",
        beside="on,the,of",
    ),
    "tr": DateWords(
        months=(
            *("ocak,oca", "şubat,şub", "mart,mar", "nisan,nis", "mayıs,may", "haziran,haz", "temmuz,tem"),
            *("ağustos,ağu", "eylül,eyl", "ekim,eki", "kasım,kas", "aralık,ara"),
        ),
        weekdays=(
            *("pazartesi,pzt,pts", "salı,sal", "çarşamba,çar,çrş", "perşembe,per,prş", "cuma,cum"),
            *("cumartesi,cmt,cts", "pazar,paz"),
        ),
        today="bugün",
        tomorrow="yarın",
        day_after="öbür gün,yarından sonra",
        morning="öö",
        evening="ös",
        at="saat",
        beside="günü",
    ),
    "ar": DateWords(
        months=(
            *("يناير,كانون الثاني", "فبراير,شباط", "مارس,آذار", "أبريل,نيسان", "مايو,أيار"),
            *("يونيو,حزيران", "يوليو,تموز", "أغسطس,آب", "سبتمبر,أيلول", "أكتوبر,تشرين الأول"),
            *("نوفمبر,تشرين الثاني", "ديسمبر,كانون الأول"),
        ),
        weekdays=(
            *("الاثنين,الإثنين,اثنين", "الثلاثاء,ثلاثاء", "الأربعاء,أربعاء", "الخميس,خميس"),
            *("الجمعة,جمعة", "السبت,سبت", "الأحد,أحد"),
        ),
        today="اليوم",
        tomorrow="غدا,غدًا",
        day_after="بعد غد,بعد غدٍ",
        morning="ص,صباحا,صباحًا,صباح",
        evening="م,مساء,مساءً",
        at="الساعة,عند",
        beside="في,يوم,تمام",
    ),
}

_ALIKE = str.maketrans(
    {"ı": "i", "\u0307": None, "’": "'", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه", "\u0640": None}
)
_UNSEEN = {
    0x061C: None,
    0x200E: None,
    0x200F: None,
    **dict.fromkeys([*range(0x202A, 0x202F)]),
} | dict.fromkeys(range(0x2066, 0x206A))


def folded(text: str) -> str:
    """Return words as they are compared: case, dots of Turkish i, signs above Arabic letters do not matter.

    Digits of other scripts become our own.
    """
    whole = unicodedata.normalize("NFKC", text).translate(_UNSEEN).casefold().translate(_ALIKE)
    seen = (c for c in whole if not (unicodedata.category(c) == "Mn" and "\u064b" <= c <= "\u065f"))
    digits = (str(unicodedata.decimal(c)) if c.isdecimal() else c for c in seen)
    return " ".join("".join(digits).split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of a reader: of their language, and of German and English, which staff mix in."""

    months: Mapping[str, frozenset[int]]  # a form can name two months in two languages
    weekdays: Mapping[str, frozenset[int]]
    days_ahead: Mapping[str, int]
    half_days: Mapping[str, int]  # hours to add
    hours: frozenset[str]
    at: frozenset[str]
    beside: frozenset[str]


@cache
def lexicon(language: Language) -> Lexicon:
    """Return the words that a reader of a language types."""
    own = locale_of(language)
    codes = dict.fromkeys(code for code in (own, "de", "en") if code in _WORDS)
    known = [_WORDS[code] for code in codes]
    half_days = {
        form: (hours, code)
        for code in reversed(codes)
        for hours, words in ((0, _WORDS[code].morning), (12, _WORDS[code].evening))
        for form in _forms(words)
    }
    beside = {form: code for code in reversed(codes) for form in _forms(_WORDS[code].beside)}
    # "am" is a day's word in German and a half of it in English: the reader's own word is meant, or none.
    both = half_days.keys() & beside.keys()
    return Lexicon(
        months=_numbered([one.months for one in known], 1),
        weekdays=_numbered([one.weekdays for one in known], 0),
        days_ahead={
            form: days
            for one in known
            for days, words in enumerate((one.today, one.tomorrow, one.day_after))
            for form in _forms(words)
        },
        half_days={
            form: hours for form, (hours, code) in half_days.items() if form not in both or code == own
        },
        hours=frozenset(form for one in known for form in _forms(one.hour)),
        at=frozenset(form for one in known for form in _forms(one.at)),
        beside=frozenset(form for form, code in beside.items() if form not in both or code == own),
    )


def has_words(language: Language) -> bool:
    """Tell whether a language's own words are known here."""
    return locale_of(language) in _WORDS


def _forms(words: str) -> list[str]:
    return [folded(form).rstrip(".") for form in words.split(",") if form]


def _numbered(languages: list[tuple[str, ...]], first: int) -> Mapping[str, frozenset[int]]:
    found: dict[str, frozenset[int]] = {}
    for names in languages:
        for number, words in enumerate(names, first):
            for form in _forms(words):
                found[form] = found.get(form, frozenset()) | {number}
    return found
