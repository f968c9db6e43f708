"""Results for staff: the surveys, a release's questions, its parts, and other releases to choose from."""

from collections.abc import Sequence

from bot.buttons import menu_data
from bot.dialogs.figures import (
    access_in_words,
    count_in_words,
    dimension_in_words,
    heading,
    not_attributable_in_words,
    others_in_words,
    part_in_words,
    people_in_words,
    release_in_words,
    rule_in_words,
    value_in_words,
    withdrawn_in_words,
)
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.message import Button, Message, in_rows, plain
from bot.dialogs.under_represented import missed_in_words
from bot.speech import Speech, isolate, line, speech
from domain.languages import Language, text_in
from domain.results import THRESHOLD, PublishedResults, PublishedTable, WithheldTable
from usecases.published import ReleaseSummary, SurveyTotal
from usecases.results_path import Spot

NUMBERS_A_ROW = 5
MOST_QUESTION_BUTTONS = 80  # of the 100 a message may have; what lies beyond is reached by its number
LONGEST_LABEL = 500  # characters, in a text


def results_menu(view: Sequence[SurveyTotal], language: Language) -> Message:
    """Return the surveys to choose from, with how many took part."""
    said = speech(language)
    _ = said.gettext
    if not view:
        return Message(line(_("There is no survey yet."), said))
    parts, rows = [heading(_("Results"), said)], []
    for number, survey in enumerate(view, 1):
        title = text_in(survey.title, language)
        parts.append(_item(number, title, _took_part(survey.total, said), said))
        rows.append(_button(number, title, f"results:{survey.key}", said))
    parts.append(line(_("Which survey would you like to look at?"), said))
    return Message("\n\n".join(parts), tuple(rows))


def survey_results(
    view: PublishedResults,
    options: Sequence[str],
    language: Language,
    first: str = "",
    seen_since: str = "",
) -> Message:
    """Return a release's questions to choose from, then what else can be done, as the options say.

    Args:
        view: The results.
        options: The menu's options: the questions, one each, then the others.
        language: The reader's language.
        first: When the first results come, where there are none yet.
        seen_since: Since when residents see the release, if they do.
    """
    said = speech(language)
    _ = said.gettext
    top = [heading(text_in(view.title, language), said), *_about(view, said)]
    if seen_since:
        top.append(line(_("Residents see this release since {date}.").format(date=isolate(seen_since)), said))
    if first:
        top.append(line(first, said))
    parts = ["\n".join(top)]
    buttons = []
    for number, (entry, option) in enumerate(zip(view.entries, options, strict=False), 1):
        parts.append(_item(number, text_in(entry.label, language), _answered(entry, said), said))
        buttons.append(Button(said.number(number), menu_data(option)))
    if view.entries:
        parts.append(line(_("Which question would you like to look at?"), said))
    rows = in_rows(buttons[:MOST_QUESTION_BUTTONS], NUMBERS_A_ROW) if buttons else []
    return Message("\n\n".join(parts), (*rows, *_others(view, options, len(view.entries), said)))


def first_results(needed: int, days: int, said: Speech) -> str:
    """Return when the first results come, and how often new ones."""
    return said.ngettext(
        "There are no results yet. They come from {needed} answers on, and then every {days} day.",
        "There are no results yet. They come from {needed} answers on, and then every {days} days.",
        days,
    ).format(needed=count_in_words(needed, said), days=count_in_words(days, said))


def results_parts(view: PublishedResults, options: Sequence[str], language: Language) -> Message:
    """Return every value that the results can be filtered by, with how many people its blocks have."""
    said = speech(language)
    _ = said.gettext
    parts = [heading(_("Only a part of the people"), said)]
    rows, number = [], 0
    for dimension in view.dimensions:
        if not dimension.values:
            continue
        lines = [heading(dimension_in_words(dimension, said), said)]
        for value in dimension.values:
            number += 1
            name = value_in_words(value, said)
            text = _("{name}: {count}").format(
                name=isolate(plain(shortened(name, LONGEST_LABEL))), count=people_in_words(value.n, said)
            )
            lines.append(line(numbered(number, text, said), said))
            rows.append(_button(number, name, options[number - 1], said))
        if dimension.rest:
            lines.append(line(not_attributable_in_words(dimension.rest, said), said))
        parts.append("\n".join(lines))
    parts.append(line(_("Whose answers would you like to see?"), said))
    return Message("\n\n".join(parts), (*rows, *_others(view, options, number, said)))


def results_releases(lines: Sequence[ReleaseSummary], options: Sequence[str], language: Language) -> Message:
    """Return the releases of a survey, the newest first."""
    said = speech(language)
    _ = said.gettext
    parts, rows, names = [heading(_("Other releases"), said)], [], []
    for number, (one, option) in enumerate(zip(lines, options, strict=False), 1):
        day = said.date(one.closed_on)
        name = _("Release {number} of {date}").format(
            number=count_in_words(one.number, said), date=isolate(day)
        )
        if one.is_final:
            name = _("Final results of {date}").format(date=isolate(day))
        names.append(line(numbered(number, name, said), said))
        rows.append(_button(number, day, option, said))
    parts.append("\n".join(names))
    parts.append(line(_("Each release contains all earlier ones. Which one would you like to see?"), said))
    return Message("\n\n".join(parts), tuple(rows))


def further_rows(
    view: PublishedResults, options: Sequence[str], language: Language
) -> tuple[tuple[Button, ...], ...]:
    """Return the buttons below a table: where it leads to."""
    return tuple(_others(view, options, 0, speech(language)))


def _others(
    view: PublishedResults, options: Sequence[str], done: int, said: Speech
) -> list[tuple[Button, ...]]:
    """Return one button a row for the options that stand behind the first `done`."""
    return [
        _button(number, _option_label(view, option, said), option, said)
        for number, option in enumerate(options[done:], done + 1)
    ]


def _option_label(view: PublishedResults, option: str, said: Speech) -> str:
    _ = said.gettext
    match option.split(":"):
        case ["results"]:
            return _("All surveys")
        case ["close", *_rest]:
            return _("Close a wave now")
        case ["publish", *_rest]:
            return _("Show it to residents")
        case ["export", *_rest]:
            return _("Download")
        case ["results", _survey, spelled]:
            return _spot_label(view, Spot.read(spelled), said)
        case _:
            return option


def _spot_label(view: PublishedResults, spot: Spot | None, said: Speech) -> str:
    _ = said.gettext
    match spot:
        case Spot(whole="all"):
            return _("All questions")
        case Spot(whole="scales"):
            return _("The scales in one picture")
        case Spot(whole="parts"):
            return _("Only a part of the people")
        case Spot(whole="releases"):
            return _("Other releases")
        case Spot(dimension=int(place)):
            return _("Compare: {by}").format(by=dimension_in_words(view.dimensions[place], said))
        case Spot(earlier=int(number)):
            return _("Compare with release {number}").format(number=count_in_words(number, said))
        case Spot(question=int()):
            return _("Without comparison")
        case Spot(part=None) if view.filter is not None:
            return _("Everybody")
        case _:
            return _("Back to the questions")


def _about(view: PublishedResults, said: Speech) -> list[str]:
    """Return what the numbers of a release are: of when, of whom, by which rule."""
    _ = said.gettext
    lines = []
    if view.release is not None and view.total is not None:
        lines.append(release_in_words(view, said))
        if view.filter is not None:
            lines.append(f"<b>{plain(part_in_words(view, said))}</b>")
        lines.append(
            said.ngettext("{n} person is counted here.", "{n} people are counted here.", view.total).format(
                n=count_in_words(view.total, said)
            )
        )
        if view.not_attributable:
            lines.append(others_in_words(view.not_attributable, said))
    if view.participants is None and view.release is None:
        lines.append(_took_part(None, said))
    elif view.participants is not None:
        lines.append(
            said.ngettext(
                "{n} person has taken part up to now.",
                "{n} people have taken part up to now.",
                view.participants,
            ).format(n=count_in_words(view.participants, said))
        )
    if view.release is not None:
        lines += [access_in_words(view, said), rule_in_words(said), *missed_in_words(view, said)]
        lines.append(withdrawn_in_words(view, said))
    return [line(each, said) for each in lines if each]


def _item(number: int, name: str, status: str, said: Speech) -> str:
    """Return a numbered line of a menu with its status below."""
    first = line(numbered(number, isolate(plain(shortened(name, LONGEST_LABEL))), said), said)
    return f"{first}\n{line(status, said)}"


def _button(number: int, label: str, option: str, said: Speech) -> tuple[Button, ...]:
    return (Button(shortened(numbered(number, label, said), BUTTON_LIMIT), menu_data(option)),)


def _took_part(total: int | None, said: Speech) -> str:
    if total is None:
        return said.gettext("Fewer than {n} people took part.").format(n=count_in_words(THRESHOLD, said))
    return said.ngettext("{n} person took part.", "{n} people took part.", total).format(
        n=count_in_words(total, said)
    )


def _answered(entry: PublishedTable | WithheldTable, said: Speech) -> str:
    if isinstance(entry, WithheldTable):
        return said.gettext("No numbers yet")
    return said.ngettext("{n} answer", "{n} answers", entry.n).format(n=count_in_words(entry.n, said))
