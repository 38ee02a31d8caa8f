"""Days and months of the calendar, and parts of them, with or without their year."""

import datetime as dt
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, unresolved
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.nearest import REFS, nearest_year, year_of, year_of_month

EDGES = ("early", "mid", "late")
SUPPORT = frozenset(  # sorts of words in front that ask for a month
    (
        *("in", "since", "until", "by", "from", "to", "through", "during", "of", "between", "before", "after"),
        *("last", "this", "next", "early", "mid", "late", "and", "or", "begins", "hyphen"),
    )
)


def iso(piece: Piece, context: Context) -> Reading | None:
    """2024-10-28, 2024-10-28T14:30Z."""
    text = piece.words[0].load
    try:
        date = dt.date.fromisoformat(text[:10])
    except ValueError:
        return None
    part = text[10:].upper().replace(" ", "T")
    return dated(cal.day(date), part=part, stated=True)


def slash(piece: Piece, context: Context) -> Reading | None:
    """10/28/2024, 28/10/2024, 2024/10/28; month first where both could be, as the wire agencies write."""
    a, b, c = (int(x) for x in piece.words[0].load.split("/"))
    if a > 999:
        a, b, c = b, c, a
    elif a > 12:
        a, b = b, a
    if c < 100:
        c += 2000 if c < 70 else 1900
    return _day(c, a, b, stated=True)


def date(piece: Piece, context: Context) -> Reading | None:
    """28 October 2024, Oct. 28, October 28th, Monday 28 October, December 22, last year."""
    stretch = date_of(piece, context)
    start = piece.words[1].start if piece.words[0].sort == "the" and piece.words[1].sort.startswith("month") else None
    if isinstance(stretch, Reading):
        return stretch
    if stretch is None:
        return None
    part = piece.one("part")
    stated = piece.has("year")
    if piece.has("early", "late") and not part:
        return dated(stretch, part="TMO" if piece.has("early") else "TNI", stated=stated)
    return replace(dated(stretch, part=part.load if part else "", stated=stated), start=start)


named_date = date
year_date = date


def date_of(piece: Piece, context: Context) -> Stretch | Reading | None:
    """The day that month, day and year name; a Reading when nothing gives the year; None for a day no month has."""
    month = piece.one("month", "month_short")
    number = piece.one("day", "ordday")
    if month is None or number is None:
        return None
    year = year_of(piece, context)
    if year is None and piece.words[0].sort == "that" and context.seen:  # "at that March 2 event"
        year = context.seen.first.year
    if year is None:
        weekday = piece.one("weekday", "weekday_short")
        year = nearest_year(
            lambda y: dt.date(y, month.load, number.load), piece, month.start, context, weekday and weekday.load
        )
    if year is None:
        return unresolved(f"XXXX-{month.load:02}-{number.load:02}")
    try:
        return cal.day(dt.date(year, month.load, number.load))
    except ValueError:
        return None


def day_range(piece: Piece, context: Context) -> Reading | None:
    """March 15 to 17, 24-26 October 2024."""
    month = piece.one("month", "month_short")
    first, last = (w.load for w in piece.all("day", "ordday")[:2])
    begin = date_of(piece, context)
    if month is None or not isinstance(begin, Stretch) or last <= first:
        return None
    end = _day(begin.first.year, month.load, last)
    if end is None or end.first is None:
        return None
    return dated(cal.between(begin.first, end.first), stated=piece.has("year"))


def days(piece: Piece, context: Context) -> list[Reading] | None:
    """December 5 and 6, 24, 25 and 26 October: a reading a day."""
    month = piece.one("month", "month_short")
    numbers = piece.all("day", "ordday")
    begin = date_of(piece, context)
    follower = piece.after
    if month is None or not isinstance(begin, Stretch):
        return None
    counts = follower is not None and context.syntax.tag(follower.start).startswith(("NN", "JJ"))
    if counts and numbers[-1] is piece.words[-1]:  # "March 4 and 5 people died"
        return None
    out = []
    for i, number in enumerate(numbers):
        reading = _day(begin.first.year, month.load, number.load, stated=piece.has("year"))
        if reading is None:
            return None
        start = piece.start if i == 0 else number.start
        end = piece.end if number is numbers[-1] else number.end
        out.append(replace(reading, start=start, end=end))
    return out


def month(piece: Piece, context: Context) -> Reading | None:
    """October, late October 2024, last October, this past December, March of last year."""
    word = piece.one("month", "month_short")
    if word is None or not _is_month(piece, word.low, word.sort == "month_short", context):
        return None
    year = year_of(piece, context)
    if year is None:
        year = year_of_month(piece, word.load, word.start, context)
    if year is None:
        return unresolved(f"XXXX-{word.load:02}")
    return dated(edged(piece, cal.month(year, word.load)), stated=piece.has("year"))


def _is_month(piece: Piece, low: str, is_short: bool, context: Context) -> bool:
    """A month that is a common word or a name too needs a word beside it that asks for one."""
    if len(piece.words) > 1 and not (piece.words[0].sort == "the" and len(piece.words) == 2):
        return True
    if is_short and not piece.has("dot"):
        return False
    before, after = piece.before, piece.after
    if before is not None and before.sort == "name" and low in ("may", "march", "april", "june", "august"):
        return False
    if low not in ("may", "march"):
        return True
    if context.syntax.tag(piece.words[-1].start) == "MD":
        return False
    if before is not None and before.sort in SUPPORT:
        return True
    return piece.has("the") and not (after is not None and after.low in ("on", "against", "for", "past"))


def edged(piece: Piece, stretch: Stretch) -> Stretch:
    """The part of the stretch that "early", "mid" or "late" leaves."""
    for word in piece.words:
        if word.sort in EDGES:
            return cal.edge(stretch, word.sort)
    return stretch


def ordinal_part(piece: Piece, context: Context) -> Reading | None:
    """The first week of April, the last weekend of July, the first three months of 2019."""
    whole = _whole(piece, context)
    order = piece.one("ordinal", "ordday", "second", "last")
    units = piece.all("unit", "units", "quarter", "weekend", "weekday", "century")
    if whole is None or order is None or not units:
        return None
    unit = units[0]
    which = -1 if order.sort == "last" else (2 if order.sort == "second" else order.load)
    grain = cal.DAY if unit.sort == "weekday" else unit.load
    if grain not in ("D", "W", "M", "Q", "WE", "Y"):
        return None
    if unit.sort == "weekday":
        return dated(cal.day(_weekday_in(whole, unit.load, which)))
    if grain == cal.WEEKEND:
        saturday = _weekday_in(whole, 6, which)
        return dated(cal.between(saturday, saturday + dt.timedelta(1)))
    counts = [w for w in piece.all("number", "day") if w.start < unit.start]
    part = _slice(whole, grain, which, int(counts[0].load) if counts else 1)
    return dated(part, stated=piece.has("year"))


def _slice(whole: Stretch, grain: str, which: int, count: int) -> Stretch:
    if which < 0:
        last = whole.last
        first = cal.step(last + dt.timedelta(1), -count, grain)
    else:
        first = cal.step(whole.first, which - 1, grain)
        last = cal.step(first, count, grain) - dt.timedelta(1)
    one = cal.containing(grain, first)
    return one if (one.first, one.last) == (first, last) else cal.between(first, last)


def _weekday_in(whole: Stretch, weekday: int, which: int) -> dt.date:
    if which < 0:
        return cal.weekday_upto(whole.last, weekday)
    return cal.weekday_from(whole.first, weekday) + dt.timedelta(7 * (which - 1))


def _whole(piece: Piece, context: Context) -> Stretch | None:
    word = piece.one("month", "month_short")
    if word:
        year = year_of(piece, context)
        if year is None:
            year = year_of_month(piece, word.load, word.start, context)
        return cal.month(year, word.load) if year else None
    year_word = piece.one("year")
    if year_word:
        return cal.year(year_word.load)
    last = piece.words[-1]
    if context.today is None or last.sort != "unit" or last.load not in ("Y", "M"):
        return None
    return cal.shifted(cal.containing(last.load, context.today), REFS.get(piece.words[-2].sort, 0))


def _day(year: int, month: int, day: int, *, stated: bool = False) -> Reading | None:
    try:
        return dated(cal.day(dt.date(year, month, day)), stated=stated)
    except ValueError:
        return None
