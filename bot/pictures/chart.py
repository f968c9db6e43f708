"""A chart as neutral data: what is compared, in which language. Drawing it is another file's work."""

from dataclasses import dataclass

from domain.languages import Language

MOST_BARS = 40
"""More bars make a picture that no phone shows legibly."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how many, and the share as it is printed beside it (`43 %`)."""

    label: str
    count: int
    share: float
    caption: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars under a title; the footer says n, the date and the rule that the numbers obey.

    The subtitle stands below the title, where the reader needs it: what 1 and 5 mean on a scale.
    """

    language: Language
    title: str
    bars: tuple[Bar, ...]
    footer: str
    subtitle: str = ""
