"""What an extractor took for the article and is not: told by its own words, by its place, by being said again.

An extractor weighs blocks by their markup, so a teaser, an appeal or a credit that is marked up as a paragraph comes
along, and small pages come as one stretch.  The same rules as for pages without markup are held against each.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from onrecord.language import Language
from onrecord.reading import shapes
from onrecord.reading.blocks import REPEATED_WORDS, kind_of
from onrecord.reading.layout import Part, Role
from onrecord.reading.page import Page
from onrecord.reading.text import ends_sentence
from onrecord.records.annotation import Zone
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

BETWEEN = re.compile(r",\s|;\s|\sand\s|\s&\s")  # the names of several authors
LABELS = frozenset({FurnitureKind.PAGE_MARK, FurnitureKind.RELATED, FurnitureKind.APPEAL})
SIGNED_WORDS = 8  # at the most, of the line under words that stand twice that says who spoke them


def settle(kept: Sequence[Part], page: Page, *, language: Language) -> list[Part]:
    """The parts in text order, one for each block of the page, each with what it is after all."""
    parts = [
        piece for part in sorted(kept, key=lambda p: p.span.start) for piece in _cut_at_blocks(part, page, language)
    ]
    parts = [replace(p, role=_role(p, page, language)) for p in parts]
    parts = _with_head(parts, page, language)
    parts = _without_others(parts, page)
    return _without_idle_subheads(_without_repeats(parts, page))


def _cut_at_blocks(part: Part, page: Page, language: Language) -> Iterator[Part]:
    """The part, cut where a block of the page ends that is whole by itself; rows of a table stay together."""
    if part.role not in (Zone.BODY, Zone.SUBHEAD):
        yield part
        return
    start, last = part.span.start, None
    for span, heading in _list_blocks(part.span, page):
        if last is not None and (last[1] != heading or _is_whole(last[0].of(page.text), language)):
            yield _cut(part, start, last)
            start = span.start
        last = (span, heading)
    yield _cut(part, start, last) if last is not None else part


def _cut(part: Part, start: int, last: tuple[Span, str | None]) -> Part:
    is_heading = last[1] is not None and last[0].start == start
    return Part(span=Span(start=start, end=last[0].end), role=Zone.SUBHEAD if is_heading else part.role)


def _list_blocks(span: Span, page: Page) -> Iterator[tuple[Span, str | None]]:
    """The stretches of the span that stand in one block each, and the heading that a block is."""
    start = end = span.start
    heading: str | None = None
    for piece in page.pieces_in(span):
        words = piece.span.of(page.text)
        if words.isspace():
            continue
        begin = max(span.start, piece.span.start + len(words) - len(words.lstrip()))
        if end > start and page.has_block_end(end, begin):
            yield Span(start=start, end=end), heading
            start = begin
        start = begin if end == start else start
        end, heading = min(span.end, piece.span.start + len(words.rstrip())), piece.heading
    if end > start:
        yield Span(start=start, end=end), heading


def _is_whole(words: str, language: Language) -> bool:
    """True for a block that ends like a sentence, or says who wrote what follows and when."""
    date = shapes.date_line(words, language=language)
    return (
        shapes.looks_finished(words)
        or (date is not None and date.is_whole)
        or shapes.is_byline(words, language=language)
        or shapes.label_kind(words, language=language) in LABELS
    )


def _role(part: Part, page: Page, language: Language) -> Role:
    """What the part is by its own words; a subhead is never more than a label or an appeal."""
    words = part.span.of(page.text)
    if part.role == Zone.BODY:
        kind = kind_of(words, language=language)
        is_told = kind == FurnitureKind.CAPTION and shapes.is_prose(words) and shapes.SPEECH_MARKS.search(words)
        return part.role if kind is None or is_told else kind
    if part.role == Zone.SUBHEAD:
        return shapes.label_kind(words, language=language) or part.role
    return part.role


def _with_head(parts: list[Part], page: Page, language: Language) -> list[Part]:
    """The parts with who wrote it and when, which stand before the first sentence."""
    headline = next((n for n, p in enumerate(parts) if p.role == Zone.HEADLINE), 0)
    for n, part in enumerate(parts):
        words = part.span.of(page.text)
        if part.role != Zone.BODY:
            continue
        if shapes.is_prose(words):
            break
        if n < headline:
            parts[n] = replace(part, role=FurnitureKind.OTHER)
        date = shapes.date_line(words, language=language)
        if date is not None and date.is_whole:
            parts[n] = replace(part, role=FurnitureKind.DATELINE)
        elif shapes.is_byline(words, language=language):
            parts[n] = replace(part, role=FurnitureKind.BYLINE)
    return parts


def without_authors(parts: list[Part], text: str, authors: str | None, *, language: Language) -> list[Part]:
    """The parts; at their end may stand who the authors are, `authors` or else those of a byline among the parts."""
    bylines = (p.span.of(text) for p in parts if p.role == FurnitureKind.BYLINE)
    authors = authors or next((shapes.author(line, language=language) for line in bylines), None)
    names = [shapes.plain(name) for name in BETWEEN.split(authors or "") if shapes.count_words(name) > 1]
    about = language.table("furniture")["byline"]["about"]
    openings = tuple(f"{name} {verb} " for name in names for verb in about)
    for n in range(len(parts) - 1, 0, -1):
        if parts[n].role == Zone.BODY:
            if not openings or not shapes.plain(parts[n].span.of(text)).startswith(openings):
                break
            parts[n] = replace(parts[n], role=FurnitureKind.CREDIT)
    return parts


def _without_others(parts: list[Part], page: Page) -> list[Part]:
    """The parts; what stands in another <article> than the headline is a teaser of another page."""
    headline = next((p.span for p in parts if p.role == Zone.HEADLINE), None)
    if headline is None or not any(text.contains(headline) for text, _ in page.articles):
        return parts
    others = [text for text, _ in page.articles if not text.contains(headline)]
    return [
        replace(p, role=FurnitureKind.RELATED)
        if p.role in (Zone.BODY, Zone.SUBHEAD) and any(o.contains(p.span) for o in others)
        else p
        for p in parts
    ]


def _without_repeats(parts: list[Part], page: Page) -> list[Part]:
    """The parts; words that a longer paragraph holds too are pulled out of it, and the line under them is whose."""
    keys = [shapes.plain(p.span.of(page.text)) if p.role in (Zone.BODY, Zone.SUBHEAD) else "" for p in parts]
    prose = "\n".join(key for key, p in zip(keys, parts, strict=True) if p.role == Zone.BODY)
    first = next((n for n, p in enumerate(parts) if p.role == Zone.BODY), 0)
    pulled = False
    for n, (key, part) in enumerate(zip(keys, parts, strict=True)):
        words = part.span.of(page.text)
        is_signature = pulled and shapes.count_words(words) <= SIGNED_WORDS and not ends_sentence(words)
        pulled = part.role == Zone.BODY and n > first and _is_pulled(key, prose)
        if pulled:
            parts[n] = replace(part, role=FurnitureKind.OTHER)
        elif is_signature and part.role == Zone.BODY:
            parts[n] = replace(part, role=FurnitureKind.CREDIT)
    return parts


def _is_pulled(key: str, prose: str) -> bool:
    """True for words that stand a second time within a longer paragraph."""
    if shapes.count_words(key) < REPEATED_WORDS:
        return False
    return any(key in line and len(line) > len(key) for line in prose.split("\n"))


def _without_idle_subheads(parts: list[Part]) -> list[Part]:
    """The parts; a subhead after which no sentence comes heads nothing of the article."""
    last = max((n for n, p in enumerate(parts) if p.role == Zone.BODY), default=-1)
    return [
        replace(p, role=FurnitureKind.OTHER) if p.role == Zone.SUBHEAD and n > last else p for n, p in enumerate(parts)
    ]
