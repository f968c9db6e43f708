"""What staff are asked about needs, goals, measures and updates."""

from datetime import datetime
from html import unescape

from bot.dialogs.deeds import question
from bot.dialogs.figures import heading, row_label
from bot.dialogs.measure_menus import short_menu
from bot.dialogs.measure_news import one_update
from bot.dialogs.measure_staff import notice
from bot.dialogs.measure_staff_words import field_name, new_name
from bot.dialogs.measure_words import Reader, ground_in_words, measure_status
from bot.dialogs.menus import options_of
from bot.dialogs.message import Message, plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.languages import text_in
from domain.measure_fields import DAYS, NUMBERS, Field, Kind
from domain.measures import MeasureStatus
from domain.outgoing import Outgoing
from domain.town import Town
from usecases.evidence_choices import MINUTES, RELEASES, THEMES, WHOLE, Choice, Choices
from usecases.measure_views import NeedView, UpdateView


def new(outgoing: Outgoing) -> Message:
    """Ask for the German title of something new."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [heading(new_name(Kind(str(outgoing.args["new"])), said), said), *notice(outgoing, said)]
    parts.append(
        line(_("Please type its title in German. Residents can read it as soon as it is there."), said)
    )
    return short_menu("\n\n".join(parts), options_of(outgoing), lambda _option: _("Back"), said)


def ask(town: Town, outgoing: Outgoing) -> Message:
    """Ask for a field that is no text."""
    said = speech(outgoing.language)
    _ = said.gettext
    field = Field(str(outgoing.args["field"]))
    parts = [heading(field_name(field, said), said), *notice(outgoing, said)]
    if field in DAYS:
        parts.append(
            line(_("Type the day, for example {example}").format(example=isolate("30.6.2027")), said)
        )
    elif field in NUMBERS:
        parts.append(
            line(_("Type a number, for example {example}").format(example=isolate(said.number(12.5))), said)
        )
    elif field is Field.PROGRESS:
        parts.append(line(_("How much is done? Choose, or type a number from 0 to 100."), said))
    elif field is Field.PICTURE:
        parts.append(line(_("Please send a picture here. Only show people who have agreed to it."), said))
    else:
        parts.append(line(_("Please choose."), said))

    def label(option: str) -> str:
        match option.split(":")[5:]:
            case ["set", value]:
                return _value(town, field, value, said)
            case _:
                return _("Back")

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def evidence(outgoing: Outgoing) -> Message:
    """Show what a need rests on, and what can be picked."""
    if not isinstance(outgoing.view, NeedView):
        raise TypeError("the screen needs its need")
    said = speech(outgoing.language)
    _ = said.gettext
    reader = Reader(said)
    words = {ground.evidence: ground_in_words(ground, reader) for ground in outgoing.view.grounds}
    kept = outgoing.view.tree.evidence
    parts = [heading(_("What it rests on"), said)]
    parts.append(
        "\n".join(line(f"• {one}", said) for one in words.values())
        or line(_("Nothing has been picked yet."), said)
    )
    parts.append(line(_("Only published counts, themes and events can be picked. Nobody's own words."), said))

    def label(option: str) -> str:
        match option.split(":")[5:]:
            case ["x", place]:
                one = kept[int(place)]
                return _("Remove: {what}").format(
                    what=isolate(unescape(words.get(one, one.reference)))  # a button has no markup
                )
            case [kind] if kind in (RELEASES, THEMES, MINUTES):
                return {
                    RELEASES: _("Pick the result of a survey"),
                    THEMES: _("Pick a theme of people's texts"),
                    MINUTES: _("Pick an event"),
                }[kind]
            case _:
                return _("Back")

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def pick(outgoing: Outgoing) -> Message:
    """Show what can be picked at a place."""
    view = outgoing.view
    if not isinstance(view, Choices):
        raise TypeError("the screen needs its choices")
    said = speech(outgoing.language)
    _ = said.gettext
    labels = {choice.step: _choice(choice, said) for choice in view.found}
    text = _("Please choose.") if view.found else _("There is nothing here yet.")

    def label(option: str) -> str:
        last = option.rpartition(":")[2]
        return labels[last] if option.count(":") > 4 + len(view.path) else _("Back")

    return short_menu(line(text, said), options_of(outgoing), label, said)


def previews(outgoing: Outgoing) -> Message:
    """Offer to look at an update in each language."""
    said = speech(outgoing.language)
    _ = said.gettext
    parts = [heading(_("Preview"), said), line(_("In which language would you like to see it?"), said)]

    def label(option: str) -> str:
        last = option.rpartition(":")[2]
        return _("In all languages") if last == "all" else OWN_NAMES.get(last) or _("Back")

    return short_menu("\n\n".join(parts), options_of(outgoing), label, said)


def preview(outgoing: Outgoing) -> Message:
    """Show an update as followers get it. Its buttons would act, so they are left out."""
    if not isinstance(outgoing.view, UpdateView):
        raise TypeError("the preview needs its update")
    said = speech(outgoing.language)
    note = said.gettext("This is a preview.")
    shown = one_update(outgoing.view, said, [line(f"<i>{note}</i>", said)])
    return Message(shown.text, attachment=shown.attachment)


def sure(outgoing: Outgoing) -> Message:
    """Ask whether to publish an update, or to delete something."""
    said = speech(outgoing.language)
    _ = said.gettext
    if outgoing.args["what"] == "delete":
        gone = _("Residents cannot read it any more then. It cannot be brought back.")
        return question(_("Delete this?"), [line(gone, said)], outgoing)
    told = _("Residents can read it then, and whoever follows it gets a message. It cannot be taken back.")
    return question(_("Publish this update?"), [line(told, said)], outgoing)


def second(outgoing: Outgoing) -> Message:
    """Say that a second person has to confirm it."""
    said = speech(outgoing.language)
    text = said.gettext(
        "You have confirmed it. Now a second member of staff has to publish it, too, within one day."
    )
    return Message(line(plain(text), said))


def _value(town: Town, field: Field, value: str, said: Speech) -> str:
    _ = said.gettext
    if value == "none":
        return _("Leave it empty")
    match field:
        case Field.AREA:
            return text_in(town.areas[value].title, said.language)
        case Field.THEME:
            return text_in(town.themes[value], said.language)
        case Field.STATUS:
            return measure_status(MeasureStatus(value), said)
        case Field.PROGRESS:
            return isolate(said.percent(int(value) / 100))
        case _:
            return said.date(datetime.strptime(value, "%Y%m%d").date())  # noqa: DTZ007 - a day has no zone


def _choice(choice: Choice, said: Speech) -> str:
    _ = said.gettext
    if choice.step == WHOLE:
        # Translators: not one question or one answer, but the whole of it.
        return _("All of it")
    if choice.number is not None:
        return _("Release {number}").format(number=isolate(said.number(choice.number)))
    return row_label(choice.row, said) if choice.row else text_in(choice.title, said.language)
