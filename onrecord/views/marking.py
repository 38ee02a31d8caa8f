"""A report as it is read: its paragraphs in order, cut where statements begin and end, furniture in its place."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.finding import Findings, Statement
from onrecord.records.places import Places
from onrecord.records.report import Report
from onrecord.records.span import Span

BLANK_LINES = "\n\n"


class BlockKind(StrEnum):
    """What a block is on the page."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SUBHEAD = "subhead"
    BODY = "body"
    FURNITURE = "furniture"
    OTHER = "other"  # text of the capture that belongs to no part: still there, and shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of text with the statements that it is content of."""

    text: str  # as stored
    statements: tuple[str, ...]  # ids; empty: no statement
    cues: tuple[str, ...]  # ids of the statements that it is the cue of
    ends: tuple[str, ...]  # ids of the statements whose content ends here


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or line of furniture."""

    kind: BlockKind
    note: str | None  # which furniture
    span: Span
    runs: tuple[Run, ...]


def list_blocks(report: Report, found: Findings | None) -> tuple[Block, ...]:
    """The whole of the report's stretch of the stored text, nothing left out but white space."""
    placed = Places((part, n) for n, s in enumerate(found.statements) for part in _parts(s)) if found else Places(())
    out: list[Block] = []
    at = report.span.start
    for kind, note, span in _zones(report):
        start = max(span.start, at)
        if start >= span.end:
            continue
        if report.text[at:start].strip():
            out.append(_block(report, BlockKind.OTHER, None, Span(start=at, end=start), ()))
        here = Span(start=start, end=span.end)
        near = sorted({n for _, n in placed.overlapping(here)})
        out.append(_block(report, kind, note, here, [found.statements[n] for n in near] if found else ()))
        at = span.end
    if report.text[at : report.span.end].strip():
        out.append(_block(report, BlockKind.OTHER, None, Span(start=at, end=report.span.end), ()))
    return tuple(out)


def _zones(report: Report) -> list[tuple[BlockKind, str | None, Span]]:
    zones: list[tuple[BlockKind, str | None, Span]] = []
    zones += [(BlockKind.HEADLINE, None, report.headline)] if report.headline else []
    zones += [(BlockKind.STANDFIRST, None, report.standfirst)] if report.standfirst else []
    zones += [(BlockKind.SUBHEAD, None, s) for s in report.subheads]
    zones += [(BlockKind.BODY, None, s) for s in report.body]
    zones += [(BlockKind.FURNITURE, f.kind.value.replace("_", " "), f.span) for f in report.furniture]
    return sorted(zones, key=lambda z: (z[2].start, -z[2].end))


def _block(report: Report, kind: BlockKind, note: str | None, span: Span, statements: Sequence[Statement]) -> Block:
    return Block(kind=kind, note=note, span=span, runs=tuple(_runs(report.text, span, statements)))


def _parts(statement: Statement) -> tuple[Span, ...]:
    return (*statement.content, *((statement.cue,) if statement.cue else ()))


def _runs(text: str, span: Span, statements: Sequence[Statement]) -> Iterator[Run]:
    """The span cut at every edge of a statement's content and cue."""
    parts = [p for s in statements for p in _parts(s)]
    edges = {span.start, span.end} | {e for p in parts for e in (p.start, p.end) if span.start < e < span.end}
    ordered = sorted(edges)
    for start, end in itertools.pairwise(ordered):
        here = Span(start=start, end=end)
        yield Run(
            text=text[start:end],
            statements=tuple(s.id for s in statements if any(c.contains(here) for c in s.content)),
            cues=tuple(s.id for s in statements if s.cue and s.cue.contains(here)),
            ends=tuple(s.id for s in statements if s.content[-1].end == end),
        )
