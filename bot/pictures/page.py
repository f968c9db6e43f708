"""A page that is filled from top to bottom and then becomes a picture.

Places along a line count from where the reader begins: from the left, in Arabic from the right.
"""

from dataclasses import dataclass, field
from io import BytesIO

from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text

from bot.pictures.lettering import POINTS_PER_INCH, Lettering, directed, features

LINE = 1.32  # the height of a line, in sizes of its letters
HALF_A_CAPITAL = 0.365  # in sizes: from the middle of a line down to where its letters stand


@dataclass(slots=True)
class Page:
    """The page so far. `y` is where the next thing begins, in pixels from the top."""

    width: int
    paper: str
    right_to_left: bool
    y: float = 0
    _artists: list[Artist] = field(default_factory=list)

    def space(self, height: float) -> None:
        """Leave some room."""
        self.y += height

    def paragraph(self, x: float, lines: list[str], letters: Lettering, colour: str) -> None:
        """Write lines that begin at x, one below the other, and go on below them."""
        for line in lines:
            height = letters.size * LINE
            self.beside(x, height, line, letters, colour)
            self.y += height

    def beside(
        self, x: float, height: float, line: str, letters: Lettering, colour: str, at_end: bool = False
    ) -> None:
        """Write one line in the middle of a row of this height, without going on below it.

        It begins at x, or ends there.
        """
        text = Text(
            self.width - x if self.right_to_left else x,
            -(self.y + height / 2 + HALF_A_CAPITAL * letters.size),
            directed(line, self.right_to_left),
            horizontalalignment="left" if at_end == self.right_to_left else "right",
            verticalalignment="baseline",
            fontproperties=letters.font,
            color=colour,
            parse_math=False,  # a label may hold dollar signs
            fontfeatures=features(line),
        )
        self._artists.append(text)

    def centred(
        self,
        x: float,
        width: float,
        height: float,
        line: str,
        letters: Lettering,
        colour: str,
        down: float = 0,
    ) -> None:
        """Write one line in the middle of a box that begins at x and `down` below, without going on."""
        middle = x + width / 2
        text = Text(
            self.width - middle if self.right_to_left else middle,
            -(self.y + down + height / 2 + HALF_A_CAPITAL * letters.size),
            directed(line, self.right_to_left),
            horizontalalignment="center",
            verticalalignment="baseline",
            fontproperties=letters.font,
            color=colour,
            parse_math=False,
            fontfeatures=features(line),
        )
        self._artists.append(text)

    def bar(self, x: float, length: float, height: float, colour: str, rounding: float) -> None:
        """Draw a box that begins at x, without going on below it."""
        left = self.width - x - length if self.right_to_left else x
        radius = min(rounding, length / 2, height / 2)
        shape = f"round,pad=0,rounding_size={radius}" if radius else "square,pad=0"
        box = FancyBboxPatch(
            (left, -(self.y + height)), length, height, boxstyle=shape, color=colour, linewidth=0
        )
        self._artists.append(box)

    def png(self) -> bytes:
        """Return the page as a PNG; the same page gives the same bytes."""
        height = round(self.y)
        figure = Figure(
            (self.width / POINTS_PER_INCH, height / POINTS_PER_INCH), POINTS_PER_INCH, facecolor=self.paper
        )
        axes = figure.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, self.width)
        axes.set_ylim(-height, 0)
        for artist in self._artists:
            axes.add_artist(artist)
        file = BytesIO()
        FigureCanvasAgg(figure)  # no window system, no state of pyplot
        figure.savefig(file, format="png", metadata={"Software": None})
        return file.getvalue()
