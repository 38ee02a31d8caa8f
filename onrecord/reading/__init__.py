"""Capture to Reports: decoded text, split into articles, furniture set apart, dated."""

from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Found
from onrecord.records.report import Report
from onrecord.records.span import Span


def read_capture(
    capture: Capture, *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> Found[Report]:
    """The reports of a capture, in text order."""
    import re

    text = capture.content.decode("utf-8")
    body = tuple(Span(start=m.start(), end=m.end()) for m in re.finditer(r"\S(?:.*\S)?", text))
    whole = Span(start=0, end=len(text))
    report = Report(
        id=ids.report_id(capture.id, whole),
        capture=capture.id,
        doc=capture.doc,
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=body,
        furniture=(),
        byline=None,
        outlet=capture.outlet,
        address=capture.address,
        published=None,
        language="en",
        title=capture.title,
    )
    return Found(items=(report,))
