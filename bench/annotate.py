"""Words a second of annotation against spaCy's bare full pipeline, on the same texts in the same run.

    python -m bench.annotate [--reports 192] [--shared ../shared] [--save bench/results/annotate.json]

Both read the same paragraphs in one process with one thread, in turns of as many reports as the pipeline reads
together, so that whatever else the machine does slows both alike.  spaCy runs with the C library's memory as it comes,
not as onrecord sets it.  What is compared is the processor's time.  The ratio is the median over the turns.  Each speed
begins with a parser of its own, which remembers no words.  What statements mean is not read: no line of the filter
needs it, a case does.
"""

import argparse
import csv
import json
import statistics
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.machine import describe_run
from bench.timed import time_work
from onrecord.annotate.model import find_model, load_parser
from onrecord.annotate.sentences import list_units
from onrecord.language import load
from onrecord.models import TAGGERS, give_back_from
from onrecord.pipeline import BATCH
from onrecord.pipeline import read_reports as read_all
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report

AS_IT_COMES = 1 << 25  # bytes: what a program's blocks of memory grow to before the C library gives them back at once
EXAMPLES = Path(__file__).parents[1] / "examples" / "story"


def main() -> int:
    """Print the ratios, and save them where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=192)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--save", type=Path)
    options = parser.parse_args()
    reports = read_reports(list_texts(options.shared), options.reports)
    result = {"reports": len(reports), **{speed: compare(reports, speed) for speed in TAGGERS}, **describe_run()}
    print(json.dumps(result, indent=1))
    if options.save:
        options.save.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    return 0


def list_texts(shared: Path) -> Iterator[str]:
    """News texts that are free to use: those beside the project, else the example story over and over."""
    files = sorted((shared / "data" / "wikinews").glob("*.csv"))
    csv.field_size_limit(sys.maxsize)
    for file in files:
        with file.open(encoding="utf-8", newline="") as stream:
            for row in csv.DictReader(stream):
                yield max((v for v in row.values() if v), key=len)
    examples = [p.read_text(encoding="utf-8") for p in sorted(EXAMPLES.glob("*.txt"))]
    while examples:
        yield from examples


def read_reports(texts: Iterator[str], wanted: int) -> list[Report]:
    """So many reports of these texts."""
    reports: list[Report] = []
    while len(reports) < wanted:
        text = next(texts)
        name = f"r{len(reports)}"
        capture = Capture(
            id=name, content=text.encode(), media_type="text/plain", doc=name, published="2031-03-07", outlet=None
        )
        reports.extend(read_capture(capture, language=load("en"), known_furniture=frozenset()).items)
    return reports[:wanted]


def compare(reports: Sequence[Report], speed: str) -> dict[str, Any]:
    """Words a second of each, and the ratios."""
    import spacy

    load_parser.cache_clear()
    language = load("en", speed=speed, has_meanings=False)
    nlp = spacy.load(find_model())

    def bare(turn: Sequence[Report]) -> int:
        give_back_from(AS_IT_COMES)
        return sum(len(doc) for doc in nlp.pipe((u.text for r in turn for u in list_units(r)), batch_size=64))

    def ours(turn: Sequence[Report]) -> None:
        read_all(turn, language=language)

    bare(reports[:4])
    ours(reports[:4])
    turns = [reports[n : n + BATCH] for n in range(0, len(reports), BATCH)]
    times: dict[str, list[float]] = {"spacy": [], "onrecord": []}
    words = []
    for n, turn in enumerate(turns):
        both = [("spacy", lambda t=turn: words.append(bare(t))), ("onrecord", lambda t=turn: ours(t))]
        for name, work in both if n % 2 else reversed(both):
            times[name].append(time_work(work))
    ratios = [s / o for s, o in zip(times["spacy"], times["onrecord"], strict=True)]
    return {
        "words": sum(words),
        "spacy_words_per_s": round(sum(words) / sum(times["spacy"])),
        "onrecord_words_per_s": round(sum(words) / sum(times["onrecord"])),
        "ratio": round(statistics.median(ratios), 3),
        "ratios": [round(r, 3) for r in ratios],
    }


if __name__ == "__main__":
    raise SystemExit(main())
