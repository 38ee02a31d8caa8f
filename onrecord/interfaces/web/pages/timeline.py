"""The chronology of a story: entries in order, and the lanes of those who report them."""

import datetime as dt

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.brief import cite_line
from onrecord.interfaces.web.pages.frame import story_frame, story_of, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.pictures.lanes import Bar, draw_lanes
from onrecord.interfaces.web.rooms import Room
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.when import Basis
from onrecord.views import phrases
from onrecord.views.timeline import Entry, make_timeline

OWN = "reports, own words"
FAR = dt.timedelta(days=400)  # from the story's own time, beyond which an entry is listed but not drawn


def show_timeline(desk: Desk) -> Page:
    """By when it happened, or by when it was said."""
    room = desk.part()
    by_saying = desk.value("by") == "said"
    made = room.ask(make_timeline, by_saying=by_saying)
    turned = turn_page(desk, len(made.entries))
    shown = made.entries[turned["first"] : turned["stop"]]
    bars, left_out = _bars(room, shown, by_saying)
    return Page(
        template="timeline",
        title="Timeline",
        answer={"entries": shown},
        extra={
            **story_frame(desk, room, "timeline"),
            "entries": [(n, e, cite_line(room, e.line)) for n, e in enumerate(shown, turned["first"] + 1)],
            "lanes": markup(draw_lanes("lanes", bars, name=story_of(room).name)),
            "left_out": left_out,
            "by_saying": by_saying,
            "leaf": turned["leaf"],
            "dropped": made.dropped,
            "inferred": (Basis.INFERRED, Basis.UNKNOWN),
        },
    )


def _bars(room: Room, entries: tuple[Entry, ...], by_saying: bool) -> tuple[list[Bar], int]:
    """A bar for each entry near the story's own time, and how many are too far from it to be drawn on one line."""
    found = [bar for e in entries if (bar := _bar(room, e, by_saying))]
    appeared = [v.known for v in room.book.versions]
    if not appeared:
        return found, 0
    first, last = min(appeared) - FAR / 8, max(appeared) + FAR / 8
    near = [b for b in found if b.last >= first and b.first <= last]
    return near, len(found) - len(near)


def _bar(room: Room, entry: Entry, by_saying: bool) -> Bar | None:
    when = None if by_saying else entry.happened
    first = (when.earliest or when.latest) if when else entry.said
    last = (when.latest or when.earliest) if when else entry.said
    if first is None or last is None:
        return None
    label = entry.line.cites[0].label
    return Bar(
        lane=_lane(room, entry),
        first=dt.datetime.combine(first, dt.time(), tzinfo=dt.UTC),
        last=dt.datetime.combine(last, dt.time(23, 59), tzinfo=dt.UTC),
        kind=entry.status,
        label=label,
        hint=f"{phrases.when_text(when) if when else entry.said}, {entry.status}: {entry.line.words}",
    )


def _lane(room: Room, entry: Entry) -> str:
    for cite in entry.line.cites:
        record = room.index.records.get(cite.id)
        if isinstance(record, Event | Figure):
            record = room.index.statements.get(record.statement or "")
        if isinstance(record, Statement):
            return room.index.side_of(record) or room.index.speaker_name(record) or OWN
    return OWN
