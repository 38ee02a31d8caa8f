"""One writer at a time: a lock file that the system lets go of when its holder dies, however it dies."""

import contextlib
import json
import os
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from onrecord.errors import StoreBusy, StoreFixed

POLL_S = 0.05

if os.name == "nt":
    import msvcrt

    def _try_lock(file: IO[str]) -> bool:
        try:
            file.seek(1 << 20)  # beyond what is written, so that others can read who holds it
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(file: IO[str]) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextlib.contextmanager
def hold_lock(path: Path, *, wait_s: float) -> Iterator[None]:
    """The right to write, held until the context ends.

    Raises StoreBusy, naming the holder, when another has it for longer than `wait_s` seconds, and StoreFixed when the
    file cannot be made.
    """
    try:
        file = path.open("a+", encoding="utf-8")
    except OSError as error:
        raise StoreFixed(
            f"Cannot write to the case in {path.parent}: {error.strerror}.",
            where=str(path.parent),
            help="Copy the case to a folder that you may write to.",
        ) from error
    with file:
        deadline = time.monotonic() + wait_s
        while not _try_lock(file):
            if time.monotonic() >= deadline:
                raise StoreBusy(
                    f"The case is being written to by {_name_holder(path)}.",
                    where=str(path.parent),
                    help="Wait for it to end, or give it longer with the setting store.wait_s.",
                )
            time.sleep(POLL_S)
        file.truncate(0)
        file.write(json.dumps({"pid": os.getpid(), "host": socket.gethostname()}))
        file.flush()
        yield


def _name_holder(path: Path) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        return f"process {holder['pid']} on {holder['host']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "another process"
