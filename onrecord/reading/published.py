"""When a report came out: what it states, what its page's data say, or what its own dates and weekdays allow.

A caption's date is its picture's: captions are furniture, and no furniture but date lines is looked at here.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Sequence

from onrecord.language import Language
from onrecord.reading.clues import Clue, Side, list_clues
from onrecord.reading.dates import WrittenDate, find_dates, instant, when_written
from onrecord.reading.shapes import date_line, is_lone_place, wire_place
from onrecord.records.note import Note
from onrecord.records.report import FurnitureKind, Report
from onrecord.records.when import Basis, Precision, When

CLOSE_DAYS = 3  # between a stated date and the page's own data; further apart, one of them is about something else
WIDEST_DAYS = 31  # an interval wider than a month dates nothing
WEEK = dt.timedelta(days=6)  # a bare weekday is read within a week of the report
ONE_DAY = dt.timedelta(days=1)
SHARED_WORDS = 4  # content words that two sentences share to be about one happening
SHARED_PART = 0.25  # of the shorter one's
LIKENESS = 0.5  # sum over the shared words of 1 / sentences that have it; set by hand on few pages
SURE = 1_000.0  # the weight of a written day
LEAD_CLUES = 3
LEAD_CHARS = 90


def date_report(report: Report, *, given: When | None, language: Language) -> tuple[When | None, tuple[Note, ...]]:
    """The report's date with its basis, and a Note where its sources disagree.

    `given` is the page's or feed's own date.  A stated date wins over a given one within three days of it, else the
    given one wins.  None: nothing to go by.
    """
    best = _resolve(_stated(report, language), report, given, language)
    if best is None:
        return given or infer_alone(report, language=language), ()
    if given is None or given.earliest is None or given.latest is None or best.earliest is None or best.latest is None:
        return best, ()
    apart = max((given.earliest - best.latest).days, (best.earliest - given.latest).days)
    if apart <= CLOSE_DAYS or given.precision in (Precision.MONTH, Precision.YEAR):
        return (given if best.at is None and given.at is not None and apart <= 0 else best), ()
    message = f"The text is dated {best.earliest}, the page's data say {given.earliest}; the page's data were taken."
    return given, (Note(kind="dates-disagree", message=message, where=report.doc),)


def _stated(report: Report, language: Language) -> list[WrittenDate]:
    """Dates of date lines, those of a later change last, then of the wire's dateline before the lead."""
    first: list[WrittenDate] = []
    later: list[WrittenDate] = []
    for piece in report.furniture:
        if piece.kind != FurnitureKind.DATELINE:
            continue
        words = piece.span.of(report.text)
        line = date_line(words, language=language)
        if line:
            (later if line.is_later else first).append(line.found)
        elif is_lone_place(words, language=language):
            first.extend(find_dates(words, language=language))
    if report.body:
        lead = report.body[0].of(report.text)[:LEAD_CHARS]
        if wire_place(lead, language=language):
            place = lead[: lead.find(")") + 1] if "(" in lead else ""
            later = [*find_dates(place, language=language), *later]
    return first + later


def _resolve(written: Sequence[WrittenDate], report: Report, given: When | None, language: Language) -> When | None:
    for found in written:
        if found.year:
            return when_written(found, Basis.STATED)
    for found in written:
        if given is not None and given.earliest is not None:
            day = _nearest(found, given.earliest)
            if day and abs((day - given.earliest).days) <= CLOSE_DAYS:
                return _with_clock(found, day, Basis.STATED)
        elif (day := _year_by_weekday(found, report, language)) is not None:
            return _with_clock(found, day, Basis.INFERRED)
    return None


def _with_clock(found: WrittenDate, day: dt.date, basis: Basis) -> When:
    if found.clock is None or found.zone is None:
        return When(earliest=day, latest=day, precision=Precision.DAY, basis=basis)
    zone = dt.timezone(dt.timedelta(minutes=found.zone))
    return instant(dt.datetime.combine(day, dt.time(*found.clock), zone), basis)


def _nearest(found: WrittenDate, day: dt.date) -> dt.date | None:
    """The written day in the year that brings it nearest to `day`."""
    days = [d for y in (day.year - 1, day.year, day.year + 1) if 1 <= y <= 9998 and (d := found.on(y))]
    return min(days, key=lambda d: abs((d - day).days), default=None)


def _year_by_weekday(found: WrittenDate, report: Report, language: Language) -> dt.date | None:
    """The first year from the latest that the body names in which the day falls on the weekday written with it."""
    if found.weekday is None:
        return None
    years = [c.date.year for c in list_clues(report, language=language) if c.date and c.side == Side.PAST]
    if not years:
        return None
    days = (found.on(y) for y in range(max(years), min(max(years) + 7, 9998)))
    return next((d for d in days if d and d.weekday() == found.weekday), None)


def infer_alone(report: Report, *, language: Language) -> When | None:
    """The interval that the body's own dates leave: not before the last past one, not after the first future one.

    None unless both bounds are there, no more than a month apart; so a page without any year stays undated.
    """
    clues = [c for c in list_clues(report, language=language) if c.date]
    return _between(
        [c.date for c in clues if c.side == Side.PAST and c.date],
        [c.date for c in clues if c.side == Side.FUTURE and c.date],
    )


def _between(past: Sequence[dt.date], future: Sequence[dt.date]) -> When | None:
    after = [d for d in future if not past or d >= max(past)]
    if not past or not after or (min(after) - max(past)).days > WIDEST_DAYS:
        return None
    return When(earliest=max(past), latest=min(after), precision=Precision.INTERVAL, basis=Basis.INFERRED)


def infer_from_neighbours(report: Report, neighbours: Sequence[Report], *, language: Language) -> When | None:
    """The date that dated reports on the same story give to one that names only weekdays or days without a year.

    A day without a year takes the year that brings it nearest to the neighbours.  A weekday is the day that a neighbour
    means by the same weekday in a sentence about the same happening.  A past day bounds the report from below and, as a
    bare weekday, by a week from above; a coming day the other way round.  None where nothing is shared or the bounds
    exclude one another.  The caller decides who the neighbours are; undated ones are passed over.
    """
    dated = [n for n in neighbours if n.published and n.published.earliest and n.published.latest and n.id != report.id]
    if not dated:
        return None
    clues = list_clues(report, language=language)
    theirs = [(c, day) for n in dated for c in list_clues(n, language=language) for day in _days_meant(c, n)]
    middle = sorted(n.published.earliest for n in dated if n.published and n.published.earliest)[len(dated) // 2]
    bounds = _bounds(clues, theirs, middle)
    low, high = _meet(bound for _, bound in bounds)
    if low > high:  # sentences that are alike may still speak of two days
        low, high = _meet(_most_that_agree(bounds))
    if low > high or low == dt.date.min or high == dt.date.max or (high - low).days > WIDEST_DAYS:
        return None
    low, high = _by_lead(clues, low, high)
    precision = Precision.DAY if low == high else Precision.INTERVAL
    return When(earliest=low, latest=high, precision=precision, basis=Basis.INFERRED)


def _most_that_agree(bounds: Sequence[tuple[float, tuple[dt.date, dt.date]]]) -> list[tuple[dt.date, dt.date]]:
    """The written days, with the most weekdays that one day of report satisfies; at least two, or none of them."""
    sure = [bound for weight, bound in bounds if weight == SURE]
    best: list[tuple[dt.date, dt.date]] = []
    for day in sorted({bound[0] for _, bound in bounds}):
        agreed = [bound for _, bound in bounds if bound[0] <= day <= bound[1]]
        if all(bound in agreed for bound in sure) and len(agreed) > max(1, len(best)):
            best = agreed
    return best or sure


def _meet(bounds: Iterable[tuple[dt.date, dt.date]]) -> tuple[dt.date, dt.date]:
    low, high = dt.date.min, dt.date.max
    for first, last in bounds:
        low, high = max(low, first), min(high, last)
    return low, high


def _by_lead(clues: Sequence[Clue], low: dt.date, high: dt.date) -> tuple[dt.date, dt.date]:
    """Within a week, the first weekday in the past is the day of the report or the day before, as agencies write."""
    days = [c.weekday for c in clues[:LEAD_CLUES] if c.side == Side.PAST and c.weekday is not None and not c.written]
    if not days or high - low > WEEK:
        return low, high
    day = low + dt.timedelta(days=(days[0] - low.weekday()) % 7)
    return (day, min(high, day + ONE_DAY)) if day <= high else (low, high)


def _bounds(
    clues: Sequence[Clue], theirs: Sequence[tuple[Clue, dt.date]], middle: dt.date
) -> list[tuple[float, tuple[dt.date, dt.date]]]:
    """The stretch that each clue leaves for the report's date, the written days first."""
    spread = Counter(w for c in (*clues, *(c for c, _ in theirs)) for w in c.words)
    weighed: list[tuple[float, tuple[dt.date, dt.date]]] = []
    for clue in clues:
        if clue.written:
            day = clue.date or _nearest(clue.written, middle)
            if day and abs((day - middle).days) <= WIDEST_DAYS:
                weighed.append((SURE, _reach(clue, day)))
            continue
        alike = (
            (_likeness(clue, c, spread), d) for c, d in theirs if clue.week is not None or d.weekday() == clue.weekday
        )
        best = max(alike, default=None)
        if best and best[0] >= LIKENESS:
            weighed.append((best[0], _reach(clue, best[1])))
    return weighed


def _likeness(a: Clue, b: Clue, spread: Counter[str]) -> float:
    """How much two sentences speak of one happening: the words they share, rare ones counting more."""
    shared = a.words & b.words
    if len(shared) < SHARED_WORDS or len(shared) < SHARED_PART * min(len(a.words), len(b.words)):
        return 0.0
    return sum(1 / spread[w] for w in shared)


def _reach(clue: Clue, day: dt.date) -> tuple[dt.date, dt.date]:
    """The stretch in which a report lies that means `day`."""
    if clue.week is not None:
        monday = day - dt.timedelta(days=day.weekday() + 7 * clue.week)
        return monday, monday + WEEK
    far = None if clue.written else WEEK
    if clue.side == Side.FUTURE:
        return (day - far if far else dt.date.min), day
    return day, (day + far if far else dt.date.max)


def _days_meant(clue: Clue, report: Report) -> Iterable[dt.date]:
    """The day that a dated report means."""
    published = report.published
    if published is None or published.earliest is None or published.latest is None:
        return ()
    if clue.date:
        return (clue.date,)
    if clue.written:
        day = _nearest(clue.written, published.earliest)
        return (day,) if day else ()
    if clue.weekday is None or published.precision not in (Precision.DAY, Precision.MINUTE):
        return ()
    if clue.side == Side.FUTURE:
        ahead = (clue.weekday - published.latest.weekday()) % 7
        return (published.latest + dt.timedelta(days=ahead),)
    back = (published.earliest.weekday() - clue.weekday) % 7
    return (published.earliest - dt.timedelta(days=back),)
