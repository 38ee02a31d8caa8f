"""Event lanes: a lane for each side that reports, a bar as wide as its date is uncertain, hollow where it is denied.

A phone gets its own drawing, in which the name of a lane stands above its bars.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.views import phrases
from onrecord.views.pictures import svg
from onrecord.views.pictures.ticks import name_days, scale_of, write_days

WIDE, NARROW = 980.0, 350.0
LEFT, RIGHT = 172.0, 16.0
NAME = 17.0  # height of a name above its lane
TOP, ROW, PAD, FOOT = 10.0, 17.0, 10.0, 30.0
MIN_BAR = 11.0
MAX_ROWS = 12  # of bars above each other in one lane; the rest lie over the last
MAX_LANES = 9  # the rest share one
OTHERS = "others"
SAID = "said"
FONT, SMALL = 13.0, 12.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One thing in a lane, or all that was only said on one day."""

    lane: str
    first: dt.datetime
    last: dt.datetime
    kind: str  # "reported", "claimed", "planned", "denied", "said"
    hint: str
    count: int = 1  # things of one day that were only said


def draw_lanes(id: str, bars: Sequence[Bar], *, name: str, is_narrow: bool = False) -> str:
    """The lanes, the fullest on top; empty where there is nothing."""
    if not bars:
        return ""
    lanes = _lanes(bars)
    width, left, above = (NARROW, 0.0, NAME) if is_narrow else (WIDE, LEFT, 0.0)
    scale = scale_of([m for b in bars for m in (b.first, b.last)], left, width - RIGHT)
    marks: list[str] = []
    y = TOP
    for lane, own in lanes.items():
        placed = _place([(scale.at(b.first), scale.at(b.last), b) for b in _gather(own)])
        rows = 1 + max(row for row, *_ in placed)
        marks.append(svg.line(0, y, width, y, class_="rule"))
        room = width if is_narrow else LEFT - 22
        marks.append(svg.text(svg.shorten(lane, FONT, room, is_bold=True), 0, y + PAD / 2 + 13, class_="lane"))
        y += above
        marks += [_bar(x, end, y + PAD / 2 + row * ROW, bar) for row, x, end, bar in placed]
        y += rows * ROW + PAD
    grid = [svg.line(x, TOP, x, y, class_="grid") for x, _ in name_days(scale)]
    days = write_days(scale, y + 18, within=width)
    marks.append(svg.line(0, y, width, y, class_="axis"))
    return svg.picture(
        id,
        (width, y + FOOT),
        [*grid, *marks, *days],
        title=f"Event lanes of {name}",
        description=(
            f"{phrases.count(len(bars), 'entry', 'entries')} in {phrases.count(len(lanes), 'lane')}, by the side that "
            "reports; a bar is as wide as its date is uncertain. The same entries stand in the table below."
        ),
        class_=f"lanes {'narrow' if is_narrow else 'wide'}",
    )


def _lanes(bars: Sequence[Bar]) -> dict[str, list[Bar]]:
    """The fullest lanes first; those past the last that is drawn are one."""
    found: dict[str, list[Bar]] = {}
    for bar in bars:
        found.setdefault(bar.lane, []).append(bar)
    order = sorted(found, key=lambda lane: (-len(found[lane]), lane))
    if len(order) <= MAX_LANES + 1:
        return {lane: found[lane] for lane in order}
    rest = [bar for lane in order[MAX_LANES:] for bar in found[lane]]
    return {**{lane: found[lane] for lane in order[:MAX_LANES]}, OTHERS: rest}


def _gather(bars: Sequence[Bar]) -> list[Bar]:
    """What was only said on one day is one mark with a number."""
    days: dict[dt.date, list[Bar]] = {}
    for bar in bars:
        if bar.kind == SAID:
            days.setdefault(bar.first.date(), []).append(bar)
    said = [replace(own[0], hint="\n".join(b.hint for b in own), count=len(own)) for own in days.values()]
    return [*(b for b in bars if b.kind != SAID), *said]


def _place(found: list[tuple[float, float, Bar]]) -> list[tuple[int, float, float, Bar]]:
    """Each bar in the first row where it does not touch the one before."""
    ends: list[float] = []
    out = []
    for x, end, bar in sorted(found, key=lambda f: (f[0], f[1])):
        stop = max(end, x + MIN_BAR + svg.width_of(_number(bar), SMALL))
        row = next((n for n, taken in enumerate(ends) if taken + 3 < x), len(ends))
        row = min(row, MAX_ROWS - 1)
        ends[row : row + 1] = [stop]
        out.append((row, x, stop, bar))
    return out


def _bar(x: float, end: float, y: float, bar: Bar) -> str:
    if bar.kind == SAID:
        sign = svg.mark("disc", x + 4, y + 6.5, 3.2, svg.hint(bar.hint), class_="saying")
        return sign + (svg.text(_number(bar), x + 10, y + 10.5, class_="tick") if bar.count > 1 else "")
    return svg.element(
        "rect", svg.hint(bar.hint), x=x, y=y + 1, width=end - x, height=ROW - 6, rx=2.5, class_=f"bar {bar.kind}"
    )


def _number(bar: Bar) -> str:
    return str(bar.count) if bar.count > 1 else ""
