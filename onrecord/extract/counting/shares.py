"""Whose share an amount is where two are told against each other: "won 43 percent to Brandt's 41 percent"."""

from onrecord.extract.counting.phrases import counted_phrase, words_touching
from onrecord.extract.counting.places import NOUNS, Place
from onrecord.language import Language
from onrecord.records.span import Span

AGAINST = frozenset({"to", "against", "versus", "vs", "with", "and", "compare"})


def find_rival(place: Place) -> Span | None:
    """Who has the other share: the owner before it, or the one it is for; None where the words name none."""
    index, tokens = place.index, place.index.tokens
    if place.q.unit != "percent" or not (_linked_by(place) & AGAINST):
        return None
    owner = index.child(place.anchor, "poss")
    if owner is None:
        is_for = [t.lemma for t in tokens[place.last + 1 : place.last + 2]] == ["for"]
        owner = index.child(place.last + 1, "pobj") if is_for else None
    return counted_phrase(index, owner) if owner is not None and tokens[owner].pos in NOUNS else None


def _linked_by(place: Place) -> set[str]:
    """The words that link the share to what stands before it: its head, and the word before its phrase."""
    tokens = place.index.tokens
    first = min([place.anchor, *place.index.subtree(place.anchor)])
    return {tokens[tokens[place.anchor].head].lemma, tokens[max(first - 1, 0)].lemma}


def is_of_ballots(place: Place, span: Span | None, language: Language) -> bool:
    """True for a share of the votes or seats: "42.95 percent of the vote"."""
    if place.q.unit != "percent" or span is None:
        return False
    return place.index.tokens[words_touching(place.index, span)[-1]].lemma in language.words("scopes", "ballots")
