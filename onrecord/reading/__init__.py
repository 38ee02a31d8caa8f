"""Capture to Reports: decoded text, split into articles, furniture set apart, dated."""

from onrecord.language import Language
from onrecord.reading.blocks import Block, list_blocks
from onrecord.reading.decode import decode_capture
from onrecord.reading.layout import Part, lay_out
from onrecord.reading.split import split_page
from onrecord.reading.text import list_paragraphs
from onrecord.records import ids
from onrecord.records.annotation import Zone
from onrecord.records.capture import Capture
from onrecord.records.note import Found
from onrecord.records.report import Furniture, FurnitureKind, Report
from onrecord.records.span import Span


def read_capture(
    capture: Capture, *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> Found[Report]:
    """The reports of a capture, in text order."""
    decoded = decode_capture(capture)
    text = decoded.text
    blocks = list_blocks(list_paragraphs(text), language=language, known_furniture=known_furniture)
    reports = []
    for article in split_page(blocks, language=language):
        parts = lay_out(article, language=language, title=capture.title)
        reports.append(_report(capture, text, parts))
    return Found(items=tuple(reports), notes=decoded.notes)


def _report(capture, text, parts):
    whole = Span(start=parts[0].span.start, end=parts[-1].span.end)
    def of(role): return [p.span for p in parts if p.role == role]
    def joined(spans): return Span(start=spans[0].start, end=spans[-1].end) if spans else None
    return Report(
        id=ids.report_id(capture.id, whole),
        capture=capture.id,
        doc=capture.doc,
        text=text,
        span=whole,
        headline=joined(of(Zone.HEADLINE)),
        standfirst=joined(of(Zone.STANDFIRST)),
        subheads=tuple(of(Zone.SUBHEAD)),
        body=tuple(of(Zone.BODY)),
        furniture=tuple(Furniture(kind=p.role, span=p.span) for p in parts if isinstance(p.role, FurnitureKind)),
        byline=None,
        outlet=capture.outlet,
        address=capture.address,
        published=None,
        language="en",
        title=capture.title,
    )
