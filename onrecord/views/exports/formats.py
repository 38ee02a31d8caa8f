"""Every format that onrecord writes itself, in one list; each is loaded when it is asked for.

Others' exporters come in by the door `onrecord.exporters` (see `plugins.py`).
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ACCOUNT = ("report", "statement", "figure", "event", "entity", "story", "claim", "origin", "relation", "series")
TABLES = (*ACCOUNT, "point", "copy")
LINES = tuple(k for k in (*TABLES, "time", "mention", "note", "name") if k not in ("origin", "point"))
HERE = "onrecord.views.exports"


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """One format: where its writer is, and what it must hold all of."""

    name: str
    writer: str  # "module:function", taking an Order
    suffix: str
    media_type: str
    help: str  # what it is for, in a few words
    whole: tuple[str, ...]  # kinds of which not one may be missing; the wire's names, or what the writer expects
    is_folder: bool = False  # True: several files
    is_text: bool = True  # False: not for a terminal


def _listed(*formats: Format) -> Mapping[str, Format]:
    return {f.name: f for f in formats}


FORMATS: Mapping[str, Format] = _listed(
    Format(
        name="jsonl",
        writer=f"{HERE}.jsonlines:write",
        suffix=".jsonl",
        media_type="application/x-ndjson",
        help="lines of records, everything there is",
        whole=LINES,
    ),
    Format(
        name="md",
        writer=f"{HERE}.markdown:write",
        suffix=".md",
        media_type="text/markdown",
        help="a text with footnotes: words, speaker, outlet, date, links",
        whole=("line", "amount"),
    ),
    Format(
        name="csv",
        writer=f"{HERE}.csvfiles:write",
        suffix="",
        media_type="application/zip",
        help="a folder of tables with a codebook",
        whole=TABLES,
        is_folder=True,
    ),
    Format(
        name="sqlite",
        writer=f"{HERE}.database:write",
        suffix=".db",
        media_type="application/vnd.sqlite3",
        help="one database with views and a codebook",
        whole=TABLES,
        is_text=False,
    ),
    Format(
        name="parquet",
        writer=f"{HERE}.columnar:write",
        suffix="",
        media_type="application/zip",
        help="a folder of typed tables for pandas, R, DuckDB",
        whole=TABLES,
        is_folder=True,
    ),
)


def load_writer(format: Format) -> Any:
    """The function that writes the format: from an Order to parts, or to named parts where it is a folder."""
    module, _, function = format.writer.partition(":")
    return getattr(importlib.import_module(module), function)
