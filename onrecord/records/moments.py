"""Moments as people write them in options, forms and addresses."""

import datetime as dt

from onrecord.errors import InputError

DAY_LENGTH = len("2031-03-04")


def read_moment(text: str | None, *, is_end: bool, zone: dt.tzinfo = dt.UTC) -> dt.datetime | None:
    """The instant that is named, in UTC; a day alone is its last moment, or its first; without a zone it is in `zone`.

    None for nothing.  Raises InputError when it cannot be read.
    """
    if text is None or not text.strip():
        return None
    given = text.strip().replace(" ", "+")  # a plus sign of a zone, unescaped by a query
    try:
        moment = dt.datetime.fromisoformat(given)
        if len(given) == DAY_LENGTH:
            moment = dt.datetime.combine(moment.date(), dt.time.max if is_end else dt.time.min)
        return (moment.replace(tzinfo=zone) if moment.tzinfo is None else moment).astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Cannot read the time '{text[:40]}'.",
            where=text[:40],
            help="Write it like 2031-03-04 or 2031-03-04T06:00Z.",
        ) from error
