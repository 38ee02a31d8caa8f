"""PDF documents: the text of their pages, a form feed between pages so that every offset leads to its page."""

import io
import logging
from collections.abc import Iterator, Sequence

import pypdf

from onrecord.reading.decode import mend
from onrecord.reading.metadata import PageData
from onrecord.reading.opened import Opened, nothing
from onrecord.records.capture import Capture
from onrecord.records.note import Note

PAGES = 1_000  # read of one document; no report is longer
LARGEST = 5_000_000  # characters read of one document
PAGE_END = "\n\f"
HEAD = 2_000  # characters in which a title must stand to be the report's, and not the template's

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it says of a damaged file is said in a Note


def open_capture(capture: Capture) -> Opened:
    """The text of a PDF; pages without text, and a document that is damaged or locked, give Notes."""
    try:
        reader = pypdf.PdfReader(io.BytesIO(capture.content))
        if reader.is_encrypted and not reader.decrypt(""):
            return nothing(capture, "locked", "The PDF is locked by a password: save it without one and add it again.")
        count = len(reader.pages)
        pages = list(_read_pages(reader))
        info = reader.metadata
        title = info.title if info else None
        made = info.creation_date if info else None
    except Exception as error:  # a parser of a hostile format: whatever it raises, this document is damaged
        message = f"The PDF is damaged ({type(error).__name__}: {str(error)[:120]}): fetch or print it again."
        return nothing(capture, "damaged", message)
    text = PAGE_END.join(page or "" for page in pages)
    is_title = bool(title) and _plain(title or "") in _plain(text[:HEAD])
    data = PageData(headline=title if is_title else None, guessed=made.isoformat() if made else None)
    return Opened(text=text, data=data, notes=tuple(_list_notes(capture, pages, count)))


def _read_pages(reader: pypdf.PdfReader) -> Iterator[str | None]:
    """The text of each page; None: the page is damaged."""
    size = 0
    for number in range(min(len(reader.pages), PAGES)):
        try:
            text = mend(reader.pages[number].extract_text())
        except Exception:  # as above; the other pages may be whole
            yield None
            continue
        size += len(text)
        if size > LARGEST:
            return
        yield text


def _list_notes(capture: Capture, pages: Sequence[str | None], count: int) -> Iterator[Note]:
    damaged = [n for n, page in enumerate(pages, start=1) if page is None]
    blank = [n for n, page in enumerate(pages, start=1) if page is not None and not page.strip()]
    if damaged:
        message = f"{_name(damaged)} could not be read: the PDF is damaged there. Fetch or print it again."
        yield Note(kind="page-damaged", message=message, where=capture.doc)
    if blank:
        message = f"{_name(blank)} of the PDF hold no text, perhaps pictures of it: run text recognition over it."
        yield Note(kind="page-without-text", message=message, where=capture.doc)
    if len(pages) < count:
        message = f"Only the first {len(pages)} of {count} pages were read: split the PDF into its reports."
        yield Note(kind="cut", message=message, where=capture.doc)


def _name(pages: Sequence[int]) -> str:
    listed = ", ".join(map(str, pages[:10])) + (" and others" if len(pages) > 10 else "")
    return f"Pages {listed}" if len(pages) > 1 else f"Page {listed}"


def _plain(words: str) -> str:
    return " ".join(words.split()).casefold()
