"""Dates that count from the day of the report or from what was last dated: "Friday", "last week", "two days later"."""

import datetime as dt
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, lasting, onward, unresolved, upto
from onrecord.annotate.timing.dates import EDGES, edged
from onrecord.annotate.timing.days import some_day
from onrecord.annotate.timing.durations import NUMERALS, UNITS, count, length, period
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.nearest import REFS, direction
from onrecord.annotate.timing.syntax import Tense
from onrecord.annotate.timing.words import Word

CALENDAR = frozenset({"D", "W", "M", "Q", "Y", "WE", "E", "C"})


def unit_near(piece: Piece, context: Context) -> Reading | None:
    """Last year, this week, the previous month, early next year, last summer, the following day."""
    unit = piece.one("unit", "weekend", "season", "quarter", "century")
    near = _near(piece)
    if unit is None and near is not None and piece.words[-1].low.endswith(" year"):  # "the current fiscal year"
        unit = piece.words[-1]._replace(load=cal.YEAR)
    if unit is None or near is None:
        return None
    if unit.sort == "season":
        return _season_near(piece, unit.load, near, context)
    if unit.load not in CALENDAR:
        return lasting(period(1.0, unit.load)) if near in ("last", "past") and unit.load in ("H", "m") else None
    if near == "last" and _is_throughout(piece) and not piece.has(*EDGES):
        return lasting(period(1.0, unit.load))
    anchored = near in ("previous", "following", "same", "that") or (unit.load == "D" and near in ("next", "this"))
    base = _base(anchored, unit, context)
    if base is None:
        return unresolved({"last": "PAST_REF", "previous": "PAST_REF", "this": "PRESENT_REF"}.get(near, "FUTURE_REF"))
    if near == "last" and unit.load == "D":
        return None
    if near == "coming" and unit.load in ("W", "M") and context.today:
        return dated(cal.between(context.today, cal.step(context.today, 1, unit.load) - dt.timedelta(1)))
    if unit.sort == "weekend" and near == "this" and base.isoweekday() <= 3 and context.tense(unit.start) is Tense.PAST:
        near = "last"
    shift = -1 if near in ("latest", "most_recent") else REFS.get(near, 0)
    return dated(edged(piece, cal.shifted(cal.containing(unit.load, base), shift)))


def _is_throughout(piece: Piece) -> bool:
    """True of "over the last year", which ends on the day of the report."""
    before = piece.before
    return piece.words[0].sort == "the" and before is not None and before.low in ("over", "within")


def _near(piece: Piece) -> str | None:
    found = [
        w.sort
        for w in piece.all("this", "current", "last", "next", "previous", "following", "coming", "past", "latest")
    ]
    if found:
        return "past" if "past" in found else "coming" if "coming" in found else found[-1]
    return "same" if piece.has("same", "that") else None


def _base(anchored: bool, unit: Word, context: Context) -> dt.date | None:
    there = context.there() if anchored else None
    if anchored and unit.load == cal.DAY:
        there = context.day_there(unit.start)
    return there.first if there else context.today


def _season_near(piece: Piece, months: list[int], near: str, context: Context) -> Reading | None:
    if context.today is None:
        return unresolved("PAST_REF" if near == "last" else "FUTURE_REF")
    year = context.today.year
    first, last = months
    found = [cal.season(y, first, last) for y in range(year - 2, year + 2)]
    if near in ("last", "past", "previous"):
        return dated(next(s for s in reversed(found) if s.last < context.today))
    if near in ("next", "coming", "following"):
        return dated(next(s for s in found if s.first > context.today))
    running = [s for s in found if s.first <= context.today <= s.last]
    return dated(running[0] if running else cal.season(year, first, last))


def unit_edge(piece: Piece, context: Context) -> Reading | None:
    """The end of the year, late in the week."""
    unit = piece.words[-1]
    if context.today is None or unit.load not in ("W", "M", "Y", "E", "WE"):
        return None
    return dated(edged(piece, cal.containing(unit.load, context.today)))


def week_of(piece: Piece, context: Context) -> Reading | None:
    """The week of March 6."""
    day = some_day(piece, context)
    unit = piece.one("unit")
    return dated(cal.week(day.first)) if day and unit and unit.load == "W" else None


def year_end(piece: Piece, context: Context) -> Reading | None:
    """Year-end, year-end 2019."""
    if piece.words[0].load != "Y":
        return None
    year = piece.one("year")
    number = year.load if year else context.today.year if context.today else None
    return replace(dated(cal.day(dt.date(number, 12, 31))), timeml=f"{number:04}") if number else None


def the_week(piece: Piece, context: Context) -> Reading | None:
    """The weekend: the last one, the next with a verb of the future."""
    if context.today is None:
        return unresolved("XXXX-WXX-WE")
    ahead = direction(piece, piece.words[-1].start, context) is Tense.FUTURE
    base = context.today if ahead or context.today.isoweekday() >= 6 else context.today - dt.timedelta(7)
    return dated(cal.weekend(base))


def the_quarter(piece: Piece, context: Context) -> Reading | None:
    """The quarter: the one last dated, else the last full one."""
    if context.quarter is not None:
        return dated(context.quarter)
    if context.today is None or (
        piece.before is not None and piece.before.sort not in ("in", "for", "during", "dot", "comma")
    ):
        return None
    return dated(cal.shifted(cal.containing(cal.QUARTER, context.today), -1))


def that_day(piece: Piece, context: Context) -> Reading | None:
    """That day, the same year; "the day" only where a preposition makes it one day, "the year" the running one."""
    unit = piece.one("unit", "date")
    if unit is None or (unit.sort == "unit" and unit.load not in CALENDAR):
        return None
    points = piece.has("that", "same")
    if unit.sort == "date" or unit.load == "D":
        on = piece.before is not None and piece.before.sort == "on"
        is_for = piece.before is not None and piece.before.sort == "for"  # "announced other plans for that date"
        there = context.day if is_for or context.day is None else context.day_there(piece.start)
        return dated(there) if there is not None and (points or on) else None
    if points:
        there = context.there()
        return dated(cal.containing(unit.load, there.first)) if there else None
    if piece.after is not None and piece.after.low in ("ended", "ending"):
        return lasting(period(1.0, unit.load))
    if (
        unit.load in ("W", "M", "Y")
        and context.today
        and (piece.before is None or piece.before.sort in ("in", "during", "for"))
    ):
        return dated(cal.containing(unit.load, context.today))
    return None


def in_the_unit(piece: Piece, context: Context) -> Reading | None:
    """Earlier in the day, late in the year: the running one, for days the one last dated."""
    unit = piece.words[-1]
    if unit.load == "D":
        there = context.day_there(piece.start)
        return dated(there) if there else None
    return unit_edge(piece, context)


def past_many(piece: Piece, context: Context) -> Reading | None:
    """The last three weeks, the past few years: how long, since no day is meant to begin it."""
    value = length(piece)
    return lasting(value) if value else None


def next_many(piece: Piece, context: Context) -> Reading | None:
    """The next ten days: from the report on; the next few weeks: how long."""
    unit = piece.one(*UNITS)
    number = count(piece.words)
    if unit is None:
        return None
    if isinstance(number, str) or context.today is None or unit.load not in ("D", "W", "M"):
        return past_many(piece, context)
    base = context.speaking(piece.start) or context.today
    return dated(cal.between(base, cal.step(base, round(number[-1]), unit.load)))


first_many = past_many


def recent_many(piece: Piece, context: Context) -> Reading | None:
    """Recent years, the early weeks."""
    unit = piece.one("units")
    timeml = "PAST_REF" if piece.has("recent") else None
    return replace(lasting(period("X", unit.load)), timeml=timeml) if unit else None


def past_one(piece: Piece, context: Context) -> Reading | None:
    """The past month: a duration; the past weekend: its days."""
    unit = piece.words[-1]
    if unit.sort == "weekend":
        return the_week(piece, context)
    return lasting(period(1.0, unit.load))


def away(piece: Piece, context: Context) -> Reading | None:
    """Two years ago, three weeks from now; as fine as the unit."""
    unit = piece.one(*UNITS)
    if unit is None or (
        piece.words[-1].low == "back" and piece.after is not None and piece.after.sort in ("to", "from")
    ):
        return None
    base = context.speaking(piece.start)
    back = piece.has("ago")
    number = count([w for w in piece.words if w.start < unit.start and w.sort not in ("approximate", "shortly")])
    if base is None:
        return unresolved("PAST_REF" if back else "FUTURE_REF")
    if isinstance(number, str):
        return upto(cal.day(base)) if back else onward(cal.day(base))
    if context.quarter is not None and unit.load == "Y" and number[0] == 1:
        return replace(dated(cal.shifted(context.quarter, -4)), names=None)
    return _stepped(cal.day(base), round(number[0]) * (-1 if back else 1), unit.load)


def unit_away(piece: Piece, context: Context) -> Reading | None:
    """Year-ago, the year-earlier quarter."""
    there = context.there()
    unit = piece.one("unit")
    if there is None or unit is None or unit.load != "Y":
        return None
    quarter = context.quarter
    if quarter is None and piece.has("quarter"):
        quarter = cal.shifted(cal.containing(cal.QUARTER, there.first), -1)
    order = piece.one("ordinal", "ordday", "second")
    if order is not None:
        quarter = cal.quarter(there.first.year, 2 if order.sort == "second" else min(4, order.load))
    stretch = cal.shifted(quarter, -4) if quarter else cal.year(there.first.year - 1)
    return replace(dated(stretch), names=None)


def away_from_there(piece: Piece, context: Context) -> Reading | None:
    """Two days later, a year earlier: from what was last dated."""
    unit = piece.one(*UNITS)
    there = context.there()
    number = count(
        [w for w in piece.words if unit and w.start < unit.start and w.sort not in ("approximate", "shortly")]
    )
    if unit is None:
        return None
    if piece.words[-1].low == "preceding" and piece.after is not None and piece.after.sort not in ("comma", "dot"):
        value = length(piece)  # "in the two days preceding the vote"
        return replace(lasting(value), end=piece.words[-2].end) if value else None
    back = not piece.has("later")
    if there is None:
        return unresolved("PAST_REF" if back else "FUTURE_REF")
    if isinstance(number, str):
        return upto(there) if back else onward(there)
    if context.quarter is not None and unit.load == "Y" and number[0] == 1 and back:
        return replace(dated(cal.shifted(context.quarter, -4)), names=None)
    if there.unit != cal.DAY and unit.load in ("D", "W", "WE", "S", "m", "H"):
        value = length(piece)
        return lasting(value) if value else None
    return _stepped(there, round(number[0]) * (-1 if back else 1), unit.load)


def _stepped(base: Stretch, number: int, unit: str) -> Reading:
    if unit in ("S", "m", "H"):
        return dated(base, part="TXX")
    date = cal.step(base.first, number, unit)
    grain = {"2W": "W", "E": "Y", "C": "Y", "K": "Y"}.get(unit, unit)
    return dated(cal.containing(grain, date))


def from_date(piece: Piece, context: Context) -> Reading | None:
    """Two days after January 7."""
    unit = piece.one(*UNITS)
    day = some_day(piece, context)
    if unit is None or day is None or unit.load not in ("D", "W", "M", "Y"):
        value = length(piece)
        return lasting(value) if value else None
    number = count([w for w in piece.words if w.start < unit.start and w.sort in (*NUMERALS, "a", "few", "hyphen")])
    if isinstance(number, str):
        return lasting(period(number, unit.load))
    sign = -1 if piece.has("before") else 1
    return dated(cal.day(cal.step(day.first, sign * round(number[0]), unit.load)))
