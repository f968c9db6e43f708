"""The staff's screens about a survey's texts: how complete each language is, files out and in."""

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import CLIP
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message, plain
from bot.dialogs.surveys_report import with_lines
from bot.dialogs.surveys_words import (
    MEGABYTES,
    languages_in_words,
    notice_in_words,
    step_label,
    title_in_words,
)
from bot.dialogs.text_troubles import finding_in_words
from bot.exports.export import TextsExport
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.outgoing import Outgoing
from domain.translations import Completeness
from usecases.surveys_desk_texts_views import DeskTexts, DeskTextsFile, findings_from_json

MOST_PLACES = 5  # that are named where texts are missing


def every_language(outgoing: Outgoing) -> Message:
    """Say how complete a survey's texts are; each language is a button."""
    view, said = _texts_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    parts = [
        *_title(view, said),
        line(
            _("The form is written in this language: {language}").format(
                language=languages_in_words([view.own], said)
            ),
            said,
        ),
        _standing(view, said),
    ]
    if view.is_operators:
        parts.append(line(_("Translations of this survey are brought in by the operator."), said))
    if view.can_be_used:
        waiting = _("There are translations that residents do not read yet.")
        parts.append(line(f"<b>{waiting}</b>", said))
    by_language = {one.language: one for one in view.lines}

    def label(option: str) -> str:
        *_first, last = option.split(":")
        is_language = option.split(":")[1] == "texts" and last in by_language
        return _short(by_language[last], said) if is_language else step_label(option, said)

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def _standing(view: DeskTexts, said: Speech) -> str:
    facts = (f"{languages_in_words([one.language], said)}: {_percent(one, said)}" for one in view.lines)
    return "\n".join(line(fact, said) for fact in facts)


def one_language(outgoing: Outgoing) -> Message:
    """Say what of a survey's texts is there in one language, and offer files for whoever translates."""
    view, said = _texts_in(outgoing), speech(outgoing.language)
    _ = said.gettext
    found = next((one for one in view.lines if one.language == outgoing.args["texts_language"]), None)
    if found is None:
        raise KeyError("the survey does not have this language any more")
    parts = [
        *_title(view, said),
        line(f"<b>{languages_in_words([found.language], said)}: {_percent(found, said)}</b>", said),
    ]
    for text, places in (
        (_("Texts that are missing: {n}"), found.missing),
        (_("Texts that have changed since they were translated: {n}"), found.outdated),
    ):
        if places:
            parts.append(line(text.format(n=count_in_words(len(places), said)), said))
            parts.append("\n".join(line(f"• {isolate(plain(one))}", said) for one in places[:MOST_PLACES]))
    parts.append(
        line(
            _(
                "Which file would you like? Whoever translates fills in the translations and changes nothing"
                " else. Then you send the file back here."
            ),
            said,
        )
    )
    return short_menu("\n\n".join(parts), options_of(outgoing), lambda option: step_label(option, said), said)


def file(outgoing: Outgoing) -> Message:
    """Hand over a file for translators."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, DeskTextsFile):
        raise TypeError("the file needs its texts")
    text = said.gettext("The texts of “{survey}”, to be translated into this language: {language}").format(
        survey=isolate(plain(view.name)), language=languages_in_words([view.language], said)
    )
    return Message(line(text, said), export=TextsExport(view))


def send(outgoing: Outgoing) -> Message:
    """Ask for a file that a translator has filled in."""
    said = speech(outgoing.language)
    text = said.gettext(
        "Please send the file with the translations (paper clip {clip}, then “File”). It ends with .po or"
        " .xlsx, says itself which language it is, and may have up to {n} MB."
    ).format(clip=CLIP, n=count_in_words(MEGABYTES, said))
    name = said.gettext("It belongs to “{survey}”.").format(
        survey=isolate(plain(str(outgoing.args["survey"])))
    )
    notice = notice_in_words(str(outgoing.args["notice"]), said)
    parts = [f"<blockquote>{notice}</blockquote>"] if notice else []
    body = "\n\n".join(line(part, said) for part in [*parts, text, name])
    return short_menu(body, options_of(outgoing), lambda option: step_label(option, said), said)


def taken(outgoing: Outgoing) -> Message:
    """Say what of a file was taken and what was not, each with its row and what to do."""
    said, args = speech(outgoing.language), outgoing.args
    _ = said.gettext
    language = languages_in_words([str(args["texts_language"])], said)
    changed = _number(outgoing, "changed")
    head = said.ngettext(
        "{n} new or changed translation was taken into this language: {language}",
        "{n} new or changed translations were taken into this language: {language}",
        changed,
    ).format(n=count_in_words(changed, said), language=language)
    facts = [
        _("Translated: {percent}").format(percent=isolate(said.percent(_number(outgoing, "percent") / 100))),
        _("Texts that are missing: {n}").format(n=count_in_words(_number(outgoing, "missing"), said)),
        _("Texts that have changed since they were translated: {n}").format(
            n=count_in_words(_number(outgoing, "outdated"), said)
        ),
    ]
    uses = any(option.split(":")[1] == "textsuse" for option in options_of(outgoing))
    after = (
        _("Residents do not read them yet: that needs a new version, with the button below.")
        if uses
        else _("Residents read them from the survey's next version on.")
    )
    lines = [finding_in_words(one, said) for one in findings_from_json(str(args["findings"]))]
    before = [line(head, said), "\n".join(line(fact, said) for fact in facts)]
    return with_lines(before, lines, [line(after, said)] if changed else [], outgoing, said)


def _title(view: DeskTexts, said: Speech) -> list[str]:
    title = title_in_words(view.title, said)
    return [f"{heading(said.gettext('Texts and translations'), said)}\n{line(title, said)}"]


def _percent(one: Completeness, said: Speech) -> str:
    return isolate(said.percent(one.percent / 100))


def _short(one: Completeness, said: Speech) -> str:
    """Return a button: a language's name, and how much is translated into it."""
    return f"{isolate(OWN_NAMES.get(one.language, one.language))} {_percent(one, said)}"


def _texts_in(outgoing: Outgoing) -> DeskTexts:
    if not isinstance(outgoing.view, DeskTexts):
        raise TypeError("the screen needs its texts")
    return outgoing.view


def _number(outgoing: Outgoing, name: str) -> int:
    number = outgoing.args[name]
    if not isinstance(number, int):
        raise TypeError("the message needs its numbers")
    return number
