"""Words between quotation marks, and whether somebody is speaking in them.

Marks are read paragraph by paragraph.  Curly and straight double marks may be mixed; a second opening mark before any
closing one ends the first quotation there (broken marks); a quotation left open runs to the end of its paragraph.
Single marks count only where they stand at the edges of words and outside double ones.
"""

import re
from collections.abc import Iterator

from onrecord.language import Language
from onrecord.records.annotation import Quotation
from onrecord.records.report import Report
from onrecord.records.span import Span

DOUBLE = re.compile(r"[“”„‟«»\"]")
SINGLE = re.compile(r"(?<![\w’'])[‘'](?=[\w\[])(?P<inside>[^‘’'\n]*(?:(?<=\w)[’'](?=\w)[^‘’'\n]*)*)(?<=\S)[’'](?!\w)")
OPENING = "“„«"
CLOSING = "”»"
MAX_NAME_WORDS = 6  # longer than this, capitals alone do not make a name
WORD = re.compile(r"[\w'’\-]+")
SENTENCE_END = re.compile(r"[.!?…,]$")
SMALL = frozenset({"of", "the", "and", "in", "for", "to", "on", "a", "an", "de", "with", "or", "at", "by"})


def find_quotations(report: Report, *, language: Language) -> tuple[Quotation, ...]:
    """Quotations in text order, not overlapping; headline, standfirst and subheads are read like paragraphs."""
    naming = language.words("quotation", "naming")
    extra = [s for s in (report.headline, report.standfirst) if s]
    found = []
    for block in sorted([*report.body, *report.subheads, *extra], key=lambda s: s.start):
        doubles = list(_find_double(report.text, block))
        taken = [Span(start=a, end=b) for a, b, _ in doubles]
        singles = [m for m in _find_single(report.text, block) if not any(t.overlaps(m) for t in taken)]
        marked = doubles + [(m.start, m.end, True) for m in singles]
        found += [_quotation(report.text, start, end, closed, naming) for start, end, closed in marked]
    return tuple(sorted(found, key=lambda q: q.span.start))


def _find_double(text: str, block: Span) -> Iterator[tuple[int, int, bool]]:
    """Start, end and whether closed, of each double-marked stretch of the block."""
    marks = [m.start() for m in DOUBLE.finditer(text, block.start, block.end)]
    opened: int | None = None
    for at in marks:
        if opened is None:
            if not (text[at] in CLOSING and at > block.start and text[at - 1].isalnum()):
                opened = at
        elif _opens(text, at, block) and not _closes(text, at):
            yield opened, at, False
            opened = at if at != marks[-1] else None  # the last mark of a block opens nothing: it was meant to close
        else:
            yield opened, at + 1, True
            opened = None
    if opened is not None and opened + 1 < block.end:
        yield opened, block.end, False


def _opens(text: str, at: int, block: Span) -> bool:
    if text[at] in OPENING:
        return True
    before = text[at - 1] if at > block.start else " "
    after = text[at + 1] if at + 1 < block.end else " "
    return text[at] == '"' and before.isspace() and not after.isspace()


def _closes(text: str, at: int) -> bool:
    return text[at] in CLOSING


def _find_single(text: str, block: Span) -> Iterator[Span]:
    for m in SINGLE.finditer(text, block.start, block.end):
        yield Span(start=m.start(), end=m.end())


def _quotation(text: str, start: int, end: int, closed: bool, naming: frozenset[str]) -> Quotation:
    stop = end - 1 if closed else end
    while not closed and stop > start + 1 and text[stop - 1].isspace():
        stop -= 1
    return Quotation(
        span=Span(start=start, end=end if closed else stop),
        inside=Span(start=start + 1, end=max(start + 1, stop)),
        closed=closed,
        is_speech=not _is_name(text, start, text[start + 1 : stop], naming),
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
