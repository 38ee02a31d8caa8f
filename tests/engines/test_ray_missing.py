"""Whoever asks for Ray without having it is told what to install."""

import io
import sys
from pathlib import Path

import pytest

from onrecord import case
from onrecord.errors import SettingsError


def test_engine_that_is_not_installed_is_told_with_the_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    case.init(tmp_path).close()
    with case.open(tmp_path, flags={"engine": "ray"}) as opened, pytest.raises(SettingsError) as told:
        opened.add("-", stdin=io.BytesIO(b'{"id": "a", "text": "Brandt said no."}\n'))
    assert "onrecord[ray]" in str(told.value.help)


def test_engine_that_is_not_known_is_told_with_the_known_ones(tmp_path: Path) -> None:
    case.init(tmp_path).close()
    with pytest.raises(SettingsError, match="own, ray"):
        case.open(tmp_path, flags={"engine": "spark"})
