"""What a further report costs to store and compare as a case grows, with reports that were read beforehand.

    python -m bench.growth [--sizes 1000,3000,10000] [--base 16] [--folder build/growth]

A few simulated stories are read, and told again of other names as often as needed (`bench.ready`): reading is no part
of any figure, so cases of many reports can be filled.  A figure is the processor's time of this process, in seconds.
Figures are saved after each size, with how many times those of the first size each is.  The case is filled anew.
"""

import argparse
import datetime as dt
import itertools
import json
import shutil
import statistics
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.machine import RESULTS, ROOT, describe_run, peak_mb
from bench.ready import read_base, write_copies
from bench.timed import TIMES, median_time, time_work, weigh
from onrecord import case
from onrecord.case import Case
from onrecord.language import load
from onrecord.pipeline import Reading
from onrecord.store.adding import Adding
from onrecord.store.store import Entry

Row = dict[str, Any]

PORTION = 500  # reports handed in at once while the case is filled
STEPS = {"alone_s": 1, "together_32_s": 32, "together_500_s": 500}  # reports that are handed in at once at a size
BATCH = 32  # stored in one transaction
ALONE = 40  # reports that are handed in one after another; five are of one story, whose size is then what is measured
NOW = dt.datetime(2032, 7, 1, tzinfo=dt.UTC)  # after all simulated reports
QUERIES = ("barges gravel", "lorries local", "observers asked", "images bridge", "minister said")


def main() -> int:
    """Fill a case, measure at each size, save, and print all."""
    options = read_arguments()
    sizes = sorted({int(n) for n in options.sizes.split(",")})
    base = read_base(options.base, language=load("en"))
    stream = write_copies(base, sizes[-1] + len(sizes) * TIMES * sum(STEPS.values()))
    shutil.rmtree(options.folder, ignore_errors=True)
    case.init(options.folder).close()
    rows: list[Row] = []
    with case.open(options.folder) as opened:
        for size in sizes:
            filling = _fill(opened, stream, size - (held := len(opened.list_filed())))
            row = {"reports": size, "fill_s_per_report": round(filling / (size - held), 4), **_measure(opened, stream)}
            row["bytes_per_report"] = weigh(options.folder) // len(opened.list_filed())
            if rows:
                row["times_the_first"] = {name: round(row[name] / rows[0][name], 2) for name in STEPS}
            rows.append(row | describe_run())
            options.save.write_text(json.dumps({"base": len(base), "growth": rows}, indent=1) + "\n", encoding="utf-8")
            print(json.dumps(rows[-1]), flush=True)
    return 0


def read_arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,3000,10000", help="of the case, in reports")
    parser.add_argument("--base", type=int, default=16, help="simulated stories that are read; the rest are copies")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "growth", help="where the case is kept")
    parser.add_argument("--save", type=Path, default=RESULTS / "growth.json")
    return parser.parse_args()


def _measure(opened: Case, stream: Iterator[Reading]) -> Row:
    """Seconds for a further report, and for what is asked, in the case as it is."""
    row = {name: _cost(opened, stream, count) for name, count in STEPS.items()}
    stories = opened.stories()
    middle = stories[len(stories) // 2].slug
    row |= {
        "stories": len(stories),
        "stories_s": median_time(opened.stories),
        "open_story_s": median_time(lambda: opened.casebook(story=middle)),
        "search_s": round(statistics.median(time_work(lambda q=q: opened.search(q)) for q in QUERIES), 4),  # type: ignore[misc]
    }
    row["story_as_of_s"] = median_time(lambda: opened.casebook(story=middle, as_of=NOW))
    return row | {"peak_mb": peak_mb()}


def _cost(opened: Case, stream: Iterator[Reading], count: int) -> float:
    """Seconds for each of so many reports handed in at once, at the median."""
    costs = []
    for _ in range(1 if count == PORTION else TIMES if count > 1 else ALONE):
        ready = list(itertools.islice(stream, count))  # telling a story again is no part of it
        costs.append(time_work(lambda ready=ready: add_ready(opened, ready)) / count)  # type: ignore[misc]
    return round(statistics.median(costs), 4)


def _fill(opened: Case, stream: Iterator[Reading], count: int) -> float:
    """Seconds that it takes to add so many."""
    seconds = 0.0
    for start in range(0, count, PORTION):
        ready = list(itertools.islice(stream, min(PORTION, count - start)))
        seconds += time_work(lambda ready=ready: add_ready(opened, ready))  # type: ignore[misc]
    return seconds


def add_ready(opened: Case, readings: Sequence[Reading]) -> None:
    """Add reports that were read already, as `Case.add` does with those that it reads."""
    store, accounts = opened._store, opened._accounts  # there is no other way in: every interface reads
    adding = Adding(store, wait_s=10)
    known = {r.capture.id: r for r in readings}
    fresh = [known[capture.id] for capture in adding.list_fresh(r.capture for r in readings)]
    for start in range(0, len(fresh), BATCH):
        adding.keep([_as_entry(r) for r in fresh[start : start + BATCH]])
    with store.writing(wait_s=10) as writer:
        accounts.renew(writer)


def _as_entry(reading: Reading) -> Entry:
    return Entry(
        capture=reading.capture, added=NOW, reports=reading.reports, findings=reading.findings, notes=reading.notes
    )


if __name__ == "__main__":
    raise SystemExit(main())
