"""Whether the name of a capital city stands for the city or for its government."""

from collections.abc import Sequence

from onrecord.annotate.pieces import Line, Piece
from onrecord.annotate.vocabulary import Vocabulary
from onrecord.records.annotation import Token


def is_city(line: Line, first: int, last: int, tokens: Sequence[Token], words: Vocabulary) -> bool:
    """True where the capital's name means the city: "in Seoul", "visit Kyiv", "Seoul residents"."""
    pieces = line.pieces
    if _is_dateline(line, first, last):
        return True
    before, after = _low(pieces, first - 1), _low(pieces, last)
    if before in words.city_before or after.rstrip("s") in words.city_after or after in words.city_after:
        return True
    if before in ("to", "from"):
        return _governor(pieces[first - 1], tokens) in words.journey
    if before == "of":
        return _low(pieces, first - 2).rstrip("s") in words.city_of
    if before in ("and", "or", ",") and _follows_place(pieces, first - 1, words):
        return True
    token = tokens[pieces[last - 1].token]
    if token.dep in ("dobj", "obj") and tokens[token.head].lemma in words.city_verbs:
        return True
    return after == "," and _low(pieces, last + 1)[:1].isalpha() and pieces[last + 1].is_capital and before == "in"


def _is_dateline(line: Line, first: int, last: int) -> bool:
    """ "KYIV (AP) —", "SEOUL, Nov 3"."""
    return (
        first == 0
        and last < len(line.pieces)
        and line.pieces[last].text in ("(", "—", "–")
        and len(line.pieces) > last + 2
    )


def _low(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text.lower() if 0 <= at < len(pieces) else ""


def _governor(preposition: Piece, tokens: Sequence[Token]) -> str:
    token = tokens[preposition.token]
    return tokens[token.head].lemma


def _follows_place(pieces: Sequence[Piece], at: int, words: Vocabulary) -> bool:
    """True for the second city of "in Kyiv and Moscow"."""
    while at >= 0 and (pieces[at].is_capital or pieces[at].text in ("and", "or", ",")):
        at -= 1
    return _low(pieces, at) in ("in", "near", "across", "around", "at")
