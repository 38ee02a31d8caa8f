"""Numbers with their bounds, units and approximators.

The grammar of `numbers` runs over a sentence's own pieces with the parser's words beside it: numbers are read
(`spelling`), labels and dates fall out (`labels`, `words`, `dated`), units are put beside them (`units`), two that make
a range become one (`ranges`), and the words that bound them are read (`bounds`).
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from onrecord.annotate.numbers.amounts import read_amounts
from onrecord.annotate.numbers.bounds import Bound, load_bounds
from onrecord.annotate.numbers.changes import change_of, is_told_short
from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.grammar import Amount, Grammar
from onrecord.annotate.numbers.labels import load_labels
from onrecord.annotate.numbers.lexemes import split_lexemes
from onrecord.annotate.numbers.numerals import decimal_digits, load_words
from onrecord.annotate.numbers.units import load_units
from onrecord.language import Language
from onrecord.records.annotation import Quantity, Sentence, TimeExpression, TimeKind, Token
from onrecord.records.report import Report
from onrecord.records.span import Span

NAMED = re.compile(r"[a-z,:] [a-z]?[A-Z]\w* (\d{2,4})\b(?![-–]\d)")  # "a Boeing 707", "the iPhone 11"
CHANGES = {"approx": "~", "lower": ">", "upper": "<"}


def find_quantities(
    report: Report,
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    times: Sequence[TimeExpression],
    *,
    language: Language,
) -> tuple[Quantity, ...]:
    """Quantities in text order, never overlapping; a number inside a date or a time of day is none."""
    hint, grammar = _hint(language), _grammar(language)
    starts = [t.span.start for t in tokens]
    moments = sorted((t.span for t in times if t.kind in (TimeKind.DATE, TimeKind.TIME)), key=lambda s: s.start)
    named = frozenset(NAMED.findall(report.text))
    out: list[Quantity] = []
    for sentence in sentences:
        if not hint.search(report.text, sentence.span.start, sentence.span.end):
            continue
        lexemes = split_lexemes(report.text, sentence.span.start, sentence.span.end)
        clause = Clause(lexemes=lexemes, tokens=tokens, starts=starts, sentence=sentence)
        for amount in read_amounts(clause, grammar):
            found = _quantity(clause, amount, grammar)
            if not _is_moment(found, amount, moments) and not _is_known_name(clause, amount, found, named):
                out.append(_with_change(clause, out[-1], found) if out else found)
    return tuple(out)


@cache
def _grammar(language: Language) -> Grammar:
    return Grammar(
        words=load_words(language),
        units=load_units(language),
        bounds=load_bounds(language),
        labels=load_labels(language),
        results=language.words("numerals", "results"),
        date_tails=language.words("numerals", "date_tails"),
        harms=language.words("numerals", "harms"),
        harm_verbs=language.words("numerals", "harm_verbs"),
        superlatives=language.words("numerals", "superlatives"),
        ordinal_tails=language.words("numerals", "ordinal_tails"),
    )


@cache
def _hint(language: Language) -> re.Pattern[str]:
    """Finds whether a sentence can hold a number at all."""
    table = language.table("numerals")
    parts = ("cardinals", "scales", "groups", "fractions", "plurals", "multiplicatives", "ordinals")
    words = {w for part in parts for w in table[part]} | set(table["lists"]["none"]) | set(table["lists"]["twin"])
    words |= set(table["lists"]["single"]) | set(table["indefinite_units"])
    return re.compile(r"[\d½⅓⅔¼¾⅛]|\b(?:" + "|".join(sorted(words)) + r")\b", re.IGNORECASE)


def _quantity(clause: Clause, amount: Amount, grammar: Grammar) -> Quantity:
    lexemes = clause.lexemes
    told = amount.bound if amount.bound and amount.bound.effect != "plain" else None
    first = told.first if told else amount.first
    last = max(amount.last, amount.tail.last if amount.tail else 0)
    bound = amount.tail or amount.bound
    kind = amount.unit.kind if amount.unit else None
    whole = max(amount.number_last, amount.unit.last if amount.unit else 0)  # without its denominator
    change = change_of(clause, first, whole, kind, grammar.bounds)
    return Quantity(
        span=Span(start=lexemes[first].start, end=lexemes[last - 1].end),
        number=Span(start=lexemes[amount.number_first].start, end=lexemes[amount.number_last - 1].end),
        low=None if amount.low is None else decimal_digits(amount.low),
        high=None if amount.high is None else decimal_digits(amount.high),
        unit=amount.unit_name,
        approximator=bound.words if bound and bound.words else amount.words,
        change=change or (CHANGES.get(bound.effect) if bound and not _is_between(amount, bound) else None),
        is_ordinal=amount.ordinal,
    )


def _is_between(amount: Amount, bound: Bound) -> bool:
    """True of "from up to 250 miles to 290": of two ends that are both given no word bounds the whole from above."""
    return bound.effect == "upper" and None not in (amount.low, amount.high) and amount.low != amount.high


def _with_change(clause: Clause, before: Quantity, found: Quantity) -> Quantity:
    """The quantity; a conversion in brackets, or one told short after another, moved as the one before it did."""
    if found.change or not before.change or before.span.end < clause.lexemes[0].start:
        return found
    after = bisect_right(clause.lexemes, before.span.end - 1, key=lambda x: x.start)
    first = bisect_right(clause.lexemes, found.span.start - 1, key=lambda x: x.start)
    converts = before.unit and found.unit and before.unit != found.unit
    if converts and [x.low for x in clause.lexemes[after:first]] == ["("]:
        return replace(found, change=before.change)
    again = before.unit == found.unit and before.change in ("up", "down") and is_told_short(clause, after, first)
    return replace(found, change=before.change) if again else found


def _is_known_name(clause: Clause, amount: Amount, found: Quantity, named: frozenset[str]) -> bool:
    """True for "the 707" in a report that has "Boeing 707": a bare number that elsewhere ends a name."""
    if clause.text(amount.number_first) not in named or found.unit or found.approximator:
        return False
    word = clause.token(amount.number_first)
    counts = word.dep == "nummod" and clause.tokens[word.head].tag in ("NNS", "NNPS")
    return amount.number_last - amount.number_first == 1 and not counts


def _is_moment(found: Quantity, amount: Amount, moments: Sequence[Span]) -> bool:
    """True inside a date or time of day; "two days after the vote" is a date and its days are still an amount."""
    if amount.unit and amount.unit.kind == "time":
        return False
    at = bisect_right(moments, found.number.start, key=lambda s: s.start)
    return any(m.contains(found.number) for m in moments[max(at - 2, 0) : at])
