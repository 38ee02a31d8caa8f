"""Mail, as newsletters come in (EML): the part that a reader sees, with subject, sender and date beside it."""

import email.policy
from collections.abc import Callable, Iterator
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr

from onrecord.reading.decode import decode_capture
from onrecord.reading.metadata import PageData, first
from onrecord.reading.opened import Opened, Shape, nothing
from onrecord.reading.page import read_page
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note

PARTS = 1_000  # looked at of one message
WHOLE = 0.5  # of the page's letters that a plain part must have to be the whole message and not "see it in a browser"
READ = ("text/plain", "text/html")


def open_capture(capture: Capture) -> Opened:
    """The text of a message: the plain part where it is whole, else the page; attachments give Notes."""
    try:
        message = BytesParser(policy=email.policy.default).parsebytes(capture.content)
        parts = list(_list_parts(message))
    except Exception as error:  # the library trips over broken headers in many ways
        text = f"The message is damaged ({type(error).__name__}): fetch or save it again."
        return nothing(capture, "damaged", text)
    assert isinstance(message, EmailMessage)  # what this policy makes
    if not message.keys():
        return nothing(capture, "not-mail", "This is no mail message: it has no headers. Save it as an .eml file.")
    bodies = {kind: [p for p in parts if p.get_content_type() == kind and not _is_attached(p)] for kind in READ}
    plain = [_decode(p, capture) for p in bodies["text/plain"][:1]]
    page = [_decode(p, capture) for p in bodies["text/html"][:1]]
    chosen = _choose(plain, page)
    is_page = bool(page) and chosen is page[0]
    return Opened(
        text=chosen.text if chosen else "",
        shape=Shape.PAGE if is_page else Shape.TEXT,
        data=_read_headers(message),
        notes=(*(chosen.notes if chosen else ()), *_name_attachments(capture, parts)),
    )


def _list_parts(message: EmailMessage) -> Iterator[EmailMessage]:
    """The parts that hold something themselves, in order; no recursion, as parts can lie a thousand deep."""
    stack, seen = [message], 0
    while stack and seen < PARTS:
        part = stack.pop()
        seen += 1
        inner = part.get_payload() if part.is_multipart() else None
        if isinstance(inner, list):
            stack.extend(p for p in reversed(inner) if isinstance(p, EmailMessage))
        else:
            yield part


def _is_attached(part: EmailMessage) -> bool:
    return _header(lambda: part.get_content_disposition()) == "attachment"


def _decode(part: EmailMessage, capture: Capture) -> Opened:
    """The text of a part, decoded as every capture is: by what it declares, else by what it looks like."""
    try:
        content = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        content = None
    content = content if isinstance(content, bytes) else b""
    charset = _header(lambda: part.get_content_charset())
    inner = Capture(
        id=ids.capture_id(content, None, capture.doc),
        content=content,
        media_type=part.get_content_type(),
        doc=capture.doc,
        encoding=charset,
    )
    decoded = decode_capture(inner)
    return Opened(text=decoded.text, notes=decoded.notes)


def _choose(plain: list[Opened], page: list[Opened]) -> Opened | None:
    if not page or not plain:
        return next(iter([*plain, *page]), None)
    letters = sum(c.isalnum() for c in plain[0].text)
    seen = sum(c.isalnum() for c in read_page(page[0].text).text)
    return plain[0] if letters >= WHOLE * seen else page[0]


def _read_headers(message: EmailMessage) -> PageData:
    def header(name: str) -> str | None:
        return _header(lambda: message[name])

    sender = parseaddr(header("from") or "")
    address = header("archived-at")
    return PageData(
        headline=first(header("subject")),
        published=first(header("date")),
        outlet=first(sender[0], sender[1].partition("@")[2]),
        address=address.strip("<> ") if address and address.strip("<> ").startswith("http") else None,
    )


def _header(read: Callable[[], object]) -> str | None:
    """A header's words; None where it is missing or broken."""
    try:
        value = read()
    except Exception:  # the library trips over broken headers in many ways
        return None
    return None if value is None else str(value).encode("utf-8", "replace").decode()


def _name_attachments(capture: Capture, parts: list[EmailMessage]) -> Iterator[Note]:
    names = [_header(p.get_filename) or p.get_content_type() for p in parts if _is_attached(p)]
    if names:
        listed = ", ".join(names[:10])
        message = f"Attachments were not read: {listed}. Save them and add the files."
        yield Note(kind="attachment-not-read", message=message, where=capture.doc)
