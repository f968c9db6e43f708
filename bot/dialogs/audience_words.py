"""Audiences in words: who gets a message, in how many chats they are, and what it can be narrowed by."""

from collections.abc import Mapping

from bot.dialogs.figures import count_in_words, heading
from bot.dialogs.labels import BUTTON_LIMIT, shortened
from bot.dialogs.menus import menu, options_of
from bot.dialogs.message import Message, plain
from bot.speech import OWN_NAMES, Speech, isolate, line, speech
from domain.audience import FEWEST_SHOWN, Audience
from domain.languages import Texts, text_in
from domain.outgoing import Outgoing
from domain.town import INVITATIONS_CONSENT, MEASURES_CONSENT, NEWS_CONSENT, RESULTS_CONSENT, Town
from usecases.audience_editor import ANY, EVERYBODY, AudienceScreen


def audience(town: Town, outgoing: Outgoing) -> Message:
    """Show who gets a message and how many chats that is, and offer what narrows it."""
    view, said = outgoing.view, speech(outgoing.language)
    if not isinstance(view, AudienceScreen):
        raise TypeError("the message needs its audience")
    _ = said.gettext
    kind = str(outgoing.args["kind"])
    parts = [
        heading(_filter_label(kind, said) if kind else _("Who gets it?"), said),
        "\n".join(audience_lines(view.audience, view.purpose, town, view.names, said)),
        line(reach_in_words(view.reach, said), said),
    ]
    if kind:
        parts.append(line(plain(_ask(kind, said)), said))
    titles = {choice.name: choice.title for choice in view.choices}
    base = str(outgoing.args["base"])

    def label(option: str) -> str:
        if not option.startswith(f"{base}:"):  # the way back, or on to what is asked next
            return _("Done") if ":go:" in option else _("Back")
        match option.removeprefix(f"{base}:").split(":"):
            case ["all"]:
                return _("Everybody, without conditions")
            case [filter_name]:
                return _filter_label(filter_name, said)
            case ["standing", _on, name]:
                return standing_in_words("" if name == ANY else name, said)
            case [filter_name, how, name]:
                title = name_of(filter_name, titles[name], said)
                return shortened(f"{'☑' if how == 'off' else '☐'} {title}", BUTTON_LIMIT)
            case _:
                return _("Back")

    return menu("\n\n".join(parts), options_of(outgoing), label, said)


def audience_lines(
    who: Audience, purpose: str, town: Town, names: Mapping[str, Texts], said: Speech
) -> list[str]:
    """Return an audience in words, a condition a line.

    Args:
        who: The audience.
        purpose: The consent under which the message goes out.
        town: Its areas, themes and surveys have names.
        names: The titles of what is no part of the town's own: `event:12`, `measure:benches`.
        said: The reader's language.
    """
    _ = said.gettext
    lines = [purpose_in_words(purpose, said)]
    areas = {key: area.title for key, area in town.areas.items()}
    lists = (
        (
            _("who follow: {names}"),
            [text_in(areas.get(key, {"de": key}), said.language) for key in who.areas],
        ),
        (_("whose language is: {names}"), [OWN_NAMES.get(code, code) for code in who.languages]),
        (
            _("who follow: {names}"),
            [text_in(town.themes.get(key, {"de": key}), said.language) for key in who.themes],
        ),
        (
            _("who follow: {names}"),
            [text_in(names.get(f"measure:{key}", {"de": key}), said.language) for key in who.measures],
        ),
        (_("who came by: {names}"), list(who.sources)),
    )
    for text, found in lists:
        if found:
            # Translators: between names, of which one is enough: "German or Turkish".
            either = _(" or ").join(isolate(plain(name)) for name in found)
            lines.append(text.format(names=either))
    if who.not_answered:
        titles = {survey.key: survey.title for survey in town.surveys}
        of_staff = names.get(f"survey:{who.not_answered}", {"de": who.not_answered})
        title = text_in(titles.get(who.not_answered, of_staff), said.language)
        lines.append(_("who have not answered “{title}” yet").format(title=isolate(plain(title))))
    if who.event is not None:
        title = text_in(names.get(f"event:{who.event}", {"de": str(who.event)}), said.language)
        lines.append(f"{isolate(plain(title))}: {standing_in_words(who.event_standing, said)}")
    first, *rest = lines
    return [line(first, said), *(line(f"– {one}", said) for one in rest)]


def reach_in_words(reach: int | None, said: Speech) -> str:
    """Return in how many chats an audience is; None for fewer than ten."""
    if reach is None:
        return said.gettext("Now this arrives in fewer than {n} chats.").format(
            n=count_in_words(FEWEST_SHOWN, said)
        )
    return said.ngettext(
        "Now this arrives in about {n} chat.", "Now this arrives in about {n} chats.", reach
    ).format(n=f"<b>{count_in_words(reach, said)}</b>")


def purpose_in_words(purpose: str, said: Speech) -> str:
    """Return who has asked for messages of a kind."""
    _ = said.gettext
    return {
        NEWS_CONSENT: _("Those who asked for the project's news"),
        INVITATIONS_CONSENT: _("Those who asked for invitations"),
        MEASURES_CONSENT: _("Those who asked what is being done"),
        RESULTS_CONSENT: _("Those who asked for results"),
    }[purpose]


def standing_in_words(standing: str, said: Speech) -> str:
    """Return how somebody stands to an event."""
    _ = said.gettext
    return {
        "": _("everybody who has answered"),
        "coming": _("who are coming"),
        "waiting": _("who are on the waitlist"),
        "attended": _("who were there"),
        "invited": _("who have not answered yet"),
    }[standing]


def name_of(kind: str, title: Texts, said: Speech) -> str:
    """Return the name of something that an audience can be narrowed to."""
    if kind == "language":
        code = text_in(title, said.language)
        return OWN_NAMES.get(code, code)
    return text_in(title, said.language)


def _filter_label(kind: str, said: Speech) -> str:
    _ = said.gettext
    return {
        EVERYBODY: _("Everybody, without conditions"),
        "area": _("Area"),
        "language": _("Language"),
        "theme": _("Theme"),
        "measure": _("Measure"),
        "survey": _("Has not answered a survey"),
        "source": _("Poster or link"),
        "event": _("Event"),
    }[kind]


def _ask(kind: str, said: Speech) -> str:
    _ = said.gettext
    return {
        "area": _("Which areas do they follow? Who follows a quarter counts for the whole town, too."),
        "language": _("Which languages?"),
        "theme": _("Which themes do they follow?"),
        "measure": _("Which measures do they follow?"),
        "survey": _("Which survey have they not answered yet?"),
        "source": _("Which poster or link have they come by?"),
        "event": _("Which event is it about?"),
    }[kind]
