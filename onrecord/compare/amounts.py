"""Whether two amounts can both hold, and how one stands to another."""

from decimal import Decimal

from onrecord.compare.words import list_stems
from onrecord.language import Language
from onrecord.records.finding import Figure


def count_same(a: Figure, b: Figure, *, language: Language) -> bool:
    """True when both count the same kind of thing: same unit, and their heads or two topic words agree."""
    if a.unit != b.unit:
        return False
    in_a, in_b = list_stems(a.of, language=language), list_stems(b.of, language=language)
    if not in_a or not in_b:
        return bool(a.unit) and in_a == in_b
    return in_a[-1] == in_b[-1] or in_a[0] == in_b[0] or len(set(in_a) & set(in_b)) >= 2


def same_scope(a: Figure, b: Figure) -> bool:
    """False only when both say at what stage they count (sent, killed, planned) and the stages differ."""
    return a.scope is None or b.scope is None or a.scope == b.scope


def compatible(a: Figure, b: Figure, *, language: Language) -> bool:
    """True when one value could satisfy both: their bounds meet, a tenth allowed where either is approximate."""
    share = Decimal(str(language.table("relations")["approximators"]["share"]))
    slack = share if a.approximator or b.approximator or a.change == "~" or b.change == "~" else Decimal(0)
    return _below(a.low, b.high, slack) and _below(b.low, a.high, slack)


def _below(low: Decimal | None, high: Decimal | None, slack: Decimal) -> bool:
    if low is None or high is None:
        return True
    room = slack * max(abs(low), abs(high))
    return low - room <= high


def higher(a: Figure, b: Figure) -> bool:
    """True when the middle of `a` is above that of `b`; an open side counts as its stated bound."""
    return _middle(a) > _middle(b)


def _middle(figure: Figure) -> Decimal:
    ends = [v for v in (figure.low, figure.high) if v is not None]
    return sum(ends, Decimal(0)) / max(1, len(ends))


def show_amount(figure: Figure, text: str) -> str:
    """The amount as printed."""
    return " ".join(figure.evidence.spans[0].of(text).split())
