"""The evaluation card tells of every set that is scored and every figure that is held, and nothing else."""

import json
import re
import tomllib

from evaluation.run import SETS
from handbook.card import CARD, write_card
from release.locked import ROOT

TABLES = re.compile(
    r"<!-- (?P<name>\w+): written by make docs -->\n\n(?P<part>.*?)<!-- end of (?P=name) -->", re.DOTALL
)


def _floors() -> dict[str, float]:
    held: dict[str, float] = json.loads((ROOT / "evaluation" / "floors.json").read_text(encoding="utf-8"))["floors"]
    return held


def test_every_set_that_is_scored_is_described() -> None:
    described = tomllib.loads((ROOT / "evaluation" / "sets.toml").read_text(encoding="utf-8"))
    assert list(described) == [each.name for each in SETS]


def test_card_is_current() -> None:
    assert (ROOT / CARD).read_text(encoding="utf-8") == write_card(), "run `make docs`"


def test_card_gives_every_figure_that_is_held() -> None:
    parts = {m["name"]: m["part"] for m in TABLES.finditer(write_card())}
    assert set(parts) == {"run", "sets", "figures", "missed"}
    rows = [line for line in parts["figures"].splitlines() if line.startswith("| ") and "---" not in line]
    heads = sum(line == "|  | held |" for line in rows)
    assert len(rows) - heads == len(_floors())
    assert parts["missed"].count("| ") > 3
