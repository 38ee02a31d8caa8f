"""A quotation of a draft held against the texts of the reports, word by word."""

import difflib
import re
from collections.abc import Sequence

from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.fitting import is_speaker
from onrecord.views.index import squeeze
from onrecord.views.support import Library
from onrecord.views.verdicts import Remark, Verdict

WORD = re.compile(r"[^\W_]+(?:[’'.,][^\W_]+)*")
MAX_SHOWN = 100


def find_words(words: str, report: Report) -> Span | None:
    """Where the report has these words one after another, whatever marks stand between them; None: nowhere."""
    parts = [re.escape(w).replace("’", "['’]").replace("'", "['’]") for w in WORD.findall(words)]
    if not parts:
        return None
    found = re.search(r"(?<!\w)" + r"\W+".join(parts) + r"(?!\w)", report.text, re.IGNORECASE)
    return Span(start=found.start(), end=found.end()) if found else None


def check_quotation(library: Library, words: str, speakers: Sequence[str | None]) -> Remark:
    """The remark on a quotation that the draft gives to these speakers (None: to nobody)."""
    book, index = library.index.book, library.index
    places = [(r, span) for r in book.reports if (span := find_words(words, r))]
    if not places:
        return _absent(library, words)
    said = [
        s
        for report, span in places
        for f in book.findings
        if f.report == report.id
        for s in f.statements
        if any(c.overlaps(span) for c in s.content)
    ]
    names = [n for n in speakers if n]
    if said and names and not any(is_speaker(index, s, n) for s in said for n in names):
        who = index.speaker_name(said[0]) or "somebody who is not named"
        return library.remark(Verdict.SPEAKER, f"the words are those of {who}, not of {names[0]}", said[:1])
    cited = said[:1] or library.passage_at(*places[0])
    return library.remark(Verdict.OK, f"“{_clip(words)}” word for word", cited)


def _absent(library: Library, words: str) -> Remark:
    for report in reversed(library.index.book.earlier):
        if find_words(words, report):
            label = library.index.labels.get(report.id, report.doc)
            told = "the quotation stands only in an earlier version of the page"
            return Remark(verdict=Verdict.STALE, message=f"{told} [{label}]", cites=(report.id,), labels=(label,))
    from rapidfuzz import fuzz  # slow to import, and most quotations are found as they stand

    best = max(
        library.passages,
        key=lambda p: fuzz.partial_ratio(words.casefold(), p.span.of(p.report.text).casefold()),
        default=None,
    )
    if best is None:
        return Remark(verdict=Verdict.WORDS, message="the quotation is in no report")
    there = squeeze(best.span.of(best.report.text))
    told = f"the quotation is in no report; {_difference(words, there)}"
    return library.remark(Verdict.WORDS, told, best.statements[:1] or best)


def _difference(words: str, there: str) -> str:
    """The first words that differ, in the draft and in the nearest passage."""
    ours, theirs = WORD.findall(words), WORD.findall(there)
    matcher = difflib.SequenceMatcher(None, [w.casefold() for w in ours], [w.casefold() for w in theirs], False)
    blocks = [b for b in matcher.get_matching_blocks() if b.size]
    if not blocks or sum(b.size for b in blocks) * 2 < len(ours):
        return f"nearest: “{_clip(there)}”"
    for tag, a, b, c, d in matcher.get_opcodes():
        inside = blocks[0].b <= c <= blocks[-1].b + blocks[-1].size
        if tag != "equal" and (a < b or inside) and not (tag == "insert" and a in (0, len(ours))):
            draft, nearest = " ".join(ours[max(0, a - 1) : b + 1]), " ".join(theirs[max(0, c - 1) : min(d, c + 6) + 1])
            return f"the draft has “{draft}”, the nearest has “{nearest}”"
    return f"nearest: “{_clip(there)}”"


def _clip(text: str) -> str:
    return text if len(text) <= MAX_SHOWN else text[: MAX_SHOWN - 1].rsplit(" ", 1)[0] + " …"
