"""Edits of a page after it appeared, where they touch a number, a name, a date, a quotation or a "not".

All others are trivial: they are counted, never shown.  Paragraphs that were added are news and are told by what they
say; paragraphs that were taken out are shown.
"""

import datetime as dt
import functools
import itertools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from onrecord import language
from onrecord.errors import InputError
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.index import Index
from onrecord.views.line import Line, Piece, cite_report, frame, mark, quote
from onrecord.views.line import name as named
from onrecord.views.wordings import QUOTES, WORD, Change, list_changes

NEGATION = re.compile(r"^(?:not?|never|none|nobody|nothing|neither|nor|without|cannot|\w+n['’]t)$", re.IGNORECASE)
NUMERALS = ("cardinals", "scales", "groups")  # tables of the language's number words
CONTEXT = 2  # words shown after an edited one, so that a reader sees what the "four" counts
MAX_WORDS = 12  # a longer stretch is a rewrite; its first words are shown
NO_NOTICE = "no notice on page"


class EditKind(StrEnum):
    """What an edit touches."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    QUOTATION = "quotation"
    NEGATION = "negation"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words of one version in the place of words of the version before, both with what stands behind them."""

    old: Span | None  # in the text of the version before; None: nothing stood there
    new: Span | None  # in the text of the version after; None: they were taken out
    kinds: tuple[EditKind, ...]  # in the order above, never empty
    is_headline: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What changed from one version of a page to the next."""

    edits: tuple[Edit, ...]  # in the order of the text
    trivial: int  # edits that touch nothing of the kinds
    added: int  # paragraphs that are new
    notice: str | None  # what the page says of the change, in its words; None: nothing


def compare_versions(before: tuple[Report, Findings | None], after: tuple[Report, Findings | None]) -> Comparison:
    """What changed between two versions of one report; without findings, by digits, quotation marks and "not" alone."""
    marks = _marks(before[1]), _marks(after[1])
    edits: list[Edit] = []
    trivial = added = 0
    for change in list_changes(before[0], after[0]):
        kinds = _kinds(change, (before[0], after[0]), marks)
        if change.is_paragraph and not change.old and not change.is_headline:
            added += 1
        elif kinds:
            edits.append(_edit(change, kinds, before[0], after[0]))
        else:
            trivial += 1
    return Comparison(edits=tuple(edits), trivial=trivial, added=added, notice=_notice(before[0], after[0]))


def _notice(before: Report, after: Report) -> str | None:
    known = {" ".join(words.split()) for words in before.corrections}
    return next((words for words in after.corrections if " ".join(words.split()) not in known), None)


def _marks(found: Findings | None) -> Mapping[EditKind, tuple[Span, ...]]:
    if found is None:
        return {}
    return {
        EditKind.NUMBER: tuple(x.evidence.spans[0] for x in found.figures),
        EditKind.NAME: tuple(m.span for m in found.mentions),
        EditKind.DATE: tuple(t.span for t in found.times),
        EditKind.QUOTATION: tuple(q for s in found.statements for q in s.quoted),
    }


def _kinds(
    change: Change, reports: tuple[Report, Report], marks: tuple[Mapping[EditKind, tuple[Span, ...]], ...]
) -> tuple[EditKind, ...]:
    """What the changed words touch on either side."""
    found: set[EditKind] = set()
    for words, report, marked in zip((change.old, change.new), reports, marks, strict=True):
        for word in words:
            text = word.of(report.text)
            touched = {kind for kind, spans in marked.items() if any(word.overlaps(s) for s in spans)}
            if text[0].isalnum():
                found |= touched
            if (any(c.isdigit() for c in text) or text.casefold() in _numerals(report.language)) and (
                EditKind.DATE not in touched
            ):
                found.add(EditKind.NUMBER)
            if text.translate(QUOTES) == '"':
                found.add(EditKind.QUOTATION)
            if NEGATION.match(text):
                found.add(EditKind.NEGATION)
    return tuple(kind for kind in EditKind if kind in found)


@functools.cache
def _numerals(code: str) -> frozenset[str]:
    """Words that are numbers wherever they stand; "one" mostly is none."""
    try:
        table = language.load(code).table("numerals")
    except InputError:
        return frozenset()
    return frozenset(w for part in NUMERALS for w in table[part] if w != "one")


def _edit(change: Change, kinds: tuple[EditKind, ...], before: Report, after: Report) -> Edit:
    old, new = _stretch(change.old, before), _stretch(change.new, after)
    return Edit(old=old, new=new, kinds=kinds, is_headline=change.is_headline)


def _stretch(words: tuple[Span, ...], report: Report) -> Span | None:
    """The words with those behind them, inside their paragraph."""
    if not words:
        return None
    if len(words) >= MAX_WORDS:
        return Span(start=words[0].start, end=words[MAX_WORDS - 1].end)
    end = words[-1].end
    paragraph = next(s for s in _paragraphs(report) if s.start <= end <= s.end)
    behind = itertools.islice(WORD.finditer(report.text, end, paragraph.end), CONTEXT)
    for match in behind:
        if not match.group()[0].isalnum():
            break
        end = match.end()
    return Span(start=words[0].start, end=end)


def _paragraphs(report: Report) -> Iterator[Span]:
    yield from (s for s in (report.headline, report.standfirst, *report.subheads, *report.body) if s)


def list_edits(index: Index) -> Iterator[tuple[dt.datetime | None, Line]]:
    """Each telling edit as a line, with the moment from which the later version could be known."""
    found = {v.report.id: v.findings for v in index.book.versions} | {f.report: f for f in index.book.findings}
    for before, after in _versions(index):
        comparison = compare_versions((before, found.get(before.id)), (after, found.get(after.id)))
        for edit in comparison.edits:
            yield index.known_at(after), _line(index, before, after, edit, comparison.notice)


def _versions(index: Index) -> Iterator[tuple[Report, Report]]:
    """Successive versions of one article: same page, other capture, same place among the page's articles."""
    pages: dict[str, dict[str, list[Report]]] = {}
    for report in (*index.book.earlier, *index.book.reports):
        pages.setdefault(report.address or report.doc, {}).setdefault(report.capture, []).append(report)
    for captures in pages.values():
        ordered = [sorted(reports, key=lambda r: r.span.start) for reports in captures.values()]
        for before, after in itertools.pairwise(ordered):
            yield from zip(before, after, strict=False)


def _line(index: Index, before: Report, after: Report, edit: Edit, notice: str | None) -> Line:
    outlet = named(after.outlet or after.doc)
    words: tuple[Piece, ...] = (*_quoted(before, edit.old), frame(" -> "), *_quoted(after, edit.new))
    where = frame(" in the headline, " if edit.is_headline else ", ")
    told = frame("with a notice" if notice else NO_NOTICE)
    first, then = cite_report(index, before), cite_report(index, after)
    marks = tuple(mark(label) for label in dict.fromkeys((first.label, then.label)))
    return Line(pieces=(outlet, frame(": "), *words, where, told, frame(" "), *marks), cites=(first, then))


def _quoted(report: Report, span: Span | None) -> tuple[Piece, ...]:
    return (frame("“"), *quote(report, (span,)), frame("”")) if span else (frame("nothing"),)


def edit_words(before: Report, after: Report, edit: Edit) -> str:
    """The edit for people, without where it stands: “Four missiles struck” -> “Three missiles struck”."""
    old, new = _quoted(before, edit.old), _quoted(after, edit.new)
    return "".join(piece.text for piece in (*old, frame(" -> "), *new))
