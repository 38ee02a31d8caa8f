"""Pages that were put back to what they had been: the same bytes again, after others, are a version of their own."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.store.bytes import sha256_of
from onrecord.store.store import Filed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Latest:
    """The newest capture of a page."""

    capture: str  # id
    sha256: str
    at: dt.datetime  # when it was fetched, else added


class Returns:
    """The newest capture of each page, as an adding goes on."""

    def __init__(self) -> None:
        self._latest: dict[str, _Latest] = {}

    def take(self, filed: Iterable[Filed]) -> None:
        """These were stored since."""
        for each in filed:
            self._put(each.page, _Latest(capture=each.capture, sha256=each.sha256, at=each.fetched or each.added))

    def note(self, capture: Capture) -> None:
        """This capture is taken in."""
        if capture.fetched is not None:
            sha256 = sha256_of(capture.content)
            page = capture.address or capture.doc
            self._put(page, _Latest(capture=capture.id, sha256=sha256, at=capture.fetched))

    def keep(self, pages: Collection[str]) -> None:
        """Forget all others."""
        self._latest = {page: latest for page, latest in self._latest.items() if page in pages}

    def find(self, capture: Capture) -> Capture | None:
        """The capture under an id of its own, where the page held it before, then other bytes, and now it again.

        None where nothing changed since, and where nobody says when it was fetched.
        """
        latest = self._latest.get(capture.address or capture.doc)
        if capture.fetched is None or latest is None or capture.fetched <= latest.at:
            return None
        if sha256_of(capture.content) == latest.sha256:
            return None
        return replace(capture, id="c" + ids.digest(capture.id, latest.capture))

    def _put(self, page: str, latest: _Latest) -> None:
        before = self._latest.get(page)
        if before is None or latest.at >= before.at:
            self._latest[page] = latest
