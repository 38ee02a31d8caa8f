"""Whole pages: each folder of golden/pages holds one page, written by us, and what is read of it."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report
from onrecord.records.span import Span

PAGES = Path(__file__).parent.parent / "golden" / "pages"
ENGLISH = load("en")


def shown(report: Report) -> dict[str, Any]:
    def words(span: Span | None) -> str | None:
        return span.of(report.text) if span else None

    when = report.published
    return {
        "headline": words(report.headline),
        "standfirst": words(report.standfirst),
        "subheads": [words(s) for s in report.subheads],
        "body": [words(s) for s in report.body],
        "furniture": [[f.kind.value, words(f.span)] for f in report.furniture],
        "byline": report.byline,
        "outlet": report.outlet,
        "address": report.address,
        "published": when and [str(when.earliest), str(when.latest), when.precision.value, when.basis.value],
        "language": report.language,
        "title": report.title,
    }


@pytest.mark.parametrize("folder", sorted(p for p in PAGES.iterdir() if p.is_dir()), ids=lambda p: p.name)
def test_golden_page_is_read_as_expected(folder: Path) -> None:
    (page,) = folder.glob("input.*")
    media = "text/html" if page.suffix == ".html" else "text/plain"
    capture = Capture(
        id="c1", content=page.read_bytes(), media_type=media, doc=page.name, address="https://monitor.example/p"
    )
    found = read_capture(capture, language=ENGLISH)
    got = {"reports": [shown(r) for r in found.items], "notes": [n.kind for n in found.notes]}
    expected = folder / "expected.json"
    if os.environ.get("ONRECORD_GOLDEN") == "rewrite":
        expected.write_text(json.dumps(got, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert got == json.loads(expected.read_text(encoding="utf-8"))
