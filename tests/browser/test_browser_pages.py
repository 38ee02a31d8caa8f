"""The pages in a real browser: read by axe, by keyboard, without scripts, on paper, on a phone, in the dark."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

KINDS = (
    *("stories", "brief", "figures", "figure", "matrix", "timeline", "voices", "reports", "changes", "claim", "actor"),
    *("report", "versions", "statement", "finding", "sources", "search", "ask", "check", "review", "keys"),
)
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
}
DRAFT = 'Three missiles struck the Harrow depot. Ilsa Brandt said: "We have counted twelve thousand of them."'
Visit = Callable[..., Any]


def _faults(page: Any) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{v['id']} ({v['impact']}): {n['html'][:160]}" for v in found for n in v["nodes"][:3]]


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_nothing_by_day_and_by_night(visit: Visit, addresses: dict[str, str], kind: str) -> None:
    page = visit(addresses[kind])
    assert _faults(page) == []
    page.emulate_media(color_scheme="dark")
    assert _faults(page) == []
    assert page.complaints == []
    assert page.outside == []


@pytest.mark.parametrize("kind", ["brief", "figure", "claim", "report", "review"])
def test_axe_finds_nothing_on_a_phone(visit: Visit, addresses: dict[str, str], kind: str) -> None:
    page = visit(addresses[kind], viewport={"width": 390, "height": 844})
    assert _faults(page) == []


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_no_wider_than_the_screen(visit: Visit, addresses: dict[str, str], kind: str) -> None:
    page = visit(addresses[kind])
    for width in (1440, 1024, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
def test_page_can_be_read_with_scripts_off(visit: Visit, addresses: dict[str, str], kind: str) -> None:
    page = visit(addresses[kind], java_script_enabled=False)
    assert page.locator("h1").count() == 1
    assert page.locator("main").inner_text().strip()


def test_words_stand_beside_the_line_in_hand(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"], java_script_enabled=False)
    page.locator("details.line summary").nth(2).click()
    assert page.locator("details.line[open]").count() == 1
    line = page.locator("details.line[open]").bounding_box()
    words = page.locator("details.line[open] .beside").bounding_box()
    assert words["x"] >= line["x"] + line["width"]
    assert abs(words["y"] - line["y"]) < 4
    assert page.locator("details.line[open] .beside mark").first.inner_text()


def test_keys_move_from_line_to_line_and_the_address_follows(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"])
    for _ in range(2):
        page.keyboard.press("j")
    assert page.locator("#line-3[open]").count() == 1
    assert "line=3" in page.url
    page.keyboard.press("k")
    assert page.locator("#line-2[open]").count() == 1
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.reload()
    assert page.locator("#line-2[open]").count() == 1


def test_key_o_opens_the_source_of_the_line(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"])
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url("**/r/**")
    assert page.locator(".st:target").count() == 1


def test_slash_leads_to_search_and_question_mark_to_the_keys(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"])
    page.keyboard.press("/")
    page.wait_for_url("**/search**")
    page.keyboard.press("/")
    page.keyboard.type("missiles?")
    assert page.locator("#q").input_value() == "missiles?"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.wait_for_url("**/keys")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_statement_is_accepted_and_undone(visit: Visit, has_scripts: bool) -> None:
    page = visit("/review", java_script_enabled=has_scripts)
    before = page.locator(".card .cited .cite").first.inner_text()
    page.locator("#by").fill("Ana Kesh")
    if has_scripts:
        page.locator("h1").click()
        page.keyboard.press("y")
    else:
        page.locator("button[value=accept]").click()
    page.locator("td", has_text="Ana Kesh").first.wait_for()
    assert page.locator(".card .cited .cite").first.inner_text() != before
    if has_scripts:
        page.keyboard.press("u")
    else:
        page.locator("button[data-undo]").click()
    page.locator("text=(undone)").first.wait_for()
    assert page.locator(".card .cited .cite").first.inner_text() == before
    assert page.complaints == []


@pytest.mark.parametrize("has_scripts", [True, False])
def test_draft_is_checked_and_marked(visit: Visit, has_scripts: bool) -> None:
    page = visit("/check", java_script_enabled=has_scripts)
    page.locator("#draft").fill(DRAFT)
    page.locator("button.go").click()
    page.locator(".verdicts").wait_for()
    assert "wrong words" in page.locator(".verdicts").inner_text()
    if has_scripts:
        assert _faults(page) == []


def test_account_steps_back_a_report_without_scripts(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"], java_script_enabled=False)
    page.locator("a.step[rel=prev]").click()
    assert "as_of=" in page.url
    assert "as it stood on" in page.locator(".then").inner_text()
    page.locator(".tabs a", has_text="Timeline").click()
    assert "as_of=" in page.url


def test_slider_moves_the_account_in_time(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"])
    page.locator("input.slide").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=**")
    assert page.locator(".then").count() == 1


def test_print_has_all_the_words_and_no_controls(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"])
    page.emulate_media(media="print")
    assert page.locator(".notes .note").first.is_visible()
    assert not page.locator(".tabs").is_visible()
    assert not page.locator(".as-of").is_visible()
    assert len(page.pdf()) > 10_000


def test_focus_is_never_covered(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["report"])
    for _ in range(40):
        page.keyboard.press("Tab")
        is_seen = page.evaluate(
            """() => { const e = document.activeElement; const b = e.getBoundingClientRect();
            const top = document.elementFromPoint(b.x + b.width / 2, b.y + b.height / 2);
            return e === document.body || !top || e.contains(top) || top.contains(e) || b.width <= 1 }"""
        )
        assert is_seen
