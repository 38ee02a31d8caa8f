"""Things that are too large, packed without end, locked, looped or changing: named, bounded, and the rest is read."""

import bz2
import gzip
import io
import lzma
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.note import Note
from onrecord.sources import Limits, ReadOptions, read_inputs

ENGLISH = load("en")
MIB = 1 << 20
SOUND = b'{"id": "sound", "text": "The council met on Monday and agreed that the bridge would open."}\n'
SMALL = ReadOptions(limits=Limits(thing=MIB, line=MIB, ratio=50))


def find(*inputs: Path) -> tuple[list[str], list[str]]:
    """The docs that were read and the kinds of the notes."""
    found = list(read_inputs([str(i) for i in inputs], stdin=io.BytesIO(), sources={}, options=SMALL))
    return [c.doc for c in found if isinstance(c, Capture)], [n.kind for n in found if isinstance(n, Note)]


def write(path: Path, content: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "docs", "kinds"),
    [
        ("a.txt", b"x" * (MIB + 1), [], ["too-large"]),
        ("a.html", b"<p>" * MIB, [], ["too-large"]),
        ("a.json", b"[" + b" " * MIB + b"]", [], ["too-large"]),
        ("a.jsonl", b'{"text": "' + b"x" * 3 * MIB + b'"}\n' + SOUND, ["sound"], ["too-large"]),
        ("a.jsonl", SOUND + b"x" * 3 * MIB, ["sound"], ["too-large"]),
        ("a.csv", b"id,text\nsound,The council met.\n" + b"x" * 3 * MIB, ["sound"], ["too-large"]),
        ("a.csv", b"x" * 3 * MIB, [], ["too-large"]),
        ("a.txt.gz", gzip.compress(b"x" * 100 * MIB, 9), [], ["bomb"]),
        ("a.jsonl.gz", gzip.compress(SOUND + b"x" * 100 * MIB, 9), ["sound"], ["bomb"]),
        ("a.jsonl.bz2", bz2.compress(SOUND + b"x" * 100 * MIB), ["sound"], ["bomb"]),
        ("a.jsonl.xz", lzma.compress(SOUND + b"x" * 100 * MIB, preset=0), ["sound"], ["bomb"]),
        ("a.jsonl.gz", gzip.compress(gzip.compress(gzip.compress(gzip.compress(SOUND)))), [], ["packed-too-deep"]),
        ("a.jsonl.gz", gzip.compress(gzip.compress(SOUND)), ["sound"], []),
    ],
)
def test_large_things_are_left_at_a_limit(
    tmp_path: Path, name: str, content: bytes, docs: list[str], kinds: list[str]
) -> None:
    after = write(tmp_path / "after.txt", b"The governor left.")
    assert find(write(tmp_path / name, content), after) == ([*docs, "after.txt"], kinds)


def zipped(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def nested(depth: int) -> bytes:
    content = zipped(("a.txt", b"The governor left."))
    for _ in range(depth):
        content = zipped(("inner.zip", content))
    return content


@pytest.mark.parametrize(
    ("content", "docs", "kinds"),
    [
        (zipped(("a.txt", b" " * 100 * MIB)), [], ["bomb"]),
        (zipped(*((f"{n}.txt", b" " * MIB) for n in range(90))), [], ["bomb"]),
        (nested(1), ["a.txt"], []),
        (nested(5), [], ["packed-too-deep"]),
        (zipped(("a.txt", b"The governor left."), ("big.txt", os.urandom(MIB + 1))), ["a.txt"], ["too-large"]),
        (zipped((".hidden.txt", b"x"), ("__MACOSX/a.txt", b"x"), ("b.txt", b"The governor left.")), ["b.txt"], []),
        (zipped(("a.jsonl", SOUND), ("b.txt", b"The governor left.")), ["sound", "b.txt"], []),
    ],
)
def test_zip_files_are_read_within_limits(tmp_path: Path, content: bytes, docs: list[str], kinds: list[str]) -> None:
    assert find(write(tmp_path / "a.zip", content)) == (docs, kinds)


@pytest.mark.parametrize("name", ["a.jsonl.zst"])
def test_zstandard_is_unpacked(tmp_path: Path, name: str) -> None:
    from fastwarc.stream_io import ZstdWriter

    with (tmp_path / name).open("wb") as file:
        writer = ZstdWriter(file)
        writer.write(SOUND)
        writer.close()
    assert find(tmp_path / name) == (["sound"], [])


def test_page_nested_ten_thousand_deep_is_read() -> None:
    lead = "The council met on Monday and agreed that the bridge would stay shut until the river falls."
    source = "<div>" * 10_000 + f"<h1>Bridge stays shut</h1><p>{lead}</p><p>{lead[:-1]} again.</p>" + "</div>" * 10_000
    capture = Capture(id="c", content=source.encode(), media_type="text/html", doc="deep.html")
    (report,) = read_capture(capture, language=ENGLISH).items
    assert lead in [s.of(report.text) for s in report.body]


def test_links_that_lead_round_in_circles_end(tmp_path: Path) -> None:
    write(tmp_path / "a" / "one.txt", b"The governor left.")
    (tmp_path / "a" / "b").mkdir()
    (tmp_path / "a" / "b" / "up").symlink_to(tmp_path / "a", target_is_directory=True)
    (tmp_path / "a" / "self.txt").symlink_to(tmp_path / "a" / "self.txt")
    assert find(tmp_path / "a") == (["one.txt"], ["unreadable"])


def test_device_is_not_read() -> None:
    assert find(Path("/dev/zero")) == ([], ["not-a-file"])


def test_pipe_in_a_folder_is_named_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "held.txt")
    write(tmp_path / "one.txt", b"The governor left.")
    assert find(tmp_path) == (["one.txt"], ["not-a-file"])


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read anything")
def test_folder_that_may_not_be_entered_is_named(tmp_path: Path) -> None:
    write(tmp_path / "locked" / "a.txt", b"x")
    write(tmp_path / "open.txt", b"The governor left.")
    (tmp_path / "locked").chmod(0)
    try:
        assert find(tmp_path) == (["open.txt"], ["unreadable"])
    finally:
        (tmp_path / "locked").chmod(0o700)


def test_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", SOUND)
    kinds = []
    for found in _slowly(path):
        if isinstance(found, Note):
            kinds.append(found.kind)
        else:
            with path.open("ab") as file:
                file.write(SOUND.replace(b"sound", b"late"))
            os.utime(path, ns=(1, 1))
    assert kinds == ["changed-while-read"]


def _slowly(path: Path) -> Iterator[Capture | Note]:
    found = read_inputs([str(path)], stdin=io.BytesIO(), sources={}, options=SMALL)
    yield next(found)
    yield from (f for f in found if isinstance(f, Note))


def test_pipe_is_read_as_it_comes(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, SOUND)
    os.close(writer)
    try:
        assert find(Path(f"/dev/fd/{reader}")) == (["sound"], [])
    finally:
        os.close(reader)
