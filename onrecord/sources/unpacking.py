"""Bodies that come packed, unpacked no further than a limit: a page of a kilobyte may claim to be one of a gigabyte."""

import zlib
from collections.abc import Iterable, Iterator

PACKINGS = ("gzip", "deflate")  # what is asked for; anything else was not asked for and is refused
STEP = 1 << 16  # bytes unpacked at once


class BadBody(Exception):
    """A body that cannot be taken in, and why."""


def unpack(chunks: Iterable[bytes], *, packing: str, limit: int) -> Iterator[bytes]:
    """The body in parts, never more than `limit` bytes in all.

    `packing` is the Content-Encoding, empty for none.  Raises BadBody for more bytes, for a packing that was not asked
    for, and for a body that is broken or ends too early.
    """
    parts = _open(chunks, packing.strip().lower())
    size = 0
    for part in parts:
        size += len(part)
        if size > limit:
            raise BadBody(f"it is larger than {limit >> 20} MiB" + (" once unpacked" if packing else ""))
        yield part


def _open(chunks: Iterable[bytes], packing: str) -> Iterator[bytes]:
    if packing in ("", "identity"):
        return iter(chunks)
    if packing in ("gzip", "x-gzip"):
        return _inflate(chunks, wbits=zlib.MAX_WBITS | 16)
    if packing == "deflate":
        return _inflate(chunks, wbits=0)
    raise BadBody(f"it is packed as '{packing[:40]}', which was not asked for")


def _inflate(chunks: Iterable[bytes], *, wbits: int) -> Iterator[bytes]:
    """Unpacked parts of at most STEP bytes; members of gzip that follow one another are one body."""
    member = None
    seen = False
    try:
        for chunk in chunks:
            left = chunk
            while left:
                if member is None:
                    member = zlib.decompressobj(wbits or _deflate_bits(left))
                yield member.decompress(left, STEP)
                seen = True
                left = member.unconsumed_tail
                if member.eof:
                    left, member = member.unused_data.lstrip(b"\0"), None  # some servers pad with zeros
    except zlib.error as error:
        raise BadBody("its packing is broken") from error
    if member is not None and seen:
        raise BadBody("it ended in the middle")


def _deflate_bits(head: bytes) -> int:
    """With zlib's header, as the standard says, or without, as some servers send it."""
    has_header = len(head) > 1 and head[0] & 0x0F == 8 and (head[0] << 8 | head[1]) % 31 == 0
    return zlib.MAX_WBITS if has_header else -zlib.MAX_WBITS
