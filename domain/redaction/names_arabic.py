"""Rules for names in Arabic texts. No letter is a capital there, so that words before a name have to tell."""

from domain.redaction.given_names import ARABIC, LIKE_VERBS
from domain.redaction.marks import Why
from domain.redaction.rules import Rule, rule

_LETTERS = r"[\u0621-\u064a]"
_WORD = rf"(?: (?:عبد|أبو|ابو|أم|ام|آل|بن|ابن|بنت) \s )? {_LETTERS}{{2,}}"
_STOP = rf"""(?! (?: في | من | على | إلى | الى | هو | هي | كان | كانت | الذي | التي | لا | ما | عن | مع
        | أن | ان | قد | يوم
          | كل | جدا | و | ليس | ليست | لم | لن | دائما | كبير | كبيرة | صغير | صغيرة | مريض | مريضة
        | طيب | طيبة | لطيف
          | لطيفة | وحيد | وحيدة | عمره | عمرها | بعيد | بعيدة | هنا | أيضا | ايضا | عنده | عندها
        | الذين ) (?!{_LETTERS}) )"""
_NOT_A_VERB = rf"(?! [\u064a\u062a\u0646\u0623\u0633]{_LETTERS}{{2,}} )"
_SECOND = rf"(?: \s {_STOP} (?! {_LETTERS}*(?:ون|ين|ات) (?!{_LETTERS}) ) {_NOT_A_VERB} {_WORD} )?"

TITLE = rule(
    Why.NAME,
    rf"""(?<!{_LETTERS}) (?:[وفبل]|لل)? (?: السيدة? | سيدة? | سيد | الأستاذة? | الاستاذة? | أستاذة?
        | استاذة? | الدكتورة?
          | دكتورة? | الشيخ | الحاج(?:ة)? | الآنسة | المهندس(?:ة)? | اسمي | إسمي | يدعى | تدعى | اسمه
        | اسمها | يُدعى
          | عائلة | آل | تحياتي ,? | اسم\s{_LETTERS}+ )
        [\s،]+ (?: هو \s | هي \s | السيدة? \s | الدكتورة? \s | الأستاذة? \s )? {_STOP} (?P<it> {_WORD}
        {_SECOND} )""",
)
KUNYA = rule(Why.NAME, rf"(?<!{_LETTERS}) [وفبل]? (?P<it> (?: أبو | ابو ) \s {_LETTERS}{{2,}} )")


def _is_given(found: str) -> bool:
    return any(found.removeprefix(joined) in ARABIC for joined in ("", "و", "ل", "ب", "ف"))


def _may_be_a_name(found: str) -> bool:
    """Tell whether what follows a relative is a name and no verb, which begins with one of three letters."""
    first = found.split()[0]
    return first in LIKE_VERBS or _is_given(first) or first[0] not in "يتن"


RELATIVE = rule(
    Why.NAME,
    rf"""(?<!{_LETTERS}) [وفبل]? (?: جار(?:ي|نا|تي|تنا) | صديق(?:ي|تي|نا|تنا) | زميل(?:ي|تي)
        | زوج(?:ي|تي) | ابن(?:ي|تي)
          | أخ(?:ي|تي) | اختي | عم(?:ي|تي) | خال(?:ي|تي) | أمي | أبي | والد(?:ي|تي) | الطبيبة? | المعلمة?
        | الممرضة?
          | المدربة? | البائعة? ) \s+ (?: السيدة? \s | هو \s | هي \s )? {_STOP} (?P<it> {_WORD}
        {_SECOND} )""",
    _may_be_a_name,
)
GIVEN = rule(Why.NAME, rf"(?<!{_LETTERS}) {_LETTERS}{{3,}} (?!{_LETTERS})", _is_given)

ARABIC_RULES: tuple[Rule, ...] = (TITLE, KUNYA, RELATIVE, GIVEN)
