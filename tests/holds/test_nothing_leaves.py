"""Reading leaves nothing behind and tells nobody: no file in the home folder, no connection.

onnxruntime as it comes keeps events of its use in the home folder and sends them to its makers (since 1.29).
"""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPORT = b'{"id": "r1", "text": "Defence Minister Ilsa Brandt said on Monday that 12 soldiers came."}\n'
OURS = ("ORT_DISABLE_TELEMETRY", "CI", "ORT_RUNNING_UNIT_TESTS")  # they would keep it silent whatever we do
LISTED = """
import socket, sys

def refuse(event, given):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print("REACHED", event, given, file=sys.stderr)

sys.addaudithook(refuse)
sys.argv = ["onrecord", "annotate", "-"]
from onrecord.interfaces.cli import main
main.run()
"""


@pytest.mark.parametrize("speed", ["full", "fast"])
def test_reading_writes_nothing_into_the_home_folder_and_reaches_nobody(tmp_path: Path, speed: str) -> None:
    env = {name: value for name, value in os.environ.items() if name not in OURS}
    env |= {name: str(tmp_path) for name in ("HOME", "USERPROFILE", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "TMPDIR")}
    env |= {"ONRECORD_SPEED": speed, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
    with tempfile.TemporaryFile() as told, tempfile.TemporaryFile() as complaints, tempfile.TemporaryFile() as given:
        given.write(REPORT)
        given.seek(0)
        streams = {"stdin": given, "stdout": told, "stderr": complaints}
        with subprocess.Popen([sys.executable, "-c", LISTED], env=env, **streams) as reading:  # type: ignore[call-overload]
            held = _watch(reading)
        told.seek(0)
        complaints.seek(0)
        out, err = told.read(), complaints.read()
    assert b"Ilsa Brandt" in out, err.decode()
    assert b"REACHED" not in err
    assert held == set()
    assert [str(path) for path in tmp_path.rglob("*")] == []


@pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="open files are not told there")
def test_socket_that_a_library_opens_is_seen() -> None:
    opening = "import _socket, time; held = _socket.socket(); time.sleep(0.2)"
    with subprocess.Popen([sys.executable, "-c", opening]) as program:
        assert _watch(program)


def _watch(program: subprocess.Popen[bytes]) -> set[str]:
    """The sockets that it was seen to hold, by whichever library: the hook above sees Python's alone."""
    open_files, seen = Path(f"/proc/{program.pid}/fd"), set[str]()
    while program.poll() is None:
        with contextlib.suppress(OSError):
            seen.update(to for file in open_files.iterdir() if (to := str(file.readlink())).startswith("socket:"))
        time.sleep(0.002)
    return seen
