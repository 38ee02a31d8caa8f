"""What an adding brought, told to people: new reports, new versions of known pages, and what was edited in those.

Only the captures that were added and the versions before them are loaded, so that it costs the same in a large case.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.store.store import Filed, Store
from onrecord.views.edits import Comparison, compare_versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """A report that was added."""

    report: Report
    page: str  # its address, else the name under which it came in
    before: Report | None  # the version before it; None: the page is new to the case
    comparison: Comparison | None  # with that version


def list_arrivals(store: Store, captures: Sequence[str]) -> tuple[Arrival, ...]:
    """The reports of these captures, in the order of adding, then of the text."""
    with store.snapshot() as snapshot:
        filed = [f for f in snapshot.list_siblings(captures) if f.reports]
        earlier = _find_earlier(filed, frozenset(captures))
        loaded = snapshot.load_reports({c for pair in earlier.items() for c in pair if c is not None})
    held: dict[str, list[tuple[Report, Findings]]] = {}
    for pair in loaded:
        held.setdefault(pair[0].capture, []).append(pair)
    found: list[Arrival] = []
    for each in filed:
        if each.capture not in earlier:
            continue
        before = held.get(earlier[each.capture] or "", [])
        for place, pair in enumerate(held.get(each.capture, [])):
            found.append(_arrive(each.page, before[place] if place < len(before) else None, pair))
    return tuple(found)


def _find_earlier(filed: Sequence[Filed], captures: frozenset[str]) -> dict[str, str | None]:
    """For each of these captures the one that held its page's version before."""
    latest: dict[str, Filed] = {}
    earlier: dict[str, str | None] = {}
    for each in sorted(filed, key=lambda f: (f.fetched or f.added, f.number)):
        if each.capture in captures:
            before = latest.get(each.page)
            earlier[each.capture] = before.capture if before is not None else None
        latest[each.page] = each
    return earlier


def _arrive(page: str, before: tuple[Report, Findings] | None, after: tuple[Report, Findings]) -> Arrival:
    comparison = compare_versions(before, after) if before is not None else None
    return Arrival(report=after[0], page=page, before=before[0] if before is not None else None, comparison=comparison)
