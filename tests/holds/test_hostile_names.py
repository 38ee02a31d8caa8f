"""Names that strangers give to things lead nowhere: nothing is written but under a hash, and none of them acts."""

import io
import os
import re
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from evaluation.faces import run_verb
from onrecord import case
from onrecord.inert import ACTING

TEXT = "TALVI, March 9 (Coastline) - Ilsa Brandt said on Monday that {} soldiers had come.\n"
NAMES = (
    "../../evil.txt", "/tmp/onrecord-evil.txt", "..\\..\\evil.txt", "C:\\evil.txt", "a/../../../evil.txt",
    "~/.evil.txt", "CON.txt", "evil.txt:stream", "-rf.txt", "$(touch evil).txt", "`touch evil`.txt",
    "a\n../evil.txt", "\x1b[2Jevil.txt", "\u202etxt.live", "%2e%2e%2fevil.txt", "....//evil.txt", "onrecord.db",
    "captures/aa/evil.txt", ".txt", " .txt",
)  # fmt: skip
OURS = re.compile(r"onrecord\.(db|toml|lock|db-wal|db-shm)|captures(/[0-9a-f]{2,64})*|fetched\.json|\.gitignore")


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number, name in enumerate(NAMES):
            archive.writestr(zipfile.ZipInfo(name), TEXT.format(12_000 + number))
    return out.getvalue()


def _web_archive() -> bytes:
    records = []
    for number, name in enumerate(NAMES):
        page = f"<html><body><h1>Talvi</h1><p>{TEXT.format(13_000 + number)}</p></body></html>".encode()
        answer = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename=../evil\r\n\r\n"
        )
        told = name.replace("\n", " ").encode("utf-8")
        head = b"WARC/1.1\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:%d>\r\n" % number
        head += b"WARC-Target-URI: https://post.example/%d/%b\r\nWARC-Filename: %b\r\n" % (number, told, told)
        head += b"WARC-Date: 2031-03-09T08:00:00Z\r\nContent-Type: application/http; msgtype=response\r\n"
        records.append(head + b"Content-Length: %d\r\n\r\n" % len(answer + page) + answer + page + b"\r\n\r\n")
    return b"".join(records)


def _bundle() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("datapackage.json", '{"profile": "data-package", "wacz_version": "1.1.1", "resources": []}')
        for name in ("archive/../../evil.warc", "archive/data.warc"):
            archive.writestr(zipfile.ZipInfo(name), _web_archive())
        archive.writestr("pages/../../pages.jsonl", '{"url": "file:///etc/passwd", "title": "../../evil"}\n')
    return out.getvalue()


def _mail() -> bytes:
    message = EmailMessage()
    message["From"], message["Subject"] = "desk@post.example", "Talvi"
    message.set_content(TEXT.format(14_000))
    for number, name in enumerate(n for n in NAMES if n.isprintable()):
        message.add_attachment(TEXT.format(15_000 + number).encode(), maintype="text", subtype="plain", filename=name)
    return message.as_bytes()


INPUTS = {"names.zip": _archive, "names.warc": _web_archive, "names.wacz": _bundle, "names.eml": _mail}


def _files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


@pytest.mark.parametrize("name", INPUTS)
def test_nothing_is_written_under_a_name_that_strangers_gave(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    inside = tmp_path / "a" / "b" / "c"
    home = inside / "case"
    inside.mkdir(parents=True)
    (inside / name).write_bytes(INPUTS[name]())
    monkeypatch.chdir(inside)
    monkeypatch.setenv("HOME", str(inside))
    case.init(home).close()
    before = _files(tmp_path)
    code, out, err = run_verb(home, ("add", str(inside / name)))
    assert code in (0, 3), err
    assert not ACTING.search(out + err)
    new = {Path(path).relative_to("a/b/c/case").as_posix() for path in _files(tmp_path) - before}
    assert any(path.startswith("captures/") for path in new)
    assert {path for path in new if not OURS.fullmatch(path)} == set()
    assert not Path("/tmp/onrecord-evil.txt").exists()
    with case.open(home) as opened:
        assert opened.faults() == ()


@pytest.mark.skipif(os.name == "nt", reason="files have other rights there")
def test_files_of_a_case_are_made_with_the_rights_that_the_user_gives(tmp_path: Path) -> None:
    (tmp_path / "new.txt").write_text(TEXT.format(12_000), encoding="utf-8")
    before = os.umask(0o077)
    try:
        with case.init(tmp_path / "case") as opened:
            opened.add([tmp_path / "new.txt"])
    finally:
        os.umask(before)
    open_to_others = [path for path in (tmp_path / "case").rglob("*") if path.stat().st_mode & 0o077]
    assert open_to_others == []


WORDS = (
    "\x1b[2Jevil",
    "../evil",
    "\u202elive",
    "evil\nonrecord: all is well",
    "os.system",
    "evil:rest",
    "'; DROP TABLE x",
)


@pytest.mark.parametrize("words", WORDS, ids=ascii)
@pytest.mark.parametrize("verb", ["export", "add", "brief", "show"])
def test_name_that_nothing_answers_to_is_told_without_acting(example_case: Path, verb: str, words: str) -> None:
    asked = {"export": ("export", "--to", words), "add": ("add", f"{words}:x"), "brief": ("brief", words)}
    code, out, err = run_verb(example_case, asked.get(verb, (verb, words)))
    assert code in (1, 2, 3, 5)
    assert out == ""
    assert "Traceback" not in err
    assert not ACTING.search(err)
    assert "all is well" not in [line.removeprefix("onrecord: ") for line in err.splitlines()]
