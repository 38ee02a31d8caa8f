"""Feeds: RSS of every version, Atom, RDF and JSON Feed, read into items that say who published them."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin

import feedparser

from onrecord.reading.page import read_page
from onrecord.records import ids
from onrecord.records.note import Note
from onrecord.sources.addresses import tidy_address
from onrecord.sources.feedlooks import HEAD, looks_like_feed

MAX_BYTES = 8 << 20  # of a feed; the parser takes seconds for a megabyte made to be hard to read
FIRST_YEAR = 1990  # before there was a feed: 1970 and year 1 are what programs write that know no date
PARAGRAPH = "\n\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed."""

    key: str  # what it is known by from poll to poll: its id, else its address, else its title
    title: str | None
    text: str  # the feed's own words on it, as paragraphs; may be empty
    link: str | None  # the page that it names; http or https
    source: str | None  # who published it, where the feed says that it was somebody else (`<source>`)
    published: str | None  # as the feed writes it; None: it does not, or writes no date there can be

    @property
    def fingerprint(self) -> str:
        """Changes with the words of the item, and not with dates that a feed sets anew at every poll."""
        return ids.digest(self.title or "", self.text, self.link or "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed holds."""

    title: str | None
    items: tuple[Item, ...]  # in the feed's order, each key once
    is_damaged: bool  # it is not well formed; what could be made out was read
    lost: int = 0  # items that say nothing: no title, no text


def read_feed(content: bytes, *, encoding: str | None = None, address: str | None = None) -> Feed | None:
    """The feed; None for bytes that are none.  Never raises.

    `encoding` is what the server says; `address` where the feed is, which short links in it are completed from.
    """
    if len(content) > MAX_BYTES or not looks_like_feed(content[:HEAD]):
        return None
    if content.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _read_json(content, address)
    # As a stream: bytes themselves would be tried as a file's name or an address.  With a media type: without one
    # the parser takes text/xml, and that for ASCII.
    said = {"content-type": "application/xml" + (f"; charset={encoding}" if encoding else "")}
    try:
        found = feedparser.parse(io.BytesIO(content), response_headers=said)
    except Exception:  # whatever a parser of strangers' bytes did not foresee: a watch of days goes on
        return Feed(title=None, items=(), is_damaged=True)
    head: Mapping[str, Any] = found.get("feed", {})
    base = _base(address, head.get("link"))
    read = [_read_entry(dict(entry), base) for entry in found.get("entries", ())]
    is_damaged = bool(found.get("bozo")) and not isinstance(
        found.get("bozo_exception"), feedparser.CharacterEncodingOverride | feedparser.NonXMLContentType
    )
    return _feed(_plain(head.get("title_detail")) or None, read, is_damaged=is_damaged)


def list_faults(feed: Feed, *, where: str) -> Iterator[Note]:
    """A Note for each thing that is wrong with the feed as a whole: without items, with items that say nothing, broken.

    `where` is its file or address.
    """
    if feed.lost:
        what = f"{feed.lost} items" if feed.lost > 1 else "1 item"
        message = f"{what} of {where} left out: neither title nor text. Look inside, or tell whoever makes the feed."
        yield Note(kind="bad-item", message=message, where=where)
    if feed.is_damaged:
        message = f"{where} is not well formed: what could be made out was read. Fetch or save the feed again."
        yield Note(kind="damaged", message=message, where=where)
    elif not feed.items and not feed.lost:
        message = f"{where} is a feed without items. Check that it is the right one, or look again later."
        yield Note(kind="empty-feed", message=message, where=where)


def _read_entry(entry: Mapping[str, Any], base: str) -> Item:
    link = _web(entry.get("link"), base)
    bodies = [_plain(part) for part in (*entry.get("content", ()), entry.get("summary_detail")) if part]
    source: Mapping[str, Any] = entry.get("source") or {}
    parsed = entry.get("published_parsed") or entry.get("updated_parsed")
    written = entry.get("published") or entry.get("updated")
    return _item(
        key=entry.get("id") or link,
        title=_plain(entry.get("title_detail")) or None,
        text=max(bodies, key=len, default=""),
        link=link,
        source=_plain(source.get("title_detail")) or (source.get("title") or "").strip() or None,
        published=written if parsed is None or parsed[0] >= FIRST_YEAR else None,
    )


def _item(
    *, key: str | None, title: str | None, text: str, link: str | None, source: str | None, published: str | None
) -> Item:
    key = key or f"{title}\n{text[:200]}"
    return Item(key=ids.digest(key), title=title, text=text, link=link, source=source, published=published)


def _feed(title: str | None, read: Sequence[Item], *, is_damaged: bool) -> Feed:
    """Each key once, the first: feeds put the newest on top; what says nothing is left out and counted."""
    unique: dict[str, Item] = {}
    telling = [item for item in read if item.title or item.text]
    for item in telling:
        unique.setdefault(item.key, item)
    return Feed(title=title, items=tuple(unique.values()), is_damaged=is_damaged, lost=len(read) - len(telling))


def _read_json(content: bytes, address: str | None) -> Feed | None:
    try:
        found = json.loads(content.decode("utf-8-sig", "replace"))
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or not isinstance(found.get("items"), list):
        return None
    rows = [row for row in found["items"] if isinstance(row, dict)]
    base = _base(address, _text(found.get("home_page_url")))
    read = [_read_row(row, base) for row in rows]
    return _feed(_text(found.get("title")), read, is_damaged=len(rows) < len(found["items"]))


def _read_row(row: Mapping[str, Any], base: str) -> Item:
    html, plain, summary = (_text(row.get(n)) for n in ("content_html", "content_text", "summary"))
    link = _web(_text(row.get("url")), base)
    origin = row.get("_source") if isinstance(row.get("_source"), dict) else {}
    id = row.get("id")
    return _item(
        key=str(id) if isinstance(id, str | int | float) and id != "" else link,
        title=_text(row.get("title")),
        text=plain_text(html) if html else _paragraphs(plain or summary or ""),
        link=link,
        source=_text(origin.get("title")) if isinstance(origin, dict) else None,
        published=_text(row.get("date_published")) or _text(row.get("date_modified")),
    )


def _text(value: Any) -> str | None:
    return value.strip() or None if isinstance(value, str) else None


def _base(address: str | None, link: str | None) -> str:
    """What short links are completed from: the feed's site, where it names one that can be read."""
    try:
        return urljoin(address or "", link or "")
    except ValueError:
        return address or ""


def _web(link: str | None, base: str) -> str | None:
    """The whole web address of a link; None where it is none."""
    try:
        whole = urljoin(base, link.strip()) if link else ""
    except ValueError:
        return None
    return tidy_address(whole) if whole.lower().startswith(("http://", "https://")) else None


def _plain(part: Mapping[str, Any] | None) -> str:
    """The words of a title, summary or content that the feed parser gives with its media type."""
    if not part or not part.get("value"):
        return ""
    value = str(part["value"])
    return _paragraphs(value) if part.get("type") == "text/plain" else plain_text(value)


def plain_text(html: str) -> str:
    """The visible words of a piece of HTML, a paragraph for each block."""
    return _paragraphs(read_page(html).text)


def _paragraphs(text: str) -> str:
    return PARAGRAPH.join(" ".join(line.split()) for line in text.splitlines() if line.strip())
