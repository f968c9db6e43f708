"""What the staff's screens about surveys share, in words: states, buttons, why something cannot be done."""

from collections.abc import Iterable

from bot.dialogs.message import plain
from bot.speech import OWN_NAMES, Speech, isolate, speech
from domain.languages import Language, Texts, text_in
from domain.survey_life import LARGEST_FORM, Obstacle, State
from domain.times import DayTime, day_time_of
from usecases.surveys_desk_views import DeskLine

MEGABYTES = LARGEST_FORM // (1024 * 1024)


def title_in_words(title: Texts, said: Speech) -> str:
    """Return a survey's title, safe for a message's markup."""
    return isolate(plain(text_in(title, said.language)))


def when(value: object, said: Speech) -> str:
    """Return a day, or a time of one, written out; a message's arguments have it as a text."""
    return isolate(said.day_time(value if isinstance(value, DayTime) else day_time_of(str(value))))


def languages_in_words(languages: tuple[Language, ...] | list[Language], said: Speech) -> str:
    """Return the names of languages, each in its own words."""
    # Translators: between the names of languages in a list.
    return said.gettext(", ").join(isolate(OWN_NAMES.get(one, one)) for one in languages)


def state_in_words(line: DeskLine, said: Speech) -> str:
    """Return how far a survey has come, and how far its next version."""
    _ = said.gettext
    parts = []
    if line.state is not None and line.window is not None:
        parts.append(
            {
                State.PLANNED: _("opens on {day}").format(day=when(line.window.opens, said)),
                State.OPEN: _("open until {day}").format(day=when(line.window.closes, said)),
                State.CLOSED: _("closed"),
                State.PUBLISHED: _("closed, results are published"),
            }[line.state]
        )
    if line.draft is not None:
        drafts = {
            State.BROKEN: _("draft with errors"),
            State.DRAFT: _("draft"),
            State.CHECKED: _("draft, checked"),
        }
        parts.append(drafts[line.draft])
    # Translators: between two facts in a list.
    return said.gettext(", ").join(parts)


def step_label(option: str, said: Speech) -> str:
    """Return what a button of these screens says, by the option's second part."""
    _ = said.gettext
    parts = option.split(":")
    if parts[1] == "try" and len(parts) > 5:
        return {"i": _("As somebody with a letter"), "n": _("As somebody without one")}[parts[5]]
    if parts[1] == "try" and len(parts) > 4:
        return OWN_NAMES[parts[4]]
    if parts[1] == "try":
        return _("Try out what is open") if parts[-1] == "0" else _("Try out the draft")
    if parts[1] == "texts" and len(parts) > 4:
        files = {"po": _("For translators' tools (.po)"), "xlsx": _("As a table for Excel (.xlsx)")}
        return files[parts[4]]
    return {
        "new": _("Send a new questionnaire"),
        "card": _("Back to the survey"),
        "list": _("All surveys"),
        "fix": _("Send a corrected file"),
        "report": _("What the check has found"),
        "ways": _("Check all ways"),
        "checked": _("I have checked it"),
        "texts": _("Texts and translations"),
        "textsin": _("Send a translated file"),
        "textsuse": _("Let residents read them"),
        "tell": _("Write to people about it"),
        "open": _("Open it for residents"),
        "last": _("Change when it closes"),
        "close": _("Close it now"),
        "drop": _("Delete the draft"),
    }[parts[1]]


def notice_in_words(notice: str, said: Speech) -> str:
    """Return what has just been done, or why it was not; nothing for no notice."""
    _ = said.gettext
    limit = isolate(said.number(MEGABYTES))
    texts: dict[str, str] = {
        "gone": _("This draft is not there any more, or it was replaced by another file."),
        Obstacle.OPERATORS: _(
            "This survey comes from the content folder. The operator changes it there. Please give your file"
            " another name if you want a survey of your own."
        ),
        Obstacle.BROKEN: _("The file has errors. Please correct them and send it again."),
        Obstacle.UNCHECKED: _("Please try the draft out first, and say at its end that you have checked it."),
        Obstacle.ENDED: _(
            "This survey is over. Its answers are counted, so it is not opened again. Please send the file"
            " under another name."
        ),
        Obstacle.SAMPLE: _(
            "People have begun this survey already. So whether invited people are told from others cannot"
            " change any more: it was promised to them."
        ),
        Obstacle.DIMENSIONS: _(
            "People have begun this survey already. So what results are told apart by (“dimensions” in the"
            " settings) cannot change any more: it was promised to them."
        ),
        Obstacle.ORDER: _("It would close before it opens."),
        Obstacle.PAST: _("This time is over."),
        Obstacle.TOO_FAR: _("This day is too far away: five years ahead is the most."),
        Obstacle.ACCESS: _(
            "A question of this form has the name “access”. That name says who was invited by a letter."
            " Please give the question another one."
        ),
        "unreadable": _("This was not understood as a day."),
        "several": _("This can be read in more than one way. Which one do you mean?"),
        "type": _("This is not a file that can be read: it should end with .xlsx, .xls, .csv, .md or .zip."),
        "size": _("This file is larger than {n} MB.").format(n=limit),
        "name": _("The file's name should have letters or digits: the survey is known by it."),
        "busy": _("Your other files are still being read. Please wait a moment."),
        "fetch": _("The file could not be fetched. Please send it once more."),
        "time": _(
            "This took too long, so it was given up. Is the file larger than a questionnaire should be?"
        ),
        "checked": _("Noted: you have checked this draft. It can be opened now."),
        "opened": _(
            "It opens on its first day. Nobody is told of it by that alone: “{button}” prepares a message."
        ).format(button=_("Write to people about it")),
        "open_now": _(
            "It is open. Nobody is told of it by that alone: “{button}” prepares a message."
        ).format(button=_("Write to people about it")),
        "new_version": _("The new version is open. Whoever has begun the one before goes on with that one."),
        "closed": _("The survey is closed. Its last answers will be counted."),
        "changed": _("It closes at another time now."),
        "dropped": _("The draft is deleted."),
        "left": _("The preview is over. Nothing of it was kept."),
        **_notices_about_texts(said),
    }
    return texts.get(notice, "")


def _notices_about_texts(said: Speech) -> dict[str, str]:
    _ = said.gettext
    return {
        "texts_type": _("This is no file with translations: it should end with .po or .xlsx."),
        "texts_unreadable": _(
            "This file could not be read. Please send the file that you got here, with the translations"
            " filled in and nothing else changed."
        ),
        "texts_language": _(
            "The file does not say a language that is known here. Please send the file that you got here,"
            " with the translations filled in."
        ),
        "texts_own": _(
            "This file is for the language in which the form is written. Those texts are changed in the form."
        ),
        "texts_other": _("This file holds the texts of another survey. Nothing of it was taken."),
        "texts_used": _("Whoever begins now reads the translations. Who has begun goes on as before."),
        "texts_same": _("Residents read all of these translations already."),
    }


def survey_news(languages: Iterable[Language]) -> Texts:
    """Return what a message to many says of a survey that opens, with `{title}` where its title stands."""
    found = {}
    for one in languages:
        # Translators: a message to residents; a button below it leads to the survey.
        text = speech(one).gettext(
            "There is a new survey: “{title}”. Your answers help to decide. Would you like to take part?"
        )
        found[one] = text.replace("{title}", isolate("{title}"))
    return found
