"""The brief and the figures as Markdown, every citation a footnote with the exact words, speaker, outlet and date."""

import re
from collections.abc import Iterator

from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.finding import Event, Figure, Statement
from onrecord.views import phrases
from onrecord.views.brief import Brief, PartKind, make_brief
from onrecord.views.figures import HEAD, FigureLife, list_figures, row_cells
from onrecord.views.index import Index, index_casebook, squeeze, words_of
from onrecord.views.line import Cite, Line, PieceKind

SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~^])")
SAFE_ADDRESS = re.compile(r"https?://[^\s<>]+")


def write_markdown(book: Casebook, *, title: str, language: Language) -> Iterator[str]:
    """The text in parts: brief, figures, notes, and last a manifest of what was written."""
    index = index_casebook(book)
    made, lives = make_brief(book, title=title, language=language), list_figures(book)
    yield from _brief(made)
    yield from _figures(lives)
    cites = {c.id: c for part in made.parts for line in part.lines for c in line.cites}
    cited = {label for life in lives for row in life.rows for label in row.cites}
    ids = dict.fromkeys([*cites, *(index.ids[label] for label in sorted(cited, key=_number))])
    notes = [_note(index, id, cites.get(id)) for id in ids]
    yield from dict.fromkeys(notes)
    lines = sum(len(part.lines) for part in made.parts)
    amounts = sum(len(life.rows) for life in lives)
    yield (
        f"\n<!-- manifest: {phrases.count(len(book.reports), 'report')}, {phrases.count(lines, 'line')}, "
        f"{phrases.count(amounts, 'amount')}, {phrases.count(len(set(notes)), 'note')}; "
        f"{made.held} of {made.citations} citations found word for word; words belong to those who published them -->\n"
    )


def _number(label: str) -> tuple[str, int]:
    return label[0], int(label[1:])


def _brief(brief: Brief) -> Iterator[str]:
    counts = phrases.three_counts(brief.reports, brief.origins, len(brief.parties), at_most=brief.has_unknown_party)
    as_of = f"As of {phrases.moment(brief.as_of)}. " if brief.as_of else ""
    yield f"# {_escape(brief.title)}\n\n{as_of}{counts}.\n"
    for part in brief.parts:
        yield f"\n## {part.kind.value.capitalize()}\n\n"
        yield from (f"- {_line(line)}\n" for line in part.lines)
        if not part.lines:
            yield "Nothing.\n" if part.kind is PartKind.CHANGED else "Nothing yet.\n"


def _line(line: Line) -> str:
    return "".join(
        _mark(piece.text.strip("[]")) if piece.kind is PieceKind.MARK else _escape(piece.text) for piece in line.pieces
    ).replace(" [^", "[^")


def _mark(label: str) -> str:
    """A footnote's mark; Markdown allows no blank in it."""
    return f"[^{label.replace(' ', '-')}]"


def _figures(lives: tuple[FigureLife, ...]) -> Iterator[str]:
    if lives:
        yield "\n## Figures\n"
    for life in lives:
        counts = phrases.three_counts(life.reports, life.origins, len(life.parties), at_most=False)
        yield f"\n### {_escape(life.of)}\n\n{counts}. No average is given.\n\n"
        yield f"| {' | '.join(h.capitalize() for h in HEAD)} |\n|{'---|' * len(HEAD)}\n"
        for row in life.rows:
            *cells, _ = row_cells(row)
            marks = "".join(_mark(label) for label in row.cites)
            yield f"| {' | '.join(_escape(cell) for cell in cells)} | {marks} |\n"
    yield "\n"


def _note(index: Index, id: str, cited: Cite | None) -> str:
    record = index.records[id]
    label = cited.label if cited else index.labels[id]
    if isinstance(record, Figure | Event):
        holder = index.statements.get(record.statement or "")
        record = holder or record
    if isinstance(record, Statement):
        report, spans = index.report_of(record), record.content
        who = f"{index.speaker_name(record) or 'nobody named'}, "
    elif isinstance(record, Figure | Event):
        report, spans, who = index.report_of(record), record.evidence.spans, ""
    else:
        report, who = index.reports[id], ""
        spans = cited.spans if cited and cited.spans != (report.span,) else ()
        spans = spans or ((report.headline,) if report.headline else ())
    words = f"“{_escape(words_of(report, spans))}” " if spans else f"{_escape(squeeze(report.title or report.doc))}. "
    where = f"{report.outlet or report.doc}, {phrases.when_text(report.published)}"
    address = f", <{report.address}>" if report.address and SAFE_ADDRESS.fullmatch(report.address) else ""
    return f"{_mark(label)}: {words}{_escape(who + where)}{address}\n"


def _escape(text: str) -> str:
    """Report text is quoted matter: none of it may act as markup."""
    return SPECIAL.sub(r"\\\1", re.sub(r"\s+", " ", text))
