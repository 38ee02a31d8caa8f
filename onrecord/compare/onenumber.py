"""Which amounts are of one number: alike in what they count, and not such as cannot both hold."""

from collections.abc import Sequence
from decimal import Decimal

from onrecord.compare.amounts import same_scope
from onrecord.compare.entries import Entry, is_equal, is_given_up, size_of, speaker_of
from onrecord.compare.grouping import compare_all, group_by_average
from onrecord.compare.matters import are_at_odds, may_be_one, may_equal, nearness
from onrecord.language import Language

LEAST = 0.6  # average likeness of what two figures of a series count
SCALE = 30  # times the amount below it; a larger step begins another series
SMALL = 12  # amounts up to this are counts of this and that, spelt out in most reports
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
    pairs = [(i, j) for i in range(len(entries)) for j in range(i)]
    for i, j in pairs:
        if not _may_be_one(entries[i], entries[j]):
            likeness[i, j] = likeness[j, i] = APART
    out = []
    for group in group_by_average(likeness, LEAST):
        odd = {(i, j) for i in group for j in group if j < i and _are_at_odds(entries[i], entries[j], language)}
        if not odd:
            out.append([entries[i] for i in group])
            continue
        inner = likeness[group][:, group]
        for n, i in enumerate(group):
            for m, j in enumerate(group[:n]):
                one_mouth = (i, j) in odd and speaker_of(entries[i]) == speaker_of(entries[j])
                near = inner[n, m] * nearness(entries[i].figure, entries[j].figure)
                inner[n, m] = inner[m, n] = APART if one_mouth else near
        out += [[entries[group[n]] for n in part] for part in group_by_average(inner, LEAST)]
    return out


def _may_be_one(a: Entry, b: Entry) -> bool:
    is_told_alike = may_equal(a.matter, b.matter) or is_equal(a.figure, b.figure)
    return is_told_alike and may_be_one(a.matter, b.matter)


def _are_at_odds(a: Entry, b: Entry, language: Language) -> bool:
    """True for two amounts in one report that cannot both hold, told by no two speakers and none replaced.

    A plan beside a count is no part of it: the two are stages of one number.
    """
    if a.report.id != b.report.id or is_given_up(a) or is_given_up(b) or not same_scope(a.figure, b.figure):
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
