"""JSON objects to captures: news items of agencies and objects of schema.org whole, other rows by their fields."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.pages import read_whole
from onrecord.sources.rows import make_capture, mend_surrogates
from onrecord.sources.thing import LeftOut, Thing

NINJS = "application/vnd.iptc.ninjs+json"
LINKED = "application/ld+json"
NINJS_SIGNS = frozenset({"pubstatus", "versioncreated", "bodies", "bodytext", "bodyhtml", "bodyxhtml"})
LINKED_KINDS = ("ClaimReview", "Article", "BlogPosting")
LISTS = ("@graph", "dataFeedElement", "itemListElement", "items", "articles", "documents", "results", "response",
         "docs", "data", "reports", "stories", "news")  # fmt: skip
DEEPEST = 5  # levels at which a file's list of objects is looked for


def parse_object(content: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object that a line is.  Raises InputError for anything else."""
    cure = "Write one JSON object a line, in UTF-8."
    row = _parse(content.rstrip(b"\r\n"), where=where, thing="The line", cure=cure)
    if not isinstance(row, dict):
        raise InputError(f"The line is JSON but no object ({type(row).__name__}).", where=where, help=cure)
    return row


def _parse(content: bytes, *, where: str, thing: str, cure: str) -> Any:
    try:
        return json.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"{thing} is not UTF-8 (byte {error.start}).", where=where, help=cure) from error
    except json.JSONDecodeError as error:
        place = f"column {error.colno}" if error.lineno == 1 else f"line {error.lineno}, column {error.colno}"
        raise InputError(f"{thing} is not JSON ({error.msg}, {place}).", where=where, help=cure) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number with more digits than Python reads
        raise InputError(f"{thing} is JSON that cannot be read.", where=where, help=cure) from error


def read_object(row: Mapping[str, Any], *, where: str, name: str, fields: Mapping[str, str] | None = None) -> Capture:
    """The capture that an object holds.  Raises InputError, with the cure, for one that holds none."""
    if not fields:
        media_type = NINJS if is_ninjs(row) else LINKED if is_linked(row) else None
        if media_type is not None:
            return _whole(row, media_type, name)
    return make_capture(row, where=where, name=name, fields=fields)


def is_ninjs(row: Mapping[str, Any]) -> bool:
    """True for a news item in ninjs, by the names of its fields."""
    names = {name.replace("_", "").lower() for name in row}
    return "uri" in names and bool(names & NINJS_SIGNS)


def is_linked(row: Mapping[str, Any]) -> bool:
    """True for an article or a ClaimReview of schema.org."""
    kinds = row.get("@type")
    listed = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and kind.endswith(LINKED_KINDS) for kind in listed)


def _whole(row: Mapping[str, Any], media_type: str, name: str) -> Capture:
    content = json.dumps(row, ensure_ascii=False).encode("utf-8", "backslashreplace")  # a lone surrogate as \\udXXX
    names = (row.get(n) for n in ("uri", "url", "@id", "id"))
    named = next((mend_surrogates(n.strip()) for n in names if isinstance(n, str) and n.strip()), None)
    doc = named or f"{name}#{ids.digest(content)[:8]}"
    address = doc if doc.startswith(("http://", "https://")) else None
    return Capture(
        id=ids.capture_id(content, address, doc),
        content=content,
        media_type=media_type,
        doc=doc,
        address=address,
        encoding="utf-8",
    )


def read_json(thing: Thing) -> Iterator[Capture | Note]:
    """A Capture for each object of a JSON file: itself, or those of the list that it is or holds."""
    cure = "Write one JSON object or a list of them, in UTF-8."
    found = _parse(read_whole(thing), where=thing.where, thing=thing.where, cure=cure)
    rows = _list_rows(found, has_fields=bool(thing.options.fields))
    if not rows:
        message = f"{thing.where} was not read: it is JSON but holds no objects."
        raise LeftOut("no-objects", message, where=thing.where, help=cure)
    for number, row in enumerate(rows, start=1):
        where = thing.where if len(rows) == 1 else f"{thing.where}, object {number}"
        if not isinstance(row, dict):
            yield Note(kind="bad-row", message=f"{where} is no object. {cure}", where=where)
            continue
        try:
            yield read_object(row, where=where, name=thing.name, fields=thing.options.fields)
        except InputError as error:
            yield Note(kind="bad-row", message=f"{where}: {error.message} {error.help}", where=where)


def _list_rows(found: Any, *, has_fields: bool) -> list[Any]:
    """The objects of a file: of an object that holds a list of objects under a usual name those, else itself."""
    for _ in range(DEEPEST):
        if isinstance(found, list):
            inner = [r.get("item") if isinstance(r, dict) and isinstance(r.get("item"), dict) else r for r in found]
            return inner if not has_fields else found
        if not isinstance(found, dict):
            return []
        if is_ninjs(found) or is_linked(found):
            return [found]
        held = next((found[n] for n in LISTS if isinstance(found.get(n), list | dict) and found[n]), None)
        if not isinstance(held, dict) and not (isinstance(held, list) and any(isinstance(h, dict) for h in held)):
            return [found]
        found = held
    return []
