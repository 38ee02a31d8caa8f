"""Where things stand on a page: tables keep all that they say at every width, and what belongs together lines up."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from onrecord import case

pytestmark = pytest.mark.browser

Visit = Callable[..., Any]
WIDTHS = (1440, 1024, 900, 768, 390)
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


@pytest.mark.parametrize("kind", ["figures", "figure", "voices", "reports", "sources", "claim", "review"])
@pytest.mark.parametrize(
    "width", [900, 720, 512, 320]
)  # 720 and 320: screens of 1440 and 1280 enlarged two- and fourfold
def test_enlarged_page_is_read_downwards_only(walk: Callable[..., Any], kind: str, width: int) -> None:
    page = walk(kind, viewport={"width": width, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(PUSHED) == []


def test_a_stand_in_the_grid_is_not_broken_within_a_word(walk: Callable[..., Any]) -> None:
    page = walk("matrix")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        heights = page.locator("td.cell .position", has_text="denies").evaluate_all("es => es.map(e => e.clientHeight)")
        assert max(heights) < 32, width


@pytest.mark.parametrize("kind", ["brief", "figure", "matrix", "timeline", "claim", "actor", "statement", "sources"])
def test_paper_has_the_whole_page_and_no_field_to_fill(visit: Visit, addresses: dict[str, str], kind: str) -> None:
    page = visit(addresses[kind], viewport={"width": 718, "height": 1040})  # A4 less its margins
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") == 718
    assert page.locator("select, input, textarea, nav").filter(visible=True).count() == 0
    assert not page.locator("svg.narrow").filter(visible=True).count()
    assert kind != "sources" or page.locator(".graded").first.is_visible()


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


@pytest.fixture(scope="module")
def long_site(serving: Callable[..., Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of a case whose outlets, names and headlines are words longer than a line."""
    folder, word = tmp_path_factory.mktemp("long"), "Hafenverwaltungsgesellschaftsvorsitzender" * 4
    told = "{0} Brandt said that {1},000 soldiers had reached {0}. Minister {0} denied that any soldier had come."
    reports = [
        {
            "id": f"long-{n}",
            "outlet": f"{word} Post",
            "published": f"2031-03-0{n + 1}T06:00:00Z",
            "headline": f"{word}: {n} soldiers near Talvi",
            "text": told.format(word, n + 2),
        }
        for n in range(3)
    ]
    (folder / "long.jsonl").write_text("\n".join(map(json.dumps, reports)), encoding="utf-8")
    case.init(folder / "case").close()
    with case.open(folder / "case") as opened:
        opened.add([folder / "long.jsonl"])
    with serving(folder / "case") as address:
        yield address


TABS = ("", "/figures?all=1", "/matrix", "/timeline", "/voices", "/reports", "/changes")


def test_words_longer_than_a_line_push_no_page_aside(go: Callable[..., Any], long_site: str) -> None:
    page = go(long_site, "/")
    story = page.locator(".stories h2 a").get_attribute("href")
    for address in ("/", "/sources", "/review", *(f"{story}{tab}" for tab in TABS)):
        page.goto(long_site + address)
        for width in (1440, 390):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate("document.documentElement.scrollWidth") == width, address
        assert page.evaluate(PUSHED) == [], address


def test_facets_are_a_step_away_where_they_stand_below_the_lines(visit: Visit) -> None:
    page = visit("/search?q=missiles", viewport={"width": 390, "height": 900}, java_script_enabled=False)
    page.locator(".lead a", has_text="Narrow").click()
    assert page.locator(".facets:target").count() == 1
    page = visit("/search?q=missiles")
    assert not page.locator(".lead a", has_text="Narrow").is_visible()
