"""The site builds without a warning, and its pages ask no other server for anything."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs")
pytest.importorskip("material")

from handbook.scratch import ROOT

LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)[^>]+?(?:src|data)=["']?(?:https?:)?//"""
    r"""|<link(?![^>]+rel=["']?(?:canonical|alternate|prev|next))[^>]+href=["']?(?:https?:)?//""",
    re.IGNORECASE,
)
LOADED_BY_STYLE = re.compile(r"""@import\s+(?:url\()?["']?(?:https?:)?//|url\(["']?(?:https?:)?//""", re.IGNORECASE)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    made = tmp_path_factory.mktemp("site") / "site"
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(made)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return made


def test_no_page_asks_another_server(site: Path) -> None:
    pages = {p: p.read_text(encoding="utf-8") for p in site.rglob("*.html")}
    assert len(pages) > 30
    assert not {p.name: m[0] for p, text in pages.items() if (m := LOADED.search(text))}
    styles = {p: p.read_text(encoding="utf-8") for p in site.rglob("*.css")}
    assert not {p.name: m[0] for p, text in styles.items() if (m := LOADED_BY_STYLE.search(text))}


def test_the_list_for_language_models_is_part_of_it(site: Path) -> None:
    assert (site / "llms.txt").read_text(encoding="utf-8").startswith("# onrecord")
