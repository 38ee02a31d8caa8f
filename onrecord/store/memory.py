"""A store that lives as long as its process: for trying out, for tests, and to show how narrow the seam is."""

import contextlib
import datetime as dt
import re
import threading
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from onrecord.errors import NotFound, StoreBusy
from onrecord.records.claim import Entity, Story
from onrecord.records.decision import Decision, order
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch, is_passage
from onrecord.records.slugs import bare_slug, rank_story
from onrecord.records.span import Span
from onrecord.store import store
from onrecord.store.bytes import sha256_of
from onrecord.store.passages import list_passages, list_terms
from onrecord.store.store import (
    Answer,
    Change,
    Entry,
    Filed,
    Head,
    Hit,
    Joined,
    MadeFrom,
    Part,
    Position,
    Tally,
    head_of,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    entries: tuple[Entry, ...] = ()
    joined: Joined | None = None
    parts: tuple[Part, ...] = ()
    placed: tuple[tuple[Sketch, Placed], ...] = ()
    key: str | None = None
    basis: MadeFrom | None = None
    revision: int = 0
    decisions: tuple[Decision, ...] = ()
    visits: tuple[tuple[str, str, dt.datetime], ...] = ()
    answers: tuple[Answer, ...] = ()


class MemoryStore:
    """Keeps whole states and swaps them, so a snapshot is simply the state at its moment."""

    is_shared = False

    def __init__(self) -> None:
        self._state = _State()
        self._lock = threading.Lock()

    @contextlib.contextmanager
    def snapshot(self) -> Iterator["MemorySnapshot"]:
        """A view to read from."""
        yield MemorySnapshot(self._state)

    @contextlib.contextmanager
    def writing(self, *, wait_s: float) -> Iterator["MemoryWriter"]:
        """The right to write, held until the context ends."""
        if not self._lock.acquire(timeout=max(wait_s, 0)):
            raise StoreBusy("The case is being written to by another thread.", help="Wait for it to end.")
        try:
            yield MemoryWriter(self)
        finally:
            self._lock.release()

    def content(self, capture: str) -> bytes:
        """The bytes of a capture."""
        for entry in self._state.entries:
            if entry.capture.id == capture:
                return entry.capture.content
        raise NotFound(f"No capture has the id '{capture}'.", where=capture)

    def close(self) -> None:
        """Nothing to let go of."""


class MemorySnapshot:
    """One state."""

    def __init__(self, state: _State) -> None:
        self._state = state

    def list_filed(self, *, after: int = 0) -> tuple[Filed, ...]:
        """The captures that were added after the one with that number, in the order of adding."""
        return tuple(_file(e, number) for number, e in enumerate(self._state.entries[after:], start=after + 1))

    def list_pages(self, pages: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of these pages, in the order of adding."""
        return tuple(f for f in self.list_filed() if f.page in pages)

    def list_siblings(self, captures: Collection[str]) -> tuple[Filed, ...]:
        """Every capture of the pages that these captures are versions of, in the order of adding."""
        return self.list_pages({f.page for f in self.list_filed() if f.capture in captures})

    def list_later(self, moment: dt.datetime) -> tuple[Filed, ...]:
        """Every capture fetched after the moment, or nobody said when, in the order of adding."""
        return tuple(f for f in self.list_filed() if f.fetched is None or f.fetched > moment)

    def captures_of(self, reports: Collection[str]) -> frozenset[str]:
        """Ids of the captures in which these reports were read."""
        return frozenset(r.capture for r, _ in self.load_reports() if r.id in reports)

    def list_texts(self, outlet: str, *, limit: int) -> tuple[str, ...]:
        """The texts of the latest captures of an outlet in which there was anything to read, the oldest first."""
        found = [e.reports[0].text for e in self._state.entries if e.capture.outlet == outlet and e.reports]
        return tuple(found[-limit:])

    def last_number(self) -> int:
        """The number of the capture that was added last; 0 where there is none."""
        return len(self._state.entries)

    def load_reports(self, captures: Collection[str] | None = None) -> tuple[tuple[Report, Findings], ...]:
        """The reports of these captures, by order of adding, then place in the text."""
        chosen = (e for e in self._state.entries if captures is None or e.capture.id in captures)
        return tuple(pair for e in chosen for pair in zip(e.reports, e.findings, strict=True))

    def load_joined(self, key: str) -> Joined | None:
        """What was saved of the case as a whole under exactly that key, else None."""
        return self._state.joined if self._state.key == key else None

    def has_account(self, key: str) -> bool:
        """True where an account was saved under exactly that key, and no other since."""
        return self._state.joined is not None and self._state.key == key

    def load_stories(self) -> tuple[tuple[Story, str], ...]:
        """The stories of the account that was saved, each with the key of its part."""
        return self._state.joined.stories if self._state.joined is not None else ()

    def load_entities(self, ids: Collection[str]) -> tuple[tuple[Entity, ...], tuple[tuple[str, str], ...]]:
        """What these entities of stories are over the case, by name, and those that became another's."""
        joined = self._state.joined
        if joined is None:
            return (), ()
        became = tuple((before, after) for before, after in joined.became if before in ids)
        wanted = {*ids, *(after for _, after in became)} - {before for before, _ in became}
        return tuple(e for e in joined.entities if e.id in wanted), became

    def load_heads(self, bare: Collection[str]) -> dict[str, Head]:
        """What the case needs of those of these parts that are kept, by their keys without decisions on names."""
        return {p.bare: head_of(p) for p in self._state.parts if p.bare in bare}

    def load_parts(self, keys: Collection[str]) -> dict[str, Part]:
        """Those of these parts that are kept, by key."""
        return {p.key: p for p in self._state.parts if p.key in keys}

    def list_placed(self) -> tuple[Placed, ...]:
        """Where clustering put the reports."""
        return tuple(placed for _, placed in self._state.placed)

    def load_sketches(self, reports: Collection[str]) -> tuple[Sketch, ...]:
        """The sketches of those of these reports that have one."""
        return tuple(sketch for sketch, _ in self._state.placed if sketch.report in reports)

    def load_placed(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """Where clustering put those of these reports and passages that it did put somewhere."""
        return tuple(p for _, p in self._state.placed if p.report in reports)

    def list_linked(self, groups: Collection[str]) -> tuple[Placed, ...]:
        """The reports of these groups of linked ones."""
        return tuple(p for _, p in self._state.placed if p.linked in groups and not is_passage(p.report))

    def list_passages(self, reports: Collection[str]) -> tuple[Placed, ...]:
        """The passages that stand in these reports, and those that stand beside them in their stories."""
        passages = (p for _, p in self._state.placed if is_passage(p.report))
        return tuple(p for p in passages if p.linked in reports or p.cluster in reports)

    def list_holders(self, words: Collection[str], *, most: int) -> dict[str, tuple[Position, ...]]:
        """Those that have each of these words among their keys, as many at most of each, in their order."""
        return {word: tuple(self._holders(word)[:most]) for word in words}

    def list_beside(self, word: str, place: Position, *, most: int) -> tuple[Position, ...]:
        """The holders of a word next before a place and next after it, as many at most of each."""
        held = self._holders(word)
        return (*[p for p in held if p < place][-most:], *[p for p in held if p > place][:most])

    def _holders(self, word: str) -> list[Position]:
        return sorted(s.place for s, _ in self._state.placed if word in s.keys)

    def load_tallies(self, ids: Collection[str], *, without: Collection[str]) -> tuple[Tally, ...]:
        """These entities as stories have them, those of these parts, by key, left out."""
        borne: dict[Entity, list[int]] = {}
        for part in self._state.parts:
            for entity, reports in head_of(part).entities:
                if entity.id in ids and part.key not in without:
                    borne.setdefault(entity, []).append(reports)
        return tuple(Tally(entity=e, stories=len(n), most=max(n), reports=sum(n)) for e, n in borne.items())

    def find_named(self, keys: Collection[str]) -> frozenset[tuple[str, str]]:
        """Entities of stories, by id and name, that are found by one of these keys."""
        return frozenset((k.entity, k.name) for p in self._state.parts for k in p.keys if k.key in keys)

    def list_keys(self, blocks: Collection[str]) -> frozenset[str]:
        """All keys of these blocks."""
        return frozenset(k.key for p in self._state.parts for k in p.keys if k.block in blocks)

    def load_alike(self, slugs: Collection[str]) -> tuple[tuple[Story, str], ...]:
        """The stories that were saved whose slugs, without numbers at their end, are these."""
        return tuple(x for x in self.load_stories() if bare_slug(x[0].slug) in slugs)

    def entities_of(self, parts: Collection[str]) -> frozenset[str]:
        """Ids of the entities that these parts have."""
        return frozenset(e.id for p in self._state.parts if p.key in parts for e in p.account.entities)

    def load_answer(self, name: str) -> Answer | None:
        """The answer that is kept under that name."""
        return next((a for a in self._state.answers if a.name == name), None)

    def basis(self) -> MadeFrom | None:
        """What the kept account was made from."""
        return self._state.basis

    def reports_of(self, findings: Collection[str]) -> dict[str, str]:
        """Of these ids of findings, those that are stored, each with the report it was read in."""
        found: dict[str, str] = {}
        for _, said in self.load_reports():
            ids = (*(s.id for s in said.statements), *(f.id for f in said.figures), *(e.id for e in said.events))
            found |= {id: said.report for id in ids if id in findings}
        return found

    def revision(self) -> int:
        """A number that grows with every adding."""
        return self._state.revision

    def search(self, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Paragraphs that hold all the words of the query, most matches first; a plural finds its singular."""
        terms = [_pattern(term) for term in list_terms(query)]
        hits = []
        for report, _ in self.load_reports() if terms else ():
            for span in list_passages(report):
                found = [[m.span() for m in t.finditer(_fold(span.of(report.text)))] for t in terms]
                if all(found):
                    words = sorted(Span(start=span.start + a, end=span.start + b) for f in found for a, b in f)
                    hits.append(_hit(report, span, words))
        return tuple(sorted(hits, key=lambda h: h.rank)[:limit])

    def list_decisions(self) -> tuple[Decision, ...]:
        """Every decision ever taken, by time."""
        return tuple(sorted(self._state.decisions, key=order))

    def last_visit(self, reader: str, story: str) -> dt.datetime | None:
        """When the reader last looked at the story."""
        return next((at for r, s, at in self._state.visits if (r, s) == (reader, story)), None)


class MemoryWriter:
    """The one writer."""

    def __init__(self, store: MemoryStore) -> None:
        self._store = store

    def known(self, captures: Iterable[str]) -> frozenset[str]:
        """Those of these capture ids that are stored."""
        stored = {e.capture.id for e in self._store._state.entries}
        return frozenset(c for c in captures if c in stored)

    def add(self, entries: Sequence[Entry]) -> None:
        """Store these; a capture that is stored already is left as it is."""
        state = self._store._state
        known = {e.capture.id: e for e in state.entries}
        for entry in entries:
            known.setdefault(entry.capture.id, entry)
        self._store._state = replace(state, entries=tuple(known.values()), revision=state.revision + 1)

    def place(self, sketches: Sequence[tuple[Sketch, Placed]], moved: Sequence[Placed], gone: Collection[str]) -> None:
        """Keep where clustering put new reports and moved others; the account is no longer made from what is kept."""
        state, now = self._store._state, {p.report: p for p in moved}
        kept = {s.report: (s, now.get(s.report, p)) for s, p in (*state.placed, *sketches) if s.report not in gone}
        self._store._state = replace(state, placed=tuple(kept.values()), basis=None)

    def save_account(self, joined: Joined, parts: Sequence[Part], key: str, basis: MadeFrom | None = None) -> None:
        """Put this account in the place of the one before."""
        state, named = self._store._state, {key for _, key in joined.stories}
        kept = {p.key: p for p in (*state.parts, *parts) if p.key in named}
        self._store._state = replace(state, joined=joined, parts=tuple(kept.values()), key=key, basis=basis)

    def change_account(self, change: Change, key: str, basis: MadeFrom) -> None:
        """Change the account that is kept."""
        state = self._store._state
        assert state.joined is not None  # there is one to change
        new, names = {p.key: p for p in change.parts}, frozenset(change.names)
        parts = {p.key: p for p in state.parts if p.key not in change.gone} | new
        stories = [x for x in state.joined.stories if x[0].id not in change.gone_stories] + [*change.stories]
        entities = [e for e in state.joined.entities if e.id not in names] + [*change.entities]
        became = [b for b in state.joined.became if b[0] not in names] + [*change.became]
        joined = Joined(
            stories=tuple(sorted(stories, key=lambda x: rank_story(x[0]))),
            entities=tuple(sorted(entities, key=lambda e: (e.name, e.id))),
            became=tuple(sorted(became)),
        )
        self._store._state = replace(state, joined=joined, parts=tuple(parts.values()), key=key, basis=basis)

    def decide(self, decisions: Sequence[Decision]) -> None:
        """Keep these; one that is kept already is left as it is."""
        state = self._store._state
        kept = {d.id: d for d in (*decisions, *state.decisions)}
        self._store._state = replace(state, decisions=tuple(kept.values()))

    def keep_answers(self, answers: Sequence[Answer]) -> None:
        """Keep these in the place of those of the same names; of very many, the latest."""
        state, new = self._store._state, {a.name for a in answers}
        others = tuple(a for a in state.answers if a.name not in new)
        self._store._state = replace(state, answers=(*others, *answers)[-store.MOST_ANSWERS :])

    def mark_visit(self, reader: str, story: str, at: dt.datetime) -> None:
        """Remember that the reader looked at the story then."""
        state = self._store._state
        others = tuple(v for v in state.visits if v[:2] != (reader, story))
        self._store._state = replace(state, visits=(*others, (reader, story, at)))


def _file(entry: Entry, number: int) -> Filed:
    return Filed(
        capture=entry.capture.id,
        number=number,
        doc=entry.capture.doc,
        address=entry.capture.address,
        outlet=entry.capture.outlet,
        fetched=entry.capture.fetched,
        added=entry.added,
        sha256=sha256_of(entry.capture.content),
        reports=tuple(r.id for r in entry.reports),
        notes=entry.notes,
    )


def _hit(report: Report, span: Span, words: list[Span]) -> Hit:
    return Hit(capture=report.capture, report=report.id, span=span, words=tuple(words), rank=-float(len(words)))


def _fold(text: str) -> str:
    """Lower case without accents, one character for one."""
    return "".join((unicodedata.normalize("NFD", c)[0].lower() or c)[0] for c in text)


def _pattern(term: str) -> re.Pattern[str]:
    words = re.findall(r"\w+", _fold(term))
    return re.compile(r"\b" + r"\W+".join(re.escape(w.removesuffix("s")) + r"s?" for w in words) + r"\b")
