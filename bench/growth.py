"""What a further report costs to store and compare as a case grows, with reports that were read beforehand.

    python -m bench.growth [--sizes 1000,3000,10000] [--base 16] [--folder build/growth]

A few simulated stories are read, and told again of other names as often as needed (`bench.ready`): reading is no part
of any figure, so cases of many reports can be filled.  A figure is the processor's time of this process, in seconds.
Figures are saved after each size.  The case is filled anew each time.
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
STEP = 32  # handed in together at a size, and then stored in one transaction
BATCH = 32
NOW = dt.datetime(2032, 7, 1, tzinfo=dt.UTC)  # after all simulated reports
QUERIES = ("barges gravel", "lorries local", "observers asked", "images bridge", "minister said")


def main() -> int:
    """Fill a case, measure at each size, save, and print all."""
    options = read_arguments()
    sizes = sorted({int(n) for n in options.sizes.split(",")})
    base = read_base(options.base, language=load("en"))
    stream = write_copies(base, sizes[-1] + len(sizes) * (STEP + TIMES))
    shutil.rmtree(options.folder, ignore_errors=True)
    case.init(options.folder).close()
    rows: list[Row] = []
    with case.open(options.folder) as opened:
        held = 0
        for size in sizes:
            filling = time_work(lambda size=size, held=held: _fill(opened, stream, size - held))  # type: ignore[misc]
            rows.append({**_measure(opened, stream), "fill_s_per_report": round(filling / (size - held), 4)})
            held = size + STEP + TIMES
            rows[-1] |= {"reports": size, "bytes_per_report": weigh(options.folder) // held, **describe_run()}
            options.save.write_text(json.dumps({"base": len(base), "growth": rows}, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(rows, indent=1))
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
    together = time_work(lambda: add_ready(opened, list(itertools.islice(stream, STEP)))) / STEP
    alone = [time_work(lambda: add_ready(opened, list(itertools.islice(stream, 1)))) for _ in range(TIMES)]
    stories = opened.stories()
    middle = stories[len(stories) // 2].slug
    return {
        "store_and_compare_s": round(together, 4),
        "store_and_compare_alone_s": round(statistics.median(alone), 4),
        "stories": len(stories),
        "stories_s": median_time(opened.stories),
        "open_story_s": median_time(lambda: opened.casebook(story=middle)),
        "story_as_of_s": round(time_work(lambda: opened.casebook(story=middle, as_of=NOW)), 4),
        "search_s": round(statistics.median(time_work(lambda q=q: opened.search(q)) for q in QUERIES), 4),  # type: ignore[misc]
        "peak_mb": peak_mb(),
    }


def _fill(opened: Case, stream: Iterator[Reading], count: int) -> None:
    for start in range(0, count, PORTION):
        add_ready(opened, list(itertools.islice(stream, min(PORTION, count - start))))


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
