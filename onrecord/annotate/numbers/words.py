"""Number words that count nothing: pronouns, adverbs, parts of names, "the two" of what was named before."""

from onrecord.annotate.numbers.clause import Clause
from onrecord.annotate.numbers.labels import LabelWords
from onrecord.annotate.numbers.numerals import HYPHENS, Numeral

CLAUSES = frozenset({"relcl", "acl", "prep", "amod"})  # what follows or stands in "the two ..." and makes it a count


def is_word_label(clause: Clause, n: Numeral, w: LabelWords, *, measured: bool) -> bool:
    """True when a number in words is no amount.  `measured`: a unit of measure or money stands beside it."""
    if not measured and _is_name(clause, n, w):
        return True
    if clause.low(n.last) in HYPHENS and clause.glued(n.last) and clause.low(n.last + 1) in w.compound_tails:
        return True
    if n.last - n.first > 1:
        return _is_married(clause, n)
    if n.share:
        return not _is_part(clause, n, w)
    word = clause.low(n.first)
    if clause.low(n.first - 1) in w.place_leads and not _has_noun(clause, n):
        return True  # "the bottom three" of a table
    if clause.low(n.first - 1) == "no":
        return True  # "no two people" are alike: all of them are meant
    if word == "one":
        return _is_pronoun(clause, n, w) or "," in clause.text(n.last)[1:]  # "just one 52,000-barrel refinery"
    if word == "two":
        return not measured and _is_known_pair(clause, n)
    return word in ("once", "twice") and _is_adverb(clause, n, w)


def _is_name(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`Group of Seven`, `World War Two`, `Phase Two`."""
    if clause.text(n.first)[:1].isupper() and not clause.opens(n.first):
        return True
    lead = n.first - 1
    return clause.text(lead)[:1].isupper() and clause.low(lead) in w.designators and not clause.opens(lead)


def _has_noun(clause: Clause, n: Numeral) -> bool:
    """True when the next word may be what is counted."""
    return n.last < len(clause.lexemes) and clause.token(n.last).pos in ("NOUN", "PROPN", "ADJ")


def _is_married(clause: Clause, n: Numeral) -> bool:
    """`a couple` of spouses; "a couple of tries" counts."""
    return clause.low(n.last - 1) == "couple" and clause.low(n.last) not in ("of", "more", "hundred", "thousand")


def _is_part(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """True for the `half` of "half of them", "almost half"; false for "half-sister", "the first half", "in half"."""
    if clause.low(n.last) in HYPHENS and clause.glued(n.last):
        return False
    return clause.low(n.last) in w.part_heads or clause.low(n.first - 1) in w.part_leads


def _is_pronoun(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`one` that counts nothing: "one of the best", "no one", "the other one", "one can imagine", "one day"."""
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if after == "of":
        return not (before in ("but", "only", "than") or clause.low(n.first - 2) == "at")
    if after in ("another", "'") or before in w.pronoun_leads or (before in HYPHENS and clause.glued(n.first)):
        return True
    token = clause.token(n.first)
    if token.dep in ("nummod", "quantmod", "compound") or (after in HYPHENS and clause.glued(n.last)):
        return after in w.vague_heads
    if token.pos == "PRON" and clause.token(min(n.last, len(clause.lexemes) - 1)).tag == "MD":
        return True
    lead = clause.token(n.first - 1) if n.first else None
    return bool(lead and lead.pos in ("DET", "ADJ") and lead.dep in ("det", "amod"))


def _is_known_pair(clause: Clause, n: Numeral) -> bool:
    """`the two` of what was named before: nothing in the phrase says which two."""
    if clause.low(n.first - 1) not in ("the", "those", "these"):
        return False
    at = clause.token_index(n.first)
    token = clause.tokens[at]
    if token.dep != "nummod":
        return clause.low(n.last) not in ("who", "that", "which", "of")
    said = range(clause.sentence.first, clause.sentence.last)
    return not any(clause.tokens[i].head == token.head and clause.tokens[i].dep in CLAUSES for i in said)


def _is_adverb(clause: Clause, n: Numeral, w: LabelWords) -> bool:
    """`once` in the past, `twice as loud`; "only once", "once a year" and "elected twice" count."""
    before, after = clause.low(n.first - 1), clause.low(n.last)
    if clause.low(n.first) == "twice":
        return after in w.adverb_tails
    cyclic = after == "per" or (after in ("a", "every") and clause.low(n.last + 1) in w.cycles)
    return not (before in w.adverb_leads or cyclic)
