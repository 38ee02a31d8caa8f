"""Outlets with the grade that a person gave each, and who repeats whom."""

from dataclasses import dataclass

from onrecord.case.deciding import list_grades
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import relays_of, turn_page
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.interfaces.web.wording import ADMIRALTY_CONTENT, ADMIRALTY_SOURCE
from onrecord.records.claim import CopyKind
from onrecord.records.decision import Grade, in_force

MAX_ACROSS = 8  # columns of the relay matrix
MAX_DOWN = 60  # its rows; the JSON form has all


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """Who published reports of the case."""

    name: str
    family: str | None
    reports: int
    copies: int
    statements: int
    grade: Grade | None


def show_sources(desk: Desk) -> Page:
    """Outlets with most reports first, and the relay matrix."""
    room = desk.rooms.whole(desk.as_of)
    relays = relays_of(room)
    totals: dict[str, int] = {}
    for _, of, count in relays:
        totals[of] = totals.get(of, 0) + count
    across = sorted(totals, key=lambda name: (-totals[name], name))[:MAX_ACROSS]
    repeated: dict[str, int] = {}
    for by, of, count in relays:
        if of in across:
            repeated[by] = repeated.get(by, 0) + count
    down = sorted(repeated, key=lambda name: (-repeated[name], name))
    outlets = _outlets(desk, room)
    turned = turn_page(desk, len(outlets))
    shown = outlets[turned["first"] : turned["stop"]]
    return Page(
        template="sources",
        title="Sources",
        answer={"outlets": shown, "relays": [{"outlet": a, "relays": b, "reports": n} for a, b, n in relays]},
        extra={
            "outlets": shown,
            "leaf": turned["leaf"],
            "across": across,
            "down": down[:MAX_DOWN],
            "more_down": len(down[MAX_DOWN:]),
            "relayed": {(a, b): n for a, b, n in relays},
            "letters": ADMIRALTY_SOURCE,
            "digits": ADMIRALTY_CONTENT,
        },
    )


def _outlets(desk: Desk, room: Room) -> list[Outlet]:
    case = desk.rooms.case
    family_of = {outlet: family for family, members in case.settings["families"].items() for outlet in members}
    grades = {g.outlet: g for g in list_grades(case.settings, in_force(case.decisions()))}
    counts = room.keep("outlets", lambda: _count(room))
    return [
        Outlet(
            name=name,
            family=family_of.get(name),
            reports=reports,
            copies=copied,
            statements=statements,
            grade=grades.get(name),
        )
        for name, (reports, copied, statements) in sorted(counts.items(), key=lambda kv: (-kv[1][0], kv[0]))
    ]


def _count(room: Room) -> dict[str, list[int]]:
    """By outlet its reports, those of them that are copies, and their statements."""
    copies = {c.b for c in room.book.account.copies if c.kind is not CopyKind.PASSAGES}
    counts: dict[str, list[int]] = {}
    for report, found in zip(room.book.reports, room.book.findings, strict=True):
        kept = counts.setdefault(report.outlet or report.doc, [0, 0, 0])
        kept[0] += 1
        kept[1] += report.id in copies
        kept[2] += len(found.statements)
    return counts
