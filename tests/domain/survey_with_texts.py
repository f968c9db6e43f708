"""A questionnaire that has a text of every part, in German, some of it in Turkish."""

from domain.expressions import compile_expression
from domain.survey import Choice, Group, Kind, Question, Survey

YES_NO = (
    Choice("yes", {"de": "Ja", "tr": "Evet"}),
    Choice("no", {"de": "Nein"}),
)
FORM = Survey(
    "form",
    "1",
    {"de": "Wie wohnen Sie?"},
    ("de",),
    (
        Question("hello", Kind.NOTE, {"de": "Guten Tag!", "tr": "Merhaba!"}),
        Question(
            "happy",
            Kind.SELECT_ONE,
            {"de": "Gefällt es Ihnen hier?", "tr": "Burayı seviyor musunuz?"},
            hint={"de": "Es gibt **kein** Falsch."},
            choices=YES_NO,
            choice_list="yes_no",
        ),
        Question("people", Kind.REPEAT, {"de": "Wer wohnt bei Ihnen?"}),
        Question("name", Kind.TEXT, {"de": "Wie heißt diese Person?"}, group="people"),
        Question(
            "age",
            Kind.INTEGER,
            {"de": "Wie alt ist ${name}?"},
            guidance={"de": "In Jahren"},
            required=True,
            required_message={"de": "Bitte das Alter."},
            constraint=compile_expression(". < 120"),
            constraint_message={"de": "Weniger als 120"},
            group="people",
        ),
        Question(
            "again",
            Kind.SELECT_ONE,
            {"de": "Noch einmal?"},
            choices=(*YES_NO, Choice("other", {"de": "Anderes"})),
            choice_list="yes_no",
            group="end",
        ),
    ),
    groups=(
        Group("people", {"de": "Wer wohnt bei Ihnen?"}, repeats=True),
        Group("end", {"de": "Zum Schluss"}),
    ),
    lists={"yes_no": YES_NO, "spare": (Choice("a", {"de": "A"}), Choice("a", {"de": "Noch ein A"}))},
)
