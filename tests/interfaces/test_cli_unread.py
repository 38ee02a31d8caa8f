"""Readers that go away, as `head` does: a command says nothing of it, and work that was asked for is done."""

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

COMMAND = (sys.executable, "-m", "onrecord")
TEXT = "Ilsa Brandt said on Monday that the force near the Talvi had grown to 12,000 soldiers."


def _run(arguments: Sequence[str], *, gone: str, cwd: Path) -> tuple[int, str]:
    """Exit code, and what came on the other stream, of a command one of whose streams has lost its reader."""
    read, write = os.pipe()
    os.close(read)
    out, err = (write, subprocess.PIPE) if gone == "stdout" else (subprocess.PIPE, write)
    environment = {k: v for k, v in os.environ.items() if k != "ONRECORD_CASE"}
    done = subprocess.run(
        [*COMMAND, *arguments], cwd=cwd, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=err, text=True
    )
    os.close(write)
    return done.returncode, done.stdout or done.stderr or ""


@pytest.mark.parametrize(
    "arguments",
    ["--help", "config", "export --list", "stories", "export --to jsonl", "export --to html"],
)
def test_a_result_that_nobody_reads_ends_the_command_without_a_word(arguments: str, example_case: Path) -> None:
    assert _run(arguments.split(), gone="stdout", cwd=example_case) == (141, "")


def test_work_goes_on_where_nobody_hears_of_it(tmp_path: Path) -> None:
    (tmp_path / "page.txt").write_text(TEXT, encoding="utf-8")
    assert _run(["add", "page.txt"], gone="stderr", cwd=tmp_path) == (0, "")
    assert "12,000" in _run(["figures", "--all", "--plain"], gone="stderr", cwd=tmp_path)[1]
