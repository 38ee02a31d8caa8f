"""What a page said and says no more: statements of an earlier version whose words are gone from the later one."""

import datetime as dt
import itertools
from collections.abc import Iterator

from onrecord.records.casebook import Version
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.views.index import Index, squeeze
from onrecord.views.line import Line, cite_report, frame, mark, quote
from onrecord.views.line import name as named

GONE = 60  # partial ratio (0..100) under which the words stand in no form in the later version; an edit scores higher
MIN_WORDS = 4  # of a content; shorter ones are found anywhere, or nowhere by chance


def list_withdrawn(index: Index) -> Iterator[tuple[dt.datetime | None, Line]]:
    """Each withdrawn statement as a line, with the moment from which the later version could be known."""
    for before, after in _successive(index):
        text = squeeze(after.report.text).casefold()
        for statement in before.findings.statements:
            words = squeeze(" ".join(s.of(before.report.text) for s in statement.content))
            if len(words.split()) >= MIN_WORDS and _is_gone(words.casefold(), text):
                yield after.known, _line(index, before.report, after.report, statement)


def _is_gone(words: str, text: str) -> bool:
    from rapidfuzz import fuzz  # slow to import, and few pages have an earlier version

    return fuzz.partial_ratio(words, text) < GONE


def _successive(index: Index) -> Iterator[tuple[Version, Version]]:
    """Successive versions of one article: same page, same place among the page's articles."""
    pages: dict[str, dict[int, list[Version]]] = {}
    for version in sorted(index.book.versions, key=lambda v: (v.page, v.number, v.report.span)):
        pages.setdefault(version.page, {}).setdefault(version.number, []).append(version)
    for numbers in pages.values():
        for before, after in itertools.pairwise(numbers.values()):
            yield from zip(before, after, strict=False)


def _line(index: Index, before: Report, after: Report, statement: Statement) -> Line:
    first, then = cite_report(index, before), cite_report(index, after)
    words = quote(before, statement.content)
    outlet = named(after.outlet or after.doc)
    pieces = (outlet, frame(" says no more: “"), *words, frame("” "), mark(first.label), mark(then.label))
    return Line(pieces=pieces, cites=(first, then))
