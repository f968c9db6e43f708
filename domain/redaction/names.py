"""Rules for names of people: after titles and words that announce a name, and given names anywhere.

Not every German noun with a capital is a name, so a capital alone is no sign of one.
"""

import re

from domain.redaction.given_names import LATIN, NEVER_SMALL, OTHER_WORDS
from domain.redaction.marks import Why
from domain.redaction.rules import Rule, rule

UPPER = "A-ZÄÖÜÇĞİŞÉÈÁÀÂÊÎÔÓÒØÅĆČĐŠŽŁŚŹŻȘȚĂ"
NAME = rf"(?:[{UPPER}][\w'’-]*[\w])"
ABBREVIATED = rf"(?:[{UPPER}]\.)"
OF = r"(?:von|van|de|der|zu|al|el|bin|ibn|di|da|dos|le)"
TITLES = r"""(?: (?:Dr|Prof|Dipl|Ing|med|rer|nat|jur|phil|h\.c)\.? [\s-]? | Doktor\s
        | Professor(?:in)?\s | Pfarrer(?:in)?\s )*"""
NAMES = rf"{NAME} (?: [\s-] (?:{OF}[\s-]){{0,2}} (?:{NAME}|{ABBREVIATED}) ){{0,2}}"
TO_NAMES = rf"(?: (?:{OF}\s){{0,2}} {NAMES} | {ABBREVIATED} (?:\s{NAME})? )"

# What may stand after such a word with a capital and is no name.
NO_NAME = r"""(?! (?: Sie | Ihnen | Ihr\w* | Uhr | Straße | Polizei | Arbeit | Angst | Kinder
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
          | [Ee]heleute | [Ee]hepaar | [Ww]itwe[r]? ) \s+ {TITLES} {NO_NAME} (?P<it> {TO_NAMES} )""",
)
SMALL_TITLE = rule(
    Why.NAME,  # many people type without capitals on a phone
    r"""(?<!\w) (?: herrn? | hr\. | familie | fam\. ) \s (?:dr\.?\s|prof\.?\s)? (?P<it> (?! (?: und
        | oder | der | die | das | ist | hat
          | war | wird | kann | mit | in | im | am | auf | von | vom | zu | zum | zur | für | ohne
        | werden | sind | nicht | wohnt
          | leben | lebt | da | als | sein | aus | bei | an | so | auch | nur | haben | braucht | sucht
        | dr\b | prof\b | lebende | sehr ) \b )
          [a-zäöüßçğış]{3,} )
      | (?<!\w) (?: die | der | von | mit | bei | an | und )
        \s frau \s (?:dr\.?\s|prof\.?\s)? (?P<frau>
        (?! (?: und | oder
          | ist | hat | war | wird | kann | mit | im | in | am | an | auf | von | vom | zu | aus | bei
        | die | der | das | nicht
          | arbeitet | wohnt | sagt | geht | sehr | immer | auch | nur | dr\b
        | prof\b ) \b ) [a-zäöüßçğış]{3,} )""",
)
DOCTOR = rule(
    Why.NAME,
    rf"""(?<!\w) (?: Dr\.? | Prof\.? | Doktor | Professor(?:in)? ) \s+ {TITLES} {NO_NAME} (?P<it>
        {TO_NAMES} )""",
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
        ,? \s (?:(?:der|die)\s)? {TITLES} {NO_NAME} (?P<it> {TO_NAMES} )
      | (?<!\w) [Ii]ch\sbin\sd(?:er|ie)\s {NO_NAME} (?! (?: Meinung | Ansicht | Auffassung | Überzeugung
        | Einzige | Erste
          | Mutter | Vater | Oma | Opa | Tochter | Sohn | Besitzer\w* | Vorsitzende\w* ) \b ) (?P<me>
        {NAME} )""",
)
CALLED = rule(
    Why.NAME,
    rf"""(?<!\w) (?i: ich\sheiße | ich\sheisse | heiße\sich | (?:er|sie)\sheißt | heißt | namens
        | mein\sname\sist | meinen?\snamen?\s?: | name\s?:
          | genannt | my\sname\sis | my\sname's | is\scalled | named | his\sname\sis
        | her\sname\sis ) \s+ {TITLES}
        {NO_NAME} (?P<it> {TO_NAMES} )""",
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
    rf"""(?<!\w) (?i: grü(?:ß|ss)(?:en?|t) | gruss | gru(?:ß|ss) | mfg | lg | vg | dein[e]? | eu(?:er|re)
        | ihr[e]? | regards | yours | sincerely | best
          | cheers | thanks | danke | saygılar(?:ımla)? | selamlar | sevgiler | teşekkürler ) [\s,.!–-]+
        {NO_NAME}
          (?P<it> (?:{NAME}|{ABBREVIATED}) (?: \s (?:{NAME}|{ABBREVIATED}) )? ) [\s.!]* \Z""",
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
          | English | Arabic | Kornwestheim ) \b ) (?:the\s)? (?P<it> {NAMES} )""",
)
ENGLISH_FAMILY = rule(
    Why.NAME,
    rf"""(?<!\w) [Tt]he \s (?P<it> {NAME} ) \s (?:family|family's) (?!\w) | (?<!\w) I(?:'m|\sam) \s
        (?P<full> {NAME} \s {NAME} ) (?!\w)
      | (?<!\w) I(?:'m|\sam) \s (?! \w+(?:ish|an|ese|ic|im|ench|utch|ek|ab|ist) \b )
        (?P<me> {NAME} ) (?!\w)""",
)


def _is_given(found: str) -> bool:
    """Tell whether a word is a given name, in its basic form or with an ending."""
    bare = re.split(r"['’]", found)[0]
    return all(_is_one_given(part) for part in bare.split("-"))


def _is_one_given(found: str) -> bool:
    small = found.replace("İ", "i").lower()
    for form in (small, small.removesuffix("s")):
        if form in LATIN:
            if found[0].isupper():
                return form not in OTHER_WORDS
            return len(form) > 3 and form not in NEVER_SMALL
    return False


def _begins_given(found: str) -> bool:
    return found.split()[0].replace("İ", "i").lower() in LATIN


GIVEN = rule(Why.NAME, r"(?<![\w.@-]) [^\W\d_]{3,} (?: -[^\W\d_]{3,} )? (?: ['’]\w+ )? (?![\w@-])", _is_given)
INITIAL = rule(  # "K. Hofmann", but not "z. B. Bäume"
    Why.NAME,
    rf"""(?<![\w.]) (?<!z\.\s) (?<!u\.\s) (?<!d\.\s) (?: [{UPPER}]\. [\s-]? ){{1,2}} {NO_NAME}
        {NAME} (?!\w)""",
)
FULL_NAME = rule(
    Why.NAME,
    rf"(?<!\w) {NAME} \s (?:{OF}\s){{0,2}} {NO_NAME} (?:{NAME}|{ABBREVIATED}) (?!\w)",
    _begins_given,
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
    INITIAL,
)
GERMAN: tuple[Rule, ...] = (RELATION,)
ENGLISH: tuple[Rule, ...] = (ENGLISH_TITLE, ENGLISH_FAMILY)
