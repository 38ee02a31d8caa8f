"""Full-text search over paragraphs and headlines, by SQLite's FTS5.  All of the SQL that only SQLite has is here
and in the step that makes the index.

The index holds words only: their text is read from `texts` through a view, so text is stored once.  Words are folded to
lower case without accents and cut to their stems (Porter), so "troop" finds "Troops".
"""

from collections.abc import Iterable

from sqlalchemy import Connection, text

from onrecord.records.span import Span
from onrecord.store.passages import list_terms
from onrecord.store.store import Hit

OPEN, CLOSE = "\x02", "\x03"  # set around each match; no text of the news holds them, and one that does gets no marks

_INSERT = text("INSERT INTO passage_words(rowid, text) VALUES (:id, :text)")
_SEARCH = text(
    """SELECT c.id AS capture, p.report, p.start, p."end", bm25(passage_words) AS rank,
              highlight(passage_words, 0, :open, :close) AS marked
       FROM passage_words JOIN passages p ON p.id = passage_words.rowid JOIN captures c ON c.number = p.capture
       WHERE passage_words MATCH :query ORDER BY rank, p.id LIMIT :limit"""
)


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
    rows = connection.execute(_SEARCH, {"query": match, "limit": limit, "open": OPEN, "close": CLOSE})
    return tuple(
        Hit(
            capture=r.capture,
            report=r.report,
            span=Span(start=r.start, end=r.end),
            words=_find_marks(r.marked, r.start),
            rank=r.rank,
        )
        for r in rows
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
