"""What the entries of a repeat are called: by the first thing that was said in each of them."""

from bot.dialogs.answers import entries_in_words
from bot.dialogs.form_text import FormText
from bot.dialogs.labels import shortened
from bot.speech import isolate
from domain.keys import Key, key_of, name_of, place_of
from domain.per_version import once_a_version
from domain.survey import Kind, QuestionName, Survey

NAME_ROOM = 24  # characters
NAMES_IN_A_LINE = 5


def repeat_label(texts: FormText, repeat: Key) -> str:
    """Return the heading of a repeat in plain words; its name where it has none."""
    group = texts.form.survey.group_of[name_of(repeat)]
    return texts.flat(group.label, repeat) or group.name


def entry_name(texts: FormText, repeat: Key, number: int) -> str:
    """Return what an entry is called, such as the name that was typed in it; "" where it says nothing yet."""
    place = (*place_of(repeat), number)
    form = texts.form
    for name in _naming(form.survey).get(name_of(repeat), ()):
        key = key_of(name, place)
        if form.given(key) not in (None, "") and form.is_relevant(name, place):
            return shortened(texts.answer(key), NAME_ROOM)
    return ""


def entries_in_line(texts: FormText, repeat: Key) -> str:
    """Return a repeat's entries on one line: how many there are, and what the first of them are called."""
    count, said = texts.form.entries_of.get(repeat, 0), texts.said
    shown = [entry_name(texts, repeat, number) for number in range(1, min(count, NAMES_IN_A_LINE) + 1)]
    names = [isolate(name) for name in shown if name]
    how_many = entries_in_words(count, said)
    if not names:
        return how_many
    if count > len(names):
        names.append("…")
    return said.gettext("{entries}: {names}").format(entries=how_many, names=said.gettext(", ").join(names))


@once_a_version
def _naming(survey: Survey) -> dict[QuestionName, list[QuestionName]]:
    """Return of each repeat the questions whose answer can stand as the name of an entry, in their order."""
    naming: dict[QuestionName, list[QuestionName]] = {}
    for question in survey.questions:
        if question.kind in (Kind.TEXT, Kind.SELECT_ONE) and (homes := survey.homes[question.name]):
            naming.setdefault(homes[-1], []).append(question.name)
    return naming
