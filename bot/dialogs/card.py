"""The living card of a dialogue: the question that is asked, the break, or the review."""

from collections.abc import Callable

from bot.buttons import menu_data
from bot.dialogs.answers import number_in_words
from bot.dialogs.card_choices import choices
from bot.dialogs.card_entries import entries
from bot.dialogs.card_heading import heading
from bot.dialogs.card_moments import clock, days
from bot.dialogs.card_parts import Asking, Body, Row, card_button
from bot.dialogs.card_scale import scale
from bot.dialogs.form_text import FormText
from bot.dialogs.labels import CLIP, move_label, shortened
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.problems import problem_at
from bot.dialogs.review import review
from bot.speech import Speech, isolate, speech
from domain.course import leads_back_to_review
from domain.dialogue import Dialogue, Move, Stage
from domain.filled import filled
from domain.keys import name_of
from domain.languages import Language, text_in
from domain.path import path, settled
from domain.survey import Kind
from usecases.views import CardView

ANSWER_ROOM = 300  # characters of an answer that is shown again


def card(view: CardView, language: Language) -> Message:
    """Return the card of a dialogue as it stands."""
    said = speech(language)
    match view.dialogue.stage:
        case Stage.PAUSED:
            return _break(view, said)
        case Stage.REVIEWING:
            return review(view, _texts(view, said), _ways_out(view, said))
        case _:
            return _question(_asking(view, said))


def _break(view: CardView, said: Speech) -> Message:
    _ = said.gettext
    lines = [
        f"<b>{isolate(plain(text_in(view.survey.title, said.language)))}</b>",
        _("You are taking a break. Your answers so far are kept."),
        _("Go on whenever you like: press “{button}” or send {command}.").format(
            button=move_label(Move.RESUME, said), command=isolate("/survey")
        ),
    ]
    resume = card_button(view, move_label(Move.RESUME, said), Move.RESUME)
    return Message("\n\n".join(lines), ((resume,), (_languages(view, said),)))


def _texts(view: CardView, said: Speech) -> FormText:
    return FormText(filled(view.survey, _settled(view, said), view.now, said.language), said)


def _settled(view: CardView, said: Speech) -> Dialogue:
    return settled(view.survey, view.dialogue, view.now, said.language)


def _asking(view: CardView, said: Speech) -> Asking:
    key = view.dialogue.at or ""
    question = view.survey.question(name_of(key))
    way = path(view.survey, _settled(view, said), view.now)
    return Asking(view, said, _texts(view, said), way, question, key)


def _question(asking: Asking) -> Message:
    question, key, texts = asking.question, asking.key, asking.texts
    body = _BODIES[question.kind](asking) if question.takes_answer else Body()
    parts = [heading(asking)]
    if asking.view.problem:
        parts.append(f"<blockquote>{problem_at(asking, asking.view.problem)}</blockquote>")
    parts.append(texts.html(question.label, key, "b") or f"<b>{plain(_unlabelled(asking))}</b>")
    parts.append(texts.html(question.hint, key, "i"))
    if guidance := texts.html(question.guidance, key):
        parts.append(f"<blockquote expandable>{guidance}</blockquote>")
    parts += [*body.lines, *_answer_so_far(asking, body)]
    rows = [*body.rows, *_step_rows(asking, body), _ways_out(asking.view, asking.said)]
    return Message("\n\n".join(part for part in parts if part), tuple(rows))


def _unlabelled(asking: Asking) -> str:
    """Return what stands for a label that nobody wrote: a repeat's heading, else the question's name."""
    group = asking.view.survey.group_of.get(asking.question.name)
    return (group and asking.texts.flat(group.label, asking.key)) or asking.question.name


def _answer_so_far(asking: Asking, body: Body) -> list[str]:
    if asking.given in (None, "") or body.says_answer or asking.question.kind in (Kind.NOTE, Kind.SCREENOUT):
        return []
    _ = asking.said.gettext
    answer = isolate(plain(shortened(asking.texts.answer(asking.key), ANSWER_ROOM)))
    if not asking.question.takes_answer:
        return [_("Value: {answer}").format(answer=f"<b>{answer}</b>")]
    return [_("Your answer so far: {answer}").format(answer=answer)]


# --- what is typed or sent -------------------------------------------------------------------------


def _typed(asking: Asking) -> Body:
    """Return how to answer in words or numbers, or with something that is sent."""
    _, said = asking.said.gettext, asking.said
    match asking.question.kind:
        case Kind.TEXT:
            how = _("Please write your answer as a message.")
        case Kind.INTEGER:
            how = _("Please type a number as a message.")
        case Kind.DECIMAL:
            example = isolate(number_in_words(2.5, said))
            how = _("Please type a number as a message, for example {number}.").format(number=example)
        case Kind.GEOPOINT if asking.view.entering is not None:
            how = _("Please send a place: press the paper clip {clip} and then “Location”.").format(clip=CLIP)
        case Kind.GEOPOINT:
            how = _(
                "Please send a place: press the button below, or the paper clip {clip} and then “Location”."
            ).format(clip=CLIP)
        case Kind.IMAGE:
            how = _("Please send a picture: press the paper clip {clip} or the camera.").format(clip=CLIP)
        case Kind.AUDIO:
            how = _(
                "Please send a voice message: keep the microphone {microphone} pressed while you speak."
                " An audio file works too."
            ).format(microphone="🎤")
        case Kind.VIDEO:
            how = _("Please send a video: press the paper clip {clip} or the camera.").format(clip=CLIP)
        case Kind.FILE:
            how = _("Please send a file: press the paper clip {clip} and then “File”.").format(clip=CLIP)
        case _:
            return Body()
    replaces = asking.question.kind.is_media and asking.given is not None
    return Body(
        [how, *([_("If you send another one, it takes the place of the first.")] if replaces else [])]
    )


_BODIES: dict[Kind, Callable[[Asking], Body]] = {
    **dict.fromkeys(Kind, _typed),
    **dict.fromkeys((Kind.SELECT_ONE, Kind.SELECT_MULTIPLE, Kind.RANK), choices),
    Kind.RANGE: scale,
    Kind.DATE: days,
    Kind.DATETIME: days,
    Kind.TIME: clock,
    Kind.REPEAT: entries,
}


# --- steps -----------------------------------------------------------------------------------------


def _step_rows(asking: Asking, body: Body) -> list[Row]:
    moves = [*_back(asking), *_on(asking)]
    return [row for row in ((body.done,) if body.done else (), tuple(moves)) if row]


def _back(asking: Asking) -> list[Button]:
    view, way = asking.view, asking.way
    if not view.dialogue.editing and (not way or way[0].key == asking.key):
        return []
    to_review = leads_back_to_review(view.survey, view.dialogue, view.now)
    return [asking.move(Move.BACK, asking.said.gettext("Back to the overview") if to_review else "")]


def _on(asking: Asking) -> list[Button]:
    """Return the step that goes on without an answer, or with the one that stands."""
    question, _ = asking.question, asking.said.gettext
    if question.kind is Kind.REPEAT and question.takes_answer:
        return []
    if not question.takes_answer:
        return [asking.move(Move.KEEP)]
    if question.kind.has_boxes:
        return [] if asking.form.is_required(question, asking.key) else [asking.move(Move.SKIP)]
    if question.kind is Kind.ACKNOWLEDGE and asking.given is None:
        confirmed = _("I have read it")
        label = [asking.move(Move.KEEP, f"✓ {confirmed}")]
        return label if asking.form.is_required(question, asking.key) else [asking.move(Move.SKIP), *label]
    if asking.given is not None:
        return [asking.move(Move.KEEP)]
    return [] if asking.form.is_required(question, asking.key) else [asking.move(Move.SKIP)]


def _ways_out(view: CardView, said: Speech) -> Row:
    return (card_button(view, move_label(Move.PAUSE, said), Move.PAUSE), _languages(view, said))


def _languages(view: CardView, said: Speech) -> Button:
    label = said.gettext("Language")
    return Button(f"🌐 {label}", menu_data(f"languages:{view.dialogue_id}"))
