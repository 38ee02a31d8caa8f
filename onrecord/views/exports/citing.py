"""Statements as citations: the exact words with what stands around them, and the three links to them.

The local link always works; the live one jumps to the words as long as the page is unchanged and open; the archive's
leads to its copy nearest to the moment of our own capture, where it has one.
"""

import datetime as dt
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import quote as percent

from onrecord.inert import ACTING
from onrecord.records.casebook import Casebook
from onrecord.records.decision import Action, Matter
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.exports.order import LOCAL
from onrecord.views.index import Index, published_at, squeeze, words_of

AROUND = 32  # characters kept before and after the words, so that they are found again where they stand twice
FRAGMENT_WORDS = 12  # words of a text fragment given in full; longer ones break on any edit
EDGE_WORDS = 5  # of a longer passage: its first and last words
WEB = re.compile(r"https?://[^\s<>\"\\^`{|}]+")
BYLINE = re.compile(r"^\s*(?:by|von|par)\s+", re.IGNORECASE)
AUTHORS = re.compile(r"\s*(?:,|;|\band\b|&)\s*")
MARKS = '"“”„«»'


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Exact characters of a stored text, with those around them."""

    exact: str
    prefix: str
    suffix: str
    start: int  # in Unicode code points of the stored text
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A statement, figure or event with all that a reference to it needs."""

    id: str
    label: str
    report: Report
    passages: tuple[Passage, ...]  # in text order, never empty
    words: str  # the same, white space as single blanks, gaps as an ellipsis
    speaker: str | None  # None: nobody named, or the report's own words
    local: str
    live: str | None  # None: the report has no address
    archive: str | None


def cite(index: Index, record: Statement | Figure | Event) -> Citation:
    """The citation of a finding; a figure or event that stands in a statement is cited by the statement."""
    if not isinstance(record, Statement) and record.statement in index.statements:
        record = index.statements[record.statement or ""]
    report = index.report_of(record)
    is_said = isinstance(record, Statement)
    spans = record.content if isinstance(record, Statement) else record.evidence.spans
    words = words_of(report, spans)
    return Citation(
        id=record.id,
        label=index.labels[record.id],
        report=report,
        passages=tuple(_passage(report, span) for span in spans),
        words=words,
        speaker=index.speaker_name(record) if isinstance(record, Statement) else None,
        local=local_link("s" if is_said else "r", record.id if is_said else report.id),
        live=live_link(report, words.split(" … ")[0]),
        archive=archive_link(report, captured_at(index, report)),
    )


def _passage(report: Report, span: Span) -> Passage:
    text, whole = report.text, report.span
    return Passage(
        exact=span.of(text),
        prefix=text[max(whole.start, span.start - AROUND) : span.start],
        suffix=text[span.end : min(max(whole.end, span.end), span.end + AROUND)],
        start=span.start,
        end=span.end,
    )


def local_link(page: str, id: str) -> str:
    """The permalink of a thing in the reader's own case: pages r, s and c, then the id, which never changes."""
    return f"{LOCAL}/{page}/{id}"


def web_address(report: Report) -> str | None:
    """The report's address where it is one of the web's and can act as nothing else; else None."""
    if not report.address or not WEB.fullmatch(report.address):
        return None
    return ACTING.sub(lambda found: percent(found[0]), report.address)


def live_link(report: Report, words: str) -> str | None:
    """The address with a text fragment that finds the words: all of them, else the first and the last few."""
    address = web_address(report)
    if address is None:
        return None
    parts = words.strip(MARKS + " ,").split()
    if not parts:
        return address
    if len(parts) <= FRAGMENT_WORDS:
        fragment = _escape(parts)
    else:
        fragment = f"{_escape(parts[:EDGE_WORDS])},{_escape(parts[-EDGE_WORDS:])}"
    return f"{address}{'' if '#' in address else '#'}:~:text={fragment}"


def _escape(words: Iterable[str]) -> str:
    """Hyphen, comma and ampersand have meanings of their own in a text fragment."""
    return percent(" ".join(words), safe="").replace("-", "%2D")


def archive_link(report: Report, at: dt.datetime | None) -> str | None:
    """The Internet Archive's copy nearest to the moment, where it has one."""
    address = web_address(report)
    if address is None:
        return None
    moment = f"{at.astimezone(dt.UTC):%Y%m%d%H%M%S}/" if at else ""
    return f"https://web.archive.org/web/{moment}{address}"


def captured_at(index: Index, report: Report) -> dt.datetime | None:
    """When our own copy was fetched; else when the report appeared."""
    version = index.versions.get(report.id)
    return (version.fetched if version else None) or published_at(report)


def title_of(report: Report) -> str:
    """The headline as printed, else as given, else the name it came under."""
    printed = squeeze(report.headline.of(report.text)) if report.headline else ""
    return printed or squeeze(report.title or "") or report.doc


def authors_of(report: Report) -> tuple[str, ...]:
    """The names of a byline, in its order; empty where there is none."""
    names = AUTHORS.split(BYLINE.sub("", squeeze(report.byline or "")))
    return tuple(name for name in names if name)


def published_day(report: Report) -> dt.date | None:
    """The day of publication, as late as the evidence allows; None: not known."""
    when = report.published
    return (when.latest or when.earliest) if when else None


def dated(report: Report) -> str:
    """When the report came out, for a note: "2031-03-04", "2031-03"; "undated"."""
    told = phrases.when_text(report.published)
    return "undated" if told == "-" else told


def text_sha256(report: Report) -> str:
    """The hash of the whole stored text, which every offset counts in."""
    return hashlib.sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()


def list_reviewers(book: Casebook) -> dict[str, str]:
    """Who looked at a statement last and let it stand or mended it, by statement id."""
    done = (Action.ACCEPT, Action.EDIT)
    return {t: d.by for d in book.decisions if d.matter is Matter.STATEMENT and d.action in done for t in d.things}
