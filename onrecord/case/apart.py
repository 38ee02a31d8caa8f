"""Work in a process that is forked for it and ends with it: the memory that it took goes back to the system whole.

A long adding compares many times; what that leaves of holes between things that stay would add up.
"""

import contextlib
import ctypes
import gc
import multiprocessing
import os
import signal
import sys
import threading
import warnings
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import TypeVar

Done = TypeVar("Done")

DIES_WITH_PARENT = 1  # PR_SET_PDEATHSIG of Linux's prctl.h


def do_apart(work: Callable[[], Done]) -> Done:
    """What the work gives, from a fork of this process; from this one where forking is not to be had, or fails.

    Nothing but the answer, which travels as a pickle, comes back: what the work changes in memory is lost.  The caller
    holds no connection and no lock that the work needs.  What the work raises, it raises here, on a second try.
    """
    if not _can_fork():
        return work()
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe(duplex=False)
    child = context.Process(target=_do, args=(work, theirs, os.getpid()), daemon=True)
    with warnings.catch_warnings():
        # Newer Pythons warn of any thread, also of a library's that waits for work which the fork does not give it.
        warnings.simplefilter("ignore", DeprecationWarning)
        gc.freeze()  # else the fork's collector touches, and so copies, all that is here
        try:
            child.start()
        finally:
            gc.unfreeze()
    theirs.close()
    try:
        answer: tuple[Done] | None = ours.recv()
    except (EOFError, OSError):
        answer = None  # it failed or was killed
    finally:
        child.kill()
        child.join()
        ours.close()
    return answer[0] if answer is not None else work()


def _can_fork() -> bool:
    """True where a fork is safe: a thread of ours may hold a lock, which no fork would ever see let go of."""
    return sys.platform == "linux" and threading.active_count() == 1


def _do(work: Callable[[], object], connection: Connection, parent: int) -> None:
    for ending in (signal.SIGINT, signal.SIGTERM):
        signal.signal(ending, signal.SIG_IGN)  # the parent ends us
    ctypes.CDLL(None).prctl(DIES_WITH_PARENT, signal.SIGKILL)
    if os.getppid() == parent:  # else it died before the line above took hold
        with contextlib.suppress(Exception):
            connection.send((work(),))
