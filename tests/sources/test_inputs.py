"""Files, folders, globs and lines become captures; what cannot be read is named, and the rest is read."""

import datetime as dt
import io
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import check_inputs, read_inputs
from onrecord.sources.jsonl import read_line


def _read(*inputs: str | Path, stdin: bytes = b"") -> list[Capture | Note]:
    return list(read_inputs([str(i) for i in inputs], stdin=io.BytesIO(stdin), sources={}))


def _docs(found: list[Capture | Note]) -> list[str]:
    return [c.doc for c in found if isinstance(c, Capture)]


def _write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Report {name}.", encoding="utf-8")


def test_file_is_called_by_its_name(tmp_path: Path) -> None:
    _write(tmp_path, "talvi.txt")
    (capture,) = _read(tmp_path / "talvi.txt")
    assert isinstance(capture, Capture)
    assert (capture.doc, capture.media_type, capture.content) == ("talvi.txt", "text/plain", b"Report talvi.txt.")


@pytest.mark.parametrize(
    ("name", "media_type"),
    [("a.txt", "text/plain"), ("a.md", "text/markdown"), ("a.html", "text/html"), ("a.HTM", "text/html")],
)
def test_kind_is_told_by_the_ending(tmp_path: Path, name: str, media_type: str) -> None:
    _write(tmp_path, name)
    (capture,) = _read(tmp_path / name)
    assert isinstance(capture, Capture)
    assert capture.media_type == media_type


def test_folder_gives_known_files_in_order_and_passes_over_hidden_ones(tmp_path: Path) -> None:
    _write(tmp_path, "b.txt", "a.html", "sub/c.md", ".hidden.txt", ".git/d.txt", "e.png")
    assert _docs(_read(tmp_path)) == ["a.html", "b.txt", "sub/c.md"]


def test_folder_that_links_to_itself_is_read_once(tmp_path: Path) -> None:
    _write(tmp_path, "sub/a.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    assert _docs(_read(tmp_path)) == ["sub/a.txt"]


def test_glob_gives_its_files(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt", "b.txt", "c.md", "sub/d.txt")
    assert _docs(_read(tmp_path / "*.txt")) == ["a.txt", "b.txt"]
    assert _docs(_read(tmp_path / "**" / "d.*")) == ["d.txt"]


def test_file_with_a_bracket_in_its_name_is_no_glob(tmp_path: Path) -> None:
    _write(tmp_path, "a[1].txt")
    assert _docs(_read(tmp_path / "a[1].txt")) == ["a[1].txt"]


def test_second_file_of_a_name_is_called_by_its_folder_too(tmp_path: Path) -> None:
    _write(tmp_path, "one/a.txt", "two/a.txt")
    inputs = (tmp_path / "one" / "a.txt", tmp_path / "two" / "a.txt", tmp_path / "one" / "a.txt")
    assert _docs(_read(*inputs)) == ["a.txt", "two/a.txt", "a.txt"]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("missing.txt", "unreadable"), ("report.odt", "unknown-kind"), ("*.txt", "no-match"), ("empty", "empty-folder")],
)
def test_bad_input_is_named_and_the_rest_is_read(tmp_path: Path, name: str, kind: str) -> None:
    _write(tmp_path, "good/a.txt", "report.odt")
    (tmp_path / "empty").mkdir()
    note, capture = _read(tmp_path / name, tmp_path / "good" / "a.txt")
    assert isinstance(note, Note)
    assert isinstance(capture, Capture)
    assert note.kind == kind
    assert name in note.message


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="the superuser may read anything")
def test_file_that_may_not_be_read_is_named(tmp_path: Path) -> None:
    _write(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    (note,) = _read(tmp_path / "a.txt")
    assert isinstance(note, Note)
    assert note.kind == "unreadable"


@pytest.mark.parametrize("given", ["https://coastline.example/talvi", "http://x.example", "ftp://x.example/a.html"])
def test_what_needs_the_network_is_refused_before_anything_is_read(given: str) -> None:
    with pytest.raises(InputError) as refused:
        check_inputs(["a.txt", given], sources={})
    assert given in refused.value.message
    assert refused.value.help


def test_extension_reads_inputs_that_begin_with_its_name() -> None:
    def mailbox(rest: str) -> Iterator[Capture | Note]:
        yield Note(kind="mail", message=rest, where=rest)

    (note,) = read_inputs(["mailbox:news.mbox"], stdin=io.BytesIO(), sources={"mailbox": mailbox})
    assert isinstance(note, Note)
    assert note.message == "news.mbox"


def _line(**fields: object) -> Capture:
    return read_line(json.dumps(fields).encode(), where="line 1")


@pytest.mark.parametrize("field", ["text", "body", "content"])
def test_line_text_has_many_names(field: str) -> None:
    assert _line(id="r1", **{field: "Talvi."}).content == b"Talvi."


def test_line_gives_all_that_it_knows() -> None:
    capture = _line(
        id="r1",
        body="Talvi.",
        date="2031-03-02",
        source="Coastline Wire",
        link="https://coastline.example/1",
        headline="Troops mass",
        captured="2031-03-02T08:10:00+02:00",
    )
    assert capture.doc == "r1"
    assert capture.published == "2031-03-02"
    assert capture.outlet == "Coastline Wire"
    assert capture.address == "https://coastline.example/1"
    assert capture.title == "Troops mass"
    assert capture.fetched == dt.datetime(2031, 3, 2, 6, 10, tzinfo=dt.UTC)


def test_line_keeps_no_title_that_the_text_begins_with() -> None:
    assert _line(id="r1", title="Troops mass", text="Troops mass\n\nTalvi.").title is None


def test_line_of_html_is_a_page() -> None:
    assert _line(id="r1", html="<p>Talvi.</p>").media_type == "text/html"


def test_line_without_an_id_is_called_by_its_address_else_by_its_text() -> None:
    assert _line(text="Talvi.", url="https://coastline.example/1").doc == "https://coastline.example/1"
    assert _line(text="Talvi.").doc == _line(text="Talvi.").doc != _line(text="Harrow.").doc


@pytest.mark.parametrize(
    ("line", "message"),
    [
        (b"{bad", "not JSON"),
        (b"", "not JSON"),
        (b"[1]", "no object"),
        (b"null", "no object"),
        (b"\xff", "not UTF-8"),
        (b'{"id": "r1"}', "no text"),
        (b'{"text": null}', "no text"),
        (b'{"text": 5}', '"text" is a number'),
        (b'{"text": ["a"]}', '"text" is a list'),
        (b'{"text": "a", "id": true}', '"id" is a boolean'),
        (b'{"text": "a", "id": {}}', '"id" is an object'),
        (b'{"text": "a", "url": 1.5}', '"url" is a number'),
        (b'{"text": "a", "fetched": "yesterday"}', "Cannot read the time 'yesterday'"),
        (b"[" * 100_000, "cannot be read"),
        (b'{"text": "a", "n": ' + b"9" * 5000 + b"}", "cannot be read"),
    ],
)
def test_bad_line_says_what_is_wrong_and_what_to_do(line: bytes, message: str) -> None:
    with pytest.raises(InputError, match=message) as refused:
        read_line(line, where="line 1")
    assert refused.value.help


def test_bad_lines_are_named_by_number_and_the_rest_is_read() -> None:
    stdin = b'{"id": "r1", "text": "One."}\n\n{bad\n{"id": "r2", "text": "Two."}'
    one, note, two = _read("-", stdin=stdin)
    assert isinstance(note, Note)
    assert note.where == "-:3"
    assert _docs([one, two]) == ["r1", "r2"]


@settings(max_examples=40)
@given(text=st.text())
def test_text_of_a_line_keeps_its_offsets(text: str) -> None:
    capture = read_line(json.dumps({"id": "r1", "text": text}).encode(), where="line 1")
    assert capture.content.decode(capture.encoding or "") == text


def test_half_of_a_pair_is_replaced_one_for_one() -> None:
    capture = read_line(b'{"id": "r\\ud800", "text": "a\\ud83db"}', where="line 1")
    assert capture.content.decode() == "a\ufffdb"
    assert capture.doc == "r\ufffd"
