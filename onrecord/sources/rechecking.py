"""Pages that a feed named are looked at again for what was edited without a word: soon at first, then more seldom.

A page is asked for with its ETag and Last-Modified, so that one which stands costs its site nothing; where a site sends
neither, its article is held against the one that was taken, so that other teasers and counters are no edit.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from onrecord.records.capture import Capture
from onrecord.records.feed import FeedState, SeenItem
from onrecord.records.note import Note
from onrecord.sources.fetching import capture_again, digest_article
from onrecord.sources.web import Asking, Fetched, Fetcher, Unfetched

HOUR_S = 3600.0
WAITS_S = (HOUR_S, 3 * HOUR_S, 9 * HOUR_S, 24 * HOUR_S, 72 * HOUR_S)  # from one look to the next, while nothing changes
MOST = 8  # pages that are looked at in one poll
Step = tuple[tuple[Capture | Note, ...], FeedState]  # what was found, and what holds once it is kept


def remember_page(seen: SeenItem, capture: Capture, got: Fetched, *, now: dt.datetime) -> SeenItem:
    """The item with its page as it was just taken, to be looked at again from the first wait on."""
    return replace(
        seen,
        address=capture.address,
        words=digest_article(capture),
        etag=got.etag,
        modified=got.modified,
        outlet=capture.outlet,
        published=capture.published,
        looks=0,
        again_s=now.timestamp() + WAITS_S[0],
    )


def look_again(state: FeedState, fetcher: Fetcher, *, now: dt.datetime) -> Iterator[Step]:
    """A step for each page that is due: with a Capture where its article was edited, a Note where it is gone."""
    due = [s for s in state.seen if s.again_s is not None and s.again_s <= now.timestamp()]
    for item in sorted(due, key=lambda s: s.again_s or 0.0)[:MOST]:
        found, after = _look(item, fetcher, now)
        state = replace(state, seen=tuple(after if s.key == item.key else s for s in state.seen))
        yield found, state


def _look(item: SeenItem, fetcher: Fetcher, now: dt.datetime) -> tuple[tuple[Capture | Note, ...], SeenItem]:
    assert item.address is not None  # only items that were taken as pages are looked at again
    got = fetcher.fetch(item.address, Asking(etag=item.etag, modified=item.modified))
    if isinstance(got, Unfetched):
        return ((), _later(item, now)) if got.is_passing else ((got.note,), replace(item, again_s=None))
    if got.is_unchanged:
        return (), _later(item, now)
    capture = capture_again(got, address=item.address, outlet=item.outlet, published=item.published)
    if capture is None or digest_article(capture) == item.words:
        return (), replace(_later(item, now), etag=got.etag, modified=got.modified)
    return (capture,), remember_page(item, capture, got, now=now)


def _later(item: SeenItem, now: dt.datetime) -> SeenItem:
    looks = item.looks + 1
    again_s = now.timestamp() + WAITS_S[looks] if looks < len(WAITS_S) else None
    return replace(item, looks=looks, again_s=again_s)
