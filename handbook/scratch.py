"""A folder in which an example runs, and a shell in it: commands of ours in this process, others in bash."""

import contextlib
import datetime as dt
import io
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import onrecord
from onrecord.interfaces.cli import main

ROOT = Path(__file__).parents[1]
EXAMPLES = ROOT / "examples"
SHOWN = "/news"  # what the scratch folder is called in the documentation
PORT = "8731"  # that the documentation shows; another one is used
WIDTH = 100
SHELL_SIGNS = frozenset("|<>&;$*`")
READY = "Stop with Ctrl-C."  # the last words of a server that has started
START_S = 60.0
PRESENT = "2031-03-08"  # the day on which the documentation's reader sits at the case
CLOCK = re.compile(r"^\d\d:\d\d:\d\d ", re.MULTILINE)
DECISION = re.compile(r"\bd[0-9a-f]{16}\b")  # ids of decisions, which hold the moment


class ExampleError(Exception):
    """An example does not run as the page lets its readers think."""


def make_case(folder: Path) -> Path:
    """A case that holds the example story, as the tutorial makes it."""
    onrecord.init(folder).close()
    shutil.copy(EXAMPLES / "onrecord.toml", folder / "onrecord.toml")
    with onrecord.open(folder) as case:
        case.add([EXAMPLES / "story"])
    return folder


class Shell:
    """A shell in a scratch folder; `close` ends what it has started."""

    def __init__(self, folder: Path, *, start: str = ".") -> None:
        self._folder = folder
        self._here = folder / start
        self._servers: list[subprocess.Popen[str]] = []
        self._port = str(_find_port())
        self._names: dict[str, Any] = {"__name__": "example"}
        self.code = 0  # of the last command

    def close(self) -> None:
        """End the servers."""
        for server in self._servers:
            server.terminate()
            server.communicate(timeout=30)

    def path(self, name: str) -> Path:
        """A file as the commands would name it."""
        return self._here / name

    def run(self, line: str) -> str:
        """What the command prints, on both streams, with places and present times as the documentation has them."""
        if line == "echo $?":
            return f"{self.code}\n"
        self.code, text = self._run(line.replace(f":{PORT}", f":{self._port}"))
        return self._mask(text)

    def run_python(self, source: str) -> str:
        """What the lines print; names stay for the next lines of the page."""
        stream = io.StringIO()
        with self._inside(), contextlib.redirect_stdout(stream):
            exec(compile(source.replace(f":{PORT}", f":{self._port}"), "example", "exec"), self._names)
        return self._mask(stream.getvalue())

    def _run(self, line: str) -> tuple[int, str]:
        words = shlex.split(line) if not SHELL_SIGNS & set(line) else []
        if words[:1] == ["cd"]:
            self._here = (self._here / words[1]).resolve()
            return 0, ""
        if line.startswith("onrecord serve"):
            return 0, self._serve(shlex.split(line))
        if words[:1] == ["onrecord"]:
            return self._run_ours(words)
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self._here,
            env={**os.environ, **self._environment()},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            stdin=subprocess.DEVNULL,
            text=True,
            timeout=300,
            check=False,
        )
        return done.returncode, done.stdout

    def _run_ours(self, words: list[str]) -> tuple[int, str]:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
        before, code = sys.argv, 0
        with self._inside(), contextlib.redirect_stdout(stream), contextlib.redirect_stderr(stream):
            sys.argv = words
            try:
                main.run()
            except SystemExit as left:
                code = left.code if isinstance(left.code, int) else 0
            except Exception:  # as the command line itself would end
                traceback.print_exc()
                code = 1
            finally:
                sys.argv = before
        stream.seek(0)
        return code, stream.read()

    def _serve(self, words: list[str]) -> str:
        """What the server says once it answers."""
        self._port = str(_find_port())  # now: what was free when the page began may be in use
        server = subprocess.Popen(
            [*words, "--port", self._port],
            cwd=self._here,
            env={**os.environ, **self._environment()},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._servers.append(server)
        told = server.stderr.readline() if server.stderr else ""
        if READY not in told:
            raise ExampleError(f"{shlex.join(words)}: {told}")
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", int(self._port)), timeout=1):
                return told
            time.sleep(0.1)
        raise ExampleError(f"{shlex.join(words)}: nothing answers")

    @contextlib.contextmanager
    def _inside(self) -> Iterator[None]:
        before = dict(os.environ)
        for name in [n for n in os.environ if n.startswith("ONRECORD_")]:
            del os.environ[name]
        os.environ.update(self._environment())
        try:
            with contextlib.chdir(self._here):
                yield
        finally:
            os.environ.clear()
            os.environ.update(before)

    def _environment(self) -> Mapping[str, str]:
        tools = Path(sys.executable).parent
        path = f"{tools}{os.pathsep}{os.environ.get('PATH', '')}"
        return {"COLUMNS": str(WIDTH), "NO_COLOR": "1", "PATH": path, "PYTHONUNBUFFERED": "1", "LC_ALL": "C.UTF-8"}

    def _mask(self, text: str) -> str:
        today = dt.datetime.now(dt.UTC).date().isoformat()
        shown = text.replace(str(self._folder), SHOWN).replace(f":{self._port}", f":{PORT}")
        shown = re.sub(rf"{today}([T ])\d\d:\d\d(:\d\d(\.\d+)?)?", rf"{PRESENT}\g<1>09:00", shown)
        shown = shown.replace(today, PRESENT)
        return CLOCK.sub("09:00:00 ", DECISION.sub("d...", shown))


def _find_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
