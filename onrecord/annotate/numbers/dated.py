"""Numbers that belong to a date: days beside months, years beside days, spans of years."""

from collections.abc import Sequence

from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.labels import DAYS, LabelWords
from onrecord.annotate.numbers.numerals import HYPHENS, Numeral

LINKS = frozenset({"-", "‑", "–", "—", "and", "to", ",", "or", "through", "until"})


def find_dated(clause: Clause, numerals: Sequence[Numeral], w: LabelWords) -> frozenset[int]:
    """Indices of the numerals that are days, years or spans of years."""
    dated: set[int] = set()
    for i, n in enumerate(numerals):
        if n.digits and (_is_day(clause, n, w) or _is_span_of_years(clause, n)):
            dated.add(i)
    for i in range(1, len(numerals)):
        if i - 1 in dated and _continues(clause, numerals[i - 1], numerals[i]):
            dated.add(i)
    for i in range(len(numerals) - 2, -1, -1):
        if i + 1 in dated and i not in dated and _leads(clause, numerals[i], numerals[i + 1], w):
            dated.add(i)
    return frozenset(dated)


def _is_month(clause: Clause, i: int, w: LabelWords) -> bool:
    return clause.low(i).rstrip(".") in w.months and clause.text(i)[:1].isupper()


def _is_day(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`June 27`, `27 June`, `Oct. 31`, `the 4th of July`, `June 2019`, `day 983` of a count of days."""
    before = n.first - 1
    if clause.low(before) in (".", ","):
        before -= 1
    if _is_month(clause, before, w):
        return n.value <= DAYS or len(clause.text(n.first)) == 4
    after = n.last + (1 if clause.low(n.last) == "of" else 0)
    if _is_month(clause, after, w) and n.value <= DAYS and n.value.denominator == 1:
        return True
    return clause.low(n.first - 1) == "day" and n.last - n.first == 1


def _is_year(clause: Clause, i: int) -> bool:
    text = clause.text(i)
    return len(text) == 4 and text.isdecimal() and 1500 <= int(text) <= 2100


def _is_span_of_years(clause: Clause, n: Numeral) -> bool:
    """`2013-2016`, `2019-20`, `2019/20`: both halves."""
    if n.last - n.first != 1:
        return False
    for here, sign, there in ((n.first, n.first + 1, n.first + 2), (n.first - 2, n.first - 1, n.first)):
        signs = (*HYPHENS, "/", "—")
        if clause.low(sign) in signs and _is_year(clause, here) and clause.glued(sign) and clause.glued(sign + 1):
            end = clause.text(there)
            if _is_year(clause, there) or (
                end.isdecimal() and len(end) == 2 and int(end) == (int(clause.text(here)) + 1) % 100
            ):
                return True
    return False


def _continues(clause: Clause, a: Numeral, b: Numeral) -> bool:
    """`27-28` after "July", `, 2019` after "June 27"."""
    between = [clause.low(i) for i in range(a.last, b.first)]
    if len(clause.text(b.first)) == 4 and b.digits and between in ([","], []):
        return True
    small = b.digits and b.value <= DAYS and b.value.denominator == 1 and b.scale == 1
    return (
        small
        and a.digits
        and len(between) == 1
        and between[0] in LINKS
        and between[0] != ","
        and not clause.text(b.last).islower()
    )


def _leads(clause: Clause, a: Numeral, b: Numeral, w: LabelWords) -> bool:
    """`15` of "15 to 17 March"."""
    between = [clause.low(i) for i in range(a.last, b.first)]
    return (
        a.digits
        and a.value <= DAYS
        and a.scale == 1
        and between in (["-"], ["–"], ["to"], ["and"])
        and _is_month(clause, b.last, w)
    )
