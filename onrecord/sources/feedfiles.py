"""Feeds and lists of feeds that were saved as files."""

from collections.abc import Iterator

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.feeds import list_faults, read_feed
from onrecord.sources.fetching import read_feed_at, read_items
from onrecord.sources.opml import read_opml
from onrecord.sources.pages import read_whole
from onrecord.sources.thing import LeftOut, Thing

GO_ONLINE = "Say --online, or set network.allow = true."


def read_feed_file(thing: Thing) -> Iterator[Capture | Note]:
    """Captures of the items of a feed: of the pages that they name, or in their own words where the network is off."""
    feed = read_feed(read_whole(thing))
    if feed is None:
        help = "Look inside; save the feed again."
        raise LeftOut("not-a-feed", f"{thing.where} was not read: it is no feed.", where=thing.where, help=help)
    yield from read_items(feed, thing.options, name=thing.name)
    pages = sum(item.link is not None for item in feed.items)
    if pages and thing.options.fetcher is None:
        what = f"{pages} pages" if pages > 1 else "1 page"
        message = (
            f"{what} named in {thing.where} not fetched (network off); the feed's own words were read. {GO_ONLINE}"
        )
        yield Note(kind="not-fetched", message=message, where=thing.where)
    yield from list_faults(feed, where=thing.where)


def read_list_file(thing: Thing) -> Iterator[Capture | Note]:
    """Captures of the items of all feeds of a list; where the network is off, a note of how many there are."""
    listed = read_opml(read_whole(thing), where=thing.where)
    if thing.options.fetcher is None:
        what = f"{len(listed)} feeds" if len(listed) != 1 else "1 feed"
        message = f"{what} noted in {thing.where}, not fetched (network off). {GO_ONLINE}"
        yield Note(kind="not-fetched", message=message, where=thing.where)
        return
    for each in listed:
        yield from read_feed_at(each.address, thing.options)
