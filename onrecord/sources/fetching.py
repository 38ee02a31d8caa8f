"""Captures of addresses: a page, a document, a feed with the pages that it names, a list of feeds."""

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from onrecord.reading.decode import decode_capture
from onrecord.reading.hypertext import choose_article
from onrecord.reading.metadata import read_metadata
from onrecord.reading.page import read_page
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.addresses import tidy_address
from onrecord.sources.feedlooks import HEAD, looks_like_feed
from onrecord.sources.feeds import Feed, Item, list_faults, read_feed
from onrecord.sources.items import capture_words
from onrecord.sources.thing import Reader, ReadOptions, Thing
from onrecord.sources.web import Asking, Fetched, Unfetched

PAGES = frozenset({"text/html", "application/xhtml+xml"})
FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/rdf+xml, application/xml, */*;q=0.8"
)
ASK_PAGE = Asking()
ASK_FEED = Asking(accept=FEED_TYPES)
FEED = "feed://"  # what some readers write for https://
ENDINGS = {"application/pdf": ".pdf", "text/plain": ".txt", "text/markdown": ".md", "message/rfc822": ".eml"}


def read_address(given: str, options: ReadOptions, read_inside: Reader) -> Iterator[Capture | Note]:
    """Captures of what is at the address.  `options.fetcher` is there: without it the address was refused before."""
    if given.lower().startswith(FEED):
        yield from read_feed_at(given, options)
        return
    got = _fetch(given, options)
    if isinstance(got, Unfetched):
        yield got.note
    elif (feed := _feed_of(got)) is not None:
        yield from _read_whole(feed, got, options)
    else:
        yield from read_fetched(got, options, read_inside)


def read_feed_at(given: str, options: ReadOptions) -> Iterator[Capture | Note]:
    """Captures of the items of the feed at the address; a Note where there is none."""
    address = "https://" + given[len(FEED) :] if given.lower().startswith(FEED) else given
    got = _fetch(address, options, ASK_FEED)
    if isinstance(got, Unfetched):
        yield got.note
    elif (feed := _feed_of(got)) is None:
        yield no_feed(got)
    else:
        yield from _read_whole(feed, got, options)


def _fetch(address: str, options: ReadOptions, asking: Asking = ASK_PAGE) -> Fetched | Unfetched:
    """What is at the address; where its server says that nothing changed, what it gave before, as of now."""
    assert options.fetcher is not None
    before = options.held.recall(address) if options.held is not None else None
    if before is not None:
        asking = replace(asking, etag=before.etag, modified=before.modified)
    got = options.fetcher.fetch(address, asking)
    if isinstance(got, Unfetched) or options.held is None:
        return got
    if before is not None and got.is_unchanged:
        return replace(before, at=got.at)
    options.held.keep(address, got)
    return got


def no_feed(got: Fetched) -> Note:
    """The note on an address that should be a feed's."""
    what = "it is no feed but a web page" if _opens_as_page(got) else "it is no feed that can be read"
    message = f"{got.address} was not read: {what}. Look for the feed's own address on the site."
    return Note(kind="not-a-feed", message=message, where=got.address)


def _feed_of(got: Fetched) -> Feed | None:
    is_one = looks_like_feed(got.content[:HEAD])
    return read_feed(got.content, encoding=got.encoding, address=got.address) if is_one else None


def _read_whole(feed: Feed, got: Fetched, options: ReadOptions) -> Iterator[Capture | Note]:
    yield from read_items(feed, options, name=tidy_address(got.address))
    yield from list_faults(feed, where=got.address)


def read_items(feed: Feed, options: ReadOptions, *, name: str) -> Iterator[Capture | Note]:
    """A capture for each item: of its page, else of its own words with a note why."""
    for item in feed.items:
        if options.fetcher is None or not options.pages or item.link is None:
            yield capture_words(item, feed=name, outlet=feed.title)
            continue
        got = capture_page(item, partial(_fetch, options=options), outlet=feed.title)
        if isinstance(got, Unfetched):
            yield words_instead(got)
            yield capture_words(item, feed=name, outlet=feed.title)
        else:
            yield got[0]


def words_instead(lost: Unfetched) -> Note:
    """The note on a page that was not to be had, of an item whose own words are taken."""
    return replace(lost.note, kind="not-fetched", message=f"{lost.note.message} The feed's own words were taken.")


def capture_page(
    item: Item, fetch: Callable[[str], Fetched | Unfetched], *, outlet: str | None, address: str | None = None
) -> tuple[Capture, Fetched] | Unfetched:
    """The page that an item names and how it was served, or why it was not to be had, as what is no HTML page is not.

    `address` is where the page was first known by.  The feed's outlet stands only where neither the item names its
    source nor the page its outlet.
    """
    assert item.link is not None
    got = fetch(item.link)
    if isinstance(got, Unfetched):
        return got
    if not _is_page(got):
        message = f"{item.link} was not taken: it is no page but '{got.media_type or 'of no kind'}'. Add it by itself."
        return Unfetched(note=Note(kind="no-page", message=message, where=item.link), is_passing=False)
    capture = _capture(got, address=address)
    names_outlet = read_metadata(read_page(decode_capture(capture).text), address=capture.address).outlet is not None
    outlet = item.source or (None if names_outlet else outlet)
    return replace(capture, published=item.published, outlet=outlet), got


def capture_again(got: Fetched, *, address: str, outlet: str | None, published: str | None) -> Capture | None:
    """A page that was known before as it is now, under what was said of it then; None where it is no page any more."""
    return replace(_capture(got, address=address), outlet=outlet, published=published) if _is_page(got) else None


def digest_article(capture: Capture) -> str:
    """Changes with the words of the article on a page, and not with what a site puts around it at every call."""
    source = decode_capture(capture).text
    choice = choose_article(source, address=capture.address)
    return ids.digest(*(words for words, _ in choice.paragraphs) if choice is not None else (source,))


def read_fetched(got: Fetched, options: ReadOptions, read_inside: Reader) -> Iterator[Capture | Note]:
    """Captures of what a server gave: the page, or what its kind of file holds."""
    if _is_page(got):
        yield _capture(got)
        return
    thing = Thing(
        stream=io.BytesIO(got.content), name=_name(got), where=got.address, options=options, read_inside=read_inside
    )
    for each in read_inside(thing):
        yield _place(each, got) if isinstance(each, Capture) and each.doc == thing.name else each


def _place(capture: Capture, got: Fetched) -> Capture:
    """The one capture of a document, under the address that it was fetched from."""
    address = tidy_address(got.address)
    id = ids.capture_id(capture.content, address, address)
    return replace(
        capture, id=id, doc=address, address=address, fetched=got.at, encoding=capture.encoding or got.encoding
    )


def _is_page(got: Fetched) -> bool:
    if got.media_type is not None and got.media_type not in ("application/octet-stream", "text/plain"):
        return got.media_type in PAGES
    return _opens_as_page(got)


def _opens_as_page(got: Fetched) -> bool:
    return got.content[:1_000].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith((b"<!doctype html", b"<html"))


def _capture(got: Fetched, *, address: str | None = None) -> Capture:
    address = address or tidy_address(got.address)
    return Capture(
        id=ids.capture_id(got.content, address, address),
        content=got.content,
        media_type="text/html",
        doc=address,
        address=address,
        fetched=got.at,
        encoding=got.encoding,
    )


def _name(got: Fetched) -> str:
    """A file's name for it, with the ending that its media type has where the address has none."""
    last = PurePosixPath(unquote(urlsplit(got.address).path)).name or "index"
    ending = ENDINGS.get(got.media_type or "", "")
    return last if last.lower().endswith(ending) else last + ending
