"""Word documents (DOCX): the words of their paragraphs and tables, in order; deleted words are left out.

Tracked insertions, hyperlinks and text boxes stand where a reader sees them, which python-docx's own text leaves out;
so its tree is walked here.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from onrecord.reading.decode import mend
from onrecord.reading.metadata import PageData
from onrecord.reading.opened import Opened, nothing
from onrecord.records.capture import Capture

LARGEST = 128 << 20  # bytes of all parts once unpacked
PART_RATIO = 200  # times that the document may grow; XML grows 5 to 20 times
HEAD = 2_000  # characters in which a title must stand to be the report's, and not the template's

PARAGRAPH, WORDS, FALLBACK = (
    qn("w:p"),
    qn("w:t"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
)
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


def open_capture(capture: Capture) -> Opened:
    """The text of a DOCX, a blank line between paragraphs; one that is damaged or a bomb gives a Note."""
    try:
        grown = _size(capture.content)
        if grown > LARGEST or grown > PART_RATIO * len(capture.content):
            message = "The document unpacks to more than any report holds: save its text and add that."
            return nothing(capture, "bomb", message)
        document = docx.Document(io.BytesIO(capture.content))
        text = mend("\n\n".join(p for p in _paragraphs(document.element.body) if p.strip()))
        title, made = document.core_properties.title, document.core_properties.created
    except Exception as error:  # parsers of a hostile format: whatever they raise, this document is damaged
        message = f"The document is damaged ({type(error).__name__}: {str(error)[:120]}): fetch or save it again."
        return nothing(capture, "damaged", message)
    is_title = bool(title) and " ".join(title.split()).casefold() in " ".join(text[:HEAD].split()).casefold()
    return Opened(
        text=text, data=PageData(headline=title if is_title else None, guessed=made.isoformat() if made else None)
    )


def _size(content: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        return sum(part.file_size for part in parts.infolist())


def _paragraphs(body: Any) -> Iterator[str]:
    """The words of each paragraph, in the order in which they stand; a text box's before those of its paragraph."""
    open_paragraphs: list[list[str]] = []
    stack = [(child, False) for child in reversed(body)]
    while stack:  # no recursion: tables can lie a thousand deep in one another
        element, is_done = stack.pop()
        if is_done:
            yield "".join(open_paragraphs.pop())
            continue
        if element.tag == FALLBACK:  # says again what stands beside it, for older programs
            continue
        if element.tag == PARAGRAPH:
            open_paragraphs.append([])
            stack.append((element, True))
        elif element.tag == WORDS and open_paragraphs:
            open_paragraphs[-1].append(element.text or "")
        elif element.tag in SIGNS and open_paragraphs:
            open_paragraphs[-1].append(SIGNS[element.tag])
        stack.extend((child, False) for child in reversed(element))
