"""Reports: those of a story, one as it is read with its statements marked in place, and the versions of its page."""

from onrecord.errors import NotFound
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import is_open, story_frame, turn_page
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.records.casebook import Version
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.views.cited import cite_finding
from onrecord.views.ladder import list_rungs
from onrecord.views.marking import list_blocks
from onrecord.views.show import show_in
from onrecord.views.stories import headline


def show_reports(desk: Desk) -> Page:
    """The reports of a story by publication."""
    room = desk.part()
    found = {f.report: f for f in room.book.findings}
    copies = {c.b: c for c in room.book.account.copies}
    turned = turn_page(desk, len(room.book.reports))
    rows = [
        {
            "report": r.id,
            "label": room.index.labels[r.id],
            "headline": headline(r),
            "language": r.language,
            "outlet": r.outlet or r.doc,
            "published": r.published,
            "statements": len(found[r.id].statements),
            "figures": len(found[r.id].figures),
            "copy_of": room.index.labels.get(copies[r.id].a) if r.id in copies else None,
            "because": copies[r.id].because if r.id in copies else None,
            "version": room.index.versions[r.id].number if r.id in room.index.versions else 1,
        }
        for r in room.book.reports[turned["first"] : turned["stop"]]
    ]
    return Page(
        template="reports",
        title="Reports",
        answer={"reports": rows},
        extra={**story_frame(desk, room, "reports"), "rows": rows, "leaf": turned["leaf"]},
    )


def find_report(desk: Desk, id: str) -> tuple[Room, Version]:
    """The report with the room of its story; an earlier version too.  Raises NotFound."""
    whole = desk.rooms.whole(desk.as_of)
    version = whole.index.versions.get(id)
    if version is None:
        near = [v for v in whole.book.versions if id and (v.report.id.startswith(id) or v.report.doc == id)]
        if len(near) != 1:
            raise NotFound(f"The case has no report '{id}'.", where=id, help="See the reports of a story.")
        version = near[0]
    return desk.rooms.holding(version.report.id, desk.as_of), version


def show_report(desk: Desk) -> Page:
    """The whole text, statements marked in place and listed at the side."""
    room, version = find_report(desk, desk.path("report"))
    report, found = version.report, version.findings
    is_current = any(r.id == report.id for r in room.book.reports)
    return Page(
        template="report",
        title=headline(report),
        answer={
            "report": report,
            "text": report.span.of(report.text),
            "version": {"number": version.number, "known": version.known, "fetched": version.fetched},
            "statements": found.statements,
            "figures": found.figures,
            "events": found.events,
        },
        extra={
            **_frame(desk, room),
            "report": report,
            "version": version,
            "is_current": is_current,
            "is_open": is_open(desk, report),
            "versions": sum(1 for _ in _siblings(room, version)),
            "seen": [],
            "blocks": room.keep(("blocks", report.id), lambda: list_blocks(report, found)),
            "statements": {s.id: s for s in found.statements},
            "cards": room.keep(("cards", report.id), lambda: _cards(room, report, found)),
            "card": show_in(room.index, report.id),
            "label": room.index.labels.get(report.id, "earlier version"),
            "is_web": bool(report.address and report.address.startswith(("http://", "https://"))),
        },
    )


def show_versions(desk: Desk) -> Page:
    """The versions of a page, and what changed from each to the next."""
    room, version = find_report(desk, desk.path("report"))
    rungs = room.keep(("rungs", version.report.id), lambda: list_rungs(room.index, version.report))
    return Page(
        template="versions",
        title=f"Versions of: {headline(version.report)}",
        answer={"versions": rungs},
        extra={**_frame(desk, room), "rungs": rungs, "report": version.report, "page": version.page},
    )


def _frame(desk: Desk, room: Room) -> dict[str, object]:
    return dict(story_frame(desk, room, "reports")) if room.story else {"index": room.index}


def _siblings(room: Room, version: Version) -> set[int]:
    return {v.number for v in room.book.versions if v.page == version.page}


def _cards(room: Room, report: Report, found: Findings) -> list[object]:
    return [cite_finding(room.index, s, report) for s in found.statements]
