"""The account of a case: compared when captures, decisions or settings change, kept by story, had as of any moment.

Comparing is imported where it is called: it takes longer to load than a whole command that only looks at what is kept.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from onrecord import __version__
from onrecord.case.carrying import carry_over
from onrecord.case.changing import find_change
from onrecord.case.deciding import list_grades
from onrecord.case.kept import state_of
from onrecord.case.parts import (
    FORM,
    assemble,
    is_up_to_date,
    join_parts,
    list_clusters,
    make_part,
    settings_key,
)
from onrecord.case.placing import place_anew, place_reports
from onrecord.case.reviewing import latest_reviews, review_findings
from onrecord.case.then import Then, take_back
from onrecord.errors import NotFound, StoreError
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.casebook import Casebook, Version, find_story, is_called, restrict
from onrecord.records.claim import Account, Story
from onrecord.records.decision import Decision, Matter, in_force
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, is_passage
from onrecord.records.slugs import bare_slug, make_slug
from onrecord.settings import Settings
from onrecord.store.store import Head, Joined, MadeFrom, Part, Snapshot, Store, Writer, head_of
from onrecord.store.versions import current_captures, known_from, list_current, list_versions

NO_ACCOUNT = Account(entities=(), names=(), copies=(), stories=(), claims=(), series=())


class Accounts:
    """The accounts of one case."""

    def __init__(self, store: Store, *, settings: Settings, language: Language) -> None:
        self._store = store
        self.settings = settings
        self._language = language
        self._zone = zoneinfo.ZoneInfo(settings["story.timezone"])

    def casebook(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Casebook:
        """Reports, findings and account; of one story where one is named; as known at `as_of` where that is given.

        Of a story only its own reports are loaded.  Raises NotFound for a story that the case does not have.
        """
        if as_of is None:
            self._catch_up()
        with self._store.snapshot() as snapshot:
            has_account = snapshot.has_account(self.key(snapshot))
            if as_of is None and has_account:
                return self._kept_book(snapshot, Then(snapshot), story)
            moment = as_of.replace(tzinfo=dt.UTC) if as_of is not None and as_of.tzinfo is None else as_of
            then = self._find_then(snapshot, moment) if moment is not None and has_account else None
            if then is not None:
                return self._kept_book(snapshot, then, story, moment)
            book = self._fresh_book(snapshot, moment)
            if story is None:
                return book
            return restrict(book, _get_story(book.account.stories, story, snapshot.load_stories))

    def stories(self) -> tuple[Story, ...]:
        """The stories of the case; no report is loaded for them where the account is kept."""
        self._catch_up()
        with self._store.snapshot() as snapshot:
            if snapshot.has_account(self.key(snapshot)):
                return tuple(s for s, _ in snapshot.load_stories())
        return self.casebook().account.stories

    def kept(self, snapshot: Snapshot) -> tuple[Account, dict[str, Findings]] | None:
        """The account as it is kept, and what reports say that only their neighbours date; None: it is out of date."""
        joined = snapshot.load_joined(self.key(snapshot))
        if joined is None:
            return None
        parts = snapshot.load_parts({key for _, key in joined.stories})
        return assemble(joined, parts), {r.id: f for p in parts.values() for r, f in p.dated}

    def _find_then(self, snapshot: Snapshot, moment: dt.datetime) -> Then | None:
        """What is kept, as it was then; None where all is to be compared for that."""
        decisions = in_force(snapshot.list_decisions())
        if decisions:  # on the words of versions that may not have been known
            return None
        moved = take_back(snapshot, moment, zone=self._zone, language=self._language)
        if moved is None:
            return None
        if not moved.before and not moved.after:
            return Then(snapshot)
        change = find_change(snapshot, moved, (), settings=self.settings, language=self._language)
        return None if change is None else Then(snapshot, change)

    def _kept_book(
        self, snapshot: Snapshot, then: Then, wanted: str | None, moment: dt.datetime | None = None
    ) -> Casebook:
        """The casebook from what is kept: of the whole case, or of a story with its pages and names alone."""
        if wanted is None:
            joined = then.load_joined(self.key(snapshot))
            assert joined is not None  # it was there a moment ago, and a snapshot does not change
            parts = then.load_parts({key for _, key in joined.stories})
            return self._make_book(snapshot, None, assemble(joined, parts), parts, moment)
        stories, story = self._find_story(then, wanted)
        parts = then.load_parts(_list_keys(stories, story))
        entities, became = then.load_entities({id for p in parts.values() for *_, id in p.account.names})
        joined = Joined(stories=stories, entities=entities, became=became)
        book = self._make_book(snapshot, story, assemble(joined, parts), parts, moment)
        return restrict(book, story)

    def made_from(self, snapshot: Snapshot, wanted: str | None) -> str:
        """A digest of all that the casebook of a story is made of, told without loading it; "" where it is not told.

        Raises NotFound for a story that the case does not have.
        """
        if wanted is None or not snapshot.has_account(self.key(snapshot)):
            return ""
        stories, story = self._find_story(Then(snapshot), wanted)
        keys = _list_keys(stories, story)
        entities, became = snapshot.load_entities(snapshot.entities_of(keys))
        captures = [f.capture for f in snapshot.list_siblings(snapshot.captures_of(story.reports))]
        decided = [d.id for d in in_force(snapshot.list_decisions())]
        told = (story, sorted(keys), entities, became, captures, decided)
        return ids.digest(__version__, FORM, state_of(self.settings, 0, 0), repr(told))

    def _find_story(self, then: Then, wanted: str) -> tuple[tuple[tuple[Story, str], ...], Story]:
        """The story that is meant, and all that it may share reports with, each with the key of its part."""
        alike = then.load_alike({bare_slug(wanted.strip().lower()), bare_slug(make_slug(wanted))})
        stories: tuple[tuple[Story, str], ...] = tuple(x for x in alike if is_called(x[0], wanted))[:1]
        if not stories or stories[0][0].excerpts:
            stories = then.load_stories()
        return stories, _get_story([s for s, _ in stories], wanted, then.snapshot.load_stories)

    def _make_book(
        self,
        snapshot: Snapshot,
        story: Story | None,
        account: Account,
        parts: "dict[str, Part]",
        moment: dt.datetime | None,
    ) -> Casebook:
        """The casebook of all pages, or of those that the story's reports are on, as far as they were known."""
        if story is None:
            filed, pairs = snapshot.list_filed(), snapshot.load_reports()
        else:
            filed = snapshot.list_siblings(snapshot.captures_of(story.reports))
            pairs = snapshot.load_reports({f.capture for f in filed})
        versions = list_versions(filed, pairs, zone=self._zone)
        if moment is not None:
            versions = tuple(v for v in versions if v.known <= moment)
        decisions = in_force(snapshot.list_decisions())
        return self._book(versions, account, parts.values(), decisions)

    def _book(
        self, versions: Sequence[Version], account: Account, parts: Iterable[Part], decisions: tuple[Decision, ...]
    ) -> Casebook:
        again = {report.id: (report, found) for part in parts for report, found in part.dated}
        read = [self._date(v, *again[v.report.id]) if v.report.id in again else v for v in versions]
        carried = carry_over(decisions, read, list_current(read))
        reviews = latest_reviews(carried)
        known = [replace(v, findings=review_findings(v.findings, reviews)) for v in read]
        current = list_current(known)
        held = {v.report.id for v in current}
        return Casebook(
            reports=tuple(v.report for v in current),
            findings=tuple(v.findings for v in current),
            account=account,
            earlier=tuple(v.report for v in known if v.report.id not in held),
            versions=tuple(known),
            decisions=carried,
            grades=list_grades(self.settings, decisions),
        )

    def _date(self, version: Version, report: Report, found: Findings) -> Version:
        """The version as its neighbours date it; known from that day on where nobody said when it was fetched."""
        known = known_from(report.published, self._zone) if version.fetched is None else None
        again = replace(version, report=report, findings=found)
        return again if known is None else replace(again, known=known, is_inferred=True)

    def _fresh_book(self, snapshot: Snapshot, moment: dt.datetime | None) -> Casebook:
        """The casebook as known at a moment (None: now); a story that stood as it now stands is not compared again."""
        versions = list_versions(snapshot.list_filed(), snapshot.load_reports(), zone=self._zone)
        if moment is not None:
            known = self._list_known(snapshot, versions)
            versions = tuple(v for v in versions if known[v.report.id] <= moment)
        current = list_current(versions)
        decisions = in_force(snapshot.list_decisions())
        placed = place_anew([v.report for v in current], snapshot, language=self._language)
        carried = carry_over(decisions, versions, current)
        joined, parts = self._compare(snapshot, placed, carried, versions=current)
        parts |= snapshot.load_parts({key for _, key in joined.stories if key not in parts})
        return self._book(versions, assemble(joined, parts), parts.values(), decisions)

    def _list_known(self, snapshot: Snapshot, versions: Sequence[Version]) -> dict[str, dt.datetime]:
        """When each version was known, by report; what nothing but other reports dates, as the whole case dates it."""
        if any(v.report.published is None and v.fetched is None for v in versions):
            versions = self._fresh_book(snapshot, None).versions
        return {v.report.id: v.known for v in versions}

    def renew(self, writer: Writer) -> tuple[Story, ...]:
        """Bring the kept account up to date and give the stories that it changed; only those are compared."""
        with self._store.snapshot() as snapshot:
            key = self.key(snapshot)
            if snapshot.has_account(key):
                return ()
            basis, kept = self._basis(snapshot), snapshot.basis()
            decisions = self._carried(snapshot)
            is_near = kept is not None and kept.digest == basis.digest and not any(map(_is_wide, decisions))
            after = kept.number if kept is not None and is_near else 0
            filed = snapshot.list_filed(after=after)
            if is_near:
                filed = snapshot.list_siblings({f.capture for f in filed})
            current = current_captures(filed)
            wanted = {report: f.capture for f in filed if f.capture in current for report in f.reports}
            if is_near:
                placed = {p.report for p in snapshot.load_placed([id for f in filed for id in f.reports])}
            else:
                placed = {p.report for p in snapshot.list_placed() if not is_passage(p.report)}
            added = {id: capture for id, capture in wanted.items() if id not in placed}
            moved = place_reports(snapshot, added, placed - wanted.keys(), language=self._language, writer=writer)
            if is_near:
                change = find_change(snapshot, moved, decisions, settings=self.settings, language=self._language)
                if change is not None:
                    writer.change_account(change, key, basis)
                    return tuple(story for story, _ in change.stories)
                filed = snapshot.list_filed()
                current = current_captures(filed)
                wanted = {report: f.capture for f in filed if f.capture in current for report in f.reports}
            every = {p.report: p for p in snapshot.list_placed() if p.report not in moved.before} | dict(moved.after)
            joined, parts = self._compare(snapshot, every.values(), decisions, captures=wanted)
        writer.save_account(joined, list(parts.values()), key, basis)
        return tuple(story for story, part in joined.stories if part in parts)

    def _basis(self, snapshot: Snapshot) -> MadeFrom:
        decided = (d.id for d in in_force(snapshot.list_decisions()))
        digest = ids.digest(__version__, FORM, settings_key(self.settings), *decided)
        return MadeFrom(digest=digest, number=snapshot.last_number())

    def _compare(
        self,
        snapshot: Snapshot,
        placed: Iterable[Placed],
        decisions: tuple[Decision, ...],
        *,
        captures: "dict[str, str] | None" = None,
        versions: Sequence[Version] = (),
    ) -> "tuple[Joined, dict[str, Part]]":
        """The stories put together, and the parts that are not kept yet.

        Reports are taken from `versions`, or loaded from the captures in which they stand.
        """
        named = {name for d in decisions for name in (*d.things, *d.others)}
        clusters = list_clusters(placed, decisions, snapshot.reports_of(named) if named else {})
        settings = settings_key(self.settings)
        wanted = {c.bare(settings): c for c in clusters}
        kept = snapshot.load_heads(list(wanted))
        heads: list[Head] = []
        parts: dict[str, Part] = {}
        loaded = {v.report.id: (v.report, v.findings) for v in versions}
        for bare, cluster in wanted.items():
            if bare in kept and is_up_to_date(kept[bare], cluster, settings):
                heads.append(kept[bare])
                continue
            pairs = loaded
            if captures is not None:
                pairs = {r.id: (r, f) for r, f in snapshot.load_reports({captures[id] for id in cluster.every})}
            part = make_part(cluster, pairs, settings=self.settings, language=self._language)
            parts[part.key] = part
            heads.append(head_of(part))
        joined = join_parts(heads, decisions, settings=self.settings, language=self._language)
        return joined, parts

    def _carried(self, snapshot: Snapshot) -> tuple[Decision, ...]:
        """The decisions that count, on the current versions of the pages that they name."""
        decisions = in_force(snapshot.list_decisions())
        named = {
            n.partition("|")[0] for d in decisions for n in (*d.things, *d.others) if d.matter is not Matter.OUTLET
        }
        reports = {*named, *snapshot.reports_of(named).values()} if named else set()
        filed = snapshot.list_siblings(snapshot.captures_of(reports))
        current = current_captures(filed)
        pages = {f.page for f in filed if f.capture not in current and not reports.isdisjoint(f.reports)}
        if not pages:
            return decisions
        pairs = snapshot.load_reports({f.capture for f in filed if f.page in pages})
        versions = list_versions(filed, pairs, zone=self._zone)
        return carry_over(decisions, versions, list_current(versions))

    def _catch_up(self) -> None:
        """Save the account where it is not up to date, unless someone is writing: a reader never waits."""
        with self._store.snapshot() as snapshot:
            if snapshot.has_account(self.key(snapshot)):
                return
        try:
            with self._store.writing(wait_s=0) as writer:
                self.renew(writer)
        except StoreError:
            return  # it is built for this answer alone, or saved by the one who is writing

    def key(self, snapshot: Snapshot) -> str:
        """What an account depends on: the code's version, captures, decisions that count, and settings of comparing."""
        decided = (d.id for d in in_force(snapshot.list_decisions()))
        return ids.digest(__version__, FORM, str(snapshot.revision()), settings_key(self.settings), *decided)


def _list_keys(stories: Iterable[tuple[Story, str]], story: Story) -> set[str]:
    """Of the part of the story, and of those that name and date what its excerpts say: the reports' other stories."""
    shared = {e.report for e in story.excerpts}
    return {key for s, key in stories if s.id == story.id or not shared.isdisjoint(s.reports)}


def _is_wide(decision: Decision) -> bool:
    """True for a decision that may bear on any story."""
    return decision.matter in (Matter.STORY, Matter.ENTITY)


def _get_story(stories: Sequence[Story], name: str, load_now: Callable[[], Iterable[tuple[Story, str]]]) -> Story:
    """The story of that name; else that which holds most of what is called so now: names change as stories grow."""
    story = find_story(replace(NO_ACCOUNT, stories=tuple(stories)), name)
    later = find_story(replace(NO_ACCOUNT, stories=tuple(s for s, _ in load_now())), name) if story is None else None
    if later is not None:
        reports = frozenset(later.reports)
        story = max(
            (s for s in stories if not reports.isdisjoint(s.reports)),
            key=lambda s: len(reports & {*s.reports}),
            default=None,
        )
    if story is None:
        known = ", ".join(s.slug for s in stories[:8])
        if later is not None:
            told = f"Its stories then: {known}." if known else "It had none then."
            raise NotFound(f"The case had no story '{name}' then.", where=name, help=f"{told} Ask for a later moment.")
        help = f"Its stories: {known}." if known else "It has none yet: add reports first."
        raise NotFound(f"The case has no story '{name}'.", where=name, help=help)
    return story
