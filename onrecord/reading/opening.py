"""A capture to its text, by its media type; what each format is made of is known only to its own module.

The modules are imported when a capture of their kind comes: each brings in a library that most cases never need.
"""

import importlib
from collections.abc import Callable, Mapping
from typing import cast

from onrecord.reading.decode import decode_capture, is_binary
from onrecord.reading.opened import Opened, Shape
from onrecord.records.capture import Capture

SNIFFED = 1_000  # characters in which a page shows that it is one
PAGES = ("text/html", "application/xhtml+xml")
OPENERS: Mapping[str, str] = {  # media type -> the module here whose `open_capture` takes it
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "word",
    "message/rfc822": "mail",
    "text/markdown": "markdown",
    "application/vnd.iptc.ninjs+json": "ninjs",
    "application/ld+json": "linked",
}


def open_capture(capture: Capture) -> Opened:
    """The text of a capture and how to read it; never raises."""
    module = OPENERS.get(_media_type(capture))
    if module is not None:
        found = importlib.import_module(f"onrecord.reading.{module}")
        return cast(Callable[[Capture], Opened], found.open_capture)(capture)
    decoded = decode_capture(capture)
    is_page = not is_binary(decoded.text) and _is_hypertext(capture, decoded.text)
    return Opened(text=decoded.text, shape=Shape.PAGE if is_page else Shape.TEXT, notes=decoded.notes)


def _media_type(capture: Capture) -> str:
    return capture.media_type.split(";")[0].strip().lower()


def _is_hypertext(capture: Capture, text: str) -> bool:
    head = text[:SNIFFED].lstrip("\ufeff \t\r\n").lower()
    if head.startswith(("<!doctype html", "<html", "<head", "<body")):
        return True
    return _media_type(capture) in PAGES and "<" in text
