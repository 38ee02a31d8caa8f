"""The account of a case: compared when captures or settings change, kept in the store, and had as of any moment.

Comparing is imported where it is called: it takes longer to load than a whole command that only looks at what is kept.
"""

import datetime as dt
import zoneinfo
from collections.abc import Sequence
from dataclasses import replace

from onrecord import __version__
from onrecord.case.carrying import carry_over
from onrecord.case.deciding import list_grades
from onrecord.case.reviewing import latest_reviews, review_findings
from onrecord.errors import NotFound, StoreError
from onrecord.language import Language
from onrecord.records import ids
from onrecord.records.casebook import Casebook, Version, find_story, restrict
from onrecord.records.claim import Account, Story
from onrecord.records.decision import Decision, Grade, in_force
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.settings import Settings
from onrecord.store.store import Saved, Snapshot, Store, Writer
from onrecord.store.versions import list_current, list_versions

FORM = "2"  # of what is kept of an account; another number, and what is kept is made anew


class Accounts:
    """The accounts of one case."""

    def __init__(self, store: Store, *, settings: Settings, language: Language) -> None:
        self._store = store
        self.settings = settings
        self._language = language
        self._zone = zoneinfo.ZoneInfo(settings["story.timezone"])

    def casebook(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Casebook:
        """Reports, findings and account; of one story where one is named; as known at `as_of` where that is given.

        Raises NotFound for a story that the case does not have.
        """
        with self._store.snapshot() as snapshot:
            versions = list_versions(snapshot.list_filed(), snapshot.load_reports(), zone=self._zone)
            key = self.key(snapshot)
            saved = snapshot.load_account(key) if as_of is None else None
            decisions = in_force(snapshot.list_decisions())
        if as_of is not None:
            moment = as_of.replace(tzinfo=dt.UTC) if as_of.tzinfo is None else as_of
            versions = tuple(v for v in versions if v.known <= moment)
        is_new = saved is None and as_of is None
        saved = saved or self._compare(versions, decisions)
        book = _make_book(versions, saved, decisions, list_grades(self.settings, decisions))
        if is_new:
            self._offer(saved, key)
        return book if story is None else restrict(book, _get_story(book.account, story))

    def _compare(self, versions: Sequence[Version], decisions: Sequence[Decision]) -> Saved:
        """The account over the current versions; undated reports are dated by their story's others, and read again."""
        current = list_current(versions)
        carried = carry_over(decisions, versions, current)
        account = self._build_account([(v.report, v.findings) for v in current], carried)
        by_id = {v.report.id: v.report for v in current}
        dated = self._date([[by_id[id] for id in story.reports] for story in account.stories])
        if dated:
            again = {report.id: (report, found) for report, found in dated}
            account = self._build_account([again.get(v.report.id, (v.report, v.findings)) for v in current], carried)
        return Saved(account=account, dated=dated)

    def _build_account(self, pairs: Sequence[tuple[Report, Findings]], decisions: tuple[Decision, ...]) -> Account:
        # See the top: a saved account is not compared again.
        from onrecord.compare import CompareOptions, build_account

        options = CompareOptions(
            parties={party: tuple(members) for party, members in self._list_sides()},
            families={outlet: family for family, outlets in self._list_families() for outlet in outlets},
            timezone=self.settings["story.timezone"],
            decisions=decisions,
        )
        reviews = latest_reviews(decisions)
        reports, findings = [r for r, _ in pairs], [review_findings(f, reviews) for _, f in pairs]
        return build_account(reports, findings, language=self._language, options=options)

    def _date(self, stories: Sequence[Sequence[Report]]) -> tuple[tuple[Report, Findings], ...]:
        # See the top: a saved account is not compared again.
        from onrecord.dating import date_by_neighbours

        return date_by_neighbours(stories, language=self._language)

    def renew(self, writer: Writer) -> None:
        with self._store.snapshot() as snapshot:
            key = self.key(snapshot)
            if snapshot.load_account(key) is not None:
                return
            versions = list_versions(snapshot.list_filed(), snapshot.load_reports(), zone=self._zone)
            decisions = in_force(snapshot.list_decisions())
        writer.save_account(self._compare(versions, decisions), key)

    def _offer(self, saved: Saved, key: str) -> None:
        """Save an account that a reader had to build, unless someone is writing: a reader never waits."""
        try:
            with self._store.writing(wait_s=0) as writer:
                with self._store.snapshot() as snapshot:
                    is_same = self.key(snapshot) == key
                if is_same:
                    writer.save_account(saved, key)
        except StoreError:
            return  # it will be built again, or saved by the one who is writing

    def key(self, snapshot: Snapshot) -> str:
        """What an account depends on: the code's version, captures, decisions that count, and settings of comparing."""
        sides, families, zone = self._list_sides(), self._list_families(), self.settings["story.timezone"]
        decided = (d.id for d in in_force(snapshot.list_decisions()))
        return ids.digest(__version__, FORM, str(snapshot.revision()), repr((sides, families, zone)), *decided)

    def _list_sides(self) -> list[tuple[str, list[str]]]:
        return sorted(self.settings["parties"].items())

    def _list_families(self) -> list[tuple[str, list[str]]]:
        return sorted(self.settings["families"].items())


def _make_book(
    versions: Sequence[Version], saved: Saved, decisions: Sequence[Decision], grades: tuple[Grade, ...]
) -> Casebook:
    again = {report.id: (report, found) for report, found in saved.dated}
    read = [
        replace(v, report=again[v.report.id][0], findings=again[v.report.id][1]) if v.report.id in again else v
        for v in versions
    ]
    current = list_current(read)
    carried = carry_over(decisions, read, current)
    reviews = latest_reviews(carried)
    known = [replace(v, findings=review_findings(v.findings, reviews)) for v in read]
    held = {v.report.id for v in current}
    current = list_current(known)
    return Casebook(
        reports=tuple(v.report for v in current),
        findings=tuple(v.findings for v in current),
        account=saved.account,
        earlier=tuple(v.report for v in known if v.report.id not in held),
        versions=tuple(known),
        decisions=carried,
        grades=grades,
    )


def _get_story(account: Account, name: str) -> Story:
    story = find_story(account, name)
    if story is None:
        known = ", ".join(s.slug for s in account.stories[:8])
        help = f"Its stories: {known}." if known else "It has none yet: add reports first."
        raise NotFound(f"The case has no story '{name}'.", where=name, help=help)
    return story
