"""A form with every kind of question, for tests of cards: no file is read for it."""

from domain.expressions import compile_expression
from domain.languages import Texts
from domain.survey import Choice, Group, Kind, Question, Scale, Survey


def texts(text: str) -> Texts:
    """Return a text in German and Arabic."""
    return {"de": text, "en": text, "ar": f"نص {text}"}


def choices(*labels: str) -> tuple[Choice, ...]:
    """Return choices `c1`, `c2` … with these labels."""
    return tuple(Choice(f"c{number}", texts(label)) for number, label in enumerate(labels, start=1))


FEW = choices("Rot", "Grün", "Blau")
LONG = choices("Kurz", "Eine Antwort, die für einen Knopf auf einem Telefon viel zu lang ist", "Mittel")
MANY = choices(*(f"Straße {number}" for number in range(1, 58)))

QUESTIONS = (
    Question("intro", Kind.NOTE, texts("**Willkommen** bei _uns_\n\n- eins\n- zwei")),
    Question("ack", Kind.ACKNOWLEDGE, texts("Gelesen?"), required=True),
    Question("one", Kind.SELECT_ONE, texts("Farbe?"), choices=FEW),
    Question("likert", Kind.SELECT_ONE, texts("Wie sehr?"), choices=FEW, appearance=frozenset({"likert"})),
    Question(
        "row",
        Kind.SELECT_ONE,
        texts("Ja?"),
        choices=choices("Ja", "Nein"),
        appearance=frozenset({"horizontal"}),
    ),
    Question("listed", Kind.SELECT_ONE, texts("Lang?"), choices=LONG, randomize=True),
    Question("street", Kind.SELECT_ONE, texts("Straße?"), choices=MANY, required=True),
    Question("streets", Kind.SELECT_MULTIPLE, texts("Straßen?"), choices=MANY),
    Question("several", Kind.SELECT_MULTIPLE, texts("Farben?"), choices=FEW, required=True),
    Question(
        "without_red",
        Kind.SELECT_ONE,
        texts("Nicht rot?"),
        choices=FEW,
        choice_filter=compile_expression("name != 'c1'", item_columns=True),
        appearance=frozenset({"minimal"}),
    ),
    Question("rank", Kind.RANK, texts("Reihenfolge?"), choices=FEW, required=True),
    Question("rank_long", Kind.RANK, texts("Reihenfolge?"), choices=LONG),
    Question("text", Kind.TEXT, texts("Was?"), hint=texts("Kurz *bitte*"), guidance=texts("Mehr Hilfe")),
    Question("integer", Kind.INTEGER, texts("Wie viele?")),
    Question("decimal", Kind.DECIMAL, texts("Wie viel?")),
    Question("range", Kind.RANGE, texts("0–10?"), scale=Scale(0, 10)),
    Question("halves", Kind.RANGE, texts("Halbe?"), scale=Scale(0, 2, 0.5)),
    Question("stars", Kind.RANGE, texts("Sterne?"), scale=Scale(1, 5), appearance=frozenset({"rating"})),
    Question("wide", Kind.RANGE, texts("Weit?"), scale=Scale(0, 500, 5)),
    Question("date", Kind.DATE, texts("Wann?")),
    Question("born", Kind.DATE, texts("Geboren?"), appearance=frozenset({"year"})),
    Question("month", Kind.DATE, texts("Monat?"), appearance=frozenset({"month-year"})),
    Question("typed_date", Kind.DATE, texts("Tag?"), appearance=frozenset({"no-calendar"})),
    Question("time", Kind.TIME, texts("Uhrzeit?")),
    Question("moment", Kind.DATETIME, texts("Beides?")),
    Question("place", Kind.GEOPOINT, texts("Wo?")),
    Question("picture", Kind.IMAGE, texts("Bild?")),
    Question("voice", Kind.AUDIO, texts("Ton?")),
    Question("film", Kind.VIDEO, texts("Film?")),
    Question("paper", Kind.FILE, texts("Datei?")),
    Question("shown", Kind.TEXT, texts("Fest?"), read_only=True, default=compile_expression("'fest'")),
    Question("people", Kind.REPEAT, texts("Personen?"), group="", required=False),
    Question("name", Kind.TEXT, texts("Name?"), group="people"),
    Question("age", Kind.INTEGER, texts("Wie alt ist ${name}?"), group="more"),
    Question("after", Kind.NOTE, texts("Sie mögen ${one} und ${several} seit ${date}, ${text}; ${nothing}.")),
)
GROUPS = (
    Group("people", texts("Person"), repeats=True),
    Group("more", texts("Mehr dazu"), parent="people"),
)
FORM = Survey("all", "1", texts("Alles"), ("de", "en", "ar"), QUESTIONS, groups=GROUPS, lists={})
