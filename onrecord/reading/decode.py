"""Bytes to text: the encoding is found, not assumed, and nothing but the encoding is taken away.

Line ends, blanks and odd characters stay as they were sent, since every offset of the account points into this text.
"""

import codecs
import re
from dataclasses import dataclass

from onrecord.records.capture import Capture
from onrecord.records.note import Note

SAMPLE = 200_000  # bytes looked at to guess an encoding; guessing reads each byte many times
META_WITHIN = 4_096  # bytes in which a page declares its encoding; HTML asks for 1024, real pages are later
BINARY_SHARE = 0.05  # of control characters in the first SAMPLE characters, above which it is no text
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
META = re.compile(rb"<meta[^>]{0,300}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.I)
XML = re.compile(rb"^\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_.:-]{2,40})", re.I)
# Browsers read these names as their Windows supersets (WHATWG Encoding Standard), and pages count on it.
SUPERSETS = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "gb2312": "gb18030", "gbk": "gb18030"}
COMMONEST = "cp1252"  # of encodings that fit as well: what browsers take where a page says nothing
NO_ENCODINGS = frozenset({"idna", "punycode", "undefined", "unicode_escape", "raw_unicode_escape", "mbcs", "oem"})
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
SURROGATE = re.compile("[\ud800-\udfff]")
UNHELD = re.compile("[\0\x10\ud800-\udfff]")  # what databases hold in other ways, if at all: places would not be theirs
PICTURES = {"\0": "\u2400", "\x10": "\u2410"}  # of NUL and DLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """A capture's text and the encoding that it was in."""

    text: str
    encoding: str
    notes: tuple[Note, ...]


def decode_capture(capture: Capture) -> Decoded:
    """The text of a capture; never raises.

    Tried in order: byte order mark, what the transport declared, what the page declares, UTF-8, a guess.  A guess,
    bytes that do not fit and NULs become Notes; bytes that fit nothing become U+FFFD, a NUL its picture (U+2400).
    """
    text, encoding, found = _decode(capture.content, capture.encoding)
    notes = [Note(kind=k, message=m, where=capture.doc) for k, m in found]
    if SURROGATE.search(text):
        notes.append(_note(capture, "undecodable", "Half characters (lone surrogates) were read as U+FFFD."))
    if count := text.count("\0"):
        message = f"{count} NUL characters were read as U+2400; the file may be damaged."
        notes.append(_note(capture, "nul-characters", message))
    return Decoded(text=mend(text), encoding=encoding, notes=tuple(notes))


def mend(text: str) -> str:
    """The text with each half character and each control character that no database holds, replaced one for one."""
    return UNHELD.sub(lambda m: PICTURES.get(m[0], "\ufffd"), text)


def is_binary(text: str) -> bool:
    """True where what was decoded is no text but a picture, a PDF or another program's file."""
    head = text[:SAMPLE]
    if head.startswith(("%PDF-", "PK\x03\x04", "\x89PNG", "GIF8", "ÿØÿ")):
        return True
    odd = len(CONTROL.findall(head)) + head.count("\ufffd") - head.count("\0")
    return odd > BINARY_SHARE * len(head) + 2


def _note(capture: Capture, kind: str, message: str) -> Note:
    return Note(kind=kind, message=message, where=capture.doc)


def _decode(content: bytes, declared: str | None) -> tuple[str, str, list[tuple[str, str]]]:
    notes: list[tuple[str, str]] = []
    if declared is None:  # who declares an encoding has made the bytes and counts every character of them
        for bom, name in BOMS:
            if content.startswith(bom):
                return _force(content[len(bom) :], name, notes)
    for given in (declared, _in_page(content)):
        codec = _codec(given)
        text = _strict(content, codec) if codec else None
        if text is not None and codec is not None:
            return text, codec, notes
        if given is not None:
            notes.append(
                ("encoding-wrong", f"The declared encoding '{given}' is unknown or does not fit; another was used.")
            )
    text = _strict(content, "utf-8") if _wide(content[:SAMPLE]) is None else None
    if text is not None:
        return text, "utf-8", notes
    return _guess(content, notes)


def _in_page(content: bytes) -> str | None:
    head = content[:META_WITHIN]
    found = XML.search(head) or META.search(head)
    return found.group(1).decode("ascii") if found else None


def _codec(name: str | None) -> str | None:
    if not name:
        return None
    try:
        codec = codecs.lookup(name.strip()).name
        "a".encode(codec)  # raises for codecs that make no text: "base64", "rot13"
    except (LookupError, ValueError):
        return None
    return None if codec in NO_ENCODINGS else SUPERSETS.get(codec, codec)


def _strict(content: bytes, codec: str) -> str | None:
    try:
        return content.decode(codec)
    except (UnicodeError, ValueError):
        if codec != "utf-8":
            return None
    try:
        return content.decode(codec, "surrogatepass")  # JSON can carry half characters; see decode_capture
    except UnicodeError:
        return None


def _force(content: bytes, codec: str, notes: list[tuple[str, str]]) -> tuple[str, str, list[tuple[str, str]]]:
    text = content.decode(codec, "replace")
    bad = text.count("\ufffd")
    if bad:
        notes.append(("undecodable", f"{bad} places could not be read as {codec} and show as U+FFFD."))
    return text, codec, notes


def _guess(content: bytes, notes: list[tuple[str, str]]) -> tuple[str, str, list[tuple[str, str]]]:
    head = content[:SAMPLE]
    if _is_broken_utf8(head):
        return _force(content, "utf-8", notes)
    codec = _wide(head) or _best(head)
    why = "The declared encoding does not fit" if notes else "No encoding was declared"
    notes.append(("encoding-guessed", f"{why}; read as {codec}. Check names with accents."))
    return _force(content, codec, notes)


def _is_broken_utf8(head: bytes) -> bool:
    """True where most of the non-ASCII is good UTF-8: a cut file or a few damaged bytes."""
    text = head.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f") - bad
    return good > 2 * bad


def _wide(head: bytes) -> str | None:
    """UTF-16 without a mark: in Latin text every second byte is zero."""
    half = len(head) // 2
    if half and head[1::2].count(0) > 0.4 * half and len(head) % 2 == 0:
        return "utf-16-le"
    return "utf-16-be" if half and head[0::2].count(0) > 0.4 * half else None


def _best(head: bytes) -> str:
    import charset_normalizer  # slow to import, and most captures never need it

    found = list(charset_normalizer.from_bytes(head))  # the likeliest first; of equals, by their names
    equals = [m for m in found if (m.chaos, m.coherence) == (found[0].chaos, found[0].coherence)]
    names = [name for match in equals for name in match.could_be_from_charset]
    codec = _codec(next((name for name in names if name == COMMONEST), names[0] if names else None))
    return codec if codec and codec != "utf-8" else COMMONEST
