"""The documentation says what the code does: the reference is current, and the examples print what stands there."""

import difflib
import shutil
from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("mcp")

from handbook.contents import list_nav, write_contents
from handbook.examples import list_pages, refresh_page
from handbook.problems import FAMILIES, list_codes
from handbook.reference import REFERENCE
from handbook.scratch import ROOT

CURE = "run `make docs` and read what changed"
NEEDS = {"curl": "curl is not installed"}  # commands of examples that a machine may lack


def _differences(path: Path, text: str) -> str:
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    return "\n".join(
        difflib.unified_diff(kept.splitlines(), text.splitlines(), "as it is", "as it would be", lineterm="", n=1)
    )


@pytest.mark.parametrize("path", REFERENCE)
def test_reference_says_what_the_code_does(path: str) -> None:
    differences = _differences(ROOT / path, REFERENCE[path]())
    assert not differences, f"{path} is out of date: {CURE}\n{differences}"


@pytest.mark.parametrize("page", list_pages(), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_examples_print_what_stands_on_the_page(page: Path, example_case: Path) -> None:
    for command, reason in NEEDS.items():
        if f"$ {command} " in page.read_text(encoding="utf-8") and shutil.which(command) is None:
            pytest.skip(reason)
    differences = _differences(page, refresh_page(page, example_case))
    assert not differences, f"{page.name} is out of date: {CURE}\n{differences}"


@pytest.mark.parametrize("path", ["docs/llms.txt", "docs/decisions/index.md"])
def test_lists_of_pages_are_current(path: str) -> None:
    differences = _differences(ROOT / path, write_contents()[path])
    assert not differences, f"{path} is out of date: {CURE}\n{differences}"


def test_every_page_stands_in_the_menu() -> None:
    listed = {path for _, _, path in list_nav()}
    decisions = ROOT / "docs" / "decisions"
    pages = {p for p in (ROOT / "docs").rglob("*.md") if p.parent != decisions} | {decisions / "index.md"}
    assert listed == pages


def test_every_exit_code_is_explained() -> None:
    assert {name for name, _ in list_codes()} == set(FAMILIES)
