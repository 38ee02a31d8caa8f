"""Numbers that are no amounts: parts of names, labels, dates, times of day, addresses, pronouns."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from onrecord.annotate.clause import Clause
from onrecord.annotate.numerals import HYPHENS, Numeral
from onrecord.language import Language

YEARS = range(1900, 2101)
OLD_YEARS = range(1000, 1900)
DAYS = 31
PREFIXES = frozenset({"sub", "minus", "to", "negative", "plus", "some", "or", "and"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """The words that make the number beside them a label."""

    designators: frozenset[str]
    streets: frozenset[str]
    months: frozenset[str]
    year_leads: frozenset[str]
    clock: frozenset[str]
    pronoun_leads: frozenset[str]
    compound_tails: frozenset[str]
    part_heads: frozenset[str]
    units: Mapping[str, int]


@cache
def load_labels(language: Language) -> LabelWords:
    """The label words of `language`."""
    words = {k: language.words("numerals", k) for k in KEYS}
    return LabelWords(**words, units=language.table("numerals")["cardinals"])


KEYS = ("designators", "streets", "months", "year_leads", "clock", "pronoun_leads", "compound_tails", "part_heads")


def is_label(clause: Clause, n: Numeral, w: LabelWords, *, measured: bool) -> bool:
    """True when the number is no amount.  `measured`: a unit of measure or money stands beside it."""
    if n.zero_word or n.ordinal:
        return False
    if n.digits:
        return _is_digit_label(clause, n, w, measured=measured)
    return _is_word_label(clause, n, w, measured=measured)


def _is_digit_label(clause: Clause, n: Numeral, w: LabelWords, *, measured: bool) -> bool:
    return (
        _is_clock(clause, n, w)
        or _is_chained(clause, n)
        or (not measured and _is_inside_name(clause, n))
        or (not measured and _is_designated(clause, n, w))
        or (not measured and _is_year(clause, n, w))
        or _is_address(clause, n, w)
    )


def _is_clock(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if after == ":" and clause.glued(n.last) and clause.glued(n.last + 1) and clause.low(n.last + 1)[:1].isdigit():
        return True
    if before == ":" and clause.glued(n.first) and clause.low(n.first - 2)[-1:].isdigit():
        return True
    return after in w.clock and (n.value <= 24 or len(clause.text(n.first)) == 4)


def _is_chained(clause: Clause, n: Numeral) -> bool:
    """`9/11`, `24/7`, `555-0134`, `1.2.3`, `'90s`: digits joined to digits by a sign that makes no range."""
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if (
        before in ("/", ".", "#", "@", "_")
        and clause.glued(n.first)
        and clause.low(n.first - 2)[-1:].isalnum()
        and clause.glued(n.first - 1)
    ):
        return not (before == "/" and clause.low(n.first - 2).isalpha())
    if before in ("'", "#", "№") and clause.glued(n.first):
        return True
    if (
        after in ("/", ".")
        and clause.glued(n.last)
        and clause.glued(n.last + 1)
        and clause.low(n.last + 1)[:1].isdigit()
    ):
        return True
    links = sum(
        clause.low(i) in HYPHENS
        and clause.glued(i)
        and clause.glued(i + 1)
        and clause.low(i + 1)[:1].isdigit()
        and clause.low(i - 1)[-1:].isdigit()
        for i in range(max(n.first - 3, 0), n.last + 3)
    )
    return links > 1 or (links == 1 and clause.text(n.first).startswith("0") and len(clause.text(n.first)) > 1)


def _is_inside_name(clause: Clause, n: Numeral) -> bool:
    """`RS-26`, `G7`, `PM2.5`, `737s`, `Boeing 737`."""
    before, text = clause.text(n.first - 1), clause.text(n.first)
    grouped = "," in text or n.scale > 1 or ("." in text and n.value > 10)
    if clause.glued(n.first) and before.isalpha() and not (grouped and before.isupper()):
        return True
    if before in HYPHENS and clause.glued(n.first) and clause.glued(n.first - 1):
        lead = clause.low(n.first - 2)
        if lead.isalpha() and lead not in PREFIXES:
            return True
        if lead in ("'", "’"):
            return True
    if clause.glued(n.last) and clause.text(n.last).isalpha():
        return True
    if n.scale > 1 or grouped or n.share:
        return False
    return _follows_name(clause, n)


def _follows_name(clause: Clause, n: Numeral) -> bool:
    before = clause.text(n.first - 1)
    if (
        not (before[:1].isalpha() and before != before.lower())
        or (clause.opens(n.first - 1)
        and clause.token(n.first - 1).pos != "PROPN")
    ):
        return False
    lead = clause.token(n.first - 1)
    if lead.pos not in ("PROPN", "NOUN", "X", "ADJ"):
        return False
    word = clause.token(n.first)
    head = clause.tokens[word.head]
    counts = word.dep == "nummod" and head.span.start > word.span.start and head.tag in ("NNS", "NNPS")
    return not counts


def _is_designated(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    at = n.first - 1
    if clause.low(at) in HYPHENS:
        return False
    word = clause.low(at)
    if word in w.designators:
        return n.scale == 1 and "," not in clause.text(n.first)
    listed = (
        word in ("and", "or", ",", "to") and clause.low(at - 1)[-1:].isdigit() and clause.low(at - 2) in w.designators
    )
    return listed and clause.low(at - 2).endswith("s")


def _is_year(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    text = clause.text(n.first)
    if n.last - n.first > 1 or len(text) != 4 or not text.isdecimal():
        return False
    word = clause.token(n.first)
    head = clause.tokens[word.head]
    counts = word.dep == "nummod" and head.tag in ("NNS", "NNPS") and head.span.start > word.span.start
    lead = clause.low(n.first - 1)
    if int(text) in YEARS:
        return not (counts and int(text) % 100 == 0 and lead not in ("in", "since", "the"))
    return (
        int(text) in OLD_YEARS
        and not counts
        and lead in w.year_leads
        and word.dep in ("pobj", "nmod", "npadvmod", "nummod")
    )


def _is_address(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    if n.scale > 1 or n.last - n.first > 1 or "," in clause.text(n.first):
        return False
    for i in range(n.last, n.last + 4):
        if not clause.text(i)[:1].isupper():
            return False
        if clause.low(i) in w.streets:
            return True
    return False


def _is_word_label(clause: Clause, n: Numeral, w: LabelWords, *, measured: bool) -> bool:
    first = clause.text(n.first)
    if first[:1].isupper() and not clause.opens(n.first) and not measured:
        return True
    if (
        not measured
        and clause.text(n.first - 1)[:1].isupper()
        and clause.low(n.first - 1) in w.designators
        and not clause.opens(n.first - 1)
    ):
        return True
    if clause.low(n.last) in HYPHENS and clause.glued(n.last) and clause.low(n.last + 1) in w.compound_tails:
        return True
    if n.share and n.last - n.first == 1:
        return not _is_part(clause, n, w)
    if n.last - n.first == 1 and clause.low(n.first) == "one":
        return _is_pronoun(clause, n, w)
    if clause.low(n.first) in ("once", "twice"):
        return _is_adverb(clause, n)
    return _is_couple(clause, n)


def _is_part(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """True for the `half` of "half of them", "almost half"; false for "half-sister", "the first half", "in half"."""
    if clause.low(n.last) in HYPHENS and clause.glued(n.last):
        return False
    return clause.low(n.last) in w.part_heads or clause.low(n.first - 1) in (
        "about",
        "almost",
        "nearly",
        "than",
        "roughly",
        "over",
        "around",
        "least",
    )


def _is_pronoun(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`one` that counts nothing: "one of the best", "no one", "the other one", "one can imagine", "one day"."""
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if after == "of":
        return not (before == "but" or clause.low(n.first - 2) == "at" or before in ("only", "than"))
    if after in ("another", "'s") or before in w.pronoun_leads:
        return True
    if before in HYPHENS and clause.glued(n.first):
        return True
    token = clause.token(n.first)
    if token.dep in ("nummod", "quantmod", "compound") or (after in HYPHENS and clause.glued(n.last)):
        return after in ("day", "thing", "way", "time")
    if token.pos == "PRON" and clause.token(min(n.last, len(clause.lexemes) - 1)).tag == "MD":
        return True
    lead = clause.token(n.first - 1) if n.first else None
    return bool(lead and lead.pos in ("DET", "ADJ") and lead.dep in ("det", "amod"))


def _is_adverb(clause: Clause, n: Numeral) -> bool:
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if clause.low(n.first) == "twice":
        return after in ("as", "the", "that", "what", "over", "its", "his", "their", "daily")
    return not (
        before in ("only", "just", "than", "least")
        or after in ("per",)
        or (after == "a" and clause.low(n.last + 1) in ("year", "week", "month", "day", "decade"))
    )


def _is_couple(clause: Clause, n: Numeral) -> bool:
    """A married couple, or a pair that is one thing."""
    last = clause.low(n.last - 1)
    return last in ("couple", "pair") and clause.low(n.last) not in ("of", "more", "hundred", "thousand")
