"""Rules for street addresses, as they are written here and by people from elsewhere."""

from domain.redaction.marks import Why
from domain.redaction.rules import Rule, rule

_NUMBER = r"\d{1,4} (?: \s?[a-zA-Z] (?!\w) )? (?: \s?[-–/+]\s? \d{1,4} \s?[a-z]? (?!\w) )? (?!\d)"
# What is counted or told after a place without being a house: "Am Markt 3 Bänke", "Im Mai 2 Wochen".
_NO_HOUSE = r"""(?! \s* (?: uhr | h\b | jahre?n? | monate?n? | tage?n? | wochen? | stunden? | minuten?
        | mal\b | euro | €
    | % | prozent | meter | km\b | m\b | leute | personen | menschen | kinder | autos? | bänke | bäume
    | grad | : \s?\d | \. \s?\d
        | \.\s(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember) ) )"""
_NO_PLACE = r"""(?! (?: montag | dienstag | mittwoch | donnerstag | freitag | samstag | sonnabend
        | sonntag | januar | februar
    | märz | april | mai | juni | juli | august | september | oktober | november | dezember | jahr
        | monat | sommer
    | winter | herbst | frühling | alter | durchschnitt | schnitt | bus | linie | gleis | klasse | stock
        | umkreis )\w* \b )"""
_NO_STREET = r"""(?! (?: spiel | park | sport | bolz | arbeits | sitz | stell | kita | kindergarten
        | grill | fahrrad | lade ) pl[aä]tz
    | (?: rad | geh | fuß | fuss | schul | feld | heim | fahrrad | wander | um | kies ) weg\b | (?: bahn
        | fried | schul | innen
    | hinter | pausen | bau ) hof\b | (?: super | wochen | floh | bau | weihnachts | drogerie ) markt\b
    | (?: kinder | vor | bier | tier | schul ) garten\b | spiel feld\b | haupt straße \b (?! \s*\d ) )"""

GERMAN_STREET = rule(
    Why.ADDRESS,
    rf"""\b (?: (?:alte|neue|obere|untere|hintere|vordere|große|kleine|lange)r? \s )?
        (?: \w[\w.-]* [\s-] (?=stra[sß]|str\.|platz|allee|weg) )?
        [\wäöüß-]* (?: straße | strasse | str\. | str\b | gasse | allee | chaussee | promenade
        | steige ) \s* {_NUMBER} {_NO_HOUSE}""",
    any_case=True,
)
GERMAN_SQUARE = rule(
    Why.ADDRESS,
    rf"""\b (?i:{_NO_STREET}) (?: [A-ZÄÖÜ][\w-]{{2,}}
        (?:weg|platz|ring|ufer|damm|pfad|hof|graben|markt|anger|berg|feld
        |garten|gärten|siedlung|wall|steg|acker|äcker|wiesen|halde|rain|tor|brücke|eck)
        | [A-ZÄÖÜ][\w.]*[-\s](?:Weg|Platz|Ring|Ufer|Allee|Damm) )
        \s {_NUMBER} (?i:{_NO_HOUSE})""",
)
GERMAN_PREPOSITION = rule(
    Why.ADDRESS,
    rf"""\b (?: [Aa]m | [Aa]n\sde[rnm] | [Aa]uf\sde[rnm] | [Ii]m | [Ii]n\sde[rnm] | [Bb]eim | [Zz]u[mr]
        | [Hh]inter\sde[rnm]
        | [Vv]or\sde[rm] | [Uu]nter\sde[rnm] | [Uu]nterm ) \s (?i:{_NO_PLACE})
        (?i:{_NO_STREET}) [A-ZÄÖÜ][\w-]{{2,}} (?: \s [A-ZÄÖÜ][\w-]+ )?
        \s (?!\d{{4}}) {_NUMBER} (?i:{_NO_HOUSE})""",
)
GERMAN_HOME = rule(
    Why.ADDRESS,
    r"""(?<!\w) (?: wohne\w* | lebe\w* | zuhause | zu\shause | meine\sadresse\w* | adresse\s? : ) [\s:]+
        (?:\w+\s){0,4}?
        (?P<it> (?: \w[\w.-]*[\s-] (?=stra|platz) )? [\w-]*
        (?: straße | strasse | str\. | gasse | allee | weg | platz | ring )
        (?: \s? \d{1,4} \s?[a-z]? )? ) (?!\w)""",
    any_case=True,
)
HOUSE_NUMBER = rule(
    Why.ADDRESS,
    r"""(?<!\w) (?: hausn(?:umme)?r\.? | haus\s(?:nummer|nr\.?) | wohnung(?:\snr\.?)? | whg\.?
        | apartment | apt\.? | flat
          | house\s(?:number|no\.?) | daire(?:\sno)? | kapı\s(?:no|numaram\w*) | bina\s(?:no)? |
        (?:ev|dış\skapı)\sno )
        [\s:.]* \d{1,4} \s?[a-z]? (?!\w)
      | (?<!\w) \d{1,2} \. \s? (?:stock|etage|og)\s(?:links|rechts|mitte) (?!\w)""",
    any_case=True,
)
POSTCODE = rule(
    Why.ADDRESS,
    r"""\b (?:D[-\s])? \d{5} \s (?! Euro | Einwohner | Menschen | Bürger | Leute | Personen | Stimmen
        | Unterschriften
        | Autos | Fahrzeuge | Kinder | Schritte | Kilometer | Meter | Residents | People
        | Kişi ) [A-ZÄÖÜ][\w-]{2,}""",
)
ENGLISH_STREET = rule(
    Why.ADDRESS,
    r"""\b \d{1,4} [a-z]? ,? \s (?: [A-Z][\w'-]+ \s ){1,3}
        (?: Street | St\b\.? | Road | Rd\b\.? | Avenue | Ave\b\.? | Lane | Drive | Square | Close | Way
        | Court | Crescent )""",
)
TURKISH_STREET = rule(
    Why.ADDRESS,
    r"""(?<!\w) (?: [A-ZÇĞİÖŞÜ0-9][\w.]* \s ){1,3}
        (?: Mahallesi | Mah\b\.? | Caddesi | Cad\b\.? | Cd\b\.? | Soka[kğ]\w* | Sok\b\.? | Sk\. | Bulvarı
        | Bulv\. | Apartmanı | Apt\.
          | (?i:sitesi) )(?:'?\w*)
        (?: [\s,/]* (?: (?i:no|numara|daire|kat|d) )? \s?[:.]? \s? \d{1,4} (?: \s?/\s?\d{1,4}
        | [a-zA-Z]\b )? ){1,3}""",
)
TURKISH_GERMAN_STREET = rule(
    Why.ADDRESS,
    r"""(?<!\w) [\w-]* (?: straße | strasse | str\.? | platz | weg | allee ) (?: '\w+ | [’]\w+ )? \s
        (?: no | numara | kapı\sno ) \s?[:.]? \s? \d{1,4} \s?[a-z]? (?!\w)""",
    any_case=True,
)
ARABIC_STREET = rule(
    Why.ADDRESS,
    r"""(?<!\w) (?:[وفبل]{0,2}) (?: شارع | حارة | زقاق ) \s \S+ (?: \s \S+ ){0,2}? [\s،,]* (?: رقم
        | البيت | بيت | المنزل | منزل )?
        \s? :? \s? \d{1,4} \s?[A-Za-z]? (?!\w)
      | (?<!\w) [وفب]? (?:ال)? (?: بيت | منزل | شقة | عمارة | مبنى | طابق ) \s?
        (?:رقم|نمرة) \s? :? \s? \d{1,4}""",
)

ADDRESSES: tuple[Rule, ...] = (
    GERMAN_STREET,
    GERMAN_SQUARE,
    GERMAN_PREPOSITION,
    GERMAN_HOME,
    HOUSE_NUMBER,
    POSTCODE,
)
