"""Markdown: the words that a reader sees, without the marks; a head of `name: value` lines is read for what it says."""

import re
from dataclasses import replace
from typing import Any

from markdown_it import MarkdownIt

from onrecord.reading.decode import decode_capture, is_binary
from onrecord.reading.metadata import NO_DATA, PageData
from onrecord.reading.opened import Opened, Shape
from onrecord.records.capture import Capture

NESTING = 100  # levels that are read as marks; what lies deeper stays as it is written
FRONT = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.S)
FRONT_CHARS = 20_000
LINE = re.compile(r"^(\w+)[ \t]*:[ \t]*(.+?)[ \t]*$", re.M)
HEADING = re.compile(r"^#[ \t]+(.+?)[ \t]*#*[ \t]*$", re.M)
NAMES = {
    "headline": ("title", "headline"),
    "published": ("published", "date"),
    "modified": ("modified", "updated", "lastmod"),
    "outlet": ("outlet", "publisher", "source"),
    "byline": ("author", "byline"),
    "address": ("url", "link", "canonical"),
    "description": ("description", "summary"),
}


def open_capture(capture: Capture) -> Opened:
    """The text as HTML of an article alone; raw HTML in it is read as HTML."""
    decoded = decode_capture(capture)
    if is_binary(decoded.text):
        return Opened(text=decoded.text, notes=decoded.notes)
    front = FRONT.match(decoded.text[:FRONT_CHARS])
    source = decoded.text[front.end() :] if front else decoded.text
    markup = MarkdownIt("commonmark", {"maxNesting": NESTING}).enable("table").render(source)
    heading = HEADING.search(source)
    data = _read_front(front.group(1) if front else "", heading.group(1) if heading else None)
    return Opened(text=markup, shape=Shape.MARKUP, data=data, notes=decoded.notes)


def _read_front(head: str, heading: str | None) -> PageData:
    said = {m.group(1).lower(): m.group(2).strip("\"'") for m in LINE.finditer(head)}
    found: dict[str, Any] = {
        field: next((said[n] for n in names if said.get(n)), None) for field, names in NAMES.items()
    }
    return replace(NO_DATA, **{**found, "headline": found["headline"] or heading})
