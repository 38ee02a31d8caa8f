"""Which reports are one story, kept up to date: a report that comes or goes touches only those it is linked to.

Passages of a report that are about another matter are placed beside the report that they are most like, once the
reports themselves are in their clusters.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from onrecord.language import Language
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch
from onrecord.store.store import Snapshot, Writer

AT_ONCE = 64  # captures whose reports are loaded together


def place_reports(
    snapshot: Snapshot, writer: Writer, wanted: Mapping[str, str], *, language: Language
) -> tuple[Placed, ...]:
    """Where every wanted report stands, and every passage; `wanted` are the reports' ids, each with its capture.

    The same as if all had been placed at once, in any order.
    """
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.passages import is_passage, report_of
    from onrecord.compare.stories import find_links

    every = {p.report: p for p in snapshot.list_placed()}
    before = {id: p for id, p in every.items() if not is_passage(id)}
    gone = frozenset(before) - frozenset(wanted)
    added = frozenset(wanted) - frozenset(before)
    if not added and not gone:
        return tuple(every.values())
    captures = list(dict.fromkeys(c for id, c in wanted.items() if id in added))
    new, passages = _sketch((r for r in _load(snapshot, captures) if r.id in added), language)
    sharing = {id for id in snapshot.find_sharing({w for s in new for w in s.top}) if not is_passage(id)}
    near = snapshot.load_sketches(sharing - gone)
    links = list(find_links(sorted(new, key=_order), sorted(near, key=_order)))
    touched = {before[id].linked for id in gone} | {before[b].linked for _, b in links if b in before}
    stay = [id for id, p in before.items() if p.linked in touched and id not in gone]
    loaded = {s.report: s for s in (*near, *new)}
    loaded |= {s.report: s for s in snapshot.load_sketches([id for id in stay if id not in loaded])}
    torn = {before[id].linked for id in gone}
    members = [loaded[id] for id in (*stay, *(s.report for s in new))]
    placed = _place(members, before, torn, links)
    moved = [p for id, p in placed.items() if id in before and p != before[id]]
    kept = {id: p for id, p in before.items() if id not in gone} | placed
    held = {id: p for id, p in every.items() if is_passage(id) and report_of(id) in kept}
    lost = frozenset(id for id in every if is_passage(id) and id not in held)
    changed = [loaded[p.report] for p in moved] + new + list(snapshot.load_sketches(gone))
    again = _list_touched(snapshot, held, changed)
    beside = dict(_place_passages([*passages, *snapshot.load_sketches(again)], snapshot, loaded, kept))
    moved += [p for id, p in beside.items() if id in held and p != held[id]]
    both = [(s, placed[s.report]) for s in new] + [(s, beside[s.report]) for s in passages]
    writer.place(both, moved, gone | lost)
    return tuple((kept | held | beside).values())


def _load(snapshot: Snapshot, captures: Sequence[str]) -> Iterator[Report]:
    """The reports of these captures, never many at once: after a large adding, all would be more than memory holds."""
    for at in range(0, len(captures), AT_ONCE):
        yield from (report for report, _ in snapshot.load_reports(captures[at : at + AT_ONCE]))


def _sketch(reports: Iterable[Report], language: Language) -> tuple[list[Sketch], list[Sketch]]:
    """The reports as they are compared, and those of their passages that are about other matters."""
    # As above.
    from onrecord.compare.passages import sketch_report

    whole: list[Sketch] = []
    passages: list[Sketch] = []
    for report in reports:
        sketch, parts = sketch_report(report, language=language)
        whole.append(sketch)
        passages += parts
    return whole, passages


def _list_touched(snapshot: Snapshot, held: Mapping[str, Placed], changed: Iterable[Sketch]) -> list[str]:
    """The passages whose place depends on reports that came, went or moved."""
    # As above.
    from onrecord.compare.passages import report_of

    changed = list(changed)
    reports = {s.report for s in changed}
    sharing = snapshot.find_sharing({w for s in changed for w in s.top})
    return sorted(id for id in held if id in sharing or report_of(id) in reports)


def _place_passages(
    passages: Iterable[Sketch], snapshot: Snapshot, loaded: dict[str, Sketch], placed: Mapping[str, Placed]
) -> Iterator[tuple[str, Placed]]:
    """Each passage beside the report that it belongs to; `loaded` are sketches at hand, which grow by those needed."""
    # As above.
    from onrecord.compare.passages import find_anchor

    cluster_of = {id: p.cluster for id, p in placed.items()}
    for passage in passages:
        sharing = {id for id in snapshot.find_sharing(passage.top) if id in placed and id not in loaded}
        loaded |= {s.report: s for s in snapshot.load_sketches(sharing)}
        known = (s for id, s in loaded.items() if id in placed)
        yield passage.report, _stand(passage, find_anchor(passage, known, cluster_of))


def _stand(passage: Sketch, anchor: str | None) -> Placed:
    return Placed(report=passage.report, order=passage.order, linked="", cluster=anchor or "")


def place_anew(reports: Iterable[Report], snapshot: Snapshot, *, language: Language) -> tuple[Placed, ...]:
    """Where these reports stand among themselves, and their passages; nothing is kept."""
    # As above.
    from onrecord.compare.passages import find_anchor, is_passage, report_of
    from onrecord.compare.stories import cluster_sketches

    every = {r.id: r for r in reports}
    kept = {s.report: s for s in snapshot.load_sketches(list(every))}
    parts = [p.report for p in snapshot.list_placed() if is_passage(p.report) and report_of(p.report) in kept]
    new, passages = _sketch([r for id, r in every.items() if id not in kept], language)
    sketches = [*kept.values(), *new]
    order = {s.report: s.order for s in sketches}
    placed = {
        id: Placed(report=id, order=order[id], linked=min(m for c in linked for m in c), cluster=min(cluster))
        for linked in cluster_sketches(sketches)
        for cluster in linked
        for id in cluster
    }
    cluster_of = {id: p.cluster for id, p in placed.items()}
    beside = (_stand(s, find_anchor(s, sketches, cluster_of)) for s in (*snapshot.load_sketches(parts), *passages))
    return (*placed.values(), *beside)


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
