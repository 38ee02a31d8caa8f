"""What of a report can be searched, and what a query asks for."""

import re

from onrecord.records.report import Report
from onrecord.records.span import Span

PART = re.compile(r'"([^"]*)"?|(\S+)')


def list_passages(report: Report) -> tuple[Span, ...]:
    """Headline, standfirst, subheads and paragraphs, in text order."""
    heads = [s for s in (report.headline, report.standfirst) if s is not None]
    return tuple(sorted({*heads, *report.subheads, *report.body}))


def list_terms(query: str) -> tuple[str, ...]:
    """The words and "quoted phrases" of a query, without their marks; parts without a letter or digit left out."""
    parts = (quoted or word for quoted, word in PART.findall(query.replace("\0", " ")))
    return tuple(p.replace('"', " ").strip() for p in parts if any(c.isalnum() for c in p))
