"""What a case knew at a moment, told by what it knows now: only what came later since is taken back."""

import datetime as dt
import zoneinfo
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from onrecord.case.placing import Moved, place_reports
from onrecord.language import Language
from onrecord.records.claim import Entity, Story
from onrecord.records.slugs import bare_slug, rank_story
from onrecord.store.store import Change, Joined, Part, Snapshot
from onrecord.store.versions import current_captures, list_current, list_versions

MOST = 400  # reports that are taken back; from more on, comparing all that was known is as fast


def take_back(snapshot: Snapshot, moment: dt.datetime, *, zone: zoneinfo.ZoneInfo, language: Language) -> Moved | None:
    """How reports stood among each other then; None where that is not told so, or not faster than from all reports.

    A report that nothing but others dates, and that nobody said when it was fetched, is known when they tell.
    """
    later = snapshot.list_later(moment)
    if len(later) > 2 * MOST:
        return None
    filed = snapshot.list_siblings({f.capture for f in later})
    versions = list_versions(filed, snapshot.load_reports({f.capture for f in filed}), zone=zone)
    if any(v.report.published is None and v.fetched is None for v in versions):
        return None
    stood = {v.report.id: v.report.capture for v in list_current(v for v in versions if v.known <= moment)}
    current = current_captures(filed)
    stand = {id for f in filed if f.capture in current for id in f.reports}
    added = {id: capture for id, capture in stood.items() if id not in stand}
    gone = stand - stood.keys()
    if len(added) + len(gone) > MOST:
        return None
    return place_reports(snapshot, added, gone, language=language, writer=None)


@dataclass(frozen=True, slots=True)
class Then:
    """What is kept of an account, as it was before a change."""

    snapshot: Snapshot
    change: Change | None = None  # None: nothing differs

    def load_joined(self, key: str) -> Joined | None:
        """The case as a whole; the key is that of the account that is kept."""
        joined = self.snapshot.load_joined(key)
        if joined is None or self.change is None:
            return joined
        names = frozenset(self.change.names)
        entities = [e for e in joined.entities if e.id not in names] + [*self.change.entities]
        became = [b for b in joined.became if b[0] not in names] + [*self.change.became]
        return Joined(
            stories=self._overlay(joined.stories),
            entities=tuple(sorted(entities, key=lambda e: (e.name, e.id))),
            became=tuple(sorted(became)),
        )

    def load_stories(self) -> tuple[tuple[Story, str], ...]:
        """All stories, in the order shown."""
        return self._overlay(self.snapshot.load_stories())

    def load_alike(self, slugs: Collection[str]) -> tuple[tuple[Story, str], ...]:
        """The stories of these slugs, numbers at their end apart, in the order shown."""
        found = self._overlay(self.snapshot.load_alike(slugs))
        return tuple(x for x in found if bare_slug(x[0].slug) in slugs)

    def load_parts(self, keys: Collection[str]) -> dict[str, Part]:
        """Those of these parts that there are, by key."""
        new = {p.key: p for p in self.change.parts if p.key in keys} if self.change else {}
        return self.snapshot.load_parts(set(keys) - new.keys()) | new

    def load_entities(self, ids: Collection[str]) -> tuple[tuple[Entity, ...], tuple[tuple[str, str], ...]]:
        """What these entities of stories are over the case, and those that became another's."""
        if self.change is None:
            return self.snapshot.load_entities(ids)
        names = frozenset(self.change.names)
        entities, became = self.snapshot.load_entities(set(ids) - names)
        new = {before: after for before, after in self.change.became if before in ids}
        wanted = {new.get(id, id) for id in ids if id in names}
        others = [e for e in self.change.entities if e.id in wanted]
        every = {e.id: e for e in (*entities, *others)}
        return tuple(sorted(every.values(), key=lambda e: (e.name, e.id))), tuple(sorted((*became, *new.items())))

    def _overlay(self, stories: Sequence[tuple[Story, str]]) -> tuple[tuple[Story, str], ...]:
        if self.change is None:
            return tuple(stories)
        gone = frozenset(self.change.gone_stories)
        kept = [x for x in stories if x[0].id not in gone] + [*self.change.stories]
        return tuple(sorted(kept, key=lambda x: rank_story(x[0])))
