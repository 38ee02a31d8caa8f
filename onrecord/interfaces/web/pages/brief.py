"""The brief of a story: five parts, and beside the line in hand the words that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import brief_of, story_frame
from onrecord.interfaces.web.paper import Page
from onrecord.interfaces.web.rooms import Room
from onrecord.views.brief import Brief, PartKind
from onrecord.views.cited import Cited, cite_words
from onrecord.views.line import Line


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A line with its number on the page and the words behind it."""

    number: int  # from 1, over all parts
    line: Line
    cited: tuple[Cited, ...]


def show_brief(desk: Desk) -> Page:
    """The brief, one line of it opened: `line` in the address, else the first."""
    room = desk.part()
    since = desk.moment("since")
    brief = brief_of(room, desk.rooms.case.language, since)
    parts = room.keep(("brief lines", since), lambda: _number(room, brief))
    total = sum(len(lines) for _, lines, _ in parts)
    return Page(
        template="brief",
        title=brief.title,
        answer={"brief": brief},
        extra={
            **story_frame(desk, room, ""),
            "parts_shown": parts,
            "open": desk.number("line", 1, most=max(1, total)),
            "since": since,
            "changed": PartKind.CHANGED,
        },
    )


def _number(room: Room, brief: Brief) -> list[tuple[PartKind, list[Shown], int]]:
    out: list[tuple[PartKind, list[Shown], int]] = []
    number = 0
    for part in brief.parts:
        lines = []
        for line in part.lines:
            number += 1
            lines.append(Shown(number=number, line=line, cited=cite_line(room, line)))
        out.append((part.kind, lines, part.more))
    return out


def cite_line(room: Room, line: Line) -> tuple[Cited, ...]:
    """The words behind a line, each citation once, a figure together with the statement that it stands in."""
    found: dict[str, Cited] = {}
    for cite in line.cites:
        cited = cite_words(room.index, cite.id, cite.spans)
        if cited is not None:
            found.setdefault(cited.label, cited)
    return _in_order(line, tuple(found.values()))


def _in_order(line: Line, cited: Sequence[Cited]) -> tuple[Cited, ...]:
    labels = [c.label for c in line.cites]
    return tuple(sorted(cited, key=lambda c: labels.index(c.label) if c.label in labels else len(labels)))
