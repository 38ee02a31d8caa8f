"""News items of agencies in ninjs (IPTC, versions 1 to 3): body, headline, byline and dates of one JSON object.

Names are compared in lower case without marks, as version 1 wrote `body_text` and `pubstatus`, version 3 `bodies` and
`pubStatus`.  https://iptc.org/standards/ninjs/
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from onrecord.reading.decode import decode_capture, mend
from onrecord.reading.metadata import PageData, first
from onrecord.reading.opened import Opened, Shape, nothing
from onrecord.records.capture import Capture
from onrecord.records.note import Note

WITHDRAWN = ("canceled", "cancelled", "withheld")
MARKUP = ("html", "xhtml", "xml", "nitf")
FIRST_ROLES = ("main", "body", "", "headline")  # of several bodies or headlines the one that is the item's own


def open_capture(capture: Capture) -> Opened:
    """The item's text; one that its agency withdrew or withholds gives no text and a Note."""
    decoded = decode_capture(capture)
    try:
        found = json.loads(decoded.text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        return nothing(capture, "damaged", "This is no ninjs item: write one JSON object.")
    item = {_plain(name): value for name, value in found.items()}
    status = item.get("pubstatus")
    if isinstance(status, str) and status.lower() in WITHDRAWN:
        message = f"The agency marked this item '{status}': it was kept but not read as news."
        return nothing(capture, "withdrawn", message)
    text, is_markup = _body(item)
    return Opened(
        text=mend(text),
        shape=Shape.MARKUP if is_markup else Shape.TEXT,
        data=_read_data(item),
        notes=(*decoded.notes, *_list_notes(item, capture)),
    )


def _plain(name: str) -> str:
    return name.replace("_", "").replace("-", "").lower()


def _values(item: Mapping[str, Any], many: str, one: str) -> Iterator[tuple[str, str, str]]:
    """Role, kind of content and words: of version 3's list `many`, else of earlier versions' fields `one...`."""
    listed = item.get(many)
    for each in listed if isinstance(listed, list) else []:
        if isinstance(each, dict):
            given = {_plain(k): v for k, v in each.items() if isinstance(v, str)}
            yield given.get("role", ""), given.get("contenttype", ""), given.get("value", "")
    for name, value in item.items():
        if name.startswith(one) and name != many and isinstance(value, str):
            yield "", name.removeprefix(one), value


def _best(found: Iterator[tuple[str, str, str]]) -> tuple[str, str]:
    """Kind of content and words of the first that is the item's own and says anything; plain text before markup."""
    said = [each for each in found if each[2].strip()]
    order = sorted(said, key=lambda e: (_rank(e[0]), _is_markup(e[1])))
    return (order[0][1], order[0][2]) if order else ("", "")


def _rank(role: str) -> int:
    low = role.lower().rpartition(":")[2]
    return FIRST_ROLES.index(low) if low in FIRST_ROLES else len(FIRST_ROLES)


def _is_markup(kind: str) -> bool:
    return any(name in kind.lower() for name in MARKUP)


def _body(item: Mapping[str, Any]) -> tuple[str, bool]:
    kind, words = _best(_values(item, "bodies", "body"))
    if not words:
        kind, words = _best(_values(item, "descriptions", "description"))
    return words, _is_markup(kind) and "<" in words


def _read_data(item: Mapping[str, Any]) -> PageData:
    def text(*names: str) -> str | None:
        return first(*(v for n in names if isinstance(v := item.get(n), str)))

    uri = text("uri")
    return PageData(
        headline=first(_best(_values(item, "headlines", "headline"))[1]),
        byline=first(_best(_values(item, "bylines", "byline"))[1]),
        outlet=_source(item) or text("provider", "copyrightholder"),
        published=text("firstcreated", "contentcreated", "versioncreated"),
        modified=text("versioncreated") if text("firstcreated", "contentcreated") else None,
        address=uri if uri and uri.startswith(("http://", "https://")) else None,
    )


def _source(item: Mapping[str, Any]) -> str | None:
    listed = item.get("infosources")
    names = (each.get("name") for each in (listed if isinstance(listed, list) else []) if isinstance(each, dict))
    return first(*(name for name in names if isinstance(name, str)))


def _list_notes(item: Mapping[str, Any], capture: Capture) -> Iterator[Note]:
    until = item.get("embargoeduntil", item.get("embargoed"))
    if isinstance(until, str) and until.strip():
        message = f"Under embargo until {until[:40]}: it was read, and must not be published before."
        yield Note(kind="embargoed", message=message, where=capture.doc)
    note = item.get("ednote")
    if isinstance(note, str) and note.strip():
        yield Note(kind="editors-note", message=f"Note to editors: {mend(note)[:300]}", where=capture.doc)
