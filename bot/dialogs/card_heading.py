"""The heading of a question's card: the survey, how far one is, the section or entry around it."""

from bot.dialogs.card_parts import Asking
from bot.dialogs.entry_names import repeat_label
from bot.dialogs.labels import shortened
from bot.dialogs.message import plain
from bot.speech import isolate, line
from domain.keys import key_of, place_of
from domain.languages import text_in
from domain.path import progress_on

SECTION_ROOM = 60  # characters


def heading(asking: Asking) -> str:
    """Return the lines above a question."""
    said = asking.said
    title = line(isolate(plain(text_in(asking.view.survey.title, said.language))), said)
    where = []
    if asking.question.takes_answer:
        number, total = progress_on(asking.view.survey, asking.way, asking.key)
        where.append(
            said.gettext("Question {number} of {total}").format(
                number=isolate(said.number(number)), total=isolate(said.number(total))
            )
        )
    where += [isolate(plain(shortened(one, SECTION_ROOM))) for one in _sections(asking)]
    return "\n".join([title, line(" · ".join(where), said)] if where else [title])


def _sections(asking: Asking) -> list[str]:
    """Return the entries that a question stands in, the outermost first, and the nearest labelled group.

    A repeat says the number of its entry: "Person 2".
    """
    survey, texts, said = asking.view.survey, asking.texts, asking.said
    place = place_of(asking.key)
    sections: list[str] = []
    nearest = ""
    for group in survey.groups_around(asking.question.group):  # the innermost first
        depth = len(survey.homes[group.name])
        if group.repeats:
            number = place[depth]
            label = repeat_label(texts, key_of(group.name, place[:depth])) if group.label else ""
            sections.insert(0, f"{label} {said.number(number)}".strip())
        elif not nearest and not sections and group.label:
            nearest = texts.flat(group.label, key_of(group.name, place[:depth]))
    return [*sections, nearest] if nearest else sections
