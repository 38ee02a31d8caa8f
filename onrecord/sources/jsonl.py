"""Reports as lines of JSON: our own wire, and what scrapers and archives commonly write."""

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources.thing import Thing

FIELDS: Mapping[str, tuple[str, ...]] = {  # what we call it: what lines call it, the first that is there counts
    "text": ("text", "body", "content"),
    "published": ("published", "date"),
    "outlet": ("outlet", "source", "publisher"),
    "address": ("url", "link"),
    "title": ("title", "headline"),
    "fetched": ("fetched", "captured"),
}


def read_rows(thing: Thing) -> Iterator[Capture | Note]:
    """A Capture for each line, a Note for each that cannot be read; empty lines are passed over."""
    for number, line in enumerate(thing.stream, start=1):
        if line.strip():
            try:
                yield read_line(line, where=f"{thing.name}:{number}", name=thing.name)
            except InputError as error:
                yield Note(kind="bad-line", message=f"{error.message} {error.help}", where=f"{thing.name}:{number}")


def read_line(line: bytes, *, where: str, name: str = "-") -> Capture:
    """The capture that one line holds.  Raises InputError, with the cure, for a line that holds none."""
    row = parse_line(line, where=where)
    given = {field: _read_text(row, aliases, where) for field, aliases in FIELDS.items()}
    html = _read_text(row, ("html",), where) if given["text"] is None else None
    body = given["text"] if html is None else html
    if body is None:
        raise InputError(
            "The line has no text.", where=where, help='Give it a field "text" (or "body", "content", "html").'
        )
    content = body.encode("utf-8")
    address, title = given["address"], given["title"]
    doc = _read_id(row, where) or address or f"{name}#{ids.digest(content)[:8]}"
    if title is not None and (html is not None or body.lstrip().startswith(title)):
        title = None
    return Capture(
        id=ids.capture_id(content, address, doc),
        content=content,
        media_type="text/plain" if html is None else "text/html",
        doc=doc,
        address=address,
        outlet=given["outlet"],
        title=title,
        published=given["published"],
        fetched=_read_fetched(given["fetched"], where),
        encoding="utf-8",
    )


def parse_line(line: bytes, *, where: str) -> dict[str, Any]:
    """The JSON object that the line is.  Raises InputError for anything else."""
    cure = "Write one JSON object a line, in UTF-8."
    try:
        row = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise InputError(f"The line is not UTF-8 (byte {error.start}).", where=where, help=cure) from error
    except json.JSONDecodeError as error:
        message = f"The line is not JSON ({error.msg}, column {error.colno})."
        raise InputError(message, where=where, help=cure) from error
    except (RecursionError, ValueError) as error:  # ValueError: a number with more digits than Python reads
        raise InputError("The line is JSON that cannot be read.", where=where, help=cure) from error
    if not isinstance(row, dict):
        raise InputError(f"The line is JSON but no object ({type(row).__name__}).", where=where, help=cure)
    return row


def _read_id(row: Mapping[str, Any], where: str) -> str | None:
    id = row.get("id")
    if isinstance(id, int) and not isinstance(id, bool):
        return str(id)
    return _read_text(row, ("id",), where)


def _read_text(row: Mapping[str, Any], aliases: tuple[str, ...], where: str) -> str | None:
    """The first field that is there and not null; an empty one, other than the text, counts as not there."""
    for name in aliases:
        value = row.get(name)
        if value is None:
            continue
        if not isinstance(value, str):
            raise InputError(
                f'The field "{name}" is {_json_name(value)}, not a string.',
                where=where,
                help=f'Write "{name}" as a string, or leave it out.',
            )
        if aliases is FIELDS["text"]:
            return mend_surrogates(value)
        if value.strip():
            return mend_surrogates(value.strip())
    return None


def mend_surrogates(text: str) -> str:
    """The text with each half of a broken pair, which no encoding can hold, replaced one for one: offsets stay."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _json_name(value: Any) -> str:
    if isinstance(value, bool):
        return "a boolean"
    return {dict: "an object", list: "a list", int: "a number", float: "a number"}[type(value)]


def _read_fetched(text: str | None, where: str) -> dt.datetime | None:
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Cannot read the time '{text}' at which the page was fetched.",
            where=where,
            help='Write "fetched" like 2031-03-04T06:00:00Z, or leave it out.',
        ) from error
