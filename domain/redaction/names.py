"""Rules for names of people: after titles and words that announce a name, and given names anywhere.

Not every German noun with a capital is a name, so a capital alone is no sign of one.
"""

import re

from domain.redaction.given_names import ARABIC, LATIN, NEVER_SMALL, OTHER_WORDS
from domain.redaction.marks import Why
from domain.redaction.rules import Rule, rule

_UPPER = "A-ZÄÖÜÇĞİŞÉÈÁÀÂÊÎÔÓÒØÅĆČĐŠŽŁŚŹŻȘȚĂ"
_NAME = rf"(?:[{_UPPER}][\w'’-]*[\w])"
_ABBREVIATED = rf"(?:[{_UPPER}]\.)"
_OF = r"(?:von|van|de|der|zu|vom|al|el|bin|ibn|di|da|dos|le)"
_TITLES = r"""(?: (?:Dr|Prof|Dipl|Ing|med|rer|nat|jur|phil|h\.c)\.? [\s-]? | Doktor\s
        | Professor(?:in)?\s | Pfarrer(?:in)?\s )*"""
_NAMES = rf"{_NAME} (?: [\s-] (?:{_OF}[\s-]){{0,2}} (?:{_NAME}|{_ABBREVIATED}) ){{0,2}}"
_TO_NAMES = rf"(?: (?:{_OF}\s){{0,2}} {_NAMES} | {_ABBREVIATED} (?:\s{_NAME})? )"

# What may stand after such a word with a capital and is no name.
_NO_NAME = r"""(?! (?: Sie | Ihnen | Ihr\w* | Uhr | Straße | Polizei | Arbeit | Angst | Kinder
        | Familie[n]? | Probleme? | Deutsch\w*
    | Rente\w* | Hilfe | Haus | Wohnung | Auto | Hund\w* | Platz | Nachbar\w* | Stadt\w* | Bürger\w*
        | Gott | Geld | Zeit | Bus\w*
    | Pflege\w* | Ober\w*meister\w* | The | And | Because | Who | In | Auf | Der | Die | Das | Und | Von
        | Mit | Ich | Wir | Er | Es
    | Montags? | Dienstags? | Mittwochs? | Donnerstags? | Freitags? | Samstags? | Sonntags?
        | Kornwestheim\w* ) \b )"""

TITLE = rule(
    Why.NAME,
    rf"""(?<!\w) (?: [Hh]errn? | HERRN? | [Ff]rau | FRAU | Hr\. | Fr\. | [Ff]räulein | [Ff]amilie | [Ff]am\.
          | [Ee]heleute | [Ee]hepaar | [Ww]itwe[r]? ) \s+ {_TITLES} {_NO_NAME} (?P<it> {_TO_NAMES} )""",
)
SMALL_TITLE = rule(
    Why.NAME,  # many people type without capitals on a phone
    r"""(?<!\w) (?: herrn? | hr\. | familie | fam\. ) \s (?:dr\.?\s|prof\.?\s)? (?P<it> (?! (?: und
        | oder | der | die | das | ist | hat
          | war | wird | kann | mit | in | im | am | auf | von | vom | zu | zum | zur | für | ohne
        | werden | sind | nicht | wohnt
          | leben | lebt | da | als | sein | aus | bei | an | so | auch | nur | haben | braucht | sucht
        | dr\b | prof\b | lebende | sehr ) \b )
          [a-zäöüßçğış]{3,} )""",
)
DOCTOR = rule(
    Why.NAME,
    rf"""(?<!\w) (?: Dr\.? | Prof\.? | Doktor | Professor(?:in)? ) \s+ {_TITLES} {_NO_NAME} (?P<it>
        {_TO_NAMES} )""",
)
RELATION = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: nachbar(?:in|s|n)? | freund(?:in)? | kollege | kollegin | bekannte[rn]?
        | vermieter(?:in)? | hausmeister(?:in)?
          | lehrer(?:in)? | erzieher(?:in)? | trainer(?:in)? | pfarrer(?:in)? | arzt | ärztin
        | chef(?:in)? | betreuer(?:in)?
          | bürgermeister(?:in)? | stadtr[aä]t(?:in)? | polizist(?:in)? | onkel | tante | oma | opa
        | bruder | schwester
          | sohn | tochter | enkel(?:in)? | mutter | vater | ehemann | ehefrau | tagesmutter | schwager
        | schwägerin | cousine?
          | schwiegermutter | schwiegervater | mann | schüler(?:in)? | mitschüler(?:in)? | wirt(?:in)?
        | verkäufer(?:in)? )
        ,? \s {_TITLES} {_NO_NAME} (?P<it> {_TO_NAMES} )""",
)
CALLED = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: ich\sheiße | ich\sheisse | heiße\sich | (?:er|sie)\sheißt | heißt | namens
        | mein\sname\sist | meinen?\snamen?\s?: | name\s?:
          | genannt | my\sname\sis | my\sname's | is\scalled | named | his\sname\sis
        | her\sname\sis ) \s+ {_TITLES}
        {_NO_NAME} (?P<it> {_TO_NAMES} )""",
)
CALLED_SMALL = rule(
    Why.NAME,
    r"""(?<!\w) (?: ich\shei(?:ß|ss)e | mein\sname\sist | my\sname\sis | (?:benim\s)?adım(?!\w)
        | ismim(?!\w) )
        \s+ (?! (?: nicht | not | das | egal | willkommen | auch | es | wie | kein\w* ) \b )
        (?P<it> [\w'-]{2,} (?: \s (?!und|and|ve|ich|i)
        [\w'-]{2,} )? )""",
    any_case=True,
)
SIGNED = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: grü(?:ß|ss)en? | gruss | gru(?:ß|ss) | mfg | lg | vg | dein[e]? | eu(?:er|re)
        | ihr[e]? | regards | yours | sincerely | best
          | cheers | thanks | danke | saygılar(?:ımla)? | selamlar | sevgiler | teşekkürler ) [\s,.!–-]+
        {_NO_NAME}
          (?P<it> {_NAME} (?: \s {_NAME} )? ) [\s.!]* \Z""",
)
ENGLISH_TITLE = rule(
    Why.NAME,
    rf"""(?<!\w) (?: (?: Mrs? | Ms | Miss | Mister | Dr | Prof | Sir | Madam | Aunt | Uncle | Granny
        | Pastor | Mayor )\b\.?
          | [Nn]eighbou?rs?,? | [Ff]riend,? | [Cc]olleague,? | [Ll]andlord,? | [Hh]usband,? | [Ww]ife,?
        | [Ss]on,? | [Dd]aughter,?
          | [Tt]eacher,? | [Cc]aretaker,? | [Bb]rother,? | [Ss]ister,? | [Mm]other,? | [Ff]ather,?
        | [Ff]amily )
        \s+ (?! (?: The | And | In | On | At | I | We | He | She | They | It | Is | Has | Who | When
        | But | From | Germany | German | Turkish
          | English | Arabic | Kornwestheim ) \b ) (?P<it> {_NAMES} )""",
)
ENGLISH_FAMILY = rule(
    Why.NAME,
    rf"""(?<!\w) [Tt]he \s (?P<it> {_NAME} ) \s (?:family|family's) (?!\w) | (?<!\w) I(?:'m|\sam) \s
        (?P<full> {_NAME} \s {_NAME} ) (?!\w)""",
)
TURKISH_TITLE = rule(
    Why.NAME,
    rf"""(?<!\w) (?: Sayın | Doktor | Dr\.? | Prof\.? | Avukat | Muhtar | Öğretmen
        | [Kk]omşu(?:m|muz|lar\w*) | [Aa]rkadaşı(?:m|mız)
          | [Kk]ardeşi[m]? | [Aa]bim | [Aa]blam | [Oo]ğlum | [Kk]ızım | [Ee]şim | [Aa]nnem | [Bb]abam
        | [Tt]orunum | [Hh]oca(?:m|mız)
          | [Ee]v\ssahibi(?:m|miz) | [Ee]v\ssahibi | [Kk]ayınvalidem | [Dd]ayım | [Aa]mcam | [Tt]eyzem
        | [Hh]alam ),?
        \s+ (?: Bay\s | Bayan\s )? (?! (?: Ben | Bu | Çok | Ve | Bir | Biz | O | Almanya | Türkiye
        | Kornwestheim ) \b ) (?P<it> {_NAMES} )
      | (?<!\w) (?: Bay | Bayan ) \s (?P<bay> {_NAMES} )""",
)
TURKISH_AFTER = rule(
    Why.NAME,
    rf"""(?<!\w) (?P<it> {_NAME} (?: \s {_NAME} )? ) \s (?: [Bb]ey | [Hh]anım | [Aa]bi | [Aa]bla
        | [Aa]mca | [Tt]eyze | [Hh]oca | [Dd]ayı
          | [Uu]sta | [Aa]ğabey | [Aa]ilesi\w* | [Ee]fendi ) (?: n?[ıiuüae]n? | (?:['’]\w+) | y[ae]
        | l[ae]r(?:['’]?\w*)? | yl[ae] | d[ae]n | d[ae] )? (?!\w)""",
)
TURKISH_CALLED = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: adım | ismim | ad(?:ı|im)\s?: | adında(?:ki)?\s? | isimli | adlı ) \s+ (?P<it>
        {_NAMES} )
      | (?<!\w) (?P<before> {_NAMES} ) \s (?: adında | isimli | adlı ) (?!\w)""",
)
_ARABIC_WORD = r"(?: (?:عبد|أبو|ابو|أم|ام|آل|بن|ابن|بنت) \s )? [\u0621-\u064a]{2,}"
_ARABIC_STOP = r"""(?! (?: في | من | على | إلى | الى | هو | هي | كان | كانت | الذي | التي | لا | ما | عن
        | مع | أن | ان | قد | يوم | كل | جدا | و | ليس | لم | دائما ) (?![\u0621-\u064a]) )"""
ARABIC_TITLE = rule(
    Why.NAME,
    rf"""(?<![\u0621-\u064a]) (?:[وفبل]|لل)? (?: السيدة? | سيدة? | سيد | الأستاذة? | الاستاذة? | أستاذة?
        | استاذة? | الدكتورة? | دكتورة? | الشيخ
          | الحاج(?:ة)? | الآنسة | المهندس(?:ة)? | المعلمة? | اسمي | إسمي | واسمي | يدعى | تدعى | اسمه
        | اسمها | يُدعى | عائلة | لعائلة | آل
          | جار(?:ي|نا|تي|تنا) | صديق(?:ي|تي|نا|تنا) | زميل(?:ي|تي) | زوج(?:ي|تي) | ابن(?:ي|تي)
        | أخ(?:ي|تي) | اختي | عم(?:ي|تي) | خال(?:ي|تي)
          | أمي | أبي | والد(?:ي|تي) | أبو | ابو ) \s+ (?: هو \s | هي \s | السيدة? \s | الدكتورة? \s
        | الأستاذة? \s )? {_ARABIC_STOP}
        (?P<it> {_ARABIC_WORD} (?: \s {_ARABIC_STOP} (?! [\u0621-\u064a]*(?:ون|ين|ات)\b )
        (?=ال|[\u0621-\u064a]{{2,}}) (?! (?: ي | ت | ن | أ | س )[\u0621-\u064a]{{2,}} )
          {_ARABIC_WORD} )? )""",
)


def _is_given(found: str) -> bool:
    """Tell whether a word is a given name, in its basic form or with an ending."""
    small = found.replace("İ", "i").lower()
    bare = re.split(r"['’]", small)[0]
    for form in (bare, bare.removesuffix("s")):
        if form in LATIN:
            if found[0].isupper():
                return form not in OTHER_WORDS
            return len(form) > 3 and form not in NEVER_SMALL
    return False


def _begins_given(found: str) -> bool:
    return found.split()[0].replace("İ", "i").lower() in LATIN


def _is_arabic_given(found: str) -> bool:
    return any(found.removeprefix(joined) in ARABIC for joined in ("", "و", "ل", "ب", "ف"))


GIVEN = rule(Why.NAME, r"(?<![\w.@-]) [^\W\d_]{3,} (?: ['’]\w+ )? (?![\w@])", _is_given)
FULL_NAME = rule(
    Why.NAME,
    rf"(?<!\w) {_NAME} \s (?:{_OF}\s){{0,2}} {_NO_NAME} (?:{_NAME}|{_ABBREVIATED}) (?!\w)",
    _begins_given,
)
ARABIC_GIVEN = rule(
    Why.NAME, r"(?<![\u0621-\u064a]) [\u0621-\u064a]{3,} (?![\u0621-\u064a])", _is_arabic_given
)

COMMON: tuple[Rule, ...] = (
    TITLE,
    SMALL_TITLE,
    DOCTOR,
    CALLED,
    CALLED_SMALL,
    SIGNED,
    GIVEN,
    FULL_NAME,
    ARABIC_GIVEN,
)
GERMAN: tuple[Rule, ...] = (RELATION,)
ENGLISH: tuple[Rule, ...] = (ENGLISH_TITLE, ENGLISH_FAMILY)
TURKISH: tuple[Rule, ...] = (TURKISH_TITLE, TURKISH_AFTER, TURKISH_CALLED)
ARABIC_RULES: tuple[Rule, ...] = (ARABIC_TITLE,)
