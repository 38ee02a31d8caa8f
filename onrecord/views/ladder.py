"""The versions of one page, rung by rung, and what changed from each to the next, word by word."""

import datetime as dt
import difflib
import re
from dataclasses import dataclass

from onrecord.records.casebook import Version
from onrecord.records.report import Report
from onrecord.views.edits import list_edits
from onrecord.views.index import Index, squeeze
from onrecord.views.line import Line

WORD = re.compile(r"\S+")
KEPT = 8  # equal words shown on each side of a change


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """A stretch of the comparison of two versions."""

    kind: str  # "same", "gone", "came", "cut" (equal words left out)
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """One version of the page."""

    report: str  # id
    number: int
    known: dt.datetime
    fetched: dt.datetime | None
    telling: tuple[Line, ...]  # edits of a number, name, quotation, date or "not"; empty for the first version
    changes: tuple[Stretch, ...]  # against the version before


def list_rungs(index: Index, report: Report) -> tuple[Rung, ...]:
    """The versions of the page that the report was read from, oldest first; of each, the article in the same place."""
    own = index.versions.get(report.id)
    if own is None:
        return ()
    siblings = [v for v in index.book.versions if v.page == own.page]
    place = _place(siblings, own)
    found: dict[int, Version] = {}
    for version in siblings:
        if _place(siblings, version) == place:
            found[version.number] = version
    edits = [(at, line) for at, line in list_edits(index)]
    out: list[Rung] = []
    before: Version | None = None
    for number in sorted(found):
        version = found[number]
        telling = tuple(line for _, line in edits if before and _joins(line, before.report.id, version.report.id))
        changes = compare_words(before.report, version.report) if before else ()
        out.append(
            Rung(
                report=version.report.id,
                number=number,
                known=version.known,
                fetched=version.fetched,
                telling=telling,
                changes=changes,
            )
        )
        before = version
    return tuple(out)


def _place(siblings: list[Version], version: Version) -> int:
    """The how-many-eth article of its capture this is."""
    starts = sorted(v.report.span.start for v in siblings if v.report.capture == version.report.capture)
    return starts.index(version.report.span.start)


def _joins(line: Line, before: str, after: str) -> bool:
    return {before, after} <= {c.id for c in line.cites}


def compare_words(before: Report, after: Report) -> tuple[Stretch, ...]:
    """The prose of two versions, words gone and words that came; long equal stretches are cut."""
    old, new = _words(before), _words(after)
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    out: list[Stretch] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            out += _kept(old[a:b], is_first=a == 0, is_last=b == len(old))
            continue
        out += [Stretch(kind="gone", text=" ".join(old[a:b]))] if b > a else []
        out += [Stretch(kind="came", text=" ".join(new[c:d]))] if d > c else []
    return tuple(out) if any(c.kind in ("gone", "came") for c in out) else ()


def _words(report: Report) -> list[str]:
    parts = [p for p in (report.headline, report.standfirst, *report.subheads, *report.body) if p]
    return [w for p in sorted(set(parts)) for w in WORD.findall(squeeze(p.of(report.text)))]


def _kept(words: list[str], *, is_first: bool, is_last: bool) -> list[Stretch]:
    head = [] if is_first else words[:KEPT]
    tail = [] if is_last else words[max(len(head), len(words) - KEPT) :]
    middle = len(words) - len(head) - len(tail)
    out = [Stretch(kind="same", text=" ".join(head))] if head else []
    out += [Stretch(kind="cut", text=f"{middle:,} words as before")] if middle > 0 else []
    out += [Stretch(kind="same", text=" ".join(tail))] if tail else []
    return out
