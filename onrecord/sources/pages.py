"""Files that are one page or document each: their bytes are the capture, and reading takes them apart."""

from collections.abc import Iterator

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.thing import MIB, LeftOut, Reader, Thing


def read_page(media_type: str) -> Reader:
    """A reader whose one capture is the whole thing, as that media type."""

    def read(thing: Thing) -> Iterator[Capture | Note]:
        content = read_whole(thing)
        yield Capture(
            id=ids.capture_id(content, None, thing.name), content=content, media_type=media_type, doc=thing.name
        )

    return read


def read_whole(thing: Thing) -> bytes:
    """All bytes of a thing.  Raises InputError for more than one thing may have."""
    most = thing.options.limits.thing
    content = thing.stream.read(most + 1)
    if len(content) > most:
        message = f"{thing.where} was not read: it is larger than {most // MIB} MB."
        raise LeftOut("too-large", message, where=thing.where, help="Split it into its reports.")
    return content
