"""A row of a table or an object of JSON to a capture: which of its fields is the text, the date, the outlet.

Fields go by many names in what scrapers, archives and spreadsheets write; the usual ones are known, any other can be
said (`--map text=story_text`).
"""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from onrecord.errors import InputError
from onrecord.records import ids
from onrecord.records.capture import Capture

FIELDS: Mapping[str, tuple[str, ...]] = {  # what we call it: what others call it, the first that is there counts
    "text": ("text", "body", "content", "articleBody", "article_text", "full_text", "maintext"),
    "html": ("html", "content_html", "body_html", "raw_html"),
    "published": (
        "published", "date", "published_at", "publishedAt", "date_published", "datePublished", "date_publish",
        "publish_date", "pub_date", "pubDate", "publication_date",
    ),
    "outlet": ("outlet", "source", "publisher", "source_name", "publication", "site_name", "source_domain"),
    "address": ("url", "link", "address", "permalink", "canonical_url"),
    "title": ("title", "headline"),
    "byline": ("byline", "author", "authors"),
    "fetched": ("fetched", "captured", "captured_at", "date_download", "crawled_at", "scraped_at"),
    "id": ("id", "doc_id", "uuid"),
}  # fmt: skip
NAMED = ("outlet", "byline")  # fields that may be given as {"name": ...} or as a list of names
EPOCH = (100_000_000, 10_000_000_000)  # seconds of 1973 and 2286: a number between is a time since 1970
MAP_CURE = "Call it text or html, or say which field holds it: --map text=NAME."


def make_capture(row: Mapping[str, Any], *, where: str, name: str, fields: Mapping[str, str] | None = None) -> Capture:
    """The capture that one row holds; `fields` says which of its fields is which, where their names do not.

    `name` is the file's, for rows without an id.  Raises InputError, with the cure, for a row that holds none.
    """
    chosen = fields or {}
    given = {field: _read_field(row, field, chosen.get(field), where) for field in FIELDS}
    html = given["html"] if given["text"] is None else None
    body = given["text"] if html is None else html
    if body is None:
        wanted = chosen.get("text") or chosen.get("html")
        lacking = f'The row has no field "{wanted}".' if wanted else "The row has no text."
        raise InputError(f"{lacking} {_list_names(row)}", where=where, help=MAP_CURE)
    content = body.encode("utf-8")
    address, title = given["address"], given["title"]
    doc = given["id"] or address or f"{name}#{ids.digest(content)[:8]}"
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
        byline=given["byline"],
    )


def find_field(row: Mapping[str, Any], name: str) -> Any:
    """The value of a field; `a.b` is the field b inside the field a.  None: it has none."""
    if name in row:
        return row[name]
    outer, dot, inner = name.partition(".")
    inside = row.get(outer)
    return find_field(inside, inner) if dot and isinstance(inside, Mapping) else None


def mend_surrogates(text: str) -> str:
    """The text with each half of a broken pair, which no encoding can hold, replaced one for one: offsets stay."""
    if text.isascii():
        return text
    return "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)


def _read_field(row: Mapping[str, Any], field: str, chosen: str | None, where: str) -> str | None:
    """The words of the first field of that meaning that is there and not null; an empty one, but the text, is not."""
    for name in (chosen,) if chosen else FIELDS[field]:
        value = find_field(row, name)
        if field in NAMED:
            value = _name(value)
        elif field in ("id", "published", "fetched"):
            value = _number_as_words(value, is_time=field != "id")
        if value is None:
            continue
        if not isinstance(value, str):
            message = f'The field "{name}" is {_json_name(value)}, not a string.'
            raise InputError(message, where=where, help=f'Write "{name}" as a string, or leave it out.')
        if field in ("text", "html"):
            return mend_surrogates(value)
        if value.strip():
            return mend_surrogates(value.strip())
    return None


def _name(value: Any) -> Any:
    """The name in {"name": ...}; the names of a list as one line; anything else as it is."""
    if isinstance(value, Mapping):
        return value.get("name") or value.get("title")
    if isinstance(value, list) and all(isinstance(v, str | Mapping) for v in value):
        names = [n for n in map(_name, value) if isinstance(n, str) and n.strip()]
        return ", ".join(names) or None
    return value


def _number_as_words(value: Any, *, is_time: bool) -> Any:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    if not is_time:
        return str(value) if isinstance(value, int) else value
    seconds = value / 1000 if value > EPOCH[1] else value
    if not EPOCH[0] <= seconds < EPOCH[1]:
        return value
    return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()


def _json_name(value: Any) -> str:
    if isinstance(value, bool):
        return "a boolean"
    return {dict: "an object", list: "a list", int: "a number", float: "a number"}[type(value)]


def _list_names(row: Mapping[str, Any]) -> str:
    names = [str(n)[:40] for n in list(row)[:20]]
    return f"It has: {', '.join(names)}." if names else "It is empty."


def _read_fetched(text: str | None, where: str) -> dt.datetime | None:
    if text is None:
        return None
    try:
        moment = dt.datetime.fromisoformat(text)
        return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise InputError(
            f"Cannot read the time '{text[:60]}' at which the page was fetched.",
            where=where,
            help='Write "fetched" like 2031-03-04T06:00:00Z, or leave it out.',
        ) from error
