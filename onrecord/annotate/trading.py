"""What shows that an unknown name is a firm's: its trade, what it has, what it makes, that it is an "it"."""

from collections.abc import Sequence

from onrecord.annotate.candidates import Candidate
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.records.annotation import Token

SURE, LIKELY, HINT = 5, 3, 2  # votes
REACH = 3  # words behind a name within which stands what it has: "Larkspur's first net loss"
CLAUSE = 12  # words after a verb within which its clause has its subject
MODIFIES = frozenset({"ADJ", "NOUN", "NUM"})


def vote_for_firm(candidate: Candidate, tokens: Sequence[Token], words: Vocabulary) -> int:
    """The votes that the words beside the name give for a firm; none for one with a title."""
    if candidate.honorific or candidate.role:
        return 0
    return (
        (SURE if _has_trade(candidate, words) else 0)
        + (LIKELY if _has_goods(candidate, words) or _is_led(candidate, words) else 0)
        + _vote_by_verb(tokens, candidate.pieces[-1].token, words)
    )


def _has_trade(candidate: Candidate, words: Vocabulary) -> bool:
    """True for "the carmaker Larkspur", "the union Talvi"; of "the carmaker, Larkspur" nothing is told."""
    before = candidate.line.pieces[candidate.first - 1] if candidate.first else None
    return before is not None and before.text in words.trades | words.body_beside


def _has_goods(candidate: Candidate, words: Vocabulary) -> bool:
    """True for "Larkspur's net loss", "Larkspur shares", "Larkspur Chief Executive Ana Lund"."""
    pieces, at = candidate.line.pieces, candidate.last
    at += at < len(pieces) and pieces[at].text in ("'s", "’s", "'", "’")
    for n in range(at, min(at + REACH, len(pieces))):
        low = pieces[n].text.lower()
        if low in words.firm_has or (low in words.firm_heads and n and pieces[n - 1].text.lower() == "chief"):
            return True
        if pieces[n].pos not in MODIFIES and low != "chief":
            return False
    return False


def _is_led(candidate: Candidate, words: Vocabulary) -> bool:
    """True for "Larkspur Chairman and CEO Ana Lund", "Larkspur CEO Ana Lund"."""
    pieces, at = candidate.line.pieces, candidate.last
    return at < len(pieces) and pieces[at].is_capital and pieces[at].text.lower() in words.firm_leaders


def short_of_firms(names: Sequence[str], words: Vocabulary) -> set[str]:
    """The short forms of those of the names that end in a firm's suffix: "larkspur" of "larkspur chase corp"."""
    out: set[str] = set()
    for name in names:
        parts = name.split()
        size = len(parts)
        while size > 1 and parts[size - 1] in words.firm_ends:
            size -= 1
        if size < len(parts):
            out.update(" ".join(parts[:n]) for n in range(1, size + 1) if n == size or parts[0] not in words.given)
    return out


def _vote_by_verb(tokens: Sequence[Token], name: int, words: Vocabulary) -> int:
    """Votes for "Larkspur posted a loss", "Larkspur said it would go", "Larkspur ended its deal": nobody is an it."""
    verb = tokens[name].head
    if tokens[name].dep != "nsubj" or tokens[verb].pos != "VERB":
        return 0
    below = range(verb + 1, min(verb + CLAUSE, len(tokens)))
    made = tokens[verb].lemma in words.firm_makes and any(
        tokens[i].head == verb and tokens[i].dep == "dobj" and tokens[i].lemma in words.firm_made for i in below
    )
    clause = next((i for i in below if tokens[i].head == verb and tokens[i].dep == "ccomp"), None)
    said = (
        clause is not None
        and tokens[clause].lemma != "be"
        and any(
            tokens[i].head == clause and tokens[i].dep == "nsubj" and tokens[i].text == "it"
            for i in range(verb + 1, clause)
        )
    )
    things = (i for i in below if tokens[i].head == verb and tokens[i].dep == "dobj")
    own = any(t.text == "its" and t.dep == "poss" and t.head in things for t in tokens[verb + 1 : verb + CLAUSE])
    return (SURE if made else 0) + (HINT if said or own else 0)
