"""Extensions are found by entry point, loaded when called for, and named when they are broken."""

import sys
from pathlib import Path

import pytest

from onrecord.errors import PluginError
from onrecord.plugins import DOORS, Extensions

MODULE = "def read(rest):\n    return iter(())\nvalue = 5\n"


@pytest.fixture(autouse=True)
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package with extensions, sound and broken, as an installer would leave it."""
    (tmp_path / "talvi_sources.py").write_text(MODULE)
    info = tmp_path / "talvi_sources-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: talvi-sources\nVersion: 1.0\n")
    points = ("mailbox = talvi_sources:read", "gone = talvi_gone:read", "value = talvi_sources:value")
    (info / "entry_points.txt").write_text("[onrecord.sources]\n" + "\n".join(points) + "\n")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "talvi_sources", raising=False)


def test_extension_is_found_and_loaded_when_called_for() -> None:
    sources = Extensions("sources")
    assert set(sources) == {"mailbox", "gone", "value"}
    assert len(sources) == 3
    assert "talvi_sources" not in sys.modules
    assert list(sources["mailbox"]("x")) == []


@pytest.mark.parametrize(("name", "told"), [("gone", "could not be loaded"), ("value", "cannot be called")])
def test_broken_extension_is_named(name: str, told: str) -> None:
    with pytest.raises(PluginError, match=told) as refused:
        Extensions("sources")[name]
    assert f"'{name}'" in refused.value.message


def test_each_door_has_its_own_group() -> None:
    assert all(group == f"onrecord.{door}" for door, group in DOORS.items())
    assert set(Extensions("exporters")) == set()
