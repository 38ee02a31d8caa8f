"""What tests of several rooms share: the example story as a case, read once."""

import contextlib
import datetime as dt
import functools
import io
import json
import os
import shutil
import subprocess
import tempfile
import uuid
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from onrecord import case
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

EXAMPLES = Path(__file__).parents[1] / "examples"
ADDED = dt.datetime(2031, 5, 1, 12, tzinfo=dt.UTC)  # after every day that the reports of these tests tell of
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests in a browser come last: its driver keeps an event loop in this thread, beside which no other can run."""
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


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
def case_of() -> Callable[..., case.Case]:
    """A function that gives a case in memory to which these rows were added, each the fields of a report."""

    def make(*rows: dict[str, Any], now: dt.datetime = ADDED) -> case.Case:
        made = case.Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
        lines = "".join(json.dumps(row) + "\n" for row in rows)
        made.add("-", stdin=io.BytesIO(lines.encode()), now=now)
        return made

    return make


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium without a window: one for all tests, as its driver's event loop bears no second one."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def list_addresses() -> Callable[[Any], dict[str, str]]:
    """A function that asks a server of a case, by an HTTP client, for one address of every kind of page."""
    return _list_addresses


def _list_addresses(client: Any) -> dict[str, str]:
    story = client.get("/stories.json").json()["stories"][0]["address"]
    brief = client.get(f"{story}.json").json()["brief"]
    cites = [c for part in brief["parts"] for line in part["lines"] for c in line["cites"]]
    statement = next(c["id"] for c in cites if c["id"].startswith("s"))
    figure = client.get(f"{story}/figures.json").json()["figures"][0]["rows"][0]["figure"]
    reports = client.get(f"{story}/reports.json").json()["reports"]
    edited = max(reports, key=lambda r: int(r["version"]))["report"]
    voices = [v["name"] for v in client.get(f"{story}/voices.json").json()["speakers"]]
    actor = "Ilsa Brandt" if "Ilsa Brandt" in voices else voices[0]
    return {
        "stories": "/",
        "brief": story,
        "figures": f"{story}/figures",
        "figure": f"{story}/figures/{figure}",
        "matrix": f"{story}/matrix",
        "timeline": f"{story}/timeline",
        "voices": f"{story}/voices",
        "reports": f"{story}/reports",
        "changes": f"{story}/changes",
        "claim": f"/c/{statement}",
        "actor": f"/a/{quote(actor)}",
        "report": f"/r/{edited}",
        "versions": f"/r/{edited}/versions",
        "statement": f"/s/{statement}",
        "finding": f"/x/{figure}",
        "sources": "/sources",
        "search": "/search?q=missiles",
        "ask": "/ask?q=How%20many%20missiles%20hit%20Harrow%3F",
        "check": "/check",
        "review": "/review",
        "keys": "/keys",
    }


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
