"""Web archives: pages with their address and moment, in little memory, whatever lies between them."""

import gzip
import hashlib
import io
import json
import tracemalloc
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import read_inputs

PAGE = b"<!doctype html><p>The council met on Monday.</p>"
PACKED = gzip.compress(PAGE, mtime=0)  # without the moment, so that the cases below have one name in every process


def record(
    number: int,
    body: bytes = PAGE,
    *,
    kind: str = "response",
    head: str = "Content-Type: text/html",
    status: str = "200 OK",
) -> bytes:
    block = f"HTTP/1.1 {status}\r\n{head}\r\n\r\n".encode() + body if kind == "response" else body
    media = "application/http;msgtype=response" if kind == "response" else "text/html"
    about = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://coastline.example/{number}\r\n"
        f"WARC-Date: 2031-03-04T10:00:{number % 60:02d}Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {len(block)}\r\n\r\n"
    )
    return about.encode() + block + b"\r\n\r\n"


def find(path: Path) -> list[Capture | Note]:
    return list(read_inputs([str(path)], stdin=io.BytesIO(), sources={}))


def captures(path: Path) -> list[Capture]:
    found = find(path)
    assert not [f for f in found if isinstance(f, Note)]
    return [f for f in found if isinstance(f, Capture)]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "no-telling-name"])
@pytest.mark.parametrize("is_packed", [True, False])
def test_archive_gives_pages_with_address_and_moment(tmp_path: Path, name: str, is_packed: bool) -> None:
    records = [record(n) for n in range(3)]
    (tmp_path / name).write_bytes(b"".join(gzip.compress(r) if is_packed else r for r in records))
    found = captures(tmp_path / name)
    assert [c.address for c in found] == [f"https://coastline.example/{n}" for n in range(3)]
    assert [c.fetched and c.fetched.isoformat() for c in found][2] == "2031-03-04T10:00:02+00:00"
    assert {c.content for c in found} == {PAGE}


@pytest.mark.parametrize(
    ("head", "body"),
    [
        ("Content-Type: text/html; charset=windows-1251", PAGE),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", PACKED),
        ("Content-Type: text/html\r\nContent-Encoding: gzip", PAGE),  # undone by the crawler, the header left
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)),
        ("Content-Type: text/html\r\nTransfer-Encoding: chunked", PAGE),
    ],
)
def test_bodies_are_unpacked_as_the_server_packed_them(tmp_path: Path, head: str, body: bytes) -> None:
    (tmp_path / "a.warc").write_bytes(record(1, body, head=head))
    (capture,) = captures(tmp_path / "a.warc")
    assert capture.content == PAGE
    assert capture.encoding == ("windows-1251" if "1251" in head else None)


def test_what_is_no_page_is_passed_over(tmp_path: Path) -> None:
    others = [
        record(1, status="404 Not Found"),
        record(2, head="Content-Type: image/png"),
        record(3, kind="metadata"),
        record(4, status="301 Moved", head="Content-Type: text/html\r\nLocation: /5"),
    ]
    (tmp_path / "a.warc").write_bytes(b"".join([*others, record(5), record(6, kind="resource")]))
    assert [c.doc[-1] for c in captures(tmp_path / "a.warc")] == ["5", "6"]


def test_a_large_archive_is_read_in_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "crawl.warc.gz"
    filler = b"<p>" + b"The clerk counted votes. " * 400
    with path.open("wb") as file:
        for number in range(3_000):
            file.write(gzip.compress(record(number, PAGE + b"%d" % number + filler), 1))
    tracemalloc.start()
    try:
        count = sum(1 for _ in read_inputs([str(path)], stdin=io.BytesIO(), sources={}))
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert count == 3_000
    assert peak < 8 << 20  # of 30 MB of pages


def wacz(pages: list[int], *, spoil: bool = False) -> bytes:
    archive = b"".join(gzip.compress(record(n)) for n in range(4))
    listed = "\n".join(
        ['{"format": "json-pages-1.0", "id": "pages"}']
        + [json.dumps({"url": f"https://coastline.example/{n}", "title": "x"}) for n in pages]
    )
    stated = hashlib.sha256(b"other" if spoil else archive).hexdigest()
    package = {"resources": [{"path": "archive/data.warc.gz", "hash": f"sha256:{stated}"}]}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        file.writestr("archive/data.warc.gz", archive)
        file.writestr("pages/pages.jsonl", listed)
        file.writestr("datapackage.json", json.dumps(package))
    return out.getvalue()


@pytest.mark.parametrize(("pages", "expected"), [([1, 3], "13"), ([], "0123")])
def test_wacz_gives_the_pages_that_it_lists(tmp_path: Path, pages: list[int], expected: str) -> None:
    (tmp_path / "a.wacz").write_bytes(wacz(pages))
    assert "".join(c.doc[-1] for c in captures(tmp_path / "a.wacz")) == expected


def test_wacz_that_was_changed_is_noted_and_read(tmp_path: Path) -> None:
    (tmp_path / "a.wacz").write_bytes(wacz([1], spoil=True))
    note, capture = find(tmp_path / "a.wacz")
    assert isinstance(note, Note)
    assert isinstance(capture, Capture)
    assert note.kind == "hash-differs"


def test_record_larger_than_memory_is_left(tmp_path: Path) -> None:
    def parts() -> Iterator[bytes]:
        yield gzip.compress(record(1))
        yield gzip.compress(record(2, b"x" * (65 << 20)), 1)
        yield gzip.compress(record(3))

    (tmp_path / "a.warc.gz").write_bytes(b"".join(parts()))
    found = find(tmp_path / "a.warc.gz")
    assert [f.doc[-1] if isinstance(f, Capture) else f.kind for f in found] == ["1", "too-large", "3"]
