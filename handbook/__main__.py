"""Rewrite every generated part of the documentation: `python -m handbook`; names of pages rewrite only those."""

import sys
import tempfile
from pathlib import Path

from handbook.contents import write_contents
from handbook.examples import list_pages, refresh_page
from handbook.reference import REFERENCE
from handbook.scratch import ROOT, make_case


def main(wanted: list[str]) -> None:
    """Write what is out of date, and say what was written."""
    for path, write in REFERENCE.items():
        _save(ROOT / path, write())
    with tempfile.TemporaryDirectory(prefix="handbook-") as made:
        case = make_case(Path(made) / "case")
        for page in list_pages():
            if not wanted or any(name in page.as_posix() for name in wanted):
                _save(page, refresh_page(page, case))
    for path, text in write_contents().items():
        _save(ROOT / path, text)


def _save(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stderr.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
