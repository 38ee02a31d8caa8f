"""The brief, or one line of it, to be taken into another program: Markdown, a word processor, a wiki."""

from collections.abc import Callable, Iterator, Sequence

from onrecord.errors import NotFound
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import brief_of
from onrecord.interfaces.web.rooms import Room
from onrecord.views.brief import Brief
from onrecord.views.exports.markdown import write_brief, write_lines
from onrecord.views.line import Line
from onrecord.views.taking import groups_of, write_wiki, write_word

Taker = Callable[[Room, Brief, Sequence[Line] | None], Iterator[str]]


def _markdown(room: Room, brief: Brief, lines: Sequence[Line] | None) -> Iterator[str]:
    """The brief, or one `line` of it, as Markdown with a footnote for each citation."""
    return write_brief(room.index, brief) if lines is None else write_lines(room.index, lines)


def _word(room: Room, brief: Brief, lines: Sequence[Line] | None) -> Iterator[str]:
    """The same for a word processor: headings, lists, numbered notes."""
    if lines is None:
        return write_word(room.index, brief.title, groups_of(brief))
    return write_word(room.index, "", (("", lines),))


def _wiki(room: Room, brief: Brief, lines: Sequence[Line] | None) -> Iterator[str]:
    """The same for a wiki, each citation a `<ref>` with `{{cite news}}`."""
    if lines is None:
        return write_wiki(room.index, brief.title, groups_of(brief))
    return write_wiki(room.index, "", (("", lines),))


TAKERS: tuple[tuple[str, str, Taker], ...] = (
    ("/t/{story}/take.md", "md", _markdown),
    ("/t/{story}/take.html", "word", _word),
    ("/t/{story}/take.wiki", "wiki", _wiki),
)


def take(desk: Desk, taker: Taker) -> str:
    """The brief in that form; of it the line that `line` counts to, where the address has one."""
    room = desk.part()
    brief = brief_of(room, desk.rooms.case.language, desk.moment("since"))
    every = [line for part in brief.parts for line in part.lines]
    if not desk.value("line"):
        return "".join(taker(room, brief, None))
    number = desk.number("line", 0, most=len(every) + 1)
    if not 1 <= number <= len(every):
        raise NotFound(f"The brief has no line {number}.", where="line", help=f"It has {len(every)}.")
    return "".join(taker(room, brief, every[number - 1 : number]))
