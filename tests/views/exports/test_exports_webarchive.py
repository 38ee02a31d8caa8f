"""WACZ: the very bytes of the cited captures, where its indexes say they are."""

import dataclasses
import datetime as dt
import gzip
import hashlib
import io
import json
import zipfile

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord.records.casebook import Casebook
from onrecord.views.exports.formats import FORMATS
from onrecord.views.exports.order import Held, Order
from onrecord.views.exports.webarchive import sort_key, write

AT = dt.datetime(2031, 3, 4, 6, 0, tzinfo=dt.UTC)
BLOB = bytes(range(256)) * 300


@pytest.fixture
def held(casebook: Casebook) -> dict[str, Held]:
    """A capture for each report and one that nothing cites; one is no text at all, one came as a file."""
    made = {}
    for report in (*casebook.reports, *casebook.earlier):
        content = BLOB if report.doc == "r6" else f"<html><p>{report.text}</p></html>\r\n\r\n".encode()
        made[report.capture] = Held(
            id=report.capture,
            content=content,
            media_type="text/html",
            doc=report.doc,
            address=None if report.doc == "r7" else report.address,
            at=AT,
            sha256=hashlib.sha256(content).hexdigest(),
        )
    return made | {"cx": dataclasses.replace(made["cr1"], id="cx")}


@pytest.fixture
def archive(order: Order, held: dict[str, Held]) -> zipfile.ZipFile:
    made = b"".join(write(dataclasses.replace(order, hold=held.get)))
    assert order.tally.missing(FORMATS["wacz"].whole) == []
    return zipfile.ZipFile(io.BytesIO(made))


def _warc(archive: zipfile.ZipFile) -> bytes:
    return archive.read("archive/data.warc.gz")


def test_wacz_holds_the_cited_captures_byte_for_byte_and_only_they(
    archive: zipfile.ZipFile, held: dict[str, Held]
) -> None:
    read = {}
    for record in ArchiveIterator(io.BytesIO(_warc(archive)), parse_http=False, record_types=WarcRecordType.resource):
        assert record.verify_block_digest()
        assert record.record_date == AT
        content = record.reader.read()
        assert record.headers["Content-Type"] == "text/html"
        read[record.headers["WARC-Target-URI"]] = content
    cited = {f"urn:onrecord:{h.id}/{h.doc}" if h.address is None else h.address: h for h in held.values()}
    kinds = [r.record_type for r in ArchiveIterator(io.BytesIO(_warc(archive)), parse_http=False)]
    assert kinds[0] == WarcRecordType.warcinfo
    assert len(kinds) == 1 + len(held) - 1  # both versions of r5 are cited: an edit is told
    assert set(read) == set(cited)
    assert read["https://larkspur.example/r6"] == BLOB


def test_wacz_index_leads_to_each_record(archive: zipfile.ZipFile, held: dict[str, Held]) -> None:
    lines = archive.read("indexes/index.cdxj").decode().splitlines()
    assert lines == sorted(lines)
    assert len(lines) == len(held) - 1
    warc = _warc(archive)
    for line in lines:
        key, moment, told = line.split(" ", 2)
        told = json.loads(told)
        record = gzip.decompress(warc[int(told["offset"]) : int(told["offset"]) + int(told["length"])])
        assert record.startswith(b"WARC/1.1\r\nWARC-Type: resource\r\n")
        assert f"WARC-Target-URI: {told['url']}\r\n".encode() in record
        assert (
            told["digest"].removeprefix("sha256:") == hashlib.sha256(record.split(b"\r\n\r\n", 1)[1][:-4]).hexdigest()
        )
        assert moment == "20310304060000"
        assert key == sort_key(told["url"])


def test_wacz_is_packed_as_the_standard_asks(archive: zipfile.ZipFile) -> None:
    assert archive.testzip() is None
    package = json.loads(archive.read("datapackage.json"))
    assert (package["profile"], package["wacz_version"]) == ("data-package", "1.1.1")
    listed = {r["path"] for r in package["resources"]}
    assert listed == set(archive.namelist()) - {"datapackage.json", "datapackage-digest.json"}
    for resource in package["resources"]:
        data = archive.read(resource["path"])
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    digest = json.loads(archive.read("datapackage-digest.json"))
    assert digest["hash"] == f"sha256:{hashlib.sha256(archive.read('datapackage.json')).hexdigest()}"
    assert archive.getinfo("archive/data.warc.gz").compress_type == zipfile.ZIP_STORED
    head, *pages = [json.loads(line) for line in archive.read("pages/pages.jsonl").decode().splitlines()]
    assert head["format"] == "json-pages-1.0"
    assert all(page["url"] and page["ts"] for page in pages)


def test_wacz_is_the_same_for_the_same_captures(order: Order, held: dict[str, Held]) -> None:
    once, again = (b"".join(write(dataclasses.replace(order, hold=held.get))) for _ in range(2))
    assert _warc(zipfile.ZipFile(io.BytesIO(once))) == _warc(zipfile.ZipFile(io.BytesIO(again)))


def test_wacz_hands_on_one_capture_at_a_time(order: Order, held: dict[str, Held]) -> None:
    parts = [len(part) for part in write(dataclasses.replace(order, hold=held.get))]
    assert len(parts) >= len(held) - 1


def test_a_capture_that_may_not_be_shown_is_counted(order: Order, held: dict[str, Held]) -> None:
    b"".join(write(dataclasses.replace(order, hold=lambda id: None if id == "cr3" else held[id])))
    assert order.tally.redacted["capture"] == 1
    assert order.tally.missing(["capture"]) == []


@pytest.mark.parametrize(
    ("uri", "key"),
    [
        ("https://www.coastline.example/2031/Talvi?b=2&a=1", "example,coastline)/2031/talvi?a=1&b=2"),
        ("http://a.b.example:8080/", "example,b,a:8080)/"),
        ("https://a.example", "example,a)/"),
        ("https://a.example/x/", "example,a)/x"),
        ("urn:onrecord:c1/Page.html", "urn:onrecord:c1/page.html"),
    ],
)
def test_addresses_are_turned_for_sorting(uri: str, key: str) -> None:
    assert sort_key(uri) == key
