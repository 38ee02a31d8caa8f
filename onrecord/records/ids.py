"""Ids made from content, so that adding a thing twice adds it once."""

import hashlib

from onrecord.records.span import Span


def digest(*parts: str | bytes) -> str:
    """Sixteen hex digits of SHA-256 over the parts, each ended by a zero byte so that joins cannot collide."""
    h = hashlib.sha256()
    for part in parts:
        h.update(part if isinstance(part, bytes) else part.encode("utf-8", "surrogatepass"))
        h.update(b"\0")
    return h.hexdigest()[:16]


def capture_id(content: bytes, address: str | None, doc: str) -> str:
    """The id of a capture: the same bytes under the same address or name are the same capture."""
    return "c" + digest(content, address or doc)


def report_id(capture: str, span: Span) -> str:
    """The id of one article of a capture."""
    return "r" + digest(capture, f"{span.start}-{span.end}")


def finding_id(kind: str, report: str, *spans: Span) -> str:
    """The id of a finding: its kind's first letter, then its report and its spans."""
    return kind[0] + digest(kind, report, *(f"{s.start}-{s.end}" for s in spans))


def group_id(kind: str, *members: str) -> str:
    """The id of something made of many records, from its sorted members."""
    return kind[0] + digest(kind, *sorted(members))
