"""A number with a biography: the amounts given for one thing, one after another.  Never averaged, never overwritten."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from onrecord.compare.byhand import Links
from onrecord.compare.entries import Entry, list_entries
from onrecord.compare.keys import Key
from onrecord.compare.onenumber import list_numbers
from onrecord.compare.origins import trace_origins
from onrecord.compare.people import Cast
from onrecord.compare.steps import OTHER_TIME, order_of, relate
from onrecord.language import Language
from onrecord.records.claim import Origin, Series, SeriesPoint
from onrecord.records.finding import Findings
from onrecord.records.ids import group_id
from onrecord.records.report import Report


def find_series(
    told: Sequence[tuple[Report, Findings]],
    keys: Mapping[str, Key],
    cast: Cast,
    links: Links,
    story: str,
    *,
    language: Language,
) -> tuple[Series, ...]:
    """The series of a story, the longest first.  A lone figure that nobody is named for is none."""
    numbers = list_numbers(list_entries(told, keys, cast, language), language)
    found = [_make_series(g, links, story, language) for g in numbers if len(g) > 1 or g[0].key or g[0].matter.label]
    return tuple(sorted(found, key=lambda s: (-len(s.points), s.of, s.id)))


def _make_series(entries: Sequence[Entry], links: Links, story: str, language: Language) -> Series:
    entries = sorted(entries, key=order_of)
    said = {e.key.statement.id: e.key for e in entries if e.key}
    origins = trace_origins(tuple(said.values()), links, language=language)
    act = {statement: o.id for o in origins for statement in o.statements}
    points = []
    before: list[Entry] = []
    for entry in entries:
        relation, because = relate(entry, before, act, language)
        if relation != OTHER_TIME:
            before.append(entry)
        points.append(_make_point(entry, relation, because))
    return Series(
        id=group_id("series", *(e.figure.id for e in entries)),
        of=_label(entries, language),
        unit=entries[0].figure.unit,
        story=story,
        points=tuple(points),
        reports=len({e.report.id for e in entries}),
        origins=max(1, len(origins)),
        parties=_parties(origins),
    )


def _label(entries: Sequence[Entry], language: Language) -> str:
    """What the series is of: its outcome goes with the counted things where all its amounts are of one."""
    first = entries[0].matter
    of, outcome = first.label or _fullest(Counter(e.figure.of for e in entries)), first.outcome
    shared = (
        outcome
        and not first.is_posts
        and all(e.matter.outcome == outcome for e in entries)
        and not f" {of} ".count(f" {outcome} ")
    )
    is_said = any(w in language.words("relations", "further_parts") for w in of.lower().split())
    further = "further " if first.is_added and not is_said else ""
    return further + (f"{of} {outcome}" if shared else of) + first.aside


def _fullest(names: Counter[str]) -> str:
    """The longest of the names that are given about as often as the most frequent: "Veranian troops", not "troops"."""
    usual = [of for of, times in names.items() if 3 * times >= max(names.values())]
    return min(usual, key=lambda of: (-len(of.split()), -names[of], of))


def _parties(origins: Iterable[Origin]) -> tuple[str, ...]:
    return tuple(sorted({o.party for o in origins if o.party}))


def _make_point(entry: Entry, relation: str, because: str) -> SeriesPoint:
    key, figure = entry.key, entry.figure
    chain = tuple(s.name for s in key.statement.chain[1:] if s.name) if key else ()
    return SeriesPoint(
        figure=figure.id,
        low=figure.low,
        high=figure.high,
        said=entry.said,
        as_of=figure.as_of,
        scope=figure.scope,
        speaker=key.origin.name if key else None,
        party=key.origin.party if key else None,
        via=(*chain, *((entry.report.outlet,) if entry.report.outlet else ())),
        relation=relation,
        because=because,
    )
