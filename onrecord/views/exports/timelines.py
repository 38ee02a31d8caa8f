"""The chronology for the timelines that newsrooms publish: TimelineJS, and TimeMap with its sources."""

import datetime as dt
import html
from collections.abc import Iterable, Iterator

from onrecord.records import wire
from onrecord.records.report import Report
from onrecord.records.when import Basis, Precision, When
from onrecord.views.exports.citing import archive_link, captured_at, local_link, published_day, title_of, web_address
from onrecord.views.exports.documents import as_json, without_empty, write_document
from onrecord.views.exports.order import Order
from onrecord.views.happenings import Entry
from onrecord.views.index import Index
from onrecord.views.timeline import SAID, make_timeline

PARTS = {Precision.YEAR: 1, Precision.MONTH: 2}  # of a date that are known; else all three
HEADLINE = 90  # characters; a slide's headline is read at a glance, its text has all the words


def write_timelinejs(order: Order) -> Iterator[str]:
    """TimelineJS's JSON: a slide an entry, the words in quotation marks, the links of what it cites below."""
    entries = make_timeline(order.book).entries
    order.tally.expect("entry", len(entries))
    title = {"text": {"headline": html.escape(order.title), "text": "Who said what happened, and when."}}
    made = (_slide(order.index, entry, n) for n, entry in enumerate(entries, 1))
    yield from write_document(order, {"title": title}, [("events", order.tally.each("entry", made))])


def _slide(index: Index, entry: Entry, number: int) -> wire.Json:
    first, last, parts = _bounds(entry)
    words = entry.line.words
    headline = words if len(words) <= HEADLINE else words[: words.rfind(" ", 0, HEADLINE)] + " …"
    inferred = ", date inferred" if entry.happened and entry.happened.basis is Basis.INFERRED else ""
    links = "; ".join(_link(index.reports[id]) for id in dict.fromkeys(c.report for c in entry.line.cites))
    return without_empty(
        {
            "unique_id": f"entry-{number}",
            "start_date": _date(first, parts),
            "end_date": _date(last, parts) if _date(last, parts) != _date(first, parts) else None,
            "text": {
                "headline": html.escape(headline),
                "text": f"<p>{html.escape(words)}</p><p>{html.escape(entry.status)}{inferred}. {links}</p>",
            },
            "group": entry.status,
        }
    )


def _bounds(entry: Entry) -> tuple[dt.date, dt.date, int]:
    """First day, last day and how many parts of a date are known; an entry of a timeline has at least one day."""
    when = entry.happened or When(earliest=entry.said, latest=entry.said)
    first, last = when.earliest or when.latest, when.latest or when.earliest
    if first is None or last is None:
        first = last = entry.said or dt.date.max
    return first, last, PARTS.get(when.precision, 3)


def _date(day: dt.date, parts: int) -> wire.Json:
    return dict(list({"year": day.year, "month": day.month, "day": day.day}.items())[:parts])


def _link(report: Report) -> str:
    address = html.escape(web_address(report) or local_link("r", report.id))
    return f'<a href="{address}">{html.escape(report.outlet or report.doc)}</a>'


def write_timemap(order: Order) -> Iterator[tuple[str, Iterator[str]]]:
    """TimeMap's two files: a list of events, and the sources by their id, which are what it fetches.

    No place is sure enough for a point on a map: events have a date and an empty position, without which TimeMap stops.
    """
    entries, index = make_timeline(order.book).entries, order.index
    order.tally.expect("entry", len(entries))
    events = (_event(index, entry, n) for n, entry in enumerate(entries, 1))
    sources = (f"{as_json(r.id)}:{as_json(_source(index, r))}" for r in order.book.reports)
    yield "events.json", _enclosed("[", map(as_json, order.tally.each("entry", events)), "]")
    yield "sources.json", _enclosed("{", order.tally.each("report", sources), "}")


def _enclosed(first: str, members: Iterable[str], last: str) -> Iterator[str]:
    """One member a line."""
    yield first
    before = "\n"
    for member in members:
        yield before + member
        before = ",\n"
    yield f"\n{last}\n"


def _event(index: Index, entry: Entry, number: int) -> wire.Json:
    first, last, parts = _bounds(entry)
    places = (index.records.get(c.id) for c in entry.line.cites)
    precision = {1: "year", 2: "month"}.get(parts, "day" if first == last else f"days up to {last.isoformat()}")
    return without_empty(
        {
            "id": f"entry-{number}",
            "description": entry.line.words,
            "date": first.isoformat(),
            "time_precision": precision,
            "location": next((p for p in (getattr(place, "place", None) for place in places) if p), None),
            "category": entry.status,
            "comments": "" if entry.status == SAID else f"on the word of those cited: {entry.status}",
        }
    ) | {
        "latitude": "",
        "longitude": "",
        "associations": [],
        "sources": list(dict.fromkeys(c.report for c in entry.line.cites)),
    }


def _source(index: Index, report: Report) -> wire.Json:
    day = published_day(report)
    return without_empty(
        {
            "id": report.id,
            "title": title_of(report),
            "type": "Article",
            "author": report.outlet,
            "date": day.isoformat() if day else None,
            "url": web_address(report),
            "description": archive_link(report, captured_at(index, report)),
        }
    ) | {"paths": []}
