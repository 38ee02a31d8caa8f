"""Everything that verbs use is loaded once, and everything that they read is read once, for all forked processes.

Reading a report is a pure function and most of the time of an `add`; what a kill can harm is what is written.  So what
was read is remembered: hundreds of kills then take minutes, and fall where something is written.
"""

import contextlib
import gc
import importlib
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from evaluation.kills.places import SETTINGS
from evaluation.kills.trials import look, write_inputs
from onrecord import case, pool
from onrecord.case import adding
from onrecord.case.folder import SETTINGS_FILE
from onrecord.case.watching import WatchOptions
from onrecord.interfaces.cli import cases, decisions, housekeeping, main, moving, views, watching
from onrecord.language import Language
from onrecord.records.capture import Capture
from onrecord.store import copying

BATCH = 2  # captures stored at a time, so that small inputs have many points between two commits
Read = Callable[..., Iterator[pool.Outcome]]
LOADED = (main, cases, decisions, housekeeping, moving, views, watching)


def load_all(feed: str) -> None:
    """Load what verbs use and read what they are given; `feed` is served on this machine."""
    adding.BATCH = copying.CHUNK = BATCH
    pool.read_here = _remembering(pool.read_here)
    with tempfile.TemporaryDirectory() as scratch:
        inputs = Path(scratch)
        write_inputs(inputs)
        for number, given in enumerate((("few", "all"), ("all",), ("few",))):
            home = inputs / str(number)
            home.mkdir()
            (home / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
            with case.open(home, flags={"network.allow": True}) as opened:
                for name in given:
                    opened.add([inputs / f"{name}.jsonl"])
                if number == 2:
                    list(opened.watch((feed, str(inputs / "inbox")), WatchOptions(is_once=True)))
            look(home)
    with contextlib.suppress(ImportError):
        importlib.import_module("onrecord.store.postgres")
    gc.freeze()  # else the first collection in every child copies all that was loaded


def _remembering(read: Read) -> Read:
    """Reads as `read` does, each capture once."""
    known: dict[tuple[str, frozenset[str]], pool.Outcome] = {}

    def read_here(
        captures: Iterable[Capture], *, language: Language, known_furniture: frozenset[str]
    ) -> Iterator[pool.Outcome]:
        for capture in captures:
            key = capture.id, known_furniture
            if key not in known:
                (known[key],) = read([capture], language=language, known_furniture=known_furniture)
            yield replace(known[key], capture=capture)

    return read_here
