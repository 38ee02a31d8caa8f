"""Watching feeds, pages and folders for days: each is looked at when its time comes, and what came is stored at once.

Fetching is done before the right to write is asked for, so a watch never keeps others from adding.  What is remembered
of an address is saved after its captures are stored: a watch that is killed anywhere goes on where it was.
"""

import datetime as dt
import random
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from onrecord.case.network import read_how
from onrecord.case.stopping import Stop
from onrecord.errors import InputError, StoreError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.settings import Settings
from onrecord.sources.dispatch import read_thing
from onrecord.sources.opml import read_opml
from onrecord.sources.polling import LONGEST_ASKED_S, PollOptions, poll
from onrecord.sources.thing import ReadOptions
from onrecord.sources.watched import SETTLE_S, WatchedFolder
from onrecord.store.adding import AddResult
from onrecord.store.feedstate import load_state, save_state

if TYPE_CHECKING:
    from onrecord.case.case import Case

FOLDER_EVERY_S = 10.0  # a look at a folder costs no one anything
STORE_WAIT_S = 60.0  # until a store that was busy or full is tried again
FEED = "feed://"  # what some readers write for https://
WEB = ("https://", "http://", FEED)


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchOptions:
    """How a watch goes.  Time and chance are handed in, so that a test needs neither."""

    every_s: float | None = None  # between two looks; None: as the settings say
    for_s: float | None = None  # how long in all; None: until it is stopped
    is_once: bool = False  # look at everything once
    stop: Stop = field(default_factory=Stop)
    now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC)
    pause: Callable[[float], None] = time.sleep
    jitter: Callable[[], float] = random.random


@dataclass(frozen=True, slots=True, kw_only=True)
class Came:
    """What one look brought."""

    where: str  # the address or folder
    at: dt.datetime
    result: AddResult | None  # None: nothing was to be stored
    notes: tuple[Note, ...] = ()  # what could not be had, told once as long as it lasts
    next_at: dt.datetime | None = None  # it failed, and is left alone until then


@dataclass
class _Target:
    """Something that is looked at."""

    where: str
    every_s: float
    due: dt.datetime
    folder: WatchedFolder | None = None  # None: an address
    outlet: str | None = None
    told: str | None = None  # the kind of the fault that was told last


Add = Callable[[Iterable[Capture | Note]], AddResult]


class Watch:
    """The watch of one case."""

    def __init__(
        self, case: Path, settings: Settings, reading: ReadOptions, *, add: Add, options: WatchOptions
    ) -> None:
        self._case = case
        self._settings = settings
        self._reading = reading
        self._add = add
        self._options = options

    def run(self, given: Sequence[str]) -> Iterator[Came]:
        """What comes, as it comes; nothing `given`: the feeds and folders of the settings.  Ends when it is stopped.

        Raises InputError where there is nothing to watch, or addresses while the network is off; StoreError, with
        `is_once`, where what came cannot be stored.
        """
        return self._run(self._list_targets(given))

    def _run(self, targets: list[_Target]) -> Iterator[Came]:
        end = None if self._options.for_s is None else self._later(self._options.for_s)
        try:
            while targets:
                for each in targets:
                    each.due = each.due if self._is_near(each.due, each.every_s) else self._options.now()
                target = min(targets, key=lambda t: t.due)
                if end is not None and target.due >= end:
                    self._wait_until(end)
                    return
                self._wait_until(target.due)
                yield from self._look(target)
                if self._options.stop.is_asked:
                    return
                if self._options.is_once:
                    targets.remove(target)
        except KeyboardInterrupt:
            if not self._options.stop.is_asked:
                raise

    def _later(self, seconds: float) -> dt.datetime:
        return self._options.now() + dt.timedelta(seconds=seconds)

    def _is_near(self, moment: dt.datetime, every_s: float = 0.0) -> bool:
        """False for a moment further away than any wait: it was set before the clock went back."""
        return moment <= self._later(max(every_s, LONGEST_ASKED_S))

    def _wait_until(self, moment: dt.datetime) -> None:
        left_s = (moment - self._options.now()).total_seconds()
        if left_s > 0 and not self._options.is_once:
            with self._options.stop.at_once():
                self._options.pause(left_s)

    def _look(self, target: _Target) -> Iterator[Came]:
        target.due = self._later(target.every_s)
        try:
            yield from self._look_into(target) if target.folder is not None else self._poll(target)
        except StoreError as error:
            if self._options.is_once:
                raise
            target.due = self._later(STORE_WAIT_S)
            note = Note(kind=error.kind, message=f"{error.message} {error.help or ''}".rstrip(), where=target.where)
            yield self._came(target, notes=(note,), next_at=target.due)

    def _came(self, target: _Target, **more: Any) -> Came:
        return Came(**{"where": target.where, "at": self._options.now(), "result": None, **more})

    def _look_into(self, target: _Target) -> Iterator[Came]:
        assert target.folder is not None
        now_s, settle_s = self._options.now().timestamp(), 0.0 if self._options.is_once else SETTLE_S
        look = target.folder.look(self._reading, now_s=now_s, settle_s=settle_s)
        first = next(look, None)
        if first is None:
            return
        result = self._add(self._until_stopped(first, look))
        target.folder.keep()
        if result.read or result.failed:
            yield self._came(target, result=result, notes=result.failed)

    def _until_stopped(self, first: Capture | Note, rest: Iterator[Capture | Note]) -> Iterator[Capture | Note]:
        yield first
        for each in rest:
            yield each
            if self._options.stop.is_asked:
                return

    def _poll(self, target: _Target) -> Iterator[Came]:
        assert self._reading.fetcher is not None
        now, stop = self._options.now(), self._options.stop
        state = load_state(self._case, target.where)
        if state.not_before is not None and now < state.not_before and self._is_near(state.not_before):
            target.due = state.not_before
            if self._options.is_once:
                yield self._came(target, next_at=state.not_before)
            return
        options = PollOptions(outlet=target.outlet, now=now, jitter=self._options.jitter)
        steps = poll(state, self._reading.fetcher, read_thing, reading=self._reading, options=options)
        while True:
            with stop.at_once():
                step = next(steps, None)
            if step is None:
                return
            captures = tuple(f for f in step.found if isinstance(f, Capture))
            notes = tuple(f for f in step.found if isinstance(f, Note))
            result = self._add(captures) if captures else None
            if step.state != state:
                save_state(self._case, step.state)
                state = step.state
            is_news = step.is_failed and target.told != notes[0].kind
            target.told = notes[0].kind if step.is_failed else None
            if step.is_failed:
                target.due = max(target.due, step.state.not_before or target.due)
                if is_news:
                    yield self._came(target, notes=notes, next_at=target.due)
            elif notes or (result is not None and result.read):
                yield self._came(target, result=result, notes=notes)
            if stop.is_asked:
                return

    def _list_targets(self, given: Sequence[str]) -> list[_Target]:
        now, targets = self._options.now(), []
        every_s = self._options.every_s or self._settings["watch.every_s"]
        rows = {row["url"]: row for row in self._settings["feed"]}
        wanted = list(given) or [*rows, *self._settings["watch.folders"]]
        names: dict[str, Any] = {}
        for each in _expand(wanted):
            if each.lower().startswith(WEB):
                row = rows.get(each, {})
                every = self._options.every_s or float(row.get("every_s", every_s))
                targets.append(_Target(where=each, every_s=every, due=now, outlet=row.get("outlet")))
            else:
                folder = WatchedFolder(path=Path(each), names=names)
                every = self._options.every_s or FOLDER_EVERY_S
                targets.append(_Target(where=each, every_s=every, due=now, folder=folder))
        self._check(targets)
        return targets

    def _check(self, targets: Sequence[_Target]) -> None:
        if not targets:
            raise InputError(
                "There is nothing to watch.",
                help='Name feeds or folders, or put them into onrecord.toml: [[feed]] url = "https://..."',
            )
        addresses = [t.where for t in targets if t.folder is None]
        if addresses and self._reading.fetcher is None:
            raise InputError(
                f"'{addresses[0]}' cannot be watched: the network is off.",
                where=addresses[0],
                help="Say --online, or set network.allow = true.",
            )


def watch_case(case: "Case", given: Sequence[str], options: WatchOptions, *, add: Add) -> Iterator[Came]:
    """What comes to this case.  Raises InputError for a case that is kept nowhere: a watch needs to remember."""
    if case.folder is None:
        raise InputError("A case that is kept nowhere cannot watch.", help="Make one in a folder: onrecord init DIR.")
    watch = Watch(case.folder, case.settings, read_how(case.settings), add=add, options=options)
    return watch.run(given)


def _expand(wanted: Sequence[str]) -> Iterator[str]:
    """Each address and folder once; a list of feeds stands for its feeds.  Raises InputError for anything else."""
    seen: set[str] = set()
    for each in wanted:
        path = Path(each)
        if each.lower().startswith(WEB) or path.is_dir():
            found: Iterable[str] = (each,)
        elif path.suffix.lower() in (".opml", ".xml") and path.is_file():
            found = (listed.address for listed in read_opml(path.read_bytes(), where=each))
        else:
            raise InputError(
                f"'{each}' cannot be watched: it is no address, folder or list of feeds (.opml).",
                where=each,
                help="Add a file with `onrecord add`, or name the folder it is in.",
            )
        for address in found:
            whole = f"https://{address[len(FEED) :]}" if address.lower().startswith(FEED) else address
            if whole not in seen:
                seen.add(whole)
                yield whole
