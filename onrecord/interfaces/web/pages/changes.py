"""What changed in a story since a moment that the reader picks, or since the visit before this one."""

import datetime as dt

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.brief import cite_line
from onrecord.interfaces.web.pages.frame import story_frame, turn_page
from onrecord.interfaces.web.pages.stories import count_new
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.views.changes import Change, ChangeKind, Changes

SINCE_VISIT = "visit"
FIRST = 15  # changes of each kind on the page of all kinds


def show_changes(desk: Desk) -> Page:
    """Changes by kind; `since` is a time, or "visit": what came into the case since the visit before this one."""
    room = desk.part()
    is_visit = desk.value("since") == SINCE_VISIT
    since = None if is_visit else desk.moment("since")
    answer = _since_visit(desk, room) if is_visit else room.changes(since=since)
    wanted = desk.value("kind")
    kinds = [k for k in ChangeKind if wanted in ("", k.value)]
    groups = [(kind, [c for c in answer.changes if c.kind is kind]) for kind in kinds]
    turned = turn_page(desk, max((len(found) for _, found in groups), default=0))
    first, stop = (turned["first"], turned["stop"]) if wanted else (0, FIRST)
    return Page(
        template="changes",
        title="Changes",
        answer={"since": answer.since, "changes": answer.changes, "repeats": answer.repeats},
        extra={
            **story_frame(desk, room, "changes"),
            "groups": [
                (kind, [(c, cite_line(room, c.line)) for c in found[first:stop]], len(found))
                for kind, found in groups
                if found
            ],
            "wanted": wanted,
            "leaf": turned["leaf"] if wanted else None,
            "changes": answer,
            "is_visit": is_visit,
            "since": answer.since,
            "before": desk.visit.before,
        },
    )


def _since_visit(desk: Desk, room: Room) -> Changes:
    """Of what changed since the earliest of the reports that were added, that which rests on one of them."""
    new = set(count_new(desk, desk.visit.before)) if desk.visit.before else set()
    known = [v.known for v in room.book.versions if v.report.id in new]
    if not known:
        return Changes(since=desk.visit.before, changes=(), repeats=0, dropped=0)
    found = room.changes(since=min(known) - dt.timedelta(seconds=1))
    kept = tuple(c for c in found.changes if _rests_on(c, new))
    return Changes(since=desk.visit.before, changes=kept, repeats=found.repeats, dropped=found.dropped)


def _rests_on(change: Change, reports: set[str]) -> bool:
    return any(c.report in reports for c in change.line.cites)
