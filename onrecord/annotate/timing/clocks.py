"""Clock times: "2:21 p.m.", "22.46 EDT", "8:00 p.m. AST on Wednesday", "(0040 UTC)"."""

import datetime as dt
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated
from onrecord.annotate.timing.days import some_day
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.words import Word

DAYS = ("month", "month_short", "weekday", "weekday_short", "today")
HANDS = ("clock", "day", "int", "decimal", "mil", "year", "number")
MORNING = 7  # o'clock: an hour before it, after an evening was named, is of the next day
FAR_EAST, FAR_WEST = 13, -10  # hours from Greenwich that most people's clocks lie between


def clock(piece: Piece, context: Context) -> Reading | None:
    """A clock time with the day that stands beside it, else that last dated."""
    hands = _hands(piece)
    if hands is None:
        return None
    hour, minute = hands
    named = some_day(_without_hour(piece), context) if piece.has(*DAYS) else None
    zone = piece.one("zone")
    beside = piece.before is not None and piece.before.sort == "open"
    day = named or context.day_there(piece.start) or context.seen
    if named is None and day is not None and day == context.evening and _is_after_midnight(piece, hour, context):
        day = cal.shifted(day, 1)
    if named is None and beside and zone is not None and zone.load == 0 and context.hour is not None:
        day = _moved(day, context.hour, hour)
    elif zone is None or zone.load != 0:
        context.hour = hour
    return _reading(day, hour, minute, zone, beside)


day_clock = clock


def _is_after_midnight(piece: Piece, hour: int, context: Context) -> bool:
    """True of "by 3am" after an evening; not of an end of hours that are the same every day: "from 10pm to 4am"."""
    is_end = piece.before is not None and piece.before.sort in ("and", "to", "until", "hyphen")
    return hour < MORNING and context.near(piece.start) and not is_end


def clock_twice(piece: Piece, context: Context) -> list[Reading] | None:
    """2:21 p.m. (1821 UTC) on Tuesday: here, there, and the day."""
    opens = next(i for i, w in enumerate(piece.words) if w.sort == "open")
    shuts = next(i for i, w in enumerate(piece.words) if w.sort == "shut")
    here, there, rest = piece.words[:opens], piece.words[opens + 1 : shuts], piece.words[shuts + 1 :]
    rest = rest[1:] if rest[0].sort == "on" else rest
    day = some_day(replace(piece, words=rest), context)
    if day is None:
        return None
    context.day = day
    local = clock(replace(piece, words=here), context)
    other = clock(replace(piece, words=there, before=piece.words[opens]), context)
    if local is None or other is None:
        return None
    part = next((w.load for w in rest if w.sort == "part"), "")
    readings = zip((local, other, dated(day, part=part)), (here, there, rest), strict=True)
    return [replace(r, start=words[0].start, end=words[-1].end) for r, words in readings]


def clock_range(piece: Piece, context: Context) -> Reading | None:
    """9 to 5 p.m.: put down at its day."""
    reading = clock(piece, context)
    if reading is None or not piece.has("ampm", "clock", "zone", "part", "noon"):
        return None
    return reading


def _reading(day: Stretch | None, hour: int, minute: int, zone: Word | None, beside: bool) -> Reading:
    text = f"T{hour:02}:{minute:02}"
    if zone is None or day is None or day.unit != cal.DAY:
        reading = (
            dated(day, part=text)
            if day
            else Reading(kind=dated(cal.year(1), part=text).kind, value=f"XXXX-XX-XX{text}")
        )
        return replace(reading, names=None) if day is None or beside else reading
    offset = dt.timezone(dt.timedelta(minutes=zone.load))
    at = dt.datetime.combine(day.first, dt.time(hour, minute), tzinfo=offset)
    label = "Z" if zone.load == 0 else at.isoformat()[-6:]
    reading = replace(dated(day, part=text + label), at=at.astimezone(dt.UTC))
    return replace(reading, names=None) if beside else reading


def _moved(day: Stretch | None, local: int, utc: int) -> Stretch | None:
    """The day in Greenwich when it is `local` o'clock here and `utc` o'clock there."""
    if day is None or day.unit != cal.DAY:
        return day
    if local - utc > FAR_EAST:
        return cal.shifted(day, 1)
    if local - utc < FAR_WEST:
        return cal.shifted(day, -1)
    return day


def _hands(piece: Piece) -> tuple[int, int] | None:
    noon = piece.one("noon")
    if noon is not None:
        return int(noon.load), 0
    word = _hour_word(piece)
    if word is None:
        return None
    hour, minute = _split(word)
    half = piece.one("ampm")
    part = piece.one("part")
    late = (half is not None and half.low[0] == "p") or (
        half is None and part is not None and part.load in ("TAF", "TEV")
    )
    if half is not None and hour > 12 and hour <= 23:
        late = False
    if late and hour < 12:
        hour += 12
    if half is not None and not late and hour == 12:
        hour = 0
    return (hour, minute) if 0 <= hour < 24 and 0 <= minute < 60 else None


def _hour_word(piece: Piece) -> Word | None:
    """The word with the hour: a clock time, else the number in front of a.m., a zone, "in the" or "o'clock"."""
    found = piece.one("clock")
    if found is not None:
        return found
    for word, after in zip(piece.words, piece.words[1:], strict=False):
        if word.sort in HANDS and after.sort in ("ampm", "zone", "local", "name", "in", "oclock"):
            return word
    return None


def _without_hour(piece: Piece) -> Piece:
    """The words without the hour, so that its number is not taken for a day's."""
    hour = _hour_word(piece)
    return replace(piece, words=tuple(w for w in piece.words if w is not hour))


def _split(word: Word) -> tuple[int, int]:
    if word.sort == "clock":
        parts = word.load.split(":")
        return int(parts[0]), int(parts[1])
    if word.sort == "decimal":
        hour, minute = word.load.split(".")[:2]
        return int(hour), int(minute) if len(minute) == 2 else 99
    if word.sort in ("mil", "year") or (word.sort == "int" and word.load > 99):
        return word.load // 100, word.load % 100
    return int(word.load), 0
