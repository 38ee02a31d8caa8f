"""`onrecord doctor` finds what was done to a store, works out again what can be, and says what it did."""

import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from evaluation.faces import run_verb
from onrecord import case
from onrecord.case.doctor import examine
from onrecord.case.moving import Move, move
from onrecord.case.stores import open_database
from onrecord.records.decision import Action, Choice


@pytest.fixture(scope="module")
def decided(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example case with something decided, and with its account kept."""
    folder = Path(shutil.copytree(example_case, tmp_path_factory.mktemp("decided") / "case"))
    with case.open(folder) as opened:
        said = next(s for f in opened.casebook().findings for s in f.statements)
        opened.decide(Choice(action=Action.ACCEPT, things=(said.id,)), by="Ana Kesh")
        opened.visit(reader="Ana Kesh")
    return folder


@pytest.fixture
def damaged(decided: Path, tmp_path: Path) -> Path:
    """A copy of it, to be damaged."""
    return Path(shutil.copytree(decided, tmp_path / "case"))


def _harm(folder: Path, *statements: str) -> None:
    database = sqlite3.connect(folder / "onrecord.db")
    with database:
        for statement in statements:
            database.execute(statement)
    database.close()


def test_doctor_finds_nothing_in_a_whole_case(damaged: Path) -> None:
    code, out, err = run_verb(damaged, ("doctor",))
    assert (code, out) == (0, ""), err


MENDED = {
    "paragraphs that are gone": "DELETE FROM passages WHERE id < 5",
    "a paragraph moved": "UPDATE passages SET start = start + 1 WHERE id = 3",
    "words that are gone": "INSERT INTO passage_words(passage_words) VALUES ('delete-all')",
    "words of another": "INSERT INTO passage_words(rowid, text) VALUES (1, 'elsewhere')",
    "a page of a capture": "UPDATE captures SET page = NULL, desk = 'x'",
    "a finding's column": "UPDATE findings SET start = start + 2, doc = 'other.txt' WHERE kind = 'statement'",
    "a decision's column": "UPDATE decisions SET \"by\" = 'somebody'",
    "words of a sketch": "DELETE FROM top_words WHERE word IN (SELECT word FROM top_words LIMIT 3)",
    "a sketch": "UPDATE sketches SET body = x'00' WHERE report = (SELECT report FROM sketches LIMIT 1)",
    "a sketch of nothing": "UPDATE sketches SET report = 'r0' WHERE report = (SELECT report FROM sketches LIMIT 1)",
    "who a story names": "DELETE FROM bearers WHERE id IN (SELECT id FROM bearers LIMIT 2)",
    "how many reports name somebody": "UPDATE bearers SET reports = reports + 1",
    "keys of names": "DELETE FROM name_keys WHERE key IN (SELECT key FROM name_keys LIMIT 1)",
    "a key of another name": "UPDATE name_keys SET key = key || 'x' WHERE id IN (SELECT id FROM name_keys LIMIT 1)",
    "an answer that is kept": "UPDATE answers SET body = substr(body, 1, 100)",
    "a part of the account": "UPDATE parts SET body = x'00'",
    "a story": "UPDATE account SET body = '{}' WHERE kind = 'story'",
    "an entity": "DELETE FROM account WHERE kind = 'entity' AND place = 0",
}


@pytest.mark.parametrize("harm", MENDED.values(), ids=MENDED)
def test_doctor_works_out_again_what_comes_from_the_rest(damaged: Path, harm: str) -> None:
    shown = [run_verb(damaged, words)[1] for words in (("search", "missiles"), ("brief",), ("review",))]
    _harm(damaged, harm)
    assert run_verb(damaged, ("doctor",))[0] == 1
    code, out, err = run_verb(damaged, ("doctor", "--repair"))
    assert code == 0, out
    assert out.startswith("mended: ")
    assert "worked out again" in err
    assert [run_verb(damaged, words)[1] for words in (("search", "missiles"), ("brief",), ("review",))] == shown


TOLD = {
    "a text": ("UPDATE texts SET text = replace(text, 'soldiers', 'visitors')", "changed after it was read"),
    "a span": (
        "UPDATE findings SET body = replace(body, '\"end\":', '\"end\":1') WHERE kind = 'statement'",
        "other spans than its id",
    ),
    "a row of no report": ("DELETE FROM reports WHERE id = (SELECT id FROM reports LIMIT 1)", "points at nothing"),
    "a finding that cannot be read": ("UPDATE findings SET body = '{' WHERE kind = 'figure'", "cannot be read"),
    "marks": ("UPDATE reports SET marks = x'00'", "cannot be read"),
    "a decision": ("UPDATE decisions SET body = replace(body, 'accept', 'reject')", "not the one that was taken"),
    "a hash": ("UPDATE captures SET sha256 = substr(sha256, 2) || '0' WHERE number = 1", "is gone"),
    "a time": ("UPDATE visits SET at = 'yesterday'", "cannot be read"),
}


@pytest.mark.parametrize(("harm", "words"), TOLD.values(), ids=TOLD)
def test_doctor_tells_what_only_a_copy_can_mend_and_leaves_it(damaged: Path, harm: str, words: str) -> None:
    _harm(damaged, harm)
    for asked in (("doctor",), ("doctor", "--repair")):
        code, out, err = run_verb(damaged, asked)
        assert code == 1, err
        assert words in out


def test_doctor_tells_of_bytes_that_changed_and_leaves_them(damaged: Path) -> None:
    capture = next(p for p in sorted((damaged / "captures").rglob("*")) if p.is_file())
    capture.chmod(0o644)
    capture.write_bytes(b"something else")
    code, out, _ = run_verb(damaged, ("doctor", "--repair"))
    assert code == 1
    assert capture.read_bytes() == b"something else"
    assert out


def test_doctor_removes_what_a_killed_program_left_half_written(damaged: Path) -> None:
    kept = next(p for p in sorted((damaged / "captures").iterdir()) if p.is_dir())
    (kept / f".{'0' * 64}.17.part").write_bytes(b"half")
    assert run_verb(damaged, ("doctor",))[0] == 0
    code, out, _ = run_verb(damaged, ("doctor", "--repair"))
    assert (code, "half written" in out) == (0, True)
    assert not list((damaged / "captures").rglob("*.part"))


def test_the_store_of_a_newer_version_is_refused_and_left(damaged: Path) -> None:
    _harm(damaged, "UPDATE alembic_version SET version_num = '9999'")
    before = (damaged / "onrecord.db").read_bytes()
    code, _, err = run_verb(damaged, ("doctor",))
    assert code == 1
    assert "newer onrecord" in err
    assert (damaged / "onrecord.db").read_bytes() == before


@pytest.fixture
def harm_server(damaged: Path, postgres_url: str, postgres_schema: str) -> Callable[[str], None]:
    """A function that does a statement to the case, which was moved to a server."""
    pytest.importorskip("psycopg", exc_type=ImportError)
    move(damaged, Move(to=postgres_url, schema=postgres_schema))

    def harm(statement: str) -> None:
        with case.open(damaged) as opened:
            database = open_database(damaged, opened.settings)
        with database.holding(wait_s=5) as begin, begin() as connection:
            connection.execute(sa.text(statement))
        database.close()

    return harm


@pytest.mark.postgres
def test_doctor_mends_a_case_on_a_server(damaged: Path, harm_server: Callable[[str], None]) -> None:
    with case.open(damaged) as opened:
        before = list(opened.export_records())
        assert examine(opened, repair=False).faults == ()
    for statement in (
        "DELETE FROM passage_words WHERE passage < 5",
        "UPDATE passage_words SET words = to_tsvector('onrecord', 'elsewhere') WHERE passage = 3",
        "UPDATE passages SET start = start + 1 WHERE id = 3",
        "UPDATE findings SET doc = 'other.txt' WHERE kind = 'statement'",
        "DELETE FROM top_words",
        "UPDATE parts SET body = 'x'",
    ):
        harm_server(statement)
        with case.open(damaged) as opened:
            assert examine(opened, repair=False).faults, statement
            found = examine(opened, repair=True)
            assert (found.faults, bool(found.mended)) == ((), True), statement
            assert list(opened.export_records()) == before
            assert opened.search("missiles")


@pytest.mark.postgres
def test_doctor_tells_of_a_text_that_changed_on_a_server(damaged: Path, harm_server: Callable[[str], None]) -> None:
    harm_server("UPDATE texts SET text = replace(text, 'soldiers', 'visitors')")
    harm_server("UPDATE contents SET content = 'x'")
    with case.open(damaged) as opened:
        kinds = {fault.kind for fault in examine(opened, repair=True).faults}
    assert {"text", "capture"} <= kinds
