"""Full-text search over paragraphs and headlines, by SQLite's FTS5.  All of the SQL that only SQLite has is here
and in the step that makes the index.

The index holds words only: their text is read from `texts` through a view, so text is stored once.  Words are folded to
lower case without accents and cut to their stems (Porter), so "troop" finds "Troops".
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, text

from onrecord.records.span import Span
from onrecord.store.passages import list_terms
from onrecord.store.store import Hit

OPEN, CLOSE = "\x02", "\x03"  # set around each match; no text of the news holds them, and one that does gets no marks

_INSERT = text("INSERT INTO passage_words(rowid, text) VALUES (:id, :text)")
# The best are chosen by rank alone, and only then looked up and marked: what is in most paragraphs is found as fast.
_BEST = text(
    """SELECT rowid AS id, bm25(passage_words) AS rank FROM passage_words
       WHERE passage_words MATCH :query ORDER BY rank, rowid LIMIT :limit"""
)
_FOUND = text(
    """SELECT p.id, c.id AS capture, p.report, p.start, p."end" FROM passages p JOIN captures c ON c.number = p.capture
       WHERE p.id IN :ids"""
).bindparams(bindparam("ids", expanding=True))
_MARKED = text(
    """SELECT rowid AS id, highlight(passage_words, 0, :open, :close) AS marked FROM passage_words
       WHERE passage_words MATCH :query AND rowid IN :ids"""
).bindparams(bindparam("ids", expanding=True))


def index_passages(connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
    """Add the words of these passages, given by id and text, to the index."""
    values = [{"id": id, "text": words} for id, words in rows]
    if values:
        connection.execute(_INSERT, values)


def search_passages(connection: Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
    """Passages that hold all the words of the query, best first; empty where the query has no words."""
    match = match_expression(query)
    if not match:
        return ()
    best = {r.id: r.rank for r in connection.execute(_BEST, {"query": match, "limit": limit})}
    found = {r.id: r for r in connection.execute(_FOUND, {"ids": list(best)})}
    marks = connection.execute(_MARKED, {"query": match, "ids": list(best), "open": OPEN, "close": CLOSE})
    marked = {r.id: r.marked for r in marks}
    return tuple(
        Hit(
            capture=found[id].capture,
            report=found[id].report,
            span=Span(start=found[id].start, end=found[id].end),
            words=_find_marks(marked[id], found[id].start),
            rank=rank,
        )
        for id, rank in best.items()
    )


def match_expression(query: str) -> str:
    """The query in FTS5's language, every term quoted so that nothing in it can be read as an operator."""
    return " ".join(f'"{term}"' for term in list_terms(query))


def _find_marks(marked: str, start: int) -> tuple[Span, ...]:
    spans, place, opened = [], start, -1
    for char in marked:
        if char == OPEN:
            opened = place
        elif char == CLOSE and opened >= 0:
            spans.append(Span(start=opened, end=place))
            opened = -1
        elif char not in (OPEN, CLOSE):
            place += 1
    return tuple(spans)
