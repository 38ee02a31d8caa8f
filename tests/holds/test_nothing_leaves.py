"""Reading leaves nothing behind and tells nobody: no file in the home folder, no connection.

onnxruntime as it comes keeps events of its use in the home folder and sends them to its makers (since 1.29).
"""

import os
import subprocess
import sys
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
    done = subprocess.run([sys.executable, "-c", LISTED], input=REPORT, capture_output=True, env=env, check=False)
    assert b"Ilsa Brandt" in done.stdout, done.stderr.decode()
    assert b"REACHED" not in done.stderr
    assert [str(path) for path in tmp_path.rglob("*")] == []
