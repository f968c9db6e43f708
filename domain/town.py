"""What a town says about its project: names, phases, people to turn to, texts. Data, never code."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from domain.languages import Language, Texts
from domain.population import Margins
from domain.survey_life import Window

SURVEY_CONSENT = "survey"  # the purpose under which a consent to take part is kept
RESULTS_CONSENT = "results"  # and one to get a message when results are published
INVITATIONS_CONSENT = "invitations"  # to workshops and other events
MEASURES_CONSENT = "measures"  # what becomes of what was said
NEWS_CONSENT = "news"  # surveys that open, and what else happens in the project
NEEDS_CONSENT = "needs"  # what somebody needs at an event; deleted days after it
WISHES = (RESULTS_CONSENT, INVITATIONS_CONSENT, MEASURES_CONSENT, NEWS_CONSENT)  # kinds of unasked messages


@dataclass(frozen=True, slots=True)
class Contact:
    """The person whom residents can turn to."""

    name: str
    phone: str
    email: str
    role: Texts


@dataclass(frozen=True, slots=True)
class PlannedSurvey:
    """A survey of the process: which file asks it, and when it can be answered."""

    key: str
    file: str
    title: Texts
    window: Window
    population: Margins = field(default_factory=dict)  # who lives there, to weight results by
    sample: bool = False  # people are invited by letters with codes, and told from everybody else


@dataclass(frozen=True, slots=True)
class Area:
    """A part of the town, or all of it; `parent` is the key of the area around it, empty for the town."""

    title: Texts
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A part of the process, with its first and its last day."""

    title: Texts
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class Page:
    """A longer text of the town, such as the privacy notice; its hash says which one was read."""

    version: str
    text: str
    hash: str


@dataclass(frozen=True, slots=True)
class Town:
    """One process as the program serves it."""

    title: Texts
    city: Texts
    contact: Contact
    other_way: Texts
    surveys: tuple[PlannedSurvey, ...]
    pages: dict[tuple[str, Language], Page]  # (name, language): `about`, `contact`, `privacy` ...
    themes: Mapping[str, Texts] = field(default_factory=dict)  # what texts can be about: titles by code
    areas: Mapping[str, Area] = field(default_factory=dict)  # by key, as a tree
    phases: tuple[Phase, ...] = ()
    feedback: PlannedSurvey | None = None  # the form that asks how an event was; each event has its own days

    def within(self, area: str) -> frozenset[str]:
        """Return the keys of an area and of all that lie in it."""
        found = {area}
        while more := {key for key, one in self.areas.items() if one.parent in found} - found:
            found |= more
        return frozenset(found)

    def page(self, name: str, language: Language) -> Page:
        """Return a page in exactly this language: such texts never fall back silently.

        Raises:
            KeyError: The content lacks it, which the start-up check would have refused.
        """
        return self.pages[name, language]
