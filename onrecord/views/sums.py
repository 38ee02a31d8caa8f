"""Parts that a report gives of a whole and that do not add up to it: noted, never corrected.

"Destroyed 31 out of 48 drones ... Another 14 drones were lost": nobody says where the other three are.  What is told is
only that the parts do not add up; which of the numbers is wrong, or what is missing, is for the reader to ask.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from onrecord.compare.amounts import count_same
from onrecord.language import Language
from onrecord.records.finding import Figure
from onrecord.records.places import Places
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.index import Index
from onrecord.views.line import Line, Piece, frame, marked, name, quote, tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """A whole with the parts that one paragraph gives of it."""

    whole: Figure
    parts: tuple[Figure, ...]  # in text order, the one that names the whole first; at least two
    rest: Decimal  # the whole less its parts; below nought where they exceed it


def list_sums(index: Index, *, language: Language) -> Iterator[Sum]:
    """The wholes whose parts are given and do not add up to them, in the order of the reports."""
    for report, found in zip(index.book.reports, index.book.findings, strict=True):
        exact = Places((_place(f), f) for f in found.figures if _is_exact(f, language))
        for paragraph in report.body:
            yield from _sums_of(report, [f for _, f in exact.within(paragraph)], language)


def sum_lines(index: Index, *, language: Language) -> Iterator[Line]:
    """A line for each, with the words of all its numbers."""
    for found in list_sums(index, language=language):
        report = index.report_of(found.whole)
        first, *others = found.parts
        pieces: list[Piece] = [name(report.outlet or report.doc), frame(": “")]
        marks, cites = marked(index, *found.parts, found.whole)
        pieces += [
            *quote(report, (_place(first),)),
            frame("” of “"),
            *quote(report, (_place(found.whole),)),
            frame("” "),
        ]
        pieces += [name(found.whole.of)]
        for part in others:
            pieces += [frame(" and “"), *quote(report, (_place(part),)), frame("”")]
        told = "are not accounted for" if found.rest > 0 else "more than there are"
        pieces += [frame(" do not add up: "), tally(f"{phrases.amount(abs(found.rest))} {told}"), *marks]
        yield Line(pieces=tuple(pieces), cites=cites)


def _sums_of(report: Report, figures: Sequence[Figure], language: Language) -> Iterator[Sum]:
    for n, (part, whole) in enumerate(itertools.pairwise(figures)):
        if not _is_part(report, part, whole, language):
            continue
        more = [
            f for f in figures[n + 2 :] if _is_further(report, f, language) and count_same(f, whole, language=language)
        ]
        parts = (part, *more)
        rest = _amount(whole) - sum((_amount(f) for f in parts), Decimal(0))
        if more and rest:
            yield Sum(whole=whole, parts=parts, rest=rest)


def _is_part(report: Report, part: Figure, whole: Figure, language: Language) -> bool:
    """True where the report has the one "of" the other: "31 out of 48 drones"."""
    between = report.text[_place(part).end : _place(whole).start].split()
    is_of = " ".join(between).lower() in language.words("relations", "part_of")
    return is_of and part.unit == whole.unit and _amount(part) < _amount(whole)


def _is_further(report: Report, figure: Figure, language: Language) -> bool:
    """True where the word before, or the first of the number's own, says that it is one more part."""
    before = report.text[: _place(figure).start].split()[-1:]
    own = _place(figure).of(report.text).split()[:1]
    return any(w.lower().strip("“\"'(") in language.words("relations", "further_parts") for w in (*before, *own))


def _is_exact(figure: Figure, language: Language) -> bool:
    """True for an amount with nothing about it but that it is "another" one."""
    beside = {w for w in (figure.approximator, figure.change) if w}
    return (
        figure.low is not None and figure.low == figure.high and beside <= language.words("relations", "further_parts")
    )


def _amount(figure: Figure) -> Decimal:
    return figure.low or Decimal(0)


def _place(figure: Figure) -> Span:
    return figure.evidence.spans[0]
