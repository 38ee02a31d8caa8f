"""The pictures of the pages: all shown, none missing, all together small."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 2_500_000
IMAGE = re.compile(r"!\[[^\]]+\]\((?:docs/)?pictures/([^)\s]+)\)")


def test_every_picture_is_shown_and_every_shown_picture_is_there() -> None:
    shown = set(IMAGE.findall((ROOT / "docs" / "pages.md").read_text(encoding="utf-8")))
    assert shown == {p.name for p in FOLDER.iterdir()}
    assert set(IMAGE.findall((ROOT / "README.md").read_text(encoding="utf-8"))) <= shown


def test_pictures_are_small_together() -> None:
    assert sum(p.stat().st_size for p in FOLDER.iterdir()) < MOST_BYTES
