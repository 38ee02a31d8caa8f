"""Days near the day of the report, and parts of them: "Friday", "last night", "the next morning", "overnight"."""

import datetime as dt
from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, unresolved
from onrecord.annotate.timing.dates import date_of
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.nearest import direction
from onrecord.annotate.timing.syntax import Tense
from onrecord.records.annotation import TimeKind

JUST_OVER = 2  # days
JOINING = frozenset({"and", "or", "to", "through", "until", "hyphen"})
BESIDE = 16  # code points from the start of the day before to the word between


def weekday(piece: Piece, context: Context) -> Reading | None:
    """Friday, last Friday, late Monday evening: the last such day up to the report, or the next if the verb says so."""
    word = piece.one("weekday", "weekday_short")
    if word is None or (word.sort == "weekday_short" and not _is_shortened(piece, word.low)):
        return None
    if piece.words[0].low == "following" and context.syntax.is_owner(word.start):  # "following Friday's vote"
        read = weekday(replace(piece, words=piece.words[1:], before=piece.words[0]), context)
        return replace(read, start=word.start) if read else None
    part = _part(piece)
    day = weekday_of(piece, context)
    if day is None:
        return unresolved(f"XXXX-WXX-{word.load}", part)
    return dated(cal.day(day), part=part)


def _is_shortened(piece: Piece, low: str) -> bool:
    """A short form such as "Tues."; "Sun" and its like only beside another word of time."""
    return piece.has("part", "last", "next") or (piece.has("dot") and low not in ("sun", "sat", "mon", "wed", "fri"))


def _part(piece: Piece) -> str:
    word = piece.one("part")
    if word is not None:
        return str(word.load)
    noon = piece.one("noon")
    if noon is not None:
        return f"T{noon.load:02}:00"
    return "TEV" if piece.has("late") else "TMO" if piece.has("early") else ""


def weekday_of(piece: Piece, context: Context) -> dt.date | None:
    """The day that a weekday names; None where the day of the report is not known."""
    word = piece.one("weekday", "weekday_short")
    today = context.today
    if word is None or today is None:
        return None
    there = context.day.first if context.day else today
    if piece.has("previous"):
        return cal.weekday_upto(there - dt.timedelta(1), word.load)
    if piece.has("following"):
        return cal.weekday_from(there + dt.timedelta(1), word.load)
    if piece.has("same", "that"):
        return cal.weekday_upto(there, word.load)
    if piece.has("coming"):
        return cal.weekday_from(today + dt.timedelta(1), word.load)
    if piece.has("last"):
        return cal.week(today - dt.timedelta(7)).first + dt.timedelta(word.load - 1)
    if piece.has("next"):
        return cal.week(today + dt.timedelta(7)).first + dt.timedelta(word.load - 1)
    beside = _day_beside(piece, context)
    if beside is not None and beside > today:
        return cal.weekday_from(beside + dt.timedelta(1), word.load)
    tense = direction(piece, word.start, context)
    ahead = tense is Tense.FUTURE or (piece.has("this") and tense is not Tense.PAST)
    ahead = ahead or (tense is Tense.NONE and context.syntax.is_scheduled(word.start))
    if ahead and _is_just_over(cal.weekday_upto(today, word.load), piece, word.start, context):
        ahead = False
    return cal.weekday_from(today, word.load) if ahead else cal.weekday_upto(today, word.load)


def _day_beside(piece: Piece, context: Context) -> dt.date | None:
    """The day named just before, of which this is the next: "on Friday and Saturday", "from Friday to Sunday"."""
    if piece.before is None or piece.before.sort not in JOINING or context.day is None or context.seen_at is None:
        return None
    is_beside = context.seen is context.day and 0 < piece.before.start - context.seen_at < BESIDE
    return context.day.first if is_beside else None


def _is_just_over(day: dt.date, piece: Piece, offset: int, context: Context) -> bool:
    """True of "would pass on Wednesday" in a report of Thursday, which would call the one ahead the next."""
    if context.today is None or piece.has("this") or (piece.before is not None and piece.before.sort == "until"):
        return False
    return 0 < (context.today - day).days <= JUST_OVER and context.syntax.is_told_since(offset)


def part_on(piece: Piece, context: Context) -> Reading | None:
    """Late afternoon Wednesday, dawn on Sunday, noon on 3 March."""
    day = some_day(piece, context)
    return dated(day, part=piece.all("part")[0].load) if day else None


def today(piece: Piece, context: Context) -> Reading | None:
    """Today, early yesterday, tomorrow night, tonight."""
    word = piece.one("today")
    if word is None:
        return None
    part = "TNI" if word.low == "tonight" else _part(piece)
    base = context.speaking(piece.start)
    if base is None:
        ref = "PRESENT_REF" if word.load == 0 else "PAST_REF" if word.load < 0 else "FUTURE_REF"
        return unresolved(ref)
    return dated(cal.day(base + dt.timedelta(word.load)), part=part)


def part_near(piece: Piece, context: Context) -> Reading | None:
    """This morning, last night, that evening, the next morning."""
    word = piece.one("part")
    if word is None:
        return None
    if piece.has("this", "last") and not piece.has("same"):
        base = context.speaking(piece.start)
        shift = 0 if piece.has("this") else -1
    else:
        there = context.day_there(piece.start)
        base = there.first if there else None
        shift = 1 if piece.has("next", "following") else -1 if piece.has("previous") else 0
    if base is None:
        return unresolved("PAST_REF" if shift <= 0 else "FUTURE_REF")
    return dated(cal.day(base + dt.timedelta(shift)), part=word.load)


def early_hours(piece: Piece, context: Context) -> Reading | None:
    """The early hours of Friday, of this morning."""
    if piece.has("this", "that"):
        return part_near(piece, context)
    if piece.words[0 if piece.words[0].sort != "the" else 1].sort != "early" or piece.all("units")[0].load != "H":
        return None
    day = some_day(piece, context) or context.day_there(piece.start)
    return dated(day, part="TMO") if day else None


def overnight(piece: Piece, context: Context) -> Reading | None:
    """Overnight: the night into the day of the report, unless another day was just dated."""
    if context.today is None:
        return unresolved("PAST_REF")
    if context.day is not None and context.day.first != context.today and context.near(piece.start):
        return dated(context.day, part="TNI")
    before = context.today - dt.timedelta(1)
    value = f"{before.isoformat()}TNI/{context.today.isoformat()}"
    return Reading(kind=TimeKind.TIME, value=value, first=before, last=context.today, names=cal.day(context.today))


def day_night(piece: Piece, context: Context) -> Reading | None:
    """The night of March 3, the morning of Friday."""
    day = some_day(piece, context)
    return (
        dated(day, part=piece.words[0].load if piece.words[0].sort == "part" else piece.words[1].load) if day else None
    )


def the_day(piece: Piece, context: Context) -> Reading | None:
    """The morning, the day before: of or from the day last dated."""
    there = context.day_there(piece.start)
    part = piece.one("part")
    if part is not None:
        return dated(there, part=part.load) if there and not part.capital else None
    unit = piece.one("unit")
    if unit is None or unit.load != "D" or there is None:
        return None
    if piece.after is not None and piece.after.sort not in ("comma", "dot", "shut"):
        return None
    return dated(cal.shifted(there, -1))


def a_part(piece: Piece, context: Context) -> Reading | None:
    """Evening, late afternoon: of the day last dated."""
    there = context.day_there(piece.start)
    word = piece.words[-1]
    if there is None or word.capital:
        return None
    return dated(there, part=word.load)


def day_count(piece: Piece, context: Context) -> Reading | None:
    """On day 983: a story's own count of days ends on the day of the report."""
    if piece.words[0].load != "D" or context.today is None:
        return None
    return dated(cal.day(context.today))


def some_day(piece: Piece, context: Context) -> Stretch | None:
    """The day that a date, a weekday or "yesterday" among the words names."""
    if piece.has("month", "month_short"):
        found = date_of(piece, context)
        return found if isinstance(found, Stretch) else None
    if piece.has("weekday", "weekday_short"):
        day = weekday_of(piece, context)
        return cal.day(day) if day else None
    word = piece.one("today")
    base = context.speaking(piece.start)
    return cal.day(base + dt.timedelta(word.load)) if word and base else None
