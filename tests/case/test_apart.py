"""Comparing in a process of its own gives what comparing here gives, and takes no memory along."""

import os
import signal
import sys
import threading

import pytest

from onrecord.case.apart import do_apart

HERE = os.getpid()


def _alone() -> bool:
    """Whether a process can be forked: other tests may have left threads."""
    return sys.platform == "linux" and threading.active_count() == 1


def test_work_apart_gives_its_answer_and_leaves_no_trace() -> None:
    seen: list[int] = []

    def work() -> tuple[int, int]:
        seen.append(1)
        return os.getpid(), len(seen)

    process, many = do_apart(work)
    assert many == 1
    assert (process != HERE) == _alone()
    assert len(seen) == (0 if _alone() else 1)


def test_work_that_fails_raises_here() -> None:
    def work() -> None:
        raise ZeroDivisionError("of this work")

    with pytest.raises(ZeroDivisionError, match="of this work"):
        do_apart(work)


def test_work_whose_process_is_killed_is_done_here() -> None:
    def work() -> int:
        if os.getpid() != HERE:
            os.kill(os.getpid(), signal.SIGKILL)
        return os.getpid()

    assert do_apart(work) == HERE


def test_beside_another_thread_nothing_is_forked() -> None:
    go = threading.Event()
    other = threading.Thread(target=go.wait)
    other.start()
    try:
        assert do_apart(os.getpid) == HERE
    finally:
        go.set()
        other.join()
