"""Two versions of a text, word by word: what was put in the place of what, and what only moved or was set otherwise."""

import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.report import Report
from onrecord.records.span import Span

WORD = re.compile(r"\w+(?:[.,’'-]\w+)*|[^\w\s]")
QUOTES = str.maketrans("“”„‟«»‘’‚‛‹›", "\"\"\"\"\"\"''''''")
MAX_CELLS = 4_000_000  # words of one side times words of the other; beyond, a stretch counts as written anew


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Words that were put in the place of others; at most one side is empty."""

    old: tuple[Span, ...]  # words of the version before, in text order
    new: tuple[Span, ...]
    is_headline: bool
    is_paragraph: bool  # whole paragraphs came or went


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A paragraph or headline as words."""

    words: tuple[Span, ...]
    keys: tuple[str, ...]  # as they are compared
    is_headline: bool


def list_changes(before: Report, after: Report) -> Iterator[Change]:
    """What changed, in the order of the texts.  A paragraph that moved has not changed."""
    old, new = _parts(before), _parts(after)
    matcher = difflib.SequenceMatcher(None, [p.keys for p in old], [p.keys for p in new], autojunk=False)
    kept_old, kept_new = {p.keys for p in old}, {p.keys for p in new}
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            continue
        gone = [p for p in old[a:b] if p.keys not in kept_new]
        came = [p for p in new[c:d] if p.keys not in kept_old]
        yield from _within(gone, came)


def _parts(report: Report) -> list[_Part]:
    heads = [s for s in (report.headline, report.standfirst) if s]
    spans = sorted({*heads, *report.subheads, *report.body})
    found = []
    for span in spans:
        matches = list(WORD.finditer(span.of(report.text)))
        words = tuple(Span(start=span.start + m.start(), end=span.start + m.end()) for m in matches)
        if words:
            keys = tuple(_key(m.group()) for m in matches)
            found.append(_Part(words=words, keys=keys, is_headline=span in heads))
    return found


def _key(word: str) -> str:
    """The word without what only changes its looks: capitals, curly marks, commas between thousands."""
    plain = unicodedata.normalize("NFKC", word).translate(QUOTES).casefold()
    return re.sub(r"(?<=\d),(?=\d{3}(?!\d))", "", plain)


def _within(gone: Sequence[_Part], came: Sequence[_Part]) -> Iterator[Change]:
    """Changes between paragraphs that stand in the same place; those without a likeness came or went whole."""
    left = list(came)
    for part in gone:
        likely = max(left, key=lambda other: _likeness(part, other), default=None)
        if likely is None or _likeness(part, likely) < LIKE:
            yield Change(old=part.words, new=(), is_headline=part.is_headline, is_paragraph=True)
            continue
        left.remove(likely)
        yield from _word_changes(part, likely)
    for part in left:
        yield Change(old=(), new=part.words, is_headline=part.is_headline, is_paragraph=True)


LIKE = 0.4  # share of words that two paragraphs have in common to be versions of one another; headlines always are


def _likeness(a: _Part, b: _Part) -> float:
    if a.is_headline and b.is_headline:
        return 1.0
    if a.is_headline != b.is_headline:
        return 0.0
    mine, theirs = set(a.keys), set(b.keys)
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


def _word_changes(old: _Part, new: _Part) -> Iterator[Change]:
    if len(old.words) * len(new.words) > MAX_CELLS:
        yield Change(old=old.words, new=new.words, is_headline=old.is_headline, is_paragraph=False)
        return
    matcher = difflib.SequenceMatcher(None, old.keys, new.keys, autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag != "equal":
            yield Change(old=old.words[a:b], new=new.words[c:d], is_headline=old.is_headline, is_paragraph=False)
