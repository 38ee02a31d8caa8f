"""Language data is data: it parses, and no list says a thing twice."""

import tomllib
from pathlib import Path

import pytest

LANGUAGE = Path(__file__).parents[2] / "onrecord" / "language"
TABLES = sorted(LANGUAGE.rglob("*.toml"))


@pytest.mark.parametrize("path", TABLES, ids=lambda p: f"{p.parent.name}/{p.name}")
def test_table_parses_and_repeats_nothing(path: Path) -> None:
    table = tomllib.loads(path.read_text(encoding="utf-8"))
    for where, words in _lists(table, path.stem):
        plain = [w for w in words if isinstance(w, str)]
        twice = {w for w in plain if plain.count(w) > 1}
        assert not twice, f"{where} repeats {sorted(twice)}"


def _lists(table: object, where: str) -> list[tuple[str, list[object]]]:
    if isinstance(table, list):
        return [(where, table)]
    if isinstance(table, dict):
        return [found for key, value in table.items() for found in _lists(value, f"{where}.{key}")]
    return []
