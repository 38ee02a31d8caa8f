"""What tests of several rooms share: the example story as a case, read once."""

import contextlib
import functools
import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord import case

EXAMPLES = Path(__file__).parents[1] / "examples"


@pytest.fixture(scope="session")
def example_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a case that holds the example story; copy it to change it."""
    folder = tmp_path_factory.mktemp("example") / "talvi"
    case.init(folder).close()
    shutil.copy(EXAMPLES / "onrecord.toml", folder / "onrecord.toml")
    with case.open(folder) as opened:
        opened.add([EXAMPLES / "story"])
    return folder


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The address of a PostgreSQL server that runs while the tests do, from pgserver or from Debian's packages."""
    folder = Path(tempfile.mkdtemp(prefix="onrecord-"))  # short: the path of a socket may have 107 characters
    folder.chmod(0o755)
    try:
        with contextlib.ExitStack() as stack:
            yield _start_pgserver(folder, stack) or _start_installed(folder, stack)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres_schema() -> str:
    """The name of a schema that no other test writes to."""
    return f"onrecord_{uuid.uuid4().hex}"


def _start_pgserver(folder: Path, stack: contextlib.ExitStack) -> str | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a folder of the session's, which a bare machine does not have
        try:
            import pgserver
        except ImportError:
            return None
        server = pgserver.get_server(folder / "data", cleanup_mode="stop")
    stack.callback(server.cleanup)
    return str(server.get_uri())


def _start_installed(folder: Path, stack: contextlib.ExitStack) -> str:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin")) or [Path(shutil.which("initdb") or "none").parent]
    if not (found[-1] / "initdb").exists():
        pytest.skip("there is neither pgserver nor a PostgreSQL of the system's")
    data = folder / "data"
    data.mkdir()
    user = None
    if os.name != "nt" and os.geteuid() == 0:  # a server refuses to run as root
        user = "postgres"
        shutil.chown(folder, user)
        shutil.chown(data, user)
    run = functools.partial(subprocess.run, check=True, stdout=subprocess.DEVNULL, user=user, cwd=folder)
    run([found[-1] / "initdb", "--auth=trust", "--encoding=UTF8", "--username=tests", "--no-sync", data])
    control = [found[-1] / "pg_ctl", "--pgdata", data, "--wait"]
    options = f"-k {folder} -c listen_addresses='' -c fsync=off"
    run([*control, "--log", data / "log", "--options", options, "start"])
    stack.callback(run, [*control, "--mode", "fast", "stop"])
    return f"postgresql://tests@/postgres?host={folder}"
