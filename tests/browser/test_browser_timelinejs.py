"""The export for TimelineJS, shown by TimelineJS itself, which asks no other server for it."""

import io
import json
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from onrecord import case
from onrecord.case.exporting import ExportOptions

pytestmark = pytest.mark.browser

READER = Path(__file__).parent / "timelinejs" / "timeline.js"
SITE = "http://story.example"
PAGE = "<!doctype html><title>A story</title><div id='line' style='width: 900px; height: 600px'></div>"
READ = """async () => {
  const line = new TL.Timeline("line", await (await fetch("/story.json")).json(), { font: null });
  if (!line.ready) await new Promise((done) => line.on("ready", done));
  const words = (of) => [...document.querySelectorAll(of)].map((e) => e.textContent.trim());
  return { told: line.config.messages, events: line.config.events.map((e) => e.start_date.data),
    slides: words(".tl-slide .tl-headline"), marks: words(".tl-timemarker .tl-headline"),
    links: document.querySelectorAll(".tl-slide a[href^='http']").length } }"""


@pytest.fixture(scope="module")
def story(example_case: Path) -> bytes:
    """The file of the example story."""
    written = io.BytesIO()
    with case.open(example_case) as opened:
        opened.export(ExportOptions(to="timelinejs", story="talvi")).write(written)
    return written.getvalue()


@pytest.fixture
def served(browser: Any, story: bytes) -> Iterator[Any]:
    """An open page that has TimelineJS and the file, and keeps what else was asked for."""
    files = {"/": ("text/html", PAGE), "/timeline.js": ("text/javascript", READER.read_bytes())}
    files |= {"/story.json": ("application/json", story)}
    context = browser.new_context()
    page = context.new_page()
    page.outside = []

    def answer(route: Any) -> None:
        path = route.request.url.removeprefix(SITE)
        if path in files:
            route.fulfill(content_type=files[path][0], body=files[path][1])
        else:
            page.outside.append(path)
            route.abort()

    page.route("**/*", answer)
    page.goto(f"{SITE}/")
    page.add_script_tag(url=f"{SITE}/timeline.js")
    yield page
    context.close()


def test_timelinejs_shows_a_slide_for_each_entry_with_its_words_and_sources(served: Any, story: bytes) -> None:
    written, read = json.loads(story), served.evaluate(READ)
    heads = [_flat(unescape(e["text"]["headline"])) for e in written["events"]]
    assert read["told"] == {"errors": [], "warnings": []}
    assert sorted(map(_flat, read["marks"])) == sorted(heads)
    assert sorted(map(_flat, read["slides"])) == sorted([*heads, written["title"]["text"]["headline"]])
    assert [str(e["year"]) for e in read["events"]] == sorted(str(e["start_date"]["year"]) for e in written["events"])
    assert read["links"] >= len(heads)
    assert served.outside == []


def _flat(text: str) -> str:
    return " ".join(text.split())
