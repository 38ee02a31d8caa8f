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
from onrecord.records.claim import Account, Entity, Story
from onrecord.records.decision import Decision
from onrecord.records.finding import Findings
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch
from onrecord.records.span import Span

Position = tuple[int, str]  # of a report or passage among the holders of a word: its day, 0 for none, and its id

MOST_ANSWERS = 500  # kept of a case: some 20 kB each, where the story is large


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
class Part:
    """The account of one story, under a digest of all that it depends on."""

    key: str
    bare: str  # the same without the decisions on names, which bear on a story only where it holds such a name
    account: Account  # of one story; its entities are the story's own, its slug not yet unique
    dated: tuple[tuple[Report, Findings], ...] = ()  # reports that only their neighbours date, as read with that date
    keys: tuple["NameKey", ...] = ()  # by which its persons are found by those of other stories


@dataclass(frozen=True, slots=True, kw_only=True)
class NameKey:
    """What two names share that may be one person's."""

    entity: str  # id, of the story
    name: str
    key: str
    block: str = ""  # under which keys are listed that are compared with one another


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """An entity as some stories have it, all alike."""

    entity: Entity
    stories: int
    most: int  # reports that name it in one of them
    reports: int  # that name it in all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the case as a whole needs of a part."""

    key: str
    bare: str
    story: Story
    entities: tuple[tuple[Entity, int], ...]  # with the number of the story's reports that name it


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """The stories of a case put together."""

    stories: tuple[tuple[Story, str], ...]  # in the order shown, each with the key of its part
    entities: tuple[Entity, ...]  # over the case
    became: tuple[tuple[str, str], ...]  # id of an entity of a story -> its id over the case


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeFrom:
    """What a kept account was made from."""

    digest: str  # of the code's version, the settings and the decisions
    number: int  # of the last capture


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a case answered, kept so that it need not be worked out again."""

    name: str  # a digest of what was asked
    state: str  # of the case: while it is the same, the answer holds
    made_from: str  # a digest of all that bears on it: while that is the same, it holds in another state too
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs in an account from the one that is kept."""

    gone: tuple[str, ...]  # keys of parts
    parts: tuple[Part, ...]  # new ones
    gone_stories: tuple[str, ...]  # ids; of those too that come again with another slug
    stories: tuple[tuple[Story, str], ...]  # each with the key of its part
    names: tuple[str, ...]  # ids of entities of which nothing holds any more but what follows
    entities: tuple[Entity, ...]
    became: tuple[tuple[str, str], ...]


class Snapshot(Protocol):
    """The store as it stood when the snapshot was opened; a writer neither waits for it nor changes it."""

    def list_filed(self, *, after: int = 0) -> tuple[Filed, ...]:
        """Every capture that was added after the one with that number, in the order of adding."""

    def list_pages(self, pages: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of these pages, in the order of adding."""

    def list_siblings(self, captures: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of the pages that these captures, by id, are versions of, in the order of adding."""

    def list_later(self, moment: dt.datetime) -> tuple[Filed, ...]:
        """Every capture fetched after the moment, or nobody said when, in the order of adding."""

    def captures_of(self, reports: Collection[str]) -> frozenset[str]:
        """Ids of the captures in which these reports were read."""

    def list_texts(self, outlet: str, *, limit: int) -> tuple[str, ...]:
        """The texts of the latest captures of an outlet in which there was anything to read, the oldest first."""

    def last_number(self) -> int:
        """The number of the capture that was added last; 0 where there is none."""

    def load_reports(self, captures: Collection[str] | None = None) -> tuple[tuple[Report, Findings], ...]:
        """The reports of these captures (None: of all), by order of adding, then place in the text."""

    def load_joined(self, key: str) -> Joined | None:
        """What was saved of the case as a whole under exactly that key, else None."""

    def has_account(self, key: str) -> bool:
        """True where an account was saved under exactly that key, and no other since."""

    def load_stories(self) -> tuple[tuple[Story, str], ...]:
        """The stories of the account that was saved, in the order shown, each with the key of its part."""

    def load_entities(self, ids: Collection[str]) -> tuple[tuple[Entity, ...], tuple[tuple[str, str], ...]]:
        """What these entities of stories are over the case, by name, and those that became another's: id and id."""

    def load_heads(self, bare: Collection[str]) -> dict[str, Head]:
        """What the case needs of those of these parts that are kept, by their keys without decisions on names."""

    def load_parts(self, keys: Collection[str]) -> dict[str, Part]:
        """Those of these parts that are kept, by key."""

    def list_placed(self) -> tuple[Placed, ...]:
        """Where clustering put the reports."""

    def load_sketches(self, reports: Collection[str]) -> tuple[Sketch, ...]:
        """The sketches of those of these reports that have one."""

    def load_placed(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """Where clustering put those of these reports, and of these passages, that it did put somewhere."""

    def list_linked(self, groups: Collection[str]) -> tuple[Placed, ...]:
        """The reports of these groups of linked ones."""

    def list_passages(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """The passages that stand in these reports, and those that stand beside them in their stories."""

    def list_holders(self, words: Collection[str], *, most: int) -> dict[str, tuple[Position, ...]]:
        """Those that have each of these words among their keys, as many at most of each, in their order."""

    def list_beside(self, word: str, place: Position, *, most: int) -> tuple[Position, ...]:
        """The holders of a word next before a place and next after it, as many at most of each."""

    def load_tallies(self, ids: Collection[str], *, without: Collection[str]) -> tuple[Tally, ...]:
        """These entities as stories have them, those of these parts, by key, left out."""

    def find_named(self, keys: Collection[str]) -> frozenset[tuple[str, str]]:
        """Entities of stories, by id and name, that are found by one of these keys."""

    def list_keys(self, blocks: Collection[str]) -> frozenset[str]:
        """All keys of these blocks."""

    def load_alike(self, slugs: Collection[str]) -> tuple[tuple[Story, str], ...]:
        """The stories that were saved whose slugs, without numbers at their end, are these, in the order shown."""

    def entities_of(self, parts: Collection[str]) -> frozenset[str]:
        """Ids of the entities that these parts, by key, have."""

    def load_answer(self, name: str) -> Answer | None:
        """The answer that is kept under that name."""

    def basis(self) -> MadeFrom | None:
        """What the kept account was made from; None where that is not known."""

    def reports_of(self, findings: Collection[str]) -> dict[str, str]:
        """Of these ids of findings, those that are stored, each with the report it was read in."""

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

    def place(self, sketches: Sequence[tuple[Sketch, Placed]], moved: Sequence[Placed], gone: Collection[str]) -> None:
        """Keep where clustering put new reports and moved others, and forget those that are gone.

        With it the basis of the account is forgotten until an account is saved: a writer that ends in between leaves
        an account that lacks what was placed, and that is then made anew.
        """

    def save_account(self, joined: Joined, parts: Sequence[Part], key: str, basis: MadeFrom | None = None) -> None:
        """Put this account in the place of the one before, whole or not at all.

        `parts` are the new ones; those that `joined` names no more are forgotten.
        """

    def change_account(self, change: Change, key: str, basis: MadeFrom) -> None:
        """Change the account that is kept, whole or not at all."""

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep these for ever, whole or not at all.  One that is kept already is left as it is."""

    def keep_answers(self, answers: Sequence[Answer]) -> None:
        """Keep these in the place of those of the same names; of very many, the latest."""

    def mark_visit(self, reader: str, story: str, at: dt.datetime) -> None:
        """Remember that the reader looked at the story then."""


class Store(Protocol):
    """Where a case keeps its captures, reports, findings and account."""

    is_shared: bool  # whether other processes find in it what this one writes

    def snapshot(self) -> AbstractContextManager[Snapshot]:
        """A view to read from.  Never waits for a writer."""

    def writing(self, *, wait_s: float) -> AbstractContextManager[Writer]:
        """The right to write, held until the context ends.

        Waits `wait_s` seconds for another writer, then raises StoreBusy naming it.
        """

    def content(self, capture: str) -> bytes:
        """The bytes of a capture, checked against their hash.

        Raises NotFound for an unknown id, StoreError where the bytes are gone or are not the ones that were stored.
        """

    def close(self) -> None:
        """Let go of files and connections; whoever asks again, opens them again.  Closing twice is closing once."""


def head_of(part: Part) -> Head:
    """What the case as a whole needs of a part."""
    named: dict[str, set[str]] = {}
    for report, _, entity in part.account.names:
        named.setdefault(entity, set()).add(report)
    entities = tuple((e, len(named.get(e.id, ()))) for e in part.account.entities)
    return Head(key=part.key, bare=part.bare, story=part.account.stories[0], entities=entities)
