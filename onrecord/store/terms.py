"""The words of a passage as the search sees them: lower case, without accents, each with its place.

They are those of SQLite's `unicode61 remove_diacritics 2`, so that a search finds the same on every store: a run of
letters and digits is a word, so "Won-sik" is two that stand together.  PostgreSQL's own parser would take "12,000" for
a number, "e-mail" for three words and a host for one, and sees other letters in every locale; what it gets from us is
ASCII alone.
"""

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator

from onrecord.records.span import Span

WORD = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")
LONGEST = 255  # characters of a word that are looked at; PostgreSQL refuses words of more than 2,046 bytes


def find_words(text: str) -> Iterator[tuple[Span, str]]:
    """Every word of the text in its order, with its place and as it is indexed: ASCII letters and digits."""
    for found in WORD.finditer(text):
        yield Span(start=found.start(), end=found.end()), as_term(found[0])


def list_words(text: str) -> list[str]:
    """The words of the text as they are indexed, in their order."""
    return [as_term(word) for word in WORD.findall(text)]


def find_matches(
    words: Iterable[tuple[Span, str]], phrases: Iterable[tuple[str, ...]], stems: dict[str, str]
) -> tuple[Span, ...]:
    """Where the phrases stand among the words, in text order; `stems` gives each word its stem.

    Phrases that overlap are one, as FTS5 marks them.
    """
    placed = [(span, stems.get(word, "")) for span, word in words]
    found = set()
    for phrase in phrases:
        size = len(phrase)
        for n in range(len(placed) - size + 1):
            if all(placed[n + k][1] == phrase[k] for k in range(size)):
                found.add(Span(start=placed[n][0].start, end=placed[n + size - 1][0].end))
    joined: list[Span] = []
    for span in sorted(found):
        if joined and span.start < joined[-1].end:
            span = Span(start=joined[-1].start, end=max(span.end, joined.pop().end))
        joined.append(span)
    return tuple(joined)


@functools.lru_cache(1 << 11)
def as_term(word: str) -> str:
    """The word as it is indexed.

    A letter that is not ASCII is written by its number, between letters on which no English ending begins; a word that
    begins with a digit gets a letter before it, since PostgreSQL's parser would look for numbers in it.
    """
    plain = word.lower() if word.isascii() else "".join(_fold(c) for c in word)
    return ("n" + plain if plain[:1].isdigit() else plain)[:LONGEST]


def _fold(char: str) -> str:
    if "\u0300" <= char <= "\u036f":
        return ""
    parts = unicodedata.normalize("NFD", char)
    has_marks = all(map(unicodedata.combining, parts[1:]))  # a Korean syllable has none, but parts
    plain = (parts[0] if has_marks else char).lower()[:1]
    return plain if plain.isascii() else f"u{ord(plain):x}u"
