"""The figure track: the life of a number, time along x and its value up y.

A mark is one act of saying: its shape and colour are its side's, a bar is a range, an arrow an open bound, a thin line
joins one speaker's own revisions, grey strokes beside a value are the reports that only pass it on.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.days import day
from onrecord.views.figures import OWN_WORDS, FigureLife, FigureRow
from onrecord.views.pictures import svg
from onrecord.views.pictures.axis import BESIDE, Axis, Box, place_labels
from onrecord.views.pictures.ticks import moment_of
from onrecord.views.pictures.words import short_amount

SHAPES = ("disc", "square", "diamond", "triangle", "down")
NO_SIDE = "side not known"
OTHERS = "other sides"
WIDE, NARROW = (980.0, 430.0), (350.0, 400.0)  # drawn size; a phone gets its own drawing, so that words stay readable
FOOT = 30.0
RADIUS = 5.5
ARROW, STROKE = 26.0, 4.0  # pixels: the length of an arrow; from stroke to stroke
MAX_STROKES = 12
APART = 2 * RADIUS + 1  # pixels from mark to mark
FONT, TICK = 13.0, 12.0
MOST_ROOM, LEAST_ROOM = 0.4, 20.0  # at the right for the last labels: of the width; in pixels


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """An amount in its place."""

    row: FigureRow
    side: int  # number of its side's sign, from 1
    x: float
    y: float
    low: float  # the pixels of a range's ends; equal to y where there is none
    high: float
    arrow: int  # 1: open upwards; -1: open downwards; 0: neither


def draw_track(life: FigureLife, *, by_as_of: bool, is_narrow: bool = False) -> str:
    """The track; empty where no amount has a date.

    `by_as_of` puts along x the time that an amount holds for, else when it was said.
    """
    rows = [(at, row) for row in life.rows if (at := _moment(row, by_as_of)) and _value(row) is not None]
    if not rows:
        return ""
    size = NARROW if is_narrow else WIDE
    axis = Axis(
        bounds=[float(v) for _, row in rows for v in (row.low, row.high) if v is not None],
        moments=[at for at, _ in rows],
        size=(size[0], size[1] - FOOT),
        room=_room(rows, size[0]),
    )
    sides = dict(_number_sides(life))
    points = _set_apart([_point(row, at, axis, sides.get(row.party, len(SHAPES))) for at, row in rows], axis)
    id = f"track-{life.label}{'-narrow' if is_narrow else ''}"
    return svg.picture(
        id,
        size,
        [*_grid(axis, size), *_lines(points), *(m for p in points for m in _marks(p)), *_labels(points, axis)],
        title=f"Track of: {life.of}",
        description=(
            f"{phrases.count(len(rows), 'amount')} by {phrases.count(len(life.parties), 'party', 'parties')}, each "
            f"where {'it holds' if by_as_of else 'it was said'} in time, its value written beside it. "
            "No average is given. The same is in the table below."
        ),
        class_=f"track {'narrow' if is_narrow else 'wide'}",
    )


def _room(rows: Sequence[tuple[dt.datetime, FigureRow]], width: float) -> float:
    """What the labels of the last marks take, in pixels; where that is much of the width they stand at the left."""
    last = max(at for at, _ in rows)
    wanted = max(_label_width(row) for at, row in rows if at == last) + BESIDE
    return wanted if wanted <= MOST_ROOM * width else LEAST_ROOM


def _label_width(row: FigureRow) -> float:
    return _value_width(row) + STROKE * min(row.relays, MAX_STROKES) + 8


def _value_width(row: FigureRow) -> float:
    return svg.width_of(short_amount(row), FONT, is_bold=True)


def list_sides(life: FigureLife) -> tuple[tuple[str, str, int], ...]:
    """The sides of a number, each with its sign's shape and number, in the order of speaking."""
    out: dict[int, str] = {}
    for name, number in _number_sides(life):
        out[number] = OTHERS if number in out else name or NO_SIDE
    return tuple((name, SHAPES[number - 1], number) for number, name in out.items())


def draw_sign(shape: str, number: int) -> str:
    """A side's sign alone, for the legend, whose words stand beside it."""
    sign = svg.mark(shape, 8, 8, RADIUS, class_=f"point side-{number}")
    return svg.element("svg", sign, class_="sign", viewBox="0 0 16 16", width=16, height=16, aria_hidden="true")


def _number_sides(life: FigureLife) -> list[tuple[str | None, int]]:
    names = list(dict.fromkeys(row.party for row in life.rows if row.party))
    numbered: list[tuple[str | None, int]] = [(name, min(n, len(SHAPES))) for n, name in enumerate(names, 1)]
    return [*numbered, *([(None, len(SHAPES))] if any(row.party is None for row in life.rows) else [])]


def _moment(row: FigureRow, by_as_of: bool) -> dt.datetime | None:
    if not by_as_of:
        return moment_of(row.said) if row.said else None
    when: When | None = row.as_of
    date = (when.latest or when.earliest) if when else None
    return moment_of(date) if date else None


def _value(row: FigureRow) -> float | None:
    if row.low is not None and row.high is not None:
        return float(row.low + row.high) / 2
    bound = row.high if row.high is not None else row.low
    return float(bound) if bound is not None else None


def _point(row: FigureRow, at: dt.datetime, axis: Axis, side: int) -> Point:
    y = axis.y(_value(row) or 0.0)
    is_whole = row.low is not None and row.high is not None
    return Point(
        row=row,
        side=side,
        x=axis.x(at),
        y=y,
        low=axis.y(float(row.low)) if is_whole and row.low is not None else y,
        high=axis.y(float(row.high)) if is_whole and row.high is not None else y,
        arrow=0 if is_whole else -1 if row.low is None else 1,
    )


def _set_apart(points: Sequence[Point], axis: Axis) -> list[Point]:
    """The points, each that would lie on another put beside it, so that every side's sign is seen."""
    placed: list[Point] = []
    for point in points:
        step = APART if point.x < axis.width / 2 else -APART
        x = point.x
        while any(abs(x - p.x) < APART and abs(point.y - p.y) < APART for p in placed):
            x += step
        placed.append(replace(point, x=x))
    return placed


def _grid(axis: Axis, size: tuple[float, float]) -> Iterator[str]:
    for y, name in axis.amounts:
        yield svg.line(axis.left, y, size[0], y, class_="grid")
        yield svg.text(name, axis.left - 10, y + 4, class_="tick", text_anchor="end")
    for x, name in axis.days:
        yield svg.line(x, axis.height, x, axis.height + 5, class_="axis")
        yield svg.centred(name, x, axis.height + 21, within=size[0], size=TICK, class_="tick")
    yield svg.line(axis.left, axis.height, size[0], axis.height, class_="axis")


def _lines(points: Sequence[Point]) -> Iterator[str]:
    """A speaker's own amounts of one scope, joined in order where the speaker revised any."""
    speakers: dict[tuple[str, str | None], list[Point]] = {}
    for point in points:
        if point.row.speaker and not _is_ahead(point.row):
            speakers.setdefault((point.row.speaker, point.row.scope), []).append(point)
    revised = {p.row.speaker for p in points if p.row.relation.startswith("revises")}
    for (speaker, _), own in speakers.items():
        if speaker in revised and len(own) > 1:
            where = " ".join(f"{p.x:.1f},{p.y:.1f}" for p in own)
            yield svg.element("polyline", points=where, class_=f"revision side-{own[0].side}")


def _is_ahead(row: FigureRow) -> bool:
    """True for what is yet to be: "could rise to 15,000 by the end of the week" is revised by no later count."""
    last = row.as_of.latest if row.as_of else None
    return last is not None and row.said is not None and last > row.said


def _marks(point: Point) -> Iterator[str]:
    row, kind = point.row, f"side-{point.side}"
    if point.low != point.high:
        top, bottom = min(point.low, point.high), max(point.low, point.high)
        box = {"x": point.x - 4, "y": top, "width": 8.0, "height": max(bottom - top, 3.0), "rx": 4.0}
        yield svg.element("rect", class_=f"range {kind}", **box)
    if point.arrow:
        tip = point.y - point.arrow * ARROW
        yield svg.line(point.x, point.y, point.x, tip, class_=f"arrow {kind}")
        head = tip + point.arrow * 6
        d = f"M{point.x - 4.5:.1f} {head:.1f}L{point.x:.1f} {tip:.1f}L{point.x + 4.5:.1f} {head:.1f}"
        yield svg.element("path", d=d, class_=f"arrow {kind}")
    told = f"{day(row.said)}, {row.speaker or OWN_WORDS}: {row.value}"
    yield svg.mark(SHAPES[point.side - 1], point.x, point.y, RADIUS, svg.hint(told), class_=f"point {kind}")


def _labels(points: Sequence[Point], axis: Axis) -> Iterator[str]:
    boxes = [Box(x=p.x, y=p.y, width=_label_width(p.row), arrow=-p.arrow * ARROW) for p in points]
    for point, (x, y) in zip(points, place_labels(boxes, axis), strict=True):
        end = x + _value_width(point.row)
        if abs(y - point.y) > 14 and not x <= point.x <= end:
            yield svg.line(point.x, point.y, x - 2 if x > point.x else end + 2, y, class_="leader")
        yield svg.text(short_amount(point.row), x, y + 4.5, class_="value")
        start = end + 5
        for n in range(min(point.row.relays, MAX_STROKES)):
            yield svg.line(start + n * STROKE, y - 5, start + n * STROKE, y + 5, class_="relay")
