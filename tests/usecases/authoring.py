"""Staff who author surveys: what they send is read at once, and all that they do goes by buttons."""

from domain.attachments import AttachmentKind, ReceivedFile
from domain.dialogue import Choose, Move, Tap
from tests.usecases.town import Resident, Town
from usecases.answer_survey import words
from usecases.read_upload import ReadForm, read_upload
from usecases.surveys_desk import surveys_command
from usecases.surveys_desk_uploads import keep_read, next_job

FORM = """
| survey | | | | | | |
| | type | name | label::German (de) | label::Turkish (tr) | label::Arabic (ar) | required |
| | select_one yn | play | Spielen Sie? | Oynar mısınız? | هل تلعب؟ | yes |
| | select_one who | who | Wer sind Sie? | Kimsiniz? | من أنت؟ | yes |
| | text | wish | Was fehlt? | Ne eksik? | ماذا ينقص؟ | |
| choices | | | | | | |
| | list_name | name | label::German (de) | label::Turkish (tr) | label::Arabic (ar) | |
| | yn | yes | Ja | Evet | نعم | |
| | yn | no | Nein | Hayır | لا | |
| | who | child | Kind | Çocuk | طفل | |
| | who | adult | Erwachsen | Yetişkin | بالغ | |
| settings | | | | | | |
| | form_title | default_language | dimensions | | | |
| | Spielplatz | German (de) | who | | | |
"""
BROKEN = FORM.replace("| select_one yn | play", "| select_one nothing | play")
KEY = "spielplatz"


def sends(one: Resident, form: str | bytes = FORM, name: str = "Spielplatz.md") -> None:
    """Send a file; nothing has been read yet."""
    content = form if isinstance(form, bytes) else form.encode()
    file = ReceivedFile(AttachmentKind.DOCUMENT, "file-1", name, "text/plain", len(content))
    one.town.update(words, one.person, file)


def reads(town: Town, form: str | bytes = FORM) -> ReadForm | None:
    """Let what waits be read, as the bot does beside everything else; None where nothing waits."""
    found = town.run(next_job, town.house, town.now)
    if found is None:
        return None
    job, _survey = found
    content = form if isinstance(form, bytes) else form.encode()
    read = read_upload(content, job.file_name, job.survey_key)
    town.run(keep_read, town.house, job, read, town.now)
    return read


def uploads(one: Resident, form: str | bytes = FORM, name: str = "Spielplatz.md") -> int:
    """Send a file and have it read; return the draft's revision."""
    sends(one, form, name)
    assert one.sees.template == "desk_reading", one.sees
    assert reads(one.town, form) is not None
    assert one.sees.template == "desk_report"
    revision = one.sees.args["revision"]
    assert isinstance(revision, int)
    return revision


def press(one: Resident, beginning: str) -> None:
    """Tap the only button below the last message whose option begins like this."""
    (option,) = [option for option in one.options if option.startswith(beginning)]
    assert one.choose(option) is None


def desk(one: Resident) -> None:
    one.command(surveys_command)


def goes_through(one: Resident, revision: int, language: str = "de") -> None:
    """Try a draft out to its end."""
    one.choose(f"sv:try:{KEY}:{revision}")
    one.choose(f"sv:try:{KEY}:{revision}:{language}")
    actions: tuple[Tap, ...] = (Choose(0), Choose(1), Move.SKIP, Move.SUBMIT)
    for turn, action in enumerate(actions):
        assert one.tap_on(0, action, turn) is None, (turn, one.sees)
    assert one.sees.template == "preview_end"


def checked(one: Resident, form: str = FORM, name: str = "Spielplatz.md") -> int:
    """Have a draft that somebody has gone through."""
    revision = uploads(one, form, name)
    goes_through(one, revision)
    press(one, f"sv:checked:{KEY}:{revision}")
    return revision
