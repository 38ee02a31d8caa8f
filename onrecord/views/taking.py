"""A brief, or one line of it, as other programs take it: a word processor by its clipboard, a wiki as its own text.

Every line keeps its citations: the exact words, who speaks them, where they were printed, and a link.
"""

import html
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.inert import show_acting
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.views.brief import Brief, PartKind
from onrecord.views.exports.citing import cite, dated, live_link, title_of
from onrecord.views.exports.references import wiki_note, wiki_text
from onrecord.views.index import Index, words_of
from onrecord.views.line import Cite, Line, PieceKind

Group = tuple[str, Sequence[Line]]  # a heading ("": none) and its lines


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a line rests on, as a note names it."""

    label: str
    report: Report
    words: str  # empty: the report as a whole
    speaker: str | None
    live: str | None


def groups_of(brief: Brief) -> tuple[Group, ...]:
    """The parts of a brief with their headings."""
    return tuple((part.kind.value.capitalize(), part.lines) for part in brief.parts)


def source_of(index: Index, cited: Cite) -> Source:
    """What stands behind a citation."""
    record = index.records[cited.id]
    if isinstance(record, Statement | Figure | Event):
        found = cite(index, record)
        return Source(label=cited.label, report=found.report, words=found.words, speaker=found.speaker, live=found.live)
    report = index.reports[cited.report]
    words = words_of(report, cited.spans) if cited.spans != (report.span,) else ""
    return Source(label=cited.label, report=report, words=words, speaker=None, live=live_link(report, words))


def write_word(index: Index, title: str, groups: Sequence[Group]) -> Iterator[str]:
    """A page without styles of its own, which a word processor takes in with headings, lists and numbered notes."""
    numbers: dict[str, int] = {}
    sources: list[Source] = []
    body: list[str] = []
    for heading, lines in groups:
        body.append(f"<h2>{_escape(heading)}</h2>" if heading else "")
        body.append("<ul>" if lines else f"<p>{'Nothing.' if heading == _CHANGED else 'Nothing yet.'}</p>")
        for line in lines:
            for cited in line.cites:
                if cited.label not in numbers:
                    numbers[cited.label] = len(sources) + 1
                    sources.append(source_of(index, cited))
            body.append(f"<li>{_words(line, numbers)}</li>")
        body.append("</ul>" if lines else "")
    yield f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{_escape(title)}</title></head><body>'
    yield f"<h1>{_escape(title)}</h1>" if title else ""
    yield "".join(body)
    yield f"<ol>{''.join(f'<li>{_note(source)}</li>' for source in sources)}</ol></body></html>\n"


_CHANGED = PartKind.CHANGED.value.capitalize()


def _words(line: Line, numbers: dict[str, int]) -> str:
    return "".join(
        f"<sup>{numbers.get(piece.text.strip('[]'), '')}</sup>"
        if piece.kind is PieceKind.MARK
        else _kept(piece.text, _escape(piece.text))
        for piece in line.pieces
    ).replace(" <sup>", "<sup>")


def _note(source: Source) -> str:
    told = f"“{_escape(source.words)}” " if source.words else f"{_escape(title_of(source.report))}. "
    parts = (source.speaker, source.report.outlet or source.report.doc, dated(source.report))
    told += _escape(", ".join(part for part in parts if part))
    return told + (f'. <a href="{_escape(source.live)}">{_escape(source.live)}</a>' if source.live else "")


def _escape(text: str) -> str:
    return html.escape(show_acting(" ".join(text.split())))


def _kept(text: str, escaped: str) -> str:
    """The escaped text with the blanks that stand at the edges of a piece."""
    if not text.strip():
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{escaped}{' ' if text[-1].isspace() else ''}"


def write_wiki(index: Index, title: str, groups: Sequence[Group]) -> Iterator[str]:
    """The lines as a wiki's list, each citation a footnote that is given in full where it first stands."""
    given: set[str] = set()
    yield f"== {wiki_text(title)} ==\n" if title else ""
    for heading, lines in groups:
        yield f"=== {wiki_text(heading)} ===\n" if heading else ""
        for line in lines:
            yield f"* {''.join(_wiki_pieces(index, line, given)).replace(' <ref', '<ref')}\n"
    yield "<references />\n"


def _wiki_pieces(index: Index, line: Line, given: set[str]) -> Iterator[str]:
    cites = {c.label: c for c in line.cites}
    for piece in line.pieces:
        label = piece.text.strip("[]")
        if piece.kind is not PieceKind.MARK:
            yield _kept(piece.text, wiki_text(piece.text))
        elif label in given or label not in cites:
            yield f'<ref name="{label}" />'
        else:
            given.add(label)
            source = source_of(index, cites[label])
            yield wiki_note(index, label, source.report, source.words)
