"""What is remembered of a watched address from poll to poll, so that a poll asks for little and repeats nothing."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenItem:
    """An item of a feed as it was last taken in, or as it was last tried."""

    key: str  # from its id; see sources/feeds.py
    fingerprint: str | None  # from its words; None: it was tried, and is not taken in yet
    address: str | None = None  # under which it is kept, whatever the feed calls it later
    has_page: bool = False  # it is kept as the page that it names, not in the feed's own words
    tries: int = 0  # to fetch its page that failed since it last changed
    words: str | None = None  # a digest of the article on its page, without what stands around it
    etag: str | None = None  # of its page, as it was last fetched
    modified: str | None = None  # Last-Modified of the same
    outlet: str | None = None  # what the feed said of the page
    published: str | None = None  # the same
    looks: int = 0  # at its page since it last changed
    again_s: float | None = None  # Unix time of the next look at its page; None: none


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed or page that is watched."""

    address: str  # as whoever watches it wrote it
    now_at: str | None = None  # where its server has moved it for good
    etag: str | None = None  # of what was taken in whole
    modified: str | None = None  # Last-Modified of the same, as the server wrote it
    digest: str | None = None  # of the same, for servers that send neither
    seen: tuple[SeenItem, ...] = ()  # those in the feed last first
    failures: int = 0  # in a row
    not_before: dt.datetime | None = None  # it is left alone until then; aware, UTC
