"""Two stories as every face shows them, each walked once: the example, and one of the simulator's.

`HOLDS_MOST` raises how many things of a kind are shown one by one.
"""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from evaluation import faces
from evaluation.simulator.stories import write_stories
from onrecord import case
from onrecord.records.casebook import Casebook

MOST = int(os.environ.get("HOLDS_MOST", "0"))
EXAMPLE = faces.Asked(
    speakers=("Brandt", "Lind", "Harker"),
    words="missiles",
    draft="Three missiles struck the Harrow fuel depot overnight.",
    question="How many missiles hit Harrow?",
    most=MOST or 4,
)
SEED = 5  # of the simulator's story


@pytest.fixture(scope="session")
def simulated_case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a case that holds a story of the simulator's."""
    folder = tmp_path_factory.mktemp("simulated") / "case"
    source = folder.parent / "reports.jsonl"
    source.write_text("".join(f"{json.dumps(w.line())}\n" for w in write_stories(1, seed=SEED)), encoding="utf-8")
    with case.init(folder) as opened:
        opened.add([source])
    return folder


@pytest.fixture(scope="session", params=["example", "simulator"])
def told(request: pytest.FixtureRequest) -> str:
    """Which story."""
    return str(request.param)


@pytest.fixture(scope="session")
def folder(told: str, request: pytest.FixtureRequest) -> Path:
    """The folder of its case."""
    return Path(request.getfixturevalue("example_case" if told == "example" else "simulated_case"))


@pytest.fixture(scope="session")
def book(folder: Path) -> Casebook:
    """All that the case holds."""
    with case.open(folder) as opened:
        return opened.casebook()


@pytest.fixture(scope="session")
def asked(told: str, book: Casebook) -> faces.Asked:
    """What the faces are asked for."""
    if told == "example":
        return EXAMPLE
    names = dict.fromkeys(s.speaker.name for f in book.findings for s in f.statements if s.speaker.name)
    first = book.reports[0].text.split(".")[0]
    return faces.Asked(
        speakers=tuple(names)[:3],
        words=max(first.split(), key=len),
        draft=f"{first}.",
        question="How many people were there?",
        most=MOST or 2,
    )


@pytest.fixture(scope="session")
def walk(
    folder: Path, asked: faces.Asked, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], list[faces.Shown]]:
    """What a face printed, walked when it is first asked for."""
    kept: dict[str, list[faces.Shown]] = {}

    def shown(face: str) -> list[faces.Shown]:
        if face not in kept:
            made = {
                "cli": lambda: faces.walk_cli(folder, asked),
                "web": lambda: faces.walk_web(folder, asked),
                "mcp": lambda: faces.walk_tools(folder, asked),
                "export": lambda: faces.walk_exports(folder, tmp_path_factory.mktemp("exports")),
            }
            kept[face] = list(made[face]())
        return kept[face]

    return shown
