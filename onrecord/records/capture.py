"""What came in: one fetch of one thing, byte for byte."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """The bytes of one thing as fetched or handed in, with what was said about it."""

    id: str  # from the bytes, the address and the name; see ids.capture_id
    content: bytes
    media_type: str  # "text/plain", "text/html"
    doc: str  # the id under which it came in: a JSONL line's id, else the file's name
    address: str | None = None  # URL, where known
    outlet: str | None = None  # who published it, where whoever handed it in said so
    title: str | None = None  # headline given beside the text, where it is not in the text
    published: str | None = None  # as given beside the text, unparsed: "2024-11-27", RFC 3339, RFC 822
    fetched: dt.datetime | None = None  # aware, UTC; None: not known
    encoding: str | None = None  # as declared by the transport; None: to be found
    byline: str | None = None  # who wrote it, where whoever handed it in said so
