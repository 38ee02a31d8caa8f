"""A page's tags and text nodes, each with its place in the source.

Follows the tokenizer of the HTML standard as far as text needs it: comments, raw text, quoted attributes, missing ends.
One pass over the source, whatever it holds: no recursion and no depth, so neither nesting nor broken tags can hurt.
"""

import html
import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

NAME = re.compile(r"[a-zA-Z][^\s/>\x00]*")
ATTRIBUTE = re.compile(r"""[\s/]*(?:([^\s/>=][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?)?""")
RAW = frozenset({"script", "style", "xmp", "iframe", "noembed", "noframes"})
ESCAPABLE = frozenset({"title", "textarea"})
RAW_ENDS = {name: re.compile(rf"</{name}(?=[\s/>])", re.I) for name in RAW | ESCAPABLE}
CUT_REACH = 1_000_000  # characters before the end in which a script that is cut off may begin
ATTRIBUTES = 100  # read of one tag; no tag that matters here has more


class Sort(StrEnum):
    """What a token is."""

    TEXT = "text"
    OPEN = "open"
    CLOSE = "close"


class Token(NamedTuple):  # a page has tens of thousands, and a frozen dataclass takes five times as long to make
    """A tag or a text node."""

    sort: Sort
    start: int  # in the source
    end: int
    name: str = ""  # of the tag, lower case
    text: str = ""  # of the text node, entities decoded
    raw_of: str = ""  # the element whose raw text this is: "script"; "" for text of the page
    attributes: Mapping[str, str] = MappingProxyType({})


def read_tokens(source: str) -> Iterator[Token]:
    """The tags and text nodes of a page in source order; comments, doctypes and half tags at the end are left out."""
    at, size = 0, len(source)
    while at < size:
        less = source.find("<", at)
        while less != -1 and not _starts_tag(source, less):
            less = source.find("<", less + 1)
        less = size if less == -1 else less
        if less > at:
            yield _text(source, at, less)
        if less == size:
            return
        at = less
        if source[at + 1] in "!?" or (source[at + 1] == "/" and not NAME.match(source, at + 2)):
            at = _skip(source, at)
        elif source[at + 1] == "/":
            name = NAME.match(source, at + 2)
            end = source.find(">", at)
            if end == -1 or name is None:
                return
            yield Token(sort=Sort.CLOSE, start=at, end=end + 1, name=name.group().lower())
            at = end + 1
        else:
            tag = _open(source, at)
            if tag is None:
                return
            yield tag
            at = tag.end
            if tag.name in RAW or tag.name in ESCAPABLE:
                end = _end_of_raw(source, tag)
                if end > at:
                    yield _text(source, at, end, raw_of=tag.name)
                at = end


def is_cut(source: str) -> bool:
    """True where the source ends inside a tag, a comment or a script, as half files do."""
    last = source.rfind("<")
    if last >= 0 and source.find(">", last) == -1 and _starts_tag(source, last):
        return True
    if source.rfind("<!--") > source.rfind("-->"):
        return True
    low = source[-CUT_REACH:].lower()
    return any(low.rfind(f"<{name}") > low.rfind(f"</{name}") for name in ("script", "style"))


def _starts_tag(source: str, at: int) -> bool:
    after = source[at + 1 : at + 2]
    if after == "/":
        return at + 2 < len(source)
    return after in ("!", "?") or (after.isascii() and after.isalpha())


def _text(source: str, start: int, end: int, raw_of: str = "") -> Token:
    words = source[start:end]
    decoded = words if raw_of in RAW else html.unescape(words)
    return Token(sort=Sort.TEXT, start=start, end=end, text=decoded, raw_of=raw_of)


def _skip(source: str, at: int) -> int:
    """The end of a comment, doctype, instruction or nameless tag; an unclosed one runs to the end, as in a browser."""
    if source.startswith("<!--", at):
        end = source.find("-->", at + 2)
        return len(source) if end == -1 else end + 3
    end = source.find(">", at)
    return len(source) if end == -1 else end + 1


def _open(source: str, at: int) -> Token | None:
    name = NAME.match(source, at + 1)
    if name is None:
        return None
    end = name.end()
    attributes: dict[str, str] = {}
    while True:
        found = ATTRIBUTE.match(source, end)
        if found is None or (found.group(1) is None and found.end() >= len(source)):
            return None
        end = found.end()
        if found.group(1) is None:
            if source[end] == ">":
                return Token(sort=Sort.OPEN, start=at, end=end + 1, name=name.group().lower(), attributes=attributes)
            end += 1  # a stray sign
        elif len(attributes) < ATTRIBUTES:
            value = next((v for v in found.group(2, 3, 4) if v is not None), "")
            attributes.setdefault(found.group(1).lower(), html.unescape(value))


def _end_of_raw(source: str, tag: Token) -> int:
    found = RAW_ENDS[tag.name].search(source, tag.end)
    return found.start() if found else len(source)
