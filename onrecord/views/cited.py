"""What stands behind a citation: the paragraph, the words cited of it, and who speaks them to whom."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.index import Index, squeeze, words_of
from onrecord.views.stories import headline

Finding = Statement | Figure | Event
AROUND = 420  # characters of a paragraph shown on each side of the cited words


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of a paragraph."""

    text: str  # white space squeezed
    is_cited: bool
    opens_paragraph: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Cited:
    """A finding or report with the words around what is cited of it."""

    id: str
    label: str
    report: str  # id
    report_label: str
    headline: str
    language: str  # BCP 47; of the report
    outlet: str
    published: str  # at the fineness it is known
    words: str  # the cited words alone
    stretches: tuple[Stretch, ...]  # of the paragraphs that hold them, in text order
    speaker: str | None  # None: nobody is named, or the report's own words
    role: str | None
    party: str | None
    chain: tuple[str, ...]  # origin first
    manner: str | None  # None: no statement
    stance: str | None
    certainty: str | None
    said: str | None


def cite_words(index: Index, id: str, spans: Iterable[Span] = ()) -> Cited | None:
    """What stands behind the id of a statement, figure, event or report; `spans` say what a report is cited for.

    None: the id is of nothing that has words.
    """
    record = index.records.get(id)
    if isinstance(record, Report):
        wanted = tuple(s for s in spans if s != record.span)
        return _cited(index, record, record, wanted or ((record.headline,) if record.headline else ()))
    if isinstance(record, Statement | Figure | Event):
        return cite_finding(index, record, index.report_of(record))
    return None


def cite_finding(index: Index, finding: Finding, report: Report) -> Cited:
    """The finding in its report, which may be an earlier version that the index says nothing of."""
    spans = finding.content if isinstance(finding, Statement) else finding.evidence.spans
    return _cited(index, finding, report, spans)


def _cited(index: Index, record: Finding | Report, report: Report, spans: tuple[Span, ...]) -> Cited:
    statement = _statement_of(index, record)
    entity = index.entity_of(statement) if statement else None
    office = entity.offices[-1].title if entity and entity.offices else None
    return Cited(
        id=record.id,
        label=index.labels.get(record.id, "earlier version"),
        report=report.id,
        report_label=index.labels.get(report.id, report.doc),
        headline=headline(report),
        language=report.language,
        outlet=report.outlet or report.doc,
        published=phrases.when_text(report.published),
        words=words_of(report, spans),
        stretches=tuple(_stretches(report, spans)),
        speaker=index.speaker_name(statement) if statement else None,
        role=(statement.speaker.role or office) if statement else None,
        party=index.party_of(statement) if statement else None,
        chain=tuple(s.name or "nobody named" for s in statement.chain) if statement else (),
        manner=statement.manner.value if statement else None,
        stance=statement.stance.value if statement else None,
        certainty=statement.certainty.value if statement else None,
        said=phrases.when_text(statement.said) if statement else None,
    )


def _statement_of(index: Index, record: Finding | Report) -> Statement | None:
    if isinstance(record, Figure | Event):
        return index.statements.get(record.statement or "")
    return record if isinstance(record, Statement) else None


def _stretches(report: Report, spans: tuple[Span, ...]) -> Iterator[Stretch]:
    """The paragraphs that hold the spans, cut where the cited words begin and end."""
    parts = (report.headline, report.standfirst, *report.subheads, *_body_near(report, spans))
    holding = sorted({p for p in parts if p and any(p.overlaps(s) for s in spans)})
    for paragraph in holding or _gap(report, spans):
        yield from _paragraph(report.text, paragraph, [s for s in sorted(spans) if s.overlaps(paragraph)])


def _body_near(report: Report, spans: tuple[Span, ...]) -> Sequence[Span]:
    """The paragraphs from the first span to the last, which are looked up: they stand in order, apart."""
    if not spans:
        return ()
    first = bisect_right(report.body, min(s.start for s in spans), key=lambda p: p.end)
    return report.body[first : bisect_left(report.body, max(s.end for s in spans), key=lambda p: p.start)]


def _gap(report: Report, spans: tuple[Span, ...]) -> list[Span]:
    """Where the words stand in no paragraph (a caption): the words with the line around them."""
    if not spans:
        return []
    first, last = min(s.start for s in spans), max(s.end for s in spans)
    end = report.text.find("\n", last)
    return [Span(start=report.text.rfind("\n", 0, first) + 1, end=len(report.text) if end < 0 else end)]


def _paragraph(text: str, paragraph: Span, spans: list[Span]) -> Iterator[Stretch]:
    at = max(paragraph.start, _word_start(text, spans[0].start - AROUND))
    last = min(paragraph.end, _word_end(text, spans[-1].end + AROUND))
    lead = "… " if at > paragraph.start else ""
    opens = True
    for span in spans:
        start, end = max(span.start, at), min(span.end, paragraph.end)
        if start > at or lead:
            yield Stretch(text=lead + _soft(text[at:start]), is_cited=False, opens_paragraph=opens)
            opens, lead = False, ""
        if end > start:
            yield Stretch(text=squeeze(text[start:end]), is_cited=True, opens_paragraph=opens)
            opens, at = False, end
    tail = " …" if last < paragraph.end else ""
    if at < last or tail:
        yield Stretch(text=_soft(text[at:last]) + tail, is_cited=False)


def _soft(text: str) -> str:
    """White space squeezed, one blank kept at either end where there was any."""
    inner = squeeze(text)
    if not inner:
        return " " if text else ""
    return f"{' ' if text[0].isspace() else ''}{inner}{' ' if text[-1].isspace() else ''}"


def _word_start(text: str, at: int) -> int:
    return 0 if at <= 0 else text.find(" ", at) + 1


def _word_end(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    end = text.rfind(" ", 0, at)
    return end if end > 0 else at
