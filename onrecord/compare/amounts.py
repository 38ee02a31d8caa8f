"""Whether two amounts can both hold, and how one stands to another."""

from decimal import Decimal

from onrecord.compare.words import list_counted
from onrecord.language import Language
from onrecord.records.finding import APART, Figure

LARGE = Decimal(100_000)  # a count given in hundred thousands or more may be rounded: "1.2 million"
VAGUE_REACH = 5  # times the least that a vague word says: "hundreds" are 200 to 1,000
ROUNDED = Decimal("0.03")  # the most that rounding takes from an amount


def count_same(a: Figure, b: Figure, *, language: Language) -> bool:
    """True when both count the same kind of thing: same unit, and their heads or two topic words agree."""
    if a.unit != b.unit:
        return False
    in_a, in_b = list_counted(a.of, language=language), list_counted(b.of, language=language)
    if not in_a or not in_b:
        return bool(a.unit) and in_a == in_b
    return in_a[-1] == in_b[-1] or in_a[0] == in_b[0] or len(set(in_a) & set(in_b)) >= 2


def same_scope(a: Figure, b: Figure) -> bool:
    """False only when both say at what stage they count (sent, killed, planned) and the stages differ.

    What holds of all times, or of those who left or came, is of no scope with what there is.
    """
    if a.scope in APART or b.scope in APART:
        return a.scope == b.scope
    return a.scope is None or b.scope is None or a.scope == b.scope


def compatible(a: Figure, b: Figure, *, language: Language) -> bool:
    """True when one value could satisfy both: their bounds meet, a tenth allowed where either is approximate.

    So is a rounded amount with the one it was rounded from: "$5.1 billion" and "$5.11 billion".
    """
    if is_rounded(a, b):
        return True
    share = Decimal(str(language.table("relations")["approximators"]["share"]))
    slack = share if a.approximator or b.approximator or a.change == "~" or b.change == "~" else Decimal(0)
    return _below(a.low, b.high, slack) and _below(b.low, a.high, slack)


def _below(low: Decimal | None, high: Decimal | None, slack: Decimal) -> bool:
    if low is None or high is None:
        return True
    room = slack * max(abs(low), abs(high))
    return low - room <= high


def is_rounded(a: Figure, b: Figure) -> bool:
    """True for two exact amounts of which one is the other with fewer digits; no count of single things is rounded."""
    if a.unit != b.unit or None in (a.low, b.low) or a.low != a.high or b.low != b.high:
        return False
    fine, coarse = sorted((a.low or Decimal(0), b.low or Decimal(0)), key=_step)
    step = _step(coarse)
    if step == _step(fine) or (a.unit is None and step < LARGE):
        return False
    return abs(fine - coarse) <= min(step / 2, ROUNDED * abs(coarse))


def is_hard_by(a: Figure, b: Figure) -> bool:
    """True for an amount and a bound next to it: 38.84 percent and "just under 39 percent"."""
    x, y = (f.low if f.low is not None else f.high for f in (a, b))
    is_bound = a.low != a.high or b.low != b.high
    return is_bound and x is not None and y is not None and abs(x - y) <= ROUNDED * max(abs(x), abs(y))


def is_filled_out(a: Figure, b: Figure, shown: str, *, language: Language) -> bool:
    """True for "hundreds" and then 290: the vague word said no less.  `shown`: the first amount as printed."""
    word = shown.split()[-1].lower() if shown else ""
    if word not in language.table("numerals")["plurals"] or a.low is None or b.low is None:
        return False
    return a.low <= b.low < a.low * VAGUE_REACH


def _step(amount: Decimal) -> Decimal:
    """The worth of the last digit that is no nought: 100 million in 5.1 billion."""
    exponent = amount.normalize().as_tuple().exponent
    return Decimal(1).scaleb(exponent) if isinstance(exponent, int) else Decimal(1)


def higher(a: Figure, b: Figure) -> bool:
    """True when the middle of `a` is above that of `b`; an open side counts as its stated bound."""
    return _middle(a) > _middle(b)


def _middle(figure: Figure) -> Decimal:
    ends = [v for v in (figure.low, figure.high) if v is not None]
    return sum(ends, Decimal(0)) / max(1, len(ends))


def show_amount(figure: Figure, text: str) -> str:
    """The amount as printed."""
    return " ".join(figure.evidence.spans[0].of(text).split())
