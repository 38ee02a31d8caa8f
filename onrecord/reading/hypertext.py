"""An HTML page to its parts: trafilatura chooses what is the article, and its choice is found again in the stored text.

Trafilatura works on a tree of its own and rewrites what it keeps, so only its choice is used, never its characters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from onrecord.language import Language
from onrecord.models import forgotten_by
from onrecord.reading import shapes
from onrecord.reading.align import Letters, align
from onrecord.reading.layout import Part, Role
from onrecord.reading.metadata import PageData
from onrecord.reading.page import Page
from onrecord.reading.settling import settle, without_authors
from onrecord.reading.stopwords import lend_stop_words
from onrecord.reading.text import ends_sentence, list_lines
from onrecord.records.annotation import Zone
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

LARGEST = 5_000_000  # characters; trafilatura's time on larger pages is not bounded, and no article needs them
TAGS = 100_000  # likewise
LEAST_FOUND = 0.5  # of the extractor's letters that must be found in the page, else its choice is not this page's
SENTENCE = re.compile(r"[^.!?|]+[.!?|]*")
STANDFIRST_WORDS = 60
COPYRIGHT = "©"  # stands apart from the year
HEADLINE_CHARS = 300
FEWEST_WORDS = 2  # a first heading of fewer is the outlet's name
SAME_HEADLINE = 85  # of 100: likeness of a line to the headline in the page's data


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What the extractor takes for the article."""

    paragraphs: tuple[tuple[str, bool], ...]  # with whether it is a heading
    byline: str | None
    outlet: str | None
    published: str | None  # read out of the page's data, address and text by htmldate; a guess


def choose_article(source: str, *, address: str | None) -> Choice | None:
    """The extractor's choice, or None where it finds no article or the page is beyond its reach."""
    if len(source) > LARGEST or source.count("<") > TAGS:
        return None
    # Half a second to import, and plain text never needs it.
    import trafilatura
    from trafilatura.meta import reset_caches

    forgotten_by(reset_caches)
    lend_stop_words()
    clean = source.replace("\x00", "\ufffd")
    found: Any = trafilatura.bare_extraction(clean, url=address, with_metadata=True, include_comments=False)
    if found is None or not found.text:
        return None
    headings = _headings(found.body)
    lines = tuple((line, shapes.plain(line) in headings) for line in found.text.splitlines() if line.strip())
    return Choice(paragraphs=lines, byline=found.author, outlet=found.sitename, published=found.date)


def _headings(body: Any) -> frozenset[str]:
    return (
        frozenset(shapes.plain("".join(e.itertext())) for e in body.iter("head")) if body is not None else frozenset()
    )


def lay_out_page(
    page: Page, choice: Choice, data: PageData, *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> list[Part] | None:
    """What each stretch of the stored text is, in order; None where the choice is not found in the page."""
    letters = Letters(page.text)
    found = _find(choice.paragraphs, letters)
    if any(span is None for _, _, span in found):  # an edited paragraph may still have its sentences
        pieces = [(s, h) for p, h, span in found for s in ([p] if span else SENTENCE.findall(p))]
        found = _find(pieces, letters)
    if sum(len(p) for p, _, span in found if span) < LEAST_FOUND * sum(len(p) for p, _, _ in found):
        return None
    kept = [
        Part(span=_with_marks(page.text, span), role=Zone.SUBHEAD if is_heading else Zone.BODY)
        for words, is_heading, span in found
        if span and shapes.plain(words) not in known_furniture
    ]
    kept = settle(_apart(_with_headline(kept, page, data)), page, language=language)
    parts = sorted(_fill(kept, page, data, language), key=lambda p: p.span.start)
    parts = without_authors(parts, page.text, data.byline or choice.byline, language=language)
    parts = _with_standfirst(parts, page.text)
    return parts if any(p.role == Zone.BODY for p in parts) else None


def _find(paragraphs: Sequence[tuple[str, bool]], letters: Letters) -> list[tuple[str, bool, Span | None]]:
    spans = align([p for p, _ in paragraphs], letters)
    return [(p, h, s) for (p, h), s in zip(paragraphs, spans, strict=True)]


def _with_marks(text: str, span: Span) -> Span:
    """The span with the marks that touch it: quotation marks before, end marks after."""
    start, end = span.start, span.end
    while start > 0 and not text[start - 1].isspace() and not text[start - 1].isalnum():
        start -= 1
    if text[max(0, start - 3) : start].rstrip(" ").endswith(COPYRIGHT):
        start = text.rindex(COPYRIGHT, 0, start)
    while end < len(text) and not text[end].isspace() and not text[end].isalnum():
        end += 1
    return Span(start=start, end=end)


def _apart(parts: list[Part]) -> list[Part]:
    """The parts without what marks at their ends would share."""
    out: list[Part] = []
    for part in sorted(parts, key=lambda p: p.span.start):
        start = max(part.span.start, out[-1].span.end) if out else part.span.start
        if start < part.span.end:
            out.append(Part(span=Span(start=start, end=part.span.end), role=part.role))
    return out


def _with_headline(kept: list[Part], page: Page, data: PageData) -> list[Part]:
    """The parts with the headline: a first heading that says what the page's data say, else the page's first <h1>."""
    span = _find_headline(page, data.headline, kept)
    if span is None:
        return kept
    rest = [piece for p in kept for piece in _outside(p, span, page.text)]
    return [*rest, Part(span=span, role=Zone.HEADLINE)]


def _outside(part: Part, hole: Span, text: str) -> list[Part]:
    """What is left of a part that the headline is cut out of."""
    if not part.span.overlaps(hole):
        return [part]
    ends = ((part.span.start, min(part.span.end, hole.start)), (max(part.span.start, hole.end), part.span.end))
    spans = [list_lines(text[a:b]) and Span(start=a, end=b) for a, b in ends if a < b]
    return [Part(span=_trimmed(text, s), role=part.role) for s in spans if s]


def _trimmed(text: str, span: Span) -> Span:
    words = span.of(text)
    return Span(start=span.end - len(words.lstrip()), end=span.start + len(words.rstrip()))


def _find_headline(page: Page, wanted: str | None, kept: list[Part]) -> Span | None:
    from rapidfuzz import fuzz  # only pages with a headline in their data need it

    body_end = kept[-1].span.end if kept else len(page.text)
    key = shapes.plain(wanted or "")
    lines = [(s, h, shapes.plain(s.of(page.text))) for s, h in _headed_lines(page) if s.end - s.start <= HEADLINE_CHARS]
    for span, heading, words in lines:
        is_long_enough = len(words) >= 0.5 * len(key)
        is_placed = heading == "h1" or span.start < body_end
        if key and words and is_long_enough and is_placed and fuzz.partial_ratio(words, key) >= SAME_HEADLINE:
            return span
    return next((s for s, h, words in lines if h == "h1" and shapes.count_words(words) > FEWEST_WORDS), None)


def _headed_lines(page: Page) -> Iterator[tuple[Span, str]]:
    """Each heading of the page as one span."""
    start = end = 0
    heading: str | None = None
    for piece in page.pieces:
        words = piece.span.of(page.text)
        if words.isspace():
            continue
        begin = piece.span.start + len(words) - len(words.lstrip())
        finish = piece.span.start + len(words.rstrip())
        if (
            heading
            and piece.heading == heading
            and not page.text[end:begin].strip()
            and "\n" not in page.text[end:begin]
        ):
            end = finish
            continue
        if heading:
            yield Span(start=start, end=end), heading
        start, end, heading = begin, finish, piece.heading
    if heading:
        yield Span(start=start, end=end), heading


def _fill(kept: list[Part], page: Page, data: PageData, language: Language) -> Iterator[Part]:
    """The kept parts, and what stands between them as furniture, line by line."""
    yield from kept
    headline = next((shapes.plain(p.span.of(page.text)) for p in kept if p.role == Zone.HEADLINE), None)
    standfirst = shapes.plain(data.description or "")
    body = [p.span for p in kept if p.role == Zone.BODY]
    has_standfirst = False
    at = 0
    for part in [*kept, Part(span=Span(start=len(page.text), end=len(page.text)), role=Zone.BODY)]:
        gap = page.text[at : part.span.start]
        for line in list_lines(gap):
            span = Span(start=at + line.span.start, end=at + line.span.end)
            words = span.of(page.text)
            role: Role = _furniture(words, span, page, headline, language)
            is_first = body and span.start < body[0].start and not has_standfirst
            if is_first and standfirst and len(standfirst) > 30 and shapes.plain(words) == standfirst:
                role, has_standfirst = Zone.STANDFIRST, True
            yield Part(span=span, role=role)
        at = part.span.end


def _with_standfirst(parts: list[Part], text: str) -> list[Part]:
    """The parts with the standfirst: a first paragraph under the headline, over the byline or without an end mark."""
    body = [i for i, p in enumerate(parts) if p.role == Zone.BODY]
    roles = [p.role for p in parts]
    if Zone.STANDFIRST in roles or Zone.HEADLINE not in roles[: body[0] if body else 0] or len(body) < 2:
        return parts
    first, second = body[:2]
    words = parts[first].span.of(text)
    is_over_byline = any(r in (FurnitureKind.BYLINE, FurnitureKind.DATELINE) for r in roles[first + 1 : second])
    is_under_byline = any(r == FurnitureKind.BYLINE for r in roles[roles.index(Zone.HEADLINE) : first])
    if (
        is_under_byline
        or not (is_over_byline or not ends_sentence(words))
        or shapes.count_words(words) > STANDFIRST_WORDS
    ):
        return parts
    return [Part(span=p.span, role=Zone.STANDFIRST) if i == first else p for i, p in enumerate(parts)]


def _furniture(words: str, span: Span, page: Page, headline: str | None, language: Language) -> FurnitureKind:
    key = shapes.plain(words)
    if key and key == headline:
        return FurnitureKind.HEADLINE_COPY
    if shapes.is_mark(words):
        return FurnitureKind.PAGE_MARK
    label = shapes.label_kind(words, language=language)
    if label:
        return label
    if shapes.is_correction(words, language=language):
        return FurnitureKind.CORRECTION
    piece = page.piece_at(span.start)
    if piece and piece.kind:
        return piece.kind
    date = shapes.date_line(words, language=language)
    if date and date.is_whole:
        return FurnitureKind.DATELINE
    if shapes.is_byline(words, language=language):
        return FurnitureKind.BYLINE
    if shapes.is_caption(words, language=language):
        return FurnitureKind.CAPTION
    return shapes.opening_kind(words, language=language) or FurnitureKind.OTHER
