"""The tables as CSV (RFC 4180), one file each, and a `datapackage.json` with codebook, counts and hashes."""

import csv
import hashlib
import io
import itertools
import json
from collections.abc import Iterator
from typing import Any

from onrecord.records import wire
from onrecord.views.exports.order import LICENCE, Order
from onrecord.views.exports.tables import Table, Value, list_tables

FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # a spreadsheet runs a cell that begins so
BATCH = 1_000  # rows that are in memory at a time


def write(order: Order) -> Iterator[tuple[str, Iterator[str]]]:
    """File name and text of every table, last the package that describes them."""
    resources: list[dict[str, Any]] = []
    for table in list_tables(order.book, order.index):
        yield f"{table.name}.csv", _write_table(order, table, resources)
    yield "datapackage.json", iter((_package(order, resources),))


def _write_table(order: Order, table: Table, resources: list[dict[str, Any]]) -> Iterator[str]:
    sha256, size = hashlib.sha256(), 0
    for text in _as_csv(order, table):
        data = text.encode("utf-8", "backslashreplace")
        sha256.update(data)
        size += len(data)
        yield text
    resource = _resource(table, f"{table.name}.csv", order.tally.written[table.kind])
    resources.append({**resource, "bytes": size, "hash": f"sha256:{sha256.hexdigest()}"})


def _as_csv(order: Order, table: Table) -> Iterator[str]:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    rows = iter(table.rows)
    while True:
        batch = list(itertools.islice(rows, BATCH))
        writer.writerows([inert(value) for value in row] for row in order.tally.each(table.kind, batch))
        yield out.getvalue()
        out.seek(0)
        out.truncate()
        if len(batch) < BATCH:
            return


def inert(value: Value) -> str | int | float:
    """Report text is quoted matter: a cell that a spreadsheet would run is set off by an apostrophe."""
    if isinstance(value, str) and value.lstrip(" \n").startswith(FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _resource(table: Table, path: str, rows: int) -> dict[str, Any]:
    fields = [{"name": c.name, "type": c.type, "description": c.description} for c in table.columns]
    keys = [{"fields": c, "reference": {"resource": to, "fields": key}} for c, to, key in table.refers]
    schema = {"fields": fields, "missingValues": [""], "primaryKey": list(table.key), "foreignKeys": keys}
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "rows": rows,
        "schema": {name: value for name, value in schema.items() if value},
    }


def _package(order: Order, resources: list[dict[str, Any]]) -> str:
    package = {
        "profile": "tabular-data-package",
        "name": "onrecord",
        "title": order.title,
        "description": "Who said what, through whom and when; every row points to the words it rests on. "
        "A text that a spreadsheet would run as a formula has an apostrophe before it.",
        "wire": wire.VERSION,
        "created_by": order.made_by,
        "licence": LICENCE,
        "resources": resources,
        "manifest": order.tally.counts(),
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"
