"""What the tools look things up in, kept while the case stays as it is: an agent asks many times of one state."""

import datetime as dt
import threading

from onrecord.case import Case
from onrecord.interfaces.web.kept import Kept
from onrecord.views.index import Index, index_casebook

MOST = 6  # casebooks held at once: that of the case, and of stories and moments asked for last


class Books:
    """The casebooks of one case with their lookups."""

    def __init__(self, case: Case) -> None:
        self._case = case
        self._lock = threading.Lock()
        self._key = ""
        self._held = Kept(MOST)

    def index(self, *, story: str | None = None, as_of: dt.datetime | None = None) -> Index:
        """The lookups of the case as it is now, or of a story of it.  Raises NotFound for a story that it lacks."""
        key = self._case.key()
        with self._lock:
            if key != self._key:
                self._key, self._held = key, Kept(MOST)
            held = self._held
        return held.get((story, as_of), lambda: index_casebook(self._case.casebook(story=story, as_of=as_of)))
