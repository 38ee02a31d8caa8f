"""Which amounts are of one number: alike in what they count, and not such as cannot both hold."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations

import numpy as np
import numpy.typing as npt

from onrecord.compare.amounts import same_scope
from onrecord.compare.entries import Entry, is_equal, is_given_up, size_of, speaker_of
from onrecord.compare.grouping import compare_all, group_by_average
from onrecord.compare.matters import Matter, are_at_odds, may_be_one, may_equal, nearness
from onrecord.language import Language

LEAST = 0.6  # average likeness of what two figures of a series count
SCALE = 30  # times the amount below it; a larger step begins another series
SMALL = 12  # amounts up to this are counts of this and that, spelt out in most reports
Kind = tuple[Matter, Decimal | None, Decimal | None]  # what tells entries of one unit apart: what is counted, bounds
APART = -9.0  # likeness of two amounts that cannot be of one number: no average outweighs it


def list_numbers(entries: Sequence[Entry], language: Language) -> list[list[Entry]]:
    """The entries in groups, each of one number: by unit, by what is counted, by scale."""
    groups: list[list[Entry]] = []
    for unit in sorted({e.figure.unit or "" for e in entries}):
        groups += _group([e for e in entries if (e.figure.unit or "") == unit], language)
    return [part for group in groups for scale in _by_scale(group) for part in _by_words(scale)]


def _group(entries: Sequence[Entry], language: Language) -> list[list[Entry]]:
    """The entries of one unit in groups that may be of one number; parts told beside their whole stand apart."""
    likeness = compare_all([e.weights for e in entries])
    likeness[_cannot_be_one(entries)] = APART
    out = []
    for members in group_by_average(likeness, LEAST):
        group = [entries[i] for i in members]
        odd = _list_at_odds(group, language)
        if not odd:
            out.append(group)
            continue
        inner = likeness[np.ix_(members, members)] * nearness([e.figure for e in group])
        for i, j in odd:
            if speaker_of(group[i]) == speaker_of(group[j]):
                inner[i, j] = inner[j, i] = APART
        out += [[group[i] for i in part] for part in group_by_average(inner, LEAST)]
    return out


def _cannot_be_one(entries: Sequence[Entry]) -> npt.NDArray[np.bool_]:
    """Which two entries are never of one number, whatever is near to both; looked at once for entries of one kind."""
    kinds: dict[Kind, int] = {}
    kind_of = [kinds.setdefault((e.matter, e.figure.low, e.figure.high), len(kinds)) for e in entries]
    first = [entries[kind_of.index(n)] for n in range(len(kinds))]
    apart = np.zeros((len(kinds), len(kinds)), np.bool_)
    for i, j in combinations(range(len(kinds)), 2):
        apart[i, j] = apart[j, i] = not _may_be_one(first[i], first[j])
    return apart[np.ix_(kind_of, kind_of)]


def _may_be_one(a: Entry, b: Entry) -> bool:
    is_told_alike = may_equal(a.matter, b.matter) or is_equal(a.figure, b.figure)
    return is_told_alike and may_be_one(a.matter, b.matter)


def _list_at_odds(group: Sequence[Entry], language: Language) -> list[tuple[int, int]]:
    """The pairs, by their places in the group, that one report gives and cannot both mean."""
    places: dict[str, list[int]] = {}
    for place, entry in enumerate(group):
        places.setdefault(entry.report.id, []).append(place)
    pairs = (pair for ours in places.values() for pair in combinations(ours, 2))
    return [(i, j) for i, j in pairs if _are_at_odds(group[i], group[j], language)]


def _are_at_odds(a: Entry, b: Entry, language: Language) -> bool:
    """True for two amounts in one report that cannot both hold, told by no two speakers and none replaced.

    A plan beside a count is no part of it: the two are stages of one number.
    """
    if is_given_up(a) or is_given_up(b) or not same_scope(a.figure, b.figure):
        return False
    speakers = {speaker_of(e) for e in (a, b)} - {None}
    return len(speakers) < 2 and are_at_odds(a.figure, b.figure, language=language)


def _by_scale(group: Sequence[Entry]) -> list[list[Entry]]:
    """The group in parts whose amounts lie near: two soldiers and eight thousand are no two views of one number."""
    out: list[list[Entry]] = []
    last = Decimal(0)
    for entry in sorted(group, key=lambda e: (size_of(e.figure), e.figure.id)):
        size = size_of(entry.figure)
        if out and (size <= last * SCALE or size == last):
            out[-1].append(entry)
        else:
            out.append([entry])
        last = size
    return out


def _by_words(group: Sequence[Entry]) -> list[list[Entry]]:
    """Small counts apart by their own words: "two bridges" and "two men" are alike in nothing but the number."""
    if size_of(group[-1].figure) > SMALL or group[0].matter.label or group[0].figure.unit:
        return [list(group)]
    out: dict[str, list[Entry]] = {}
    for entry in group:
        told = f"{entry.counted} {entry.matter.outcome}" if entry.matter.outcome else entry.figure.of.lower()
        out.setdefault(told, []).append(entry)
    return list(out.values())
