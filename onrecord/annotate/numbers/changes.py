"""Whether an amount is that by which something moved: "up 5 percent", "fell by 40", "gained 3%, others 2%"."""

from onrecord.annotate.numbers.bounds import BoundTable
from onrecord.annotate.numbers.clause import Clause

TURNED = frozenset({"up", "down", "upward", "downward", "upwards", "downwards", "higher", "lower"})
INSIDE = frozenset({"nummod", "compound", "quantmod", "nmod", "amod"})  # how a number hangs on the words of its amount
BRACKETED = 7  # lexemes of a conversion in brackets
ELLIPSIS = 8  # words at most between an amount that moved and "..., another by 2 percent"


def change_of(clause: Clause, first: int, last: int, kind: str | None, table: BoundTable) -> str | None:
    """ "up" or "down" when the amount over `lexemes[first:last]` is that by which something moved; else None."""
    before = clause.low(first - 1)
    if kind == "length" and _is_way_off(clause, last, table):
        return None
    if before == "by" and first > 1:
        before = clause.low(first - 2)
        if clause.token(first - 2).dep == "prt" and kind is None:
            return None  # "shot down by two of them"
        lemma = clause.token(first - 2).lemma
        if lemma in table.up | table.down:
            return "up" if lemma in table.up else "down"
    if before in ("up", "down") and clause.token(first - 1).dep == "prt" and kind is None:
        return None  # "gave up 517 yards"
    if before in TURNED:
        return "up" if before in table.up else "down"
    if before == "+" and kind == "share":
        return "up"
    if before == "to" and clause.token(first - 1).dep == "quantmod":
        return None  # "grew by 3 million to 9 million": where it led
    return _by_verb(clause, first, last, kind, table)


def _is_way_off(clause: Clause, last: int, table: BoundTable) -> bool:
    """True for how far from something it is: "came down 4 km inside Verania", "fell 4 km (2.5 miles) from it"."""
    at = last
    if clause.low(at) == "(":
        at = next((n + 1 for n in range(at, at + BRACKETED) if clause.low(n) == ")"), at)
    return clause.low(at + (clause.low(at) == ")")) in table.off


def _by_verb(clause: Clause, first: int, last: int, kind: str | None, table: BoundTable) -> str | None:
    """The direction of the verb that the amount hangs on, be it by "by" or by a bound: "rose under 4%"."""
    at = clause.token_index(last - 1)
    own = range(clause.token_index(first), at + 1)
    for _ in range(3):
        token = clause.tokens[at]
        head = clause.tokens[token.head]
        is_by = head.dep == "prep" and (head.lemma == "by" or token.head in own)
        verb = clause.tokens[head.head] if is_by else head
        moved = (
            token.dep in ("npadvmod", "advmod")
            or is_by
            or (token.dep in ("dobj", "attr") and kind not in (None, "time"))
        )
        if verb.pos == "VERB" and moved:
            if kind == "money" and token.dep == "dobj" and verb.lemma in table.gathering:
                return None
            return "up" if verb.lemma in table.up else "down" if verb.lemma in table.down else None
        describes = token.head > own[-1] and clause.low(first - 1) in ("a", "an")  # "added a 30 metre mast"
        if token.dep not in INSIDE or token.head == at or describes:
            return None
        at = token.head
    return None


def is_told_short(clause: Clause, after: int, first: int) -> bool:
    """True of "2%" in "one was down 3%, another by 2%": no verb of its own since the amount before `after`."""
    words = [clause.token(i) for i in range(after, first)]
    if len(words) > ELLIPSIS or clause.low(first - 1) != "by":
        return False
    return not any(w.pos in ("VERB", "AUX") for w in words)
