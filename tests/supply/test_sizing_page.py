"""The page on sizing gives what was measured, and nothing that is not computed from it."""

import json

from handbook.sizing import SIZING, write_sizing
from release.locked import ROOT

RESULTS = ROOT / "bench" / "results"


def test_page_is_current() -> None:
    assert (ROOT / SIZING).read_text(encoding="utf-8") == write_sizing(), "run `make docs`"


def test_every_result_says_on_what_it_was_measured() -> None:
    for path in RESULTS.glob("*.json"):
        text = path.read_text(encoding="utf-8")
        assert json.loads(text), path.name
        for word in ('"machine"', '"commit"', '"load"'):
            assert word in text, f"{path.name} lacks {word}"
