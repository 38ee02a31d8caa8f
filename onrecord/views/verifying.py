"""Whether words stand in the reports: exactly, nearly (and what differs) or not at all; and who says them."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.casebook import Casebook
from onrecord.records.finding import Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views.fitting import is_speaker
from onrecord.views.index import Index, index_casebook, squeeze
from onrecord.views.quoting import WORD, find_words

NEAR = 80.0  # of 100, rapidfuzz's partial ratio: about one word in five may differ
SAME_MARKS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": "-"})


class Match(StrEnum):
    """How words stand in the reports."""

    EXACT = "exact"  # word for word; white space and the form of quotation marks and dashes do not count
    NEAR = "near"
    ABSENT = "absent"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A passage with the statements that share text with it."""

    report: Report
    span: Span
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verified:
    """What was found of a quotation."""

    match: Match
    places: tuple[Place, ...]  # of EXACT all of them, of NEAR the nearest; those of the speaker first
    differences: tuple[tuple[str, str], ...]  # (words given, words found), for NEAR; either may be empty
    by_speaker: bool | None  # whether the speaker asked for says them; None: no speaker was asked for, or ABSENT


def verify_quote(book: Casebook, words: str, *, speaker: str | None = None) -> Verified:
    """Where the words stand in the current reports of the casebook, with whoever is said to say them."""
    index = index_casebook(book)
    wanted = squeeze(words).strip("\"“”'‘’ ")
    found = [_place(index, r, span) for r in book.reports if (span := find_words(wanted, r))]
    exact = [p for p in found if _plain(p.span.of(p.report.text)) == _plain(wanted)]
    near = found or list(_nearest(index, wanted))
    match = Match.EXACT if exact else Match.NEAR if near else Match.ABSENT
    places = sorted(exact or near, key=lambda p: not _is_by(index, p, speaker))
    differences = _differences(wanted, squeeze(places[0].span.of(places[0].report.text))) if match is Match.NEAR else ()
    by_speaker = any(_is_by(index, p, speaker) for p in places) if speaker and places else None
    return Verified(match=match, places=tuple(places), differences=tuple(differences), by_speaker=by_speaker)


def _plain(text: str) -> str:
    return squeeze(text).translate(SAME_MARKS)


def _place(index: Index, report: Report, span: Span) -> Place:
    said = [s for f in index.book.findings if f.report == report.id for s in f.statements]
    return Place(
        report=report, span=span, statements=tuple(s for s in said if any(c.overlaps(span) for c in s.content))
    )


def _is_by(index: Index, place: Place, speaker: str | None) -> bool:
    return speaker is None or any(is_speaker(index, s, speaker) for s in place.statements)


def _nearest(index: Index, wanted: str) -> Iterator[Place]:
    """The passage whose words come nearest, cut to the words that are alike; none below NEAR."""
    from rapidfuzz import fuzz, process  # slow to import, and most words are found as they stand

    passages = [(r, p) for r in index.book.reports for p in (*([r.headline] if r.headline else []), *r.body)]
    texts = [p.of(r.text).casefold() for r, p in passages]
    best = process.extractOne(wanted.casefold(), texts, scorer=fuzz.partial_ratio, score_cutoff=NEAR)
    if best is None or len(WORD.findall(wanted)) < 2:
        return
    report, passage = passages[best[2]]
    alike = fuzz.partial_ratio_alignment(wanted.casefold(), texts[best[2]])
    if alike is None:
        return
    text = passage.of(report.text)
    words = [w for w in WORD.finditer(text) if w.end() > alike.dest_start and w.start() < alike.dest_end]
    first, last = _edges(WORD.findall(wanted), [w.group() for w in words])
    span = Span(start=passage.start + words[first].start(), end=passage.start + words[last - 1].end())
    yield _place(index, report, span)


def _edges(ours: list[str], theirs: list[str]) -> tuple[int, int]:
    """The first and the end of their words, less those that come before or after all of ours."""
    codes = difflib.SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes()
    first = codes[0][4] if codes[0][0] == "insert" else 0
    last = codes[-1][3] if codes[-1][0] == "insert" else len(theirs)
    return (first, last) if first < last else (0, len(theirs))


def _differences(given: str, found: str) -> Iterator[tuple[str, str]]:
    """Words that differ; where only marks between them do, both whole."""
    ours, theirs = WORD.findall(given), WORD.findall(found)
    if ours == theirs:
        yield given, found
        return
    matcher = difflib.SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield " ".join(ours[a:b]), " ".join(theirs[c:d])
