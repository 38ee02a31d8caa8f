"""Several writers at once: nothing is lost, doubled or counted twice, and one that dies holds up nobody."""

import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from onrecord.store.sql import SqlStore

WRITERS, EACH, ALL = 8, 24, 60

ADD = """
import datetime as dt, json, random, sys
from pathlib import Path
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.store.adding import Adding
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry

def make(number):
    text = f"Report {number} of the Talvi crossing."
    doc = f"{number}.txt"
    id = ids.capture_id(text.encode(), None, doc)
    capture = Capture(id=id, content=text.encode(), media_type="text/plain", doc=doc)
    whole = Span(start=0, end=len(text))
    report = Report(
        id=ids.report_id(capture.id, whole), capture=capture.id, doc=doc, text=text, span=whole, headline=None,
        standfirst=None, subheads=(), body=(whole,), furniture=(), byline=None, outlet=None, address=None,
        published=None, language="en",
    )
    said = Findings(report=report.id, statements=(), figures=(), events=(), times=(), mentions=(), notes=())
    added = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)
    return Entry(capture=capture, added=added, reports=(report,), findings=(said,), notes=())

kept, schema, seed, each, every = sys.argv[1], sys.argv[2], *map(int, sys.argv[3:])
if schema:
    from onrecord.store.postgres import PostgresDatabase
    store = SqlStore(PostgresDatabase(kept, schema))
else:
    store = SqlStore(Path(kept))
chosen = random.Random(seed).sample(range(every), each)
entries = {e.capture.id: e for e in map(make, chosen)}
adding = Adding(store, wait_s=60)
batch = []
for capture in adding.list_fresh(e.capture for e in entries.values()):
    batch.append(entries[capture.id])
    if len(batch) == 3:
        adding.keep(batch)
        batch = []
adding.keep(batch)
result = adding.result()
store.close()
print(json.dumps([result.read, result.new, result.skipped, result.versions]))
"""


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def kept(request: pytest.FixtureRequest, tmp_path: Path, postgres_schema: str) -> tuple[str, str]:
    """What a process needs to open the store: a folder, or an address and a schema."""
    if request.param == "sqlite":
        return str(tmp_path), ""
    pytest.importorskip("psycopg", exc_type=ImportError)
    return request.getfixturevalue("postgres_url"), postgres_schema


@pytest.fixture
def open_store() -> Callable[[tuple[str, str]], SqlStore]:
    """A function that opens the store in this process."""

    def opened(kept: tuple[str, str]) -> SqlStore:
        if not kept[1]:
            return SqlStore(Path(kept[0]))
        # Only where there is a server.
        from onrecord.store.postgres import PostgresDatabase

        return SqlStore(PostgresDatabase(*kept))

    return opened


def _start(kept: tuple[str, str], seed: int) -> "subprocess.Popen[bytes]":
    arguments = [*kept, str(seed), str(EACH), str(ALL)]
    return subprocess.Popen([sys.executable, "-c", ADD, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_eight_processes_add_overlapping_batches_and_nothing_is_lost_or_doubled(
    kept: tuple[str, str], open_store: Callable[[tuple[str, str]], SqlStore]
) -> None:
    """The store is made by them too: whoever comes first makes the tables, the others wait."""
    writers = [_start(kept, seed) for seed in range(WRITERS)]
    counts = []
    for writer in writers:
        out, err = writer.communicate(timeout=120)
        assert writer.returncode == 0, err.decode()
        counts.append([int(n) for n in out.decode().strip("[]\n ").split(",")])
    store = open_store(kept)
    with store.snapshot() as snapshot:
        filed, pairs = snapshot.list_filed(), snapshot.load_reports()
        found = snapshot.search("talvi", limit=1_000)
    store.close()
    assert len({f.doc for f in filed}) == len(filed) == len(pairs) == len(found)
    assert [f.number for f in filed] == list(range(1, len(filed) + 1))
    read, new, skipped, versions = (sum(column) for column in zip(*counts, strict=True))
    assert (read, new, versions) == (len(filed), len(filed), 0)
    assert read + skipped == WRITERS * EACH
    assert Counter(r.capture for r, _ in pairs).most_common(1)[0][1] == 1
