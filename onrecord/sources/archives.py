"""Files inside a ZIP file, each read as if it lay in a folder; a document or web archive that is a ZIP file itself."""

import contextlib
import io
import re
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import replace
from typing import IO, BinaryIO, cast

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.packed import check_growth
from onrecord.sources.pages import read_page
from onrecord.sources.thing import LeftOut, Thing
from onrecord.sources.wacz import read_wacz

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
DAMAGED = (  # what the library raises for a broken directory or member
    zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, struct.error, IndexError
)  # fmt: skip
ENCRYPTED = 0x1
STEP = 1 << 20
PARTS = re.compile(r"[\\/:]+")


def read_zip(thing: Thing) -> Iterator[Capture | Note]:
    """Captures of all files inside that are of known kinds, by name; hidden ones are passed over."""
    limits = thing.options.limits
    if thing.depth >= limits.depth:
        message = f"{thing.where} was not read: it lies in more than {limits.depth} archives."
        raise LeftOut("packed-too-deep", message, where=thing.where, help="Unpack it first.")
    with _seekable(thing) as stream, _open(stream) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            stream.seek(0)
            yield from read_page(WORD)(replace(thing, stream=stream))
        elif "datapackage.json" in names and any(n.startswith("archive/") for n in names):
            yield from read_wacz(thing, archive)
        else:
            yield from _read_members(thing, archive, packed=stream.seek(0, io.SEEK_END))


def _open(stream: BinaryIO) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(cast("IO[bytes]", stream))
    except (*DAMAGED, OverflowError) as error:
        raise zipfile.BadZipFile(str(error)) from error


def _seekable(thing: Thing) -> contextlib.AbstractContextManager[BinaryIO]:
    """The thing's bytes as a stream that can seek: its own, else a copy in a temporary file."""
    if thing.stream.seekable():
        return contextlib.nullcontext(thing.stream)
    copy = tempfile.TemporaryFile()  # noqa: SIM115 - its context is the caller's
    while part := thing.stream.read(STEP):
        copy.write(part)
    copy.seek(0)
    return cast("contextlib.AbstractContextManager[BinaryIO]", copy)


def _read_members(thing: Thing, archive: zipfile.ZipFile, *, packed: int) -> Iterator[Capture | Note]:
    members = archive.infolist()
    if len(members) > thing.options.limits.members:
        message = f"{thing.where} was not read: it holds more than {thing.options.limits.members} files."
        raise LeftOut("bomb", message, where=thing.where, help="Unpack it yourself and add what you need of it.")
    check_growth(thing, packed=packed, unpacked=sum(m.file_size for m in members))
    is_empty = True
    for member in sorted(members, key=lambda m: m.filename):
        if member.filename.endswith("/") or _is_hidden(member.filename):
            continue
        for found in _read_member(thing, archive, member):
            is_empty = False
            yield found
    if is_empty:
        message = f"{thing.where} holds no files that are read."
        raise LeftOut("empty-archive", message, where=thing.where, help="Look into it with `unzip -l`.")


def _read_member(thing: Thing, archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[Capture | Note]:
    where = f"{thing.where}/{member.filename}"
    if member.flag_bits & ENCRYPTED:
        message = f"{where} was not read: it is locked by a password. Unpack it and add the files."
        yield Note(kind="locked", message=message, where=where)
        return
    try:
        with archive.open(member) as stream:
            inner = replace(
                thing, stream=cast("BinaryIO", stream), name=clean_name(member.filename), where=where,
                depth=thing.depth + 1,
            )  # fmt: skip
            for found in thing.read_inside(inner):
                if not (isinstance(found, Note) and found.kind == "unknown-kind"):  # passed over, as in a folder
                    yield found
    except (*DAMAGED, OSError) as error:
        message = f"{where} is damaged ({error or type(error).__name__}). Fetch or copy the archive again."
        yield Note(kind="damaged", message=message, where=where)


def clean_name(name: str) -> str:
    """A file's name in an archive without what would lead out of a folder: "../", drives, leading slashes."""
    kept = [part for part in PARTS.split(name) if part not in ("", ".", "..")]
    return "/".join(kept) or "unnamed"


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part not in (".", "..") for part in PARTS.split(name))
