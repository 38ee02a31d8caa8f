"""The two tables: which reader takes which kind of file, and which opens which kind of address.

A new way in is one reader in a module of its own and one row here.
"""

from onrecord.errors import InputError
from onrecord.sources.jsonl import read_rows
from onrecord.sources.pages import read_page
from onrecord.sources.thing import Kind, ReadOptions, Scheme


def _refuse_feed(given: str, options: ReadOptions) -> None:
    raise InputError(
        f"'{given}' was not followed: feeds need the network, which is off, and onrecord does not fetch yet.",
        where=given,
        help="Save its pages and add the files.",
    )


def _refuse_address(given: str, options: ReadOptions) -> None:
    raise InputError(
        f"'{given}' was not fetched: the network is off, and onrecord does not fetch yet.",
        where=given,
        help="Save the page and add the file.",
    )


def _refuse_archive(given: str, options: ReadOptions) -> None:
    raise InputError(
        f"'{given}' was not read: onrecord reads no web archives yet.",
        where=given,
        help="Take the pages out of it and add them as .html files.",
    )


KINDS: tuple[Kind, ...] = (
    Kind(name="text", endings=(".txt", ".text"), read=read_page("text/plain")),
    Kind(name="Markdown", endings=(".md", ".markdown"), read=read_page("text/plain")),
    Kind(name="page", endings=(".html", ".htm", ".xhtml"), read=read_page("text/html")),
    Kind(name="JSON lines", endings=(".jsonl", ".ndjson"), read=read_rows),
    Kind(
        name="feed",
        endings=(".opml", ".rss", ".atom", ".xml"),
        read=read_page("text/html"),
        check=_refuse_feed,
        is_listed=False,
    ),
    Kind(
        name="web archive",
        endings=(".warc", ".warc.gz", ".wacz"),
        read=read_page("text/html"),
        check=_refuse_archive,
        is_listed=False,
    ),
)

SCHEMES: tuple[Scheme, ...] = tuple(
    Scheme(prefix=prefix, read=lambda given, options: iter(()), check=_refuse_address)
    for prefix in ("http://", "https://", "feed://", "ftp://")
)
