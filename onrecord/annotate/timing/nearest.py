"""The year of a date that does not give it, by the words beside it, the tense of its verb, and nearness."""

import datetime as dt
from collections.abc import Callable

from onrecord.annotate.timing.context import Context
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.syntax import Tense

REFS = {
    "this": 0,
    "current": 0,
    "last": -1,
    "next": 1,
    "past": -1,
    "previous": -1,
    "coming": 1,
    "following": 1,
}
NEAR_DAYS = 2  # a date with a past verb may lie this far ahead: reports are dated in one zone and happen in another
WRONG_SIDE = 10  # a day against the tense counts as so many: 3 days ahead beat 362 days back, 40 do not
WRONG_SIDE_OF_NOUN = 4  # the same where the date belongs to a noun, whose time is not the verb's
SOON_MONTHS = 2  # a month without any tense lies ahead only this close


def year_of(piece: Piece, context: Context) -> int | None:
    """The year that the words give, as a number or from the day of the report."""
    year = piece.one("year")
    if year:
        context.year = int(year.load)
        return int(year.load)
    spoken = spoken_number(piece)
    if spoken:
        context.year = spoken
        return spoken
    unit = piece.one("unit")
    if unit is None or unit.load != "Y" or context.today is None:
        return None
    ref = piece.one("this", "last", "next", "that")
    if ref is not None and ref.sort == "that" and context.seen:
        return context.seen.first.year
    return context.today.year + REFS.get(ref.sort if ref else "this", 0)


def spoken_number(piece: Piece) -> int | None:
    """The year that is read out: "nineteen ninety-six"."""
    numbers = [w.load for w in piece.all("number")]
    rest = sum(numbers[1:])
    return numbers[0] * 100 + rest if numbers[:1] in ([18], [19], [20]) and 10 <= rest <= 99 else None


def direction(piece: Piece, offset: int, context: Context) -> Tense:
    """Which side of the report the expression lies on, by the words in front and the verb."""
    before = piece.before.sort if piece.before else ""
    if before == "since" or piece.has("last", "past"):
        return Tense.PAST
    if piece.has("next", "coming"):
        return Tense.FUTURE
    if before == "until" and piece.before is not None and not piece.before.capital:  # "postponed until Tuesday"
        return Tense.FUTURE
    if before == "for" and context.syntax.is_put_off(offset):
        return Tense.FUTURE
    tense = context.tense(offset)
    return Tense.FUTURE if tense is Tense.NONE and before in ("by", "soonest") else tense


def nearest_year(
    day_in: Callable[[int], dt.date], piece: Piece, offset: int, context: Context, weekday: int | None = None
) -> int | None:
    """The year of a date without one: by its weekday, then the nearest, days on the wrong side of the tense made far.

    None where neither the day of the report nor a year in the text is known.
    """
    today = context.today
    if today is None:
        return context.year
    found = []
    for year in (today.year - 1, today.year, today.year + 1):
        try:
            found.append((year, day_in(year)))
        except ValueError:
            continue
    if weekday:
        found = [f for f in found if f[1].isoweekday() == weekday] or found
    tense = direction(piece, offset, context)
    against = WRONG_SIDE_OF_NOUN if context.syntax.is_of_noun(offset) else WRONG_SIDE

    def distance(day: dt.date) -> int:
        ahead = (day - today).days
        wrong = (tense is Tense.PAST and ahead > NEAR_DAYS) or (tense is Tense.FUTURE and ahead < -NEAR_DAYS)
        return abs(ahead) * (against if wrong else 1)

    return min(found, key=lambda f: distance(f[1]))[0] if found else None


def year_of_month(piece: Piece, number: int, offset: int, context: Context) -> int | None:
    """The year of a month without one; None where neither the day of the report nor a year in the text is known."""
    today = context.today
    near = piece.one("last", "next", "past", "coming", "this", "that", "same", "previous", "following")
    sort = near.sort if near else ""
    if sort in ("that", "same") and context.seen:
        return context.seen.first.year
    if today is None:
        return context.year
    if sort == "this" and not piece.has("past", "coming"):
        return today.year
    if sort in ("last", "past"):
        return today.year - (number >= today.month)
    if sort in ("next", "coming"):
        return today.year + (number <= today.month)
    return _by_tense(piece, number, offset, context, today)


def _by_tense(piece: Piece, number: int, offset: int, context: Context, today: dt.date) -> int:
    tense = direction(piece, offset, context)
    ahead = (number - today.month) % 12
    if (tense is Tense.NONE or (tense is Tense.PAST and ahead == 1)) and context.syntax.is_of_noun(offset):
        return today.year + (number < today.month) - (ahead > 6)
    if tense is Tense.FUTURE:
        return today.year + (number < today.month)
    if tense is Tense.NONE and 0 < ahead <= SOON_MONTHS and not piece.has("the"):
        return today.year + (number < today.month)
    return today.year - (number > today.month)
