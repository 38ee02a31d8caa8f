"""The brief and the figures as Markdown, every citation a footnote with the exact words, speaker, outlet and date."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping

from onrecord.inert import show_acting
from onrecord.records.finding import Event, Figure, Statement
from onrecord.views import phrases
from onrecord.views.brief import Brief, PartKind, make_brief
from onrecord.views.exports.citing import archive_link, captured_at, cite, dated, local_link, title_of, web_address
from onrecord.views.exports.order import Order, Tally
from onrecord.views.figures import HEAD, FigureLife, FigureRow, list_figures, row_cells
from onrecord.views.index import Index, words_of
from onrecord.views.labels import label_order
from onrecord.views.line import Cite, Line, PieceKind

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")


def write(order: Order) -> Iterator[str]:
    """The text in parts: brief, figures, notes, and last a manifest of what was written."""
    index, tally = order.index, order.tally
    made = make_brief(order.book, title=order.title, language=order.language, as_of=order.as_of)
    lives = list_figures(order.book)
    tally.expect("line", sum(len(part.lines) for part in made.parts))
    tally.expect("amount", sum(len(life.rows) for life in lives))
    yield from _brief(made, tally)
    yield from _figures(lives, tally)
    cites = {c.id: c for part in made.parts for line in part.lines for c in line.cites}
    cited = {label for life in lives for row in life.rows for label in row.cites}
    ids = dict.fromkeys([*cites, *(index.ids[label] for label in sorted(cited, key=label_order))])
    notes = dict.fromkeys(_note(index, id, cites.get(id)) for id in ids)
    yield from tally.each("footnote", notes)
    yield "\n"
    held = f"{made.held} of {made.citations} citations"
    yield f"<!-- manifest {json.dumps({'made_by': order.made_by, 'held': held, **tally.counts()})} -->\n"


def write_lines(index: Index, lines: Iterable[Line]) -> Iterator[str]:
    """Some lines of a brief as a list, and below it a footnote for each citation."""
    shown = tuple(lines)
    yield from (f"- {_line(line)}\n" for line in shown)
    yield "\n"
    yield from _notes(index, {c.id: c for line in shown for c in line.cites})


def write_brief(index: Index, made: Brief) -> Iterator[str]:
    """A brief alone, with a footnote for each citation."""
    yield from _brief(made, Tally(store={}, redacted={}))
    yield "\n"
    yield from _notes(index, {c.id: c for part in made.parts for line in part.lines for c in line.cites})


def _notes(index: Index, cites: Mapping[str, Cite]) -> Iterator[str]:
    yield from dict.fromkeys(_note(index, id, cited) for id, cited in cites.items())


def _brief(brief: Brief, tally: Tally) -> Iterator[str]:
    counts = phrases.three_counts(brief.reports, brief.origins, len(brief.parties), at_most=brief.has_unknown_party)
    as_of = f"As of {phrases.moment(brief.as_of)}. " if brief.as_of else ""
    yield f"# {_escape(brief.title)}\n\n{as_of}{counts}.\n"
    for part in brief.parts:
        yield f"\n## {part.kind.value.capitalize()}\n\n"
        yield from tally.each("line", (f"- {_line(line)}\n" for line in part.lines))
        if not part.lines:
            yield "Nothing.\n" if part.kind is PartKind.CHANGED else "Nothing yet.\n"


def _line(line: Line) -> str:
    return "".join(
        _mark(piece.text.strip("[]")) if piece.kind is PieceKind.MARK else _escape(piece.text) for piece in line.told()
    ).replace(" [^", "[^")


def _mark(label: str) -> str:
    """A footnote's mark; Markdown allows no blank in it."""
    return f"[^{label.replace(' ', '-')}]"


def _figures(lives: tuple[FigureLife, ...], tally: Tally) -> Iterator[str]:
    if lives:
        yield "\n## Figures\n"
    for life in lives:
        counts = phrases.three_counts(life.reports, life.origins, len(life.parties), at_most=False)
        yield f"\n### {_escape(life.of)}\n\n{counts}. No average is given.\n\n"
        yield f"| {' | '.join(h.capitalize() for h in HEAD)} |\n|{'---|' * len(HEAD)}\n"
        yield from tally.each("amount", (_row(row) for row in life.rows))
    yield "\n"


def _row(row: FigureRow) -> str:
    *cells, _ = row_cells(row)
    marks = "".join(_mark(label) for label in row.cites)
    return f"| {' | '.join(_escape(cell) for cell in cells)} | {marks} |\n"


def _note(index: Index, id: str, cited: Cite | None) -> str:
    """Words, speaker, outlet, date, and the three links: the reader's own copy, the live page, the archive's."""
    record = index.records[id]
    if isinstance(record, Statement | Figure | Event):
        found = cite(index, record)
        mark, report, words, who = found.label, found.report, found.words, found.speaker
        links = {"local": found.local, "live": found.live, "archive": found.archive}
        if who is None and isinstance(index.records[found.id], Statement):
            who = "nobody named"
    else:
        report, who = index.reports[id], None
        mark = cited.label if cited else index.labels[id]
        spans = cited.spans if cited and cited.spans != (report.span,) else ()
        words = words_of(report, spans) if spans else ""
        archived = archive_link(report, captured_at(index, report))
        links = {"local": local_link("r", report.id), "live": web_address(report), "archive": archived}
    head = f"“{_escape(words)}” " if words else f"{_escape(title_of(report))}. "
    where = ", ".join((*((who,) if who else ()), report.outlet or report.doc, dated(report)))
    told = " · ".join(f"[{name}](<{link}>)" for name, link in links.items() if link)
    return f"{_mark(mark)}: {head}{_escape(where)}. {told}\n"


def _escape(text: str) -> str:
    """Report text is quoted matter: none of it may act as markup."""
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", show_acting(text)))
