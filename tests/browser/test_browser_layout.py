"""Where things stand on a page: tables keep all that they say at every width, and what belongs together lines up."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
WIDTHS = (1440, 1024, 768, 390)
RELAYED = """() => [...document.querySelectorAll(".relays td b")].filter(e => !e.getClientRects().length)
.map(e => e.closest("td").dataset.party)"""
LEFT = "es => [...new Set(es.map(e => Math.round(e.getBoundingClientRect().left)))]"
PUSHED = """() => [...document.querySelectorAll("main .scroll")].filter(e => e.scrollWidth > e.clientWidth + 1)
.map(e => e.getAttribute("aria-label"))"""


def test_relay_matrix_shows_every_number_at_every_width(visit: Visit) -> None:
    page = visit("/sources")
    assert page.locator(".relays td b").count() > 2
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(RELAYED) == [], width


def test_claims_of_the_grid_have_room_to_be_read(walk: Callable[..., Any]) -> None:
    page = walk("matrix")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.locator(".claims tbody th").first.bounding_box()["width"] >= 270, width
        assert page.evaluate(PUSHED) == [], width


def test_words_found_begin_on_one_line_down_the_page(visit: Visit) -> None:
    page = visit("/search?q=missiles")
    assert len(page.locator(".kwic .hit").evaluate_all(LEFT)) == 1
    page.locator(".kwic .hit").first.focus()
    assert page.locator(".kwic .onward").first.evaluate("e => parseFloat(getComputedStyle(e).paddingTop)") >= 4


def test_long_names_and_headlines_break_and_keep_to_the_page(walk: Callable[..., Any]) -> None:
    page = walk("report", viewport={"width": 320, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    heads = page.locator("h1").evaluate_all("es => es.map(e => e.scrollWidth - e.clientWidth)")
    assert max(heads) <= 0
