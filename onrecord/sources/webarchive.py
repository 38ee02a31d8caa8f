"""Web archives: WARC 1.0 and 1.1, packed record by record or not, one record at a time in memory.

Responses that brought a page or document, and resources, become captures with the address and moment of each.  What a
page is made of beside its text (pictures, scripts) is passed over, and so are redirects, errors and revisits.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from fastwarc.stream_io import BrotliReader, ChunkedReader, GzipReader, ZstdReader
from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.thing import MIB, LeftOut, Thing
from onrecord.sources.told import Told

WANTED = WarcRecordType.response | WarcRecordType.resource
PAGES = ("text/html", "application/xhtml+xml")
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
MEDIA_TYPES = frozenset((*PAGES, "text/plain", "text/markdown", "application/pdf", "message/rfc822", WORD))
NOT_NEWS = re.compile(r"/(?:robots|ads|app-ads|humans|llms|security)\.txt$", re.I)  # for machines, on every site
START = re.compile(rb"\x1f\x8b\x08|WARC/1\.")  # of a record, packed or not
TRIES = 10_000  # places at which reading is taken up again after damage, in one archive
OK = 200
READERS: Mapping[str, Callable[[Any], Any]] = {
    "gzip": GzipReader,
    "x-gzip": GzipReader,
    "deflate": lambda stream: GzipReader(stream, zlib=True),
    "br": BrotliReader,
    "zstd": ZstdReader,
}


def read_warc(thing: Thing, *, wanted: frozenset[str] | None = None) -> Iterator[Capture | Note]:
    """A Capture for each page of the archive, in its order; a damaged stretch gives a Note and is passed over.

    `wanted` are the addresses that are taken; None: all.
    """
    is_empty = True
    for found in _read_archive(thing, wanted):
        is_empty = False
        yield found
    if is_empty:
        message = f"{thing.where} holds no pages."
        raise LeftOut("no-pages", message, where=thing.where, help="Look into it with `fastwarc` or ReplayWeb.page.")


def _read_archive(thing: Thing, wanted: frozenset[str] | None) -> Iterator[Capture | Note]:
    stream = Told(thing.stream)
    for attempt in range(TRIES):
        last: int | None = None
        try:
            for record in ArchiveIterator(stream, record_types=WANTED, parse_http=True, auto_decode="none"):
                last = record.stream_pos
                yield from _read_record(record, thing, wanted)
        except OSError as error:
            if attempt == 0 or last is not None:
                message = (
                    f"{thing.where} is damaged after byte {stream.base + (last or 0)} ({error}); the records after the "
                    "damage were read where they could be found. Fetch it again."
                )
                yield Note(kind="damaged", message=message, where=thing.where)
        else:
            return
        if not stream.restart(stream.base + (last or 0) + 1, START):
            return


def _read_record(record: WarcRecord, thing: Thing, wanted: frozenset[str] | None) -> Iterator[Capture | Note]:
    address = (record.headers.get("WARC-Target-URI") or "").strip("<> ")
    if not _is_page(address) or (wanted is not None and address not in wanted):
        return
    limits = thing.options.limits
    if record.content_length > limits.thing * limits.ratio:
        message = f"{thing.where} was left at {address[:200]}: {record.content_length // MIB} MB are no page."
        raise LeftOut("bomb", message, where=thing.where, help="Cut the record out, or add the pages you need of it.")
    is_response = record.record_type == WarcRecordType.response
    if is_response and (record.http_headers is None or record.http_headers.status_code is None):
        message = f"{address[:200]} in {thing.where} is damaged or cut off: its head is not whole. Fetch it again."
        yield Note(kind="damaged", message=message, where=address)
        return
    media_type = _media_type(record, is_response=is_response)
    if media_type not in MEDIA_TYPES or (is_response and record.http_headers.status_code != OK):
        return
    yield from _read_body(record, address, media_type, thing)


def _is_page(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and not NOT_NEWS.search(parts.path)


def _media_type(record: WarcRecord, *, is_response: bool) -> str:
    given = record.http_content_type if is_response else record.headers.get("Content-Type")
    return (given or "text/html").split(";")[0].strip().lower()


def _read_body(record: WarcRecord, address: str, media_type: str, thing: Thing) -> Iterator[Capture | Note]:
    most = thing.options.limits.thing
    whole = record.content_length
    packed = record.reader.read(most + 1)
    content, fault = _decode(packed, record, most)
    if len(packed) > most or len(content) > most:
        message = f"{address[:200]} in {thing.where} was not read: it is larger than {most // MIB} MB."
        yield Note(kind="too-large", message=message, where=address)
        return
    if len(packed) < whole:
        fault = "it ends too early"
    if content:
        yield Capture(
            id=ids.capture_id(content, address, address),
            content=content,
            media_type=media_type,
            doc=address,
            address=address,
            fetched=record.record_date,
            encoding=record.http_charset,
        )
    if fault is not None:
        message = f"{address[:200]} in {thing.where} is damaged ({fault}); what could be read was. Fetch it again."
        yield Note(kind="damaged", message=message, where=address)


def _decode(packed: bytes, record: WarcRecord, most: int) -> tuple[bytes, str | None]:
    """The body without the packings that the server put round it, and what is wrong with it; never more than asked."""
    content, fault = packed, None
    if record.http_headers is None:
        return content, None
    transfer = (record.http_headers.get("Transfer-Encoding") or "").lower()
    if "chunked" in transfer and re.match(rb"[0-9a-fA-F]{1,8}[ ;\r\n]", packed):  # many crawlers have undone it
        content, fault = _drain(ChunkedReader(io.BytesIO(content)), most)
    names = (record.http_headers.get("Content-Encoding") or "").lower().split(",")
    for name in reversed([n.strip() for n in names if n.strip() not in ("", "identity")]):
        if name not in READERS:
            return b"", f"it is packed as '{name[:40]}'"
        if name in ("gzip", "x-gzip") and not content.startswith(b"\x1f\x8b"):  # undone by the crawler
            continue
        unpacked, wrong = _drain(READERS[name](io.BytesIO(content)), most)
        fault = fault or (wrong if not unpacked or wrong else None)
        content = unpacked
    return content, fault


def _drain(reader: Any, most: int) -> tuple[bytes, str | None]:
    """What the reader gives, and why it stopped too early; no more than one byte above the limit."""
    parts: list[bytes] = []
    size = 0
    try:
        while size <= most and (part := reader.read(min(1 << 16, most + 1 - size))):
            parts.append(part)
            size += len(part)
    except OSError as error:
        return b"".join(parts), str(error)
    return b"".join(parts), None
