"""Areas and distances on the Earth from geopoints, with the formulas of ODK Collect (JavaRosa).

A geopoint is a text `latitude longitude [altitude [accuracy]]` in degrees; several stand with
semicolons between them. Altitude and accuracy are not used.
"""

import re
from itertools import pairwise
from math import acos, cos, nan, radians, sin

from domain.expressions.errors import TooMuchWork
from domain.expressions.values import Value, to_text

MAX_CORNERS = 200  # of what `intersects()` takes: it compares every line with every other
RADIUS = 6_378_100.0  # metres, at the equator, as in JavaRosa
_METRES_A_DEGREE = radians(1) * RADIUS
_NUMBER = r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"
_POINT = re.compile(rf"\s*({_NUMBER})\s+({_NUMBER})(?:\s+{_NUMBER}){{0,2}}\s*", re.ASCII)

Point = tuple[float, float]


def distance(*values: Value) -> Value:
    """Return the length in metres of the way through all points; NaN if one is no geopoint."""
    points = _points(values)
    return nan if points is None else float(sum(_between(one, other) for one, other in pairwise(points)))


def area(*values: Value) -> Value:
    """Return the area in square metres inside the points; NaN if one is no geopoint."""
    points = _points(values)
    if points is None:
        return nan
    if len(points) < 3:
        return 0.0
    (latitude, longitude), *others = points
    flat = [
        (
            (point[1] - longitude) * _METRES_A_DEGREE * cos(radians(point[0])),
            (point[0] - latitude) * _METRES_A_DEGREE,
        )
        for point in others
    ]
    return abs(sum((y1 * x2 - x1 * y2) / 2 for (x1, y1), (x2, y2) in pairwise(flat)))


def geofence(point: Value, shape: Value) -> Value:
    """Tell whether a geopoint lies inside a closed shape; not if either is none."""
    found, corners = _points((point,)), _points((shape,))
    if not found or not corners:
        return False
    (y, x), inside = found[0], False
    for (y1, x1), (y2, x2) in pairwise(corners):
        if (y2 > y) != (y1 > y) and x < (x1 - x2) * (y - y2) / (y1 - y2) + x2:
            inside = not inside
    return inside


def intersects(*values: Value) -> Value:
    """Tell whether a trace or shape crosses or touches itself; the closing of a shape does not count.

    Raises:
        TooMuchWork: it has more than `MAX_CORNERS` points.
    """
    points = _points(values)
    if not points:
        return False
    if len(points) > MAX_CORNERS:
        raise TooMuchWork(f"intersects() takes at most {MAX_CORNERS} points", 0)
    lines = [(one, other) for one, other in pairwise(points) if one != other]
    closed = len(lines) > 1 and lines[0][0] == lines[-1][1]
    for index, line in enumerate(lines):
        for later in range(index + 1, len(lines)):
            neighbours = later == index + 1 or (closed and index == 0 and later == len(lines) - 1)
            if neighbours:
                if _turns_back(line, lines[later], joined_at_start=later != index + 1):
                    return True
            elif _meet(line, lines[later]):
                return True
    return False


def _points(values: tuple[Value, ...]) -> list[Point] | None:
    """Return all points; what is empty is left out; None if something is no geopoint."""
    found = []
    for value in values:
        for written in to_text(value).split(";"):
            if not written.strip():
                continue
            point = _POINT.fullmatch(written)
            if point is None:
                return None
            found.append((float(point[1]), float(point[2])))
    return found


def _between(one: Point, other: Point) -> float:
    (lat1, lon1), (lat2, lon2) = one, other
    turn = sin(radians(lat1)) * sin(radians(lat2))
    turn += cos(radians(lat1)) * cos(radians(lat2)) * cos(radians(lon1 - lon2))
    return acos(max(-1.0, min(1.0, turn))) * RADIUS


Line = tuple[Point, Point]


def _side(line: Line, point: Point) -> float:
    (y1, x1), (y2, x2) = line
    return (x2 - x1) * (point[0] - y1) - (y2 - y1) * (point[1] - x1)


def _within(line: Line, point: Point) -> bool:
    (y1, x1), (y2, x2) = line
    return min(y1, y2) <= point[0] <= max(y1, y2) and min(x1, x2) <= point[1] <= max(x1, x2)


def _meet(one: Line, other: Line) -> bool:
    ahead = [_side(one, other[0]), _side(one, other[1])]
    behind = [_side(other, one[0]), _side(other, one[1])]
    if ahead[0] * ahead[1] < 0 and behind[0] * behind[1] < 0:
        return True
    touching = [(side, one, point) for side, point in zip(ahead, other, strict=True)]
    touching += [(side, other, point) for side, point in zip(behind, one, strict=True)]
    return any(side == 0 and _within(line, point) for side, line, point in touching)


def _turns_back(one: Line, other: Line, *, joined_at_start: bool) -> bool:
    """Tell whether two lines with a common end lie on each other."""
    far_one, far_other = (one[1], other[0]) if joined_at_start else (one[0], other[1])
    on_one = _side(one, far_other) == 0 and _within(one, far_other)
    return on_one or (_side(other, far_one) == 0 and _within(other, far_one))
