"""One adding: what is new to the case, what it holds already, and the counts of both."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.store.returns import Returns
from onrecord.store.store import Entry, Filed, Store


@dataclass(frozen=True, slots=True, kw_only=True)
class AddResult:
    """What adding did."""

    read: int  # captures read, known ones left out
    new: int  # reports of pages that the case did not hold
    versions: int  # captures that are another version of a page that the case held
    skipped: int  # captures that the case held already
    failed: tuple[Note, ...]  # inputs that could not be read, and the cure
    notes: tuple[Note, ...]  # what is doubtful in the reading of the others, and pages that were not fetched
    captures: tuple[str, ...] = ()  # ids of those that were kept, in their order
    versioned: tuple[str, ...] = ()  # those of them that are another version


AT_ONCE = 32  # inputs whose pages are looked up together
REMEMBERED = 2_000  # pages that are known by heart; of a longer adding each is looked up again where it comes again
DOUBTS = frozenset(  # kinds of notes of sources beside which nothing was left out
    {"not-fetched", "duplicate-id", "encoding-guessed", "hash-differs"}
)


class Adding:
    """One adding: what is new, what is kept, and the counts of both.

    Others may add at the same time: the right to write is held only while a batch is stored, and what they stored since
    the last look is known by then, so that nothing is doubled or counted twice.
    """

    def __init__(self, store: Store, *, wait_s: float, remembered: int = REMEMBERED) -> None:
        self._store = store
        self._wait_s = wait_s
        self._remembered = remembered
        with store.snapshot() as snapshot:
            self._last = snapshot.last_number()
        self._known: set[str] = set()
        self._pages: set[str] = set()  # with anything to read
        self._looked_up: set[str] = set()  # pages of which it is known what the case held
        self._returns = Returns()
        self._underway: dict[str, str] = {}  # captures that were given out and are not kept yet, with their pages
        self._overtaken: set[str] = set()  # of those, what others stored meanwhile
        self._failed: list[Note] = []
        self._notes: list[Note] = []
        self._kept: list[str] = []
        self._versioned: list[str] = []
        self._skipped = self._new = self.read = 0

    def list_fresh(self, found: Iterable[Capture | Note]) -> Iterator[Capture]:
        """The captures that the case does not hold; the others are counted, and so is what could not be read."""
        rest = iter(found)
        while some := list(itertools.islice(rest, AT_ONCE)):
            captures = [each for each in some if isinstance(each, Capture)]
            for note in (each for each in some if isinstance(each, Note)):
                (self._notes if note.kind in DOUBTS else self._failed).append(note)
            if len(self._looked_up) >= self._remembered:
                self._forget()
            self._look_up({c.address or c.doc for c in captures})
            yield from self._list_fresh(captures)

    def _forget(self) -> None:
        """Let go of all pages but those of which a capture is underway: the store knows them."""
        self._overtaken |= self._catch_up() & self._underway.keys()
        pages = set(self._underway.values())
        self._looked_up = set()
        self._known &= self._underway.keys()
        self._pages &= pages
        self._returns.keep(pages)

    def _look_up(self, pages: set[str]) -> None:
        """Know what the case holds of these pages."""
        new = pages - self._looked_up
        if not new:
            return
        with self._store.snapshot() as snapshot:
            self._take(f for f in snapshot.list_pages(new) if f.number <= self._last)
        self._looked_up |= new

    def _take(self, filed: Iterable[Filed]) -> None:
        for each in filed:
            self._known.add(each.capture)
            if each.reports:
                self._pages.add(each.page)
            self._returns.take([each])

    def _list_fresh(self, captures: Iterable[Capture]) -> Iterator[Capture]:
        for each in captures:
            fresh = each if each.id not in self._known else self._returns.find(each)
            if fresh is None or fresh.id in self._known:
                self._skipped += 1
            else:
                self._known.add(fresh.id)
                self._returns.note(fresh)
                self._underway[fresh.id] = fresh.address or fresh.doc
                yield fresh

    def keep(self, outcomes: Sequence[Entry | Note]) -> None:
        """Store what was read, in one transaction; a Note stands for a capture that could not be.

        Raises StoreBusy where another writes for too long; nothing of the batch is counted then.
        """
        entries = [o for o in outcomes if isinstance(o, Entry)]
        with self._store.writing(wait_s=self._wait_s) as writer:
            others = self._catch_up() | self._overtaken
            fresh = [e for e in entries if e.capture.id not in others]
            writer.add(fresh)
        for entry in entries:
            self._underway.pop(entry.capture.id, None)
        self._failed.extend(o for o in outcomes if isinstance(o, Note))
        self._skipped += len(entries) - len(fresh)
        for entry in fresh:
            self._count(entry)

    def _catch_up(self) -> frozenset[str]:
        """Know what was stored since the last look; gives its ids."""
        with self._store.snapshot() as snapshot:
            filed = snapshot.list_filed(after=self._last)
        self._last = max((f.number for f in filed), default=self._last)
        self._take(filed)
        return frozenset(f.capture for f in filed)

    def _count(self, entry: Entry) -> None:
        page = entry.capture.address or entry.capture.doc
        self.read += 1
        self._kept.append(entry.capture.id)
        notes = (*entry.notes, *(n for f in entry.findings for n in f.notes))
        self._notes.extend(notes if entry.reports else notes[:-1])
        self._failed.extend(() if entry.reports else notes[-1:])  # the last says why there is no report
        if entry.reports and page in self._pages:
            self._versioned.append(entry.capture.id)
        elif entry.reports:
            self._pages.add(page)
            self._new += len(entry.reports)

    def result(self) -> AddResult:
        """The counts so far."""
        return AddResult(
            read=self.read,
            new=self._new,
            versions=len(self._versioned),
            skipped=self._skipped,
            failed=tuple(self._failed),
            notes=tuple(self._notes),
            captures=tuple(self._kept),
            versioned=tuple(self._versioned),
        )
