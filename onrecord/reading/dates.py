"""Dates written out in a text, with clock time and zone where they stand beside them.

Only what is certain is a date here: a day without a year keeps its year open, 03/04/2024 is no date unless one of its
numbers is over 12.  Numerals and names of months come from the language's tables.
"""

import datetime as dt
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from onrecord.language import Language
from onrecord.records.span import Span
from onrecord.records.when import Basis, Precision, When

YEARS = (1500, 2999)  # others are typing errors or a machine's "no date"
WIDEST_ZONE = dt.timedelta(hours=14)
CLOCK = (
    r"(?:[\s,|·–—-]{{1,4}}(?:at\s+)?|T)(?P<hour>[01]?\d|2[0-3])[:.h](?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?"
    r"(?:\s?(?P<half>[ap])\.?m\b\.?)?(?:\s?\(?(?P<zone>{zones}|[+-]\d\d:?\d\d)\b\)?)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenDate:
    """A date as written."""

    span: Span  # with weekday, clock time and zone
    day: int
    month: int
    year: int | None  # None: not written
    weekday: int | None  # 0 = Monday, as written; None: not written
    clock: tuple[int, int] | None  # hour and minute
    zone: int | None  # minutes east of Greenwich

    def on(self, year: int) -> dt.date | None:
        """The day in that year, or None where that year has no such day."""
        try:
            return dt.date(year, self.month, self.day)
        except ValueError:
            return None

    @property
    def date(self) -> dt.date | None:
        """The day, where the year is written."""
        return self.on(self.year) if self.year else None


def find_dates(text: str, *, language: Language, start: int = 0, end: int | None = None) -> Iterator[WrittenDate]:
    """The dates in a stretch of text, in order, never overlapping."""
    for m in _pattern(language.code).finditer(text, start, len(text) if end is None else end):
        found = _read(m, language)
        if found is not None:
            yield found


def read_given(given: str, *, language: Language) -> When | None:
    """A date handed in beside the text: RFC 3339, RFC 822, or written out; None where it is none of them."""
    given = given.strip()[:100]
    moment: dt.datetime | None = None
    try:
        moment = dt.datetime.fromisoformat(given)
    except ValueError:
        try:
            moment = parsedate_to_datetime(given)
        except (ValueError, TypeError, IndexError, OverflowError):
            return _read_rough(given, language)
    if not YEARS[0] <= moment.year <= YEARS[1]:
        return None
    if moment.tzinfo is None or moment.time() == dt.time():  # midnight sharp: only the day was known
        return day_of(moment.date(), Basis.METADATA)
    return instant(moment, Basis.METADATA)


def _read_rough(given: str, language: Language) -> When | None:
    month = re.fullmatch(r"(\d{4})(?:-(\d\d))?", given)
    if month and YEARS[0] <= int(month.group(1)) <= YEARS[1]:
        year = int(month.group(1))
        if not month.group(2):
            first, last, precision = dt.date(year, 1, 1), dt.date(year, 12, 31), Precision.YEAR
        elif 1 <= int(month.group(2)) <= 12:
            first = dt.date(year, int(month.group(2)), 1)
            last, precision = (first + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1), Precision.MONTH
        else:
            return None
        return When(earliest=first, latest=last, precision=precision, basis=Basis.METADATA)
    for found in find_dates(given, language=language):
        when = when_written(found, Basis.METADATA)
        if when is not None:
            return when
    return None


def day_of(day: dt.date, basis: Basis) -> When:
    """That day, no finer."""
    return When(earliest=day, latest=day, precision=Precision.DAY, basis=basis)


def instant(moment: dt.datetime, basis: Basis) -> When:
    """That moment: its day where it was written, to its day in UTC if that is later.

    In a zone that no place on earth keeps only the day is believed.
    """
    offset = moment.utcoffset()
    if offset is not None and abs(offset) > WIDEST_ZONE:
        return day_of(moment.date(), basis)
    try:
        utc = moment.astimezone(dt.UTC)
    except OverflowError:
        return day_of(moment.date(), basis)
    day = moment.date()
    return When(earliest=day, latest=max(day, utc.date()), precision=Precision.MINUTE, basis=basis, at=utc)


def when_written(found: WrittenDate, basis: Basis) -> When | None:
    """The date as When; None where its year is not written."""
    day = found.date
    if day is None:
        return None
    if found.clock is None or found.zone is None:
        return day_of(day, basis)
    zone = dt.timezone(dt.timedelta(minutes=found.zone))
    return instant(dt.datetime.combine(day, dt.time(*found.clock), zone), basis)


def months(language: Language) -> dict[str, int]:
    """Names and short names of months, lower case."""
    table = language.table("time")
    return {**table["month"], **table["month_short"]}


def weekdays(language: Language) -> dict[str, int]:
    """Names and short names of weekdays, lower case; 0 = Monday."""
    table = language.table("time")
    return {name: number - 1 for name, number in {**table["weekday"], **table["weekday_short"]}.items()}


def _either(words: dict[str, int]) -> str:
    return "|".join(re.escape(w) for w in sorted(words, key=len, reverse=True))


@functools.cache
def _pattern(code: str) -> re.Pattern[str]:
    language = Language(code=code)
    clock = CLOCK.format(zones=_either(language.table("time")["zone"]))
    weekday = rf"(?:(?P<{{0}}>{_either(weekdays(language))})\b[.,]?\s{{1,3}}(?:the\s)?)?"
    month = rf"(?:{_either(months(language))})\b\.?"
    year = r"(?:,?\s{1,3}(?:of\s)?(?P<{0}>(?:1[5-9]|20)\d\d)(?!\d))?"
    day_first = r"(?P<d1>[0-3]?\d)(?:st|nd|rd|th)?\s{1,3}(?:of\s)?"
    day_last = r"\s{1,3}(?P<d2>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|[:.]\d)"
    forms = (
        rf"\b{weekday.replace('{0}', 'w1')}{day_first}(?P<m1>{month}){year.replace('{0}', 'y1')}",
        rf"\b{weekday.replace('{0}', 'w2')}(?P<m2>{month}){day_last}{year.replace('{0}', 'y2')}",
        r"(?<![\d.,/-])(?P<y3>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m3>[01]?\d)(?P=sep)(?P<d3>[0-3]?\d)(?![\d])",
        r"(?<![\d.,/-])(?P<a4>[0-3]?\d)(?P<sep4>[/.-])(?P<b4>[0-3]?\d)(?P=sep4)(?P<y4>(?:19|20)\d\d)(?!\.?\d)",
    )
    return re.compile(rf"(?:{'|'.join(forms)})(?:{clock})?", re.I)


def _read(m: re.Match[str], language: Language) -> WrittenDate | None:
    names = months(language)
    if m["m1"] or m["m2"]:
        month = names[(m["m1"] or m["m2"]).lower().rstrip(".")]
        day, year = int(m["d1"] or m["d2"]), m["y1"] or m["y2"]
    elif m["m3"]:
        day, month, year = int(m["d3"]), int(m["m3"]), m["y3"]
    else:
        day, month, year = int(m["a4"]), int(m["b4"]), m["y4"]
        if month > 12 or (m["sep4"] == "/" and day <= 12 and day != month):
            day, month = month, day
            if month > 12 or day <= 12:  # 3/4/2024 may be either
                return None
    weekday = weekdays(language)[(m["w1"] or m["w2"]).lower()] if m["w1"] or m["w2"] else None
    found = WrittenDate(
        span=Span(start=m.start(), end=m.end()),
        day=day,
        month=month,
        year=int(year) if year else None,
        weekday=weekday,
        clock=_clock(m),
        zone=_zone(m["zone"], language),
    )
    return found if found.on(found.year or 2024) else None  # 2024: a leap year, so that 29 February may stand


def _clock(m: re.Match[str]) -> tuple[int, int] | None:
    if not m["hour"]:
        return None
    hour = int(m["hour"])
    if m["half"] and hour <= 12:
        hour = hour % 12 + (12 if m["half"].lower() == "p" else 0)
    return hour, int(m["minute"])


def _zone(written: str | None, language: Language) -> int | None:
    if not written:
        return None
    if written[0] in "+-":
        minutes = int(written[1:3]) * 60 + int(written[-2:])
        return min(minutes, 1439) * (-1 if written[0] == "-" else 1)
    zone: int = language.table("time")["zone"][written.lower()]
    return zone
