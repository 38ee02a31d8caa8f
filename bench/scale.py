"""What a further report costs as a case grows, what the case weighs, and how long its views take.

    python -m bench.scale [--sizes 1000,3000,10000] [--story 1000] [--folder build/scale]

Reports are simulated: stories of about ten short reports each, handed in by the day they appeared, and one story as
large as asked.  A figure is the processor's time of this process, in seconds, so that a busy machine does not count;
reading is timed apart from storing and comparing, which alone can grow with the case.  What was measured is saved after
each size, and a run that was cut off goes on with the case in the folder; remove both to begin anew, as for other
`--stories`, which are all that is handed in: ten reports each, so 12,500 of them for 100,000 reports.
"""

import argparse
import datetime as dt
import io
import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.machine import RESULTS, ROOT, describe_run, peak_mb
from bench.timed import median_time, time_work, weigh
from evaluation.simulator.stories import write_stories
from onrecord import case
from onrecord.case import Case
from onrecord.language import load
from onrecord.pool import read_here
from onrecord.records.capture import Capture
from onrecord.sources import read_inputs
from onrecord.views.brief import make_brief
from onrecord.views.changes import list_changes
from onrecord.views.figures import list_figures
from onrecord.views.timeline import make_timeline

Row = dict[str, Any]

STEP = 32  # reports that are added together at a size to see what one costs there
SINGLES = 4  # reports that are added one by one there
SEARCHES = 40  # different ones; their median is given
AFTER = dt.datetime(2032, 7, 1, tzinfo=dt.UTC)  # all simulated reports
PORTION = 1000  # reports handed in at once while a case is filled
PLACES = ("Talvi", "Orsa", "Brenn", "Kesten", "Halm")


def main() -> int:
    """Measure what is not measured yet, save after each part, and print all."""
    options = read_arguments()
    result: Row = json.loads(options.save.read_text(encoding="utf-8")) if options.save.exists() else {}
    if result.setdefault("stories", options.stories) != options.stories:
        sys.exit(
            f"{options.save} was measured with --stories {result['stories']}: use that, or another --save and --folder."
        )
    growth: list[Row] = result.setdefault("growth", [])
    sizes = sorted({int(n) for n in options.sizes.split(",") if n} - {row["reports"] for row in growth})
    lines = write_lines(options.stories) if sizes else []
    if lines:
        result["words_per_report"] = round(statistics.mean(len(json.loads(line)["text"].split()) for line in lines), 1)
    for size in sizes:
        if size + STEP + SINGLES > len(lines):
            sys.exit(
                f"{options.stories} stories are {len(lines)} reports: too few for {size}. Ask for more with --stories."
            )
        growth.append(measure_size(options.folder, size, lines, jobs=options.jobs))
        growth.sort(key=lambda row: int(row["reports"]))
        _save(options.save, result)
    if options.story and result.get("story", {}).get("reports") != options.story:
        result["story"] = measure_story(options.story)
        _save(options.save, result)
    print(json.dumps(result, indent=1))
    return 0


def read_arguments() -> argparse.Namespace:
    """What is asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1000,3000", help="of the case, in reports")
    parser.add_argument("--stories", type=int, default=1300, help="that are simulated")
    parser.add_argument("--story", type=int, default=1000, help="reports of the one large story; 0 leaves it out")
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "scale", help="where the growing case is kept")
    parser.add_argument("--jobs", type=int, default=1, help="workers that read while the case is filled")
    parser.add_argument("--save", type=Path, default=RESULTS / "scale.json")
    return parser.parse_args()


def _save(path: Path, result: Row) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")


def write_lines(stories: int) -> list[bytes]:
    """Lines of JSON of so many simulated stories, in the order in which their reports appeared."""
    return [json.dumps(written.line()).encode() + b"\n" for written in write_stories(stories, seed=1)]


def measure_size(folder: Path, size: int, lines: Sequence[bytes], *, jobs: int = 1) -> Row:
    """Seconds for a further report, bytes for each, and seconds of what is asked, in a case of so many reports."""
    if not (folder / "onrecord.toml").exists():
        case.init(folder).close()
    with case.open(folder, flags={"jobs": jobs}) as opened:
        filling = _watch(lambda: fill(opened, lines[:size]))
    with case.open(folder) as opened:
        held = len(opened.list_filed())
        together, alone = lines[held : held + STEP], lines[held + STEP : held + STEP + SINGLES]
        costs = [_cost(opened, together), *(_cost(opened, [line]) for line in alone)]
        return {
            "reports": size,
            "fill_wall_s": round(filling),
            "read_s": round(costs[0][0] / STEP, 4),
            "store_and_compare_s": round(costs[0][1] / STEP, 4),
            "store_and_compare_alone_s": round(statistics.median(comparing for _, comparing in costs[1:]), 4),
            "bytes_per_report": weigh(folder) // len(opened.list_filed()),
            **measure_search(opened, lines[:SEARCHES]),
            "stories_s": median_time(opened.stories),
            "casebook_s": round(time_work(opened.casebook), 4),
            "peak_mb": peak_mb(),
            **describe_run(),
        }


def fill(opened: Case, lines: Sequence[bytes]) -> None:
    """Add these reports, those apart that the case holds already."""
    for start in range(len(opened.list_filed()), len(lines), PORTION):
        _add(opened, lines[start : start + PORTION])


def measure_search(opened: Case, lines: Sequence[bytes]) -> Row:
    """Seconds of a search, at the median, for words of one place and for words that are in most reports."""
    texts = [str(json.loads(line)["text"]) for line in lines]
    rare = [text.partition(" the ")[2].split()[0] + " official" for text in texts if " the " in text]
    return {
        "search_s": round(statistics.median(time_work(lambda q=query: opened.search(q)) for query in rare), 4),  # type: ignore[misc]
        "search_frequent_s": median_time(lambda: opened.search("minister said")),
    }


def measure_story(size: int) -> Row:
    """Seconds of each view of a story of so many reports."""
    with tempfile.TemporaryDirectory() as folder, case.init(folder) as opened:
        adding = time_work(lambda: _add(opened, list(write_story(size))))
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
        timed: Row = {name: median_time(view) for name, view in views.items()}
    timed["as_of_ratio"] = round(timed["as_of_s"] / timed["open_s"], 2)
    return {
        "reports": size,
        "in_the_story": len(largest.reports),
        "add_s_per_report": round(adding / size, 4),
        **timed,
        "peak_mb": peak_mb(),
        **describe_run(),
    }


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


def _cost(opened: Case, lines: Sequence[bytes]) -> tuple[float, float]:
    """Seconds to read these reports, and seconds to store and compare them."""
    reading = time_work(lambda: _read(lines))
    return reading, time_work(lambda: _add(opened, lines)) - reading


def _add(opened: Case, lines: Sequence[bytes]) -> None:
    opened.add("-", stdin=io.BytesIO(b"".join(lines)))


def _read(lines: Sequence[bytes]) -> None:
    found = read_inputs(["-"], stdin=io.BytesIO(b"".join(lines)), sources={})
    captures = (c for c in found if isinstance(c, Capture))
    for _ in read_here(captures, language=load("en"), known_furniture=frozenset()):
        pass


def _watch(work: Callable[[], object]) -> float:
    start = time.monotonic()
    work()
    return time.monotonic() - start


if __name__ == "__main__":
    raise SystemExit(main())
