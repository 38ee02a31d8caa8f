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
from dataclasses import dataclass
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
        if self._jobs == 1:
            return read_here(captures, language=self._language, known_furniture=known_furniture)
        return self._read_by_workers(captures, known_furniture)

    def _read_by_workers(self, captures: Iterable[Capture], known_furniture: frozenset[str]) -> Iterator[Outcome]:
        work = _Work(captures, limit=self._jobs * AHEAD * CHUNK)
        while True:
            self._hand_out(work, known_furniture)
            yield from work.finished()
            busy = [w for w in self._workers if w.task is not None]
            if not busy:
                return
            ready = wait([w.connection for w in busy])
            for worker in busy:
                if worker.connection in ready:
                    self._take_back(worker, work)

    def _hand_out(self, work: "_Work", known_furniture: frozenset[str]) -> None:
        idle = [w for w in self._workers if w.task is None]
        while idle or len(self._workers) < self._jobs:
            task = work.next_task()
            if task is None:
                return
            if not idle:
                self._workers.append(_Worker(self._language))
                idle.append(self._workers[-1])
            idle.pop().give(task, known_furniture)

    def _take_back(self, worker: "_Worker", work: "_Work") -> None:
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
class _Task:
    first: int  # number of the first capture
    captures: tuple[Capture, ...]
    tries: int = 0  # times that it was alone with a worker that died


class _Work:
    """What is still to be handed out, and what came back too early to be given on."""

    def __init__(self, captures: Iterable[Capture], *, limit: int) -> None:
        self._stream = iter(captures)
        self._again: deque[_Task] = deque()
        self._outcomes: dict[int, Outcome] = {}
        self._taken = 0
        self._given = 0
        self._limit = limit

    def next_task(self) -> _Task | None:
        if self._again:
            return self._again.popleft()
        if self._taken - self._given >= self._limit:
            return None
        captures = tuple(itertools.islice(self._stream, CHUNK))
        if not captures:
            return None
        self._taken += len(captures)
        return _Task(first=self._taken - len(captures), captures=captures)

    def done(self, task: _Task, outcomes: Sequence[Outcome]) -> None:
        self._outcomes.update(enumerate(outcomes, start=task.first))

    def lost(self, task: _Task) -> None:
        """The worker died on this task: its captures are tried again one by one, then given up."""
        if len(task.captures) > 1:
            alone = (_Task(first=task.first + i, captures=(c,)) for i, c in enumerate(task.captures))
            self._again.extend(alone)
        elif task.tries + 1 < TRIES:
            self._again.append(_Task(first=task.first, captures=task.captures, tries=task.tries + 1))
        else:
            capture = task.captures[0]
            error = InputError(
                f"'{capture.doc}' could not be read: the worker that read it died, {TRIES} times.",
                where=capture.doc,
                help="It may be too large for this machine's memory: split it, or use fewer jobs.",
            )
            self.done(task, [Failure(capture=capture, error=error)])

    def finished(self) -> Iterator[Outcome]:
        while self._given in self._outcomes:
            yield self._outcomes.pop(self._given)
            self._given += 1


class _Worker:
    """A process that reads what it is given."""

    def __init__(self, language: Language) -> None:
        # A forked child would share locks of threads that it does not have.
        context = multiprocessing.get_context("spawn")
        self.connection, theirs = context.Pipe()
        self.task: _Task | None = None
        self._process = context.Process(target=_serve, args=(theirs, language), daemon=True)
        self._process.start()
        theirs.close()

    def give(self, task: _Task, known_furniture: frozenset[str]) -> None:
        self.task = task
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):  # it died idle: taking back finds that out
            self.connection.send((task.captures, known_furniture))

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
