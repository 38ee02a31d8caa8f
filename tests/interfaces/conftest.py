"""The command line, run in this process."""

import io
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onrecord.interfaces.cli import main


@dataclass(frozen=True)
class Run:
    """What a command left."""

    code: int
    out: str
    err: str


@pytest.fixture
def onrecord(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., Run]:
    """A function that runs `onrecord` with these arguments in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ONRECORD_CASE", raising=False)

    def run(*arguments: str | Path, stdin: bytes = b"") -> Run:
        given = tmp_path / ".stdin"
        given.write_bytes(stdin)
        capsys.readouterr()
        with io.TextIOWrapper(given.open("rb")) as stream, monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", stream)
            patch.setattr(sys, "argv", ["onrecord", *map(str, arguments)])
            with pytest.raises(SystemExit) as ended:
                main.run()
        told = capsys.readouterr()
        code = ended.value.code
        return Run(code=code if isinstance(code, int) else 0, out=told.out, err=told.err)

    return run
