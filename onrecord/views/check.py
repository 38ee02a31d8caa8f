"""A draft held against the reports, sentence by sentence: its words, numbers, speakers, and whether others disagree.

It says what the reports bear out, never what is true.  A sentence is "ok" where some report says it; where only one
side says it, where the number was revised since, or where part of it is nowhere, that is told with what comes nearest.
"""

from collections import Counter
from collections.abc import Iterator

from onrecord.language import Language
from onrecord.records.casebook import Casebook
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.checking import Checker
from onrecord.views.index import index_casebook, squeeze
from onrecord.views.support import open_library
from onrecord.views.verdicts import GRAVITY, Checked, CheckedSentence, Draft, Verdict

LOUD = {verdict: verdict.value if verdict is Verdict.OK else verdict.value.upper() for verdict in Verdict}
SHOWN = 48  # characters of a sentence that is borne out


def check_draft(book: Casebook, draft: Draft, *, language: Language) -> Checked:
    """The draft's sentences in their order, each with its verdict."""
    checker = Checker(open_library(index_casebook(book), language=language), draft)
    checked: list[CheckedSentence] = []
    skipped = 0
    for span in _list_sentences(draft):
        remarks = tuple(sorted(checker.check(span), key=lambda r: GRAVITY[r.verdict]))
        if not remarks:
            skipped += 1
            continue
        text = draft.report.text
        line = text.count("\n", 0, span.start) + 1
        words = squeeze(span.of(text))
        verdict = remarks[0].verdict
        checked.append(
            CheckedSentence(line=line, start=span.start, end=span.end, text=words, verdict=verdict, remarks=remarks)
        )
    return Checked(sentences=tuple(checked), skipped=skipped)


def _list_sentences(draft: Draft) -> Iterator[Span]:
    """The sentences of the draft's paragraphs; a quotation that runs over a full stop is not broken."""
    quotes = [q.span for q in draft.marks.quotations]
    begun: Span | None = None
    for sentence in draft.marks.sentences:
        span = sentence.span if begun is None else Span(start=begun.start, end=sentence.span.end)
        begun = span if any(q.start < span.end < q.end for q in quotes) else None
        if begun is None:
            yield span
    if begun is not None:
        yield begun


def checked_lines(answer: Checked, *, name: str, width: int) -> tuple[str, ...]:
    """The answer for people: one entry a sentence, then how many of each verdict."""
    out: list[str] = []
    for sentence in answer.sentences:
        first = True
        for remark in sentence.remarks:
            if remark.verdict is Verdict.OK and not first:
                continue
            where = f"{name}:{sentence.line}" if first else ""
            told = f"{where:<12} {LOUD[remark.verdict]:<13} {remark.message}"
            out += phrases.wrap(told, width=width, hang=" " * 27)
            first = False
    counts = Counter(s.verdict for s in answer.sentences)
    told = ", ".join(f"{counts[v]} {v.value}" for v in reversed(Verdict) if counts[v])
    return (*out, told or "Nothing in it that could be checked.")


def checked_plain(answer: Checked, *, name: str) -> tuple[str, ...]:
    """One tab-separated line a remark: place, verdict, message, labels, sentence."""
    return tuple(
        phrases.tabbed((f"{name}:{s.line}", r.verdict.value, r.message, ",".join(r.labels), s.text))
        for s in answer.sentences
        for r in s.remarks
    )
