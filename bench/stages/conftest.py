"""What the stages are timed on, and what of a run is kept: simulated reports, so no file beside the project counts."""

import io
import json
from collections.abc import Iterator
from typing import Any

import pytest

from bench.machine import describe_run
from evaluation.simulator.stories import write_stories
from onrecord.case import Case
from onrecord.language import Language, load
from onrecord.pipeline import Reading, read_captures
from onrecord.records.capture import Capture
from onrecord.records.report import Report
from onrecord.settings import read_settings
from onrecord.sources import read_inputs
from onrecord.store.memory import MemoryStore

STORIES = 6
BATCH = 32  # reports, as many as the pipeline reads together


def pytest_benchmark_generate_json(config: pytest.Config, benchmarks: list[Any]) -> dict[str, Any]:
    """Seconds of each stage, with machine and commit, and nothing else of the machine."""
    rows = {
        bench.name.removeprefix("bench_"): {
            "median_s": round(bench.stats.median, 5),
            "least_s": round(bench.stats.min, 5),
            "rounds": bench.stats.rounds,
            **bench.extra_info,
        }
        for bench in benchmarks
        if not bench.has_error
    }
    return {"stages": rows, **describe_run()}


@pytest.fixture(scope="session")
def language() -> Language:
    """English, with the full tagger."""
    return load("en")


@pytest.fixture(scope="session")
def lines() -> bytes:
    """Reports of some stories, as JSON lines in the order in which they appeared."""
    return b"".join(json.dumps(w.line()).encode() + b"\n" for w in write_stories(STORIES, seed=1))


@pytest.fixture(scope="session")
def captures(lines: bytes) -> list[Capture]:
    """One batch of them."""
    found = read_inputs(["-"], stdin=io.BytesIO(lines), sources={})
    return [c for c in found if isinstance(c, Capture)][:BATCH]


@pytest.fixture(scope="session")
def readings(captures: list[Capture], language: Language) -> list[Reading]:
    """What was read in the batch."""
    return list(read_captures(captures, language=language))


@pytest.fixture(scope="session")
def reports(readings: list[Reading]) -> list[Report]:
    """The reports of the batch."""
    return [report for reading in readings for report in reading.reports]


def make_case() -> Case:
    """An empty case in memory."""
    return Case(MemoryStore(), settings=read_settings("", env={}, flags={}, where="onrecord.toml"))


@pytest.fixture(scope="session")
def filled(lines: bytes) -> Iterator[Case]:
    """A case in memory that holds the stories."""
    with make_case() as opened:
        opened.add("-", stdin=io.BytesIO(lines))
        yield opened
