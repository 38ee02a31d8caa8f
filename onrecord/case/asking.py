"""Text of the user's own, a draft or a question, read as a report is and held against a story's."""

import datetime as dt
import re
from dataclasses import replace

from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.casebook import Casebook
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.records.when import Basis, When
from onrecord.views.ask import Answer, answer_question
from onrecord.views.check import check_draft
from onrecord.views.verdicts import Checked, Draft

# A line that ends a sentence ends its paragraph: drafts are written a sentence a line, or wrapped.
PARAGRAPH = re.compile(r"\S[^\n]*(?:(?<![.!?:\"”’)])\n(?!\s*\n)[^\n]+)*")
NOT_PROSE = re.compile(r"\s*(?:#|```|\||<!--|\[\^?[\w-]+\]:)")


def check_text(book: Casebook, text: str, *, language: Language) -> Checked:
    """The sentences of a draft with their verdicts; days in it are counted from the latest report's."""
    return check_draft(book, read_draft(text, book, language=language), language=language)


def ask(book: Casebook, question: str, *, language: Language) -> Answer:
    """What the reports have in answer to a question, word for word, or that none says."""
    return answer_question(book, read_draft(question, book, language=language), language=language)


def read_draft(text: str, book: Casebook, *, language: Language) -> Draft:
    """The text as a report whose paragraphs are its body; headings, tables and notes of Markdown are none."""
    # Reading takes longer to load than the rest of a short command.
    from onrecord.annotate import annotate_reports
    from onrecord.extract import find_all

    body = tuple(Span(start=m.start(), end=m.end()) for m in PARAGRAPH.finditer(text) if not NOT_PROSE.match(m.group()))
    report = Report(
        id="r" + ids.digest("draft", text),
        capture="c" + ids.digest("draft", text),
        doc="draft",
        text=text,
        span=Span(start=0, end=len(text)),
        headline=None,
        standfirst=None,
        subheads=(),
        body=body,
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=_latest(book),
        language=language.code,
    )
    (marks,) = annotate_reports((report,), language=language)
    plain = replace(language, has_meanings=False)  # a draft is held against words, and compared with nothing
    return Draft(report=report, marks=marks, findings=find_all(report, marks, language=plain))


def _latest(book: Casebook) -> When | None:
    days = [d for r in book.reports if r.published and (d := r.published.latest or r.published.earliest)]
    day: dt.date | None = max(days, default=None)
    return When(earliest=day, latest=day, basis=Basis.INFERRED) if day else None
