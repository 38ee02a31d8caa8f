"""The verbs over a case on disk that holds the hand-made reports."""

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from onrecord import case
from onrecord.errors import InputError, NotFound
from onrecord.interfaces.cli.main import build
from onrecord.records.capture import Capture
from onrecord.records.casebook import Casebook
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry

ADDED = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)
VERBS = ("stories", "brief", "figures", "claims", "timeline", "diff", "who brandt", "show s1@brandt")


@pytest.fixture(scope="module")
def folder(casebook: Casebook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("case")
    case.init(path).close()
    store = SqlStore(path)
    entries = [
        Entry(
            capture=Capture(
                id=report.capture,
                content=report.text.encode(),
                media_type="text/plain",
                doc=report.doc,
                address=report.address,
                outlet=report.outlet,
            ),
            added=ADDED,
            reports=(report,),
            findings=(found,),
            notes=(),
        )
        for report, found in zip(casebook.reports, casebook.findings, strict=True)
    ]
    with store.writing(wait_s=1) as writer:
        writer.add(entries)
    store.close()
    return path


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(build(words), [*words, "--case", str(folder)], env={"COLUMNS": "100"})


@pytest.mark.parametrize("verb", VERBS)
def test_verb_prints_lines_for_people(verb: str, folder: Path) -> None:
    result = run(folder, *verb.split())
    assert (result.exit_code, result.exception) == (0, None)
    assert result.stdout.strip()
    assert "\x1b" not in result.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_verb_prints_json_lines_with_a_type(verb: str, folder: Path) -> None:
    result = run(folder, *verb.split(), "--json")
    assert all(json.loads(line)["type"] for line in result.stdout.splitlines())
    assert result.stdout


@pytest.mark.parametrize("verb", VERBS)
def test_verb_prints_plain_lines_with_tabs(verb: str, folder: Path) -> None:
    result = run(folder, *verb.split(), "--plain")
    assert all("\t" in line for line in result.stdout.splitlines())


def test_brief_of_a_case_checks_every_line(folder: Path) -> None:
    assert "citations found word for word" in run(folder, "brief").stdout.replace("\n", " ")


def test_brief_as_of_a_moment_knows_only_what_was_published(folder: Path) -> None:
    made = json.loads(run(folder, "brief", "--as-of", "2031-03-03T00:00Z", "--json").stdout)
    assert made["reports"] == 2


def test_result_goes_to_a_file(folder: Path, tmp_path: Path) -> None:
    target = tmp_path / "brief.txt"
    result = run(folder, "brief", "-o", str(target))
    assert result.stdout == ""
    assert "ONE PARTY SAYS" in target.read_text(encoding="utf-8")


def test_show_of_an_unknown_label_finds_nothing(folder: Path) -> None:
    assert isinstance(run(folder, "show", "s999").exception, NotFound)


def test_unknown_story_finds_nothing(folder: Path) -> None:
    assert isinstance(run(folder, "brief", "no-such-story").exception, NotFound)


def test_unreadable_moment_is_wrong_use(folder: Path) -> None:
    assert isinstance(run(folder, "diff", "--since", "yesterday-ish").exception, InputError)


def test_diff_with_exit_code_tells_a_change(folder: Path) -> None:
    assert run(folder, "diff", "--since", "2031-03-04", "--exit-code").exit_code == 10
    assert run(folder, "diff", "--since", "2032-01-01", "--exit-code").exit_code == 0


def test_figures_about_nothing_counted_finds_nothing(folder: Path) -> None:
    assert run(folder, "figures", "--about", "potatoes").exit_code == 5
