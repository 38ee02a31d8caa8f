"""The amounts of one sentence: numerals that are no labels, with units, ranges joined, bounds applied."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from onrecord.annotate.numbers.bounds import Bound, bound_after, bound_before, is_placed
from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.dated import find_dated
from onrecord.annotate.numbers.grammar import Amount, Grammar
from onrecord.annotate.numbers.labels import is_digit_label, is_touched
from onrecord.annotate.numbers.numerals import HYPHENS, Numeral
from onrecord.annotate.numbers.ranges import join_ranges
from onrecord.annotate.numbers.spelling import find_numerals
from onrecord.annotate.numbers.units import Unit, mark_before, unit_after
from onrecord.annotate.numbers.words import is_word_label

TELLING_RANK = 4  # annotators take "fourth" and up for a figure, "the second attack" for a name
NEAR = 3  # words behind a letter within which stands what it counts
SELF_WORDS = ("a couple of", "a couple", "a pair of")


def read_amounts(clause: Clause, grammar: Grammar) -> list[Amount]:
    """The amounts of the sentence, in order, none overlapping."""
    numerals = find_numerals(clause.lexemes, grammar.words)
    dated = find_dated(clause, numerals, grammar.labels)
    amounts: list[Amount] = []
    for i, numeral in enumerate(numerals):
        if i in dated or (amounts and numeral.first < amounts[-1].last):
            continue
        found = _measure(clause, numeral, grammar)
        if found:
            amounts.append(found)
    amounts = _add_indefinite(clause, amounts, grammar)
    joined = join_ranges(clause, amounts, grammar)
    return _share_bounds(clause, [_bind(clause, a, grammar) for a in joined])


def _measure(clause: Clause, n: Numeral, grammar: Grammar) -> Amount | None:
    """The numeral with the unit beside it; None for a label."""
    sign = 1 if _is_negative(clause, n) else 0
    mark = None if n.ordinal else mark_before(clause.lexemes, n.first - sign, grammar.units)
    value, last, scale = _letter_scale(clause, n, mark, grammar)
    value = -value if sign else value
    after = None if n.ordinal else unit_after(clause.lexemes, last, grammar.units)
    if mark and after and after.kind != mark.kind and mark.kind == "money":
        after = None
    if n.share and not after:
        after = _shared_unit(clause, last, grammar)
    unit = mark or after
    if n.digits and not mark and not sign and is_touched(clause, n):
        return None
    if _is_label(clause, n, grammar, measured=bool(unit) or scale > n.scale):
        return None
    dated = after and after.kind == "time" and clause.low(after.last) in grammar.date_tails
    if dated and after and clause.low(after.last + 1) != "to":  # "two days prior to the vote" lasts
        return None
    end = max(last, after.last if after else 0)
    coded = n.digits and not mark and clause.glued(n.first) and clause.text(n.first - 1).isalpha()  # "RM2.7m"
    first = mark.first if mark else n.first - (sign or coded)
    if n.ordinal and clause.low(n.last) in HYPHENS:
        end = n.last + 2
    name, end = _denominator(clause, unit, end)
    return Amount(
        first=first,
        last=end,
        number_first=n.first,
        number_last=last,
        low=value,
        high=None if n.open_end else value,
        scale=scale,
        unit=unit,
        unit_name=name,
        words=_own_words(clause, n),
        digits=n.digits,
        ordinal=n.ordinal,
        share=n.share,
    )


def _shared_unit(clause: Clause, last: int, grammar: Grammar) -> Unit | None:
    """The unit of "half of one percentage point", "a quarter of a mile"."""
    if clause.low(last) == "of" and clause.low(last + 1) in ("a", "an", "one"):
        return unit_after(clause.lexemes, last + 2, grammar.units)
    return None


def _is_negative(clause: Clause, n: Numeral) -> bool:
    """True for the sign of "-5 degrees" and "$-50.8bn"; not for the hyphen of a range or a name."""
    if not n.digits or clause.low(n.first - 1) not in ("-", "−") or not clause.glued(n.first):
        return False
    before = clause.text(n.first - 2)
    return not (before[-1:].isalnum() and (clause.glued(n.first - 1) or before[-1:].isdigit() or before.isupper()))


def _is_label(clause: Clause, n: Numeral, grammar: Grammar, *, measured: bool) -> bool:
    if n.zero_word:
        return not _is_told_zero(clause, n, grammar)
    if n.ordinal:
        return not _is_rank(clause, n, grammar)
    if clause.low(n.first - 1) == "per":
        return True
    return (is_digit_label if n.digits else is_word_label)(clause, n, grammar.labels, measured=measured)


def _own_words(clause: Clause, n: Numeral) -> str | None:
    """The numeral's words where they are themselves the approximator: "thousands", "a couple", "no"."""
    words = " ".join(clause.low(i) for i in range(n.first, n.last))
    if n.open_end:
        return words.removeprefix("a ") if words.split()[0] != "several" else "several"
    return words if n.zero_word or words in SELF_WORDS else None


def _letter_scale(clause: Clause, n: Numeral, mark: Unit | None, grammar: Grammar) -> tuple[Fraction, int, int]:
    """Value, end and scale with the letter of "$425m" or "4.3M sales", which elsewhere is a measure."""
    letter = clause.low(n.last)
    step = grammar.words.money_letters.get(letter)
    if not step or not n.digits or n.scale > 1:
        return n.value, n.last, n.scale
    money = mark is not None and mark.kind == "money"
    glued = clause.glued(n.last)
    bare = glued and (clause.text(n.last).isupper() or (clause.text(n.first - 1).isupper() and clause.glued(n.first)))
    touched = clause.glued(n.last + 1) and clause.text(n.last + 1)[:1].isalnum()
    if (money or bare or (glued and _counts_people(clause, n.last + 1, grammar))) and not touched:
        return n.value * step, n.last + 1, step
    return n.value, n.last, n.scale


def _counts_people(clause: Clause, i: int, grammar: Grammar) -> bool:
    """True for what stands in millions and never behind a length: "15m followers", "2m Ostrian voters"."""
    return any(
        clause.low(j) in grammar.labels.in_millions and all(clause.low(k).isalpha() for k in range(i, j))
        for j in range(i, i + NEAR)
    )


def _denominator(clause: Clause, unit: Unit | None, end: int) -> tuple[str | None, int]:
    """The unit's name with "per X", and the index after it: "$2 per gallon", "seven per 100,000"."""
    name = unit.name if unit else None
    if clause.low(end) != "per" or not clause.low(end + 1)[:1].isalnum():
        if (
            name
            and unit
            and unit.kind == "money"
            and clause.low(end) in ("a", "an")
            and end + 1 < len(clause.lexemes)
            and clause.token(end + 1).dep in ("npadvmod", "pobj")
        ):
            return f"{name} per {clause.low(end + 1)}", end
        return name, end
    per = clause.low(end + 1)
    last = end + 2
    if per in ("square", "cubic") and clause.low(last).isalpha():
        per, last = f"{per} {clause.low(last)}", last + 1
    return f"{name} per {per}" if name else f"per {per}", last


def _is_told_zero(clause: Clause, n: Numeral, grammar: Grammar) -> bool:
    """True for the zero of a count: "no fatalities", "no one tried"; not for "no plans" and "no one knows"."""
    if clause.low(n.first) == "none":
        return clause.low(n.last) == "of"
    gap = 1 if clause.low(n.last) in HYPHENS else 0
    if clause.low(n.last + gap) == "one" and n.last + gap + 1 < len(clause.lexemes):
        return clause.token(n.last + gap + 1).tag == "VBD"
    head = clause.tokens[clause.token(n.first).head]
    if head.lemma in grammar.harms:
        return True
    verb = clause.tokens[head.head]
    return verb.pos == "VERB" and head.dep == "nsubjpass" and verb.lemma in grammar.harm_verbs


def _is_rank(clause: Clause, n: Numeral, grammar: Grammar) -> bool:
    """True for "second-largest" and, from the fourth on, for "tenth patrol"; the first few are mostly labels."""
    at = n.last + (1 if clause.low(n.last) in HYPHENS else 0)
    if clause.low(at) in grammar.superlatives:
        return n.value > 1
    named = clause.text(n.first)[:1].isupper() or clause.text(n.last)[:1].isupper()
    return n.value >= TELLING_RANK and at == n.last and not named and clause.low(at) not in grammar.ordinal_tails


def _add_indefinite(clause: Clause, amounts: Sequence[Amount], grammar: Grammar) -> list[Amount]:
    """The amounts with "about an hour", "less than a kilometre" and their like, where "a" is one."""
    taken = {i for a in amounts for i in range(a.first, a.last)}
    found = []
    for i, lexeme in enumerate(clause.lexemes):
        if lexeme.low not in ("a", "an") or i in taken or clause.low(i - 1) in HYPHENS:
            continue
        unit = unit_after(clause.lexemes, i + 1, grammar.units)
        if not unit or unit.last != i + 2 or unit.kind in ("money", "share"):
            continue
        bound = bound_before(clause, i, grammar.bounds)
        if bound and bound.effect != "plain" and not is_placed(clause, bound, 1, unit.kind):
            found.append(
                Amount(
                    first=i,
                    last=unit.last,
                    number_first=i,
                    number_last=i + 1,
                    low=Fraction(1),
                    high=Fraction(1),
                    unit=unit,
                    unit_name=unit.name,
                )
            )
    return sorted([*amounts, *found], key=lambda a: a.first) if found else list(amounts)


def _bind(clause: Clause, a: Amount, grammar: Grammar) -> Amount:
    """The amount with the words before and after that bound it."""
    bound = bound_before(clause, a.first, grammar.bounds) if a.words != "between" else None
    kind = a.unit.kind if a.unit else None
    if bound and a.low is not None and is_placed(clause, bound, float(a.low), kind):
        bound = None
    if a.words and a.words != "between" and bound and bound.effect == "plain":
        bound = None
    bound = bound or a.bound
    tail = bound_after(clause, a.last, grammar.bounds)
    low, high = a.low, a.high
    for each in (bound, tail):
        if each and each.effect == "lower":
            high = None
        elif each and each.effect == "upper" and low == high:
            low = None
    if low is None and high is None:
        low, high = a.low, None
    return replace(a, low=low, high=high, bound=bound, tail=tail)


def _share_bounds(clause: Clause, amounts: list[Amount]) -> list[Amount]:
    """The amounts, where one in brackets that says the same in another unit takes the bound of the one before it."""
    for i in range(1, len(amounts)):
        a, b = amounts[i - 1], amounts[i]
        if (
            b.bound
            or b.tail
            or not a.bound
            or a.bound.effect == "plain"
            or not (a.unit and b.unit)
            or a.unit.name == b.unit.name
        ):
            continue
        link = [clause.low(j) for j in range(a.tail.last if a.tail else a.last, b.first)]
        if link in (["("], [";"], [","], ["or"], ["/"]) and not (link == [","] and not _in_brackets(clause, b.first)):
            inherited = Bound(first=b.first, last=b.first, effect=a.bound.effect, words=a.bound.words)
            low = None if a.low is None else b.low
            high = None if a.high is None else b.high
            amounts[i] = replace(b, low=low, high=high, bound=inherited)
    return amounts


def _in_brackets(clause: Clause, i: int) -> bool:
    before = [clause.low(j) for j in range(i)]
    return before.count("(") > before.count(")")
