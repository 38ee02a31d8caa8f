"""A page that marks up several articles: digests, blogs, pages that go on with the next story.

Teasers of other pages are marked up in the same way, so an article counts only where it is written out, or where the
page's own data list it by its headline.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import Language
from onrecord.reading import shapes
from onrecord.reading.hypertext import choose_article, lay_out_page
from onrecord.reading.layout import Part
from onrecord.reading.metadata import PageData, find_article, overlay
from onrecord.reading.page import Page
from onrecord.reading.text import list_lines
from onrecord.records.span import Span

MOST = 200  # looked at on one page
WRITTEN_OUT = 80  # words of prose in an article of which the page's data say nothing
LISTED = 25  # in one whose headline they give
HEADINGS = ("h1", "h2", "h3")


def find_articles(
    page: Page, source: str, data: PageData, *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> list[tuple[Sequence[Part], PageData]]:
    """What each stretch of each article is, and what is said of it, in text order; none where there are not several."""
    chosen = [found for each in page.articles[:MOST] if (found := _is_own(page, *each)) is not None]
    if len(chosen) < 2:
        return []
    layouts: list[tuple[Sequence[Part], PageData]] = []
    for text, inner, own in chosen:
        part_of_page = _cut(page, text)
        choice = choose_article(f"<html><body><article>{inner.of(source)}</article></body></html>", address=None)
        about = overlay(own, PageData(outlet=data.outlet, address=data.address))
        parts = choice and lay_out_page(part_of_page, choice, about, language=language, known_furniture=known_furniture)
        if parts:
            layouts.append(([replace(p, span=_moved(p.span, text.start)) for p in parts], about))
    return layouts if len(layouts) > 1 else []


def _is_own(page: Page, text: Span, source: Span) -> tuple[Span, Span, PageData] | None:
    """The article with its data, where it stands on the page in full."""
    heading = next(
        (p for p in page.pieces if p.heading in HEADINGS and text.contains(p.span) and p.span.of(page.text).strip()),
        None,
    )
    if heading is None:
        return None
    words = text.of(page.text)
    prose = [line.span.of(words) for line in list_lines(words)]
    count = sum(shapes.count_words(line) for line in prose if shapes.is_prose(line))
    title = " ".join(heading.span.of(page.text).split())
    listed = find_article(page, title)
    if count < (LISTED if listed else WRITTEN_OUT):
        return None
    time = next((value for at, value in page.times if text.start <= at < text.end), None)
    return text, source, overlay(listed or PageData(), PageData(headline=title, published=time))


def _cut(page: Page, text: Span) -> Page:
    """The stretch of the page as a page of its own."""
    pieces = tuple(replace(p, span=_moved(p.span, -text.start)) for p in page.pieces if text.contains(p.span))
    return replace(page, text=text.of(page.text), pieces=pieces, articles=())


def _moved(span: Span, by: int) -> Span:
    return Span(start=span.start + by, end=span.end + by)
