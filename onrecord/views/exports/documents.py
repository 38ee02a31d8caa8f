"""One JSON document written as it is made: its head, a long list, and last its manifest on a line of its own."""

import json
from collections.abc import Iterable, Iterator

from onrecord.records import wire
from onrecord.views.exports.order import Order


def as_json(value: object) -> str:
    """JSON on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def write_document(
    order: Order, head: wire.Json, lists: Iterable[tuple[str, Iterable[object]]], *, manifest: str = "manifest"
) -> Iterator[str]:
    """An object with the members of `head`, then each list by its name, one member a line, then the manifest."""
    yield as_json(head)[:-1] + ("," if head else "")
    for name, members in lists:
        yield f'\n"{name}":['
        between = "\n"
        for member in members:
            yield between + as_json(member)
            between = ",\n"
        yield "\n],"
    yield "\n"
    yield f'"{manifest}":{as_json({"made_by": order.made_by, **order.tally.counts()})}}}\n'


def without_empty(record: wire.Json) -> wire.Json:
    """The object without members that say nothing."""
    return {name: value for name, value in record.items() if value not in (None, "", [], {}, ())}
