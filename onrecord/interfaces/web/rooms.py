"""What pages are computed from, kept while it holds: one casebook for each state of the case, one room for each story.

Reading a case costs far more than a page may take, so a casebook is read once for each state of the case and moment;
what a page asks of it is computed once and kept beside it.  When the case changes, all of it is dropped.
"""

import datetime as dt
import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from onrecord.case import Case
from onrecord.errors import NotFound
from onrecord.records.casebook import Casebook, find_story, restrict
from onrecord.records.claim import Story
from onrecord.views.index import Index, index_casebook

T = TypeVar("T")
MAX_MOMENTS = 6  # casebooks kept beside the present one
MAX_ANSWERS = 400  # answers kept of one room
ANCHOR = re.compile(r"(?:^|-)(r[0-9a-f]{6,16})$")


@dataclass(slots=True)
class Room:
    """A casebook of the case or of one story, with its index and what was computed from it."""

    book: Casebook
    index: Index
    story: Story | None  # None: the whole case
    as_of: dt.datetime | None
    kept: "OrderedDict[Hashable, Any]" = field(default_factory=OrderedDict)
    lock: threading.Lock = field(default_factory=threading.Lock)
    gates: dict[Hashable, threading.Lock] = field(default_factory=dict)  # one for each answer being made

    def ask(self, view: Callable[..., T], **options: Any) -> T:
        """What the view makes of this casebook; computed once for the same options."""
        return self.keep((view, tuple(sorted(options.items()))), lambda: view(self.book, **options))

    def keep(self, name: Hashable, make: Callable[[], T]) -> T:
        """What was made under that name, else made now; two who ask for the same wait for one making."""
        with self.lock:
            if name in self.kept:
                self.kept.move_to_end(name)
                return cast(T, self.kept[name])
            gate = self.gates.setdefault(name, threading.Lock())
        with gate:
            with self.lock:
                if name in self.kept:
                    return cast(T, self.kept[name])
            made = make()
            with self.lock:
                self.kept[name] = made
                self.gates.pop(name, None)
                if len(self.kept) > MAX_ANSWERS:
                    self.kept.popitem(last=False)
            return made


class Rooms:
    """The rooms of one case."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self._lock = threading.RLock()
        self._key = ""
        self._wholes: OrderedDict[dt.datetime | None, Room] = OrderedDict()
        self._parts: dict[tuple[dt.datetime | None, str], Room] = {}

    def whole(self, as_of: dt.datetime | None = None) -> Room:
        """The room of the whole case, as known at a moment."""
        with self._lock:
            self._renew()
            if as_of not in self._wholes:
                book = self.case.casebook(as_of=as_of)
                self._wholes[as_of] = Room(book=book, index=index_casebook(book), story=None, as_of=as_of)
                self._forget()
            self._wholes.move_to_end(as_of)
            return self._wholes[as_of]

    def part(self, name: str, as_of: dt.datetime | None = None) -> Room:
        """The room of the story with that address, slug, name or id.  Raises NotFound."""
        whole = self.whole(as_of)
        story = _find(whole, name)
        with self._lock:
            found = self._parts.get((as_of, story.id))
            if found is None:
                book = restrict(whole.book, story)
                found = Room(book=book, index=index_casebook(book), story=story, as_of=as_of)
                self._parts[as_of, story.id] = found
            return found

    def holding(self, report: str, as_of: dt.datetime | None = None) -> Room:
        """The room of the story that a report is in, else of the whole case."""
        whole = self.whole(as_of)
        story = _story_with(whole, report)
        return self.part(story.id, as_of) if story else whole

    @property
    def key(self) -> str:
        """The state of the case that the rooms are of."""
        return self._key

    def _renew(self) -> None:
        key = self.case.key()
        if key != self._key:
            self._wholes.clear()
            self._parts.clear()
            self._key = key

    def _forget(self) -> None:
        moments = [m for m in self._wholes if m is not None]
        for moment in moments[: max(0, len(moments) - MAX_MOMENTS)]:
            del self._wholes[moment]
            for name in [n for n in self._parts if n[0] == moment]:
                del self._parts[name]


def _find(whole: Room, name: str) -> Story:
    anchor = ANCHOR.search(name)
    story = _story_with(whole, anchor[1]) if anchor else None
    story = story or find_story(whole.book.account, name)
    if story is None:
        known = ", ".join(s.slug for s in whole.book.account.stories[:8])
        help = f"Its stories: {known}." if known else "It has none yet: add reports first."
        raise NotFound(f"The case has no story '{name}'.", where=name, help=help)
    return story


def _story_with(whole: Room, report: str) -> Story | None:
    """The story that has the report whose id begins so, else one that has a later version of its page."""
    stories = whole.book.account.stories
    held = next((s for s in stories if any(r.startswith(report) for r in s.reports)), None)
    if held is not None:
        return held
    pages = {v.page for v in whole.book.versions if v.report.id.startswith(report)}
    ids = {v.report.id for v in whole.book.versions if v.page in pages}
    return next((s for s in stories if not ids.isdisjoint(s.reports)), None)
