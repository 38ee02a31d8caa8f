"""Ids that come twice in one file: the second is another version of the same page, which may not be what was meant."""

import hashlib
from collections.abc import Iterator

from onrecord.records.capture import Capture
from onrecord.records.note import Note

MOST = 1_000_000  # ids that are remembered; about 100 MB


class Seen:
    """The ids of one file so far."""

    def __init__(self) -> None:
        self._captures: dict[bytes, str] = {}

    def notice(self, capture: Capture, *, where: str) -> Iterator[Note]:
        """A Note where the capture's id came before with other words."""
        key = hashlib.blake2b((capture.address or capture.doc).encode("utf-8", "replace"), digest_size=8).digest()
        before = self._captures.get(key)
        if before is not None or len(self._captures) < MOST:
            self._captures[key] = capture.id
        if before not in (None, capture.id) and capture.fetched is None:
            message = (
                f"{where}: the id '{capture.doc[:80]}' came before with other words; taken for a later version of it. "
                "Give each report an id of its own, or say when each version was fetched."
            )
            yield Note(kind="duplicate-id", message=message, where=where)
