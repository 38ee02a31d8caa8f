"""Edits of a page after it appeared, where they touch a number, a name, a date, a quotation or a "not"."""

import datetime as dt
import difflib
import itertools
import re
from collections.abc import Iterator

from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.index import Index
from onrecord.views.line import Line, Piece, cite_report, frame, mark, quote
from onrecord.views.line import name as named

WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[^\w\s]")
TELLING = re.compile(r"\d|[\"“”«»]|^(?:not|no|never|none|nobody|without|cannot|\w+n['’]t)$", re.IGNORECASE)
CONTEXT = 2  # words shown after an edited one, so that a reader sees what the "four" counts
MAX_WORDS = 12  # a longer stretch is a rewrite; its first words are shown


def list_edits(index: Index) -> Iterator[tuple[dt.datetime | None, Line]]:
    """Each telling edit as a line, with the moment from which the later version could be known."""
    found = {v.report.id: v.findings for v in index.book.versions} | {f.report: f for f in index.book.findings}
    telling = {report: _telling_spans(findings) for report, findings in found.items()}
    for before, after in _versions(index):
        marks = telling.get(before.id, ()), telling.get(after.id, ())
        for old, new in _edits(before, after, marks):
            yield index.known_at(after), _line(index, before, after, (old, new))


def _telling_spans(found: Findings) -> tuple[Span, ...]:
    spans = [x.evidence.spans[0] for x in found.figures] + [t.span for t in found.times]
    spans += [m.span for m in found.mentions] + [q for s in found.statements for q in s.quoted]
    return tuple(spans)


def _versions(index: Index) -> Iterator[tuple[Report, Report]]:
    """Successive versions of one article: same page, other capture, same place among the page's articles."""
    pages: dict[str, dict[str, list[Report]]] = {}
    for report in (*index.book.earlier, *index.book.reports):
        pages.setdefault(report.address or report.doc, {}).setdefault(report.capture, []).append(report)
    for captures in pages.values():
        ordered = [sorted(reports, key=lambda r: r.span.start) for reports in captures.values()]
        for before, after in itertools.pairwise(ordered):
            yield from zip(before, after, strict=False)


def _prose(report: Report) -> list[Span]:
    parts = [s for s in (report.headline, report.standfirst, *report.subheads, *report.body) if s]
    return [
        Span(start=part.start + m.start(), end=part.start + m.end())
        for part in sorted(set(parts))
        for m in WORD.finditer(part.of(report.text))
    ]


def _edits(
    before: Report, after: Report, telling: tuple[tuple[Span, ...], tuple[Span, ...]]
) -> Iterator[tuple[Span | None, Span | None]]:
    old, new = _prose(before), _prose(after)
    old_words = [s.of(before.text) for s in old]
    new_words = [s.of(after.text) for s in new]
    matcher = difflib.SequenceMatcher(None, old_words, new_words, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        words = (*old_words[a:b], *new_words[c:d])
        touched = [s for s in old[a:b] if _in(s, telling[0])] + [s for s in new[c:d] if _in(s, telling[1])]
        if touched or any(TELLING.search(w) for w in words):
            yield _stretch(old, a, b), _stretch(new, c, d)


def _in(word: Span, spans: tuple[Span, ...]) -> bool:
    return any(word.overlaps(span) for span in spans)


def _stretch(words: list[Span], first: int, last: int) -> Span | None:
    if first == last:
        return None
    end = min(last, first + MAX_WORDS) - 1
    context = min(len(words) - 1, end + CONTEXT) if last - first < MAX_WORDS else end
    return Span(start=words[first].start, end=words[context].end)


def _line(index: Index, before: Report, after: Report, edit: tuple[Span | None, Span | None]) -> Line:
    old, new = edit
    outlet = named(after.outlet or after.doc)
    pieces: tuple[Piece, ...] = (outlet, frame(": "), *_quoted(before, old), frame(" -> "), *_quoted(after, new))
    first, then = cite_report(index, before), cite_report(index, after)
    marks = tuple(mark(label) for label in dict.fromkeys((first.label, then.label)))
    return Line(pieces=(*pieces, frame(" "), *marks), cites=(first, then))


def _quoted(report: Report, span: Span | None) -> tuple[Piece, ...]:
    return (frame("“"), *quote(report, (span,)), frame("”")) if span else (frame("nothing"),)
