"""Every format that onrecord writes itself, in one list; each is loaded when it is asked for.

Others' exporters come in by the door `onrecord.exporters` (see `plugins.py`).
"""

import importlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

ACCOUNT = ("report", "statement", "figure", "event", "entity", "story", "claim", "origin", "relation", "series")
TABLES = (*ACCOUNT, "point", "copy")
MARKS = ("time", "mention", "note", "name", "decision", "grade")
LINES = tuple(k for k in (*TABLES, *MARKS) if k not in ("origin", "point"))
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
        name="html",
        writer=f"{HERE}.page:write",
        suffix=".html",
        media_type="text/html",
        help="one page that needs nothing else and opens from a stick",
        whole=("line", "amount", "claim", "statement"),
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
    Format(
        name="annotations",
        writer=f"{HERE}.annotations:write",
        suffix=".jsonld",
        media_type="application/ld+json",
        help="W3C Web Annotations, one a statement",
        whole=("statement",),
    ),
    Format(
        name="schemaorg",
        writer=f"{HERE}.schemaorg:write",
        suffix=".jsonld",
        media_type="application/ld+json",
        help="schema.org Claim and Quotation; ClaimReview where a person rated",
        whole=("report", "statement", "claim", "rating"),
    ),
    Format(
        name="csl",
        writer=f"{HERE}.references:write_csl",
        suffix=".json",
        media_type="application/vnd.citationstyles.csl+json",
        help="the reports for Zotero, Pandoc and other citing programs",
        whole=("report",),
    ),
    Format(
        name="bibtex",
        writer=f"{HERE}.references:write_bibtex",
        suffix=".bib",
        media_type="application/x-bibtex",
        help="the reports for LaTeX",
        whole=("report",),
    ),
    Format(
        name="ris",
        writer=f"{HERE}.references:write_ris",
        suffix=".ris",
        media_type="application/x-research-info-systems",
        help="the reports for EndNote and its like",
        whole=("report",),
    ),
    Format(
        name="wiki",
        writer=f"{HERE}.references:write_wiki",
        suffix=".wiki",
        media_type="text/plain",
        help="{{cite news}} with the words quoted, one a statement",
        whole=("statement",),
    ),
    Format(
        name="timelinejs",
        writer=f"{HERE}.timelines:write_timelinejs",
        suffix=".json",
        media_type="application/json",
        help="the chronology for TimelineJS",
        whole=("entry",),
    ),
    Format(
        name="timemap",
        writer=f"{HERE}.timelines:write_timemap",
        suffix="",
        media_type="application/zip",
        help="a folder with the chronology and its sources for TimeMap",
        whole=("entry", "report"),
        is_folder=True,
    ),
    Format(
        name="atom",
        writer=f"{HERE}.feeds:write_atom",
        suffix=".atom",
        media_type="application/atom+xml",
        help="what changed, for feed readers",
        whole=("change",),
    ),
    Format(
        name="jsonfeed",
        writer=f"{HERE}.feeds:write_jsonfeed",
        suffix=".json",
        media_type="application/feed+json",
        help="what changed, as JSON Feed",
        whole=("change",),
    ),
    Format(
        name="ftm",
        writer=f"{HERE}.ftm:write",
        suffix=".ftm.jsonl",
        media_type="application/x-ndjson",
        help="FollowTheMoney entities for OpenAleph",
        whole=("report", "statement", "entity", "event"),
    ),
    Format(
        name="prov",
        writer=f"{HERE}.provenance:write",
        suffix=".provjson",
        media_type="application/json",
        help="W3C PROV: what was derived from what, by whom",
        whole=("report", "version", "statement", "claim"),
    ),
    Format(
        name="wacz",
        writer=f"{HERE}.webarchive:write",
        suffix=".wacz",
        media_type="application/wacz",
        help="the cited captures, byte for byte, for ReplayWeb.page",
        whole=("capture",),
        is_text=False,
    ),
)


def load_writer(format: Format) -> Any:
    """The function that writes the format: from an Order to parts, or to named parts where it is a folder."""
    module, _, function = format.writer.partition(":")
    return getattr(importlib.import_module(module), function)
