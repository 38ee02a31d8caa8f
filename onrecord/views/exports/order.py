"""What an exporter is handed, and the count of what it wrote, which is held against the store.

An exporter is a function of an `Order`.  One that makes a single file gives its text or bytes in parts; one that makes
a folder gives the name and the parts of each file.  Nothing here knows a format.
"""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from onrecord.language import Language
from onrecord.records import wire
from onrecord.records.casebook import Casebook
from onrecord.views.index import Index, index_casebook, published_at

T = TypeVar("T")
LICENCE = (
    "The words quoted belong to those who published them; quote them within the law of your country. "
    "What onrecord adds (who said what, counts, relations, dates) may be used freely."
)
LOCAL = "http://127.0.0.1:8731"  # where `onrecord serve` listens unless told otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One capture with its bytes, for the exporters that carry evidence."""

    id: str
    content: bytes
    media_type: str
    doc: str
    address: str | None
    at: dt.datetime  # aware, UTC: fetched, else added
    sha256: str  # of the bytes, hex


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """What a person found of a claim; onrecord itself rates nothing."""

    thing: str  # id or label of the claim, or of a statement in it
    verdict: str  # in the person's words: "Misleading"
    by: str
    address: str | None = None  # where the review is published
    day: dt.date | None = None


class Tally:
    """Counts what an exporter writes, kind by kind, and hashes it as it goes by."""

    def __init__(self, *, store: Mapping[str, int], redacted: Mapping[str, int]) -> None:
        self.store = dict(store)
        self.redacted = dict(redacted)
        self.written: Counter[str] = Counter()
        self._sha256 = hashlib.sha256()

    def each(self, kind: str, written: Iterable[T]) -> Iterator[T]:
        """The things as they are, counted as they leave."""
        for thing in written:
            yield thing
            self.written[kind] += 1

    def expect(self, kind: str, number: int) -> None:
        """Says how many there are of something that an exporter makes of the records: lines, changes, captures."""
        self.store[kind] = number
        self.redacted.pop(kind, None)

    def feed(self, part: bytes) -> None:
        """Takes a part that was written into the hash."""
        self._sha256.update(part)

    def counts(self) -> wire.Json:
        """What was written, what the store holds of it, what a redaction took out; licence; hash of all before."""
        kinds = sorted(self.written)
        return {
            "counts": {kind: self.written[kind] for kind in kinds},
            "store": {kind: self.store[kind] for kind in sorted(self.store)},
            "redacted": {kind: n for kind, n in sorted(self.redacted.items()) if n},
            "licence": LICENCE,
            "sha256": self._sha256.hexdigest(),
        }

    def missing(self, kinds: Iterable[str]) -> list[str]:
        """What does not add up among these kinds, in words; empty: all is there."""
        told = []
        for kind in kinds:
            wanted = self.store.get(kind, 0) - self.redacted.get(kind, 0)
            if self.written[kind] != wanted:
                told.append(f"{self.written[kind]:,} of {wanted:,} ({kind})")
        return told


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be exported, with what an exporter may need beside the records."""

    book: Casebook
    index: Index
    title: str
    language: Language
    made_by: str  # "onrecord 0.1.0"
    tally: Tally
    as_of: dt.datetime | None = None  # None: as the case stands
    ratings: tuple[Rating, ...] = ()
    hold: Callable[[str], Held | None] = field(default=lambda _: None)  # by capture id; None: it may not be shown
    home: str = LOCAL  # where the pages are served, for links to them
    unseen_names: int = 0  # that were to be left out and stand nowhere
    scratch: Path | None = None  # a folder for formats that can only be built on disk

    def moment(self) -> dt.datetime:
        """The moment the export stands for: as asked, else when the case last came to know something."""
        known = [v.known for v in self.book.versions] or [at for r in self.book.reports if (at := published_at(r))]
        return self.as_of or max(known, default=dt.datetime(1970, 1, 1, tzinfo=dt.UTC))


def make_order(book: Casebook, *, title: str, language: Language, made_by: str) -> Order:
    """An order for all of a casebook, nothing left out."""
    tally = Tally(store=count_records(book), redacted={})
    return Order(book=book, index=index_casebook(book), title=title, language=language, made_by=made_by, tally=tally)


def count_records(book: Casebook) -> dict[str, int]:
    """How many records of each kind the casebook holds, by the names that the wire gives them."""
    account, found = book.account, book.findings
    return {
        "claim": len(account.claims),
        "copy": len(account.copies),
        "decision": len(book.decisions),
        "entity": len(account.entities),
        "event": sum(len(f.events) for f in found),
        "grade": len(book.grades),
        "figure": sum(len(f.figures) for f in found),
        "mention": sum(len(f.mentions) for f in found),
        "name": len(account.names),
        "note": sum(len(f.notes) for f in found),
        "origin": sum(len(c.origins) for c in account.claims),
        "point": sum(len(s.points) for s in account.series),
        "relation": sum(len(c.relations) for c in account.claims),
        "report": len(book.reports),
        "series": len(account.series),
        "statement": sum(len(f.statements) for f in found),
        "story": len(account.stories),
        "time": sum(len(f.times) for f in found),
        "version": len(book.versions),
    }
