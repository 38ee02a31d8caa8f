"""What can be done on the pages in a real browser: by keyboard, without scripts, on paper."""

import re
from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

DRAFT = 'Three missiles struck the Harrow depot. Ilsa Brandt said: "We have counted twelve thousand of them."'
Visit = Callable[..., Any]


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
    page.wait_for_url(re.compile(r"[?&]line=3\b"))  # the browser tells of a changed address a moment later
    page.keyboard.press("k")
    assert page.locator("#line-2[open]").count() == 1
    assert page.evaluate("document.activeElement.tagName") == "SUMMARY"
    page.wait_for_url(re.compile(r"[?&]line=2\b"))
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


def test_line_is_copied_for_a_word_processor_and_a_brief_for_a_wiki(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"], permissions=["clipboard-read", "clipboard-write"])
    page.locator("details.line[open] a[data-copy=Word]").click()
    page.locator("details.line[open] a.done").wait_for()
    assert page.locator("#said").inner_text() == "Copied for Word."
    kinds = page.evaluate("navigator.clipboard.read().then((all) => all[0].types)")
    assert sorted(kinds) == ["text/html", "text/plain"]
    page.locator(".brief-head a[data-copy=wiki]").click()
    page.locator(".brief-head a.done").wait_for()
    assert "{{cite news" in page.evaluate("navigator.clipboard.readText()")
    assert page.complaints == []


def test_brief_is_taken_away_without_scripts(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(addresses["brief"], java_script_enabled=False)
    page.locator(".brief-head .taken", has_text="Word").click()
    assert page.url.endswith("/take.html")
    assert page.locator("h2").count() == 5


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
def test_draft_is_checked_and_marked(visit: Visit, list_faults: Callable[..., list[str]], has_scripts: bool) -> None:
    page = visit("/check", java_script_enabled=has_scripts)
    page.locator("#draft").fill(DRAFT)
    page.locator("button.go").click()
    page.locator(".verdicts").wait_for()
    assert "wrong words" in page.locator(".verdicts").inner_text()
    if has_scripts:
        assert list_faults(page) == []


def test_draft_is_kept_when_it_is_held_against_another_story_without_scripts(visit: Visit) -> None:
    page = visit("/check", java_script_enabled=False)
    page.locator("#draft").fill(DRAFT)
    page.locator(".switch button").nth(1).click()
    assert "story=" in page.url
    assert page.locator("#draft").input_value() == DRAFT
    assert page.locator(".verdicts").count() == 1


@pytest.mark.parametrize(("kind", "leads"), [("reports", "**/r/**"), ("matrix", "**/c/**"), ("voices", "**/a/**")])
def test_key_o_opens_what_the_row_in_hand_leads_to(
    visit: Visit, addresses: dict[str, str], kind: str, leads: str
) -> None:
    page = visit(addresses[kind])
    page.keyboard.press("j")
    page.keyboard.press("j")
    wanted = page.locator("[data-item]").nth(1).locator(".source, [data-source]").get_attribute("href")
    page.keyboard.press("o")
    page.wait_for_url(leads)
    assert page.url.endswith(wanted)


def test_slider_keeps_the_view_of_the_account(visit: Visit, addresses: dict[str, str]) -> None:
    page = visit(f"{addresses['timeline']}?by=said")
    page.locator("input.slide").focus()
    page.keyboard.press("Home")
    page.wait_for_url("**as_of=**")
    assert "by=said" in page.url


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


def test_tabs_and_the_words_of_counts_stand_on_one_line_on_a_wide_screen(
    visit: Visit, addresses: dict[str, str]
) -> None:
    page = visit(addresses["brief"], viewport={"width": 1440, "height": 1000})
    assert len({tab.bounding_box()["y"] for tab in page.locator(".tabs a").all()}) == 1
    page = visit("/", viewport={"width": 1440, "height": 1000})
    assert len({words.bounding_box()["height"] for words in page.locator(".stories .three dt").all()}) == 1
