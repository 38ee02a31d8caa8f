"""What results are written to stays what it is: pipes and devices are written into, links go on naming their files."""

import os
import stat
import threading
from pathlib import Path

import pytest

from evaluation.faces import run_verb

EXPORT = ("export", "--to", "jsonl")
SHOWN = ("stories", "--json")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_result_goes_into_a_pipe_and_not_in_its_place(example_case: Path, tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", list[str]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    code, _, err = run_verb(example_case, (*SHOWN, "-o", str(pipe)))
    reader.join(10)
    assert (code, err) == (0, "")
    assert read == [run_verb(example_case, SHOWN)[1]]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes here")
def test_export_that_is_read_again_is_not_put_in_the_place_of_a_pipe(example_case: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    code, out, err = run_verb(example_case, (*EXPORT, "-o", str(pipe)))
    assert (code, out) == (2, "")
    assert "it is no file" in err
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


@pytest.mark.parametrize("words", [SHOWN, EXPORT], ids=lambda words: words[0])
def test_link_goes_on_naming_the_file_that_is_written(
    example_case: Path, tmp_path: Path, words: tuple[str, ...]
) -> None:
    (tmp_path / "elsewhere").mkdir()
    file, link = tmp_path / "elsewhere" / "file", tmp_path / "link"
    file.write_text("before", encoding="utf-8")
    link.symlink_to(file)
    assert run_verb(example_case, (*words, "-o", str(link)))[0] == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") not in ("", "before")
