"""Answers that are kept: what was asked, under which name and in which state of the case, and finding one quickly.

Nothing here opens the store or compares: a command that finds its answer loads little more than what prints it.
"""

import datetime as dt
import functools
import json
import os
import zlib
import zoneinfo
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from onrecord import __version__
from onrecord.case.folder import JOURNAL, read_settings
from onrecord.records import ids, wire
from onrecord.records.moments import read_moment
from onrecord.settings import Settings
from onrecord.store.shelf import read_answer
from onrecord.views.brief import Brief
from onrecord.views.disputes import ClaimRow
from onrecord.views.figures import FigureLife
from onrecord.views.packing import PackedHistory, pack_history
from onrecord.views.stories import StoryRow
from onrecord.views.timeline import Timeline

FILE = "onrecord.db"  # in the folder, where the case is kept there
BEARING = ("story.name", "story.timezone", "language", "parties", "families", "grades")  # settings
ANSWERING = ("case", "compare", "language", "language/en", "records", "store", "views")  # rooms of the code


class View(StrEnum):
    """The questions whose answers are kept."""

    STORIES = "stories"
    BRIEF = "brief"
    FIGURES = "figures"
    CLAIMS = "claims"
    TIMELINE = "timeline"
    CHANGES = "changes"


KINDS: Mapping[View, type] = {
    View.STORIES: StoryRow,
    View.BRIEF: Brief,
    View.FIGURES: FigureLife,
    View.CLAIMS: ClaimRow,
    View.TIMELINE: Timeline,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A view of a story, as the story was named, or of the whole case."""

    view: View
    story: str | None = None
    options: tuple[tuple[str, Any], ...] = ()  # those that the view takes, by name

    def name_at(self, moment: dt.datetime | None) -> str:
        """A digest of all of it, asked as of a moment; None: as the case stands."""
        story = "" if self.story is None else "|" + self.story.strip().lower()
        at = "" if moment is None else wire.encode_time(moment)
        return ids.digest(self.view.value, story, repr(sorted(self.options)), at)


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """An answer."""

    slug: str | None  # of the story that was asked for
    answers: tuple[Any, ...]  # records of the view's kind; of some views one


def state_of(settings: Settings, revision: int, decisions: int) -> str:
    """A digest of what every answer depends on; `decisions` is how many were ever taken."""
    told = repr([(name, settings[name]) for name in BEARING])
    return ids.digest(__version__, _digest_code(), told, str(revision), str(decisions))


@functools.cache
def _digest_code() -> str:
    """Another one once a file of the code that answers is another: what it answers may be too."""
    package = Path(__file__).parents[1]
    seen = []
    for room in ANSWERING:
        for entry in os.scandir(package / room):
            if entry.name.endswith((".py", ".toml")):
                about = entry.stat()
                seen.append(f"{room}/{entry.name} {about.st_size} {about.st_mtime_ns}")
    return ids.digest(*sorted(seen))


def pack(question: Question, found: Found) -> bytes:
    """The answer as bytes."""
    encode = pack_history if question.view is View.CHANGES else wire.encode
    body = {"slug": found.slug, "answers": [encode(each) for each in found.answers]}
    return zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 1)


def unpack(question: Question, body: bytes) -> Found | None:
    """The answer that `pack` packed; None for bytes that were damaged since."""
    answers: tuple[Any, ...]
    try:
        shaped = json.loads(zlib.decompress(body))
        if question.view is View.CHANGES:
            answers = tuple(PackedHistory(each) for each in shaped["answers"])
        else:
            answers = tuple(wire.decode(KINDS[question.view], each) for each in shaped["answers"])
        return Found(slug=shaped["slug"], answers=answers)
    except (zlib.error, ValueError, KeyError, TypeError, IndexError):
        return None


def find_kept(folder: Path, question: Question, *, as_of: str | None = None) -> Found | None:
    """The answer that the case in the folder keeps and that still holds; None: it must be opened to tell.

    Raises InputError where there is no case or the moment cannot be read, SettingsError for its settings.
    """
    settings = read_settings(folder, {})
    moment = read_moment(as_of, is_end=True, zone=zoneinfo.ZoneInfo(settings["story.timezone"]))
    if (folder / JOURNAL).exists() or settings["store.url"] or settings["store.url_file"]:
        return None
    state = functools.partial(state_of, settings)
    body = read_answer(folder / FILE, question.name_at(moment), state=state)
    return None if body is None else unpack(question, body)
