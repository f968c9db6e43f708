"""Pictures as neutral data: what is compared, in which language. Drawing them is another file's work."""

from dataclasses import dataclass, field

from domain.languages import Language

MOST_BARS = 40
"""More bars make a picture that no phone shows legibly."""

MOST_ROWS = 20
MOST_SEGMENTS = 11
"""As many as a scale from 0 to 10 has."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: its label, how many, and the share as it is printed beside it (`43 %`).

    Where bars stand in groups, the first of a group has the group's heading.
    """

    label: str
    count: int
    share: float
    caption: str
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Chart:
    """Horizontal bars under a title; the footer says n, the date and the rule that the numbers obey.

    The subtitle stands below the title, where the reader needs it: what 1 and 5 mean on a scale. `part`
    names the people that the picture is about, if it is not about all.
    """

    language: Language
    title: str
    bars: tuple[Bar, ...]
    footer: str
    subtitle: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class Key:
    """What a segment stands for: the sign inside it, and the label that the legend explains it with.

    A sign that speaks for itself, such as a scale's value, has no label.
    """

    sign: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Segment:
    """One piece of a stacked bar: its share of the whole, and the share as it is printed."""

    share: float
    caption: str


@dataclass(frozen=True, slots=True)
class Row:
    """One stacked bar: whose answers, how many people (`n = 120`), and a segment for each key, in order."""

    label: str
    people: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class StackedChart:
    """Stacked bars, one below the other, each as long as all who answered. The rest is as in a `Chart`."""

    language: Language
    title: str
    keys: tuple[Key, ...]
    rows: tuple[Row, ...]
    footer: str
    subtitle: str = ""
    part: str = ""


MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """One day on the way: what was there then, or what is planned for it."""

    day: str
    text: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class ProgressChart:
    """How far something is: a bar with what it says, and its steps, one below the other.

    `share` is how much is done, between 0 and 1. The rest is as in a `Chart`.
    """

    language: Language
    title: str
    share: float
    caption: str
    steps: tuple[Step, ...]
    footer: str
    subtitle: str = ""
    part: str = ""


@dataclass(frozen=True, slots=True)
class QrCode:
    """A link as a QR code. It may let its holder in somewhere, so it stands in no log."""

    link: str = field(repr=False)


Picture = Chart | StackedChart | ProgressChart | QrCode
