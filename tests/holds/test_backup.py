"""The documented way to copy a case that is in use gives a whole case of one moment."""

import shutil
import sqlite3
import threading
from pathlib import Path

from onrecord import case
from onrecord.case.doctor import examine

LINE = "Defence Minister Ilsa Brandt said on Monday that {} soldiers had come to Talvi.\n"


def test_copy_of_a_case_that_is_written_to_is_whole(tmp_path: Path) -> None:
    home, copy, inbox = tmp_path / "case", tmp_path / "copy", tmp_path / "inbox"
    for folder in (copy, inbox):
        folder.mkdir()
    (inbox / "0.txt").write_text(LINE.format("9,000"), encoding="utf-8")
    with case.init(home) as opened:
        opened.add([inbox])
    for number in range(1, 6):
        (inbox / f"{number}.txt").write_text(LINE.format(f"{number},500"), encoding="utf-8")

    def write() -> None:
        with case.open(home) as opened:
            for number in range(1, 6):
                opened.add([inbox / f"{number}.txt"])

    writer = threading.Thread(target=write)
    writer.start()
    source, target = sqlite3.connect(home / "onrecord.db"), sqlite3.connect(copy / "onrecord.db")
    source.backup(target)
    target.close()
    source.close()
    shutil.copytree(home / "captures", copy / "captures", ignore=shutil.ignore_patterns("*.part"))
    shutil.copy(home / "onrecord.toml", copy)
    writer.join()
    with case.open(copy) as opened:
        assert examine(opened, repair=False).faults == ()
        assert opened.list_filed()
