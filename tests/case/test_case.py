"""The front door: adding, versions, the account at a moment, searching, and what survives a crash."""

import datetime as dt
import io
import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import onrecord
from onrecord.case import Case, init
from onrecord.errors import InputError, NotFound, SettingsError, StoreError
from onrecord.records.note import Note
from onrecord.records.when import Basis
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore

TALVI = (
    'Defence Minister Ilsa Brandt told parliament that the force had grown. "We count twelve thousand soldiers," '
    "she said. Around 8,000 Veranian troops have massed near the Talvi crossing, an official said on Sunday."
)
HARROW = "Three missiles struck the Harrow depot overnight, the air force said. Two more were intercepted, it said."
NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)


def _line(id: str, text: str, **fields: str) -> bytes:
    return json.dumps({"id": id, "text": text, **fields}).encode() + b"\n"


def _add(case: Case, *lines: bytes, now: dt.datetime = NOW) -> onrecord.AddResult:
    return case.add("-", stdin=io.BytesIO(b"".join(lines)), now=now)


@pytest.fixture(params=["memory", "folder"])
def case(request: pytest.FixtureRequest, tmp_path: Path) -> Case:
    """An empty case, kept in memory and kept in a folder."""
    if request.param == "folder":
        return init(tmp_path / "case")
    return Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))


def test_adding_reads_and_counts(case: Case) -> None:
    result = _add(case, _line("r1", TALVI), _line("r2", HARROW))
    assert (result.read, result.new, result.versions, result.skipped, result.failed) == (2, 2, 0, 0, ())
    book = case.casebook()
    assert {r.doc for r in book.reports} == {"r1", "r2"}
    assert any(f.statements for f in book.findings)


def test_adding_twice_adds_once(case: Case) -> None:
    _add(case, _line("r1", TALVI), _line("r1", TALVI))
    before = case.casebook()
    result = _add(case, _line("r1", TALVI), now=NOW + dt.timedelta(days=1))
    assert (result.read, result.new, result.skipped) == (0, 0, 1)
    assert case.casebook() == before


def test_changed_page_is_a_new_version_and_both_are_kept(case: Case) -> None:
    url = "https://coastline.example/harrow"
    _add(case, _line("r5", HARROW.replace("Three", "Four"), url=url))
    result = _add(case, _line("r5", HARROW, url=url))
    assert (result.new, result.versions) == (0, 1)
    book = case.casebook()
    assert [r.text for r in book.reports] == [HARROW]
    assert [r.text for r in book.earlier] == [HARROW.replace("Three", "Four")]
    assert [v.number for v in book.versions] == [1, 2]
    assert len(case.list_filed()) == 2


def test_version_fetched_earlier_is_the_earlier_one_whenever_it_is_added(case: Case) -> None:
    _add(case, _line("r5", HARROW, fetched="2031-03-04T09:00Z"))
    _add(case, _line("r5", HARROW.replace("Three", "Four"), fetched="2031-03-04T06:00Z"))
    assert [r.text for r in case.casebook().reports] == [HARROW]


def test_same_text_from_two_pages_is_two_reports(case: Case) -> None:
    result = _add(case, _line("r1", TALVI), _line("r2", TALVI))
    assert result.new == 2


@pytest.mark.parametrize(
    ("fields", "known"),
    [
        ({"fetched": "2031-03-04T06:00Z", "published": "2031-03-01"}, dt.datetime(2031, 3, 4, 6, tzinfo=dt.UTC)),
        ({}, NOW),
    ],
)
def test_report_is_known_from_when_it_was_fetched_else_added(
    case: Case, fields: dict[str, str], known: dt.datetime
) -> None:
    _add(case, _line("r1", TALVI, **fields))
    assert [v.known for v in case.casebook().versions] == [known]
    assert case.casebook(as_of=known).reports
    assert not case.casebook(as_of=known - dt.timedelta(seconds=1)).reports


def test_account_at_a_moment_is_the_account_of_what_was_known_then(case: Case) -> None:
    first = _line("r5", HARROW.replace("Three", "Four"), fetched="2031-03-04T06:00Z")
    _add(case, first, _line("r1", TALVI, fetched="2031-03-02T06:00Z"))
    then = case.casebook()
    _add(case, _line("r5", HARROW, fetched="2031-03-05T06:00Z"), _line("r9", HARROW, fetched="2031-03-06T06:00Z"))
    assert case.casebook() != then
    assert case.casebook(as_of=dt.datetime(2031, 3, 4, 12, tzinfo=dt.UTC)) == then


def test_order_of_adding_does_not_matter() -> None:
    lines = [_line("r1", TALVI, fetched="2031-03-02T06:00Z"), _line("r2", HARROW, fetched="2031-03-03T06:00Z")]
    books = []
    for order in (lines, lines[::-1]):
        case = Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))
        for line in order:
            _add(case, line)
        books.append(case.casebook())
    assert books[0] == books[1]


def test_story_of_a_case_holds_its_own_reports_only(case: Case) -> None:
    _add(case, _line("r1", TALVI), _line("r2", TALVI + " More came on Monday, she said."))
    story = case.stories()[0]
    assert {r.id for r in case.casebook(story=story.slug).reports} == set(story.reports)
    with pytest.raises(NotFound, match="no story 'nowhere'"):
        case.casebook(story="nowhere")


def test_search_answers_from_current_versions_only(case: Case) -> None:
    _add(case, _line("r5", HARROW.replace("Three", "Four")))
    _add(case, _line("r5", HARROW), _line("r1", TALVI))
    assert case.search("four missiles") == ()
    (hit,) = case.search("missile")
    assert hit.report.text == HARROW
    assert [w.of(hit.report.text) for w in hit.words] == ["missiles"]
    assert case.search("missile", as_of=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)) == ()


def test_search_names_the_statements_of_the_paragraph(case: Case) -> None:
    _add(case, _line("r1", TALVI))
    (hit,) = case.search("parliament")
    known = {s.id for f in case.casebook().findings for s in f.statements}
    assert hit.statements
    assert set(hit.statements) <= known


def test_get_gives_the_record_by_id_beginning_or_doc(case: Case) -> None:
    _add(case, _line("r1", TALVI), _line("r2", HARROW))
    book = case.casebook()
    statement = book.findings[0].statements[0]
    assert case.get(statement.id) == statement
    assert case.get(statement.id[:14]) == statement
    assert case.get("r2").doc == "r2"
    with pytest.raises(NotFound, match="Nothing in the case"):
        case.get("zzz")
    with pytest.raises(NotFound, match="is the beginning of"):
        case.get("r")


def test_export_begins_with_the_case_and_ends_with_counts(case: Case) -> None:
    _add(case, _line("r1", TALVI, fetched="2031-03-02T06:00Z"))
    lines = [json.loads(json.dumps(line)) for line in case.export_records()]
    assert (lines[0]["type"], lines[0]["wire"]) == ("case", 1)
    assert lines[-1]["type"] == "manifest"
    assert sum(lines[-1]["counts"].values()) == len(lines) - 2
    by_type = {line["type"]: line for line in lines}
    assert by_type["statement"]["doc"] == by_type["mention"]["doc"] == "r1"
    assert by_type["report"]["known"] == "2031-03-02T06:00:00Z"
    assert isinstance(by_type["claim"]["origins"], int)


def test_whole_case_has_no_faults(case: Case) -> None:
    _add(case, _line("r1", TALVI), _line("r2", HARROW))
    assert case.faults() == ()


def test_changed_capture_is_a_fault(tmp_path: Path) -> None:
    with init(tmp_path) as case:
        _add(case, _line("r1", TALVI))
        (file,) = (f for f in (tmp_path / "captures").rglob("*") if f.is_file())
        file.write_text("edited")
        (fault,) = case.faults()
    assert isinstance(fault, Note)
    assert (fault.kind, fault.where) == ("capture", "r1")


def test_lines_that_an_outlet_puts_on_all_its_pages_are_furniture(case: Case) -> None:
    line = "The Talvi valley lies between two rivers and has had one railway since the old war."
    texts = [f"Report {n} of the war.\n\n{TALVI} Day {n}.\n\n{line}\n" for n in range(4)]
    _add(case, *(_line(f"r{n}", text, outlet="Talvi Monitor") for n, text in enumerate(texts[:3])))
    _add(case, _line("r3", texts[3], outlet="Talvi Monitor"), _line("x", texts[3], outlet="Herald"))
    said = {r.doc: " ".join(s.of(r.text) for s in r.body) for r in case.casebook().reports}
    assert [doc for doc, body in said.items() if line in body] == ["x"]


def test_undated_report_is_dated_by_its_story_and_read_with_that_date(case: Case) -> None:
    dated = (
        "Three missiles struck the fuel depot at Harrow on Monday, the Ostrian air force said. Two were intercepted."
    )
    undated = "The fuel depot at Harrow was struck by three missiles on Monday, the Ostrian air force said on Tuesday."
    _add(case, _line("r1", dated, published="2031-03-04"), _line("r2", undated))
    book = case.casebook()
    when = {r.doc: r.published for r in book.reports}["r2"]
    assert when is not None
    assert when.basis is Basis.INFERRED
    said = next(f for r, f in zip(book.reports, book.findings, strict=True) if r.doc == "r2")
    assert "2031-03-03" in {t.value for t in said.times}
    assert case.casebook() == book


def test_progress_is_told(case: Case) -> None:
    told: list[int] = []
    case.add("-", stdin=io.BytesIO(_line("r1", TALVI)), on_read=told.append)
    assert told == [1]


def test_bad_inputs_are_listed_and_the_rest_is_added(case: Case, tmp_path: Path) -> None:
    result = case.add(["-", str(tmp_path / "missing.txt")], stdin=io.BytesIO(b"{bad\n" + _line("r1", TALVI)))
    assert result.new == 1
    assert [n.kind for n in result.failed] == ["bad-line", "unreadable"]


def test_refused_input_adds_nothing(case: Case) -> None:
    with pytest.raises(InputError, match="not fetched"):
        case.add(["-", "https://coastline.example"], stdin=io.BytesIO(_line("r1", TALVI)))
    assert case.list_filed() == ()


def test_case_is_opened_again_as_it_was(tmp_path: Path) -> None:
    with onrecord.init(tmp_path) as case:
        _add(case, _line("r1", TALVI))
        before = case.casebook()
    with onrecord.open(tmp_path) as case:
        assert case.casebook() == before


def test_settings_change_the_account_without_adding(tmp_path: Path) -> None:
    with init(tmp_path) as case:
        _add(case, _line("r1", TALVI))
    settings = tmp_path / "onrecord.toml"
    settings.write_text(settings.read_text() + '\n[parties]\nOstria = ["Ilsa Brandt"]\n')
    with onrecord.open(tmp_path) as case:
        parties = {e.party for e in case.casebook().account.entities if e.name == "Ilsa Brandt"}
    assert parties == {"Ostria"}


def test_making_a_case_twice_keeps_its_settings(tmp_path: Path) -> None:
    init(tmp_path).close()
    (tmp_path / "onrecord.toml").write_text('[story]\nname = "Talvi"\n')
    with init(tmp_path) as case:
        assert case.settings["story.name"] == "Talvi"


def test_folder_without_a_case_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no case"):
        onrecord.open(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_unknown_setting_stops_the_opening(tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("job = 2\n")
    with pytest.raises(SettingsError, match="'job'"):
        onrecord.open(tmp_path)


def test_second_writer_is_refused_and_readers_are_not(tmp_path: Path) -> None:
    with init(tmp_path) as case:
        _add(case, _line("r1", TALVI))
        (tmp_path / "onrecord.toml").write_text("[store]\nwait_s = 0\n")
        with case._store.writing(wait_s=0), onrecord.open(tmp_path) as other:
            assert len(other.casebook().reports) == 1
            assert other.search("parliament")
            with pytest.raises(StoreError, match="being written to by process"):
                _add(other, _line("r2", HARROW))


def test_reading_from_threads_gives_each_the_whole(case: Case) -> None:
    _add(case, _line("r1", TALVI))
    expected, found = case.casebook(), []
    threads = [threading.Thread(target=lambda: found.append(case.casebook())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [expected] * 4


KILLED = """
import os, signal, sys
import onrecord
def die(read):
    if read >= 2:
        os.kill(os.getpid(), signal.SIGKILL)
from onrecord.case import adding
adding.BATCH = 1
with onrecord.open(sys.argv[1]) as opened:
    opened.add("-", on_read=die)
"""


@pytest.mark.skipif(os.name == "nt", reason="no signals")
def test_killed_half_way_leaves_a_case_that_opens_and_goes_on(tmp_path: Path) -> None:
    init(tmp_path).close()
    lines = b"".join(_line(f"r{n}", f"{TALVI} Day {n}.") for n in range(4))
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path)], input=lines, check=False)
    assert done.returncode == -signal.SIGKILL
    with onrecord.open(tmp_path) as case:
        assert {r.doc for r in case.casebook().reports} == {"r0", "r1"}
        assert case.faults() == ()
        result = case.add("-", stdin=io.BytesIO(lines))
        assert (result.new, result.skipped) == (2, 2)
