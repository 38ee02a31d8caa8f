"""Commands that make, fill, search, export and look after a case: what they print where, and their exit codes."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

TALVI = (
    'Defence Minister Ilsa Brandt told parliament that the force had grown. "We count twelve thousand soldiers," '
    "she said. Around 8,000 Veranian troops have massed near the Talvi crossing, an official said on Sunday."
)
LINES = b"".join(
    json.dumps({"id": id, "text": text, "outlet": "Talvi Monitor", "published": "2031-03-03"}).encode() + b"\n"
    for id, text in (("r1", TALVI), ("r2", "Three missiles struck the Harrow depot overnight, the air force said."))
)
Cli = Callable[..., Any]


@pytest.fixture
def filled(onrecord: Cli) -> Cli:
    """The command line in a folder with a case of two reports."""
    assert onrecord("add", "-", stdin=LINES).code == 0
    return onrecord


def test_init_makes_a_case_and_says_so(onrecord: Cli, tmp_path: Path) -> None:
    done = onrecord("init", "talvi")
    assert (done.code, done.out) == (0, "")
    assert "Made a case in" in done.err
    assert (tmp_path / "talvi" / "onrecord.toml").is_file()
    assert "already" in onrecord("init", "talvi").err


def test_add_makes_the_case_on_the_first_day(onrecord: Cli, tmp_path: Path) -> None:
    done = onrecord("add", "-", stdin=LINES)
    assert (done.code, done.out) == (0, "")
    assert f"Made a case in {tmp_path}" in done.err
    assert "Read 2 captures: 2 new reports." in done.err
    assert "Next: onrecord brief" in done.err


def test_add_twice_adds_once(filled: Cli) -> None:
    done = filled("add", "-", stdin=LINES)
    assert done.code == 0
    assert "0 new reports, 2 known already" in done.err


def test_add_finds_the_case_from_a_folder_inside_it(
    filled: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "inner").mkdir()
    monkeypatch.chdir(tmp_path / "inner")
    assert "2 known already" in filled("add", "-", stdin=LINES).err


def test_case_can_be_named(filled: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Made a case" in filled("add", "--case", "other", "-", stdin=LINES).err
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    monkeypatch.setenv("ONRECORD_CASE", str(tmp_path / "other"))
    assert "2 known already" in filled("add", "-", stdin=LINES).err


def test_add_in_part_is_3_and_lists_what_was_not_read(filled: Cli) -> None:
    done = filled("add", "missing.txt", "-", stdin=LINES)
    assert done.code == 3
    assert "missing.txt could not be read" in done.err
    assert "1 not read" in done.err


def test_add_of_nothing_readable_is_3_too(onrecord: Cli) -> None:
    done = onrecord("add", "missing.txt")
    assert done.code == 3
    assert "1 not read (1 unreadable)" in done.err


MAIL = """From: Coastline Wire <brief@coastline.example>\r
Content-Type: multipart/mixed; boundary=b\r
\r
--b\r
\r
The harbour of Talvi was shut on Tuesday, its office said.\r
--b\r
Content-Disposition: attachment; filename=counts.pdf\r
\r
%PDF\r
--b--\r
"""


def test_add_names_what_of_a_thing_was_left_out(onrecord: Cli, tmp_path: Path) -> None:
    (tmp_path / "brief.eml").write_text(MAIL, newline="")
    done = onrecord("add", str(tmp_path / "brief.eml"))
    assert "note: brief.eml: Attachments were not read: counts.pdf. Save them and add the files." in done.err


def test_add_of_an_address_is_2_and_makes_no_case(onrecord: Cli, tmp_path: Path) -> None:
    done = onrecord("add", "https://coastline.example/talvi")
    assert done.code == 2
    assert "the network is off" in done.err
    assert not (tmp_path / "onrecord.toml").exists()


def test_add_as_json_is_one_object(onrecord: Cli) -> None:
    done = onrecord("add", "--json", "missing.txt", "-", stdin=LINES)
    told = json.loads(done.out)
    assert (told["read"], told["new"], [f["kind"] for f in told["failed"]]) == (2, 2, ["unreadable"])


def test_search_shows_the_words_in_their_line(filled: Cli) -> None:
    done = filled("search", "talvi", "troop")
    assert done.code == 0
    assert "Veranian troops have massed near the Talvi" in done.out
    assert "[Talvi Monitor, r1]" in done.out


def test_search_as_json_points_into_the_text(filled: Cli) -> None:
    hit = json.loads(filled("search", "--json", "missiles").out)
    word = hit["words"][0]
    assert hit["text"][word["start"] - hit["span"]["start"] : word["end"] - hit["span"]["start"]] == "missiles"


def test_search_plain_is_tab_separated(filled: Cli) -> None:
    (line,) = filled("search", "--plain", "missiles").out.splitlines()
    assert line.split("\t")[0] == "r2"


def test_search_keeps_quoted_words_together(filled: Cli) -> None:
    assert filled("search", "twelve thousand").code == 0
    assert filled("search", "thousand twelve").code == 5


def test_search_without_an_answer_is_5(filled: Cli) -> None:
    done = filled("search", "submarine")
    assert (done.code, done.out) == (5, "")
    assert "submarine" in done.err


def test_export_writes_lines_of_records(filled: Cli) -> None:
    lines = [json.loads(line) for line in filled("export").out.splitlines()]
    assert (lines[0]["type"], lines[-1]["type"]) == ("case", "manifest")
    assert {line["doc"] for line in lines if line["type"] == "report"} == {"r1", "r2"}


def test_export_to_a_file_appears_whole(filled: Cli, tmp_path: Path) -> None:
    done = filled("export", "-o", "case.jsonl")
    assert (done.code, done.out) == (0, "")
    assert json.loads((tmp_path / "case.jsonl").read_text().splitlines()[-1])["type"] == "manifest"
    assert not list(tmp_path.glob("*.part"))


def test_export_as_of_leaves_out_what_was_not_known(filled: Cli) -> None:
    done = filled("export", "--as-of", "2020-01-01")
    told = json.loads(done.out.splitlines()[-1])
    assert (told["type"], told["counts"]) == ("manifest", {})


def test_export_writes_text_with_notes(filled: Cli) -> None:
    assert "#" in filled("export", "--to", "md").out


def test_export_takes_json_as_its_own_lines_and_refuses_it_beside_another_format(filled: Cli) -> None:
    assert filled("export", "--json").out == filled("export").out
    assert filled("export", "--json", "--to", "md").code == 2


def test_export_writes_tables_into_a_folder_or_an_archive(filled: Cli, tmp_path: Path) -> None:
    assert filled("export", "--to", "csv", "-o", "tables").code == 0
    assert filled("export", "--to", "csv", "-o", "tables.zip").code == 0
    names = {f.name for f in (tmp_path / "tables").iterdir()}
    assert "datapackage.json" in names
    with zipfile.ZipFile(tmp_path / "tables.zip") as archive:
        assert set(archive.namelist()) == names


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("export", "--to", "docx"), "Unknown format 'docx'"),
        (("export", "--to", "csv"), "'csv' is several files"),
        (("export", "--as-of", "yesterday"), "Cannot read the time 'yesterday'"),
        (("export", "-o", "no/such/folder/x"), "Cannot write"),
        (("search",), "Missing argument"),
        (("serch", "x"), "No such command"),
        (("search", "--colour", "x"), "No such option"),
    ],
)
def test_wrong_use_is_2_and_says_how(filled: Cli, arguments: tuple[str, ...], told: str) -> None:
    done = filled(*arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


def test_unknown_story_is_5(filled: Cli) -> None:
    done = filled("export", "--story", "nowhere")
    assert done.code == 5
    assert "Its stories:" in done.err


@pytest.mark.parametrize("arguments", [("search", "x"), ("export",), ("doctor",)])
def test_no_case_is_2_and_names_the_cure(onrecord: Cli, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = onrecord(*arguments)
    assert done.code == 2
    assert "onrecord init" in done.err
    assert {f.name for f in tmp_path.iterdir()} == {".stdin"}


def test_error_as_json_has_the_four_fields(onrecord: Cli) -> None:
    error = json.loads(onrecord("search", "--json", "x").err)["error"]
    assert set(error) == {"kind", "message", "where", "help"}
    assert error["kind"] == "input"


def test_damaged_store_is_1(filled: Cli, tmp_path: Path) -> None:
    (tmp_path / "onrecord.db").write_bytes(b"not a database" * 200)
    done = filled("search", "talvi")
    assert done.code == 1
    assert "onrecord.db failed" in done.err


def test_doctor_finds_a_changed_capture(filled: Cli, tmp_path: Path) -> None:
    assert filled("doctor").code == 0
    file = next(f for f in (tmp_path / "captures").rglob("*") if f.is_file())
    file.write_text("edited")
    done = filled("doctor", "--json")
    assert done.code == 1
    assert json.loads(done.out)["kind"] == "capture"


def test_config_shows_values_and_where_they_come_from(
    filled: Cli, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "onrecord.toml").write_text('[story]\nname = "Talvi"\n')
    monkeypatch.setenv("ONRECORD_JOBS", "3")
    lines = filled("config", "--show-origin").out.splitlines()
    assert any(line.startswith('story.name = "Talvi"\tonrecord.toml') for line in lines)
    assert any(line.startswith("jobs = 3\tONRECORD_JOBS") for line in lines)
    rows = [json.loads(line) for line in filled("config", "--json").out.splitlines()]
    assert {"name": "language", "value": "en"}.items() <= next(r for r in rows if r["name"] == "language").items()


def test_unknown_setting_is_2_and_names_the_nearest(filled: Cli, tmp_path: Path) -> None:
    (tmp_path / "onrecord.toml").write_text("job = 2\n")
    done = filled("config")
    assert done.code == 2
    assert "Did you mean 'jobs'?" in done.err


def test_jobs_of_the_command_line_come_first(filled: Cli) -> None:
    assert filled("add", "--jobs", "0", "-", stdin=LINES).code == 2


@pytest.mark.parametrize("arguments", [("version",), ("--version",)])
def test_version_is_shown(onrecord: Cli, arguments: tuple[str, ...]) -> None:
    done = onrecord(*arguments)
    assert (done.code, done.out) == (0, "onrecord 0.1.0\n")
