"""Which reports are one story, kept up to date: a report that comes or goes touches only those it is linked to."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from onrecord.language import Language
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch
from onrecord.store.store import Snapshot, Writer


def place_reports(
    snapshot: Snapshot, writer: Writer, wanted: Mapping[str, str], *, language: Language
) -> tuple[Placed, ...]:
    """Where every wanted report stands; `wanted` are their ids, each with its capture.

    The same as if all had been placed at once, in any order.
    """
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.stories import find_links, make_sketch

    before = {p.report: p for p in snapshot.list_placed()}
    gone = frozenset(before) - frozenset(wanted)
    added = [id for id in wanted if id not in before]
    if not added and not gone:
        return tuple(before.values())
    read = snapshot.load_reports({wanted[id] for id in added})
    new = [make_sketch(r, language=language) for r, _ in read if r.id in wanted and r.id not in before]
    near = snapshot.load_sketches(snapshot.find_sharing({w for s in new for w in s.top}) - gone)
    links = list(find_links(sorted(new, key=_order), sorted(near, key=_order)))
    touched = {before[id].linked for id in gone} | {before[b].linked for _, b in links if b in before}
    stay = [id for id, p in before.items() if p.linked in touched and id not in gone]
    loaded = {s.report: s for s in (*near, *new)}
    loaded |= {s.report: s for s in snapshot.load_sketches([id for id in stay if id not in loaded])}
    torn = {before[id].linked for id in gone}
    members = [loaded[id] for id in (*stay, *(s.report for s in new))]
    placed = _place(members, before, torn, links)
    moved = [p for id, p in placed.items() if id in before and p != before[id]]
    writer.place([(s, placed[s.report]) for s in new], moved, gone)
    kept = {id: p for id, p in before.items() if id not in gone} | placed
    return tuple(kept.values())


def place_anew(reports: Iterable[Report], snapshot: Snapshot, *, language: Language) -> tuple[Placed, ...]:
    """Where these reports stand among themselves; nothing is kept."""
    # As above.
    from onrecord.compare.stories import cluster_sketches, make_sketch

    every = {r.id: r for r in reports}
    kept = {s.report: s for s in snapshot.load_sketches(list(every))}
    sketches = [kept.get(id) or make_sketch(r, language=language) for id, r in every.items()]
    order = {s.report: s.order for s in sketches}
    return tuple(
        Placed(report=id, order=order[id], linked=min(m for c in linked for m in c), cluster=min(cluster))
        for linked in cluster_sketches(sketches)
        for cluster in linked
        for id in cluster
    )


def _place(
    members: Sequence[Sketch],
    before: Mapping[str, Placed],
    torn: Collection[str],
    links: Iterable[tuple[str, str]],
) -> dict[str, Placed]:
    """The members in linked groups and clusters.  Groups that lost a report are linked anew; others hold together."""
    # As above.
    from onrecord.compare.stories import find_links, split_linked
    from onrecord.compare.union import Sets

    ordered = sorted(members, key=_order)
    index = {s.report: n for n, s in enumerate(ordered)}
    sets = Sets(len(ordered))
    groups: dict[str, list[Sketch]] = defaultdict(list)
    for sketch in ordered:
        if sketch.report in before:
            groups[before[sketch.report].linked].append(sketch)
    for name, group in groups.items():
        pairs = find_links(group, ()) if name in torn else ((s.report, group[0].report) for s in group[1:])
        for a, b in pairs:
            sets.join(index[a], index[b], "")
    for a, b in links:
        sets.join(index[a], index[b], "")
    out: dict[str, Placed] = {}
    for found, _ in sets.groups():
        part = [ordered[i] for i in found]
        linked = min(s.report for s in part)
        order = {s.report: s.order for s in part}
        for cluster in split_linked(part):
            for id in cluster:
                out[id] = Placed(report=id, order=order[id], linked=linked, cluster=min(cluster))
    return out


def _order(sketch: Sketch) -> tuple[tuple[str, str, int], str]:
    return sketch.order, sketch.report
