"""What servers gave to an adding, remembered so that an address that is added again costs its site nothing.

A page is remembered by its ETag or Last-Modified and by the capture that holds its bytes; a feed, which no capture
holds, with its bytes.  A server that says that nothing changed then counts as having given the same again: what was
never stored, or is another by now, comes out right.  One small file an address, beside those of `watch/`: a watch goes
on from what it took in, this from what was given.
"""

import base64
import contextlib
import datetime as dt
import json
import zlib
from pathlib import Path
from typing import TYPE_CHECKING

from onrecord.case.switching import replace as replace_file
from onrecord.errors import NotFound, StoreError
from onrecord.records import ids
from onrecord.sources.feedlooks import HEAD, looks_like_feed
from onrecord.store.store import Store

if TYPE_CHECKING:
    from onrecord.sources.web import Fetched

FOLDER = "fetched"
REMEMBERED = ("address", "media_type", "encoding", "etag", "modified")


class FetchedBefore:
    """What was fetched for one case."""

    def __init__(self, case: Path, store: Store) -> None:
        self._folder = case / FOLDER
        self._store = store

    def recall(self, address: str) -> "Fetched | None":
        """What was given for that address; None: nothing, or nothing that is still there and whole."""
        # What the network needs takes longer to load than a short command takes in all.
        from onrecord.sources.web import Fetched

        try:
            row = json.loads(self._path(address).read_text(encoding="ascii"))
            packed = row["content"]
            content = self._store.content(row["capture"]) if packed is None else zlib.decompress(_unwrap(packed))
            at = dt.datetime.fromisoformat(row["at"])
            return Fetched(content=content, at=at, **{name: row[name] for name in REMEMBERED})
        except (OSError, ValueError, TypeError, KeyError, zlib.error, NotFound, StoreError):
            return None  # damaged or gone: it is asked for as if for the first time

    def keep(self, address: str, got: "Fetched") -> None:
        """Remember it, where its server can say later whether it changed."""
        if not (got.etag or got.modified):
            return
        # As above.
        from onrecord.sources.addresses import tidy_address

        is_feed = looks_like_feed(got.content[:HEAD])
        page = tidy_address(got.address)
        row = {
            **{name: getattr(got, name) for name in REMEMBERED},
            "at": got.at.isoformat(),
            "capture": ids.capture_id(got.content, page, page),
            "content": _wrap(zlib.compress(got.content)) if is_feed else None,
        }
        with contextlib.suppress(OSError):  # what is not remembered is asked for once more
            self._folder.mkdir(exist_ok=True)
            replace_file(self._path(address), json.dumps(row))

    def _path(self, address: str) -> Path:
        return self._folder / f"{ids.digest(address)}.json"


def _wrap(content: bytes) -> str:
    return base64.b64encode(content).decode("ascii")


def _unwrap(text: str) -> bytes:
    return base64.b64decode(text, validate=True)
