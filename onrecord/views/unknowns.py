"""What the reports say, in their own voice, is not known: "it is not clear whether", "is yet to be confirmed"."""

import re
from collections.abc import Iterator

from onrecord.language import Language
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.index import Index, squeeze
from onrecord.views.line import Cite, Line, frame, mark, name, quote

SENTENCE = re.compile(r"\S.*?(?:[.!?][\"”’)]*(?=\s+[\"“‘(]?[A-Z]|\s*$)|$)", re.DOTALL)
REFUSED = re.compile(r"\b(?:refus|declin)\w*\s+to\s+(\w+)", re.IGNORECASE)
MIN_WORDS = 7  # "She offered no reason." needs the sentence before it


def list_unknowns(index: Index, *, language: Language) -> Iterator[Line]:
    """A line for each such sentence outside all statements, the latest report first; repeats in copies are left out."""
    phrases = "|".join(re.escape(p).replace(r"\ ", r"\s+") for p in language.table("unknown")["phrases"])
    wanted = re.compile(rf"\b(?:{phrases})\b", re.IGNORECASE)
    seen: set[str] = set()
    for report in reversed(index.book.reports):
        for sentence in _sentences(report):
            words = squeeze(sentence.of(report.text))
            if words not in seen and wanted.search(words) and not _is_said(index, report, sentence):
                seen.add(words)
                yield _line(index, report, sentence)


def _sentences(report: Report) -> Iterator[Span]:
    """The sentences of the body; one too short to stand alone brings the sentence before it in its paragraph."""
    for part in report.body:
        start = part.start
        for match in SENTENCE.finditer(part.of(report.text)):
            is_short = len(match.group().split()) < MIN_WORDS
            yield Span(start=start if is_short else part.start + match.start(), end=part.start + match.end())
            start = part.start + match.start()


def _is_said(index: Index, report: Report, sentence: Span) -> bool:
    """True when the sentence belongs to a statement, which speaks for itself."""
    found = next(f for f in index.book.findings if f.report == report.id)
    return any(span.overlaps(sentence) for s in found.statements for span in s.content)


def _line(index: Index, report: Report, sentence: Span) -> Line:
    label = index.labels[report.id]
    words = quote(report, (sentence,))
    pieces = (name(report.outlet or report.doc), frame(": "), *words, frame(" "), mark(label))
    return Line(pieces=pieces, cites=(Cite(label=label, id=report.id, report=report.id, spans=(sentence,)),))


def is_refused_deed(index: Index, statement: Statement, *, language: Language) -> bool:
    """True for one who refuses to do something other than to say: "refused to apologise" leaves nothing unknown."""
    if statement.cue is None:
        return False
    text = index.report_of(statement).text
    end = max(statement.cue.end, statement.content[0].end)
    refused = REFUSED.search(text, statement.cue.start, end)
    return refused is not None and refused.group(1).lower() not in language.words("relations", "withheld")
