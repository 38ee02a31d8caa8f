"""Two numbers that make one amount: "9,500-11,000", "between 5 and 10", "two to three thousand", "three or four"."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import zip_longest

from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.grammar import Amount, Grammar
from onrecord.annotate.numbers.numerals import HYPHENS

DASHES = (*HYPHENS, "—", "~", "-to-")
GROWTH = 10  # an amount this many times what it led to is none of its millions: "from 900 to 1.2 million"
NEIGHBOURS = 2  # "three or four", "forty or fifty": apart by no more than this factor


def join_ranges(clause: Clause, amounts: Sequence[Amount], grammar: Grammar) -> list[Amount]:
    """The amounts with ranges made one, in order."""
    out: list[Amount] = []
    for amount in amounts:
        joined = _join(clause, out[-1], amount, grammar) if out else None
        if joined:
            out[-1] = joined
        else:
            out.append(amount)
    return [_with_scale(clause, a, b) if b else a for a, b in zip_longest(out, out[1:])]


def _with_scale(clause: Clause, a: Amount, b: Amount) -> Amount:
    """The amount; of "from 24 to 33 billion" and "from 24 to 33-35 billion" the first is in billions too."""
    link = [clause.low(i) for i in range(a.last, b.first)]
    if link != ["to"] or a.unit or a.scale > 1 or b.scale == 1 or a.low is None or a.low != a.high or a.ordinal:
        return a
    least = b.low if b.low is not None else b.high
    if least is None or not a.digits or a.low >= GROWTH * least / b.scale:
        return a
    return replace(a, low=a.low * b.scale, high=a.low * b.scale, scale=b.scale, unit=b.unit, unit_name=b.unit_name)


def _join(clause: Clause, a: Amount, b: Amount, grammar: Grammar) -> Amount | None:
    if a.low is None or b.high is None or a.low != a.high or a.ordinal or b.ordinal or b.low != b.high:
        return None
    link = " ".join(clause.low(i) for i in range(a.last, b.first))
    if _is_ratio(clause, a, b, link):
        return replace(
            b, first=a.first, number_first=a.number_first, low=a.low / b.high, high=a.low / b.high, share=True
        )
    between = clause.low(a.first - 1) == "between"
    if not _is_link(clause, link, a, b, between=between):
        return None
    if a.unit and b.unit and a.unit.name != b.unit.name and a.unit.kind != b.unit.kind:
        return None
    if a.unit and b.unit is None and a.unit.kind != "money":
        return None
    if a.unit and b.unit and a.unit.name != b.unit.name:
        return None
    low, high = a.low, b.high
    if a.scale == 1 and b.scale > 1 and low < high / b.scale:
        low *= b.scale
    if low >= high or _is_move(clause, a, link, grammar) or _is_result(clause, b, link, grammar):
        return None
    unit = b if b.unit and (not a.unit or b.unit.kind != "money" or b.unit_name != b.unit.name) else a
    first = a.first - 1 if between else a.first
    return replace(
        b,
        first=first,
        number_first=a.number_first,
        low=low,
        high=high,
        unit=unit.unit,
        unit_name=unit.unit_name,
        words="between" if between else None,
        bound=a.bound if not between else None,
        digits=a.digits,
    )


def _is_ratio(clause: Clause, a: Amount, b: Amount, link: str) -> bool:
    """True for "one in five children", a share; "one out of three missiles" and "31 of 48" are two counts."""
    if link not in ("in", "in every") or a.unit or b.unit or a.digits or not a.low or not b.high:
        return False
    small = not b.digits or a.low == 1
    counts = clause.token(b.number_first).dep == "nummod" or clause.text(b.last) == ""
    return a.low < b.high and small and counts and a.low.denominator == b.high.denominator == 1


def _is_link(clause: Clause, link: str, a: Amount, b: Amount, *, between: bool) -> bool:
    if link in ("-", "–", "‑", "~", "- to -", "- to", "to -"):
        spaced = not clause.glued(a.last) and link in ("-", "–")
        return not spaced or (a.unit is None and b.unit is not None)
    if link == "and":
        return between
    if link == "or" and a.low and b.high:
        return not (a.digits or b.digits) and a.low < b.high <= NEIGHBOURS * a.low and a.unit is None
    if link in ("or -", "- or -"):
        return True
    return link == "to"


def _is_move(clause: Clause, a: Amount, link: str, grammar: Grammar) -> bool:
    """True for "rose 5 to 25" and "from fourteen to 31": an amount and where it led, not a range."""
    if link != "to":
        return False
    first = a.bound.first if a.bound else a.first
    lead = clause.low(first - 1)
    if lead == "from":
        return _is_moved_from(clause, first - 1, grammar)
    if lead in ("by", "up", "down"):
        return lead != "by" or a.unit is not None
    token = clause.token(first - 1) if first else None
    return bool(token and token.pos == "VERB" and token.lemma in grammar.bounds.up | grammar.bounds.down)


def _is_moved_from(clause: Clause, i: int, grammar: Grammar) -> bool:
    moves = grammar.bounds.up | grammar.bounds.down | {"change", "go", "move", "expand"}
    token = clause.token(i)
    for _ in range(3):
        head = clause.tokens[token.head]
        if head.lemma in moves:
            return True
        token = head
    return False


def _is_result(clause: Clause, b: Amount, link: str, grammar: Grammar) -> bool:
    """True for "a 49-51 vote" and "230-to-198": two counts, set against each other."""
    if link in ("- to -", "- to"):
        return clause.low(b.last) not in grammar.words.scales and not b.unit and b.scale == 1 and b.digits
    return link in ("-", "–") and clause.low(b.last) in grammar.results
