"""The captures that the account cites, and only they, as a WACZ 1.1.1 file that ReplayWeb.page and others open.

Each capture is a WARC `resource` record with the very bytes that came in: onrecord keeps no HTTP headers, so it makes
none up.  The archive is written from front to back, one capture in memory at a time.
"""

import gzip
import hashlib
import json
import uuid
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.parse import quote, urlsplit

from onrecord.records import wire
from onrecord.records.report import Report
from onrecord.views.changes import list_changes
from onrecord.views.exports.citing import title_of
from onrecord.views.exports.documents import as_json
from onrecord.views.exports.order import LICENCE, Held, Order
from onrecord.views.exports.spool import Spool

EPOCH = (1980, 1, 1, 0, 0, 0)  # the same captures give the same archive, byte for byte
WARC = "archive/data.warc.gz"
INDEX = "indexes/index.cdxj"
PAGES = "pages/pages.jsonl"
PACKAGE = "datapackage.json"
TOLD = "onrecord/manifest.json"
CHUNK = 1 << 16
NAMESPACE = uuid.UUID("9f0d8a1e-6c9b-5d0e-9a51-0d6f6e7265c0")  # for record ids made from content


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """Where a record lies in the WARC file."""

    held: Held
    uri: str
    offset: int
    length: int


def write(order: Order) -> Iterator[bytes]:
    """The bytes of the archive."""
    spool = Spool()
    resources: list[wire.Json] = []
    stored: list[Stored] = []
    reports = list_cited(order)
    order.tally.expect("capture", len(reports))
    with zipfile.ZipFile(spool, "w") as archive:
        with _entry(archive, WARC, zipfile.ZIP_STORED, resources) as put:
            yield from _write_warc(order, reports, put, stored, spool)
        lines = sorted(_index_line(each) for each in stored)
        _whole(archive, INDEX, "".join(lines), resources)
        _whole(archive, PAGES, "".join(_page_lines(order, reports, stored)), resources)
        _whole(archive, TOLD, as_json({"made_by": order.made_by, **order.tally.counts()}) + "\n", resources)
        package = json.dumps(_package(order, resources), ensure_ascii=False, indent=2) + "\n"
        _whole(archive, PACKAGE, package, [])
        digest = {"path": PACKAGE, "hash": f"sha256:{hashlib.sha256(_encoded(package)).hexdigest()}"}
        _whole(archive, "datapackage-digest.json", as_json(digest) + "\n", [])
    yield spool.take()


def list_cited(order: Order) -> dict[str, Report]:
    """A report of each capture that the account rests on: those with findings, and versions whose edits are told."""
    found = {f.report for f in order.book.findings if f.statements or f.figures or f.events}
    edited = {c.report for change in list_changes(order.book).changes for c in change.line.cites}
    reports = (*order.book.earlier, *order.book.reports)
    return {r.capture: r for r in reports if r.id in found or r.id in edited}


class _Put:
    """A file of the archive being written: counts and hashes what goes in."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self.size = 0
        self.sha256 = hashlib.sha256()

    def __call__(self, data: bytes) -> None:
        self._file.write(data)
        self.size += len(data)
        self.sha256.update(data)


@contextmanager
def _entry(archive: zipfile.ZipFile, path: str, how: int, resources: list[wire.Json]) -> Iterator[_Put]:
    entry = zipfile.ZipInfo(path, EPOCH)
    entry.compress_type = how
    with archive.open(entry, "w", force_zip64=True) as file:
        put = _Put(file)
        yield put
    resources.append(
        {
            "name": path.rpartition("/")[2],
            "path": path,
            "hash": f"sha256:{put.sha256.hexdigest()}",
            "bytes": put.size,
        }
    )


def _whole(archive: zipfile.ZipFile, path: str, text: str, resources: list[wire.Json]) -> None:
    with _entry(archive, path, zipfile.ZIP_DEFLATED, resources) as put:
        put(_encoded(text))


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "backslashreplace")


def _write_warc(
    order: Order, reports: dict[str, Report], put: _Put, stored: list[Stored], spool: Spool
) -> Iterator[bytes]:
    moment = wire.encode_time(order.moment().replace(microsecond=0))
    info = f"software: {order.made_by}\r\nformat: WARC File Format 1.1\r\ndescription: captures cited\r\n".encode()
    put(_record("warcinfo", moment, info, {"Content-Type": "application/warc-fields", "WARC-Filename": "data.warc.gz"}))
    left_out = 0
    for id in reports:
        held = order.hold(id)
        if held is None:
            left_out += 1
            continue
        uri, start = _uri(held), put.size
        at = wire.encode_time(held.at.replace(microsecond=0))
        put(_record("resource", at, held.content, {"Content-Type": held.media_type, "WARC-Target-URI": uri}))
        stored.append(Stored(held=held, uri=uri, offset=start, length=put.size - start))
        order.tally.written["capture"] += 1
        yield spool.take()
    if left_out:
        order.tally.redacted["capture"] = left_out


def _record(kind: str, at: str, block: bytes, headers: dict[str, str]) -> bytes:
    """A WARC 1.1 record as a gzip member of its own, so that it can be read by its offset."""
    digest = f"sha256:{hashlib.sha256(block).hexdigest()}"
    named = uuid.uuid5(NAMESPACE, f"{kind} {at} {digest} {headers.get('WARC-Target-URI', '')}")
    fields = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:uuid:{named}>",
        "WARC-Date": at,
        **headers,
        "WARC-Block-Digest": digest,
        **({"WARC-Payload-Digest": digest} if kind == "resource" else {}),
        "Content-Length": str(len(block)),
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return gzip.compress(f"WARC/1.1\r\n{head}\r\n".encode() + block + b"\r\n\r\n", mtime=0)


def _uri(held: Held) -> str:
    """The address it was fetched from; what was handed in as a file has a name of ours."""
    address = held.address or ""
    if address.startswith(("http://", "https://")):
        return quote(address, safe=":/?#[]@!$&'()*+,;=%~-._")
    return f"urn:onrecord:{held.id}/{quote(held.doc, safe='')}"


def _index_line(stored: Stored) -> str:
    """A line of CDXJ: the address turned for sorting, the moment, and where the record lies."""
    held = stored.held
    told = {
        "url": stored.uri,
        "mime": held.media_type,
        "status": "200",
        "digest": f"sha256:{held.sha256}",
        "length": str(stored.length),
        "offset": str(stored.offset),
        "filename": "data.warc.gz",
    }
    return f"{sort_key(stored.uri)} {held.at:%Y%m%d%H%M%S} {as_json(told)}\n"


def sort_key(uri: str) -> str:
    """The address with its host turned around (SURT), as web archives sort: com,example)/page?a=1."""
    parts = urlsplit(uri)
    if not parts.hostname:
        return uri.lower()
    host = ",".join(reversed(parts.hostname.removeprefix("www.").split(".")))
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    query = "?" + "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    path = parts.path if parts.path == "/" else parts.path.rstrip("/")
    return f"{host}{port}){path or '/'}{query}".lower()


def _page_lines(order: Order, reports: dict[str, Report], stored: list[Stored]) -> Iterator[str]:
    yield as_json({"format": "json-pages-1.0", "id": "pages", "title": order.title}) + "\n"
    for each in stored:
        report = reports[each.held.id]
        page = {"id": each.held.id, "url": each.uri, "ts": wire.encode_time(each.held.at), "title": title_of(report)}
        yield as_json({**page, "size": len(each.held.content)}) + "\n"


def _package(order: Order, resources: list[wire.Json]) -> wire.Json:
    return {
        "profile": "data-package",
        "wacz_version": "1.1.1",
        "title": order.title,
        "description": f"The captures that an account made by {order.made_by} cites, byte for byte. {LICENCE}",
        "software": order.made_by,
        "created": wire.encode_time(order.moment()),
        "resources": resources,
    }
