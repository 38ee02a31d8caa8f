"""What the tools look things up in, kept while the case stays as it is: an agent asks many times of one state."""

import datetime as dt
import threading
from dataclasses import dataclass, field

from onrecord.case import Case
from onrecord.interfaces.web.kept import Kept
from onrecord.views.changes import History, list_history
from onrecord.views.index import Index, index_casebook

MOST = 6  # casebooks held at once: that of the case, and of stories and moments asked for last


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    """What is kept of the case as it stands under a key."""

    key: str
    indexes: Kept = field(default_factory=lambda: Kept(MOST))
    histories: Kept = field(default_factory=lambda: Kept(MOST))


class Books:
    """The casebooks of one case with their lookups."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._lock = threading.Lock()
        self._now = _State(key="")

    def index(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Index:
        """The lookups of the case as it is now, or of a story of it.  Raises NotFound for a story that it lacks."""
        return self._index(self._state(), story, as_of)

    def changed(self, *, story: str, as_of: dt.datetime | None = None) -> tuple[Index, History]:
        """The lookups, with all that ever changed: worked out once for whatever moment is asked about."""
        state = self._state()

        def work_out() -> tuple[Index, History]:
            index = self._index(state, story, as_of)
            return index, list_history(index.book)

        return state.histories.get((story, as_of), work_out)

    def _index(self, state: _State, story: str | None, as_of: dt.datetime | None) -> Index:
        return state.indexes.get((story, as_of), lambda: index_casebook(self._case.casebook(story=story, as_of=as_of)))

    def _state(self) -> _State:
        key = self._case.key()
        with self._lock:
            if key != self._now.key:
                self._now = _State(key=key)
            return self._now
