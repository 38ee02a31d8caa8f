"""Word lists read from their files: parsed once, then kept beside the compiled modules as Python keeps those.

Parsing the tables that one view needs takes longer than the view; what was parsed loads in a hundredth of that.  Where
nothing can be written, or Python is told to keep no bytecode, the file is parsed each time.
"""

import contextlib
import importlib.util
import marshal
import os
import sys
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any


def read_table(path: Path) -> Mapping[str, Any]:
    """The file's table."""
    kept = _place_of(path)
    stamp = _stamp_of(path)
    with contextlib.suppress(OSError, EOFError, ValueError, TypeError):
        found, table = marshal.loads(kept.read_bytes())  # as trustworthy as the modules beside it
        if found == stamp:
            return dict(table)
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    if not sys.dont_write_bytecode:
        _keep(kept, marshal.dumps((stamp, table)))
    return table


def _place_of(path: Path) -> Path:
    return Path(importlib.util.cache_from_source(str(path.with_suffix(".py")))).with_suffix(".table")


def _stamp_of(path: Path) -> tuple[int, int, int]:
    """What is another when the file is; some installers give all files one date, but none the moment of installing."""
    told = path.stat()
    return told.st_size, told.st_mtime_ns, told.st_ctime_ns


def _keep(place: Path, content: bytes) -> None:
    """Write it whole or not at all; another process may be doing the same."""
    part = place.with_name(f"{place.name}.{os.getpid()}")
    with contextlib.suppress(OSError):
        place.parent.mkdir(exist_ok=True)
        part.write_bytes(content)
        part.replace(place)
