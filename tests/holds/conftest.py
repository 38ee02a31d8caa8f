"""The example story as every face shows it, walked once; `HOLDS_MOST` raises how many things of a kind."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import faces
from onrecord import case
from onrecord.records.casebook import Casebook

MOST = int(os.environ.get("HOLDS_MOST", "4"))
ASKED = faces.Asked(
    speakers=("Brandt", "Lind", "Harker"),
    words="missiles",
    draft="Three missiles struck the Harrow fuel depot overnight.",
    question="How many missiles hit Harrow?",
    most=MOST,
)


@pytest.fixture(scope="session")
def book(example_case: Path) -> Casebook:
    """All that the case holds."""
    with case.open(example_case) as opened:
        return opened.casebook()


@pytest.fixture(scope="session")
def walk(example_case: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[faces.Shown]]:
    """What a face printed, walked when it is first asked for."""
    kept: dict[str, list[faces.Shown]] = {}

    def shown(face: str) -> list[faces.Shown]:
        if face not in kept:
            made = {
                "cli": lambda: faces.walk_cli(example_case, ASKED),
                "web": lambda: faces.walk_web(example_case, ASKED),
                "mcp": lambda: faces.walk_tools(example_case, ASKED),
                "export": lambda: faces.walk_exports(example_case, tmp_path_factory.mktemp("exports")),
            }
            kept[face] = list(made[face]())
        return kept[face]

    return shown
