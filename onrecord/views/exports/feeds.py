"""What changed, newest first, as an Atom feed (RFC 4287) and as JSON Feed 1.1, for those who want to be told."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from onrecord.inert import show_acting
from onrecord.records import ids, wire
from onrecord.views.changes import list_changes
from onrecord.views.exports.citing import web_address
from onrecord.views.exports.documents import as_json, without_empty, write_document
from onrecord.views.exports.order import LICENCE, Order
from onrecord.views.index import squeeze

BEGINNING = dt.datetime(1, 1, 1, tzinfo=dt.UTC)  # since then everything is new
FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")  # what XML 1.0 has no place for


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One change as feed readers take it."""

    id: str  # the same for the same change in every export
    title: str
    text: str
    at: dt.datetime
    kind: str
    local: str
    address: str | None  # of the report it rests on


def _items(order: Order) -> list[Item]:
    index = order.index
    items = []
    for change in list_changes(order.book, since=BEGINNING).changes:
        cited = change.line.cites[-1]  # the later of the two
        at = change.at or order.moment()
        page = "r" if cited.id in index.reports else "s"
        holder = index.ids.get(cited.label, cited.id)
        items.append(
            Item(
                id="urn:onrecord:change:" + ids.digest(change.kind.value, *(c.id for c in change.line.cites)),
                title=f"{change.kind.value}: {change.line.words}",
                text=change.line.text,
                at=at,
                kind=change.kind.value,
                local=f"{order.home}/{page}/{holder}",
                address=web_address(index.reports[cited.report]),
            )
        )
    order.tally.expect("change", len(items))
    return sorted(items, key=lambda i: (i.at, i.id), reverse=True)


def write_atom(order: Order) -> Iterator[str]:
    """The changes as an Atom feed; its manifest is the comment after it."""
    yield (
        '<?xml version="1.0" encoding="utf-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">\n'
        f"<id>urn:onrecord:changes:{ids.digest(order.title)}</id>\n"
        f"<title>{_text(order.title)}: what changed</title>\n"
        f"<updated>{wire.encode_time(order.moment())}</updated>\n"
        f"<author><name>{_text(order.made_by)}</name></author>\n"
        f"<rights>{_text(LICENCE)}</rights>\n"
        f"<link href={quoteattr(order.home + '/')}/>\n"
    )
    yield from order.tally.each("change", map(_entry, _items(order)))
    yield "</feed>\n"
    yield f"<!-- manifest {as_json(order.tally.counts())} -->\n"


def _entry(item: Item) -> str:
    via = f'<link rel="via" href={quoteattr(item.address)}/>' if item.address else ""
    return (
        f"<entry><id>{item.id}</id><title>{_text(item.title)}</title>"
        f"<updated>{wire.encode_time(item.at)}</updated>"
        f'<link rel="alternate" href={quoteattr(item.local)}/>{via}'
        f"<category term={quoteattr(item.kind)}/>"
        f'<content type="text">{_text(item.text)}</content></entry>\n'
    )


def _text(words: str) -> str:
    return escape(FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", show_acting(squeeze(words))))


def write_jsonfeed(order: Order) -> Iterator[str]:
    """The changes as JSON Feed, where the names of members that are not the standard's begin with an underscore."""
    head = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": f"{order.title}: what changed",
        "home_page_url": order.home + "/",
        "description": LICENCE,
        "authors": [{"name": order.made_by}],
    }
    items = order.tally.each("change", map(_json_item, _items(order)))
    yield from write_document(order, head, [("items", items)], manifest="_manifest")


def _json_item(item: Item) -> wire.Json:
    return without_empty(
        {
            "id": item.id,
            "url": item.local,
            "external_url": item.address,
            "title": item.title,
            "content_text": item.text,
            "date_published": wire.encode_time(item.at),
            "tags": [item.kind],
        }
    )
