"""Numbers in figures that are no amounts: parts of names, labels, years, times of day, addresses."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.numerals import HYPHENS, Numeral
from onrecord.language import Language
from onrecord.records.annotation import Token

YEARS = range(1900, 2201)
OLD_YEARS = range(1000, 1900)
DAYS = 31
MODEL_DIGITS = 3
ZONES = frozenset({"utc", "gmt"})


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelWords:
    """The words that make the number beside them a label; each field is a list of `numerals`."""

    designators: frozenset[str]
    streets: frozenset[str]
    months: frozenset[str]
    year_leads: frozenset[str]
    clock: frozenset[str]
    hyphen_leads: frozenset[str]
    pronoun_leads: frozenset[str]
    vague_heads: frozenset[str]
    compound_tails: frozenset[str]
    part_heads: frozenset[str]
    part_leads: frozenset[str]
    adverb_tails: frozenset[str]
    adverb_leads: frozenset[str]
    cycles: frozenset[str]
    dial_verbs: frozenset[str]
    label_tails: frozenset[str]
    place_leads: frozenset[str]
    index_tails: frozenset[str]
    in_millions: frozenset[str]


@cache
def load_labels(language: Language) -> LabelWords:
    """The label words of `language`."""
    return LabelWords(**{f.name: language.words("numerals", f.name) for f in fields(LabelWords)})


def is_touched(clause: Clause, n: Numeral) -> bool:
    """True when letters stand right before the digits, as in `G7`; "RM2.7m" and "XY21,700" are sums."""
    before, text = clause.text(n.first - 1), clause.text(n.first)
    sum_like = before.isupper() and (
        "," in text or n.scale > 1 or ("." in text and n.value > 10) or _has_letter(clause, n)
    )
    return clause.glued(n.first) and before[-1:].isalpha() and not sum_like


def _has_letter(clause: Clause, n: Numeral) -> bool:
    return clause.glued(n.last) and clause.text(n.last) in ("m", "b")


def is_digit_label(clause: Clause, n: Numeral, w: LabelWords, *, measured: bool) -> bool:
    """True when a number in figures is no amount.  `measured`: a unit of measure or money stands beside it."""
    if _is_clock(clause, n, w) or _is_chained(clause, n) or _is_address(clause, n, w):
        return True
    if measured:
        return False
    return (
        _is_inside_name(clause, n, w)
        or _is_designated(clause, n, w)
        or _is_year(clause, n, w)
        or _is_model(clause, n)
        or _is_dialled(clause, n, w)
    )


def _is_model(clause: Clause, n: Numeral) -> bool:
    """`The 707 was built`, `its own 787 Skyliner`, `two 787 Skyliner jets`: a bare number that a thing goes by."""
    word = clause.token(n.first)
    if n.last - n.first > 1 or len(clause.text(n.first)) != MODEL_DIGITS:
        return False
    lead = clause.token(n.first - 1) if n.first else None
    named = clause.tokens[word.head]
    if _is_counted_already(clause, n, word):
        return True
    follows = n.last < len(clause.lexemes) and named.span.start == clause.lexemes[n.last].start
    owned = clause.low(n.first - 1) in ("a", "an", "the", "own") or (lead is not None and lead.tag == "PRP$")
    if owned and follows and named.tag == "NNP" and word.dep == "nummod":
        return True
    verb = clause.tokens[word.head]
    single = verb.tag == "VBZ" or any(t.text == "was" and t.head == word.head for t in _of_sentence(clause))
    single = single or verb.text == "was"
    return clause.low(n.first - 1) == "the" and single and word.dep in ("nsubj", "nsubjpass")


def _is_counted_already(clause: Clause, n: Numeral, word: Token) -> bool:
    """True when another number in front counts the noun and a name stands between: "two new 787 Skyliner jets"."""
    if word.dep != "nummod" or not clause.text(n.last)[:1].isupper():
        return False
    first = clause.token_index(n.first)
    others = clause.tokens[clause.sentence.first : first]
    return any(t.dep == "nummod" and t.head == word.head for t in others)


def _of_sentence(clause: Clause) -> Sequence[Token]:
    return clause.tokens[clause.sentence.first : clause.sentence.last]


def _is_dialled(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`phoned 911`, `the 90049 ZIP code`."""
    plain = n.last - n.first == 1 and "," not in clause.text(n.first)
    if not plain:
        return False
    called = n.first > 0 and clause.token(n.first - 1).lemma in w.dial_verbs and clause.token(n.first - 1).pos == "VERB"
    counts = clause.text(n.last)[:1].isalpha() and clause.token(n.first).dep == "nummod"
    return (called and not counts) or clause.low(n.last) in w.label_tails


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
    if before == "[" and after == "]":
        return True  # a note, or a word put in by the editor
    if before in ("'", "#", "№", "+") and clause.glued(n.first) and (before != "+" or clause.low(n.first - 2) in ZONES):
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


def _is_inside_name(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`RS-26`, `G7`, `PM2.5`, `737s`, `Boeing 737`."""
    before, text = clause.text(n.first - 1), clause.text(n.first)
    grouped = "," in text or n.scale > 1
    if before in HYPHENS and clause.glued(n.first) and clause.glued(n.first - 1):
        lead = clause.low(n.first - 2)
        if lead.isalpha() and lead not in w.hyphen_leads:
            return True
    if before in HYPHENS and clause.glued(n.first) and clause.text(n.first - 2).isupper():
        return True
    if before in HYPHENS and clause.glued(n.first) and clause.glued(n.first - 1):
        lead = clause.low(n.first - 2)
        if lead in ("'", "’"):
            return True
    if clause.glued(n.last) and clause.text(n.last).isalpha():
        return True
    if n.scale > 1 or grouped or n.share or _is_score(clause, n):
        return False
    return _is_index(clause, n, w) or _follows_name(clause, n)


def _is_index(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`the Sorne & Lund's 500 index`."""
    is_owned = clause.text(n.first - 1) == "s" and clause.text(n.first - 2) in ("'", "’")
    return is_owned and clause.low(n.last) in w.index_tails


def _is_score(clause: Clause, n: Numeral) -> bool:
    """`beat Vesla 43-5`: the first of two numbers that a dash sets against each other."""
    dash = clause.low(n.last) in HYPHENS and clause.glued(n.last) and clause.glued(n.last + 1)
    after = clause.text(n.last + 1)
    return dash and after.isdecimal() and len(after) <= 3 and len(clause.text(n.first)) <= 3


def _follows_name(clause: Clause, n: Numeral) -> bool:
    before = clause.text(n.first - 1)
    if not (before[:1].isalpha() and before != before.lower()) or (
        clause.opens(n.first - 1) and clause.token(n.first - 1).pos != "PROPN"
    ):
        return False
    lead = clause.token(n.first - 1)
    if lead.pos not in ("PROPN", "NOUN", "X", "ADJ"):
        return False
    word = clause.token(n.first)
    head = clause.tokens[word.head]
    counts = word.dep == "nummod" and head.span.start > word.span.start and head.tag in ("NNS", "NNPS")
    return not counts or (len(clause.text(n.first)) < MODEL_DIGITS and _is_named_model(clause, n, lead, word))


def _is_named_model(clause: Clause, n: Numeral, lead: Token, word: Token) -> bool:
    """`return their Larkspur 7 phones`: the name and its number stand before the noun, as one of its own names."""
    owners = (clause.token_index(n.first), word.head)
    return lead.pos == "PROPN" and lead.dep in ("compound", "nmod", "nummod") and lead.head in owners


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
    first = n.last + (2 if clause.low(n.last) in HYPHENS and clause.text(n.last + 1).isdecimal() else 0)
    for i in range(first, first + 5):
        ordinal = clause.text(i).isdecimal() or (clause.text(i - 1).isdecimal() and clause.glued(i))  # "E 71st St"
        is_dot = clause.low(i) == "." and len(clause.text(i - 1)) == 1 and i > first  # "3170 W. Harbour Road"
        if not clause.text(i)[:1].isupper() and not (ordinal and i > first) and not is_dot:
            return False
        if clause.low(i) in w.streets:
            return True
    return False
