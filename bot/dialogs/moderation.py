"""What moderators read: what waits, a text with its marks, why it is rejected, and what was cleared."""

from bot.buttons import menu_data
from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Button, Message, plain
from bot.dialogs.moderation_texts import blacked_out, language_name, marked, numbered_words, quoted
from bot.dialogs.moderation_words import notice_in_words, reason_label, why_in_words
from bot.speech import Speech, isolate, line, speech
from domain.contributions import OTHER, READABLE, SETTLED, Reason, Status
from domain.languages import Texts, text_in
from domain.outgoing import Outgoing
from usecases.moderation_views import PAGE, ClearedPage, SurveyQueue, TextView

LONGEST_QUESTION = 300  # characters


def moderation(outgoing: Outgoing) -> Message:
    """Offer what waits, what can be counted, and what can be read."""
    view = outgoing.view
    if not isinstance(view, tuple):
        raise TypeError("the overview needs its surveys")
    said = speech(outgoing.language)
    parts = [heading(said.gettext("Texts to moderate"), said), *_notice(outgoing, said)]
    parts += [_queue(queue, said) for queue in view]
    titles = {queue.key: queue.title for queue in view}

    def label(option: str) -> str:
        _ = said.gettext
        match option.split(":")[1:]:
            case ["next", key]:
                return shortened(
                    _("Read: {survey}").format(survey=text_in(titles[key], said.language)), BUTTON_LIMIT
                )
            case ["count", _key, wave]:
                return _("Count wave {number}").format(number=said.number(int(wave)))
            case ["cleared", *_rest]:
                return _("Read the cleared ones")
            case ["files", _key]:
                return _("Look at pictures and recordings")
            case ["seen", _key]:
                return _("Look at the cleared files")
            case _:
                return _step_label(option, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def _queue(queue: SurveyQueue, said: Speech) -> str:
    state = queue.standing
    waiting = said.ngettext("{n} text waits.", "{n} texts wait.", state.undecided).format(
        n=count_in_words(state.undecided, said)
    )
    cleared = said.ngettext("{n} text is cleared.", "{n} texts are cleared.", state.readable).format(
        n=count_in_words(state.readable, said)
    )
    lines = [f"<b>{plain(text_in(queue.title, said.language))}</b>", f"{waiting} {cleared}"]
    if queue.files or queue.cleared_files:
        lines.append(
            said.ngettext(
                "{n} picture or recording waits.", "{n} pictures and recordings wait.", queue.files
            ).format(n=count_in_words(queue.files, said))
        )
    return "\n".join(line(one, said) for one in lines)


def moderation_card(outgoing: Outgoing) -> Message:
    """Show a text in its own language, what would be blacked out, and what can be decided now."""
    view, said = _text(outgoing), speech(outgoing.language)
    _ = said.gettext
    parts = [_about(view, said), *_notice(outgoing, said), quoted(view.text, marked(view.text, view.marks))]
    if view.status is Status.NEW:
        parts += _preview(view, said)
    elif view.status in READABLE - SETTLED:
        parts.append(line(_("Cleared. What is it about? Several themes are possible."), said))
    else:
        parts.append(line(_("This text is decided."), said))
    titles = {theme: title for theme, title, _chosen in view.themes}
    return menu(
        "\n\n".join(parts), options_of(outgoing), lambda option: _step_label(option, said, titles), said
    )


def _preview(view: TextView, said: Speech) -> list[str]:
    if not view.marks:
        return [line(said.gettext("Nothing in it looks as if it should be blacked out."), said)]
    kinds = list(dict.fromkeys(why_in_words(mark.why, said) for mark in view.marks))
    found = said.gettext("Marked with [ ]: {kinds}. It would read:").format(
        kinds=said.gettext(", ").join(isolate(kind) for kind in kinds)
    )
    return [line(found, said), quoted(view.text, blacked_out(view.text, view.marks))]


def moderation_marks(outgoing: Outgoing) -> Message:
    """Show a text with a number at each word, and ask which to black out or to leave."""
    view, said = _text(outgoing), speech(outgoing.language)
    _ = said.gettext
    example = isolate("3, 5-7")
    ask = _(
        "Which words are to be blacked out? Type their numbers, for example {example}, or the words. What is"
        " marked with [ ] is left as it is when you name it again. Type {zero} when you are done."
    ).format(example=example, zero=isolate(said.number(0)))
    parts = [
        _about(view, said),
        *_notice(outgoing, said),
        quoted(view.text, numbered_words(view.text, view.marks)),
    ]
    done = Button(numbered(0, _("Done"), said), menu_data(f"moderate:{view.ref}:{view.revision}:show"))
    return Message("\n\n".join([*parts, line(plain(ask), said)]), ((done,),))


def moderation_reasons(outgoing: Outgoing) -> Message:
    """Ask why a text is rejected."""
    said = speech(outgoing.language)
    _ = said.gettext
    ask = _("Why is this text rejected? Choose a reason, or type one of your own.")
    kept = _("Nobody will read it any more. Please do not repeat personal data in the reason.")
    parts = [*_notice(outgoing, said), line(f"<b>{plain(ask)}</b>", said), line(plain(kept), said)]
    return menu("\n\n".join(parts), options_of(outgoing), lambda option: _step_label(option, said), said)


def moderation_wave(outgoing: Outgoing) -> Message:
    """Say that all texts of a wave are decided, and what counting them means."""
    view, said = _text(outgoing), speech(outgoing.language)
    _ = said.gettext
    ready = _("All texts of wave {number} are decided.").format(number=count_in_words(view.wave, said))
    meaning = _(
        "When you count them, their themes go into the results for good. Then no decision can be taken back,"
        " and what was blacked out is deleted."
    )
    parts = [
        heading(text_in(view.survey, said.language), said),
        line(f"<b>{ready}</b>", said),
        line(plain(meaning), said),
    ]

    def label(option: str) -> str:
        match option.split(":")[1:]:
            case ["count", *_rest]:
                return _("Count them")
            case ["next", _key]:
                return _("Go on with other texts")
            case _:
                return _step_label(option, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def moderation_cleared(outgoing: Outgoing) -> Message:
    """Show some of the texts that can be read."""
    view = outgoing.view
    if not isinstance(view, ClearedPage):
        raise TypeError("the cleared texts need their view")
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [heading(text_in(view.survey, said.language), said)]
    for number, text in enumerate(view.texts, view.first + 1):
        themes = [_theme(theme, title, said) for theme, title, chosen in text.themes if chosen]
        about = f"<b>{plain(shortened(text_in(text.question, said.language), LONGEST_QUESTION))}</b>"
        state = said.gettext(", ").join(
            isolate(plain(one)) for one in [language_name(text.language, said), *themes]
        )
        lines = [line(numbered(number, about, said), said), line(state, said)]
        parts.append("\n".join([*lines, quoted(text.text, plain(text.text))]))
    if not view.texts:
        parts.append(line(plain(_("No text has been cleared yet.")), said))

    def label(option: str) -> str:
        match option.split(":")[1:]:
            case ["cleared", _key, page]:
                return _("Further texts") if int(page) * PAGE > view.first else _("Earlier texts")
            case _:
                return _step_label(option, said)

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def _about(view: TextView, said: Speech) -> str:
    question = shortened(text_in(view.question, said.language), LONGEST_QUESTION)
    where = said.gettext("{survey}, wave {number}. Language: {language}").format(
        survey=isolate(plain(text_in(view.survey, said.language))),
        number=count_in_words(view.wave, said),
        language=isolate(plain(language_name(view.language, said))),
    )
    return f"{heading(question, said)}\n{line(where, said)}"


def _notice(outgoing: Outgoing, said: Speech) -> list[str]:
    notice = outgoing.args.get("notice")
    return [line(f"<i>{plain(notice_in_words(str(notice), said))}</i>", said)] if notice else []


def _step_label(option: str, said: Speech, titles: dict[str, Texts] | None = None) -> str:
    _ = said.gettext
    match option.split(":")[3:]:
        case ["on", theme]:
            return f"☐ {_theme(theme, (titles or {}).get(theme, {}), said)}"
        case ["off", theme]:
            return f"☑ {_theme(theme, (titles or {}).get(theme, {}), said)}"
        case ["reject", reason]:
            return reason_label(Reason(reason), said)
        case [step]:
            return {
                "clear": _("Clear as it is"),
                "redact": _("Redact as marked"),
                "marks": _("Change the marks"),
                "reasons": _("Reject"),
                "skip": _("Skip"),
                "code": _("Done"),
                "undo": _("Undo the decision"),
                "show": _("Back"),
            }[step]
        case _:
            return _("All that waits")


def _theme(theme: str, title: Texts, said: Speech) -> str:
    return said.gettext("Another theme") if theme == OTHER else text_in(title, said.language) or theme


def _text(outgoing: Outgoing) -> TextView:
    if not isinstance(outgoing.view, TextView):
        raise TypeError("this message needs its text")
    return outgoing.view
