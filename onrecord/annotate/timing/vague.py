"""Words that date loosely: "recently", "now", "later", "at the time"."""

from dataclasses import replace

from onrecord.annotate.timing import calendar as cal
from onrecord.annotate.timing.calendar import Stretch
from onrecord.annotate.timing.context import Context, Reading, dated, onward, unresolved, upto
from onrecord.annotate.timing.grammar import Piece
from onrecord.records.annotation import TimeKind

AT_TIME = frozenset({"at", "since", "by", "from", "until", "during", "approximate", "before", "after"})
DEGREES = frozenset({"no", "not", "sooner", "much", "even", "years", "days", "months"})
LATER = "FUTURE_REF"  # TimeML's word for it, though news says "later" of the past
OWNERS = frozenset({"s", "’", "'", "his", "her", "its", "their", "our", "my", "your"})


def that_time(piece: Piece, context: Context) -> Reading | None:
    """The time, that time: when what was last dated was."""
    lead = piece.before.sort if piece.before else ""
    if piece.has("same") or (piece.has("the", "this") and lead != "at") or (piece.has("that") and lead not in AT_TIME):
        return None
    there = context.there()
    if piece.has("this"):
        there = cal.day(context.today) if context.today else None
    return dated(there) if there else unresolved("PAST_REF")


def at_writing(piece: Piece, context: Context) -> Reading | None:
    """The time of writing: the day of the report."""
    return replace(dated(cal.day(context.today)), names=None) if context.today else None


def vague(piece: Piece, context: Context) -> Reading | None:
    """Recently, currently, in the future, in the past, subsequently."""
    if piece.has("past"):
        ends = piece.after is None or not context.syntax.tag(piece.after.start).startswith(("NN", "JJ", "CD"))
        return upto(_up_to(piece, context)) if ends else None
    sort = piece.words[0].load
    if _is_something_else(piece):
        return None
    here = cal.day(context.today) if context.today else None
    if sort == "present":
        if here is None:
            return unresolved("PRESENT_REF")
        there = context.speaking(piece.start)
        stretch = cal.day(there) if there else here
        return replace(dated(stretch), timeml="PRESENT_REF", names=None)
    if sort == "future":
        return onward(here)
    if sort == "since":
        return _since(context)
    return upto(_up_to(piece, context))


def _is_something_else(piece: Piece) -> bool:
    """ "The moment" that something happens; somebody's future; a word of a name."""
    word, before = piece.words[0], piece.before
    if word.low.endswith(("moment", "point")):
        return before is None or before.sort not in ("at", "for")
    if word.low == "future":
        return before is not None and before.low in OWNERS
    return False


def _up_to(piece: Piece, context: Context) -> Stretch | None:
    if context.seen is not None and context.syntax.is_pluperfect(piece.start):
        return context.seen
    return cal.day(context.today) if context.today else None


def _since(context: Context) -> Reading:
    there, today = context.seen, context.today
    if today is None:
        return onward(there) if there else unresolved(LATER)
    if there is None or there.first >= today:
        return replace(dated(cal.day(today)), timeml=LATER, names=None)
    begin = there.first.isoformat() if "/" in there.value else there.value
    value = f"{begin}/{today.isoformat()}"
    return Reading(kind=TimeKind.DATE, value=value, timeml=LATER, first=there.first, last=today)


def order(piece: Piece, context: Context) -> Reading | None:
    """Earlier, later: before or after what was last dated; no degrees of adverbs ("no later than")."""
    if piece.before is not None and piece.before.low in DEGREES:
        return None
    if piece.words[0].sort == "later":
        return _same_day(piece, context) or _since(context)
    return upto(_up_to(piece, context))


def _same_day(piece: Piece, context: Context) -> Reading | None:
    """ "On Thursday Ostria claimed P. Later, Lund said Q": a sentence that goes on with the day just named."""
    opens = piece.before is None or piece.before.sort in ("dot", "quote")
    goes_on = opens and piece.after is not None and piece.after.sort == "comma"
    there = context.day if goes_on and context.near(piece.start) and context.seen is context.day else None
    return replace(dated(there), names=None) if there else None


def recent(piece: Piece, context: Context) -> Reading | None:
    """Recent."""
    return upto(cal.day(context.today) if context.today else None)


def current(piece: Piece, context: Context) -> Reading | None:
    """Current."""
    here = cal.day(context.today) if context.today else None
    return replace(dated(here), timeml="PRESENT_REF", names=None) if here else unresolved("PRESENT_REF")
