"""Words between quotation marks, and whether somebody is speaking in them.

Marks are read paragraph by paragraph.  Curly and straight double marks may be mixed; a second opening mark before any
closing one ends the first quotation there (broken marks); a quotation left open runs to the end of its paragraph.
Two single marks side by side are a double one, as typewriters and some archives write it.
Single marks count only where they stand at the edges of words and outside double ones.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.records.annotation import Quotation
from onrecord.records.report import Report
from onrecord.records.span import Span

DOUBLE = re.compile(r"[“”„‟«»\"]|(?<!['’‘`])(?:''|``|‘‘|’’)(?!['’‘`])")
TYPED = {"''": '"', "``": "“", "‘‘": "“", "’’": "”"}  # two marks for one, and the one
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w\[])(?P<inside>[^‘’'\n]*(?:(?<=\w)[’'](?=\w)[^‘’'\n]*)*)(?<=\S)[’'](?!\w)")
OPENING = "“„«"
CLOSING = "”»"
MAX_NAME_WORDS = 6  # longer than this, capitals alone do not make a name
WORD = re.compile(r"[\w'’\-]+")
SENTENCE_END = re.compile(r"[.!?…,]$")
SMALL = frozenset({"of", "the", "and", "in", "for", "to", "on", "a", "an", "de", "with", "or", "at", "by"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One double mark, by whatever characters it is written."""

    span: Span
    sign: str


def find_quotations(report: Report, *, language: Language) -> tuple[Quotation, ...]:
    """Quotations in text order, not overlapping; headline, standfirst and subheads are read like paragraphs."""
    naming = language.words("quotation", "naming")
    extra = [s for s in (report.headline, report.standfirst) if s]
    found = []
    for block in sorted([*report.body, *report.subheads, *extra], key=lambda s: s.start):
        doubles = list(_find_double(report.text, block))
        singles = [
            (Span(start=m.start, end=m.start + 1), Span(start=m.end - 1, end=m.end))
            for m in _find_single(report.text, block)
            if not any(m.start < (last.end if last else block.end) and first.start < m.end for first, last in doubles)
        ]
        found += [_quotation(report.text, first, last, block, naming) for first, last in (*doubles, *singles)]
    return tuple(sorted(found, key=lambda q: q.span.start))


def _find_double(text: str, block: Span) -> Iterator[tuple[Span, Span | None]]:
    """The opening and the closing mark of each double-marked stretch of the block; None where it stays open.

    A stretch cut short by a second opening mark is closed by the empty place before it.
    """
    marks = [
        Mark(span=Span(start=m.start(), end=m.end()), sign=TYPED.get(m.group(), m.group()))
        for m in DOUBLE.finditer(text, block.start, block.end)
    ]
    opened: Mark | None = None
    for mark in marks:
        if opened is None:
            if not (mark.sign in CLOSING and mark.span.start > block.start and text[mark.span.start - 1].isalnum()):
                opened = mark
        elif _opens(text, mark, block):
            yield opened.span, Span(start=mark.span.start, end=mark.span.start)
            opened = mark if mark is not marks[-1] else None  # the last of a block opens nothing: it was meant to close
        else:
            yield opened.span, mark.span
            opened = None
    if opened is not None and opened.span.end < block.end:
        yield opened.span, None


def _opens(text: str, mark: Mark, block: Span) -> bool:
    if mark.sign in OPENING or mark.sign in CLOSING:
        return mark.sign in OPENING
    before = text[mark.span.start - 1] if mark.span.start > block.start else " "
    after = text[mark.span.end] if mark.span.end < block.end else " "
    return mark.sign == '"' and before.isspace() and not after.isspace()


def _find_single(text: str, block: Span) -> Iterator[Span]:
    for m in SINGLE.finditer(text, block.start, block.end):
        yield Span(start=m.start(), end=m.end())


def _quotation(text: str, first: Span, last: Span | None, block: Span, naming: frozenset[str]) -> Quotation:
    """The quotation between two marks; one without a closing mark goes up to the last word before its end."""
    closed = last is not None and last.end > last.start
    stop = last.start if last else block.end
    while not closed and stop > first.end and text[stop - 1].isspace():
        stop -= 1
    inside = Span(start=first.end, end=max(first.end, stop))
    return Quotation(
        span=Span(start=first.start, end=last.end if last and closed else inside.end),
        inside=inside,
        closed=closed,
        is_speech=not _is_name(text, first.start, inside.of(text), naming),
    )


def _is_name(text: str, start: int, inside: str, naming: frozenset[str]) -> bool:
    """True for a title, a nickname or a gloss: capitals throughout, or a naming word right before the mark."""
    words = WORD.findall(inside)
    if not words:
        return True
    before = WORD.findall(text[max(0, start - 40) : start])
    if before and (before[-1].lower() in naming or (before[-1].lower() == "as" and before[-2:-1] == ["known"])):
        return len(words) <= MAX_NAME_WORDS
    if len(words) > MAX_NAME_WORDS or SENTENCE_END.search(inside.rstrip(",")):
        return False
    big = [w for w in words if w.lower() not in SMALL]
    return bool(big) and all(w[0].isupper() or w[0].isdigit() for w in big) and words[0][0].isupper()
