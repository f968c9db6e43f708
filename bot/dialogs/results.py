"""Results and statistics for staff: menus, one question's counts as text and as a chart.

Texts hold no bars of block characters: a screen reader would read every block. The chart has the bars.
"""

from collections.abc import Callable, Sequence
from datetime import date

from babel.numbers import format_decimal

from bot.buttons import menu_data
from bot.dialogs.labels import BUTTON_LIMIT, numbered, shortened
from bot.dialogs.message import Button, Message, plain
from bot.pictures.chart import MOST_BARS, Bar, Chart
from bot.speech import OWN_NAMES, Speech, isolate, speech
from domain.languages import Language, Texts, text_in
from domain.number_classes import Span
from domain.results import (
    THRESHOLD,
    GroupedCounts,
    PublishedResults,
    PublishedRow,
    PublishedTable,
    WithheldTable,
)
from domain.survey import Kind
from usecases.published import Statistics, SurveyTotal

TEXT_LIMIT = 4000  # of the 4096 characters a message may have
MOST_QUESTION_BUTTONS = 90  # of 100; what lies beyond is reached by typing its number
SHORT_LABEL = 40

RIGHT_TO_LEFT_MARK = "\u200f"


def results_menu(view: Sequence[SurveyTotal], language: Language) -> Message:
    """Return the surveys to choose from, with how many took part."""
    said = speech(language)
    _ = said.gettext
    if not view:
        return Message(_("There is no survey yet."))
    lines = [
        _numbered_line(number, survey.title, _took_part(survey.total, said), said)
        for number, survey in enumerate(view, 1)
    ]
    buttons = [
        _button(number, text_in(survey.title, language), f"results:{survey.key}", said)
        for number, survey in enumerate(view, 1)
    ]
    heading = _heading(_("Results"), said)
    return Message(_paragraphs(heading, _line(_("Which survey?"), said), "\n".join(lines)), _rows(buttons))


def survey_results(view: PublishedResults, key: str, language: Language) -> Message:
    """Return one survey's questions to choose from, all of them, and the way back.

    The buttons stand in the order in which the menu's options can be typed.
    """
    said = speech(language)
    _ = said.gettext
    back = menu_data("results")
    if view.total is None:
        return Message(_too_few(view, said), ((Button(numbered(1, _("All surveys"), said), back),),))
    heading = _paragraphs(
        _heading(text_in(view.title, language), said),
        _line(_took_part(view.total, said), said),
        _line(_("Which question?"), said),
    )
    lines = "\n".join(
        _numbered_line(number, entry.label, _answered(entry, said), said)
        for number, entry in enumerate(view.entries, 1)
    )
    buttons = [
        _button(index + 1, text_in(entry.label, language), f"results:{key}:{index}", said)
        for index, entry in enumerate(view.entries[:MOST_QUESTION_BUTTONS])
    ]
    last = len(view.entries)
    buttons.append(_button(last + 1, _("All questions"), f"results:{key}:all", said))
    buttons.append(Button(numbered(last + 2, _("All surveys"), said), back))
    with_list = _paragraphs(heading, lines)
    return Message(with_list if len(with_list) <= TEXT_LIMIT else heading, _rows(buttons))


def table_text(view: PublishedResults, index: int, language: Language) -> Message:
    """Return one question's counts and shares in words; the index counts the entries from 0."""
    said = speech(language)
    entry = _entry(view, index)
    if entry is None:
        return Message(_too_few(view, said))
    for limit, most in ((None, None), (SHORT_LABEL, None), (SHORT_LABEL, MOST_BARS)):
        text = _entry_text(entry, limit, most, said)
        if len(text) <= TEXT_LIMIT:
            break
    return Message(text)


def table_picture(view: PublishedResults, index: int, language: Language, today: date) -> Message:
    """Return one question's chart as a message; just the words where there is nothing to draw."""
    entry = _entry(view, index)
    if not isinstance(entry, PublishedTable) or not entry.rows:
        return table_text(view, index, language)
    said = speech(language)
    caption = said.gettext("The same numbers as a picture.")
    return Message(_line(caption, said), picture=table_chart(entry, language, today))
