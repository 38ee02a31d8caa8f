"""Dates of the calendar: days, months, quarters, seasons, years and feasts, with or without their year."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, unresolved
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.syntax import Tense

REFS = {"this": 0, "current": 0, "last": -1, "next": 1, "past": -1, "previous": -1, "coming": 1, "following": 1}
EDGES = {"early": "early", "mid": "mid", "late": "late"}
SUPPORT = frozenset(
    ("in", "since", "until", "by", "from", "to", "through", "during", "of", "last", "this", "next", "early", "late")
    + ("mid", "between", "before", "after", "and", "or", "begins", "hyphen")
)
NO_YEAR_AFTER = frozenset({"unit", "units", "hyphen", "ampm"})
WRONG_SIDE = 10  # a day against the tense counts as so many times as far: 3 days ahead beat 362 days back
NEAR_DAYS = 2  # a date with a past verb may lie this far ahead: reports are dated in one zone and happen in another


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
    """The day that month, day and year name; a Reading when nothing gives the year; None for a day that no month has."""
    month = piece.one("month", "month_short")
    number = piece.one("day", "ordday")
    if month is None or number is None:
        return None
    year = year_of(piece, context)
    if year is None:
        weekday = piece.one("weekday", "weekday_short")
        year = nearest_year(
            lambda y: dt.date(y, month.load, number.load),
            direction(piece, month.start, context),
            context,
            weekday and weekday.load,
        )
    if year is None:
        return unresolved(f"XXXX-{month.load:02}-{number.load:02}")
    try:
        return cal.day(dt.date(year, month.load, number.load))
    except ValueError:
        return None


def year_of(piece: Piece, context: Context) -> int | None:
    """The year that the words give, as a number or from the day of the report."""
    year = piece.one("year")
    if year:
        context.year = (year.load, year.start)
        return int(year.load)
    unit = piece.one("unit")
    if unit is None or unit.load != "Y" or context.today is None:
        return None
    ref = piece.one("this", "last", "next", "that")
    if ref is not None and ref.sort == "that" and context.seen:
        return context.seen.first.year
    return context.today.year + REFS.get(ref.sort if ref else "this", 0)


def direction(piece: Piece, offset: int, context: Context) -> Tense:
    """Which side of the report the expression lies on, by the words in front and the verb."""
    before = piece.before.sort if piece.before else ""
    if before == "since" or piece.has("last", "past"):
        return Tense.PAST
    if piece.has("next", "coming"):
        return Tense.FUTURE
    if before == "until" and piece.before is not None and not piece.before.capital:  # "postponed until Tuesday"
        return Tense.FUTURE
    tense = context.tense(offset)
    return Tense.FUTURE if tense is Tense.NONE and before == "by" else tense


def nearest_year(
    day_in: Callable[[int], dt.date], tense: Tense, context: Context, weekday: int | None = None
) -> int | None:
    """The year of a date without one: by its weekday, else by the verb, else the nearest."""
    today = context.today
    if today is None:
        return context.year[0] if context.year else None
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append((year, day_in(year)))
        except ValueError:
            continue
    if weekday:
        found = [f for f in found if f[1].isoweekday() == weekday] or found

    def far(day: dt.date) -> int:
        ahead = (day - today).days
        wrong = (tense is Tense.PAST and ahead > NEAR_DAYS) or (tense is Tense.FUTURE and ahead < -NEAR_DAYS)
        return abs(ahead) * (WRONG_SIDE if wrong else 1)

    return min(found, key=lambda f: far(f[1]))[0] if found else None


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
    if not piece.has("year") and numbers[-1] is piece.words[-1] and follower and follower.sort in ("other", "name"):
        if context.syntax.tag(follower.start).startswith(("NN", "JJ")):  # "March 4 and 5 people died"
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
        year = _year_of_month(piece, word.load, word.start, context)
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


def _year_of_month(piece: Piece, number: int, offset: int, context: Context) -> int | None:
    today = context.today
    near = piece.one("last", "next", "past", "coming", "this", "that", "same", "previous", "following")
    if near is not None and near.sort in ("that", "same") and context.seen:
        return context.seen.first.year
    if today is None:
        return context.year[0] if context.year else None
    if near is not None and near.sort == "this" and not piece.has("past", "coming"):
        return today.year
    if near is not None and near.sort in ("last", "past"):
        return today.year - (number >= today.month)
    if near is not None and near.sort in ("next", "coming"):
        return today.year + (number <= today.month)
    tense = direction(piece, offset, context)
    if tense is Tense.FUTURE and context.syntax.is_of_noun(offset):
        return today.year + (number < today.month) - ((number - today.month) % 12 > 6)
    if tense is Tense.FUTURE:
        return today.year + (number < today.month)
    if tense is Tense.NONE and 0 < (number - today.month) % 12 <= 2 and not piece.has("the"):
        return today.year + (number < today.month)
    return today.year - (number > today.month)


def edged(piece: Piece, stretch: Stretch) -> Stretch:
    """The part of the stretch that "early", "mid" or "late" leaves."""
    for word in piece.words:
        if word.sort in EDGES:
            return cal.edge(stretch, EDGES[word.sort])
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
    return dated(_slice(whole, grain, which, int(counts[0].load) if counts else 1))


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
            year = _year_of_month(piece, word.load, word.start, context)
        return cal.month(year, word.load) if year else None
    year_word = piece.one("year")
    if year_word:
        return cal.year(year_word.load)
    last = piece.words[-1]
    if context.today is None or last.sort != "unit" or last.load not in ("Y", "M"):
        return None
    return cal.shifted(cal.containing(last.load, context.today), REFS.get(piece.words[-2].sort, 0))


def quarters(piece: Piece, context: Context) -> Reading | None:
    """The third quarter, third-quarter, the fourth quarter of 2019, this year's third quarter."""
    order = piece.one("ordinal", "ordday", "second")
    number = 2 if order is None or order.sort == "second" else order.load
    if not 1 <= number <= 4:
        return None
    return _quarter(piece, number, context)


def code(piece: Piece, context: Context) -> Reading | None:
    """Q3, Q3 2024, H1 2024, FY2024."""
    text = piece.words[0].load.upper().replace(" ", "")
    if text.startswith("FY"):
        return dated(cal.year(2000 + int(text[-2:])))
    number = int(text[-1])
    if text[0] == "Q":
        return _quarter(piece, number, context)
    year = year_of(piece, context)
    return dated(cal.half(year, number)) if year and number <= 2 else None


def _quarter(piece: Piece, number: int, context: Context) -> Reading:
    year = year_of(piece, context)
    if year is None and context.today is None:
        return unresolved(f"XXXX-Q{number}")
    if year is None and context.today:
        year = context.today.year
        begins = cal.quarter(year, number).first
        if begins > context.today and direction(piece, piece.start, context) is not Tense.FUTURE:
            year -= 1
    return dated(cal.quarter(year or 1, number), stated=piece.has("year"))


def halves(piece: Piece, context: Context) -> Reading | None:
    """The first half of 2019, the second half of last year."""
    order = piece.one("ordinal", "ordday", "second", "last")
    number = 1 if order is not None and order.sort == "ordinal" and order.load == 1 else 2
    if piece.has("decade"):
        first = decade_of(piece)
        return dated(cal.years(first + 5 * (number - 1), first + 5 * number - 1)) if first else None
    year = year_of(piece, context)
    return dated(cal.half(year, number)) if year else None


def season(piece: Piece, context: Context) -> Reading | None:
    """The summer of 2019, summer 2019, winter."""
    word = piece.one("season")
    if word is None:
        return None
    first, last = word.load
    year = year_of(piece, context)
    if year is None and context.today is None:
        return None
    if year is None and context.today:
        year = context.today.year
        begins = dt.date(year, first, 1)
        tense = direction(piece, word.start, context)
        if tense is Tense.FUTURE and cal.months(year, first, last).last < context.today:
            year += 1
        elif tense is not Tense.FUTURE and begins > context.today:
            year -= 1
    return dated(cal.months(year or 1, first, last))


the_season = season


def decade(piece: Piece, context: Context) -> Reading | None:
    """The 1990s, the late '70s."""
    first = decade_of(piece)
    if first is None:
        return None
    return dated(cal.decade(first))


def decade_of(piece: Piece) -> int | None:
    """The first year of the decade that the words name; None where they may be an age ("in her 90s")."""
    word = piece.one("decade")
    digits = "".join(c for c in (word.load if word else "") if c.isdigit())
    if len(digits) == 4:
        return int(digits)
    if len(digits) != 2 or word is None or not (word.low[0] in "'’‘" or piece.has("the")):
        return None
    return int(digits) + (1900 if int(digits) >= 30 else 2000)


def century(piece: Piece, context: Context) -> Reading | None:
    """The 20th century."""
    order = piece.one("ordinal", "ordday")
    return dated(cal.century(order.load)) if order and 1 <= order.load <= 30 else None


def years(piece: Piece, context: Context) -> Reading | None:
    """1980–1987, 2016-17."""
    first, last = (w.load for w in piece.all("year", "day", "int"))
    if last < 100:
        last += first // 100 * 100
    if not first < last <= first + 150:
        return None
    return dated(cal.years(first, last), stated=True)


def spoken_year(piece: Piece, context: Context) -> Reading | None:
    """Nineteen ninety-six, the year two thousand."""
    numbers = [w.load for w in piece.all("number")]
    if numbers == [2, 1000] and piece.has("the"):
        return dated(cal.year(2000), stated=True)
    rest = sum(numbers[1:])
    if numbers[0] not in (18, 19, 20) or not 10 <= rest <= 99 or 100 in numbers or piece.has("the"):
        return None
    return dated(cal.year(numbers[0] * 100 + rest), stated=True)


def fiscal(piece: Piece, context: Context) -> Reading | None:
    """Fiscal 2019: the year by its number, since no report says when it began."""
    year = piece.one("year")
    return dated(cal.year(year.load), stated=True) if year else None


def year(piece: Piece, context: Context) -> Reading | None:
    """2019, mid-2019; not the 2019 of "2019 people"."""
    word = piece.one("year")
    if word is None or not _is_year(piece, word.load, context):
        return None
    context.year = (word.load, word.start)
    return dated(cal.year(word.load), stated=True)


def _is_year(piece: Piece, number: int, context: Context) -> bool:
    if len(piece.words) > 1:
        return True
    before, after = piece.before, piece.after
    lead = before.sort if before else ""
    if after is not None and after.sort in NO_YEAR_AFTER:
        return False
    if lead in ("approximate", "some", "more", "int", "decimal", "number"):
        return False
    if lead in ("in", "since", "until", "by", "before", "after", "between", "during", "from", "through", "open"):
        return True
    if not 1900 <= number <= 2039:
        return False
    if after is not None and after.sort == "other" and context.syntax.tag(after.start) in ("NNS", "JJR"):
        return lead in ("the", "of", "comma", "hyphen") or context.syntax.tag(after.start) == "JJR"
    return True


def feast(piece: Piece, context: Context) -> Reading | None:
    """Christmas Eve, Easter Sunday 2019, last Thanksgiving."""
    word = piece.one("feast")
    before = piece.before.sort if piece.before else ""
    if word is None or (
        word.low in ("christmas", "easter") and len(piece.words) == 1 and before not in SUPPORT | {"at", "for", "on"}
    ):
        return None
    number = year_of(piece, context)
    if number is None:
        number = nearest_year(lambda y: cal.feast(word.load, y), direction(piece, word.start, context), context)
    if number is None:
        return None
    return dated(cal.day(cal.feast(word.load, number)))


def era(piece: Piece, context: Context) -> Reading | None:
    """World War II."""
    first, last = piece.words[0].load
    return Reading(
        kind=dated(cal.year(first)).kind,
        value=f"{first}/{last}",
        first=dt.date(first, 1, 1),
        last=dt.date(last, 12, 31),
    )


def _day(year: int, month: int, day: int, *, stated: bool = False) -> Reading | None:
    try:
        return dated(cal.day(dt.date(year, month, day)), stated=stated)
    except ValueError:
        return None
