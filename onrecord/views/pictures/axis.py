"""The two scales of a figure track in pixels, and labels moved apart until none covers another."""

import datetime as dt
import math
from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.views.pictures.svg import width_of
from onrecord.views.pictures.ticks import name_days, scale_of

WIDE_RANGE = 60  # highest over lowest amount, over which the scale is by powers
LINE_HEIGHT = 17.0
BESIDE = 11.0  # pixels from a mark to its label
STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
FONT = 12.0
NARROW = 500  # pixels; below, days stand closer
HALF = 7.0  # pixels; half a mark's width
TRY = 5.0  # pixels; from one height that is tried for a label to the next


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A label to be placed beside its mark."""

    x: float  # of the mark
    y: float
    width: float
    arrow: float = 0.0  # pixels that an arrow goes down from the mark


class Axis:
    """Amounts go up, moments to the right."""

    def __init__(
        self, *, bounds: Sequence[float], moments: Sequence[dt.datetime], size: tuple[float, float], room: float
    ) -> None:
        """`room` is kept free at the right, for the labels of the last marks."""
        self.width, self.height = size
        low, high = min(bounds), max(bounds)
        self.is_by_powers = low > 0 and high / low > WIDE_RANGE
        if self.is_by_powers:
            self._low, self._high = math.log10(low / 1.7), math.log10(high * 1.7)
        else:
            spare = (high - low or abs(high) or 1.0) * 0.16
            self._low = max(0.0, low - 1.6 * spare) if low >= 0 else low - spare
            self._high = high + spare
        named = [(value, put_short(value)) for value in self._round_amounts()]
        self.amounts = [(self.y(value), name) for value, name in named]
        self.left = max((width_of(name, FONT) for _, name in named), default=0.0) + 18
        self._time = scale_of(list(moments), self.left + 12, self.width - room)
        self.days = name_days(self._time, room=78 if self.width > NARROW else 72)

    def _round_amounts(self) -> list[float]:
        if self.is_by_powers:
            tens = range(math.floor(self._low), math.ceil(self._high) + 1)
            each = (1,) if len(tens) > 4 else (1, 3)
            return [m * 10.0**t for t in tens for m in each if self._low <= math.log10(m * 10.0**t) <= self._high]
        rough = (self._high - self._low) / 5
        power = 10.0 ** math.floor(math.log10(rough))
        step = next(s * power for s in STEPS if s * power >= rough)
        first = math.ceil(self._low / step)
        return [n * step for n in range(first, math.floor(self._high / step) + 1)]

    def x(self, moment: dt.datetime) -> float:
        """Pixels from the left."""
        return self._time.at(moment)

    def y(self, value: float) -> float:
        """Pixels from the top."""
        given = math.log10(value) if self.is_by_powers else value
        return self.height * (1 - (given - self._low) / (self._high - self._low))


def put_short(value: float) -> str:
    """ "12,000", "2.5", "4 million"."""
    for size, name in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.6g} {name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:,.4g}"


def place_labels(boxes: Sequence[Box], axis: Axis) -> list[tuple[float, float]]:
    """Left end and middle of each label: beside its mark where that is free, else as near to it as any free place."""
    taken = [
        (b.x - HALF, b.x + HALF, b.y + part * b.arrow) for b in boxes for part in ((0, 0.5, 1) if b.arrow else (0,))
    ]
    placed: dict[int, tuple[float, float]] = {}
    for n in sorted(range(len(boxes)), key=lambda i: (boxes[i].x, boxes[i].y)):
        box = boxes[n]
        tried = [(left, _free(taken, left, left + box.width, box.y, axis.height)) for left in _lefts(box, axis)]
        left, y = min(tried, key=lambda place: abs(place[1] - box.y))
        taken.append((left, left + box.width, y))
        placed[n] = (left, y)
    return [placed[n] for n in range(len(boxes))]


def _lefts(box: Box, axis: Axis) -> list[float]:
    """Where a label may begin: right of its mark, left of it, else above or below; never on the amounts' names."""
    first, last = axis.left + 2, axis.width - box.width
    beside = [x for x in (box.x + BESIDE, box.x - BESIDE - box.width) if first <= x <= last]
    return [*beside, max(min(box.x - box.width / 2, last), min(first, last))]


def _free(taken: list[tuple[float, float, float]], left: float, right: float, own: float, height: float) -> float:
    """The free height nearest to the mark's own."""
    for step in range(int(height / TRY) + 1):
        for y in (own - step * TRY, own + step * TRY):
            is_inside = 8 <= y <= height - 8
            if is_inside and not any(a < right and left < b and abs(y - t) < LINE_HEIGHT for a, b, t in taken):
                return y
    return min(height - 8.0, max(8.0, own))
