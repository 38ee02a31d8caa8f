"""One poll of a watched feed or page: what came, and what to remember of it.

A poll gives its captures in steps, each with the state that holds once they are kept: whatever is interrupted between
two steps is asked for again, and nothing is lost or taken in twice.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.feed import FeedState, SeenItem
from onrecord.records.note import Note
from onrecord.sources.feedlooks import HEAD, looks_like_feed
from onrecord.sources.feeds import Feed, Item, list_faults, read_feed
from onrecord.sources.fetching import ASK_FEED, capture_page, no_feed, read_fetched, words_instead
from onrecord.sources.items import capture_words
from onrecord.sources.rechecking import look_again, remember_page
from onrecord.sources.thing import Reader, ReadOptions
from onrecord.sources.web import Asking, Fetched, Fetcher, Unfetched

NOT_YET = "not-yet-fetched"  # kind of the note on a page that will be tried again
STEP = 8  # captures that are given at once
MAX_TRIES = 3  # for a page that may be there later; then the feed's own words are taken
MAX_SEEN = 20_000  # items of a feed that are remembered; feeds hold tens to hundreds
FIRST_WAIT_S = 60.0  # after a first failure; doubled after each that follows
LASTING_WAIT_S = 3600.0  # the same where no better is to be hoped for soon: nothing there, no way in
LONGEST_WAIT_S = 6 * 3600.0
LONGEST_ASKED_S = 24 * 3600.0  # that a server may ask for


@dataclass(frozen=True, slots=True, kw_only=True)
class PollOptions:
    """How a feed is polled."""

    outlet: str | None  # what the settings call the feed's outlet; None: what it calls itself
    now: dt.datetime  # aware, UTC
    jitter: Callable[[], float]  # between 0 and 1, so that many feeds that failed together do not come back together


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """One step of a poll."""

    found: tuple[Capture | Note, ...]
    state: FeedState  # holds once `found` is kept
    is_failed: bool = False  # the feed itself was not to be had; `found` says why


def poll(
    state: FeedState, fetcher: Fetcher, read_inside: Reader, *, reading: ReadOptions, options: PollOptions
) -> Iterator[Polled]:
    """What is new at the address, the oldest item first, then what was edited on pages that are looked at again.

    The last step has the state that ends the poll.
    """
    last = Polled(found=(), state=state)
    for last in _poll(state, fetcher, read_inside, reading=reading, options=options):
        yield last
    if reading.pages and not last.is_failed:
        for found, after in look_again(last.state, fetcher, now=options.now):
            yield Polled(found=found, state=after)


def _poll(
    state: FeedState, fetcher: Fetcher, read_inside: Reader, *, reading: ReadOptions, options: PollOptions
) -> Iterator[Polled]:
    """What is new at the address itself."""
    asked = state.now_at or state.address
    got = fetcher.fetch(asked, Asking(accept=ASK_FEED.accept, etag=state.etag, modified=state.modified))
    if isinstance(got, Unfetched):
        yield Polled(found=(got.note,), state=_failed(state, got, options), is_failed=True)
        return
    before, state = state, replace(state, failures=0, not_before=None)
    digest = ids.digest(got.content)
    if got.is_unchanged or digest == state.digest:
        yield Polled(found=(), state=state)
        return
    whole = replace(
        state,
        etag=got.etag,
        modified=got.modified,
        digest=digest,
        now_at=got.address if got.has_moved else state.now_at,
    )
    feed = (
        read_feed(got.content, encoding=got.encoding, address=got.address)
        if looks_like_feed(got.content[:HEAD])
        else None
    )
    if feed is None and state.seen:  # a login or an error that calls itself a page: what was seen still holds
        lost = Unfetched(note=no_feed(got), is_passing=True)
        yield Polled(found=(lost.note,), state=_failed(before, lost, options), is_failed=True)
    elif feed is None:
        yield Polled(found=tuple(read_fetched(got, reading, read_inside)), state=whole)
    else:
        yield from _take_items(feed, state, whole, fetcher if reading.pages else None, _Naming(got, feed, options))


def _failed(state: FeedState, lost: Unfetched, options: PollOptions) -> FeedState:
    """The state after a poll without an answer: the wait grows with each, and is never shorter than was asked for."""
    first_s = FIRST_WAIT_S if lost.is_passing else LASTING_WAIT_S
    wait_s = min(first_s * 2.0**state.failures, LONGEST_WAIT_S)
    wait_s = max(wait_s * (0.5 + 0.5 * options.jitter()), min(lost.wait_s or 0.0, LONGEST_ASKED_S))
    failures = min(state.failures + 1, 100)
    return replace(state, failures=failures, not_before=options.now + dt.timedelta(seconds=wait_s))


class _Naming:
    """What the captures of a feed's items say of where they come from."""

    def __init__(self, got: Fetched, feed: Feed, options: PollOptions) -> None:
        self.feed = got.address
        self.outlet = options.outlet or feed.title
        self.at = got.at
        self.now = options.now


def _take_items(
    feed: Feed, state: FeedState, whole: FeedState, fetcher: Fetcher | None, naming: _Naming
) -> Iterator[Polled]:
    seen = {s.key: s for s in state.seen}
    found: list[Capture | Note] = []
    is_whole = True
    for item in reversed(feed.items):
        before = seen.pop(item.key, None)  # and put last: those in the feed are kept longest
        if before is not None and before.fingerprint == item.fingerprint:
            seen[item.key] = before
            continue
        taken, seen[item.key] = _take(item, before, fetcher, naming)
        is_whole = is_whole and seen[item.key].tries == 0
        found += taken
        if len(found) >= STEP:
            yield Polled(found=tuple(found), state=replace(state, seen=_remember(seen)))
            found = []
    found += list_faults(feed, where=naming.feed)
    if not is_whole:  # else an unchanged feed would hide the items whose pages are to be tried again
        whole = replace(whole, etag=None, modified=None, digest=None)
    yield Polled(found=tuple(found), state=replace(whole, seen=_remember(seen)))


def _remember(seen: dict[str, SeenItem]) -> tuple[SeenItem, ...]:
    return tuple(seen.values())[-MAX_SEEN:]


def _take(
    item: Item, before: SeenItem | None, fetcher: Fetcher | None, naming: _Naming
) -> tuple[tuple[Capture | Note, ...], SeenItem]:
    """An item that is new or changed, taken in; and what to remember of it."""
    known = before or SeenItem(key=item.key, fingerprint=None)
    notes: tuple[Note, ...] = ()
    if fetcher is not None and item.link is not None:
        got = capture_page(item, fetcher.fetch, outlet=naming.outlet, address=known.address)
        if not isinstance(got, Unfetched):
            taken = replace(known, fingerprint=item.fingerprint, has_page=True, tries=0)
            return (got[0],), remember_page(taken, *got, now=naming.now)
        if got.is_passing and known.tries + 1 < MAX_TRIES:
            later = replace(got.note, kind=NOT_YET, message=f"{got.note.message} It will be tried again.")
            return (later,) if known.tries == 0 else (), replace(known, tries=known.tries + 1)
        notes = (words_instead(got),)
        if known.has_page:  # a summary is no version of a page
            return (got.note,), replace(known, fingerprint=item.fingerprint, tries=0)
    words = capture_words(item, feed=naming.feed, outlet=naming.outlet, address=known.address, fetched=naming.at)
    taken = replace(known, fingerprint=item.fingerprint, address=words.address, has_page=False, tries=0)
    return (*notes, words), taken
