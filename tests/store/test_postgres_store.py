"""What is PostgreSQL's own: its schema from the first revision up, its refusals, and the same search as SQLite's."""

import datetime as dt
import itertools
import random
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from onrecord.errors import SettingsError, StoreBusy, StoreError
from onrecord.records import ids
from onrecord.records.capture import Capture
from onrecord.records.finding import Findings
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.store import engine, tables
from onrecord.store.escapes import escape, unescape
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry, Store
from onrecord.store.terms import list_words

postgres = pytest.importorskip("onrecord.store.postgres", exc_type=ImportError)

NOW = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)


def _entry(doc: str, *paragraphs: str) -> Entry:
    text = "\n".join(paragraphs)
    content = text.encode("utf-8", "surrogatepass")
    capture = Capture(id=ids.capture_id(content, None, doc), content=content, media_type="text/plain", doc=doc)
    body, start = [], 0
    for paragraph in paragraphs:
        body.append(Span(start=start, end=start + len(paragraph)))
        start += len(paragraph) + 1
    whole = Span(start=0, end=len(text))
    report = Report(
        id=ids.report_id(capture.id, whole),
        capture=capture.id,
        doc=doc,
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=tuple(body),
        furniture=(),
        byline=None,
        outlet=None,
        address=None,
        published=None,
        language="en",
    )
    said = Findings(report=report.id, statements=(), figures=(), events=(), times=(), mentions=(), notes=())
    return Entry(capture=capture, added=NOW, reports=(report,), findings=(said,), notes=())


def _add(store: Store, *entries: Entry) -> None:
    with store.writing(wait_s=5) as writer:
        writer.add(entries)


@pytest.fixture
def store(postgres_url: str, postgres_schema: str) -> Iterator[SqlStore]:
    """An empty store on the server."""
    made = SqlStore(postgres.PostgresDatabase(postgres_url, postgres_schema))
    yield made
    made.close()


@pytest.mark.postgres
def test_steps_make_the_tables_that_are_written_to(store: SqlStore) -> None:
    with store._database.reading() as connection:
        inspector = sa.inspect(connection)
        for table in tables.metadata.sorted_tables:
            found = {c["name"]: c["nullable"] for c in inspector.get_columns(table.name)}
            assert found == {c.name: c.nullable for c in table.columns}, table.name
            indexed = {tuple(i["column_names"]) for i in inspector.get_indexes(table.name)}
            assert indexed >= {tuple(c.name for c in i.columns) for i in table.indexes}, table.name


@pytest.mark.postgres
@pytest.mark.parametrize("first", tables.REVISIONS)
def test_store_of_every_revision_is_brought_to_the_present_one(
    first: str, postgres_url: str, postgres_schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "TARGET", first)
    monkeypatch.setattr(engine, "REVISIONS", (first,))
    postgres.PostgresDatabase(postgres_url, postgres_schema).close()
    monkeypatch.undo()
    store = SqlStore(postgres.PostgresDatabase(postgres_url, postgres_schema))
    _add(store, _entry("a.txt", "Talvi."))
    with store.snapshot() as snapshot:
        assert len(snapshot.search("talvi", limit=5)) == 1
    store.close()


@pytest.mark.postgres
def test_store_of_a_newer_version_is_refused(store: SqlStore, postgres_url: str, postgres_schema: str) -> None:
    with store._database.holding(wait_s=0) as begin, begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(StoreError, match="newer onrecord"):
        postgres.PostgresDatabase(postgres_url, postgres_schema)


@pytest.mark.postgres
def test_busy_server_names_who_writes(store: SqlStore) -> None:
    for wait_s in (0, 0.2):
        with (
            store.writing(wait_s=0),
            pytest.raises(StoreBusy, match=r"written to by process \d+ on "),
            store.writing(wait_s=wait_s),
        ):
            pass


@pytest.mark.postgres
def test_two_cases_of_one_database_do_not_wait_for_each_other(store: SqlStore, postgres_url: str) -> None:
    other = SqlStore(postgres.PostgresDatabase(postgres_url, "onrecord_other"))
    with store.writing(wait_s=0) as one, other.writing(wait_s=0) as two:
        one.add([_entry("a.txt", "Talvi.")])
        two.add([_entry("b.txt", "Harrow.")])
    with store.snapshot() as snapshot:
        assert [f.doc for f in snapshot.list_filed()] == ["a.txt"]
    other.close()


@pytest.mark.postgres
def test_lock_is_free_when_the_connection_of_its_holder_breaks(store: SqlStore) -> None:
    query = "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted"
    with store.writing(wait_s=0) as writer:
        with store._database.reading() as connection:
            connection.exec_driver_sql(query)
        with pytest.raises(StoreError) as broken:
            writer.add([_entry("a.txt", "Talvi.")])
    assert "nothing was half written" in (broken.value.help or "")
    _add(store, _entry("b.txt", "Talvi."))
    with store.snapshot() as snapshot:
        assert [f.doc for f in snapshot.list_filed()] == ["b.txt"]


@pytest.mark.postgres
def test_failed_adding_leaves_nothing_behind(store: SqlStore) -> None:
    bad = _entry("b.txt", "B")
    broken = Entry(capture=bad.capture, added=None, reports=(), findings=(), notes=())  # type: ignore[arg-type]
    with store.writing(wait_s=1) as writer, pytest.raises(AttributeError):
        writer.add([_entry("a.txt", "A"), broken])
    _add(store, _entry("c.txt", "C"))
    with store.snapshot() as snapshot:
        assert [(f.doc, f.number) for f in snapshot.list_filed()] == [("c.txt", 1)]


@pytest.mark.postgres
def test_changed_bytes_are_found_out(store: SqlStore) -> None:
    entry = _entry("a.txt", "Talvi.")
    _add(store, entry)
    with store._database.holding(wait_s=0) as begin, begin() as connection:
        connection.exec_driver_sql("UPDATE contents SET content = 'other'")
    with pytest.raises(StoreError, match="changed after it was kept"):
        store.content(entry.capture.id)


@pytest.mark.postgres
def test_paragraph_of_a_book_is_found_by_its_last_words(store: SqlStore) -> None:
    words = [f"word{n}" for n in range(30_000)]
    _add(store, _entry("book.txt", " ".join(["the"] * 5_000 + words + ["x" * 3_000])))
    with store.snapshot() as snapshot:
        assert snapshot.search('"word29998 word29999"', limit=5)
        assert snapshot.search('"word1967 word1968 word1969"', limit=5)
        assert not snapshot.search('"word29999 word29998"', limit=5)


@pytest.mark.parametrize(
    ("url", "told", "cure"),
    [
        ("postgresql://127.0.0.1:1/news", "127.0.0.1:1/news#s", "See that the server runs"),
        ("postgresql://ana:secret@127.0.0.1:1/news", "127.0.0.1:1/news#s", "See that the server runs"),
    ],
)
def test_server_that_cannot_be_reached_is_named_without_the_password(url: str, told: str, cure: str) -> None:
    with pytest.raises(StoreError) as refused:
        postgres.PostgresDatabase(url, "s")
    assert told in refused.value.message
    assert "secret" not in refused.value.message
    assert cure in (refused.value.help or "")


def test_address_that_is_none_is_refused() -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        postgres.PostgresDatabase("postgresql://host:port:port/x?y", "s")


@pytest.mark.postgres
def test_database_that_is_not_there_is_told_with_its_cure(postgres_url: str) -> None:
    with pytest.raises(StoreError) as refused:
        postgres.PostgresDatabase(postgres_url.replace("/postgres?", "/nowhere?"), "s")
    assert "createdb" in (refused.value.help or "")


@pytest.mark.postgres
def test_reader_without_rights_is_told_what_to_ask_for(postgres_url: str, store: SqlStore) -> None:
    with store._database.holding(wait_s=0) as begin, begin() as connection:
        connection.exec_driver_sql("DROP ROLE IF EXISTS onrecord_guest")
        connection.exec_driver_sql("CREATE ROLE onrecord_guest LOGIN")
    with pytest.raises(StoreError) as refused:
        postgres.PostgresDatabase(f"{postgres_url}&user=onrecord_guest", "onrecord_not_theirs")
    assert "GRANT CREATE" in (refused.value.help or "")


ODD = ["\0", "nul\0inside", "\x10", "\x100041", "\x10d800", "\ud800", "a\udfffb", "🙂\0🙂", "\x10\x10\0"]


@pytest.mark.postgres
def test_text_that_the_server_cannot_hold_comes_back_as_it_was(store: SqlStore) -> None:
    entries = [_entry(f"{n}{odd}.txt", f"🙂 Talvi {odd} crossing.") for n, odd in enumerate(ODD)]
    _add(store, *entries)
    with store.snapshot() as snapshot:
        assert [r for r, _ in snapshot.load_reports()] == [e.reports[0] for e in entries]
        for hit in snapshot.search("crossing", limit=50):
            text = next(e.reports[0].text for e in entries if e.reports[0].id == hit.report)
            assert [w.of(text) for w in hit.words] == ["crossing"]
    assert [store.content(e.capture.id) for e in entries] == [e.capture.content for e in entries]


@given(st.text(st.sampled_from("\0\x10a0d8\ud800\udbff9")))
def test_escapes_come_back(text: str) -> None:
    for dialect in ("postgresql", "sqlite"):
        held = escape(text, dialect)
        assert unescape(held) == text
        held.encode()
    assert "\0" not in escape(text, "postgresql")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("12,000 troops; U.S. e-mail", ["n12", "n000", "troops", "u", "s", "e", "mail"]),
        ("Résumé RE\u0301SUME\u0301", ["resume", "resume"]),
        ("Київ", ["u43auu438uu456uu432u"]),
        ("한 하", ["ud55cu", "ud558u"]),
    ],
)
def test_words_are_ascii_letters_and_digits(text: str, words: list[str]) -> None:
    assert list_words(text) == words


SAID = [
    "troops",
    "Troop",
    "12,000",
    "the",
    "said",
    "won-sik",
    "Won",
    "resumed",
    "résumé",
    "U.S.",
    "U.S",
    "can't",
    "1990s",
]
SAID += [
    "Straße",
    "Київ",
    "policies",
    "policy",
    "dying",
    "½",
    "e-mail",
    "a_b",
    "naïve",
    "http://x.example/a?b=1",
    "İstanbul",
]


@pytest.mark.postgres
def test_search_finds_the_same_as_on_sqlite(store: SqlStore, tmp_path: Path) -> None:
    chance = random.Random(7)
    paragraphs = [" ".join(chance.choices(SAID, k=chance.randint(1, 12))) for _ in range(150)]
    entries = [_entry(f"{n}.txt", *paragraphs[n : n + 3]) for n in range(0, 150, 3)]
    beside = SqlStore(tmp_path)
    for each in (store, beside):
        _add(each, *entries)
    queries = [*SAID, *(f'"{a} {b}"' for a, b in itertools.pairwise(SAID))]
    queries += [" ".join(chance.sample(SAID, 2)) for _ in range(40)]
    with store.snapshot() as one, beside.snapshot() as two:
        for query in queries:
            found, other = ({(h.report, h.span, h.words) for h in s.search(query, limit=999)} for s in (one, two))
            assert found == other, query
    beside.close()


@pytest.mark.postgres
def test_readers_in_threads_see_whole_states(store: SqlStore) -> None:
    seen: list[tuple[int, int]] = []

    def look() -> None:
        for _ in range(10):
            with store.snapshot() as snapshot:
                seen.append((len(snapshot.list_filed()), len(snapshot.search("talvi", limit=100))))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(10):
        _add(store, _entry(f"{n}.txt", f"Talvi {n}."))
    for thread in threads:
        thread.join()
    assert len(seen) == 40
    assert all(filed == found for filed, found in seen)
