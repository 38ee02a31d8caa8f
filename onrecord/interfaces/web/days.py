"""Days and moments as readers write them; on a page each keeps its machine form in a `<time>`."""

import datetime as dt
import re
import zoneinfo

from markupsafe import Markup

from onrecord.records.when import Precision, When
from onrecord.views.pictures.words import day, moment

TIME = Markup('<time datetime="{}">{}</time>')
ISO_DAY = re.compile(r"\b(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])\b")
DATE = re.compile(r"(?:\d{4}(?:-\d{2}(?:-\d{2})?)?)?(?:\.\.(?:\d{4}-\d{2}-\d{2})?)?")  # as lines have them
ISO_MONTH = re.compile(r"(\d{4})-(\d{2})")
PADDED = re.compile(r"0(\d \w{3} \d{4})")
OPEN_START = re.compile(r"(?<!\d)\.\.(?=\d)")
OPEN_END = re.compile(r"(\d{1,2} \w{3} \d{4})\.\.(?!\d)")
SAME_MONTH = re.compile(r"\b(\d{1,2}) (\w{3} \d{4}) – (\d{1,2} \2)\b")
SAME_YEAR = re.compile(r"\b(\d{1,2} \w{3}) (\d{4}) – (\d{1,2} \w{3} \2)\b")
AS_OF_OPEN = re.compile(r"\bas of (?=until |from )")
TO = " – "


def when(value: When | None) -> str:
    """The time at the fineness it was given: "2031", "Mar 2031", "4 Mar 2031", "1 – 4 Mar 2031"; a dash: none."""
    if value is None or (value.earliest is None and value.latest is None):
        return "–"
    first, last = value.earliest, value.latest
    if first is None or last is None:
        return f"from {day(first)}" if first else f"until {day(last)}"
    if value.precision is Precision.YEAR and first.year == last.year:
        return f"{first:%Y}"
    if (first.year, first.month) == (last.year, last.month):
        if value.precision is Precision.MONTH:
            return f"{first:%b %Y}"
        return day(last) if first == last else f"{first.day}{TO}{day(last)}"
    return f"{first.day} {first:%b}{TO}{day(last)}" if first.year == last.year else f"{day(first)}{TO}{day(last)}"


def iso_days(text: str) -> str:
    """The text with each day that is written 2031-03-04 as a reader writes it: "4 Mar 2031"."""
    told = ISO_DAY.sub(lambda m: day(dt.date(int(m[1]), int(m[2]), int(m[3]))), text)
    if told == text:
        return text
    whole = OPEN_END.sub(r"from \1", OPEN_START.sub("until ", told)).replace("..", TO)
    return AS_OF_OPEN.sub("", SAME_YEAR.sub(r"\1 – \3", SAME_MONTH.sub(r"\1 – \3", whole)))


def tell_date(text: str) -> str:
    """A date that stands alone, as a line has it: "2031-03", "07 Mar 2031", "2031-03-01..2031-03-04"; else the text."""
    if found := ISO_MONTH.fullmatch(text):
        return f"{dt.date(int(found[1]), int(found[2]), 1):%b %Y}"
    if found := PADDED.fullmatch(text):
        return found[1]
    return iso_days(text) if DATE.fullmatch(text) else text


def mark_date(text: str) -> Markup | str:
    """The same for a page, with what machines read of each day in it; else the text."""
    told, days = tell_date(text), [m[0] for m in ISO_DAY.finditer(text)] if DATE.fullmatch(text) else []
    halves = told.split(TO)
    if not days or len(days) != len(halves):
        return told
    return Markup(TO).join(_in_time(iso, half) for iso, half in zip(days, halves, strict=True))


def _in_time(iso: str, told: str) -> Markup:
    before = next((w for w in ("until ", "from ") if told.startswith(w)), "")
    return Markup("{}{}").format(before, TIME.format(iso, told.removeprefix(before)))


def local_field(at: dt.datetime | None, zone: str) -> str:
    """The moment in a zone as it is written into a form, which is how it is read again: the year first."""
    return at.astimezone(zoneinfo.ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M") if at else ""


def mark_moment(at: dt.datetime | None) -> Markup | str:
    """A moment for a page: "4 Mar 2031, 06:00 UTC"."""
    return TIME.format(at.isoformat(), moment(at)) if at else moment(at)


def mark_day(date: dt.date | None) -> Markup | str:
    """A day for a page: "4 Mar 2031"."""
    return TIME.format(date.isoformat(), day(date)) if date else day(date)


def mark_when(value: When | None) -> Markup | str:
    """A time for a page, at the fineness it was given; a stretch of time has no machine form of its own."""
    if value is None or value.earliest is None or value.earliest != value.latest:
        return when(value)
    return mark_day(value.earliest)
