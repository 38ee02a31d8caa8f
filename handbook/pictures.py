"""Write a picture of every page of the example story under docs/pictures: `make screenshots`; it needs Chromium."""

import base64
import contextlib
import json
import shutil
import socket
import sys
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import uvicorn
from playwright.sync_api import Page, sync_playwright

from handbook.scratch import ROOT, make_case
from onrecord import case
from onrecord.interfaces.web.app import create_app
from onrecord.interfaces.web.options import ServeOptions

FOLDER = ROOT / "docs" / "pictures"
WIDE, NARROW = (1440, 1000), (390, 844)  # CSS pixels
QUALITY = 55  # of WebP: letters stay sharp, a page takes some 50 kB
ALSO = (("brief", "dark", WIDE), ("figure", "dark", WIDE), ("brief", "light", NARROW), ("claim", "light", NARROW))
REVIEWER = "Ana Kesh"
DRAFT = 'Three missiles struck the Harrow depot. Ilsa Brandt said: "We have counted twelve thousand of them."'


def main() -> int:
    """Write them all; gives 2 where there is no browser."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write("There is no Chromium here: apt-get install chromium.\n")
        return 2
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="pictures-") as made, _serving(make_case(Path(made) / "talvi")) as site:
        _take_all(site, chromium)
    return 0


def _take_all(site: str, chromium: str) -> None:
    pages = list_pages(site)
    wanted = [(name, f"{name}.webp", "light", WIDE) for name in pages]
    wanted += [(n, f"{n}-{'phone' if size is NARROW else scheme}.webp", scheme, size) for n, scheme, size in ALSO]
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, file, scheme, size in wanted:
            _picture(browser, site + pages[name], file, scheme, size)
        browser.close()


def list_pages(site: str) -> dict[str, str]:
    """One address of every kind of page, by the name that its picture has."""
    story = _ask(site, "/stories")["stories"][0]["address"]
    brief = _ask(site, story)["brief"]
    statement = next(c["id"] for p in brief["parts"] for ln in p["lines"] for c in ln["cites"] if c["id"][0] == "s")
    figure = _ask(site, f"{story}/figures")["figures"][0]["rows"][0]["figure"]
    edited = max(_ask(site, f"{story}/reports")["reports"], key=lambda r: int(r["version"]))["report"]
    claim = max(_ask(site, f"{story}/matrix")["claims"], key=lambda c: int(c["reports"]))["claim"]
    tabs = {name: f"{story}/{name}" for name in ("figures", "matrix", "timeline", "voices", "reports", "changes")}
    return {
        "stories": "/",
        "brief": story,
        **tabs,
        "figure": f"{story}/figures/{figure}",
        "claim": f"/c/{claim}",
        "actor": "/a/Ilsa%20Brandt",
        "report": f"/r/{edited}",
        "versions": f"/r/{edited}/versions",
        "statement": f"/s/{statement}",
        "search": "/search?q=missiles",
        "ask": "/ask?q=How%20many%20missiles%20hit%20Harrow%3F",
        "check": "/check",
        "review": "/review",
        "sources": "/sources",
    }


def _ask(site: str, path: str) -> Any:
    with urllib.request.urlopen(f"{site}{path}.json") as answer:
        return json.load(answer)


def _picture(browser: Any, address: str, name: str, scheme: str, size: tuple[int, int]) -> None:
    width, height = size
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme)
    page = context.new_page()
    page.goto(address, timeout=0)
    if address.endswith("/check"):
        page.fill("#draft", DRAFT)
        page.click("button.go")
        page.wait_for_selector(".verdicts", timeout=0)
    (FOLDER / name).write_bytes(_take(page))
    context.close()


def _take(page: Page) -> bytes:
    session = page.context.new_cdp_session(page)
    taken = session.send("Page.captureScreenshot", {"format": "webp", "quality": QUALITY})
    return base64.b64decode(taken["data"])


@contextlib.contextmanager
def _serving(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = folder / "onrecord.toml"
    settings.write_text(f'user = "{REVIEWER}"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8")
    with case.open(folder) as opened:
        app = create_app(opened, options=ServeOptions(port=port, can_edit=True))
        server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error", ws="none"))
        thread = threading.Thread(target=server.run)
        thread.start()
        while thread.is_alive() and not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{port}"
        server.should_exit = True
        thread.join()


if __name__ == "__main__":
    sys.exit(main())
