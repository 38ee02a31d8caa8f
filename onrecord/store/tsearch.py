"""Full-text search by PostgreSQL's tsvector: the same words, stems and phrases as SQLite's FTS5 (see `terms`).

The index holds words only.  Where a passage's words stand in its text is found here and not by `ts_headline`, which
knows only its own parser's words and would mark every word of a phrase alone.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.types import Text

from onrecord.records.span import Span
from onrecord.store.passages import list_terms
from onrecord.store.store import Hit
from onrecord.store.tables import texts
from onrecord.store.terms import find_matches, find_words, list_words

PIECE = 2_000  # words indexed together: a tsvector keeps 256 places of a word, and "the" is one word in fifteen
OVERLAP = 32  # words that two pieces of a passage share, so that phrases across the cut are found

_INSERT = text(
    """INSERT INTO passage_words (passage, piece, words)
       VALUES (:passage, :piece, to_tsvector('onrecord', CAST(:words AS text)))"""
)
_SEARCH = """SELECT c.id AS capture, p.capture AS number, p.report, p.start, p."end", w.rank
    FROM (SELECT passage, max(ts_rank(words, query, 1)) AS rank
          FROM passage_words, (SELECT {query} AS query) q WHERE words @@ query
          GROUP BY passage ORDER BY rank DESC, passage LIMIT :limit) w
    JOIN passages p ON p.id = w.passage JOIN captures c ON c.number = p.capture
    ORDER BY w.rank DESC, p.id"""
_STEMS = text("SELECT word, (ts_lexize('onrecord_stem', word))[1] AS stem FROM unnest(:words) AS word").bindparams(
    bindparam("words", type_=ARRAY(Text))
)


def index_passages(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add the words of these passages, given by id and text, to the index."""
    values = [
        {"passage": id, "piece": place, "words": " ".join(words)}
        for id, passage in rows
        for place, words in enumerate(_cut(list_words(passage)))
    ]
    if values:
        connection.execute(_INSERT, values)


def search_passages(connection: Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
    """Passages that hold all the words of the query, best first; empty where the query has no words."""
    phrases = [words for words in (list_words(term) for term in list_terms(query)) if words]
    if not phrases:
        return ()
    asked = " && ".join(f"phraseto_tsquery('onrecord', CAST(:p{n} AS text))" for n in range(len(phrases)))
    values: dict[str, Any] = {f"p{n}": " ".join(words) for n, words in enumerate(phrases)}
    rows = connection.execute(text(_SEARCH.format(query=asked)), {**values, "limit": limit}).all()
    marks = _find_marks(connection, rows, phrases)
    return tuple(
        Hit(
            capture=r.capture,
            report=r.report,
            span=Span(start=r.start, end=r.end),
            words=words,
            rank=-r.rank,
        )
        for r, words in zip(rows, marks, strict=True)
    )


def _cut(words: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, max(len(words) - OVERLAP, 1), PIECE - OVERLAP):
        if words:
            yield words[start : start + PIECE]


def _find_marks(
    connection: Connection, rows: Sequence[Any], phrases: Sequence[Sequence[str]]
) -> Iterator[tuple[Span, ...]]:
    """For each row the places of its words; a stem begins with its word's letter, so few words are asked for."""
    numbers = sorted({r.number for r in rows})
    query = select(texts.c.capture, texts.c.text).where(texts.c.capture.in_(numbers))
    held = {r.capture: r.text for r in connection.execute(query)}
    found = [[(_shift(s, r.start), w) for s, w in find_words(held[r.number][r.start : r.end])] for r in rows]
    initials = {word[0] for phrase in phrases for word in phrase}
    asked = {w for words in found for _, w in words if w[0] in initials} | {w for phrase in phrases for w in phrase}
    stems: dict[str, str] = {r.word: r.stem for r in connection.execute(_STEMS, {"words": sorted(asked)})}
    wanted = [tuple(stems[w] for w in phrase) for phrase in phrases]
    for words in found:
        yield find_matches(words, wanted, stems)


def _shift(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
