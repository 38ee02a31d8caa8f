"""Rewrite every generated part of the documentation: `python -m handbook`; names of pages rewrite only those."""

import sys
import tempfile
from pathlib import Path

from handbook.contents import write_contents
from handbook.examples import list_pages, refresh_page
from handbook.reference import REFERENCE
from handbook.scratch import ROOT, ExampleError, make_case


def main(wanted: list[str]) -> int:
    """Write what is out of date, and say what was written.  Gives the number of pages with an example that fails."""
    failed = 0
    for path, write in REFERENCE.items():
        _save(ROOT / path, write())
    with tempfile.TemporaryDirectory(prefix="handbook-") as made:
        case = make_case(Path(made) / "case")
        for page in list_pages():
            if not wanted or any(name in page.as_posix() for name in wanted):
                try:
                    _save(page, refresh_page(page, case))
                except ExampleError as error:
                    failed += 1
                    sys.stderr.write(f"{page.relative_to(ROOT)} was left as it is:\n{error}\n")
    for path, text in write_contents().items():
        _save(ROOT / path, text)
    return failed


def _save(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        sys.stderr.write(f"wrote {path.relative_to(ROOT)}\n")


if __name__ == "__main__":
    sys.exit(1 if main(sys.argv[1:]) else 0)
