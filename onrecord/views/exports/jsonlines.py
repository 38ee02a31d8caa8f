"""The casebook as lines of records, everything there is; the last line counts them."""

import json
from collections.abc import Iterator

from onrecord.records import export
from onrecord.views.exports.order import Order


def write(order: Order) -> Iterator[str]:
    """One JSON object a line: first what the case is, then its records, last the manifest."""
    version = order.made_by.partition(" ")[2]
    for line in export.list_lines(order.book, name=order.title, version=version):
        if line["type"] == "manifest":
            line |= order.tally.counts()
        yield json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n"
        if line["type"] not in ("case", "manifest"):
            order.tally.written[line["type"]] += 1
