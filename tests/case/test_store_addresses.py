"""The file that holds the address of a store is a small secret text, or is refused with its name."""

import os
from pathlib import Path

import pytest

from onrecord.case.stores import read_url_file
from onrecord.errors import SettingsError

URL = "postgresql://desk:secret@db.example/case"


def test_address_is_read_from_a_file_that_only_its_owner_reads(tmp_path: Path) -> None:
    path = tmp_path / "url"
    path.write_text(f"{URL}\n", encoding="utf-8")
    path.chmod(0o600)
    assert read_url_file(path) == URL


def test_file_that_others_can_read_is_refused_and_its_words_are_not_told(tmp_path: Path) -> None:
    path = tmp_path / "url"
    path.write_text(URL, encoding="utf-8")
    path.chmod(0o644)
    with pytest.raises(SettingsError, match="can be read by others") as refused:
        read_url_file(path)
    assert "secret" not in str(refused.value)


@pytest.mark.parametrize("name", ["/dev/zero", "no\0name", "a folder", "a pipe", "bytes", "nowhere"])
def test_what_is_no_such_file_is_refused_and_not_waited_for(tmp_path: Path, name: str) -> None:
    (tmp_path / "a folder").mkdir()
    os.mkfifo(tmp_path / "a pipe")
    (tmp_path / "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "bytes").chmod(0o600)
    with pytest.raises(SettingsError, match="Cannot read"):
        read_url_file(tmp_path / name)
