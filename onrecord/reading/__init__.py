"""Capture to Reports: decoded text, split into articles, furniture set apart, dated."""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.language import Language
from onrecord.reading import furniture, published
from onrecord.reading.articles import find_articles
from onrecord.reading.blocks import list_blocks
from onrecord.reading.dates import read_given
from onrecord.reading.decode import is_binary
from onrecord.reading.hypertext import choose_article, lay_out_page
from onrecord.reading.layout import Part, lay_out
from onrecord.reading.markup import is_cut
from onrecord.reading.metadata import PageData, overlay, read_metadata
from onrecord.reading.opened import Shape
from onrecord.reading.opening import open_capture
from onrecord.reading.page import Page, read_page
from onrecord.reading.shapes import author, plain, wire_end
from onrecord.reading.split import split_page
from onrecord.reading.text import list_lines, list_paragraphs
from onrecord.reading.tongue import UNKNOWN, find_language
from onrecord.records import ids
from onrecord.records.annotation import Zone
from onrecord.records.capture import Capture
from onrecord.records.note import Found, Note
from onrecord.records.report import Furniture, FurnitureKind, Report
from onrecord.records.span import Span
from onrecord.records.when import Basis

__all__ = ["UNKNOWN", "furniture", "published", "read_capture"]

LONGEST = 2_000_000  # characters; a longer text is kept line by line, as no article is sought in it
Layout = tuple[Sequence[Part], PageData]  # of one report: what each stretch of it is, and what is said of it


def read_capture(
    capture: Capture, *, language: Language, known_furniture: frozenset[str] = frozenset()
) -> Found[Report]:
    """The reports of a capture, in text order; their spans never overlap and point into its stored text.

    `known_furniture` holds lines that recur over captures of the outlet (see `furniture.recurring_lines`).  Nothing
    raises: a capture without text gives no report and a Note; a guessed encoding, an unreadable date and a language
    that is not read give Notes beside the reports.
    """
    opened = open_capture(capture)
    notes, data = list(opened.notes), opened.data
    page = read_page(opened.text) if opened.shape is not Shape.TEXT else None
    stored = page.text if page is not None else opened.text
    if page is not None:
        if is_cut(opened.text):
            notes.append(_cut_off(capture))
        data = overlay(data, read_metadata(page, address=data.address or capture.address))
    if is_binary(stored) or not any(c.isalnum() for c in stored):
        return Found(items=(), notes=(*notes, *(() if opened.is_refused else (_nothing(capture, stored),))))
    layouts: list[Layout] = [(opened.parts, data)] if opened.parts else []
    if len(stored) > LONGEST:
        lines = (Part(span=line.span, role=Zone.BODY) for line in list_lines(stored))
        layouts = [(tuple(lines), data)]
    elif page is not None and opened.shape is Shape.PAGE:
        layouts = _lay_out_page(capture, opened.text, page, data, language, known_furniture)
        if not layouts:
            notes.append(_no_article(capture))
    if not layouts:
        layouts = [(parts, data) for parts in _lay_out_lines(capture, stored, data, language, known_furniture)]
    reports = []
    for parts, own in layouts:
        report = _report(capture, stored, parts, own, language)
        report, found = _complete(report, capture, own, language)
        reports.append(report)
        notes.extend(found)
    return Found(items=tuple(reports), notes=tuple(notes))


def _lay_out_page(
    capture: Capture, source: str, page: Page, data: PageData, language: Language, known_furniture: frozenset[str]
) -> list[Layout]:
    several = find_articles(page, source, data, language=language, known_furniture=known_furniture)
    if several:
        return several
    choice = choose_article(source, address=capture.address)
    if choice is None:
        return []
    parts = lay_out_page(page, choice, data, language=language, known_furniture=known_furniture)
    guessed = PageData(byline=choice.byline, outlet=choice.outlet, guessed=choice.published)
    return [(parts, overlay(data, guessed))] if parts else []


def _nothing(capture: Capture, text: str) -> Note:
    if is_binary(text):
        return Note(kind="not-text", message="This is no text; hand in the text or the page itself.", where=capture.doc)
    return Note(kind="no-text", message="Nothing to read: the capture holds no letters.", where=capture.doc)


def _cut_off(capture: Capture) -> Note:
    message = "The page ends inside a tag or script: it was cut off there. Fetch or save it again."
    return Note(kind="cut-off", message=message, where=capture.doc)


def _no_article(capture: Capture) -> Note:
    message = "No article could be told from the rest of the page; all of its text was read by its lines."
    return Note(kind="article-not-found", message=message, where=capture.doc)


def _lay_out_lines(
    capture: Capture, text: str, data: PageData, language: Language, known_furniture: frozenset[str]
) -> list[Sequence[Part]]:
    blocks = list_blocks(list_paragraphs(text), language=language, known_furniture=known_furniture)
    title = capture.title or data.headline
    return [lay_out(article, language=language, title=title) for article in split_page(blocks, language=language)]


def _report(capture: Capture, text: str, parts: Sequence[Part], data: PageData, language: Language) -> Report:
    whole = Span(start=parts[0].span.start, end=parts[-1].span.end)

    def in_zone(zone: Zone) -> tuple[Span, ...]:
        return tuple(p.span for p in parts if p.role == zone)

    headline, standfirst = in_zone(Zone.HEADLINE), in_zone(Zone.STANDFIRST)
    body, dateline = _cut_dateline(text, in_zone(Zone.BODY), language)
    known = tuple(Furniture(kind=p.role, span=p.span) for p in parts if isinstance(p.role, FurnitureKind))
    return Report(
        id=ids.report_id(capture.id, whole),
        capture=capture.id,
        doc=capture.doc,
        text=text,
        span=whole,
        headline=Span(start=headline[0].start, end=headline[-1].end) if headline else None,
        standfirst=Span(start=standfirst[0].start, end=standfirst[-1].end) if standfirst else None,
        subheads=in_zone(Zone.SUBHEAD),
        body=body,
        furniture=tuple(sorted((*known, *dateline), key=lambda f: f.span.start)),
        byline=author(given, language=language) if (given := capture.byline or data.byline) else None,
        outlet=capture.outlet or data.outlet,
        address=data.address or capture.address,
        published=None,
        language=UNKNOWN,
        title=capture.title or (None if headline else data.headline),
        modified=read_given(data.modified, language=language) if data.modified else None,
        corrections=_list_corrections(text, parts, data),
    )


def _list_corrections(text: str, parts: Sequence[Part], data: PageData) -> tuple[str, ...]:
    """The notices of what was changed, each once: those that stand in the text, then those in the page's data."""
    shown = [p.span.of(text) for p in parts if p.role == FurnitureKind.CORRECTION]
    keys = [plain(words) for words in shown]
    return (*shown, *(words for words in data.corrections if not any(plain(words) in key for key in keys)))


def _cut_dateline(
    text: str, body: tuple[Span, ...], language: Language
) -> tuple[tuple[Span, ...], tuple[Furniture, ...]]:
    """The body without the place and agency that a wire report opens with, and those as furniture."""
    end = wire_end(body[0].of(text), language=language) if body else None
    if end is None:
        return body, ()
    cut = body[0].start + end
    stop = cut - (len(text[body[0].start : cut]) - len(text[body[0].start : cut].rstrip()))
    dateline = Furniture(kind=FurnitureKind.DATELINE, span=Span(start=body[0].start, end=stop))
    return (Span(start=cut, end=body[0].end), *body[1:]), (dateline,)


def _complete(report: Report, capture: Capture, data: PageData, language: Language) -> tuple[Report, tuple[Note, ...]]:
    """The report with its date, byline and language."""
    given = next(
        (w for g in (capture.published, data.published) if g and (w := read_given(g, language=language))), None
    )
    notes: tuple[Note, ...] = ()
    if capture.published and given is None:
        message = f"The date '{capture.published[:60]}' given with the text could not be read."
        notes = (Note(kind="date-unread", message=message, where=capture.doc),)
    when, found = published.date_report(report, given=given, language=language)
    guess = read_given(data.guessed, language=language) if when is None and data.guessed else None
    if guess is not None:
        when = replace(guess, basis=Basis.INFERRED)
    bylines = (f.span.of(report.text) for f in report.furniture if f.kind == FurnitureKind.BYLINE)
    byline = report.byline or next((author(line, language=language) for line in bylines), None)
    report = replace(report, published=when, byline=byline, language=find_language(report, language=language))
    if report.language not in (language.code, UNKNOWN):
        message = f"Written in '{report.language}': stored and searchable, not read for statements."
        found = (*found, Note(kind="not-read-for-statements", message=message, where=capture.doc))
    return report, notes + found
