"""Figures of one report: each amount of its body with what it counts, on whose word, and as of when."""

from bisect import bisect_left
from collections.abc import Sequence
from decimal import Decimal

from onrecord.extract.counting.asof import as_of
from onrecord.extract.counting.counted import Counted, find_counted
from onrecord.extract.counting.phrases import words_touching
from onrecord.extract.index import Index, build_index
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.annotation import Annotations, Quantity, Zone
from onrecord.records.finding import Figure, Statement
from onrecord.records.note import Found
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import When

MAKER = "rules-1"


def find_figures(
    report: Report,
    marks: Annotations,
    statements: Sequence[Statement],
    *,
    language: Language,
    index: Index | None = None,
) -> Found[Figure]:
    """Figures in text order, from sentences of the body only.

    `of` is the counted noun phrase; where the report leaves it out, it is taken from the governing verb ("injuring
    13": people injured) or from the figure before.  The evidence is the amount, then the words after it that name it.
    """
    index = index or build_index(report, marks)
    out: list[Figure] = []
    before: Counted | None = None
    taken = sorted({i for q in marks.quantities for i in words_touching(index, q.span)})
    for quantity in marks.quantities:
        sentence = index.sentence_at(quantity.span.start)
        if sentence is None or sentence.zone is not Zone.BODY or not sentence.span.contains(quantity.span):
            continue
        here = taken[bisect_left(taken, sentence.first) : bisect_left(taken, sentence.last)]
        counted = find_counted(index, quantity, before, taken=frozenset(here), language=language)
        before = counted
        statement = _statement_of(quantity, statements)
        when = as_of(index, quantity, said=statement.said if statement else None)
        out.append(_figure(report, quantity, counted, statement, when))
    return Found(items=tuple(out))


def _figure(report: Report, q: Quantity, counted: Counted, statement: Statement | None, when: When | None) -> Figure:
    return Figure(
        id=ids.finding_id("figure", report.id, q.span),
        doc=report.doc,
        of=counted.of,
        low=None if q.low is None else Decimal(q.low),
        high=None if q.high is None else Decimal(q.high),
        unit=q.unit or counted.unit,
        approximator=q.approximator,
        change=q.change,
        scope=counted.scope,
        as_of=when,
        statement=statement.id if statement else None,
        evidence=Evidence(report=report.id, spans=_evidence(q, counted), maker=MAKER),
    )


def _evidence(q: Quantity, counted: Counted) -> tuple[Span, ...]:
    """The amount, then the words after it that say what it counts; evidence runs in text order, the amount first."""
    after = counted.span is not None and counted.span.start >= q.span.end
    return (q.span, counted.span) if after and counted.span else (q.span,)


def _statement_of(q: Quantity, statements: Sequence[Statement]) -> Statement | None:
    """The statement whose content holds the amount; the shortest where statements are nested."""
    holding = [s for s in statements if any(c.contains(q.number) for c in s.content)]
    return min(holding, key=lambda s: sum(c.end - c.start for c in s.content), default=None)
