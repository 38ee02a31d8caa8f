"""How long a piece of work takes the processor, and what a folder weighs."""

import statistics
import time
from collections.abc import Callable
from pathlib import Path

TIMES = 5  # a figure is the median of so many calls


def weigh(folder: Path) -> int:
    """Bytes of all files below the folder."""
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def time_work(work: Callable[[], object]) -> float:
    """Seconds of the processor's time that one call takes."""
    start = time.process_time()
    work()
    return time.process_time() - start


def median_time(work: Callable[[], object]) -> float:
    """The median of that over several calls, to a tenth of a millisecond."""
    return round(statistics.median(time_work(work) for _ in range(TIMES)), 4)
