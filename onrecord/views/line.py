"""A line of an account: a frame of our own words around verbatim words, with the citations that must hold it.

Nothing is printed that `holds` refuses: quoted words must be the stored characters, a name must be the cited speaker's,
and our own words bring in no number.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import zip_longest

from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.days import before_date, tell_date
from onrecord.views.index import Index, squeeze

CLIP = 260  # characters of one quoted stretch; the rest is one `show` away
LEADING = ",;:)"  # no full stop: ".5" is a number


class PieceKind(StrEnum):
    """Whose words a piece is made of."""

    FRAME = "frame"  # ours: holds no digit
    QUOTED = "quoted"  # the report's, to the character
    NAME = "name"  # a speaker, party, link of the chain, outlet or counted thing of a cited record
    TALLY = "tally"  # a count or date that onrecord computed
    MARK = "mark"  # a citation, "[s6]", that holds what stands before it


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of a line."""

    kind: PieceKind
    text: str
    report: str | None = None  # id, for QUOTED
    span: Span | None = None  # where the quoted words stand


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """What a line rests on."""

    label: str  # short, "s10"
    id: str  # full
    report: str  # id
    spans: tuple[Span, ...]  # the words it may be held to, in the report's text


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its pieces in reading order and its citations."""

    pieces: tuple[Piece, ...]
    cites: tuple[Cite, ...]

    @property
    def text(self) -> str:
        """The line as people read it, with its citations."""
        return "".join(piece.text for piece in self.told())

    def told(self) -> Iterator[Piece]:
        """The pieces as people read them: days written out."""
        for piece, after in zip_longest(self.pieces, self.pieces[1:]):
            text = _told(piece, after)
            yield piece if text is piece.text else replace(piece, text=text)

    @property
    def words(self) -> str:
        """The line without its citations, for a table that has a column for them; days the year first."""
        kept = "".join(piece.text for piece in self.pieces if piece.kind is not PieceKind.MARK)
        return squeeze(kept).replace(" ;", ";")


def _told(piece: Piece, after: Piece | None) -> str:
    if piece.kind is PieceKind.TALLY:
        return tell_date(piece.text)
    if piece.kind is PieceKind.FRAME and after and after.kind is PieceKind.TALLY:
        return before_date(piece.text, after.text)
    return piece.text


def frame(text: str) -> Piece:
    """Our own words."""
    return Piece(kind=PieceKind.FRAME, text=text)


def name(text: str) -> Piece:
    """Somebody's name."""
    return Piece(kind=PieceKind.NAME, text=text)


def tally(text: str) -> Piece:
    """Something that onrecord counted."""
    return Piece(kind=PieceKind.TALLY, text=text)


def quote(report: Report, spans: Iterable[Span], *, limit: int = CLIP) -> tuple[Piece, ...]:
    """The words of the spans, verbatim, about `limit` characters at most; gaps and cuts become an ellipsis of ours."""
    out: list[Piece] = []
    left = limit
    for whole in spans:
        span = _without_lead(report.text, whole)
        if out:
            out.append(frame(" … "))
        kept = _clip(report.text, span, left)
        out.append(Piece(kind=PieceKind.QUOTED, text=squeeze(kept.of(report.text)), report=report.id, span=kept))
        left -= kept.end - kept.start
        if kept != span or left <= 0:
            out.append(frame(" …"))
            break
    return tuple(out)


def _without_lead(text: str, span: Span) -> Span:
    """The span from its first word or opening mark on: a comma at its head belongs to what was left out."""
    start = span.start
    while start < span.end - 1 and (text[start].isspace() or text[start] in LEADING):
        start += 1
    return Span(start=start, end=span.end)


def _clip(text: str, span: Span, limit: int) -> Span:
    if span.end - span.start <= limit:
        return span
    cut = max(text.rfind(" ", span.start, span.start + limit), text.rfind("\n", span.start, span.start + limit))
    return Span(start=span.start, end=cut if cut > span.start else span.start + limit)


def mark(label: str) -> Piece:
    """A citation in the line."""
    return Piece(kind=PieceKind.MARK, text=f"[{label}]")


def marked(index: Index, *records: Statement | Figure | Event) -> tuple[tuple[Piece, ...], tuple[Cite, ...]]:
    """The marks for some findings, and the citations that they stand for.

    A figure or event that stands in a statement is cited by the statement's label, which is the one people look up.
    """
    cites = tuple(cite(index, record) for record in records)
    labels = dict.fromkeys(c.label for c in cites)
    return (frame(" "), *(mark(label) for label in labels)), cites


def cite(index: Index, record: Statement | Figure | Event) -> Cite:
    """The citation of a finding, with every span that it rests on."""
    spans = list(record.evidence.spans)
    holder: Statement | Figure | Event = record
    if isinstance(record, Statement):
        parts = [*record.content, *record.quoted, *((record.cue,) if record.cue else ())]
        spans += [*parts, Span(start=min(p.start for p in parts), end=max(p.end for p in parts))]
    elif record.statement and record.statement in index.statements:
        holder = index.statements[record.statement]
    ordered = tuple(sorted(set(spans)))
    return Cite(label=index.labels[holder.id], id=record.id, report=record.evidence.report, spans=ordered)


def cite_report(index: Index, report: Report) -> Cite:
    """The citation of a whole report."""
    return Cite(label=index.labels.get(report.id, report.doc), id=report.id, report=report.id, spans=(report.span,))


def holds(line: Line, index: Index) -> bool:
    """True when every word and name that the line gives as somebody else's is found where it cites.

    A stretch that ends in marks must be held by the citations of those marks; what follows the last mark, by any.
    """
    if not line.cites or not all(_cite_stands(c, index) for c in line.cites):
        return False
    return all(_piece_holds(piece, cites, index) for pieces, cites in _stretches(line) for piece in pieces)


def _stretches(line: Line) -> Iterator[tuple[list[Piece], tuple[Cite, ...]]]:
    pieces: list[Piece] = []
    marks: list[str] = []
    for piece in line.pieces:
        if piece.kind is PieceKind.MARK:
            marks.append(piece.text.strip("[]"))
        elif marks:
            yield pieces, tuple(c for c in line.cites if c.label in marks)
            pieces, marks = [piece], []
        else:
            pieces.append(piece)
    yield pieces, tuple(c for c in line.cites if c.label in marks) if marks else line.cites


def _cite_stands(cited: Cite, index: Index) -> bool:
    report = index.reports.get(cited.report)
    return report is not None and bool(cited.spans) and all(s.end <= len(report.text) for s in cited.spans)


def _piece_holds(piece: Piece, cites: tuple[Cite, ...], index: Index) -> bool:
    if piece.kind is PieceKind.FRAME:
        return not any(ch.isdigit() for ch in piece.text)
    if piece.kind is PieceKind.NAME:
        return any(piece.text in names_in(c, index) for c in cites)
    if piece.kind is not PieceKind.QUOTED:
        return True
    span = piece.span
    if span is None or piece.report is None or span.start == span.end:
        return False
    if squeeze(span.of(index.reports[piece.report].text)) != piece.text:
        return False
    return any(c.report == piece.report and any(s.contains(span) for s in c.spans) for c in cites)


def names_in(cited: Cite, index: Index) -> set[str]:
    """Every name that a line may give to those behind a citation."""
    report = index.reports[cited.report]
    out = {report.outlet, report.byline, report.doc, report.title}
    record = index.records.get(cited.id)
    statement = index.statements.get(record.statement or "") if isinstance(record, Figure | Event) else record
    if isinstance(record, Figure):
        series = index.series.get(record.id)
        out |= {record.of, series.of if series else None}
    if isinstance(statement, Statement):
        out |= _speakers(statement, index)
    return {known for known in out if known}


def _speakers(statement: Statement, index: Index) -> set[str | None]:
    out: set[str | None] = set()
    for source in (statement.speaker, *statement.chain):
        out |= {source.name, source.role, source.country, *source.members}
        entity = index.entities.get((statement.evidence.report, source.name or ""))
        out |= {entity.name, entity.party} if entity else set()
    origin = index.origin_of(statement.id)
    return out | ({origin.name, origin.party} if origin else set())
