"""What the tagger reads at once: a sentence.

Words are the parser's tokens, so whatever the tagger finds starts and ends with one of them.  Whole paragraphs were
tried: more contents on some sets, but fewer sources and exact bounds, and slower (see `training/README.md`).
"""

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from onrecord.annotate.sentences import Parsed
from onrecord.records.annotation import Token
from onrecord.records.span import Span

KEPT = 20_000  # words whose shape is remembered; news repeats itself
LIMIT = 254  # word pieces; with the two end marks 256, the most that the weights were made for

Pieces = Callable[[str], tuple[int, ...]]  # a token's text to the ids of its word pieces, never empty


class Word(NamedTuple):
    """A token as the tagger sees it.  A tuple, since every word of a text becomes one."""

    token: int  # index in Parsed.tokens
    span: Span
    pieces: tuple[int, ...]  # ids of its word pieces, never empty
    shape: int  # see shape_of
    tag: str
    dep: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words that are read together."""

    words: tuple[Word, ...]


def list_passages(parsed: Parsed, pieces: Pieces) -> list[Passage]:
    """The passages of a report, in text order; every token is in exactly one."""
    sentences = (_words(parsed.tokens[s.first : s.last], s.first, pieces) for s in parsed.sentences)
    return [Passage(words=part) for sentence in sentences for part in _parts(sentence)]


def _parts(sentence: tuple[Word, ...]) -> list[tuple[Word, ...]]:
    """The sentence, or stretches of it that fit where it is too long."""
    if sum(len(w.pieces) for w in sentence) <= LIMIT:
        return [sentence]
    parts: list[list[Word]] = [[]]
    room = LIMIT
    for word in sentence:
        if len(word.pieces) > room:
            parts.append([])
            room = LIMIT
        parts[-1].append(word)
        room -= len(word.pieces)
    return [tuple(p) for p in parts]


def _words(tokens: tuple[Token, ...], first: int, pieces: Pieces) -> tuple[Word, ...]:
    words = [
        Word(token=i, span=t.span, pieces=pieces(t.text), shape=shape_of(t.text), tag=t.tag, dep=t.dep)
        for i, t in enumerate(tokens, start=first)
    ]
    return tuple(words)


@functools.lru_cache(maxsize=KEPT)
def shape_of(text: str) -> int:
    """The letter case of a token: 1 lower, 2 capitalised, 3 capitals, 4 holds digits, 5 no letters."""
    if any(c.isdigit() for c in text):
        return 4
    if not any(c.isalpha() for c in text):
        return 5
    if text[0].islower():
        return 1
    return 3 if len(text) > 1 and text.isupper() else 2
