"""One article, as read from a capture."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.span import Span
from onrecord.records.when import When


class FurnitureKind(StrEnum):
    """What stands on a page beside an article's own sentences."""

    HEADLINE_COPY = "headline_copy"
    KICKER = "kicker"
    BYLINE = "byline"
    DATELINE = "dateline"
    CAPTION = "caption"
    CAPTION_COPY = "caption_copy"
    CREDIT = "credit"
    RELATED = "related"
    APPEAL = "appeal"
    TAGS = "tags"
    COMMENTS = "comments"
    PAGE_MARK = "page_mark"
    RECURRING = "recurring"  # a line that recurs over captures of one outlet
    CORRECTION = "correction"  # a notice of what the outlet changed or got wrong
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Furniture:
    """A stretch of the page that is not the article's own prose."""

    kind: FurnitureKind
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One article read from a capture; a capture can hold several, all pointing into the same text."""

    id: str  # from the text's hash, the span and the doc; see ids.report_id
    capture: str  # id of the Capture
    doc: str  # the id under which the capture came in
    text: str  # the stored text of the whole capture, as decoded and never rewritten
    span: Span  # the part of the text that is this report
    headline: Span | None  # None: the page gives none
    standfirst: Span | None  # the summary under the headline, where there is one
    subheads: tuple[Span, ...]  # in text order
    body: tuple[Span, ...]  # paragraphs in text order, never overlapping
    furniture: tuple[Furniture, ...]  # in text order
    byline: str | None
    outlet: str | None  # None: neither the page nor whoever handed it in says
    address: str | None
    published: When | None  # None: nothing to go by
    language: str  # BCP 47, "en"; "und" when it cannot be told
    title: str | None = None  # headline given beside the text (JSONL), where the text has none
    modified: When | None = None  # when the outlet says that it last changed it; None: it does not say
    corrections: tuple[str, ...] = ()  # notices of what was changed, in the outlet's words: the text's, then the data's
