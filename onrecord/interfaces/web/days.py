"""Days and moments on a page: as readers write them, with their machine form in a `<time>`."""

import datetime as dt
import zoneinfo

from markupsafe import Markup

from onrecord.records.when import When
from onrecord.views.days import DATE, ISO_DAY, TO, day, tell_date, when
from onrecord.views.pictures.words import moment

TIME = Markup('<time datetime="{}">{}</time>')


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
