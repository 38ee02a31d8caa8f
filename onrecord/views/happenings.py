"""What a timeline is made of, and when two entries of it are one: the same words, or one event told in nearly the same.

Who claims what stays apart, for a claim is somebody's; what the reports tell in their own words is joined.
"""

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from onrecord import language
from onrecord.compare.words import list_stems
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.index import Index
from onrecord.views.line import Line, PieceKind, mark

REPORTED = "reported"
ONE_EVENT = 0.6  # of the topic words of the shorter entry that the other must have too
LEAST_WORDS = 4  # topic words that two entries must share
LONGEST = 7  # days of a time within which two entries may be one event; of a wider one nobody can tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Something that happened, or something that was said."""

    happened: When | None  # None: only said
    said: dt.date | None
    status: str  # "reported", "claimed", "planned", "denied"; "said" for words alone
    line: Line
    reports: int  # reports that give it in the same words, or nearly so


def merge_alike(entries: Iterable[Entry]) -> list[Entry]:
    """Entries that give the same words about the same time are one entry, counted."""
    groups: dict[tuple[str, str, str], list[Entry]] = {}
    for entry in entries:
        key = (entry.line.words.casefold(), phrases.when_text(entry.happened), entry.status)
        groups.setdefault(key, []).append(entry)
    return [_merge(group) for group in groups.values()]


def _merge(group: list[Entry]) -> Entry:
    first = min(group, key=lambda e: e.said or dt.date.max)
    told = len({c.report for e in group for c in e.line.cites})
    return Entry(
        happened=first.happened, said=first.said, status=first.status, line=first.line, reports=max(told, first.reports)
    )


def join_events(entries: Iterable[Entry], index: Index) -> list[Entry]:
    """Entries in their order, each event that is told of one time in nearly the same words once, as first told."""
    every = list(entries)
    out: list[Entry] = []
    place: list[int] = []  # of each of `out`, where it stood
    words: list[frozenset[str]] = []
    held: dict[dt.date, list[int]] = {}
    for at in sorted(range(len(every)), key=lambda n: (every[n].said or dt.date.max, every[n].line.text)):
        entry = every[at]
        own = _words_of(entry, index)
        near = dict.fromkeys(n for day in _days_of(entry) for n in held.get(day, ()))
        one = next((n for n in near if _is_one_event(words[n], own)), None)
        if one is not None:
            out[one] = _add(out[one], entry)
            continue
        for day in _days_of(entry) if own else ():
            held.setdefault(day, []).append(len(out))
        out.append(entry)
        words.append(own)
        place.append(at)
    return [e for _, e in sorted(zip(place, out, strict=True), key=lambda pair: pair[0])]


def _days_of(entry: Entry) -> Iterator[dt.date]:
    when = entry.happened
    if when is None or when.earliest is None or when.latest is None or (when.latest - when.earliest).days > LONGEST:
        return
    yield from (when.earliest + dt.timedelta(days=n) for n in range((when.latest - when.earliest).days + 1))


def _words_of(entry: Entry, index: Index) -> frozenset[str]:
    """The topic words of an event that reports tell in their own words, without numbers; none of what is claimed."""
    quoted = [p for p in entry.line.pieces if p.kind is PieceKind.QUOTED and p.report]
    if entry.status != REPORTED or not quoted:
        return frozenset()
    tongue = language.load_beside(index.reports[quoted[0].report or ""].language)
    stems = list_stems(" ".join(p.text for p in quoted), language=tongue)
    return frozenset(s for s in stems if not any(c.isdigit() for c in s))


def _is_one_event(a: frozenset[str], b: frozenset[str]) -> bool:
    shared = len(a & b)
    return shared >= LEAST_WORDS and shared >= ONE_EVENT * min(len(a), len(b))


def _add(first: Entry, again: Entry) -> Entry:
    """The first entry with the citations of the other behind its own."""
    known = {c.label for c in first.line.cites}
    more = tuple(c for c in again.line.cites if c.label not in known)
    marks = tuple(mark(c.label) for c in more)
    line = replace(first.line, pieces=(*first.line.pieces, *marks), cites=(*first.line.cites, *more))
    told = len({c.report for c in line.cites})
    return replace(first, line=line, reports=max(first.reports, told))
