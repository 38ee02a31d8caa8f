"""WACZ: a ZIP file of web archives with a list of the pages that were captured on purpose.

https://specs.webrecorder.net/wacz/1.1.1/
"""

import hashlib
import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, BinaryIO, cast

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.lines import list_lines
from onrecord.sources.thing import Thing
from onrecord.sources.webarchive import read_warc

PACKAGE = "datapackage.json"
LISTS = ("pages/pages.jsonl", "pages/extraPages.jsonl")
ARCHIVES = (".warc", ".warc.gz")
STEP = 1 << 20


def read_wacz(thing: Thing, archive: zipfile.ZipFile) -> Iterator[Capture | Note]:
    """A Capture for each page that the list names, of all pages where there is no list; by archive, then in its order.

    A part whose hash is not the one that the package states gives a Note and is read all the same.
    """
    names = archive.namelist()
    yield from _check_hashes(thing, archive)
    wanted = frozenset(address for name in LISTS if name in names for address in _list_pages(thing, archive, name))
    for name in sorted(n for n in names if n.startswith("archive/") and n.lower().endswith(ARCHIVES)):
        with archive.open(name) as stream:
            inner = replace(thing, stream=cast("BinaryIO", stream), where=f"{thing.where}/{name}")
            yield from read_warc(inner, wanted=wanted or None)


def _list_pages(thing: Thing, archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    with archive.open(name) as stream:
        for _, line in list_lines(cast("BinaryIO", stream), most=thing.options.limits.line):
            row = _parse(line or b"")
            address = row.get("url") if isinstance(row, dict) else None
            if isinstance(address, str) and address:
                yield address.partition("#")[0]
                yield address


def _check_hashes(thing: Thing, archive: zipfile.ZipFile) -> Iterator[Note]:
    with archive.open(PACKAGE) as stream:
        package = _parse(stream.read(thing.options.limits.thing))
    parts = package.get("resources") if isinstance(package, dict) else None
    for part in parts if isinstance(parts, list) else []:
        path, stated = (part.get("path"), part.get("hash")) if isinstance(part, dict) else (None, None)
        if not isinstance(path, str) or not isinstance(stated, str) or not stated.startswith("sha256:"):
            continue
        where = f"{thing.where}/{path}"
        if path not in archive.namelist():
            message = f"{where} is missing, though the package lists it. Fetch the archive again."
            yield Note(kind="missing", message=message, where=where)
        elif _sha256(archive, path) != stated.removeprefix("sha256:").lower():
            message = f"{where} is not as it was packed: its hash differs from the package's. Fetch the archive again."
            yield Note(kind="hash-differs", message=message, where=where)


def _sha256(archive: zipfile.ZipFile, path: str) -> str:
    digest = hashlib.sha256()
    with archive.open(path) as stream:
        while part := stream.read(STEP):
            digest.update(part)
    return digest.hexdigest()


def _parse(content: bytes) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None
