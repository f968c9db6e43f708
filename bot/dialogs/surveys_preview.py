"""A preview: the card that residents will see, marked on top, and at its end what would be submitted."""

from bot.buttons import menu_data
from bot.dialogs.answers import answer_in_words
from bot.dialogs.card import card
from bot.dialogs.labels import shortened
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.menus import options_of
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.surveys_words import languages_in_words, step_label
from bot.speech import Speech, isolate, line, speech
from domain.dialogue import Answer
from domain.keys import Key, name_of
from domain.outgoing import Outgoing
from usecases.preview_views import EndView, PreviewView
from usecases.views import CardView

DIALOGUE = 0  # usecases.preview
LEAVE = "sv:try:leave"
LONGEST_ANSWER = 80  # characters
MOST_ANSWERS = 40


def preview_card(outgoing: Outgoing) -> Message:
    """Show a card in the language that is tried out; the mark on top is in the reader's own."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, PreviewView):
        raise TypeError("a preview needs its view")
    shown = card(CardView(DIALOGUE, view.survey, view.dialogue, view.problem, view.now), view.language)
    leave = Button(shortened(said.gettext("Leave the preview"), 36), menu_data(LEAVE))
    return Message(f"{_mark(said)}\n\n{shown.text}", (*shown.rows, (leave,)))


def end(outgoing: Outgoing) -> Message:
    """Say what would have been submitted, in the form's codes, and offer to say that it is checked."""
    said = speech(outgoing.language)
    _ = said.gettext
    view = outgoing.view
    parts = [_mark(said)]
    if isinstance(view, EndView) and view.is_screened_out:
        parts.append(line(_("For somebody who answers like this, the survey ends here."), said))
    elif isinstance(view, EndView):
        parts.append(line(_("This is the end. Submitted would have been:"), said))
        rows = [f"{key} = {_in_codes(view, key, answer, said)}" for key, answer in view.answers.items()]
        rows = [shortened(row, LONGEST_ANSWER) for row in rows]
        more = [_("and {n} more").format(n=isolate(said.number(len(rows) - MOST_ANSWERS)))]
        shown = [isolate(f"<code>{plain(row)}</code>") for row in rows[:MOST_ANSWERS]]
        parts.append("\n".join(line(row, said) for row in shown + (more if len(rows) > MOST_ANSWERS else [])))
        if view.survey.has_sample:
            told = _("Counted among those with a letter.") if view.invited else _("Counted among all others.")
            parts.append(line(told, said))
    parts.append(line(_("Nothing of it was kept."), said))
    return short_menu("\n\n".join(parts), options_of(outgoing), lambda option: _end_label(option, said), said)


def ask_language(outgoing: Outgoing) -> Message:
    """Ask in which language a survey is to be tried out."""
    said = speech(outgoing.language)
    _ = said.gettext
    written = outgoing.args["written"]
    parts = [
        _mark(said),
        line(_("In which language do you want to try it out?"), said),
        line(
            _("The questionnaire is written in: {languages}").format(
                languages=languages_in_words(written if isinstance(written, list) else [], said)
            ),
            said,
        ),
    ]
    return short_menu("\n\n".join(parts), options_of(outgoing), lambda option: step_label(option, said), said)


def ask_who(outgoing: Outgoing) -> Message:
    """Ask whether somebody with a letter is played, or somebody without."""
    said = speech(outgoing.language)
    text = line(said.gettext("As whom do you want to try it out?"), said)
    return short_menu(
        f"{_mark(said)}\n\n{text}", options_of(outgoing), lambda option: step_label(option, said), said
    )


def over(outgoing: Outgoing) -> Message:
    """Say that there is no preview any more."""
    said = speech(outgoing.language)
    text = said.gettext("This preview is over: another file was sent, or it was ended. See {command}.")
    return Message(line(text.format(command=isolate("/surveys")), said))


def _mark(said: Speech) -> str:
    mark = said.gettext("PREVIEW – nothing is saved")
    return line(f"<b>👁 {mark}</b>", said)


def _end_label(option: str, said: Speech) -> str:
    return said.gettext("Try out once more") if option.split(":")[1] == "try" else step_label(option, said)


def _in_codes(view: EndView, key: Key, answer: Answer, said: Speech) -> str:
    """Return an answer as it would be kept; a file's own name says nothing to anybody."""
    media = next(
        (one for one in view.survey.questions if one.name == name_of(key) and one.kind.is_media), None
    )
    if media is not None:
        return answer_in_words(media, answer, said)
    return " ".join(answer) if isinstance(answer, tuple) else str(answer)
