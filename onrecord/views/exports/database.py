"""The tables as one SQLite database: keys, a codebook, views whose columns stay, and the manifest."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing

from onrecord.views.exports.order import Order
from onrecord.views.exports.tables import Table, list_tables

TYPES = {"string": "TEXT", "integer": "INTEGER", "number": "NUMERIC"}
PART = 1 << 20  # bytes handed on at a time
APPLICATION = 0x6F6E7263  # "onrc" in the file's header tells `file` and others what it is
# What most questions need, joined; these columns are kept from version to version, whatever becomes of the tables.
VIEWS = {
    "said": (
        "who said what, where and when, one statement a row",
        """SELECT s.statement, s.speaker, s.party, s.stance, s.certainty, s.manner, s.words, s.said,
                  r.outlet, r.headline, r.published, r.address, s.start, s.end, r.text_sha256, s.local, s.live
           FROM statements s JOIN reports r USING (report)""",
    ),
    "numbers": (
        "every number with its life, one amount a row, in order",
        """SELECT n.of, n.unit, p.place, p.low, p.high, p.said, p.as_of, p.scope, p.speaker, p.party, p.relation,
                  f.words, r.outlet, r.address
           FROM points p JOIN series n USING (series) JOIN figures f USING (figure) JOIN reports r USING (report)
           ORDER BY n.of, n.series, p.place""",
    ),
    "disputes": (
        "who stands against whom, one relation a row",
        """SELECT c.words AS claim, x.relation, a.speaker AS speaker, a.words AS words, b.speaker AS other_speaker,
                  b.words AS other_words, x.because
           FROM relations x JOIN claims c USING (claim)
           JOIN statements a ON a.statement = x.a JOIN statements b ON b.statement = x.b
           WHERE x.relation IN ('denies', 'contradicts')""",
    ),
}


def write(order: Order) -> Iterator[bytes]:
    """The bytes of the database, built in the order's scratch folder."""
    if order.scratch is None:
        raise ValueError("a database is built on disk: the order needs a scratch folder")
    path = order.scratch / "case.db"
    with closing(sqlite3.connect(path)) as database:
        database.executescript(f"PRAGMA journal_mode = OFF; PRAGMA application_id = {APPLICATION}")
        with database:
            _fill(database, order)
        database.execute("PRAGMA optimize")
    with path.open("rb") as file:
        while part := file.read(PART):
            yield part


def _fill(database: sqlite3.Connection, order: Order) -> None:
    database.execute("CREATE TABLE codebook (name TEXT, field TEXT, type TEXT, meaning TEXT, UNIQUE (name, field))")
    for table in list_tables(order.book, order.index):
        database.execute(_schema(table))
        marks = ", ".join("?" * len(table.columns))
        rows = (tuple(_plain(v) for v in row) for row in table.rows)
        database.executemany(f"INSERT INTO {_quoted(table.name)} VALUES ({marks})", order.tally.each(table.kind, rows))
        database.executemany(
            "INSERT INTO codebook VALUES (?, ?, ?, ?)",
            ((table.name, c.name, c.type, c.description) for c in table.columns),
        )
        for column, _, _ in table.refers:
            database.execute(f"CREATE INDEX {table.name}_{column} ON {_quoted(table.name)} ({_quoted(column)})")
    for name, (meaning, select) in VIEWS.items():
        database.execute(f"CREATE VIEW {name} AS {select}")
        database.execute("INSERT INTO codebook VALUES (?, '', 'view', ?)", (name, meaning))
    _sign(database, order)


def _schema(table: Table) -> str:
    columns = [f"{_quoted(c.name)} {TYPES[c.type]}" for c in table.columns]
    keys = [f"PRIMARY KEY ({', '.join(map(_quoted, table.key))})"] if table.key else []
    keys += [f"FOREIGN KEY ({_quoted(c)}) REFERENCES {_quoted(to)} ({_quoted(key)})" for c, to, key in table.refers]
    return f"CREATE TABLE {_quoted(table.name)} ({', '.join((*columns, *keys))})"


def _quoted(name: str) -> str:
    return f'"{name}"'


def _plain(value: str | int | float | None) -> str | int | float | None:
    """A lone surrogate has no place in a database's text."""
    return value.encode("utf-8", "backslashreplace").decode() if isinstance(value, str) else value


def _sign(database: sqlite3.Connection, order: Order) -> None:
    told = order.tally.counts()
    database.execute("CREATE TABLE manifest (kind TEXT PRIMARY KEY, store INTEGER, redacted INTEGER, written INTEGER)")
    database.executemany(
        "INSERT INTO manifest VALUES (?, ?, ?, ?)",
        (
            (kind, told["store"].get(kind, 0), told["redacted"].get(kind, 0), written)
            for kind, written in told["counts"].items()
        ),
    )
    database.execute("CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)")
    facts = {"title": order.title, "made_by": order.made_by, "licence": told["licence"]}
    database.executemany("INSERT INTO about VALUES (?, ?)", facts.items())
