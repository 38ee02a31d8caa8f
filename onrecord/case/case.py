"""An opened case: joins sources, pipeline, comparing and the store; every interface calls only this.

Reading and comparing are imported where they are called: together they take longer to load than a whole command that
only looks at what is stored.
"""

import datetime as dt
import zoneinfo
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from onrecord import __version__, language
from onrecord.case.accounts import Accounts
from onrecord.case.deciding import read_user
from onrecord.case.keeping import Moment, keep_choice, keep_undoing
from onrecord.case.searching import Scope, SearchHit, get_record, search_store
from onrecord.errors import StoreError
from onrecord.records import export, wire
from onrecord.records.capture import Capture
from onrecord.records.casebook import Casebook
from onrecord.records.claim import Story
from onrecord.records.decision import Choice, Decision
from onrecord.records.moments import read_moment
from onrecord.records.note import Note
from onrecord.settings import Settings
from onrecord.store.adding import AddResult
from onrecord.store.checks import check_account, check_reports
from onrecord.store.store import Filed, Store

if TYPE_CHECKING:
    from onrecord.case.adding import Inputs
    from onrecord.case.answered import BriefAnswer, FigureAnswer
    from onrecord.case.arrivals import Arrival
    from onrecord.case.asof import AsOf
    from onrecord.case.exporting import ExportOptions
    from onrecord.case.kept import Found, Question
    from onrecord.case.saving import Export
    from onrecord.case.watching import Came, WatchOptions
    from onrecord.views.ask import Answer
    from onrecord.views.disputes import ClaimRow
    from onrecord.views.verdicts import Checked


class Case:
    """An opened case: a context manager; reading from several threads is safe."""

    def __init__(self, store: Store, *, settings: Settings, folder: Path | None = None) -> None:
        self.folder = folder  # None: a case that is kept nowhere
        self.settings = settings
        self.language = language.load(settings["language"], speed=settings["speed"])
        self._store = store
        self._accounts = Accounts(store, settings=settings, language=self.language)

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
        inputs: "Inputs",
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
        from onrecord.case.adding import add_inputs, read_options
        from onrecord.case.network import read_how

        how, reading = read_options(self.settings), read_how(self.settings, folder=self.folder, store=self._store)
        options = replace(how, now=now, stdin=stdin, on_read=on_read, reading=reading)
        return add_inputs(self._store, self._accounts, inputs, language=self.language, options=options)

    def watch(self, inputs: Sequence[str] = (), options: "WatchOptions | None" = None) -> Iterator["Came"]:
        """What comes to feeds, pages and folders, stored as it comes; no `inputs`: those of the settings.

        Ends when it is stopped.  Raises InputError where there is nothing to watch or the network is off.
        """
        # See the top: only adding reads.
        from onrecord.case.watching import WatchOptions, watch_case

        return watch_case(self, inputs, options or WatchOptions(), add=self._add_found)

    def list_arrivals(self, captures: Sequence[str]) -> "tuple[Arrival, ...]":
        """The reports of captures that were just added, each with the version before it and what was edited."""
        # Comparing versions brings in every view.
        from onrecord.case.arrivals import list_arrivals

        return list_arrivals(self._store, captures)

    def _add_found(self, found: Iterable[Capture | Note]) -> AddResult:
        # See the top: only adding reads.
        from onrecord.case.adding import add_found, read_options

        how = read_options(self.settings)
        return add_found(self._store, self._accounts, found, language=self.language, options=how)

    def casebook(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Casebook:
        """Reports, findings and account; of one story where one is named; as known at `as_of` where that is given.

        Raises NotFound for a story that the case does not have.
        """
        return self._accounts.casebook(story=story, as_of=as_of)

    def at(self, moment: "dt.datetime | str | None" = None) -> "AsOf":
        """The case as it stood at a moment, or as it stands, with what its verbs show: brief, figure, claims, who …

        A moment in words is read as `--as-of` reads it: a day alone is its end, in the zone of the case.
        """
        # See the top: views are many.
        from onrecord.case.asof import AsOf

        return AsOf(self, moment)

    def brief(self, story: str | None = None, *, since: dt.datetime | str | None = None) -> "BriefAnswer":
        """The account in five parts, as it stands; the last tells what changed since a moment."""
        return self.at().brief(story, since=since)

    def figure(self, about: str, story: str | None = None) -> "FigureAnswer":
        """The number that is given most for what holds these words.  Raises NotFound where none is."""
        return self.at().figure(about, story)

    def figures(
        self, story: str | None = None, *, about: str | None = None, once: bool = False
    ) -> "tuple[FigureAnswer, ...]":
        """Numbers with their lives, those that most parties give first; `once`: also those that one report gives."""
        return self.at().figures(story, about=about, once=once)

    def claims(self, story: str | None = None, *, denied: bool | None = None, **limits: Any) -> "tuple[ClaimRow, ...]":
        """Claims with their counts and each party's position, the most disputed first; limits as those of `at`."""
        return self.at().claims(story, denied=denied, **limits)

    def answer(self, question: "Question", *, as_of: dt.datetime | None = None) -> "Found":
        """What a view shows of a story or of the whole case, kept for whoever asks the same next.

        Raises NotFound for a story that the case does not have.
        """
        # See the top: views are many.
        from onrecord.case.renewing import answer

        return answer(self._store, self._accounts, question, language=self.language, as_of=as_of)

    def moment(self, given: dt.datetime | str | None, *, is_end: bool) -> dt.datetime | None:
        """The instant that is named; a day alone is its last moment or its first, without a zone it is in the case's.

        None for nothing.  Raises InputError when it cannot be read.
        """
        zone = zoneinfo.ZoneInfo(self.settings["story.timezone"])
        if isinstance(given, dt.datetime):
            return given if given.tzinfo else given.replace(tzinfo=zone)
        return read_moment(given, is_end=is_end, zone=zone)

    def key(self) -> str:
        """What every answer depends on: captures, decisions and settings.  The same key, the same answers."""
        with self._store.snapshot() as snapshot:
            return self._accounts.key(snapshot)

    def check(self, text: str, *, story: str | None = None, as_of: dt.datetime | None = None) -> "Checked":
        """Every sentence of a draft held against the reports, with its verdict and what it rests on.

        Raises NotFound for a story that the case does not have.
        """
        # See the top: only a draft and a question are read.
        from onrecord.case.asking import check_text

        return check_text(self.casebook(story=story, as_of=as_of), text, language=self.language)

    def ask(self, question: str, *, story: str | None = None, as_of: dt.datetime | None = None) -> "Answer":
        """What the reports have in answer to a question, word for word, or that none of them says.

        Raises NotFound for a story that the case does not have.
        """
        # See the top: only a draft and a question are read.
        from onrecord.case.asking import ask

        return ask(self.casebook(story=story, as_of=as_of), question, language=self.language)

    def decide(
        self, choice: Choice, *, by: str | None = None, now: dt.datetime | None = None, story: str | None = None
    ) -> Decision:
        """Keep a choice by hand and apply it: a review, a merging, a setting apart, a grade.

        Labels are those of the story's casebook where one is named, else of the whole case.  `by` is who decides (None:
        the setting `user`), `now` when (None: this moment).  Raises NotFound for a thing that is not there, InputError
        for a choice that makes no sense, StoreError while another program writes.
        """
        return keep_choice(self._store, self._accounts, choice, by=by, moment=Moment(now=now, story=story))

    def undo(self, decision: str = "", *, by: str | None = None, now: dt.datetime | None = None) -> Decision:
        """Take back the decision with that id, or the latest that counts; to take back an undoing is to redo.

        Raises NotFound where there is none.
        """
        return keep_undoing(self._store, self._accounts, decision, by=by, moment=Moment(now=now))

    def decisions(self) -> tuple[Decision, ...]:
        """Every decision ever taken, undone ones and undoings too, oldest first."""
        with self._store.snapshot() as snapshot:
            return snapshot.list_decisions()

    def last_visit(self, *, story: str = "", reader: str | None = None) -> dt.datetime | None:
        """When the reader (None: the setting `user`) last looked at a story ("": at the case); None: never."""
        with self._store.snapshot() as snapshot:
            return snapshot.last_visit(reader or read_user(self.settings), story)

    def visit(self, *, story: str = "", reader: str | None = None, now: dt.datetime | None = None) -> None:
        """Remember that the reader looks now.  Raises StoreError while another program writes."""
        with self._store.writing(wait_s=self.settings["store.wait_s"]) as writer:
            writer.mark_visit(reader or read_user(self.settings), story, now or dt.datetime.now(dt.UTC))

    def stories(self) -> tuple[Story, ...]:
        """The stories of the case."""
        return self._accounts.stories()

    def search(
        self,
        query: str,
        *,
        story: str | None = None,
        as_of: dt.datetime | None = None,
        limit: int = 20,
        book: Casebook | None = None,
    ) -> tuple[SearchHit, ...]:
        """Paragraphs of current reports that hold all the words of the query, best first.

        "Quoted words" must stand together.  `book` is the casebook of the story and moment where the caller holds it,
        which spares reading it again.  Raises NotFound for a story that the case does not have.
        """
        scope = Scope(story=story, as_of=as_of, book=book)
        return search_store(self._store, self._accounts, query, scope=scope, limit=limit)

    def get(self, id: str) -> Any:
        """The record with that id, or with the only id that begins so; a doc's name gives its report.

        Raises NotFound where there is none or there are several.
        """
        return get_record(self.casebook(), id)

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

    def export(self, options: "ExportOptions | None" = None) -> "Export":
        """The case in another format, about to be written: `save` it to a file or folder, or take its `files`.

        Raises InputError for an unknown format and NotFound for a story that the case does not have.
        """
        # See the top: formats are many.
        from onrecord.case.exporting import ExportOptions, export_case

        return export_case(self, options or ExportOptions())

    def faults(self) -> tuple[Note, ...]:
        """What is damaged: bytes that changed, spans outside their text, references to nothing.  Empty: all is well."""
        faults = []
        with self._store.snapshot() as snapshot:
            filed, pairs = snapshot.list_filed(), snapshot.load_reports()
            kept = self._accounts.kept(snapshot)
        for each in filed:
            try:
                self._store.content(each.capture)
            except StoreError as error:
                faults.append(Note(kind="capture", message=f"{error.message} {error.help}", where=each.doc))
        faults.extend(check_reports(pairs))
        if kept is not None:
            account, again = kept
            faults.extend(check_account(account, [(r, again.get(r.id, f)) for r, f in pairs]))
        return tuple(faults)
