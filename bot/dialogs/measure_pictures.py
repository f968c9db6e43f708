"""The picture of a measure's progress: how much is done, and its steps one below the other."""

from datetime import date

from bot.dialogs.labels import shortened
from bot.dialogs.measure_words import Reader, measure_status, progress_in_words
from bot.pictures.chart import MOST_STEPS, ProgressChart, Step
from bot.speech import Speech, isolate, speech
from domain.languages import Language
from domain.measures import MeasureStatus
from usecases.measure_views import MeasureView

LONGEST_STEP = 110  # characters of an update beside its day


def progress_picture(view: MeasureView, day: str, language: Language) -> ProgressChart:
    """Return the picture of a measure as it stands on a day.

    Args:
        view: The measure.
        day: The local day, as ISO writes it.
        language: The reader's.
    """
    said = speech(language)
    reader, one, today = Reader(said), view.measure, date.fromisoformat(day)
    title = reader.label(one.title)
    steps = [] if one.starts_on is None else [_planned(one.starts_on, said.gettext("Beginning"), today, said)]
    told = [
        Step(said.date(update.day), shortened(reader.label(update.text), LONGEST_STEP), is_past=True)
        for update in reversed(view.branch.updates)
    ]
    steps += told[-(MOST_STEPS - 2) :]
    if one.due_on is not None and one.status not in (MeasureStatus.DONE, MeasureStatus.STOPPED):
        steps.append(Step(said.date(one.due_on), said.gettext("Planned end"), is_past=False))
    return ProgressChart(
        language=language,
        title=title,
        subtitle=measure_status(one.status, said),
        share=one.progress / 100,
        caption=progress_in_words(one.progress, said),
        steps=tuple(steps),
        footer=said.gettext("As of {date}").format(date=isolate(said.date(today))),
    )


def _planned(day: date, what: str, today: date, said: Speech) -> Step:
    return Step(said.date(day), what, is_past=day <= today)
