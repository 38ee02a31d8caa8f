"""What the repository may hold: no path of a machine, no text that is not free."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"
SUFFIXES = {".py", ".toml", ".md", ".jsonl", ".txt", ".html", ".json", ".cfg", ".yml"}
RUN = 12  # words in a row


def _files() -> list[Path]:
    skip = {
        ".git",
        "build",
        "dist",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    }
    return [
        p
        for p in ROOT.rglob("*")
        if p.is_file() and p.suffix in SUFFIXES and not skip & set(parts := p.relative_to(ROOT).parts)
        if not parts[0].startswith(".venv")
    ]


def test_no_file_names_a_path_of_a_machine() -> None:
    pattern = re.compile(r"/(?:work|root|home)/[\w./-]+")
    found = {
        p.relative_to(ROOT).as_posix(): m[0] for p in _files() if (m := pattern.search(p.read_text("utf-8", "replace")))
    }
    assert not found


def test_no_file_repeats_text_that_is_not_free() -> None:
    pages = [*(SHARED / "reports" / "seeds").glob("*.txt"), *(SHARED / "gold" / "stories" / "docs").glob("*.txt")]
    if not pages:
        pytest.skip("the pages that are not free are not at hand")
    runs = {run for page in pages for run in _runs(page.read_text("utf-8"))}
    for path in _files():
        hits = [" ".join(r) for r in _runs(path.read_text("utf-8", "replace")) if r in runs]
        assert not hits, f"{path.name}: {hits[:2]}"


def _runs(text: str) -> list[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    return [tuple(words[i : i + RUN]) for i in range(len(words) - RUN + 1)]
