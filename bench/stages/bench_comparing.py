"""Seconds that comparing takes: a case built from nothing, and a further report in it."""

import itertools
from typing import Any

from bench.growth import add_ready
from bench.ready import write_copies
from bench.stages.conftest import make_case
from onrecord.pipeline import Reading


def bench_compare_a_batch(benchmark: Any, readings: list[Reading]) -> None:
    """Reports that were read, stored and compared in an empty case."""

    def compare() -> int:
        with make_case() as opened:
            add_ready(opened, readings)
            return len(opened.stories())

    assert benchmark(compare) > 0


def bench_compare_one_more(benchmark: Any, readings: list[Reading]) -> None:
    """One report at a time into a case of 320."""
    stream = write_copies(readings, 10_000)
    with make_case() as opened:
        add_ready(opened, list(itertools.islice(stream, 320)))
        benchmark.pedantic(lambda one: add_ready(opened, [one]), setup=lambda: ((next(stream),), {}), rounds=40)
