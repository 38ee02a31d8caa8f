"""What every opener of a format gives back: the text, how to lay it out, and what the document says of itself."""

from dataclasses import dataclass
from enum import Enum, auto

from onrecord.reading.layout import Part
from onrecord.reading.metadata import NO_DATA, PageData
from onrecord.records.capture import Capture
from onrecord.records.note import Note


class Shape(Enum):
    """How the text is to be read."""

    TEXT = auto()  # lines of plain text; `text` is what is stored
    PAGE = auto()  # a page of the web, with menus and advertisements; `text` is its markup
    MARKUP = auto()  # an article alone, in HTML; `text` is its markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A document's text."""

    text: str
    shape: Shape = Shape.TEXT
    data: PageData = NO_DATA  # what it says of itself beside its text
    parts: tuple[Part, ...] = ()  # what each stretch of a TEXT is, where the format says so itself
    notes: tuple[Note, ...] = ()
    is_refused: bool = False  # it cannot be read, and the notes say why


def nothing(capture: Capture, kind: str, message: str) -> Opened:
    """A document that cannot be read, and why."""
    return Opened(text="", notes=(Note(kind=kind, message=message, where=capture.doc),), is_refused=True)
