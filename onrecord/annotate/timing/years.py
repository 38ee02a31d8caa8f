"""Stretches longer than a month: quarters, seasons, years, decades, eras; and feasts, which need their year."""

import datetime as dt
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, lasting, unresolved
from onrecord.annotate.timing.dates import date_of
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.nearest import direction, nearest_year, spoken_number, year_of
from onrecord.annotate.timing.syntax import Tense
from onrecord.records.annotation import TimeKind

NO_YEAR_AFTER = frozenset({"unit", "units", "hyphen", "ampm"})
AMOUNT_BEFORE = frozenset({"approximate", "some", "more", "int", "decimal", "number"})
YEAR_BEFORE = frozenset(
    ("in", "since", "until", "by", "before", "after", "between", "during", "from", "through", "open")
)
FEAST_BEFORE = YEAR_BEFORE | {"at", "for", "on", "last", "this", "next", "over"}
DOUBTFUL_SEASONS = frozenset({"fall", "spring"})  # other words too
QUARTER_REST = 15  # days: a quarter "ended Oct. 1" or "ended Sept. 29" is the third
COMMON_YEARS = range(1900, 2040)  # years that need no preposition to be taken for one


def quarters(piece: Piece, context: Context) -> Reading | None:
    """The third quarter, third-quarter, the fourth quarter of 2019, this year's third quarter."""
    order = piece.one("ordinal", "ordday", "second")
    number = 2 if order is None or order.sort == "second" else order.load
    if not 1 <= number <= 4:
        return None
    return _quarter(piece, number, context)


def quarter_ended(piece: Piece, context: Context) -> list[Reading] | None:
    """The quarter ended Sept. 30: the quarter that most of its days lie in, and the day; a number given is kept."""
    day = date_of(piece, context)
    word, end = piece.one("quarter"), piece.one("ended", "begins")
    if not isinstance(day, Stretch) or word is None or end is None or end.low in ("beginning", "starting"):
        return None
    named = replace(piece, words=tuple(w for w in piece.words if w.end <= word.end)).one("ordinal", "ordday", "second")
    inside = day.first - dt.timedelta(QUARTER_REST)
    number = (inside.month + 2) // 3 if named is None else 2 if named.sort == "second" else int(named.load)
    if not 1 <= number <= 4:
        return None
    quarter = replace(dated(cal.quarter(inside.year, number)), end=word.end)
    start = next(w.start for w in piece.words if w.start >= end.end)
    return [quarter, replace(dated(day, stated=piece.has("year")), names=None, start=start)]


def year_quarter(piece: Piece, context: Context) -> Reading | None:
    """The 1988 quarter, the 1988 period: the quarter of that year with the number of the one last named."""
    year = piece.one("year")
    if year is None or context.quarter is None:
        return None
    return replace(dated(cal.quarter(year.load, (context.quarter.first.month + 2) // 3)), names=None)


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
    unit = piece.words[-1]
    year = year_of(piece, context) if unit.sort != "unit" or unit.load == cal.YEAR else None
    return dated(cal.half(year, number)) if year else None


def season(piece: Piece, context: Context) -> Reading | None:
    """The summer of 2019, summer 2019, winter."""
    word = piece.one("season")
    if word is None or (word.low in DOUBTFUL_SEASONS and not _is_asked_for(piece)):
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
    return dated(cal.season(year or 1, first, last))


the_season = season


def _is_asked_for(piece: Piece) -> bool:
    return piece.has("year", "unit") or (piece.before is not None and piece.before.sort in YEAR_BEFORE)


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
    """Nineteen ninety-six."""
    number = spoken_number(piece)
    return dated(cal.year(number), stated=True) if number else None


def the_year(piece: Piece, context: Context) -> Reading | None:
    """The year 2000, the year two thousand."""
    if piece.words[1].load != "Y":
        return None
    numbers = [w.load for w in piece.all("number")]
    if numbers == [2, 1000]:
        return dated(cal.year(2000), stated=True)
    word = piece.one("year")
    return dated(cal.year(word.load), stated=True) if word else spoken_year(piece, context)


def full_year(piece: Piece, context: Context) -> Reading | None:
    """The full year, the calendar year, the fiscal year: the running one."""
    last = piece.words[-1]
    is_year = last.low.endswith("year") if last.sort == "fiscal" else last.load == "Y"
    if not is_year or context.today is None:
        return None
    if piece.after is not None and piece.after.low in ("ended", "ending"):
        return lasting("P1Y")
    return dated(cal.year(context.today.year))


def fiscal(piece: Piece, context: Context) -> Reading | None:
    """Fiscal 2019: the year by its number, since no report says when it began."""
    year = piece.one("year")
    return dated(cal.year(year.load), stated=True) if year else None


def year(piece: Piece, context: Context) -> Reading | None:
    """2019, mid-2019; not the 2019 of "2019 people"."""
    word = piece.one("year")
    if word is None or not _is_year(piece, word.load, context):
        return None
    context.year = int(word.load)
    return dated(cal.year(word.load), stated=True)


def _is_year(piece: Piece, number: int, context: Context) -> bool:
    if len(piece.words) > 1:
        return True
    before, after = piece.before, piece.after
    lead = before.sort if before else ""
    if after is not None and after.sort in NO_YEAR_AFTER and (after.sort != "hyphen" or after.start == piece.end):
        return False
    if lead in AMOUNT_BEFORE:
        return False
    if lead in YEAR_BEFORE:
        return True
    if number not in COMMON_YEARS:
        return False
    if after is not None and after.sort == "other" and context.syntax.tag(after.start) in ("NNS", "JJR"):
        return lead in ("the", "of", "comma", "hyphen") or context.syntax.tag(after.start) == "JJR"
    return True


def feast(piece: Piece, context: Context) -> Reading | None:
    """Christmas Eve, Easter Sunday 2019, last Thanksgiving."""
    word = piece.one("feast")
    before = piece.before.sort if piece.before else ""
    if word is None or (word.low in ("christmas", "easter") and len(piece.words) == 1 and before not in FEAST_BEFORE):
        return None
    number = year_of(piece, context)
    if number is None:
        number = nearest_year(lambda y: cal.feast(word.load, y), piece, word.start, context)
    if number is None:
        return None
    return dated(cal.day(cal.feast(word.load, number)))


def era(piece: Piece, context: Context) -> Reading | None:
    """World War II."""
    first, last = piece.words[0].load
    return Reading(
        kind=TimeKind.DATE,
        value=f"{first}/{last}",
        first=dt.date(first, 1, 1),
        last=dt.date(last, 12, 31),
    )
