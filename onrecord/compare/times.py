"""When a statement was made, as two days, and how two such times stand to one another."""

import datetime as dt

from onrecord.compare.keys import Key
from onrecord.records.report import Report
from onrecord.records.when import When

UNDATED = dt.date.max


def said_of(key: Key) -> When | None:
    """When it was said; the report's own date where no word tells."""
    return key.statement.said or key.report.published


def apart(a: Key, b: Key) -> bool:
    """True when the two were certainly not said on one day."""
    return before(a, b) or before(b, a)


def before(a: Key, b: Key) -> bool:
    """True when `a` was certainly said before `b`."""
    first, second = said_of(a), said_of(b)
    return bool(first and second and first.latest and second.earliest and first.latest < second.earliest)


def last_day(key: Key) -> dt.date:
    """The last day on which it can have been said; undated ones come last."""
    said = said_of(key)
    return (said.latest or said.earliest or UNDATED) if said else UNDATED


def report_order(report: Report) -> tuple[dt.date, str, int, str]:
    """What reports are sorted by: publication, then doc, then place in it.  Undated ones come last."""
    return published_day(report), report.doc, report.span.start, report.id


def published_day(report: Report) -> dt.date:
    """The last day on which it can have come out; undated ones come last."""
    when = report.published
    return (when.latest or when.earliest or UNDATED) if when else UNDATED
