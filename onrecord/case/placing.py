"""Which reports are one story, kept up to date: a report that comes or goes touches only those near it.

Passages of a report that are about another matter are placed beside the report that they are most like, once the
reports themselves are in their clusters.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from onrecord.language import Language
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch, report_of
from onrecord.store.store import Snapshot, Writer

AT_ONCE = 64  # captures whose reports are loaded together


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """Reports and passages that something bore on, and all that are linked to them, before and after."""

    before: Mapping[str, Placed]
    after: Mapping[str, Placed]


def place_reports(
    snapshot: Snapshot, added: Mapping[str, str], gone: Collection[str], *, language: Language, writer: Writer | None
) -> Moved:
    """Place new reports, each id with its capture, without those that are gone; kept where there is a writer.

    The same as if all had been placed at once, in any order.
    """
    if not added and not gone:
        return Moved(before={}, after={})
    captures = list(dict.fromkeys(added.values()))
    new, passages = _sketch((r for r in _load(snapshot, captures) if r.id in added), language)
    lost = {p.report: p for p in snapshot.list_passages(gone) if report_of(p.report) in gone}
    left = snapshot.load_sketches({*gone, *lost})
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.case.linking import Linking

    linking = Linking(snapshot, new=new, passages=passages, gone=left)
    before, placed = linking.place()
    moved = {id: p for id, p in placed.items() if id in before and p != before[id]}
    beside = linking.place_passages(placed, moved)
    kept = {p.report: p for p in snapshot.load_placed(beside)}
    changed = {id: p for id, p in beside.items() if p != kept.get(id)}
    if writer is not None:
        both = [(s, placed[s.report]) for s in new] + [(s, beside[s.report]) for s in passages]
        again = [p for id, p in changed.items() if id in kept]
        writer.place(both, [*moved.values(), *again], {*gone, *lost})
    stood = {id: p for id, p in kept.items() if id in changed}
    return Moved(before=before | stood | lost, after=placed | changed)


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


def place_anew(reports: Iterable[Report], snapshot: Snapshot, *, language: Language) -> tuple[Placed, ...]:
    """Where these reports stand among themselves, and their passages; nothing is kept."""
    # As above.
    from onrecord.case.linking import stand
    from onrecord.compare.linking import Held
    from onrecord.compare.passages import find_anchor
    from onrecord.compare.stories import cluster_sketches

    every = {r.id: r for r in reports}
    kept = {s.report: s for s in snapshot.load_sketches(list(every))}
    parts = [p.report for p in snapshot.list_passages(list(kept)) if report_of(p.report) in kept]
    new, passages = _sketch([r for id, r in every.items() if id not in kept], language)
    sketches = {s.report: s for s in (*kept.values(), *new)}
    placed = {
        id: Placed(report=id, order=sketches[id].order, linked=min(m for c in linked for m in c), cluster=min(cluster))
        for linked in cluster_sketches(list(sketches.values()))
        for cluster in linked
        for id in cluster
    }
    cluster_of = {id: p.cluster for id, p in placed.items()}
    held = Held(sketches.values())
    beside = []
    for passage in (*snapshot.load_sketches(parts), *passages):
        near = sorted({id for word in passage.top for id in held.few(word) or ()})
        beside.append(stand(passage, find_anchor(passage, (sketches[id] for id in near), cluster_of)))
    return (*placed.values(), *beside)
