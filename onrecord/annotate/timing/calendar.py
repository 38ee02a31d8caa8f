"""Stretches of the calendar, as time expressions name them, and steps between them.

The only module that counts days.  A stretch carries its TIMEX3 value (TimeML 1.2.1) beside its two days.
"""

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

DAY, WEEK, MONTH, QUARTER, YEAR, WEEKEND = "D", "W", "M", "Q", "Y", "WE"
DECADE, CENTURY, MILLENNIUM, OTHER = "E", "C", "K", "X"
YEARS = {YEAR: 1, DECADE: 10, CENTURY: 100, MILLENNIUM: 1000}
SEASONS = {3: "SP", 6: "SU", 9: "FA", 12: "WI"}  # by their first month
EDGE_DAYS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}  # thirds of a month


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Days from first to last, both inclusive, named by one unit of the calendar."""

    first: dt.date
    last: dt.date
    unit: str
    value: str  # TIMEX3: "2024-10-28", "2024-W43", "2024-Q3", or "first/last"
    timeml: str | None = None  # as TimeML has it, where it has no two ends: "2024-SU", "199"


def day(date: dt.date) -> Stretch:
    """That day."""
    return Stretch(first=date, last=date, unit=DAY, value=date.isoformat())


def between(first: dt.date, last: dt.date, unit: str = OTHER) -> Stretch:
    """All days from one to the other, in either order."""
    first, last = min(first, last), max(first, last)
    return Stretch(first=first, last=last, unit=unit, value=f"{first.isoformat()}/{last.isoformat()}")


def week(date: dt.date) -> Stretch:
    """The ISO week, Monday to Sunday, that holds the day."""
    monday = date - dt.timedelta(date.weekday())
    year, number, _ = date.isocalendar()
    return Stretch(first=monday, last=monday + dt.timedelta(6), unit=WEEK, value=f"{year:04}-W{number:02}")


def weekend(date: dt.date) -> Stretch:
    """Saturday and Sunday of the ISO week that holds the day."""
    days = week(date)
    return Stretch(first=days.last - dt.timedelta(1), last=days.last, unit=WEEKEND, value=f"{days.value}-WE")


def month(year: int, number: int) -> Stretch:
    """That month.  Raises ValueError for months that no calendar has."""
    last = dt.date(year, number, monthrange(year, number)[1])
    return Stretch(first=last.replace(day=1), last=last, unit=MONTH, value=f"{year:04}-{number:02}")


def months(year: int, first: int, last: int) -> Stretch:
    """From one month to another; the last lies in the next year when its number is smaller."""
    ends = month(year + (last < first), last)
    begins = month(year, first)
    return Stretch(first=begins.first, last=ends.last, unit=OTHER, value=f"{begins.value}/{ends.value}")


def season(year: int, first: int, last: int) -> Stretch:
    """The season that begins in that month of the year."""
    return replace(months(year, first, last), timeml=f"{year:04}-{SEASONS[first]}" if first in SEASONS else None)


def quarter(year: int, number: int) -> Stretch:
    """The calendar quarter, 1 to 4."""
    first, last = month(year, 3 * number - 2), month(year, 3 * number)
    return Stretch(first=first.first, last=last.last, unit=QUARTER, value=f"{year:04}-Q{number}")


def half(year: int, number: int) -> Stretch:
    """The half year, 1 or 2."""
    whole = months(year, 6 * number - 5, 6 * number)
    return Stretch(first=whole.first, last=whole.last, unit=OTHER, value=f"{year:04}-H{number}")


def years(first: int, last: int, unit: str = OTHER) -> Stretch:
    """Whole years, both inclusive."""
    value = f"{first:04}" if first == last else f"{first:04}/{last:04}"
    return Stretch(first=dt.date(first, 1, 1), last=dt.date(last, 12, 31), unit=unit, value=value)


def year(number: int) -> Stretch:
    """That year."""
    return years(number, number, YEAR)


def decade(first: int) -> Stretch:
    """Ten years from that year: the 1990s."""
    return replace(years(first, first + 9, DECADE), timeml=f"{first // 10:03}")


def century(number: int) -> Stretch:
    """The hundred years that news means by the 20th century: 1900 to 1999."""
    first = max(1, 100 * (number - 1))
    whole = years(first, 100 * number - 1, CENTURY)
    return replace(whole, value=f"{number - 1:02}XX", timeml=f"{number - 1:02}")


def containing(unit: str, date: dt.date) -> Stretch:
    """The stretch of that unit that holds the day."""
    if unit == WEEK:
        return week(date)
    if unit == WEEKEND:
        return weekend(date)
    if unit == MONTH:
        return month(date.year, date.month)
    if unit == QUARTER:
        return quarter(date.year, (date.month + 2) // 3)
    if unit == YEAR:
        return year(date.year)
    if unit == DECADE:
        return decade(date.year // 10 * 10)
    if unit == CENTURY:
        return century(date.year // 100 + 1)
    return day(date)


def step(date: dt.date, count: int, unit: str) -> dt.date:
    """The day so many units away; the last day of a shorter month where the day has no fellow there.

    Raises ValueError or OverflowError outside the years 1 to 9999.
    """
    if unit in (DAY, WEEK, WEEKEND, "2W"):
        return date + dt.timedelta(count * {DAY: 1, "2W": 14}.get(unit, 7))
    if unit in (MONTH, QUARTER):
        count *= 3 if unit == QUARTER else 1
        years_on, index = divmod(date.year * 12 + date.month - 1 + count, 12)
        return date.replace(year=years_on, month=index + 1, day=min(date.day, monthrange(years_on, index + 1)[1]))
    target = date.year + count * YEARS.get(unit, 0)
    return date.replace(year=target, day=min(date.day, monthrange(target, date.month)[1]))


def shifted(stretch: Stretch, count: int) -> Stretch:
    """The stretch of the same unit so many of it away: the year before, the next week."""
    return containing(stretch.unit, step(stretch.first, count, stretch.unit))


def edge(stretch: Stretch, part: str) -> Stretch:
    """The early, middle or late third of a month; any other stretch whole, since usage is too loose to cut it."""
    if stretch.unit != MONTH or part == "mid":
        return stretch
    first, last = EDGE_DAYS[part]
    days = between(stretch.first.replace(day=first), stretch.first.replace(day=min(last, stretch.last.day)))
    return replace(days, timeml=stretch.value)


def weekday_upto(date: dt.date, weekday: int) -> dt.date:
    """The last day with that ISO weekday up to the date, the date itself included."""
    return date - dt.timedelta((date.isoweekday() - weekday) % 7)


def weekday_from(date: dt.date, weekday: int) -> dt.date:
    """The first day with that ISO weekday from the date on, the date itself included."""
    return date + dt.timedelta((weekday - date.isoweekday()) % 7)


def easter(number: int) -> dt.date:
    """Western Easter Sunday of the year (the anonymous Gregorian algorithm, Nature, 20 April 1876)."""
    a, (b, c) = number % 19, divmod(number, 100)
    d, e = divmod(b, 4)
    g = (b - (b + 8) // 25 + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    index, rest = divmod(h + m - 7 * n + 114, 31)
    return dt.date(number, index, rest + 1)


def feast(rule: str, number: int) -> dt.date:
    """The day of a feast in that year, by the rule as `language/*/time.toml` writes it."""
    if rule.startswith("easter"):
        return easter(number) + dt.timedelta(int(rule.removeprefix("easter")))
    if rule.startswith("thanksgiving"):
        return feast("11-4-4", number) + dt.timedelta(int(rule.removeprefix("thanksgiving")))
    if len(rule) == len("12-24"):
        return dt.date(number, int(rule[:2]), int(rule[3:]))
    index, weekday, which = int(rule[:2]), int(rule[3]), int(rule[5:])
    if which < 0:
        return weekday_upto(month(number, index).last, weekday)
    return weekday_from(month(number, index).first, weekday) + dt.timedelta(7 * (which - 1))
