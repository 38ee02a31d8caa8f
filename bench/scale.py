"""What a further report costs as a case grows, what the case weighs, and how long its views take.

    python -m bench.scale [--sizes 100,1000] [--story 1000] [--save bench/scale.json]

Reports are simulated: stories of about ten short reports each, and one story as large as asked.  What is given is the
processor's time of this process, in seconds, so that a busy machine does not count; reading is timed apart from storing
and comparing, which alone can grow with the case.
"""

import argparse
import datetime as dt
import functools
import io
import json
import os
import platform
import resource
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from bench.annotate import find_commit
from evaluation.simulator.stories import write_stories
from onrecord import case
from onrecord.case import Case
from onrecord.language import load
from onrecord.pool import read_here
from onrecord.sources import read_inputs
from onrecord.views.brief import make_brief
from onrecord.views.changes import list_changes
from onrecord.views.figures import list_figures
from onrecord.views.timeline import make_timeline

STEP = 20  # reports that are added at a size to see what one costs there
PER_STORY = 8  # captures that a simulated story has at least
TIMES = 5  # a view is computed; its median is given
AFTER = dt.datetime(2032, 1, 1, tzinfo=dt.UTC)  # all simulated reports
PLACES = ("Talvi", "Orsa", "Brenn", "Kesten", "Halm")


def main() -> int:
    """Print what was measured, and save it where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="100,1000")
    parser.add_argument("--story", type=int, default=1000)
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    result = {
        "growth": measure_growth(sizes),
        "story": measure_story(options.story) if options.story else {},
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "load": os.getloadavg(),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "commit": find_commit(),
    }
    print(json.dumps(result, indent=1))
    if options.save:
        options.save.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def measure_growth(sizes: list[int]) -> list[dict[str, Any]]:
    """At each size of a case: seconds for a further report, bytes for each, seconds of a search and an opening."""
    written = write_stories((sizes[-1] + STEP * len(sizes)) // PER_STORY + 1, seed=1)
    rows = [json.dumps(w.line()).encode() + b"\n" for w in written]
    found, at = [], 0
    with tempfile.TemporaryDirectory() as folder, case.init(folder) as opened:
        for size in sizes:
            _add(opened, rows[at:size])
            step = rows[size : size + STEP]
            reading = _time(functools.partial(_read, step)) / STEP
            whole = _time(functools.partial(_add, opened, step)) / STEP
            at = size + STEP
            found.append(
                {
                    "reports": size,
                    "read_s": round(reading, 4),
                    "store_and_compare_s": round(whole - reading, 4),
                    "bytes_per_report": _weigh(Path(folder)) // at,
                    "search_s": _median(lambda: opened.search("minister said")),
                    "search_rare_s": _median(lambda: opened.search(f'"{_rare(rows[0])}"')),
                }
            )
    return found


def measure_story(size: int) -> dict[str, Any]:
    """Seconds of each view of a story of so many reports."""
    with tempfile.TemporaryDirectory() as folder, case.init(folder) as opened:
        adding = _time(lambda: _add(opened, list(write_story(size))))
        largest = max(opened.stories(), key=lambda s: len(s.reports))
        book = opened.casebook(story=largest.slug)
        middle = dt.datetime(2031, 3, 7, tzinfo=dt.UTC)
        views: dict[str, Callable[[], Any]] = {
            "open_s": lambda: opened.casebook(story=largest.slug),
            "brief_s": lambda: make_brief(book, title="", language=opened.language),
            "figures_s": lambda: list_figures(book),
            "timeline_s": lambda: make_timeline(book),
            "changes_s": lambda: list_changes(book, since=middle),
            "as_of_s": lambda: opened.casebook(story=largest.slug, as_of=AFTER),
        }
        timed = {name: _median(view) for name, view in views.items()}
    return {"reports": size, "in_the_story": len(largest.reports), "add_s_per_report": round(adding / size, 4), **timed}


def write_story(size: int) -> Iterator[bytes]:
    """Lines of one invented story: the same people on the same matter, with numbers that move."""
    start = dt.datetime(2031, 3, 4, 6, tzinfo=dt.UTC)
    for n in range(size):
        about = f"About {4000 + 10 * (n % 97):,} Ostrian soldiers have crossed the Ilme near Talvi"
        text = (
            f"{about}, Defence Minister Ilsa Brandt said on {'Sunday' if n % 2 else 'Monday'}.\n\n"
            f'"We count {4000 + 10 * (n % 89):,} soldiers on our side of the river," Brandt told reporters.\n\n'
            f"Verania's foreign ministry denied that any soldiers had crossed the Ilme.\n\n"
            f"Residents of {PLACES[n % 5]} counted {n % 40 + 3} lorries on the road to Talvi, a driver said."
        )
        moment = start + dt.timedelta(minutes=9 * n)
        row = {"id": f"n{n}", "text": text, "outlet": f"Outlet {n % 50}", "published": moment.isoformat()}
        yield json.dumps(row).encode() + b"\n"


def _add(opened: Case, rows: list[bytes]) -> None:
    opened.add("-", stdin=io.BytesIO(b"".join(rows)))


def _read(rows: list[bytes]) -> None:
    found = read_inputs(["-"], stdin=io.BytesIO(b"".join(rows)), sources={})
    for _ in read_here(found, language=load("en"), known_furniture=frozenset()):  # type: ignore[arg-type]
        pass


def _rare(row: bytes) -> str:
    return " ".join(str(json.loads(row)["text"]).split()[:3])


def _weigh(folder: Path) -> int:
    return sum(p.stat().st_size for p in folder.rglob("*") if p.is_file())


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _median(work: Callable[[], object]) -> float:
    return round(statistics.median(_time(work) for _ in range(TIMES)), 4)


if __name__ == "__main__":
    raise SystemExit(main())
