"""`onrecord serve`: what it says before anybody can be answered."""

import socket
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("uvicorn", reason="the web extra is not installed")

Cli = Callable[..., Any]


def test_a_port_that_another_program_has_is_named_with_the_cure(onrecord: Cli) -> None:
    assert onrecord("init").code == 0
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        done = onrecord("serve", "--port", str(port))
    assert (done.code, done.out) == (2, "")
    assert f"Port {port} of 127.0.0.1 cannot be had" in done.err
    assert f"--port {port % 65_535 + 1}" in done.err
    assert "Stop with Ctrl-C" not in done.err


def test_an_address_that_this_machine_does_not_have_is_refused(onrecord: Cli, tmp_path: Path) -> None:
    assert onrecord("init").code == 0
    token = tmp_path / "token"
    token.touch(mode=0o600)
    token.write_text("a" * 40)
    done = onrecord("serve", "--host", "192.0.2.7", "--token-file", "token", "--behind-proxy")
    assert done.code == 2
    assert "of 192.0.2.7 cannot be had" in done.err
