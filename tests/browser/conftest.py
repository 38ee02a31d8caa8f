"""A real server over the example story and a real browser; skipped with a reason where Chromium is missing."""

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from onrecord import case

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update")
STARTING_S = 30.0


@pytest.fixture(scope="package")
def site(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server that may edit a copy of the example story."""
    uvicorn = pytest.importorskip("uvicorn", reason="the web extra is not installed")
    from onrecord.interfaces.web.app import create_app
    from onrecord.interfaces.web.options import ServeOptions

    folder = tmp_path_factory.mktemp("served") / "talvi"
    shutil.copytree(example_case, folder)
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


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    """Chromium without a window."""
    sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    if CHROMIUM is None:
        pytest.skip("there is no Chromium here")
    with sync_api.sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=CHROMIUM, args=list(ARGUMENTS))
        yield opened
        opened.close()


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """A function that opens an address of the site in a fresh browser with these options, and keeps what went wrong."""
    contexts = []

    def go(address: str, **options: Any) -> Any:
        given = {"viewport": {"width": 1440, "height": 900}, **options}
        context = browser.new_context(**given)
        contexts.append(context)
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


@pytest.fixture(scope="package")
def addresses(site: str, list_addresses: Callable[[Any], dict[str, str]]) -> dict[str, str]:
    """One address of every kind of page."""
    import httpx

    with httpx.Client(base_url=site) as client:
        return list_addresses(client)
