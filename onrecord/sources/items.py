"""Items of feeds as captures: the page that an item names, or the item's own words where the page is not to be had."""

import datetime as dt

from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.sources.feeds import PARAGRAPH, Item


def capture_words(
    item: Item, *, feed: str, outlet: str | None, address: str | None = None, fetched: dt.datetime | None = None
) -> Capture:
    """The item's own words: its title, then what it says.

    `feed` is the name or address of the feed, for items that name no page; `outlet` the feed's, for items that name no
    source; `address` where the item was first known by, for one whose page has moved.
    """
    content = PARAGRAPH.join(part for part in (item.title, _without_title(item)) if part).encode("utf-8", "replace")
    address = address or item.link
    doc = address or f"{feed}#{item.key[:8]}"
    return Capture(
        id=ids.capture_id(content, address, doc),
        content=content,
        media_type="text/plain",
        doc=doc,
        address=address,
        outlet=item.source or outlet,
        published=item.published,
        fetched=fetched,
        encoding="utf-8",
    )


def _without_title(item: Item) -> str:
    """What the item says, without its title where it only repeats that."""
    first, _, rest = item.text.partition(PARAGRAPH)
    return rest if item.title and first == item.title else item.text
