"""What use cases know of the deployment they run in."""

from dataclasses import dataclass, field

from domain.languages import Language, Texts
from domain.periods import USUAL_PERIODS, Periods
from domain.quiet_hours import USUAL, QuietHours
from domain.town import Town
from domain.unfinished import USUAL as USUAL_REMINDERS
from domain.unfinished import RemindDays
from domain.weekly import Weekly

USUAL_DIGEST = Weekly()


@dataclass(frozen=True, slots=True)
class House:
    """What use cases know of the deployment: the town's content, the languages, the pepper, the time zone.

    Every `wave_days` days a survey's answers are counted. With `second_person` what is sent to many needs
    the confirmation of two members of staff. In `quiet` hours nothing unasked is sent,
    and a person gets `bulk_a_day` messages to many a day (0: as many as there are). At the time of `digest`
    the week's updates are told to those who want them weekly. Who stops in the middle of a survey is reminded
    after so many days each (`remind_days`). Things are kept for their `periods`. `survey_news` is what a
    message to many says of a survey that opens, with `{title}` where its title stands.
    """

    town: Town
    languages: tuple[Language, ...]
    pepper: bytes
    timezone: str
    wave_days: int = 7
    second_person: bool = False
    quiet: QuietHours = USUAL
    bulk_a_day: int = 1
    digest: Weekly = USUAL_DIGEST
    periods: Periods = USUAL_PERIODS
    remind_days: RemindDays = USUAL_REMINDERS
    survey_news: Texts = field(default_factory=dict)
