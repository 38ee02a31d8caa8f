"""What a few reports that came or went change in the account that is kept: their stories, and who is named in them.

Nothing of the other stories is read but what they share: a slug, a name, a person who may be the same.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from onrecord.case.parts import Cluster, compare_options, list_clusters, make_part, settings_key
from onrecord.case.placing import Moved
from onrecord.language import Language
from onrecord.records.claim import Entity, Story
from onrecord.records.decision import Decision
from onrecord.records.sketch import Placed, is_passage
from onrecord.records.slugs import bare_slug, make_slug, order_stories
from onrecord.settings import Settings
from onrecord.store.store import Change, Head, Part, Snapshot, head_of

if TYPE_CHECKING:
    from onrecord.compare.joining import Register


def find_change(
    snapshot: Snapshot, moved: Moved, decisions: tuple[Decision, ...], *, settings: Settings, language: Language
) -> Change | None:
    """What differs once reports were moved; None where what is kept is not what it was made from.

    None of the decisions may be on stories or names: those may bear on any story.
    """
    told_by = settings_key(settings)
    around = _Around(snapshot, moved)
    named = {name for d in decisions for name in (*d.things, *d.others)}
    report_of = snapshot.reports_of(named) if named else {}
    before = {c.bare(told_by) for c in around.clusters(around.before, decisions, report_of)}
    after = {c.bare(told_by): c for c in around.clusters(around.after, decisions, report_of)}
    left = snapshot.load_heads(before - after.keys())
    if len(left) < len(before - after.keys()):
        return None
    parts = [
        _make_part(snapshot, cluster, settings=settings, language=language)
        for bare, cluster in after.items()
        if bare not in before
    ]
    gone = list(left.values())
    stories, renamed = _name_stories(snapshot, gone, parts)
    names, entities, became = _join(snapshot, gone, parts, settings=settings, language=language)
    return Change(
        gone=tuple(h.key for h in gone),
        parts=tuple(parts),
        gone_stories=tuple(sorted({h.story.id for h in gone} | renamed)),
        stories=stories,
        names=tuple(sorted(names)),
        entities=entities,
        became=tuple(sorted((a, b) for a, b in became.items() if a != b)),
    )


class _Around:
    """The reports that something bore on, before and after, with the stories that lend them passages or have theirs."""

    def __init__(self, snapshot: Snapshot, moved: Moved) -> None:
        self._snapshot = snapshot
        states = [dict(moved.before), dict(moved.after)]
        ends = _list_ends(p for state in states for p in state.values())
        beside = self._load_groups(ends - moved.before.keys() - moved.after.keys())
        self.before, self.after = ({**beside, **state} for state in states)
        reports = [id for id in (*self.before, *self.after) if not is_passage(id)]
        held = {p.report: p for p in snapshot.list_passages(reports)}
        stay = {id: p for id, p in held.items() if id not in moved.before}
        self.before |= held
        self.after |= stay
        ends = {
            id for p in (*held.values(), *self.after.values()) if is_passage(p.report) for id in (p.linked, p.cluster)
        }
        self._others = self._load_groups(ends - self.before.keys() - self.after.keys())

    def _load_groups(self, reports: Collection[str]) -> dict[str, Placed]:
        groups = {p.linked for p in self._snapshot.load_placed(reports)}
        return {p.report: p for p in self._snapshot.list_linked(groups)}

    def clusters(
        self, state: Mapping[str, Placed], decisions: tuple[Decision, ...], report_of: Mapping[str, str]
    ) -> Iterable[Cluster]:
        """The stories of these reports."""
        every = list_clusters([*state.values(), *self._others.values()], decisions, report_of)
        return (c for c in every if c.reports[0] in state)


def _list_ends(placed: Iterable[Placed]) -> set[str]:
    """The reports that the passages among these stand in, and those that they stand beside."""
    return {id for p in placed if is_passage(p.report) for id in (p.linked, p.cluster) if id}


def _make_part(snapshot: Snapshot, cluster: Cluster, *, settings: Settings, language: Language) -> Part:
    pairs = {r.id: (r, f) for r, f in snapshot.load_reports(snapshot.captures_of(cluster.every))}
    return make_part(cluster, pairs, settings=settings, language=language)


def _name_stories(
    snapshot: Snapshot, gone: Sequence[Head], parts: Sequence[Part]
) -> tuple[tuple[tuple[Story, str], ...], set[str]]:
    """The stories that are new or have another slug now, and the ids of the latter."""
    new = {p.account.stories[0].id: (p.account.stories[0], p.key) for p in parts}
    told = (*(h.story for h in gone), *(s for s, _ in new.values()))
    left = {h.story.id for h in gone}
    alike = {s.id: (s, key) for s, key in snapshot.load_alike({bare_slug(make_slug(s.name)) for s in told})}
    kept = {id: x for id, x in alike.items() if id not in left and id not in new}
    every = kept | new
    named = [(s, every[s.id][1]) for s in order_stories(s for s, _ in every.values())]
    renamed = {s.id for s, _ in named if s.id in kept and s.slug != kept[s.id][0].slug}
    return tuple(x for x in named if x[0].id in new or x[0].id in renamed), renamed


def _join(
    snapshot: Snapshot, gone: Sequence[Head], parts: Sequence[Part], *, settings: Settings, language: Language
) -> tuple[set[str], tuple[Entity, ...], dict[str, str]]:
    """The ids of entities of stories that something bore on, what they are over the case, and what each id became."""
    # Comparing takes longer to load than a command that only looks at what is kept.
    from onrecord.compare.joining import join_entities, list_bound

    new = [pair for part in parts for pair in head_of(part).entities]
    before, after = Counter(pair for h in gone for pair in h.entities), Counter(new)
    changed = {entity.id: entity for entity, _ in (*(before - after), *(after - before))}
    bound = list_bound(changed.values(), _register(snapshot, parts), language=language)
    found = [pair for pair in new if pair[0].id in bound]
    for tally in snapshot.load_tallies(bound, without={h.key for h in gone}):
        found.append((tally.entity, tally.most))
        if tally.stories > 1:  # what is made of them depends on the most and on all together
            found.append((tally.entity, tally.reports - tally.most))
    entities, became = join_entities(found, language=language, options=compare_options(settings, ()))
    return bound, entities, became


def _register(snapshot: Snapshot, parts: Iterable[Part]) -> "Register":
    # As above.
    from onrecord.compare.joining import Register

    holders: dict[str, set[tuple[str, str]]] = defaultdict(set)
    blocks: dict[str, set[str]] = defaultdict(set)
    for key in (k for part in parts for k in part.keys):
        holders[key.key].add((key.entity, key.name))
        blocks[key.block].add(key.key)
    return Register(
        find=lambda keys: snapshot.find_named(keys).union(*(holders.get(k, ()) for k in keys)),
        list_keys=lambda asked: snapshot.list_keys(asked).union(*(blocks.get(b, ()) for b in asked)),
    )
