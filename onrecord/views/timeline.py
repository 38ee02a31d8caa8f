"""The chronology, with two dates for everything: when it happened and when it was said."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.words import list_words
from onrecord.language import load_beside
from onrecord.records.casebook import Casebook
from onrecord.records.finding import Event, Statement, Status
from onrecord.records.report import Report
from onrecord.records.when import Basis
from onrecord.views import phrases
from onrecord.views.days import column
from onrecord.views.happenings import Entry, join_events, merge_alike
from onrecord.views.index import Index, index_casebook, said_date
from onrecord.views.line import Line, Piece, frame, holds, marked, quote
from onrecord.views.wording import speaker_pieces, statement_pieces

STATUS_WORDS = {Status.FACT: "reported", Status.CLAIMED: "claimed", Status.PLANNED: "planned", Status.DENIED: "denied"}
SAID = "said"
HEAD = ("HAPPENED", "SAID", "STATUS")
INFERRED = "~"
TELLING = 2  # topic words but names, of which an event has as many where more happens than that somebody speaks


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """Entries in order of time."""

    entries: tuple[Entry, ...]
    dropped: int  # lines that did not hold and are not shown


def make_timeline(book: Casebook, *, by_saying: bool = False) -> Timeline:
    """Dated events and statements by when it happened (else when it was said); `by_saying`: by when it was said."""
    index = index_casebook(book)
    made = [e for e in (*_events(index), *_sayings(index)) if e.happened or e.said]
    merged = merge_alike(made)
    kept = join_events([e for e in merged if holds(e.line, index)], index)
    kept.sort(key=lambda e: (e.said or dt.date.max) if by_saying else _happened(e))
    return Timeline(entries=tuple(kept), dropped=sum(1 for e in merged if not holds(e.line, index)))


def _happened(entry: Entry) -> dt.date:
    when = entry.happened
    return (when.earliest or when.latest if when else None) or entry.said or dt.date.max


def _events(index: Index) -> Iterator[Entry]:
    for findings in index.book.findings:
        report = index.reports[findings.report]
        for event in findings.events:
            if event.when is None or _in_furniture(event, report) or _is_bare(event, report):
                continue
            statement = index.statements.get(event.statement or "")
            who = (*speaker_pieces(index, statement), frame(": ")) if statement else ()
            marks, cites = marked(index, *((event, statement) if statement else (event,)))
            pieces: tuple[Piece, ...] = (*who, *quote(report, event.evidence.spans), *marks)
            said = said_date(statement, report) if statement else _published(report)
            line = Line(pieces=pieces, cites=cites)
            yield Entry(happened=event.when, said=said, status=STATUS_WORDS[event.status], line=line, reports=1)


def _in_furniture(event: Event, report: Report) -> bool:
    """True for what a caption or a related link says: its date is an archive's, not the story's."""
    return any(piece.span.overlaps(span) for piece in report.furniture for span in event.evidence.spans)


def _is_bare(event: Event, report: Report) -> bool:
    """True for words that only tell when somebody spoke: "she said in a tweet on Friday"."""
    language = load_beside(report.language)
    words = [w for s in event.evidence.spans for w in list_words(report.text, s, language=language)]
    telling = language.words("questions", "telling")
    others = [w for w in words if w.folded not in telling]
    topic = {w.stem for w in others if w.stem and not w.is_capital and not w.stem.isdigit()}
    return event.statement is None and len(topic) < TELLING and len(others) < len(words)


def _published(report: Report) -> dt.date | None:
    return (report.published.latest or report.published.earliest) if report.published else None


def _sayings(index: Index) -> Iterator[Entry]:
    """The first statement of each claim that holds no dated event."""
    eventful = {e.statement for f in index.book.findings for e in f.events if e.when}
    for claim in index.book.account.claims:
        members = index.members(claim)
        if members and not any(s.id in eventful for s in members):
            yield _saying(index, members[0], claim.reports)


def _saying(index: Index, statement: Statement, reports: int) -> Entry:
    marks, cites = marked(index, statement)
    line = Line(pieces=(*statement_pieces(index, statement), *marks), cites=cites)
    said = said_date(statement, index.report_of(statement))
    return Entry(happened=None, said=said, status=SAID, line=line, reports=reports)


def timeline_lines(timeline: Timeline, *, width: int) -> tuple[str, ...]:
    """The chronology for people: happened, said, status, words."""
    heads = [(_told(e), phrases.day(e.said), e.status) for e in timeline.entries]
    room = [max(len(cell) for cell in cells) + 2 for cells in zip(HEAD, *heads, strict=True)]
    out = [_row(HEAD, room) + "WHAT"] if heads else []
    for head, entry in zip(heads, timeline.entries, strict=True):
        told = f" ({phrases.count(entry.reports, 'report')})" if entry.reports > 1 else ""
        out += phrases.wrap(_row(head, room) + entry.line.text + told, width=width, hang=" " * sum(room))
    if any(happened.endswith(INFERRED) for happened, _, _ in heads):
        out.append(f"{INFERRED} the date is inferred from a weekday or from the report's own date")
    if timeline.dropped:
        out.append(f"{phrases.count(timeline.dropped, 'line')} did not hold word for word and are not shown.")
    return tuple(out)


def _told(entry: Entry) -> str:
    is_inferred = entry.happened is not None and entry.happened.basis in (Basis.INFERRED, Basis.UNKNOWN)
    return column(entry.happened) + (INFERRED if is_inferred else "")


def _row(cells: Sequence[str], room: Sequence[int]) -> str:
    return "".join(f"{cell:<{width}}" for cell, width in zip(cells, room, strict=True))


def timeline_plain(timeline: Timeline) -> tuple[str, ...]:
    """One tab-separated line an entry: happened, said, status, words, labels."""
    return tuple(
        phrases.tabbed(
            (
                *(phrases.when_text(e.happened), e.said.isoformat() if e.said else "-", e.status, e.line.words),
                ",".join(dict.fromkeys(c.label for c in e.line.cites)),
            )
        )
        for e in timeline.entries
    )
