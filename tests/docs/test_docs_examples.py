"""How examples are run and cut, on pages made for it."""

from pathlib import Path

import pytest

pytest.importorskip("fastapi")
pytest.importorskip("mcp")

from handbook.examples import refresh_page
from handbook.markdown import read_blocks, write_table
from handbook.notes import list_kinds
from handbook.scratch import ROOT, ExampleError


def _refresh(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, case: Path, text: str) -> str:
    monkeypatch.setattr("handbook.examples.ROOT", tmp_path)
    page = tmp_path / "page.md"
    page.write_text(text, encoding="utf-8")
    return refresh_page(page, case)


@pytest.mark.parametrize("path", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.relative_to(ROOT).as_posix())
def test_blocks_written_again_are_the_page(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\n".join(line for block in read_blocks(text) for line in block.write()) + "\n" == text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("```console\n$ echo one\ntwo\n```", "```console\n$ echo one\none\n```"),
        (
            "<!-- show: 2 entries of each part -->\n```console\n$ printf 'a\\nb\\nc\\n'\n```",
            "<!-- show: 2 entries of each part -->\n```console\n$ printf 'a\\nb\\nc\\n'\na\nb\n...\n```",
        ),
        (
            "<!-- show: 1 entry of each part, 1 part and the last -->\n```console\n"
            "$ printf 'head\\n  a\\n    more\\n  b\\n\\nmiddle\\n\\nend\\n'\n```",
            "<!-- show: 1 entry of each part, 1 part and the last -->\n```console\n"
            "$ printf 'head\\n  a\\n    more\\n  b\\n\\nmiddle\\n\\nend\\n'\n"
            "head\n  a\n    more\n  ...\n\n...\n\nend\n```",
        ),
        ("```console\n$ false\n$ echo $?\n```", "```console\n$ false\n$ echo $?\n1\n```"),
        (
            "```console\n$ cat new.txt\nwords\n$ wc -w < new.txt\n```",
            "```console\n$ cat new.txt\nwords\n$ wc -w < new.txt\n1\n```",
        ),
        ("```python\nprint(6 * 7)\n```\n\n```text\n```", "```python\nprint(6 * 7)\n```\n\n```text\n42\n```"),
    ],
)
def test_an_example_is_run_and_its_output_put_in(
    before: str, after: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_case: Path
) -> None:
    assert _refresh(tmp_path, monkeypatch, example_case, before + "\n") == after + "\n"


@pytest.mark.parametrize("text", ["```console\n$ onrecord show s99999\n```", '<!-- s1 is "words that nobody said" -->'])
def test_an_example_that_fails_is_refused(
    text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_case: Path
) -> None:
    with pytest.raises(ExampleError):
        _refresh(tmp_path, monkeypatch, example_case, text + "\n")


def test_a_label_follows_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, example_case: Path) -> None:
    meant = '<!-- s99999 is "We count twelve thousand" -->'
    text = f"{meant}\n\n```console\n$ onrecord show s99999 --story talvi --plain\n```\n"
    assert "We count twelve thousand" in _refresh(tmp_path, monkeypatch, example_case, text).split("```console")[1]


def test_bars_in_cells_are_no_borders() -> None:
    assert write_table(("a",), [("x|y",)]).endswith("| x\\|y |\n")


def test_every_kind_of_note_is_found_in_the_code() -> None:
    assert {"encoding-guessed", "http-...", "robots", "bad-row", "not-read-for-statements"} <= set(list_kinds())
