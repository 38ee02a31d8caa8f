"""`onrecord export`: files whole or not at all, manifests held against the store, names left out everywhere."""

import gzip
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from onrecord import case
from onrecord.views.exports import jsonlines
from onrecord.views.exports.formats import FORMATS

Cli = Callable[..., Any]
TEXT = (
    'Defence Minister Ilsa Brandt told parliament that the force had grown. "We count twelve thousand soldiers," '
    "she said. Around 8,000 Veranian troops have massed near the Talvi crossing, an official said on Sunday."
)
OTHER = "Three missiles struck the Harrow depot overnight, the air force said. Brandt denied that any depot was hit."
VISIT = "Ilsa Brandt visited the Talvi crossing on 2 March 2031. Nobody was hurt, the fire service said."
LINES = b"".join(
    json.dumps(
        {
            "id": id,
            "headline": headline,
            "authors": authors,
            "text": text,
            "outlet": "Talvi Monitor",
            "published": "2031-03-03",
            "url": f"https://monitor.example/{id}",
        }
    ).encode()
    + b"\n"
    for id, headline, authors, text in (
        ("r1", "Force has grown", [], TEXT),
        ("r2", "Depot is hit", [], OTHER),
        ("r3", "Ilsa Brandt at the crossing", ["Ilsa Brandt"], VISIT),  # her name in heads, bylines and a chronology
    )
)
FOLDERS = [f.name for f in FORMATS.values() if f.is_folder]
FILES = [f.name for f in FORMATS.values() if not f.is_folder]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case of three reports, made once."""
    folder = tmp_path_factory.mktemp("case")
    with case.init(folder) as made:
        made.add("-", stdin=io.BytesIO(LINES))
    return folder


@pytest.fixture
def filled(onrecord: Cli, kept: Path, tmp_path: Path) -> Cli:
    """The command line in a folder with a copy of the case."""
    shutil.copytree(kept, tmp_path, dirs_exist_ok=True)
    return onrecord


@pytest.mark.parametrize("to", FILES)
def test_a_file_has_its_manifest_beside_it(filled: Cli, tmp_path: Path, to: str) -> None:
    done = filled("export", "--to", to, "-o", "out")
    assert (done.code, done.out) == (0, ""), done.err
    assert "checked against the store" in done.err
    told = json.loads((tmp_path / "out.manifest.json").read_text())
    assert told["files"] == [
        {
            "path": "out",
            "bytes": (tmp_path / "out").stat().st_size,
            "sha256": hashlib.sha256((tmp_path / "out").read_bytes()).hexdigest(),
        }
    ]
    for kind in FORMATS[to].whole:
        assert told["counts"].get(kind, 0) == told["store"].get(kind, 0), kind
    assert "licence" in told


@pytest.mark.parametrize("to", [to for to in FILES if FORMATS[to].is_text])
def test_what_goes_to_standard_output_is_what_goes_to_a_file(filled: Cli, tmp_path: Path, to: str) -> None:
    assert filled("export", "--to", to, "-o", "out").code == 0
    assert filled("export", "--to", to).out == (tmp_path / "out").read_bytes().decode()


@pytest.mark.parametrize("to", FOLDERS)
def test_a_folder_and_an_archive_hold_the_same(filled: Cli, tmp_path: Path, to: str) -> None:
    assert filled("export", "--to", to, "-o", "out").code == 0
    assert filled("export", "--to", to, "-o", "out.zip").code == 0
    told = json.loads((tmp_path / "out" / "manifest.json").read_text())
    with zipfile.ZipFile(tmp_path / "out.zip") as archive:
        assert set(archive.namelist()) == {f.name for f in (tmp_path / "out").iterdir()}
        for file in told["files"]:
            data = (tmp_path / "out" / file["path"]).read_bytes()
            assert hashlib.sha256(data).hexdigest() == file["sha256"]
            assert archive.read(file["path"]) == data


def test_an_export_takes_the_place_of_an_earlier_one(filled: Cli, tmp_path: Path) -> None:
    assert filled("export", "--to", "csv", "-o", "out").code == 0
    (tmp_path / "out" / "claims.csv").write_text("edited")
    assert filled("export", "--to", "csv", "-o", "out").code == 0
    assert (tmp_path / "out" / "claims.csv").read_text() != "edited"
    assert not list(tmp_path.glob(".*.part"))


def test_a_folder_of_other_things_is_left_alone(filled: Cli, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "thesis.txt").write_text("mine")
    done = filled("export", "--to", "csv", "-o", "mine")
    assert done.code == 2
    assert "holds other things" in done.err
    assert [f.name for f in (tmp_path / "mine").iterdir()] == ["thesis.txt"]


def test_an_export_that_lacks_a_record_is_1_and_leaves_nothing(
    filled: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = jsonlines.export.list_lines
    lossy = lambda *a, **k: (line for line in whole(*a, **k) if line["type"] != "claim")  # noqa: E731
    monkeypatch.setattr(jsonlines.export, "list_lines", lossy)
    done = filled("export", "-o", "out.jsonl")
    assert done.code == 1
    assert "(claim)" in done.err
    assert not list(tmp_path.glob("*out.jsonl*"))


def test_list_shows_every_format(filled: Cli) -> None:
    shown = dict(line.split("\t") for line in filled("export", "--list").out.splitlines())
    assert shown == {f.name: f.help for f in FORMATS.values()}


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's exporters, sound and broken, as an installer would leave them."""
    module = "def words(book):\n    yield from (r.text for r in book.reports)\ndef numbers(book):\n    yield 5\n"
    (tmp_path / "talvi_exports.py").write_text(module)
    info = tmp_path / "talvi_exports-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: talvi-exports\nVersion: 1.0\n")
    points = "words = talvi_exports:words\nnumbers = talvi_exports:numbers\n"
    (info / "entry_points.txt").write_text(f"[onrecord.exporters]\n{points}")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "talvi_exports", raising=False)


def test_a_listed_name_that_stands_nowhere_is_told_and_never_which(filled: Cli, tmp_path: Path) -> None:
    (tmp_path / "names.txt").write_text("Ilsa Brandt\nJorun Vask\n", encoding="utf-8")
    told = filled("export", "--to", "md", "--redact", "names.txt", "-o", "out.md").err
    assert "1 listed name stands nowhere" in told
    assert "Vask" not in told


def test_what_was_written_is_counted_as_people_count(filled: Cli) -> None:
    told = filled("export", "--to", "csv", "-o", "tables").err
    assert {"1 story", "4 entities", "2 series"} <= set(re.findall(r"\d+ \w+", told))


@pytest.mark.usefixtures("installed")
def test_an_installed_exporter_comes_by_its_name_and_is_redacted_too(filled: Cli, tmp_path: Path) -> None:
    assert "twelve thousand" in filled("export", "--to", "words").out
    (tmp_path / "names.txt").write_text("Ilsa Brandt\n")
    assert "Brandt" not in filled("export", "--to", "words", "--redact", "names.txt").out


@pytest.mark.usefixtures("installed")
def test_an_exporter_that_breaks_its_contract_is_named(filled: Cli) -> None:
    done = filled("export", "--to", "numbers")
    assert done.code == 1
    assert "The exporter 'numbers' gave int" in done.err


@pytest.mark.parametrize("to", [*FILES, *FOLDERS])
def test_redacted_names_are_in_no_file_of_any_format(filled: Cli, tmp_path: Path, to: str) -> None:
    (tmp_path / "names.txt").write_text("# for her safety\n\nilsa  brandt\n")
    done = filled("export", "--to", to, "--redact", "names.txt", "-o", "out")
    assert done.code == 0, done.err
    assert "Left out: " in done.err
    assert "statement" in done.err
    files = [tmp_path / "out"] if (tmp_path / "out").is_file() else list((tmp_path / "out").iterdir())
    for file in (*files, *tmp_path.glob("out.manifest.json")):
        data = _unpack(file.read_bytes())
        assert b"brandt" not in data.lower(), file.name
        assert b"count twelve thousand" not in data


@pytest.mark.parametrize("to", [*FILES, *FOLDERS])
def test_names_that_are_not_left_out_are_found_in_the_same_way(filled: Cli, tmp_path: Path, to: str) -> None:
    assert filled("export", "--to", to, "-o", "out").code == 0
    files = [tmp_path / "out"] if (tmp_path / "out").is_file() else list((tmp_path / "out").iterdir())
    told = b"".join(_unpack(f.read_bytes()) for f in files).lower()
    assert b"brandt" in told or b"count twelve thousand" in told


def _unpack(data: bytes) -> bytes:
    """The bytes, with all that is packed in them laid open."""
    if data[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return b"".join(name.encode() + _unpack(archive.read(name)) for name in archive.namelist())
    if data[:2] == b"\x1f\x8b":
        return gzip.decompress(data)
    if data[:4] == b"PAR1":
        parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra parquet)")
        table = parquet.read_table(io.BytesIO(data))
        return f"{table.to_pylist()}{table.schema.metadata}".encode()
    return data


@pytest.mark.parametrize(("content", "told"), [(b"\n# nobody\n", "names nobody"), (b"\xff\xfe\xfa", "not UTF-8")])
def test_a_list_of_names_that_cannot_be_used_is_2(filled: Cli, tmp_path: Path, content: bytes, told: str) -> None:
    (tmp_path / "names.txt").write_bytes(content)
    done = filled("export", "--redact", "names.txt")
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_a_missing_list_of_names_is_2(filled: Cli) -> None:
    done = filled("export", "--redact", "nowhere.txt")
    assert (done.code, done.out) == (2, "")
    assert "Cannot read the names in 'nowhere.txt'" in done.err


def test_ratings_come_from_a_file_and_go_out_as_reviews(filled: Cli, tmp_path: Path) -> None:
    (tmp_path / "ratings.csv").write_text("claim,rating,by,url,date\nc1,Not shown,Ana Kesh,,2031-03-09\n")
    done = filled("export", "--to", "schemaorg", "--ratings", "ratings.csv")
    assert done.out.count('"ClaimReview"') == 1
    assert "ClaimReview" not in filled("export", "--to", "schemaorg").out


@pytest.mark.parametrize(
    ("line", "told"),
    [("c1,,Ana Kesh,,", "claim, rating or by is empty"), ("c1,x,y,,soon", "'soon' is no date"), ("c99,x,y,,", "c99")],
)
def test_a_rating_that_cannot_be_used_is_2_and_leaves_nothing(
    filled: Cli, tmp_path: Path, line: str, told: str
) -> None:
    (tmp_path / "ratings.csv").write_text(f"claim,rating,by,url,date\n{line}\n")
    done = filled("export", "--to", "schemaorg", "--ratings", "ratings.csv", "-o", "out")
    assert done.code == 2
    assert told in done.err
    assert not list(tmp_path.glob("*out*"))


def test_a_wacz_carries_the_bytes_that_came_in(filled: Cli, tmp_path: Path) -> None:
    assert filled("export", "--to", "wacz", "-o", "out.wacz").code == 0
    with zipfile.ZipFile(tmp_path / "out.wacz") as archive:
        warc = io.BytesIO(archive.read("archive/data.warc.gz"))
    records = ArchiveIterator(warc, parse_http=False, record_types=WarcRecordType.resource)
    read = {r.headers["WARC-Target-URI"]: r.reader.read() for r in records}
    with case.open(tmp_path) as opened:
        for filed in opened.list_filed():
            assert read[filed.address or ""] == opened.content(filed.capture)
