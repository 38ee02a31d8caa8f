"""A report's words as names need them: acronyms whole, hyphens and possessive marks apart.

The parser's own tokens differ from model to model around hyphens, dots and apostrophes, so names are read on these
pieces; each knows the token it starts in, for its part of speech and its place in the parse.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.language.names import PIECE
from onrecord.records.annotation import Sentence, Token, Zone
from onrecord.records.report import Report
from onrecord.records.span import Span

TITLE_CASE = 0.7  # share of a headline's longer words that are capitalised, from which capitals tell nothing


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word or sign."""

    text: str  # as printed, apostrophes straight
    start: int
    end: int
    token: int  # index in Annotations.tokens
    pos: str  # of that token

    @property
    def is_capital(self) -> bool:
        """True for a word that starts with a capital letter."""
        return self.text[0].isupper()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The pieces of one sentence."""

    number: int  # index in Annotations.sentences
    zone: Zone
    pieces: tuple[Piece, ...]
    is_shouted: bool  # every word is capitalised, or every letter is: capitals tell nothing here


def list_lines(report: Report, tokens: Sequence[Token], sentences: Sequence[Sentence]) -> list[Line]:
    """The report's sentences as pieces, in text order."""
    lines = []
    for number, sentence in enumerate(sentences):
        pieces = _list_pieces(report.text, tokens, sentence)
        shouted = _is_shouted(pieces, sentence.zone)
        lines.append(Line(number=number, zone=sentence.zone, pieces=pieces, is_shouted=shouted))
    return lines


def _list_pieces(text: str, tokens: Sequence[Token], sentence: Sentence) -> tuple[Piece, ...]:
    out = []
    at, last = sentence.first, sentence.last - 1
    for found in PIECE.finditer(text, sentence.span.start, sentence.span.end):
        start = found.start()
        while at < last and tokens[at + 1].span.start <= start:
            at += 1
        word = found.group().replace("’", "'")
        out.append(Piece(text=word, start=start, end=found.end(), token=at, pos=tokens[at].pos))
    return tuple(out)


def _is_shouted(pieces: Sequence[Piece], zone: Zone) -> bool:
    words = [p.text for p in pieces if p.text[0].isalpha() and len(p.text) > 3]
    if len(words) < 3:
        return False
    if all(w.isupper() for w in words):
        return True
    capital = sum(w[0].isupper() for w in words)
    least, share = (8, 0.9) if zone is Zone.BODY else (4, TITLE_CASE)
    return len(words) >= least and capital / len(words) >= share


def span_of(pieces: Sequence[Piece]) -> Span:
    """From the first to the last of some pieces."""
    return Span(start=pieces[0].start, end=pieces[-1].end)


def touches(left: Piece, right: Piece) -> bool:
    """True when nothing, not even a blank, stands between the two."""
    return left.end == right.start
