"""Moments as people write them in options, forms and addresses."""

import calendar
import datetime as dt
import re

from onrecord.errors import InputError

NUMBERS = {name.casefold(): n for n in range(1, 13) for name in (calendar.month_name[n], calendar.month_abbr[n])}
IN_WORDS = re.compile(r"(\d{1,2}) ([A-Za-z]{3,9})\.? (\d{4})(?:,? (\d{2}:\d{2}))?( UTC)?")  # as the pages write days
ON_PAPER = re.compile(r"(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}\S*)( UTC)?")  # a blank where the standard has a T
TO_THE_DAY = re.compile(r"\d{4}-?\d{2}-?\d{2}")
TO_THE_MINUTE = re.compile(r".* \d{2}:\d{2}(?: UTC)?")  # with a T it is an instant
MINUTE_END = dt.timedelta(minutes=1, microseconds=-1)


def read_moment(text: str | None, *, is_end: bool, zone: dt.tzinfo = dt.UTC) -> dt.datetime | None:
    """The instant that is named, in UTC; a day, or a minute as people write it, is its last moment, or its first.

    "2031-03-04", "2031-03-04T06:00Z", "2031-03-04 06:00", "4 Mar 2031, 06:00": a month in words or the year first,
    for 03/04 is another day in another country.  Without a zone it is in `zone`.  None for nothing.  Raises InputError
    when it cannot be read.
    """
    if text is None or not text.strip():
        return None
    given = _to_standard(text.strip())
    try:
        moment = dt.datetime.fromisoformat(given)
        if TO_THE_DAY.fullmatch(given):
            moment = dt.datetime.combine(moment.date(), dt.time.max if is_end else dt.time.min)
        elif is_end and TO_THE_MINUTE.fullmatch(text.strip()):
            moment += MINUTE_END
        return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Cannot read the time '{text[:40]}'.",
            where=text[:40],
            help="Write it like 2031-03-04, 2031-03-04T06:00Z or 4 Mar 2031.",
        ) from error


def _to_standard(given: str) -> str:
    """The moment as ISO 8601 has it, where it is one."""
    if found := ON_PAPER.fullmatch(given):
        day, clock, zone = found.groups()
        return f"{day}T{clock}{'Z' if zone else ''}"
    if (found := IN_WORDS.fullmatch(given)) and (month := NUMBERS.get(found[2].casefold())):
        day, _, year, clock, zone = found.groups()
        time = f"T{clock}{'Z' if zone else ''}" if clock else ""
        return f"{year}-{month:02}-{int(day):02}{time}"
    return given.replace(" ", "+")  # a plus sign of a zone, unescaped by a query
