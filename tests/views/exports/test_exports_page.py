"""The page that opens from a stick: whole in itself, no script, report text only ever text."""

import dataclasses
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from onrecord.language import load
from onrecord.records.casebook import Casebook
from onrecord.views.exports.order import make_order
from onrecord.views.exports.page import write

Written = Callable[[str], Any]
HOSTILE = '<script>alert(1)</script><img src="https://tracker.example/x.png" onerror=alert(2)>-->"\'&'


class Page(HTMLParser):
    """The tags of a page with their attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.comments: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    def values(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name))]


def test_every_citation_leads_to_its_words_on_the_page(written: Written, casebook: Casebook) -> None:
    page = Page(written("html").decode())
    ids = page.values("id")
    assert len(set(ids)) == len(ids)
    inside = {link[1:] for link in page.values("href") if link.startswith("#")}
    assert inside <= set(ids)
    assert {s.id for f in casebook.findings for s in f.statements} <= set(ids)


def test_the_page_asks_for_nothing_and_runs_nothing(written: Written) -> None:
    page = Page(written("html").decode())
    assert not {tag for tag, _ in page.tags} & {"script", "img", "link", "iframe", "object", "form", "base"}
    assert not page.values("src")
    assert not page.values("style")
    assert not [name for _, attributes in page.tags for name in attributes if name.startswith("on")]
    (policy,) = [a["content"] for _, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")


def test_report_text_and_titles_act_as_nothing(casebook: Casebook) -> None:
    """Every text, name and address of the casebook replaced by markup, as far as spans still fit."""
    reports = tuple(
        dataclasses.replace(
            r,
            text=(HOSTILE * 9)[: len(r.text)],
            outlet=HOSTILE,
            title=HOSTILE,
            address=f"javascript:{HOSTILE}",
        )
        for r in casebook.reports
    )
    order = make_order(
        dataclasses.replace(casebook, reports=reports), title=HOSTILE, language=load("en"), made_by="onrecord 0.1.0"
    )
    page = Page("".join(write(order)))
    assert not {tag for tag, _ in page.tags} & {"script", "img"}
    assert all(link.startswith("#") for link in page.values("href"))
    assert len(page.comments) == 1


def test_words_stand_marked_among_those_around_them(written: Written) -> None:
    text = written("html").decode()
    assert "told parliament that <mark>the force had grown</mark>. &quot;We count" in text


def test_the_page_shows_shape_and_word_beside_every_position(written: Written) -> None:
    assert re.search(r"✕ Verania denies", written("html").decode())


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 1024, 390])
def test_the_page_opens_from_a_folder(written: Written, tmp_path: Path, browser: Any, scheme: str, width: int) -> None:
    file = tmp_path / "talvi.html"
    file.write_bytes(written("html"))
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, java_script_enabled=False)
    asked: list[str] = []
    told: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: told.append(message.text))
    page.goto(file.as_uri())
    assert asked == [file.as_uri()]
    assert told == []
    assert page.locator("h1").inner_text() == "Talvi crossing"
    page.locator("#brief .cite").first.click()
    assert page.locator(".statement:target").count() == 1
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(written: Written, tmp_path: Path, browser: Any, scheme: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed (extra ci)")
    file = tmp_path / "talvi.html"
    file.write_bytes(written("html"))
    page = browser.new_page(viewport={"width": 1024, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.goto(file.as_uri())
    found = axe.Axe().run(page).response["violations"]
    assert [(v["id"], v["nodes"][0]["html"]) for v in found if v["impact"] in ("serious", "critical")] == []
    page.close()
