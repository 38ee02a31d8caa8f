"""Real servers over the example story and the seed case, and a real browser; skipped where one is missing."""

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import case

SEEDS = Path(__file__).parents[3] / "shared" / "reports" / "seeds"
STARTING_S = 60.0
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[str]:
    """The address of a server that may edit the case in the folder."""
    uvicorn = pytest.importorskip("uvicorn", reason="the web extra is not installed")
    from onrecord.interfaces.web.app import create_app
    from onrecord.interfaces.web.options import ServeOptions

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with case.open(folder) as opened:
        app = create_app(opened, options=ServeOptions(port=port, can_edit=True))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        end = time.monotonic() + STARTING_S
        while not server.started and time.monotonic() < end:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join(10)


@pytest.fixture(scope="session")
def serving() -> Callable[[Path], contextlib.AbstractContextManager[str]]:
    """A function that serves the case in a folder, to be edited, as long as its context lasts."""
    return _serving


@pytest.fixture(scope="session")
def site(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a copy of the example story."""
    folder = tmp_path_factory.mktemp("served") / "talvi"
    shutil.copytree(example_case, folder)
    with _serving(folder) as address:
        yield address


@pytest.fixture(scope="session")
def seed_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a case of the seed reports."""
    if not SEEDS.is_dir():
        pytest.skip("the seed reports are not beside this checkout")
    folder = tmp_path_factory.mktemp("seeds") / "case"
    case.init(folder).close()
    with case.open(folder) as opened:
        opened.add([SEEDS])
    with _serving(folder) as address:
        yield address


@pytest.fixture
def go(browser: Any) -> Iterator[Callable[..., Any]]:
    """A function that opens an address of a site in a fresh browser with these options, and keeps what went wrong."""
    contexts = []

    def go(site: str, address: str, **options: Any) -> Any:
        context = browser.new_context(**{"viewport": {"width": 1440, "height": 900}, **options})
        contexts.append(context)
        context.set_default_timeout(STARTING_S * 1000)
        page = context.new_page()
        page.complaints = []
        page.outside = []
        page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: page.complaints.append(str(e)))
        page.on("request", lambda r: page.outside.append(r.url) if not r.url.startswith(site) else None)
        page.goto(site + address)
        return page

    yield go
    for context in contexts:
        context.close()


@pytest.fixture
def visit(go: Callable[..., Any], site: str) -> Callable[..., Any]:
    """The same for the example story, by address alone."""
    return lambda address, **options: go(site, address, **options)


@pytest.fixture(scope="session")
def addresses(site: str, list_addresses: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    """One address of every kind of page of the example story."""
    return _ask(site, list_addresses)


@pytest.fixture(scope="session")
def seed_addresses(seed_site: str, list_addresses: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    """One address of every kind of page of the seed case."""
    return _ask(seed_site, list_addresses)


@pytest.fixture(params=["example", "seeds"])
def walk(request: pytest.FixtureRequest, go: Callable[..., Any]) -> Callable[..., Any]:
    """A function that opens a page of a kind, of one case and then of the other."""
    before = "" if request.param == "example" else "seed_"
    site = request.getfixturevalue(f"{before}site")
    addresses = request.getfixturevalue(f"{before}addresses")
    return lambda kind, **options: go(site, addresses[kind], **options)


def _ask(site: str, list_addresses: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    import httpx

    with httpx.Client(base_url=site, timeout=STARTING_S) as client:
        return list_addresses(client)


@pytest.fixture(scope="session")
def list_faults() -> Callable[..., list[str]]:
    """A function that gives what axe finds wrong with a page, by all its rules or by those named."""
    return _list_faults


def _list_faults(page: Any, *rules: str) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    chosen = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": list(RULES)}
    found = Axe().run(page, options={"runOnly": chosen}).response["violations"]
    return [f"{v['id']} ({v['impact']}): {n['html'][:160]}" for v in found for n in v["nodes"][:3]]
