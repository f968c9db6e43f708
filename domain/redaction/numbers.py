"""Rules for what looks alike in every language: e-mail, phone, account, link, licence plate."""

import re

from domain.redaction.marks import Why
from domain.redaction.rules import Rule, rule

_DATE = re.compile(r"\s*\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:19|20)?\d\d\s*")
_HOURS = re.compile(r"\s*\d{1,2}[.:]\d\d\s*[-–/]\s*\d{1,2}[.:]\d\d\s*")
_YEARS = re.compile(r"\s*(?:19|20)\d\d\s*[-–/]\s*(?:19|20)\d\d\s*")


def _digits(found: str) -> int:
    return sum(sign.isdigit() for sign in found)


def _is_phone(found: str) -> bool:
    other = _DATE.fullmatch(found) or _HOURS.fullmatch(found) or _YEARS.fullmatch(found)
    return not other and 6 <= _digits(found) <= 17


def _is_account(found: str) -> bool:
    return _digits(found) >= 8 and len(found.replace(" ", "")) >= 15


EMAIL = rule(
    Why.EMAIL,
    r"""[\w.+-]+ \s? (?: @ | [(\[{]\s*(?:at|ät|et|@)\s*[)\]}] ) \s?
        [\w-]+ (?: (?:\.|\s?[(\[{]\s*(?:dot|punkt|nokta|\.)\s*[)\]}]\s?) [\w-]+ )+
      | [\w.+-]+@\w[\w.-]*
      | \b[\w.+-]+ \s (?:at|ät) \s [\w-]+ \s? (?: \. | \s(?:dot|punkt|nokta)\s ) \s? [a-z]{2,6}\b""",
    any_case=True,
)
PHONE = rule(
    Why.PHONE,
    r"""(?<![\w+]) (?: \+ | 00 ) \s? [1-9] [\d\s()/.\-–]{6,22} \d (?!\d)     # +49 (0)7154 12345
      | (?<![\d.,/+-]) \(? 0 [1-9] [\d\s()/.\-–]{4,20} \d (?!\d)             # 07154/12 34 56
      | (?<![\d.,/]) [15]\d{2} [\s/-] \d{3,4} [\s/-]? \d{2} [\s-]? \d{2} (?!\d)   # 532 123 45 67
      | (?<![\d.,]) \d{7,15} (?![\d,])""",
    _is_phone,
)
PHONE_BY_CUE = rule(
    Why.PHONE,
    r"""(?<!\w) (?: tel(?:efon|\.nr|efonnummer)? | fon | handy(?:nummer)? | handynr | mobil(?:nummer)?
        | fax | durchwahl
          | phone(?:\snumber)? | call\sme(?:\s(?:at|on))? | whatsapp | numaram | telefonum | cep | cebim
          | هاتفي? | الهاتف | تلفون(?:ي)? | جوالي? | موبايل(?:ي)? | رقمي | واتساب ) [.:]?
        (?: \s (?:ist|lautet|is|unter|on|at|no|nr|numaram|هو|رقم) [.:]? )? \s{0,3} [:=]? \s?
        (?P<it> [\d+(] [\d\s()/.\-–]{2,20} \d )""",
    lambda found: 4 <= _digits(found) <= 17,
    any_case=True,
)
ACCOUNT = rule(
    Why.ACCOUNT,
    r"""\b [A-Z]{2} \s? \d{2} (?: \s? [A-Z0-9]{2,4} ){3,8} \b
      | \b [A-Za-z]{2} \s? \d{2} (?: \s? \d{4} ){3,6} (?: \s? \d{1,3} )? \b""",
    _is_account,
)
LINK = rule(
    Why.LINK,
    r"""https?://\S+ | \bwww\.\S+
      | \b [\w-]+ (?: \.[\w-]+ )* \. (?:com|de|me|net|org|io|tv|tr|eu|info|app) / [^\s,;)]+
      | (?<![\w.@]) @ (?=\w*[a-z]) [\w.]{2,29} \w
      | (?<!\w) (?: insta(?:gram)? | snap(?:chat)? | tik\s?tok | telegram | facebook | fb | twitter | discord
          | signal | إنستغرام | انستغرام | فيسبوك | تيك\sتوك )
        (?: \s? [:=] \s? | \s(?:name|profil|account|adım|hesabım)\s? :? \s? ) @? (?P<name> [\w.-]{3,40} )""",
    any_case=True,
)
PLATE = rule(
    Why.PLATE,
    r"\b (?!DIN|ISO|TOP|ABS|EN\b) [A-ZÄÖÜ]{1,3} (?: \s?[-–]\s? | \s ) [A-ZÄÖÜ]{1,2} [\s-]? \d{1,4} [EH]? \b",
)
TURKISH_PLATE = rule(Why.PLATE, r"\b (?: 0[1-9] | [1-7]\d | 8[01] ) \s? [A-Z]{1,3} \s? \d{2,4} \b")
ARABIC_PLATE = rule(
    Why.PLATE,
    r"(?: رقم | (?:ال)?لوحة ) \s (?:(?:ال)?سيارة|(?:ال)?لوحة)?\w* [\s:]* (?P<it> [\w-]+ \s? [\w-]*\d[\w-]* )",
)

NUMBERS: tuple[Rule, ...] = (EMAIL, PHONE, PHONE_BY_CUE, ACCOUNT, LINK, PLATE)
