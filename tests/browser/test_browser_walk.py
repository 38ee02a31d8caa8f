"""A walk over a page of every kind, of the example story and of the seed case: by day, by night, at three widths,
without scripts, by keyboard alone.
"""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

KINDS = (
    *("stories", "brief", "figures", "figure", "matrix", "timeline", "voices", "reports", "changes", "claim", "actor"),
    *("report", "versions", "statement", "finding", "sources", "search", "ask", "check", "review", "keys"),
)
WIDTHS = (1440, 1024, 390)
PRESSES = 40  # of the tab key, on one page
Walk = Callable[..., Any]
Faults = Callable[..., list[str]]

SCROLLED = """() => [...document.querySelectorAll("main *")].filter(e => e.scrollWidth > e.clientWidth + 1
&& getComputedStyle(e).overflowX === "auto" && e.clientWidth > 0).map(e => e.outerHTML.slice(0, 120))"""
IN_HAND = """() => { const e = document.activeElement; const b = e.getBoundingClientRect();
const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
return { text: e.outerHTML.slice(0, 120), isPage: e === document.body, outline: getComputedStyle(e).outlineStyle,
isSeen: !top || e.contains(top) || top.contains(e) || b.width <= 1 } }"""


@pytest.mark.parametrize("kind", KINDS)
def test_page_suits_every_reader_by_day_by_night_and_at_three_widths(
    walk: Walk, list_faults: Faults, kind: str
) -> None:
    page = walk(kind)
    assert list_faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert list_faults(page, "color-contrast") == []
    widths = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        widths[width] = page.evaluate("document.documentElement.scrollWidth")
    assert widths == {width: width for width in WIDTHS}
    assert page.evaluate(SCROLLED) == []  # on a phone nothing is read by pushing it aside
    assert list_faults(page, "color-contrast", "target-size", "scrollable-region-focusable") == []
    assert page.complaints == []
    assert page.outside == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_can_be_read_with_scripts_off(walk: Walk, kind: str) -> None:
    page = walk(kind, java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()
    assert not page.locator("[hidden]").filter(visible=True).count()


@pytest.mark.parametrize("kind", KINDS)
def test_page_can_be_walked_by_keyboard_alone(walk: Walk, kind: str) -> None:
    page = walk(kind)
    page.keyboard.press("Tab")
    assert "skip" in page.evaluate(IN_HAND)["text"]
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    for _ in range(PRESSES):
        page.keyboard.press("Tab")
        held = page.evaluate(IN_HAND)
        if held["isPage"]:
            break
        assert held["isSeen"], held["text"]
        assert held["outline"] != "none", held["text"]
