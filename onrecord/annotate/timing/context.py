"""What a report has dated so far, and the reading of one expression against it."""

import datetime as dt
import re
from dataclasses import dataclass, field

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.syntax import Syntax, Tense
from onrecord.records.annotation import TimeKind
from onrecord.records.when import When

WIDEST = 31  # days; a report whose date is known less well than this gives no day to count from
QUOTED_AGO = 7  # days; a quotation in a report was said so long ago at most, if a day was just named
NEARBY = 200  # characters
EVENING = re.compile(r"T(?:NI|EV|1[89]:|2[0-3]:)")  # of a value


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What an expression means: a TIMEX3 value and, for dates, the days it covers."""

    kind: TimeKind
    value: str
    timeml: str | None = None  # the value as TimeML has it, where that is another
    first: dt.date | None = None  # None: open, or no date
    last: dt.date | None = None
    names: Stretch | None = None  # what "that day" or "the year before" may point back to
    stated: bool = False  # True: year, month and day stand in the words
    at: dt.datetime | None = None  # aware; only for clock times with a zone
    start: int | None = None  # offsets in the text where they differ from the words that the rule took
    end: int | None = None


@dataclass(slots=True, kw_only=True)
class Context:
    """The day of the report and what was last dated; the second grows while the text is read."""

    today: dt.date | None  # None: not known
    syntax: Syntax
    seen: Stretch | None = None  # the last date named
    day: Stretch | None = None  # the last one that was a day
    gone: Stretch | None = None  # the last day named that is not ahead of the report
    outside: Stretch | None = None  # the last day named outside quotation marks
    seen_at: int | None = None  # where the last date was named
    year: int | None = None  # the last year that the text itself gave
    quarter: Stretch | None = None  # the last quarter named
    hour: int | None = None  # of the last clock time, in its own zone
    evening: Stretch | None = None  # the day of which an evening or a night was last named
    quoted: tuple[tuple[int, int], ...] = field(default=())  # stretches between quotation marks

    def note(self, reading: Reading, offset: int) -> None:
        """Keeps what the reading named for what is said after it."""
        if reading.names is None:
            return
        self.seen, self.seen_at = reading.names, offset
        if reading.names.unit == cal.DAY:
            self.day = reading.names
            if self.today is None or self.day.first <= self.today:
                self.gone = self.day
            if not self._is_quoted(offset):
                self.outside = self.day
            self.evening = reading.names if EVENING.search(reading.value) and "/" not in reading.value else None
        elif reading.names.unit == cal.QUARTER:
            self.quarter = reading.names

    def near(self, offset: int) -> bool:
        """True when the last day was named within the sentence or the one before."""
        return self.seen_at is not None and offset - self.seen_at < NEARBY

    def speaking(self, offset: int) -> dt.date | None:
        """The day on which the words there were said or written: "today" counts from it."""
        if self.today is None or self.outside is None or not self._is_quoted(offset):
            return self.today
        ago = (self.today - self.outside.first).days
        return self.outside.first if 0 < ago <= QUOTED_AGO else self.today

    def _is_quoted(self, offset: int) -> bool:
        return any(a <= offset < b for a, b in self.quoted)

    def day_there(self, offset: int) -> Stretch | None:
        """The day that an hour or a part of a day there is of: that last dated, for what is past none that is ahead."""
        today = cal.day(self.today) if self.today else None
        if self.day and self.today and self.day.first > self.today and self.tense(offset) is Tense.PAST:
            return self.gone or today
        return self.day or today

    def tense(self, offset: int) -> Tense:
        """Whether the words at that offset stand with a verb of the past or of the future."""
        return self.syntax.tense(offset)

    def there(self) -> Stretch | None:
        """What was last dated, else the day of the report."""
        if self.seen is not None:
            return self.seen
        return cal.day(self.today) if self.today else None


def reference_day(published: When | None) -> dt.date | None:
    """The day to count from: the last on which the report may have come out, where that is known well enough.

    Of two days it is the first: most reports come out on the day that their lead names, not on the day after.
    """
    if published is None:
        return None
    first, last = published.earliest, published.latest
    if first and last and (last - first).days > WIDEST:
        return None
    return first if first and last and (last - first).days == 1 else last or first


def dated(stretch: Stretch, *, part: str = "", stated: bool = False) -> Reading:
    """A date; with a part of the day or a clock time ("TEV", "T14:30") a time."""
    kind = TimeKind.TIME if part else TimeKind.DATE
    value = stretch.value + part
    timeml = stretch.timeml + part if stretch.timeml else None
    return Reading(
        kind=kind,
        value=value,
        timeml=timeml,
        first=stretch.first,
        last=stretch.last,
        names=stretch,
        stated=stated,
    )


def lasting(value: str) -> Reading:
    """A duration."""
    return Reading(kind=TimeKind.DURATION, value=value)


def repeated(value: str) -> Reading:
    """A set."""
    return Reading(kind=TimeKind.SET, value=value)


def upto(stretch: Stretch | None, ref: str = "PAST_REF") -> Reading:
    """Some time up to then."""
    if stretch is None:
        return Reading(kind=TimeKind.DATE, value=ref)
    end = stretch.last.isoformat() if "/" in stretch.value else stretch.value
    return Reading(kind=TimeKind.DATE, value=f"../{end}", timeml=ref, last=stretch.last)


def onward(stretch: Stretch | None, ref: str = "FUTURE_REF") -> Reading:
    """Some time from then on."""
    if stretch is None:
        return Reading(kind=TimeKind.DATE, value=ref)
    begin = stretch.first.isoformat() if "/" in stretch.value else stretch.value
    return Reading(kind=TimeKind.DATE, value=f"{begin}/..", timeml=ref, first=stretch.first)


def unresolved(value: str, part: str = "") -> Reading:
    """A date that nothing in hand resolves: "XXXX-WXX-4"."""
    return Reading(kind=TimeKind.TIME if part else TimeKind.DATE, value=value + part)
