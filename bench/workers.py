"""What worker processes gain, what each of them holds of the machine's memory, and whether that stays.

    python -m bench.workers [--reports 384] [--turns 3] [--many 5000] [--save bench/results/workers.json]

The same reports are read by one process and by two workers, in turns.  On a busy machine the time on the clock says
little, so what is compared is the processor's time: of the one process, against that of the busiest of three with two
workers, or half of all three together, whichever is more.  That is the gain on two cores that nobody else uses.  Memory
is sampled while simulated reports go through two workers; their names never repeat, as new names come in the news.
Samples are saved as they come, so that a run that is cut off has measured what it reached; with `--turns 0` or
`--many 0` the other half stays as it was measured before.
"""

import argparse
import json
import multiprocessing
import os
import statistics
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.machine import RESULTS, describe_run, resident_mb
from evaluation.simulator.stories import write_stories
from onrecord.language import load
from onrecord.pool import Outcome, Pool, read_here
from onrecord.records import ids
from onrecord.records.capture import Capture

JOBS = 2
SAMPLES = 20  # of memory, over all the reports
PARAGRAPHS = 8  # simulated reports that make one of the length of the news
TICK = os.sysconf("SC_CLK_TCK")


def main() -> int:
    """Print what was measured, and save it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=384, help="read in each turn, of about 400 words each")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--many", type=int, default=5000, help="short reports over which memory is sampled")
    parser.add_argument("--save", type=Path, default=RESULTS / "workers.json")
    options = parser.parse_args()
    result: dict[str, Any] = json.loads(options.save.read_text(encoding="utf-8")) if options.save.exists() else {}
    if options.turns:
        gain = measure_gain(write_captures(options.reports, joined=PARAGRAPHS), options.turns)
        result["gain"] = gain | describe_run()
        _save(options.save, result)
    if options.many:
        for memory in measure_memory(write_captures(options.many)):
            result["memory"] = memory | describe_run()
            _save(options.save, result)
    print(json.dumps(result, indent=1))
    return 0


def _save(path: Path, result: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def write_captures(number: int, *, joined: int = 1) -> list[Capture]:
    """So many reports, each of the paragraphs of so many simulated ones."""
    texts = [w.text for w in write_stories(number * joined // 8 + 1, seed=1)]
    captures = []
    for n in range(number):
        content = "\n\n".join(texts[n * joined : (n + 1) * joined]).encode()
        name = f"r{n}"
        captures.append(
            Capture(id=ids.capture_id(content, None, name), content=content, media_type="text/plain", doc=name)
        )
    return captures


def measure_gain(captures: Sequence[Capture], turns: int) -> dict[str, Any]:
    """How much sooner two workers are done than one process, in turns that see the same of the machine's other work."""
    words = sum(len(c.content.split()) for c in captures)
    rows = []
    with Pool(language=load("en"), jobs=JOBS) as pool:
        _exhaust(pool.read(captures[: 16 * JOBS]))  # workers have started and loaded
        _exhaust(read_here(captures[:16], language=load("en"), known_furniture=frozenset()))
        for _ in range(turns):
            one = _watch(lambda: read_here(captures, language=load("en"), known_furniture=frozenset()), [])
            two = _watch(lambda: pool.read(captures), list_workers())
            busiest = max(*two["each_s"], sum(two["each_s"]) / JOBS)
            rows.append(
                {
                    "one": one,
                    "two": two,
                    "gain": round(one["each_s"][0] / busiest, 2),
                    "gain_on_the_clock": round(one["clock_s"] / two["clock_s"], 2),
                }
            )
    one_s = statistics.median(row["one"]["each_s"][0] for row in rows)
    gain = statistics.median(row["gain"] for row in rows)
    return {
        "reports": len(captures),
        "words": words,
        "words_per_s_of_one": round(words / one_s),
        "words_per_s_of_two": round(words / one_s * gain),
        "gain": gain,
        "gain_on_the_clock": statistics.median(row["gain_on_the_clock"] for row in rows),
        "turns": rows,
    }


def measure_memory(captures: Sequence[Capture]) -> Iterator[dict[str, Any]]:
    """What each worker holds, in MB, from the first reports to those read so far."""
    samples: list[dict[str, Any]] = []
    step = max(1, len(captures) // SAMPLES)
    with Pool(language=load("en"), jobs=JOBS) as pool:
        for n, _ in enumerate(pool.read(captures), start=1):
            if n % step == 0:
                samples.append({"reports": n, "workers_mb": [resident_mb(pid) for pid in list_workers()]})
                yield _sum_up(samples)


def _sum_up(samples: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The most, and what it grew by since the first quarter: nothing is said of that while samples are few."""
    early, late = samples[len(samples) // 4], samples[-1]
    grown, since = max(late["workers_mb"]) - max(early["workers_mb"]), late["reports"] - early["reports"]
    return {
        "reports": late["reports"],
        "most_mb": max(max(s["workers_mb"]) for s in samples),
        "mb_per_1000_reports": round(grown / since * 1000, 2) if since else 0.0,
        "samples": list(samples),
    }


def list_workers() -> list[int]:
    """The processes of the pool's workers."""
    found = [p.pid for p in multiprocessing.active_children() if p.pid is not None]
    return sorted(found)


def _watch(work: Callable[[], Iterable[Outcome]], workers: Sequence[int]) -> dict[str, Any]:
    """Seconds on the clock, and of the processor for this process and each worker."""
    before, start = [_spent(pid) for pid in (os.getpid(), *workers)], time.monotonic()
    _exhaust(work())
    spent = [_spent(pid) - was for pid, was in zip((os.getpid(), *workers), before, strict=True)]
    return {"clock_s": round(time.monotonic() - start, 2), "each_s": [round(s, 2) for s in spent]}


def _exhaust(outcomes: Iterable[Outcome]) -> None:
    deque(outcomes, maxlen=0)


def _spent(pid: int) -> float:
    """Seconds of the processor that a process has had."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICK


if __name__ == "__main__":
    raise SystemExit(main())
