"""The tables as Parquet files, typed, the meaning of each column in its schema; last a package that describes them."""

import itertools
import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from onrecord.errors import InputError
from onrecord.records import wire
from onrecord.views.exports.order import LICENCE, Order
from onrecord.views.exports.spool import Spool
from onrecord.views.exports.tables import Row, Table, list_tables

if TYPE_CHECKING:
    import pyarrow

BATCH = 10_000  # rows of a row group


def write(order: Order) -> Iterator[tuple[str, Iterator[bytes]]]:
    """File name and bytes of every table, last `datapackage.json`.  Raises InputError where pyarrow is missing."""
    try:
        # 50 MB that nothing else needs: an extra.
        import pyarrow
    except ImportError as error:
        raise InputError(
            "Parquet files are written by pyarrow, which is not installed.",
            where="--to",
            help="Install onrecord[parquet], or use --to csv.",
        ) from error
    resources: list[dict[str, Any]] = []
    for table in list_tables(order.book, order.index):
        yield f"{table.name}.parquet", _write_table(order, table)
        resources.append(
            {
                "name": table.name,
                "path": f"{table.name}.parquet",
                "format": "parquet",
                "rows": order.tally.written[table.kind],
            }
        )
    yield "datapackage.json", iter((_package(order, resources, pyarrow.__version__),))


def _write_table(order: Order, table: Table) -> Iterator[bytes]:
    import pyarrow.parquet as parquet  # as above

    spool, schema = Spool(), _schema(table)
    with parquet.ParquetWriter(spool, schema, compression="zstd") as writer:
        rows = iter(order.tally.each(table.kind, table.rows))
        while batch := list(itertools.islice(rows, BATCH)):
            writer.write_batch(_as_batch(table, batch, schema))
            yield spool.take()
    yield spool.take()


def _schema(table: Table) -> "pyarrow.Schema":
    import pyarrow as pa  # as above

    types = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64()}
    fields = [pa.field(c.name, types[c.type], metadata={"description": c.description}) for c in table.columns]
    return pa.schema(fields, metadata={"licence": LICENCE})


def _as_batch(table: Table, rows: list[Row], schema: "pyarrow.Schema") -> "pyarrow.RecordBatch":
    import pyarrow as pa  # as above

    columns = [[_typed(row[n], column.type) for row in rows] for n, column in enumerate(table.columns)]
    return pa.record_batch([pa.array(c, type=schema.field(n).type) for n, c in enumerate(columns)], schema=schema)


def _typed(value: str | int | float | None, kind: str) -> str | int | float | None:
    """Amounts as numbers of 64 bits, which hold every integer up to nine quadrillion; the words stand beside them."""
    if value is None:
        return None
    if kind == "string":
        return str(value).encode("utf-8", "backslashreplace").decode()
    return float(value) if kind == "number" else int(value)


def _package(order: Order, resources: list[dict[str, Any]], pyarrow_version: str) -> bytes:
    package = {
        "profile": "data-package",
        "name": "onrecord",
        "title": order.title,
        "wire": wire.VERSION,
        "created_by": f"{order.made_by}, pyarrow {pyarrow_version}",
        "licence": LICENCE,
        "resources": resources,
        "manifest": order.tally.counts(),
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "backslashreplace")
