"""What pages are computed from, kept while it holds: one casebook for each state of the case, one room for each story.

Reading a case costs far more than a page may take, so a casebook is read once for each state of the case and moment;
what a page asks of it is computed once and kept beside it.  When the case changes it is read anew beside the old state,
which readers go on seeing if that takes long; a story that nothing bore on keeps its room with all that is in it.
"""

import datetime as dt
import re
import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet
from dataclasses import dataclass, field
from typing import TypeVar

from onrecord.case import Case
from onrecord.errors import NotFound
from onrecord.interfaces.web.kept import Kept
from onrecord.interfaces.web.shelves import Shelves, fill_shelves, take_story
from onrecord.records.casebook import Casebook, find_story
from onrecord.records.claim import Story
from onrecord.views.changes import Changes, cut_history, list_history
from onrecord.views.index import Index, index_casebook

T = TypeVar("T")
MAX_MOMENTS = 6  # casebooks kept beside the present one
MAX_ANSWERS = 400  # answers kept of one room
MAX_PARTS = 2_000  # rooms of stories
PATIENCE_S = 5.0  # that a reader waits for the case as it is now, before it is shown as it was
ANCHOR = re.compile(r"(?:^|-)(r[0-9a-f]{6,16})$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A casebook of the case or of one story, with its index and what was computed from it."""

    book: Casebook
    index: Index
    story: Story | None  # None: the whole case
    as_of: dt.datetime | None
    kept: Kept = field(default_factory=lambda: Kept(MAX_ANSWERS), compare=False)
    parts: Kept = field(default_factory=lambda: Kept(MAX_PARTS), compare=False)  # rooms of its stories, by their ids

    def ask(self, view: Callable[..., T], **options: object) -> T:
        """What the view makes of this casebook; computed once for the same options."""
        return self.keep((view, tuple(sorted(options.items()))), lambda: view(self.book, **options))

    def changes(self, *, since: dt.datetime | None) -> Changes:
        """What changed since a moment (None: ever); what ever changed is worked out once for all moments."""
        return self.keep(("changes", since), lambda: cut_history(self.ask(list_history), since=since))

    def keep(self, name: Hashable, make: Callable[[], T]) -> T:
        """What was made under that name, else made now; two who ask for the same wait for one making."""
        return self.kept.get(name, make)


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """The case as it stood under one key."""

    key: str
    present: Room
    before: Kept | None  # rooms of the stories in the state before this one, by their ids
    moments: Kept = field(default_factory=lambda: Kept(MAX_MOMENTS), compare=False)


class Rooms:
    """The rooms of one case; `on_read` is told of each new state, in the thread that read it."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.on_read: Callable[[], object] = lambda: None
        self._lock = threading.Lock()
        self._state: State | None = None
        self._reading: Future[State] | None = None

    def refresh(self) -> None:
        """Show the case as it is now; where reading it takes long, as it was, until it is read."""
        state = self._state
        if state is not None and self.case.key() == state.key:
            return
        with self._lock:
            reading = self._reading
            if reading is None:
                self._reading = reading = Future()
                threading.Thread(target=self._read, args=(reading,), daemon=True).start()
        try:
            reading.result(None if state is None else PATIENCE_S)
        except NotYet:
            return

    def whole(self, as_of: dt.datetime | None = None) -> Room:
        """The room of the whole case, as known at a moment."""
        state = self._get_state()
        return state.present if as_of is None else state.moments.get(as_of, lambda: self._open(as_of))

    def part(self, name: str, as_of: dt.datetime | None = None) -> Room:
        """The room of the story with that address, slug, name or id.  Raises NotFound."""
        return self.part_in(self.whole(as_of), name)

    def part_in(self, whole: Room, name: str) -> Room:
        """The room of the story with that address, slug, name or id in that room.  Raises NotFound."""
        return self.part_of(whole, _find(whole, name))

    def holding(self, report: str, as_of: dt.datetime | None = None) -> Room:
        """The room of the story that a report is in, else of the whole case."""
        whole = self.whole(as_of)
        story = _story_with(whole, report)
        return self.part_of(whole, story) if story else whole

    @property
    def key(self) -> str:
        """The state of the case that the rooms are of."""
        return self._get_state().key

    def _get_state(self) -> State:
        if self._state is None:
            self.refresh()
        assert self._state is not None  # else refreshing raised
        return self._state

    def _read(self, reading: "Future[State]") -> None:
        try:
            key, old = self.case.key(), self._state
            state = State(key=key, present=self._open(None), before=old.present.parts if old else None)
        except BaseException as error:  # whoever waits is told, whatever it is
            with self._lock:
                self._reading = None
            reading.set_exception(error)
            return
        with self._lock:
            self._state, self._reading = state, None
        reading.set_result(state)
        self.on_read()

    def _open(self, as_of: dt.datetime | None) -> Room:
        book = self.case.casebook(as_of=as_of)
        return Room(book=book, index=index_casebook(book), story=None, as_of=as_of)

    def part_of(self, whole: Room, story: Story) -> Room:
        """The room of a story of that room, however the case has changed since the room was opened."""
        return whole.parts.get(story.id, lambda: self._make_part(whole, story))

    def _make_part(self, whole: Room, story: Story) -> Room:
        shelves: Shelves = whole.keep("shelves", lambda: fill_shelves(whole.index))
        book = take_story(shelves, story)
        state = self._get_state()
        old: Room | None = state.before.peek(story.id) if state.before and whole is state.present else None
        if old is not None and old.book == book:
            return old
        return Room(book=book, index=index_casebook(book), story=story, as_of=whole.as_of)


def _find(whole: Room, name: str) -> Story:
    anchor = ANCHOR.search(name)
    story = _story_with(whole, anchor[1]) if anchor else None
    story = story or find_story(whole.book.account, name)
    if story is None:
        raise _missing(whole, name)
    return story


def _missing(whole: Room, name: str) -> NotFound:
    known = ", ".join(s.slug for s in whole.book.account.stories[:8])
    if whole.as_of is None:
        help = f"Its stories: {known}." if known else "It has none yet: add reports first."
        return NotFound(f"The case has no story '{name}'.", where=name, help=help)
    then = whole.as_of.strftime("%Y-%m-%d %H:%M %Z").strip()
    help = f"Its stories then: {known}." if known else "It had none then."
    return NotFound(f"The case had no story '{name}' as of {then}.", where=name, help=f"{help} Ask for a later moment.")


def _story_with(whole: Room, report: str) -> Story | None:
    """The story that has the report whose id begins so, else one that has a later version of its page."""
    stories = whole.book.account.stories
    held = next((s for s in stories if any(r.startswith(report) for r in s.reports)), None)
    if held is not None:
        return held
    pages = {v.page for v in whole.book.versions if v.report.id.startswith(report)}
    ids = {v.report.id for v in whole.book.versions if v.page in pages}
    return next((s for s in stories if not ids.isdisjoint(s.reports)), None)
