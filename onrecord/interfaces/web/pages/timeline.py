"""The chronology of a story: entries in order, and the lanes of those who report them."""

import datetime as dt
from dataclasses import replace

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.brief import cite_line
from onrecord.interfaces.web.pages.frame import story_frame, story_of, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.rooms import Room
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.when import Basis
from onrecord.views.days import day
from onrecord.views.days import when as tell_when
from onrecord.views.happenings import Entry
from onrecord.views.pictures.lanes import Bar, draw_lanes
from onrecord.views.timeline import make_timeline

OWN = "reports, own words"
NOON = dt.time(12)
SPARE = 0.2  # of the story's own time, drawn before and after it


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
            "narrow": markup(draw_lanes("lanes-narrow", bars, name=story_of(room).name, is_narrow=True)),
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
    spare = max((max(appeared) - min(appeared)) * SPARE, dt.timedelta(days=2))
    first, last = min(appeared) - spare, max(appeared) + spare
    near = [b for b in found if b.last >= first and b.first <= last]
    return [replace(b, first=max(b.first, first), last=min(b.last, last)) for b in near], len(found) - len(near)


def _bar(room: Room, entry: Entry, by_saying: bool) -> Bar | None:
    when = None if by_saying else entry.happened
    first = (when.earliest or when.latest) if when else entry.said
    last = (when.latest or when.earliest) if when else entry.said
    if first is None or last is None:
        return None
    opens, ends = (dt.time(), dt.time(23, 59)) if when else (NOON, NOON)
    return Bar(
        lane=_lane(room, entry),
        first=dt.datetime.combine(first, opens, tzinfo=dt.UTC),
        last=dt.datetime.combine(last, ends, tzinfo=dt.UTC),
        kind=entry.status,
        hint=f"{tell_when(when) if when else day(entry.said)}, {entry.status}: {entry.line.words}",
    )


def _lane(room: Room, entry: Entry) -> str:
    for cite in entry.line.cites:
        record = room.index.records.get(cite.id)
        if isinstance(record, Event | Figure):
            record = room.index.statements.get(record.statement or "")
        if isinstance(record, Statement):
            return room.index.side_of(record) or room.index.speaker_name(record) or OWN
    return OWN
