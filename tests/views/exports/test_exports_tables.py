"""Tables: read back by the programs that people open them with, every column explained, no cell that acts."""

import csv
import datetime as dt
import hashlib
import io
import json
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onrecord.records.casebook import Casebook
from onrecord.views.exports.csvfiles import inert
from onrecord.views.exports.formats import TABLES
from onrecord.views.exports.order import Order, count_records
from onrecord.views.exports.tables import list_tables

Written = Callable[[str], Any]


@pytest.fixture
def database(written: Written, tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "read.db"
    path.write_bytes(written("sqlite"))
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    return connection


def test_every_table_has_a_key_meanings_and_rows_of_its_width(casebook: Casebook) -> None:
    tables = list_tables(casebook)
    assert {t.kind for t in tables} == set(TABLES)
    for table in tables:
        rows = list(table.rows)
        assert rows, table.name
        assert {len(row) for row in rows} == {len(table.columns)}
        assert all(column.description for column in table.columns)
        places = [[c.name for c in table.columns].index(k) for k in table.key]
        keys = [tuple(row[p] for p in places) for row in rows]
        assert not table.key or len(set(keys)) == len(keys)


def test_every_reference_leads_to_a_row(casebook: Casebook) -> None:
    tables = {t.name: t for t in list_tables(casebook)}

    def column(table: str, name: str) -> list[Any]:
        place = [c.name for c in tables[table].columns].index(name)
        return [row[place] for row in tables[table].rows]

    for table in tables.values():
        for name, to, key in table.refers:
            assert {v for v in column(table.name, name) if v is not None} <= set(column(to, key)), (table.name, name)


def test_csv_is_read_back_with_the_counts_and_hashes_of_its_package(written: Written, casebook: Casebook) -> None:
    files = written("csv")
    package = json.loads(files["datapackage.json"])
    store = count_records(casebook)
    for resource, table in zip(package["resources"], list_tables(casebook), strict=True):
        data = files[resource["path"]]
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert len(rows) == resource["rows"] == store[table.kind]
        assert list(rows[0]) == [field["name"] for field in resource["schema"]["fields"]]
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
    assert package["manifest"]["counts"] == {kind: store[kind] for kind in sorted(TABLES)}
    assert "licence" in package


@pytest.mark.parametrize("value", ["=1+1", "+49 30", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "  =1", "＝1", "\n-1"])
def test_a_cell_that_a_spreadsheet_would_run_is_inert(value: str) -> None:
    assert inert(value) == f"'{value}"


@pytest.mark.parametrize("value", ["", "plain", "a=b", "'quoted'", 5, -5, 2.5])
def test_other_cells_stay_as_they_are(value: str | int | float) -> None:
    assert inert(value) == value


@given(value=st.text())
def test_no_cell_begins_like_a_formula(value: str) -> None:
    assert not str(inert(value)).startswith(("=", "+", "-", "@", "\t", "\r"))


def test_sqlite_is_whole_and_its_keys_hold(database: sqlite3.Connection, casebook: Casebook) -> None:
    assert database.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    for table in list_tables(casebook):
        held = database.execute(f"SELECT count(*) FROM {table.name}").fetchone()[0]
        told = database.execute("SELECT store, written FROM manifest WHERE kind = ?", (table.kind,)).fetchone()
        assert held == told["store"] == told["written"] == count_records(casebook)[table.kind]


def test_sqlite_explains_every_column_of_every_table(database: sqlite3.Connection) -> None:
    told = {(row["name"], row["field"]) for row in database.execute("SELECT * FROM codebook")}
    kept = ("codebook", "manifest", "about")
    for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        if name not in kept:
            assert {(name, row["name"]) for row in database.execute(f"PRAGMA table_info({name})")} <= told


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (
            "SELECT words FROM said WHERE speaker = 'Tilde Roos'",
            "the force at the crossing had grown beyond any exercise",
        ),
        ("SELECT low FROM numbers WHERE speaker = 'Ilsa Brandt' AND relation = 'revises'", 11000),
        ("SELECT speaker FROM disputes", "Pavo Lind"),
    ],
)
def test_sqlite_answers_by_its_views(database: sqlite3.Connection, query: str, expected: object) -> None:
    assert database.execute(query).fetchone()[0] == expected


def test_parquet_is_read_back_typed_by_pyarrow(written: Written, casebook: Casebook) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra parquet is not installed")
    files = written("parquet")
    for table in list_tables(casebook):
        read = parquet.read_table(io.BytesIO(files[f"{table.name}.parquet"]))
        assert read.num_rows == count_records(casebook)[table.kind]
        assert [str(f.type) for f in read.schema] == [
            {"string": "string", "integer": "int64", "number": "double"}[c.type] for c in table.columns
        ]
        assert read.schema.field(0).metadata[b"description"].decode() == table.columns[0].description
        assert read.column(0).to_pylist() == [row[0] for row in table.rows]


def test_tables_say_when_a_version_was_known(order: Order, casebook: Casebook) -> None:
    rows = next(t for t in list_tables(casebook) if t.name == "reports").rows
    assert all(row[9] == row[7] for row in rows)  # without versions the page is the address
    assert order.moment() == dt.datetime(2031, 3, 6, 21, 30, tzinfo=dt.UTC)
