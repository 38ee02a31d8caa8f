"""What lasts and what recurs: "nearly two years", "33-month-old", "every day", "a month" after an amount."""

from collections.abc import Sequence

from onrecord.annotate.timing.context import Context, Reading, lasting, repeated, unresolved
from onrecord.annotate.timing.grammar import Piece
from onrecord.annotate.timing.words import Word

NUMERALS = ("number", "day", "year", "int", "decimal", "mil")
UNITS = ("unit", "units", "second", "quarter", "century", "weekend", "weekends")
CLOCK_UNITS = {"S": "S", "m": "M", "H": "H"}
LONGER = {"E": (10, "Y"), "C": (100, "Y"), "K": (1000, "Y"), "2W": (2, "W"), "Q": (3, "M"), "WE": (1, "WE")}
LESSER = {"H": ("M", 60), "m": ("S", 60), "Y": ("M", 12)}  # a half of the unit, put in the next smaller one


def count(words: Sequence[Word]) -> tuple[float, ...] | str:
    """How many units: one number, two for a range, or "X" where the words give none."""
    groups: list[list[float]] = [[]]
    scale = next((w.load for w in words if w.sort == "scale"), None)
    if scale or any(w.sort in ("few", "recent") for w in words):
        return str(scale or "X")
    previous: Word | None = None
    for word in words:
        if word.sort in ("to", "or") or (
            word.sort == "hyphen" and previous is not None and _breaks(previous, words, word)
        ):
            groups.append([])
        elif word.sort in NUMERALS:
            groups[-1].append(float(word.load))
        previous = word
    numbers = tuple(_sum(g) for g in groups if g)
    half = 0.5 if any(w.sort == "half" for w in words) else 0.0
    if numbers:
        return tuple(n + half for n in numbers)
    if half:
        return (1.5,) if [w.sort for w in words].count("and") else (0.5,)
    if any(w.sort in ("a", "one") for w in words):
        return (1.0,)
    return "X"


def _breaks(before: Word, words: Sequence[Word], hyphen: Word) -> bool:
    after = words[words.index(hyphen) + 1] if hyphen is not words[-1] else None
    if after is None or before.sort not in NUMERALS or after.sort not in NUMERALS:
        return False
    return not (before.sort == "number" and 20 <= before.load < 100 and after.load < 10)


def _sum(parts: Sequence[float]) -> float:
    total = current = 0.0
    for n in parts:
        if n >= 1000:
            total, current = total + (current or 1.0) * n, 0.0
        elif (n == 100 and current) or (n == 12 and current):
            current *= n
        else:
            current += n
    return total + current


def period(number: float | str, unit: str) -> str:
    """The TIMEX3 period: "P3D", "PT5H30M", "PXW"."""
    if isinstance(number, str):
        return _vague_period(number, unit)
    factor, unit = LONGER.get(unit, (1, unit))
    number *= factor
    whole, rest = int(number), number - int(number)
    tail = ""
    if rest and unit in LESSER:
        small, size = LESSER[unit]
        tail = f"{round(rest * size)}{small}"
        head = f"{whole}{CLOCK_UNITS.get(unit, unit)}" if whole else ""
        return f"P{'T' if unit in CLOCK_UNITS else ''}{head}{tail}"
    figures = str(whole) if not rest else f"{number:g}"
    return f"PT{figures}{CLOCK_UNITS[unit]}" if unit in CLOCK_UNITS else f"P{figures}{unit}"


def _vague_period(number: str, unit: str) -> str:
    if unit in CLOCK_UNITS:
        return f"PT{number}{CLOCK_UNITS[unit]}"
    if unit in ("E", "C", "K"):
        return f"P{number}Y"
    return f"P{number}{LONGER.get(unit, (1, unit))[1]}"


def length(piece: Piece) -> str | None:
    """The period that the number and unit among the words give."""
    unit = piece.one(*UNITS)
    if unit is None:
        return None
    counted = [w for w in piece.words if w.sort not in ("approximate", "shortly", "more") and w.sort not in UNITS]
    number = count(counted)
    if isinstance(number, str):
        return period(number, unit.load)
    return "/".join(period(n, unit.load) for n in number[:2])


def duration(piece: Piece, context: Context) -> Reading | None:
    """Three days, about an hour, 28-year-old; "a month" that hangs on an amount is a set."""
    value = length(piece)
    unit = piece.one(*UNITS)
    if value is None or unit is None:
        return None
    if piece.has("year") and unit.load != "Y":  # "the 1988 quarter"
        return None
    counted = piece.has(*NUMERALS, "few", "scale", "some", "half")
    if unit.load == "Q" and ((piece.after is not None and piece.after.sort in ("of", "to", "past")) or not counted):
        return None
    if unit.sort == "second" and unit.low == "second" and (not counted or piece.has("some", "few")):
        return None
    if piece.has("some") and unit.sort in ("unit", "century"):
        return None
    if not counted and len(piece.words) == 2 and context.syntax.is_rate(piece.start):
        return repeated(value)
    return lasting(value)


def long(piece: Piece, context: Context) -> Reading | None:
    """Year-long, decades-long."""
    unit = piece.words[0]
    if piece.has("old") and unit.sort == "unit":
        return None
    return lasting(period(1.0 if unit.sort == "unit" else "X", unit.load))


def bare(piece: Piece, context: Context) -> Reading | None:
    """Weeks, just days."""
    if piece.words[-1].load == "Q" or (piece.before is not None and piece.before.sort == "these"):
        return None
    return lasting(period("X", piece.words[-1].load))


def spell(piece: Piece, context: Context) -> Reading | None:
    """Some time, a while."""
    return lasting(piece.words[0].load)


def always(piece: Piece, context: Context) -> Reading | None:
    """24/7."""
    return repeated("P1D")


def often(piece: Piece, context: Context) -> Reading | None:
    """Daily, annual; not in a name such as that of a newspaper."""
    word = piece.words[0]
    after = context.syntax.tag(piece.after.start) if piece.after else ""
    if piece.before is not None and piece.before.sort == "the" and after.startswith(("VB", "MD")):
        return None  # "the daily reported": a newspaper
    names = (w for w in (piece.before, piece.after) if w is not None)
    if word.capital and any(w.sort == "name" for w in names):
        return None
    return repeated(word.load)


def per(piece: Piece, context: Context) -> Reading | None:
    """Per year, once a day; "per hour" is a speed."""
    if piece.words[0].sort == "per" and piece.words[-1].load in ("H", "m", "S"):
        return None
    return repeated(period(1.0, piece.words[-1].load))


times_a = per


def each_day(piece: Piece, context: Context) -> Reading | None:
    """Every day, each Thursday, every two weeks, every other month."""
    last = piece.words[-1]
    part = "" if last.sort != "part" else "P1D"
    if part:
        return repeated(part)
    if last.sort in ("weekday", "weekday_short"):
        return repeated(f"XXXX-WXX-{last.load}")
    if last.sort == "month":
        return repeated(f"XXXX-{last.load:02}")
    if last.sort in ("season", "dot"):
        return repeated("P1Y")
    if last.sort == "weekend":
        return repeated("XXXX-WXX-WE")
    if piece.has("other"):
        return repeated(period(2.0, last.load))
    order = piece.one("ordinal", "ordday")
    if order:
        return repeated(period(float(order.load), last.load))
    number = count([w for w in piece.words if w.sort in NUMERALS or w.sort in ("few", "hyphen")])
    return repeated(
        period(number[0] if isinstance(number, tuple) else (number if piece.has("few") else 1.0), last.load)
    )


def weekdays(piece: Piece, context: Context) -> Reading | None:
    """Mondays, Sunday mornings."""
    word = piece.one("weekdays", "weekday")
    part = piece.one("parts")
    if word is None:
        return None
    reading = unresolved(f"XXXX-WXX-{word.load}", part.load if part else "")
    return repeated(reading.value)
