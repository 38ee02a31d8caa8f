"""Pictures as they are drawn on a wide screen and on a phone: nothing is cut off at an edge, no value hides another."""

from collections.abc import Callable
from typing import Any

import pytest

pytestmark = pytest.mark.browser

Go = Callable[..., Any]
DRAWN = ("stories", "brief", "figure", "claim", "actor", "timeline")
WIDTHS = (1440, 390)

# Pictures are drawn in units of their own, in which boxes of words and marks are told; a hair's breadth is let pass.
CUT = """() => [...document.querySelectorAll("svg.picture")].filter(p => p.getClientRects().length).flatMap(p => {
const whole = p.viewBox.baseVal;
return [...p.querySelectorAll("text, circle, rect, polygon, path")].filter(e => { const b = e.getBBox();
return b.x < -1 || b.y < -1 || b.x + b.width > whole.width + 1 || b.y + b.height > whole.height + 1; })
.map(e => e.outerHTML.slice(0, 140)); })"""
COVERED = """() => [...document.querySelectorAll("svg.track")].filter(p => p.getClientRects().length).flatMap(p => {
const boxes = [...p.querySelectorAll("text.value")].map(e => [e.textContent, e.getBBox()]);
return boxes.flatMap(([a, x], n) => boxes.slice(n + 1).filter(([, y]) =>
Math.min(x.x + x.width, y.x + y.width) - Math.max(x.x, y.x) > 2 &&
Math.min(x.y + x.height, y.y + y.height) - Math.max(x.y, y.y) > 4).map(([b]) => `${a} / ${b}`)); })"""
# Of each mark for what was only said: where it stands along the line of time, and the number of its lane.
MARKS = """() => { const lanes = document.querySelector("svg.lanes.wide");
const tops = [...lanes.querySelectorAll("line.rule")].map(e => e.y1.baseVal.value);
return [...lanes.querySelectorAll("circle.saying")].map(e => [e.cx.baseVal.value,
tops.filter(y => y < e.cy.baseVal.value).length]); }"""


@pytest.mark.parametrize("kind", DRAWN)
@pytest.mark.parametrize("of", ["", "seed_"])
def test_no_word_or_mark_of_a_picture_is_cut_off(request: pytest.FixtureRequest, go: Go, of: str, kind: str) -> None:
    page = go(request.getfixturevalue(f"{of}site"), request.getfixturevalue(f"{of}addresses")[kind])
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(CUT) == [], width
        assert page.evaluate(COVERED) == [], width


def test_what_is_said_on_one_day_is_one_mark_of_its_lane_with_a_number(visit: Go, addresses: dict[str, str]) -> None:
    page = visit(addresses["timeline"])
    places = page.evaluate(MARKS)
    assert len(places) > 3
    assert len({tuple(place) for place in places}) == len(places)
    said = page.locator("svg.lanes.wide text.tick").all_text_contents()
    assert any(words.isdecimal() for words in said)


def test_signs_of_a_track_do_not_hide_each_other(visit: Go, addresses: dict[str, str]) -> None:
    page = visit(addresses["figure"])
    places = page.locator("svg.track.wide .point").evaluate_all(
        "es => es.map(e => { const b = e.getBBox(); return [b.x + b.width / 2, b.y + b.height / 2]; })"
    )
    assert len(places) > 5
    assert all(abs(x - u) > 8 or abs(y - v) > 8 for n, (x, y) in enumerate(places) for u, v in places[n + 1 :])
