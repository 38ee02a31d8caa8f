"""One statement, figure or event: its exact words, where they stand, and what they stand next to."""

from collections.abc import Iterator

from onrecord.errors import NotFound
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import story_frame
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.records.casebook import Version
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.views.cited import cite_finding
from onrecord.views.show import Card, show_in
from onrecord.views.voices import MANNER_WORDS

Finding = Statement | Figure | Event


def show_statement(desk: Desk) -> Page:
    """A statement, also one of an earlier version of its page."""
    return _show(desk, desk.path("statement"))


def show_finding(desk: Desk) -> Page:
    """A figure or an event."""
    return _show(desk, desk.path("finding"))


def _show(desk: Desk, id: str) -> Page:
    version, finding = _find(desk, id)
    room = desk.rooms.holding(version.report.id, desk.as_of)
    card = show_in(room.index, finding.id) if finding.id in room.index.records else None
    cited = cite_finding(room.index, finding, version.report)
    is_current = any(r.id == version.report.id for r in room.book.reports)
    kind = type(finding).__name__.lower()
    return Page(
        template="statement",
        title=cited.words or kind,
        answer={kind: finding, "cited": cited, "card": card},
        extra={
            **(story_frame(desk, room, "statement") if room.story else {"index": room.index}),
            "kind": kind,
            "cited": cited,
            "card": card,
            "facts": _facts(card, finding),
            "neighbours": card.neighbours if card else (),
            "finding": finding,
            "version": version,
            "is_current": is_current,
            "in_claim": finding.id in room.index.claims,
            "series": _series(room, finding),
            "is_web": bool(version.report.address and version.report.address.startswith(("http://", "https://"))),
        },
    )


def _find(desk: Desk, id: str) -> tuple[Version, Finding]:
    whole = desk.rooms.whole(desk.as_of)
    held = whole.keep("findings by id", lambda: _by_id(whole))
    found = held.get(id)
    if found is None:
        near = [held[k] for k in held if len(id) > 5 and k.startswith(id)]
        if len(near) != 1:
            help = "It may have been read otherwise since; look in its report."
            raise NotFound(f"The case has no statement '{id}'.", where=id, help=help)
        found = near[0]
    return found


def _by_id(room: Room) -> dict[str, tuple[Version, Finding]]:
    """Every finding of every version; what people edited is as edited where it counts."""
    out: dict[str, tuple[Version, Finding]] = {}
    for version in room.book.versions:
        said = version.findings
        out |= {x.id: (version, x) for x in _all(said)}
    for findings in room.book.findings:
        own = room.index.versions.get(findings.report)
        if own:
            out |= {x.id: (own, x) for x in _all(findings)}
    return out


def _all(found: Findings) -> Iterator[Finding]:
    yield from found.statements
    yield from found.figures
    yield from found.events


def _facts(card: Card | None, finding: Finding) -> tuple[tuple[str, str], ...]:
    if card is not None:
        return card.facts
    if isinstance(finding, Statement):
        return (("manner", MANNER_WORDS[finding.manner.value]), ("who", finding.speaker.name or "nobody named"))
    return ()


def _series(room: Room, finding: Finding) -> str | None:
    """The amount by which the number's page is found; None: it belongs to no number."""
    own = next((f for f in room.book.findings if f.report == finding.evidence.report), None)
    figures = [x for x in (own.figures if own else ()) if finding.id in (x.statement, x.id)]
    return next((x.id for x in figures if x.id in room.index.series), None)
