"""The pipeline over many captures, in this process or in workers of its own; one bad capture never takes others along.

Whole captures go to workers in small batches and come back in order.  Own workers, not `n_process` of spaCy: that ships
parsed documents between processes, which costs more than parsing them.
"""

import contextlib
import itertools
import multiprocessing
import signal
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection, wait
from types import TracebackType
from typing import Any, Self

from onrecord.errors import InputError, OnrecordError
from onrecord.language import Language
from onrecord.pipeline import BATCH, Reading, read_captures
from onrecord.records.capture import Capture

CHUNK = 8  # captures sent to a worker at a time: large enough to batch, small enough to share out evenly
AHEAD = 4  # chunks for each worker that may be read before the first of them is given back
TRIES = 2  # a capture that was alone with a worker each time it died is given up after so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A capture that could not be read, and why."""

    capture: Capture
    error: OnrecordError


Outcome = Reading | Failure
Group = tuple[frozenset[str], Iterable[Capture]]  # captures, under the lines that are furniture in them


def read_here(captures: Iterable[Capture], *, language: Language, known_furniture: frozenset[str]) -> Iterator[Outcome]:
    """An outcome for each capture, in order.  Raises ModelError where nothing at all can be read."""
    stream = iter(captures)
    while batch := list(itertools.islice(stream, BATCH)):
        yield from _read_batch(batch, language, known_furniture)


def _read_batch(batch: Sequence[Capture], language: Language, known_furniture: frozenset[str]) -> list[Outcome]:
    try:
        return list(read_captures(batch, language=language, known_furniture=known_furniture))
    except OnrecordError:
        raise
    except Exception as error:  # the shell of the pipeline: a fault in reading one thing must not cost the others
        if len(batch) == 1:
            return [Failure(capture=batch[0], error=_fault(batch[0], error))]
        return [o for capture in batch for o in _read_batch([capture], language, known_furniture)]


def _fault(capture: Capture, error: BaseException) -> InputError:
    return InputError(
        f"'{capture.doc}' could not be read: {type(error).__name__}: {error}.",
        where=capture.doc,
        help="This is a fault of onrecord: please report it with the text.",
    )


class Pool:
    """Readers of captures; with one job the work is done here, with more by worker processes.

    A context manager.  Workers start when first needed and end with the context.
    """

    def __init__(self, *, language: Language, jobs: int = 1) -> None:
        self._language = language
        self._jobs = jobs
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for worker in self._workers:
            worker.end()
        self._workers = []

    def read(self, captures: Iterable[Capture], *, known_furniture: frozenset[str] = frozenset()) -> Iterator[Outcome]:
        """An outcome for each capture, in order.  Raises ModelError where nothing at all can be read."""
        return self.read_groups([(known_furniture, captures)])

    def read_groups(self, groups: Iterable[Group]) -> Iterator[Outcome]:
        """The same for captures under different furniture; workers go on to a group while the one before is read."""
        if self._jobs == 1:
            return (
                o for lines, part in groups for o in read_here(part, language=self._language, known_furniture=lines)
            )
        return self._read_by_workers(groups)

    def _read_by_workers(self, groups: Iterable[Group]) -> Iterator[Outcome]:
        work = Work(groups, limit=self._jobs * AHEAD * CHUNK)
        while True:
            self._hand_out(work)
            yield from work.finished()
            busy = [w for w in self._workers if w.task is not None]
            if not busy:
                return
            ready = wait([w.connection for w in busy])
            for worker in busy:
                if worker.connection in ready:
                    self._take_back(worker, work)

    def _hand_out(self, work: "Work") -> None:
        idle = [w for w in self._workers if w.task is None]
        while idle or len(self._workers) < self._jobs:
            task = work.next_task()
            if task is None:
                return
            if not idle:
                self._workers.append(_Worker(self._language))
                idle.append(self._workers[-1])
            idle.pop().give(task)

    def _take_back(self, worker: "_Worker", work: "Work") -> None:
        task = worker.task
        assert task is not None  # only workers with a task are waited for
        try:
            outcomes = worker.take()
        except (EOFError, OSError):  # it died: killed by the system, or by a fault below Python
            self._workers.remove(worker)
            worker.end()
            work.lost(task)
            return
        if isinstance(outcomes, OnrecordError):
            raise outcomes
        work.done(task, outcomes)


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Captures that are read together."""

    first: int  # number of the first capture
    captures: tuple[Capture, ...]
    known_furniture: frozenset[str]
    tries: int = 0  # times that it was alone with a worker that died


class Work:
    """What is still to be handed out, and what came back too early to be given on; for workers of any kind."""

    def __init__(self, groups: Iterable[Group], *, limit: int) -> None:
        self._fresh = _cut(groups)
        self._again: deque[Task] = deque()
        self._outcomes: dict[int, Outcome] = {}
        self._taken = 0
        self._given = 0
        self.limit = limit  # captures that may be read before the first of them is given on

    def next_task(self) -> Task | None:
        """What is to be read next; None: nothing for now."""
        if self._again:
            return self._again.popleft()
        if self._taken - self._given >= self.limit:
            return None
        known_furniture, captures = next(self._fresh, (frozenset(), ()))
        if not captures:
            return None
        self._taken += len(captures)
        return Task(first=self._taken - len(captures), captures=captures, known_furniture=known_furniture)

    def done(self, task: Task, outcomes: Sequence[Outcome]) -> None:
        """The task gave these."""
        self._outcomes.update(enumerate(outcomes, start=task.first))

    def lost(self, task: Task) -> None:
        """The worker died on this task: its captures are tried again one by one, then given up."""
        if len(task.captures) > 1:
            alone = (replace(task, first=task.first + i, captures=(c,)) for i, c in enumerate(task.captures))
            self._again.extend(alone)
        elif task.tries + 1 < TRIES:
            self._again.append(replace(task, tries=task.tries + 1))
        else:
            capture = task.captures[0]
            error = InputError(
                f"'{capture.doc}' could not be read: the worker that read it died, {TRIES} times.",
                where=capture.doc,
                help="It may be too large for this machine's memory: split it, or use fewer jobs.",
            )
            self.done(task, [Failure(capture=capture, error=error)])

    def finished(self) -> Iterator[Outcome]:
        """What can be given on, in order."""
        while self._given in self._outcomes:
            yield self._outcomes.pop(self._given)
            self._given += 1


def _cut(groups: Iterable[Group]) -> Iterator[tuple[frozenset[str], tuple[Capture, ...]]]:
    for known_furniture, captures in groups:
        stream = iter(captures)
        while chunk := tuple(itertools.islice(stream, CHUNK)):
            yield known_furniture, chunk


class _Worker:
    """A process that reads what it is given."""

    def __init__(self, language: Language) -> None:
        # A forked child would share locks of threads that it does not have.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.task: Task | None = None
        self._process = context.Process(target=_serve, args=(theirs, language), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, task: Task) -> None:
        self.task = task
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died idle: taking back finds that out
            self.connection.send((task.captures, task.known_furniture))

    def take(self) -> Any:
        outcomes = self.connection.recv()
        self.task = None
        return outcomes

    def end(self) -> None:
        self.connection.close()
        self._process.terminate()
        self._process.join()


def _serve(connection: Connection, language: Language) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends us
    while True:
        try:
            captures, known_furniture = connection.recv()
        except (EOFError, OSError):
            return
        try:
            outcomes: Any = list(read_here(captures, language=language, known_furniture=known_furniture))
        except OnrecordError as error:
            outcomes = error
        connection.send(outcomes)
