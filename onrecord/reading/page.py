"""The stored text of an HTML page: its visible text nodes in source order, a line break between blocks.

Entities are decoded and nothing else is changed, so an offset into the stored text leads back to a text node of the
page.  See docs/decisions/0002-stored-text-of-a-page.md.
"""

import itertools
import json
from bisect import bisect_right
from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from onrecord.reading.markup import Sort, Token, read_tokens
from onrecord.records.report import FurnitureKind
from onrecord.records.span import Span

INVISIBLE = frozenset(
    {"script", "style", "template", "noscript", "title", "svg", "math", "select", "datalist", "textarea"}
)
INLINE = frozenset(
    (
        "a",
        "abbr",
        "acronym",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "label",
        "mark",
        "meta",
        "nobr",
        "q",
        "rp",
        "rt",
        "ruby",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "var",
        "wbr",
    )
)
ASIDE = frozenset({"nav", "footer", "aside", "menu", "form", "button"})  # what stands in them is no article's prose
CAPTION = frozenset({"figcaption", "caption"})
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
ENDS_HEADING = frozenset({"p", "article", "section", "main", "ul", "ol", "table", "figure", "nav", "footer", "aside"})
MATTERS = INVISIBLE.union(ASIDE, CAPTION, HEADINGS)
JSON_LD = "application/ld+json"
INSIDE = ("@graph", "mainEntity", "itemListElement", "item", "hasPart")  # where objects hold the page's own objects
BLOCK_END = "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A text node: where it stands in the stored text and in the page's source."""

    span: Span  # in the stored text
    source: Span  # in the decoded page
    heading: str | None  # the heading element it stands in
    kind: FurnitureKind | None  # furniture for the element it stands in: a caption, a navigation


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page's stored text and what its markup says about it."""

    text: str
    pieces: tuple[Piece, ...]  # in text order; between them stand only line breaks
    meta: dict[str, str]  # of <meta>: property or name, lower case, to content; the first of each
    canonical: str | None
    title: str | None
    linked_data: tuple[dict[str, Any], ...]  # objects of JSON-LD, graphs laid flat
    times: tuple[tuple[int, str], ...]  # where in the stored text a <time> stands, and its datetime, in order
    articles: tuple[tuple[Span, Span], ...] = ()  # of each outermost <article>: in the stored text, in the source

    def piece_at(self, offset: int) -> Piece | None:
        """The text node that holds the character at `offset`; None at the line breaks between blocks."""
        i = bisect_right(self.pieces, offset, key=_start) - 1
        return self.pieces[i] if i >= 0 and offset < self.pieces[i].span.end else None

    def pieces_in(self, span: Span) -> Iterator[Piece]:
        """The text nodes of which a stretch of the text is made, in order."""
        first = max(0, bisect_right(self.pieces, span.start, key=_start) - 1)
        for piece in itertools.islice(self.pieces, first, None):
            if piece.span.start >= span.end:
                return
            if piece.span.end > span.start:
                yield piece

    def has_block_end(self, start: int, end: int) -> bool:
        """True where a block ends between two places of the text: at a line break that stands in no text node."""
        at = start
        for piece in self.pieces_in(Span(start=start, end=end)):
            if piece.span.start > at:
                return True
            at = piece.span.end
        return at < end


def _start(piece: Piece) -> int:
    return piece.span.start


def read_page(source: str) -> Page:
    """The stored text of a page, with its metadata; never raises."""
    reader = _Reader()
    for token in read_tokens(source):
        reader.read(token)
    return reader.page()


@dataclass
class _Reader:
    """What has been read of the page so far."""

    parts: list[str] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    size: int = 0
    is_line_open: bool = False  # something stands in the line since the last block ended
    open: Counter[str] = field(default_factory=Counter)  # elements that decide what their text is, and are not closed
    hidden: int = 0  # how many of them hide their text
    marked: int = 0  # how many of them there are
    meta: dict[str, str] = field(default_factory=dict)
    canonical: str | None = None
    title: str | None = None
    linked: list[dict[str, Any]] = field(default_factory=list)
    times: list[tuple[int, str]] = field(default_factory=list)
    articles: list[tuple[Span, Span]] = field(default_factory=list)
    article_start: tuple[int, int] = (0, 0)  # of the outermost <article>: in the stored text, in the source
    article_depth: int = 0
    is_json: bool = False

    def read(self, token: Token) -> None:
        if token.sort == Sort.TEXT:
            self._read_text(token)
        elif token.sort == Sort.OPEN:
            self._open(token)
        else:
            self._close(token)

    def _open(self, token: Token) -> None:
        name, given = token.name, token.attributes
        if name not in INLINE:
            self._end_line()
        if name == "meta":
            key = given.get("property") or given.get("name") or given.get("itemprop") or ""
            if key and given.get("content", "").strip():
                self.meta.setdefault(key.lower(), given["content"].strip())
        elif name == "link" and "canonical" in given.get("rel", "").lower().split():
            self.canonical = self.canonical or given.get("href") or None
        elif name == "time" and given.get("datetime"):
            self.times.append((self.size, given["datetime"]))
        elif name in HEADINGS or name in ENDS_HEADING:  # a heading that is not closed ends where the next block starts
            for open_heading in HEADINGS:
                self._count(open_heading, -self.open[open_heading])
        if name == "article":
            if not self.article_depth:
                self.article_start = (self.size, token.end)
            self.article_depth += 1
        self.is_json = name == "script" and given.get("type", "").lower().startswith(JSON_LD)
        if name in MATTERS:
            self._count(name, 1)

    def _close(self, token: Token) -> None:
        name = token.name
        if name not in INLINE:
            self._end_line()
        if name == "article" and self.article_depth:
            self.article_depth -= 1
            if not self.article_depth:
                text, source = self.article_start
                self.articles.append((Span(start=text, end=self.size), Span(start=source, end=token.start)))
        if name in MATTERS and self.open[name]:
            self._count(name, -1)

    def _count(self, name: str, by: int) -> None:
        self.open[name] += by
        self.marked += by
        self.hidden += by if name in INVISIBLE else 0

    def _end_line(self) -> None:
        if self.is_line_open:
            self.parts.append(BLOCK_END)
            self.size += len(BLOCK_END)
            self.is_line_open = False

    def _read_text(self, token: Token) -> None:
        if token.raw_of == "title" and self.title is None and not self.open["svg"]:
            self.title = " ".join(token.text.split()) or None
        if token.raw_of == "script" and self.is_json:
            self.linked.extend(_objects(token.text))
        if token.raw_of or self.hidden:
            return
        words = token.text.replace("\x00", "\ufffd")  # as the HTML standard does
        span = Span(start=self.size, end=self.size + len(words))
        source = Span(start=token.start, end=token.end)
        self.pieces.append(Piece(span=span, source=source, heading=self._heading(), kind=self._kind()))
        self.parts.append(words)
        self.size += len(words)
        self.is_line_open = self.is_line_open or not words.isspace()

    def _heading(self) -> str | None:
        return next((n for n in HEADINGS if self.open[n]), None) if self.marked else None

    def _kind(self) -> FurnitureKind | None:
        if not self.marked:
            return None
        if any(self.open[n] for n in CAPTION):
            return FurnitureKind.CAPTION
        return FurnitureKind.OTHER if any(self.open[n] for n in ASIDE) else None

    def page(self) -> Page:
        return Page(
            text="".join(self.parts),
            pieces=tuple(self.pieces),
            meta=self.meta,
            canonical=self.canonical,
            title=self.title,
            linked_data=tuple(self.linked),
            times=tuple(self.times),
            articles=tuple(self.articles),
        )


def _objects(words: str) -> list[dict[str, Any]]:
    """The objects of a JSON-LD script; a broken one gives none."""
    try:
        found = json.loads(words, strict=False)
    except (ValueError, RecursionError):
        return []
    out: list[dict[str, Any]] = []
    queue = deque([found])
    while queue:
        item = queue.popleft()
        if isinstance(item, list):
            queue.extend(item)
        elif isinstance(item, dict):
            out.append(item)
            queue.extend(item[k] for k in INSIDE if isinstance(item.get(k), list | dict))
    return out
