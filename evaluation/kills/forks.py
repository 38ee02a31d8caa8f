"""One run of the command line in a forked process, which ends by itself or is killed where it was told to be.

SIGKILL cannot be caught: the process stops between two of its instructions, and only the system cleans up after it.
"""

import contextlib
import io
import json
import os
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from onrecord.interfaces.cli import main

LIMIT_S = 900.0  # no run takes as long, however busy the machine
POLL_S = 0.002
CPU_CLOCK = 2  # in a number that names a process's clock: the time that it was computing
WRITES = os.O_WRONLY | os.O_RDWR
CHANGES = frozenset({"os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect"})
STATEMENTS = ("before_cursor_execute", "after_cursor_execute", "commit", "rollback", "begin")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """How a run ended."""

    code: int | None  # None: it was killed
    took_s: float  # of computing, so that it is the same on a busy machine
    said: str
    steps: int = 0  # what it did to files and to the database, one by one; known of a run that ended by itself
    size: int = 0  # bytes of the watched files at their largest


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """Where a run is to be killed: at most one of them is set."""

    after_s: float | None = None  # of computing
    at_step: int | None = None  # just before it
    at_size: int | None = None  # bytes of the watched files


def run_verb(words: tuple[str, ...], *, kill: Kill | None = None, watched: tuple[Path, ...] = ()) -> Ended:
    """The command `onrecord WORDS...`, killed where that was asked and it had not ended before."""

    def verb() -> None:
        sys.argv = ["onrecord", *words]
        main.run()

    return run(verb, kill=kill or Kill(), watched=watched)


def run_here(words: tuple[str, ...]) -> tuple[int, str]:
    """The command in this process, which was forked for it: exit code, and what it printed."""
    told = io.StringIO()
    sys.argv = ["onrecord", *words]
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        try:
            main.run()
            code = 0
        except SystemExit as left:
            code = _exit_code(left)
    return code, told.getvalue()


def _exit_code(left: SystemExit) -> int:
    return left.code if isinstance(left.code, int) else int(left.code is not None)


def run(work: Callable[[], Any], *, kill: Kill, watched: tuple[Path, ...] = ()) -> Ended:
    """The work in a process of its own.  What it returns, or prints, is in `said`."""
    with tempfile.TemporaryFile() as file:
        child = os.fork()
        if child == 0:
            _be_the_child(work, file.fileno(), kill.at_step)
        size = _watch(child, kill, watched)
        _, status, used = os.wait4(child, 0)
        file.seek(0)
        told = file.read().decode("utf-8", "replace")
    took_s = used.ru_utime + used.ru_stime
    if os.WIFSIGNALED(status):
        return Ended(code=None, took_s=took_s, said=told, size=size)
    said, _, steps = told.rpartition("\n#steps ")
    return Ended(code=os.waitstatus_to_exitcode(status), took_s=took_s, said=said, steps=int(steps or 0), size=size)


def _watch(child: int, kill: Kill, watched: tuple[Path, ...]) -> int:
    """Wait for the end, or bring it about; gives the largest size of the watched files."""
    largest, deadline = 0, time.monotonic() + LIMIT_S
    looks = bool(watched) and kill.after_s is None and kill.at_step is None
    with _open_process(child) as ending:
        while True:
            largest = max(largest, _size(watched)) if looks else 0
            left_s = deadline - time.monotonic()
            if kill.after_s is not None:
                left_s = min(left_s, kill.after_s - _computed_s(child))
            if left_s <= 0 or (kill.at_size is not None and largest >= kill.at_size):
                os.kill(child, signal.SIGKILL)
                return largest
            if ending.poll((POLL_S if looks else left_s) * 1000):
                return max(largest, _size(watched)) if looks else 0


@contextlib.contextmanager
def _open_process(child: int) -> Iterator[select.poll]:
    """What says, when it is polled, that the process has ended."""
    number = os.pidfd_open(child)
    try:
        ending = select.poll()
        ending.register(number, select.POLLIN)
        yield ending
    finally:
        os.close(number)


def _computed_s(child: int) -> float:
    """Seconds for which the process was computing; it can have been no longer than the clock went on."""
    return time.clock_gettime((~child << 3) | CPU_CLOCK)


def _size(watched: tuple[Path, ...]) -> int:
    size = 0
    for path in watched:
        with contextlib.suppress(OSError):
            size += path.stat().st_size
    return size


def _be_the_child(work: Callable[[], Any], writer: int, at_step: int | None) -> None:
    """Do the work, say what came of it and how many steps it took, and leave without any of the parent's endings."""
    code = 1
    try:
        os.dup2(writer, 1)
        os.dup2(writer, 2)
        sys.stdout = os.fdopen(1, "w", encoding="utf-8", closefd=False)
        sys.stderr = os.fdopen(2, "w", encoding="utf-8", closefd=False)
        steps = _count_steps(at_step)
        try:
            result = work()
            code = 0
            if result is not None:
                sys.stdout.write("\n" + json.dumps(result))
        except SystemExit as left:
            code = _exit_code(left)
        except BaseException as error:
            sys.stderr.write(f"{type(error).__name__}: {error}")
        sys.stdout.flush()
        sys.stderr.flush()
        os.write(writer, f"\n#steps {steps[0]}".encode())
    finally:
        os._exit(code)


def _count_steps(at_step: int | None) -> list[int]:
    """Count what this process does to files and to databases, and be killed just before the step with that number."""
    steps = [0]

    def tick(*_: Any) -> None:
        steps[0] += 1
        if steps[0] == at_step:
            os.kill(os.getpid(), signal.SIGKILL)

    def hear(event: str, arguments: tuple[Any, ...]) -> None:
        if event in CHANGES or (event == "open" and _writes(arguments)):
            tick()

    for name in STATEMENTS:
        sa.event.listen(sa.Engine, name, tick)
    sys.addaudithook(hear)
    return steps


def _writes(arguments: tuple[Any, ...]) -> bool:
    return len(arguments) == 3 and isinstance(arguments[2], int) and bool(arguments[2] & WRITES)
