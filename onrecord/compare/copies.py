"""Which reports repeat others: the same text, near copies of one wire story, shared passages.

Candidates come from winnowed fingerprints of five-word shingles (Schleimer, Wilkerson, Aiken 2003), which find a single
shared passage as well as a whole copy; every pair is then compared shingle by shingle.
"""

import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.compare.words import Text, Word
from onrecord.records.claim import Copy, CopyKind
from onrecord.records.report import Report
from onrecord.records.span import Span

SHINGLE = 5  # words
WINDOW = 6  # shingles, of which one is kept as a fingerprint; a passage of 10 words is always found
NEAR_SHARE = 0.5  # of the later report's shingles
LEAST_WORDS = 12  # of a passage; shorter ones are idioms and names
FIRST = 20  # earliest holders of a fingerprint that are looked at: who copies the hundredth copies the first
CANDIDATES = 5  # earlier reports that one is compared with


@dataclass(frozen=True, slots=True)
class _Body:
    words: tuple[Word, ...]
    shingles: tuple[int, ...]  # shingle i begins at word i


def find_copies(texts: Sequence[Text]) -> tuple[Copy, ...]:
    """Copies among the reports, which come earliest first; the earlier of a pair is `a`."""
    bodies = [_read_body(t) for t in texts]
    pairs = ((a, b) for b, earlier in enumerate(_list_candidates(bodies)) for a in earlier)
    found = (_compare(texts[a].report, texts[b].report, bodies[a], bodies[b]) for a, b in pairs)
    return tuple(c for c in found if c)


def _list_candidates(bodies: Sequence[_Body]) -> Iterator[list[int]]:
    """For each body the earlier ones that share most fingerprints with it, in order."""
    holders: dict[int, list[int]] = {}
    for number, body in enumerate(bodies):
        shared: Counter[int] = Counter()
        for mark in sorted(set(_winnow(body.shingles))):
            held = holders.setdefault(mark, [])
            shared.update(held[:FIRST])
            held.append(number)
        yield sorted(sorted(shared, key=lambda a: (-shared[a], a))[:CANDIDATES])


def _read_body(text: Text) -> _Body:
    words = text.within(text.report.body)
    folded = [w.folded for w in words]
    shingles = tuple(zlib.crc32(" ".join(folded[i : i + SHINGLE]).encode()) for i in range(len(folded) - SHINGLE + 1))
    return _Body(words, shingles)


def _winnow(shingles: Sequence[int]) -> Iterator[int]:
    for i in range(max(1, len(shingles) - WINDOW + 1)):
        if window := shingles[i : i + WINDOW]:
            yield min(window)


def _compare(a: Report, b: Report, in_a: _Body, in_b: _Body) -> Copy | None:
    known = set(in_a.shingles)
    share = sum(s in known for s in in_b.shingles) / max(1, len(in_b.shingles))
    passages = tuple(_passages(in_a, in_b))
    if share >= NEAR_SHARE:
        same = [w.folded for w in in_a.words] == [w.folded for w in in_b.words]
        kind = CopyKind.SAME if same else CopyKind.NEAR
        because = f"{share:.0%} of the later text's five-word runs stand in the earlier one."
    elif passages:
        kind = CopyKind.PASSAGES
        because = f"Both have: “{_shorten(passages[0][1].of(b.text))}”."
    else:
        return None
    return Copy(a=a.id, b=b.id, kind=kind, share=round(share, 3), passages=passages, because=because)


def _passages(in_a: _Body, in_b: _Body) -> Iterator[tuple[Span, Span]]:
    """The longest runs of words that both have, in the order of b, never overlapping in b."""
    places: dict[int, list[int]] = {}
    for i, shingle in enumerate(in_a.shingles):
        places.setdefault(shingle, []).append(i)
    at = 0
    while at < len(in_b.shingles):
        runs = [(_run(in_a, in_b, start, at), -start) for start in places.get(in_b.shingles[at], ())]
        length, start = max(runs, default=(0, 0))
        if length >= LEAST_WORDS:
            yield _stretch(in_a, -start, length), _stretch(in_b, at, length)
        at += max(1, length - SHINGLE + 1 if length < LEAST_WORDS else length)


def _run(in_a: _Body, in_b: _Body, start: int, at: int) -> int:
    length = 0
    while (
        start + length < len(in_a.words)
        and at + length < len(in_b.words)
        and in_a.words[start + length].folded == in_b.words[at + length].folded
    ):
        length += 1
    return length


def _stretch(body: _Body, start: int, length: int) -> Span:
    return Span(start=body.words[start].start, end=body.words[start + length - 1].end)


def _shorten(text: str, most: int = 80) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
