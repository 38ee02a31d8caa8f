"""Compressed things as streams of what was packed, with an end to how far they may grow."""

import bz2
import gzip
import io
import lzma
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import IO, Any, BinaryIO

from onrecord.sources.thing import MIB, LeftOut, Thing
from onrecord.sources.told import Told

ENDINGS = (".gz", ".bz2", ".xz", ".zst")
SIGNATURES: Mapping[bytes, str] = {
    b"\x1f\x8b": "gz",
    b"BZh": "bz2",
    b"\xfd7zXZ\x00": "xz",
    b"\x28\xb5\x2f\xfd": "zst",
}
Peekable = io.BufferedReader


def strip_packing(name: str) -> str:
    """The name without the ending that says how a thing was packed."""
    return next((name[: -len(e)] for e in ENDINGS if name.lower().endswith(e)), name)


def peekable(stream: BinaryIO) -> Peekable:
    """The stream with a look ahead."""
    return stream if isinstance(stream, io.BufferedReader) else io.BufferedReader(_Counted(stream), 1 << 16)


def unpack(thing: Thing, head: bytes) -> Thing | None:
    """What is packed in a thing, or None where its first bytes are not packed ones.

    Raises LeftOut where it was packed too many times.
    """
    packing = next((name for magic, name in SIGNATURES.items() if head.startswith(magic)), None)
    if packing is None:
        return None
    if thing.depth >= thing.options.limits.depth:
        message = f"{thing.where} was not read: it is packed more than {thing.options.limits.depth} times."
        raise LeftOut("packed-too-deep", message, where=thing.where, help="Unpack it first.")
    counted = _Counted(thing.stream)
    stream = _Bounded(OPENERS[packing](counted), packed=counted, thing=thing)
    return replace(
        thing, stream=io.BufferedReader(stream, 1 << 16), name=strip_packing(thing.name), depth=thing.depth + 1
    )


def _open_zst(stream: BinaryIO) -> Any:
    # Only such files need it; Python itself knows Zstandard from 3.14 on.
    from fastwarc.stream_io import ZstdReader

    return ZstdReader(Told(stream))


OPENERS: Mapping[str, Callable[[Any], Any]] = {
    "gz": lambda stream: gzip.GzipFile(fileobj=stream),
    "bz2": bz2.BZ2File,
    "xz": lzma.LZMAFile,
    "zst": _open_zst,
}


class _Counted(io.RawIOBase):
    """A stream that knows how much was read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._stream.read(len(buffer))
        buffer[: len(part)] = part
        self.count += len(part)
        return len(part)


class _Bounded(io.RawIOBase):
    """What is unpacked, until it has grown beyond all reason."""

    def __init__(self, stream: IO[bytes], *, packed: _Counted, thing: Thing) -> None:
        self._read = getattr(stream, "read1", stream.read)
        self._packed = packed
        self._thing = thing
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part = self._read(len(buffer))  # what there is: a read that insists on all loses what comes before a cut
        buffer[: len(part)] = part
        self._count += len(part)
        check_growth(self._thing, packed=self._packed.count, unpacked=self._count)
        return len(part)


def check_growth(thing: Thing, *, packed: int, unpacked: int) -> None:
    """Raise LeftOut where what was packed has grown as no text does."""
    limits = thing.options.limits
    if unpacked > limits.thing and unpacked > limits.ratio * packed:
        message = (
            f"{thing.where} was left at {unpacked // MIB} MB: it unpacks to more than {limits.ratio} times its size, "
            "as no text does."
        )
        cure = "If you trust it, unpack it yourself and add what you need of it."
        raise LeftOut("bomb", message, where=thing.where, help=cure)
