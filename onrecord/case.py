"""The front door: a case joins sources, pipeline, comparing and the store; every interface calls only this.

Reading and comparing are imported where they are called: together they take longer to load than a whole command that
only looks at what is stored.
"""

import datetime as dt
import io
import itertools
import os
import sys
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from onrecord import __version__, language, plugins, settings
from onrecord.errors import InputError, NotFound, StoreError
from onrecord.records import export, ids, wire
from onrecord.records.casebook import Casebook, Version, find_story, restrict
from onrecord.records.claim import Account, Story
from onrecord.records.finding import Findings
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.settings import Settings
from onrecord.sources import check_inputs, read_inputs
from onrecord.store.adding import Adding, AddResult
from onrecord.store.checks import check_account, check_reports
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry, Filed, Saved, Snapshot, Store, Writer
from onrecord.store.versions import current_captures, list_current, list_versions

if TYPE_CHECKING:
    from onrecord.pool import Outcome

__all__ = ["AddResult", "Case", "SearchHit", "init", "open", "refuse_unreadable"]

BATCH = 32  # captures for each job that are read and stored together; what is interrupted loses no more than these
ROUNDS = 3  # in which undated reports are dated by those that the round before dated
SETTINGS_FILE = "onrecord.toml"
NEW_SETTINGS = """# The settings of this case.  `onrecord config` shows all of them, and where each value comes from.

[story]
name = ""
timezone = "UTC"

# [parties]            # who belongs to a side
# Ostria = ["Ostrian*", "Brandt"]

# [families]           # outlets of one owner or desk
# "Coastline" = ["coastline.example", "Bay Post"]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """A paragraph or headline that answers a search."""

    report: Report
    span: Span
    words: tuple[Span, ...]  # what matched, in text order
    statements: tuple[str, ...]  # ids of the statements that share text with `span`


class Case:
    """An opened case: a context manager; reading from several threads is safe."""

    def __init__(self, store: Store, *, settings: Settings, folder: Path | None = None) -> None:
        self.folder = folder  # None: a case that is kept nowhere
        self.settings = settings
        self._store = store
        self.language = language.load(settings["language"])
        self._zone = zoneinfo.ZoneInfo(settings["story.timezone"])

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the store."""
        self._store.close()

    def add(
        self,
        inputs: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
        *,
        now: dt.datetime | None = None,
        stdin: BinaryIO | None = None,
        on_read: Callable[[int], None] | None = None,
    ) -> AddResult:
        """Read the inputs into the case; what it holds already is passed over.

        `now` is the time of adding (None: this moment); `stdin` is read for the input `-`; `on_read` is told how many
        captures were read so far.  What was read is kept even when a later part fails or is interrupted.  Raises
        InputError for an input of a kind that cannot be read and StoreError while another program writes.
        """
        # See the top: only adding reads.
        from onrecord.pool import Pool
        from onrecord.store.outlets import Outlets

        names = [inputs] if isinstance(inputs, str | os.PathLike) else list(inputs)
        paths = [os.fspath(name) for name in names]
        sources = refuse_unreadable(paths)
        moment = now or dt.datetime.now(dt.UTC)
        with self._store.writing(wait_s=self.settings["store.wait_s"]) as writer:
            with self._store.snapshot() as snapshot:
                filed = snapshot.list_filed()
            adding, outlets = Adding(writer, filed), Outlets(self._store, filed)
            found = read_inputs(paths, stdin=stdin or _standard_input(), sources=sources)
            with Pool(language=self.language, jobs=self.settings["jobs"]) as pool:
                size = BATCH * self.settings["jobs"]
                fresh = adding.list_fresh(found)
                while batch := list(itertools.islice(fresh, size)):
                    parts = outlets.part(batch)
                    read = (o for lines, part in parts for o in pool.read(part, known_furniture=lines))
                    adding.keep([_as_entry(outcome, moment) for outcome in read])
                    if on_read is not None:
                        on_read(adding.read)
            self._renew_account(writer)
        return adding.result()

    def casebook(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Casebook:
        """Reports, findings and account; of one story where one is named; as known at `as_of` where that is given.

        Raises NotFound for a story that the case does not have.
        """
        with self._store.snapshot() as snapshot:
            versions = self._list_versions(snapshot)
            key = self._account_key(snapshot)
            saved = snapshot.load_account(key) if as_of is None else None
        if as_of is not None:
            moment = as_of.replace(tzinfo=dt.UTC) if as_of.tzinfo is None else as_of
            versions = tuple(v for v in versions if v.known <= moment)
        is_new = saved is None and as_of is None
        saved = saved or self._compare(versions)
        book = _make_book(versions, saved)
        if is_new:
            self._offer_account(saved, key)
        return book if story is None else restrict(book, _get_story(book.account, story))

    def stories(self) -> tuple[Story, ...]:
        """The stories of the case."""
        return self.casebook().account.stories

    def search(
        self, query: str, *, story: str | None = None, as_of: dt.datetime | None = None, limit: int = 20
    ) -> tuple[SearchHit, ...]:
        """Paragraphs of current reports that hold all the words of the query, best first.

        "Quoted words" must stand together.  Raises NotFound for a story that the case does not have.
        """
        with self._store.snapshot() as snapshot:
            hits = snapshot.search(query, limit=limit * 10)  # earlier versions and other stories fall out
            if story is None and as_of is None:
                current = current_captures(snapshot.list_filed())
                hits = tuple(h for h in hits if h.capture in current)[:limit]
                pairs = snapshot.load_reports({h.capture for h in hits})
        if story is not None or as_of is not None:
            book = self.casebook(story=story, as_of=as_of)
            pairs = tuple(zip(book.reports, book.findings, strict=True))
        found = {report.id: (report, said) for report, said in pairs}
        return tuple(
            SearchHit(
                report=found[h.report][0],
                span=h.span,
                words=h.words,
                statements=tuple(
                    s.id for s in found[h.report][1].statements if any(e.overlaps(h.span) for e in s.evidence.spans)
                ),
            )
            for h in hits
            if h.report in found
        )[:limit]

    def get(self, id: str) -> Any:
        """The record with that id, or with the only id that begins so; a doc's name gives its report.

        Raises NotFound where there is none or there are several.
        """
        book = self.casebook()
        if by_doc := [r for r in book.reports if r.doc == id]:
            return by_doc[0]
        near = [(each.id, each) for each in _list_records(book) if id and each.id.startswith(id)]
        exact = [record for name, record in near if name == id]
        if exact or len(near) == 1:
            return exact[0] if exact else near[0][1]
        if near:
            known = ", ".join(name for name, _ in near[:5])
            raise NotFound(f"'{id}' is the beginning of {len(near)} ids.", where=id, help=f"Write more of it: {known}.")
        raise NotFound(f"Nothing in the case has the id '{id}'.", where=id, help="Find ids with `onrecord search`.")

    def content(self, capture: str) -> bytes:
        """The bytes of a capture as they came in.  Raises NotFound for an unknown id, StoreError for damaged bytes."""
        return self._store.content(capture)

    def list_filed(self) -> tuple[Filed, ...]:
        """Every capture that the case holds, without its bytes, in the order of adding."""
        with self._store.snapshot() as snapshot:
            return snapshot.list_filed()

    def export_records(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Iterator[wire.Json]:
        """The case as lines of the wire: what it is, its records, and last how many of each were given."""
        book = self.casebook(story=story, as_of=as_of)
        yield from export.list_lines(book, name=self.settings["story.name"], version=__version__)

    def check(self) -> tuple[Note, ...]:
        """What is damaged: bytes that changed, spans outside their text, references to nothing.  Empty: all is well."""
        faults = []
        with self._store.snapshot() as snapshot:
            filed, pairs = snapshot.list_filed(), snapshot.load_reports()
            saved = snapshot.load_account(self._account_key(snapshot))
        for each in filed:
            try:
                self._store.content(each.capture)
            except StoreError as error:
                faults.append(Note(kind="capture", message=f"{error.message} {error.help}", where=each.doc))
        faults.extend(check_reports(pairs))
        if saved is not None:
            again = {report.id: found for report, found in saved.dated}
            faults.extend(check_account(saved.account, [(r, again.get(r.id, f)) for r, f in pairs]))
        return tuple(faults)

    def _list_versions(self, snapshot: Snapshot) -> tuple[Version, ...]:
        return list_versions(snapshot.list_filed(), snapshot.load_reports(), zone=self._zone)

    def _compare(self, versions: Sequence[Version]) -> Saved:
        """The account over the current versions; undated reports are dated by their story's others, and read again."""
        current = list_current(versions)
        account = self._build_account([(v.report, v.findings) for v in current])
        dated = self._date_reports(account, {v.report.id: v.report for v in current})
        if dated:
            again = {report.id: (report, found) for report, found in dated}
            account = self._build_account([again.get(v.report.id, (v.report, v.findings)) for v in current])
        return Saved(account=account, dated=dated)

    def _build_account(self, pairs: Sequence[tuple[Report, Findings]]) -> Account:
        # See the top: a saved account is not compared again.
        from onrecord.compare import CompareOptions, build_account

        options = CompareOptions(
            parties={party: tuple(members) for party, members in self._list_sides()},
            families={outlet: family for family, outlets in self._list_families() for outlet in outlets},
            timezone=self.settings["story.timezone"],
        )
        reports, findings = [r for r, _ in pairs], [f for _, f in pairs]
        return build_account(reports, findings, language=self.language, options=options)

    def _date_reports(self, account: Account, reports: Mapping[str, Report]) -> tuple[tuple[Report, Findings], ...]:
        # See the top: a saved account is not compared again.
        from onrecord.annotate import annotate_reports
        from onrecord.extract import find_all
        from onrecord.reading.published import infer_from_neighbours

        dated: dict[str, Report] = {}
        for story in list(account.stories) * ROUNDS:  # a report that was dated in one round dates others in the next
            members = [dated.get(id, reports[id]) for id in story.reports]
            for report in members:
                when = None if report.published else infer_from_neighbours(report, members, language=self.language)
                if when is not None:
                    dated[report.id] = replace(report, published=when)
        marks = annotate_reports(tuple(dated.values()), language=self.language)
        return tuple((r, find_all(r, m, language=self.language)) for r, m in zip(dated.values(), marks, strict=True))

    def _renew_account(self, writer: Writer) -> None:
        with self._store.snapshot() as snapshot:
            key = self._account_key(snapshot)
            if snapshot.load_account(key) is not None:
                return
            versions = self._list_versions(snapshot)
        writer.save_account(self._compare(versions), key)

    def _offer_account(self, saved: Saved, key: str) -> None:
        """Save an account that a reader had to build, unless someone is writing: a reader never waits."""
        try:
            with self._store.writing(wait_s=0) as writer:
                with self._store.snapshot() as snapshot:
                    is_same = self._account_key(snapshot) == key
                if is_same:
                    writer.save_account(saved, key)
        except StoreError:
            return  # it will be built again, or saved by the one who is writing

    def _account_key(self, snapshot: Snapshot) -> str:
        """What an account depends on beside the code: the captures, and the settings of comparing."""
        sides, families, zone = self._list_sides(), self._list_families(), self.settings["story.timezone"]
        return ids.digest(__version__, str(snapshot.revision()), repr((sides, families, zone)))

    def _list_sides(self) -> list[tuple[str, list[str]]]:
        return sorted(self.settings["parties"].items())

    def _list_families(self) -> list[tuple[str, list[str]]]:
        return sorted(self.settings["families"].items())


def _as_entry(outcome: "Outcome", added: dt.datetime) -> Entry | Note:
    """What is to be stored of a capture that was read, or why it was not."""
    # See the top: only adding reads.
    from onrecord.pool import Failure

    if isinstance(outcome, Failure):
        message = f"{outcome.error.message} {outcome.error.help}"
        return Note(kind="unreadable", message=message, where=outcome.capture.doc)
    return Entry(
        capture=outcome.capture,
        added=added,
        reports=outcome.reports,
        findings=outcome.findings,
        notes=outcome.notes,
    )


def _standard_input() -> BinaryIO:
    """Standard input as bytes; empty for a process that was started without one."""
    stream: BinaryIO | None = getattr(sys.stdin, "buffer", None)
    return stream or io.BytesIO()


def refuse_unreadable(inputs: Sequence[str]) -> Mapping[str, Any]:
    """The sources that are installed; raises InputError for the first input of a kind that cannot be read."""
    sources = plugins.Extensions("sources")
    check_inputs(inputs, sources=sources)
    return sources


def init(folder: str | os.PathLike[str]) -> Case:
    """A case in that folder, made where there is none; settings that are there already stay.

    Raises InputError where the folder cannot be made.
    """
    path = Path(folder)
    try:
        path.mkdir(parents=True, exist_ok=True)
        if not (path / SETTINGS_FILE).exists():
            (path / SETTINGS_FILE).write_text(NEW_SETTINGS, encoding="utf-8")
    except OSError as error:
        raise InputError(f"Cannot make a case in '{path}': {error.strerror}.", where=str(path)) from error
    return open(path)


def open(folder: str | os.PathLike[str], *, flags: Mapping[str, Any] | None = None) -> Case:
    """The case in that folder; `flags` are settings that come before all others.

    Raises InputError where there is no case, SettingsError for its settings, StoreError for its store.
    """
    path = Path(folder)
    try:
        toml = (path / SETTINGS_FILE).read_text(encoding="utf-8")
    except OSError as error:
        raise InputError(
            f"There is no case in '{path}'.", where=str(path), help=f"Make one with `onrecord init {path}`."
        ) from error
    values = settings.read_settings(toml, env=os.environ, flags=flags or {}, where=SETTINGS_FILE)
    return Case(SqlStore(path), settings=values, folder=path)


def _make_book(versions: Sequence[Version], saved: Saved) -> Casebook:
    again = {report.id: (report, found) for report, found in saved.dated}
    known = [
        replace(v, report=again[v.report.id][0], findings=again[v.report.id][1]) if v.report.id in again else v
        for v in versions
    ]
    current = list_current(known)
    held = {v.report.id for v in current}
    return Casebook(
        reports=tuple(v.report for v in current),
        findings=tuple(v.findings for v in current),
        account=saved.account,
        earlier=tuple(v.report for v in known if v.report.id not in held),
        versions=tuple(known),
    )


def _get_story(account: Account, name: str) -> Story:
    story = find_story(account, name)
    if story is None:
        known = ", ".join(s.slug for s in account.stories[:8])
        help = f"Its stories: {known}." if known else "It has none yet: add reports first."
        raise NotFound(f"The case has no story '{name}'.", where=name, help=help)
    return story


def _list_records(book: Casebook) -> Iterator[Any]:
    yield from book.reports
    for found in book.findings:
        yield from (*found.statements, *found.figures, *found.events)
    account = book.account
    yield from (*account.entities, *account.stories, *account.claims, *account.series)
    yield from book.earlier
