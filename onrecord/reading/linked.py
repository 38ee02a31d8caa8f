"""Objects of schema.org that stand alone, not in a page: an article with its body, or a fact-checker's ClaimReview.

A claim that was reviewed is what somebody else said, so it stands as the headline; the review's own words are the body.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.reading.decode import decode_capture, mend
from onrecord.reading.layout import Part, Role
from onrecord.reading.metadata import PageData, first, names_of, overlay, read_article, text_of
from onrecord.reading.opened import Opened, nothing
from onrecord.records.annotation import Zone
from onrecord.records.capture import Capture
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

BETWEEN = "\n\n"


def open_capture(capture: Capture) -> Opened:
    """The object's words; one without any gives a Note."""
    decoded = decode_capture(capture)
    try:
        item = json.loads(decoded.text)
    except (ValueError, RecursionError):
        item = None
    if not isinstance(item, dict):
        return nothing(capture, "damaged", "This is no object of schema.org: write one JSON object.")
    kinds = item.get("@type")
    is_review = "ClaimReview" in (kinds if isinstance(kinds, list) else [kinds])
    rows = list(_review(item) if is_review else _article(item))
    if not any(role == Zone.BODY for role, _ in rows):
        return nothing(capture, "no-text", "The object has no words of its own (articleBody, reviewBody).")
    text, parts = _lay_out(rows)
    data = read_article(item)
    if is_review:
        data = overlay(_review_data(item), data)
    return Opened(text=text, data=data, parts=parts, notes=decoded.notes)


def _lay_out(rows: list[tuple[Role, str]]) -> tuple[str, tuple[Part, ...]]:
    parts, pieces, at = [], [], 0
    for role, words in rows:
        piece = mend(words)
        parts.append(Part(span=Span(start=at, end=at + len(piece)), role=role))
        pieces.append(piece)
        at += len(piece) + len(BETWEEN)
    return BETWEEN.join(pieces), tuple(parts)


def _article(item: Mapping[str, Any]) -> Iterator[tuple[Role, str]]:
    headline, body = text_of(item.get("headline")), text_of(item.get("articleBody")) or text_of(item.get("text"))
    if headline and headline.strip():
        yield Zone.HEADLINE, headline.strip()
    for line in (body or "").splitlines():
        if line.strip():
            yield Zone.BODY, line.strip()


def _review(item: Mapping[str, Any]) -> Iterator[tuple[Role, str]]:
    claim, rating = text_of(item.get("claimReviewed")), item.get("reviewRating")
    if claim and claim.strip():
        yield Zone.HEADLINE, claim.strip()
    for name in _claimants(item):
        yield FurnitureKind.OTHER, name
    body = text_of(item.get("reviewBody")) or text_of(item.get("description")) or ""
    verdict = text_of(rating.get("alternateName")) if isinstance(rating, dict) else None
    lines = [line.strip() for line in body.splitlines() if line.strip()]
    for line in lines or [verdict or ""]:
        if line:
            yield Zone.BODY, line
    if lines and verdict and verdict.strip():
        yield FurnitureKind.OTHER, verdict.strip()


def _claimants(item: Mapping[str, Any]) -> Iterator[str]:
    reviewed = item.get("itemReviewed")
    for each in reviewed if isinstance(reviewed, list) else [reviewed]:
        if isinstance(each, dict):
            yield from names_of(each.get("author"))


def _review_data(item: Mapping[str, Any]) -> PageData:
    """A review is published by its author, the fact-checker, and headed by the claim."""
    return PageData(
        headline=first(text_of(item.get("claimReviewed"))),
        outlet=first(*names_of(item.get("author"))),
        address=first(text_of(item.get("url"))),
    )
