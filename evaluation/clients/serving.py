"""The server as people start it: a process of its own, on one core, with a case, a token, and editing allowed."""

import contextlib
import json
import os
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from evaluation.clients.wire import Place
from evaluation.simulator.stories import write_stories
from onrecord import case

START_S = 180.0
STORIES = 2


def fill(folder: Path) -> None:
    """A case with a few stories, in that folder."""
    lines = [json.dumps(w.line()) for w in write_stories(STORIES, seed=3)]
    source = folder.with_suffix(".jsonl")
    source.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    with case.init(folder) as opened:
        opened.add([source])


@contextlib.contextmanager
def serve(folder: Path) -> Iterator[tuple[Place, int]]:
    """Where the server is, and the number of its process, as long as it runs."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    place = Place(port=port, token=secrets.token_urlsafe(24))
    file = folder.with_suffix(".token")
    file.write_text(place.token, encoding="utf-8")
    file.chmod(0o600)
    options = ["--case", str(folder), "--port", str(port), "--token-file", str(file), "--edit"]
    env = {k: v for k, v in os.environ.items() if not k.startswith("ONRECORD_")}
    with folder.with_suffix(".log").open("wb") as log:
        command = [sys.executable, "-m", "onrecord", "serve", *options]
        with subprocess.Popen(command, env=env, stderr=log, stdout=log) as server:
            try:
                if hasattr(os, "sched_setaffinity"):
                    os.sched_setaffinity(server.pid, {min(os.sched_getaffinity(0))})
                _wait(server, port)
                yield place, server.pid
                if server.poll() is not None:
                    raise RuntimeError(f"the server ended with {server.returncode}")
            finally:
                server.terminate()
                try:
                    server.wait(60)
                except subprocess.TimeoutExpired:
                    server.kill()


def _wait(server: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.1)
    raise RuntimeError("the server does not start")


def memory_of(process: int) -> int:
    """Bytes of memory that the process holds; 0 where the system does not say."""
    with contextlib.suppress(OSError, ValueError):
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE")
    return 0
