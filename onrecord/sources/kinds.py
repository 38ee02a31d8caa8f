"""The two tables: which reader takes which kind of file, and which opens which kind of address.

A new way in is one reader in a module of its own and one row here.
"""

from collections.abc import Iterator

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.feedlooks import looks_like_feed
from onrecord.sources.jsonl import read_rows
from onrecord.sources.objects import read_json
from onrecord.sources.pages import read_page
from onrecord.sources.thing import Kind, Reader, ReadOptions, Scheme, Thing

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _refuse_offline(given: str, options: ReadOptions) -> None:
    if options.fetcher is None:
        raise InputError(
            f"'{given}' was not fetched: the network is off.",
            where=given,
            help="Say --online, or set network.allow = true; or save the page and add the file.",
        )


def _refuse_scheme(given: str, options: ReadOptions) -> None:
    raise InputError(
        f"'{given}' was not fetched: only https and http are.",
        where=given,
        help="Save what is there and add the file.",
    )


def _read_address(given: str, options: ReadOptions, read_inside: Reader) -> Iterator[Capture | Note]:
    # What the network needs takes longer to load than a short command takes in all.
    from onrecord.sources.fetching import read_address

    return read_address(given, options, read_inside)


def _read_feed(thing: Thing) -> Iterator[Capture | Note]:
    # The feed parser and what the network needs take long to load.
    from onrecord.sources.feedfiles import read_feed_file

    return read_feed_file(thing)


def _read_list(thing: Thing) -> Iterator[Capture | Note]:
    # As above.
    from onrecord.sources.feedfiles import read_list_file

    return read_list_file(thing)


def _looks_like_list(head: bytes) -> bool:
    return b"<opml" in head.lower()


def _read_table(thing: Thing) -> Iterator[Capture | Note]:
    # Only tables need it.
    from onrecord.sources.tables import read_table

    return read_table(thing)


def _read_warc(thing: Thing) -> Iterator[Capture | Note]:
    # It brings in fastwarc.
    from onrecord.sources.webarchive import read_warc

    return read_warc(thing)


def _read_zip(thing: Thing) -> Iterator[Capture | Note]:
    # As above, for the web archives that are ZIP files.
    from onrecord.sources.archives import read_zip

    return read_zip(thing)


KINDS: tuple[Kind, ...] = (
    Kind(name="text", endings=(".txt", ".text"), read=read_page("text/plain")),
    Kind(name="Markdown", endings=(".md", ".markdown"), read=read_page("text/markdown")),
    Kind(name="page", endings=(".html", ".htm", ".xhtml"), read=read_page("text/html")),
    Kind(name="PDF", endings=(".pdf",), read=read_page("application/pdf"), signatures=(b"%PDF-",)),
    Kind(name="Word document", endings=(".docx",), read=read_page(WORD), signatures=(b"PK\x03\x04",)),
    Kind(name="mail", endings=(".eml",), read=read_page("message/rfc822")),
    Kind(name="JSON lines", endings=(".jsonl", ".ndjson"), read=read_rows),
    Kind(name="list of feeds", endings=(".opml", ".xml"), read=_read_list, looks=_looks_like_list),
    Kind(name="feed", endings=(".rss", ".atom", ".rdf", ".xml", ".json"), read=_read_feed, looks=looks_like_feed),
    Kind(name="JSON", endings=(".json", ".jsonld"), read=read_json),
    Kind(name="table", endings=(".csv", ".tsv"), read=_read_table),
    Kind(name="web archive", endings=(".warc", ".warc.gz"), read=_read_warc, signatures=(b"WARC/1.",)),
    Kind(name="ZIP file", endings=(".zip", ".wacz"), read=_read_zip, signatures=(b"PK\x03\x04", b"PK\x05\x06")),
)

OPENINGS: tuple[tuple[tuple[bytes, ...], str], ...] = (  # how a thing without a telling name begins, and its kind
    ((b"<!doctype html", b"<html", b"<head", b"<body"), "page"),
    ((b"{",), "JSON lines"),
    ((b"[",), "JSON"),
)

SCHEMES: tuple[Scheme, ...] = (
    *(Scheme(prefix=p, read=_read_address, check=_refuse_offline) for p in ("https://", "http://", "feed://")),
    Scheme(prefix="ftp://", read=_read_address, check=_refuse_scheme),
)
