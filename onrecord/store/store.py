"""What a case asks of its store: one snapshot to read from, one writer at a time, bytes by id.

The seam is kept this narrow so that every store passes the same tests (`tests/contract`).  Records go in and out as
records; how they are kept is each store's own business.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from onrecord.records.capture import Capture
from onrecord.records.claim import Account
from onrecord.records.decision import Decision
from onrecord.records.finding import Findings
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One capture as added: its bytes, what was read in it, and when."""

    capture: Capture
    added: dt.datetime  # aware, UTC
    reports: tuple[Report, ...]
    findings: tuple[Findings, ...]  # as long as `reports`
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed:
    """What the store knows of a capture without opening its bytes."""

    capture: str  # id
    number: int  # in the order of adding, from 1
    doc: str
    address: str | None
    outlet: str | None
    fetched: dt.datetime | None
    added: dt.datetime
    sha256: str  # of the bytes, hex
    reports: tuple[str, ...]  # ids of what was read in it, in text order; empty: nothing was
    notes: tuple[Note, ...]

    @property
    def page(self) -> str:
        """What versions of one page share: the address, else the doc."""
        return self.address or self.doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A paragraph or headline that answers a search."""

    capture: str  # id
    report: str  # id
    span: Span  # the whole paragraph
    words: tuple[Span, ...]  # what matched, in text order, inside `span`
    rank: float  # the smaller the better; comparable within one answer only


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What comparing the current reports gave."""

    account: Account
    dated: tuple[tuple[Report, Findings], ...] = ()  # reports that only their neighbours date, as read with that date


class Snapshot(Protocol):
    """The store as it stood when the snapshot was opened; a writer neither waits for it nor changes it."""

    def list_filed(self) -> tuple[Filed, ...]:
        """Every capture, in the order of adding."""

    def load_reports(self, captures: Collection[str] | None = None) -> tuple[tuple[Report, Findings], ...]:
        """The reports of these captures (None: of all), by order of adding, then place in the text."""

    def load_account(self, key: str) -> Saved | None:
        """The account saved under exactly that key, else None."""

    def revision(self) -> int:
        """A number that grows with every adding."""

    def search(self, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Paragraphs that hold all the words of the query, best first.  "Quoted words" stand together."""

    def list_decisions(self) -> tuple[Decision, ...]:
        """Every decision ever taken, undone ones too, by time."""

    def last_visit(self, reader: str, story: str) -> dt.datetime | None:
        """When the reader last looked at the story ("": the case); None: never."""


class Writer(Protocol):
    """The one writer."""

    def known(self, captures: Iterable[str]) -> frozenset[str]:
        """Those of these capture ids that are stored."""

    def add(self, entries: Sequence[Entry]) -> None:
        """Store these whole or, when anything fails, not at all.  A capture that is stored already is left as it is."""

    def save_account(self, saved: Saved, key: str) -> None:
        """Put this account in the place of the one before, whole or not at all."""

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep these for ever, whole or not at all.  One that is kept already is left as it is."""

    def mark_visit(self, reader: str, story: str, at: dt.datetime) -> None:
        """Remember that the reader looked at the story then."""


class Store(Protocol):
    """Where a case keeps its captures, reports, findings and account."""

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A view to read from.  Never waits for a writer."""

    def writing(self, *, wait_s: float) -> AbstractContextManager[Writer]:
        """The right to write, held until the context ends.

        Waits `wait_s` seconds for another writer, then raises StoreError naming it.
        """

    def content(self, capture: str) -> bytes:
        """The bytes of a capture, checked against their hash.

        Raises NotFound for an unknown id, StoreError where the bytes are gone or are not the ones that were stored.
        """

    def close(self) -> None:
        """Let go of files and connections.  Closing twice is closing once."""
