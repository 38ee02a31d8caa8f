"""Scores the tagger alone, with the plainest joining: no pronouns, no names, no chains over sentences.

    python -m training.measure SET [--data FOLDER] [--gold-zones] [--model FOLDER] [--yardstick FILE]

`--gold-zones` takes headline and paragraphs from the gold instead of from our own reading of the page.
"""

import argparse
import time
from pathlib import Path
from typing import Any

from onrecord.annotate.sentences import parse_reports
from onrecord.annotate.tagging.passages import list_passages
from onrecord.annotate.tagging.tagger import tag
from onrecord.annotate.tagging.weights import FOLDER, load_weights
from onrecord.language import load
from onrecord.reading import read_capture
from onrecord.records.capture import Capture
from onrecord.records.report import Report
from training.corpus import read_gold_reports
from training.score import as_statement, load_yardstick


def read_reports(rows: list[dict[str, Any]]) -> list[Report]:
    """The reports of the yardstick's input lines, by our own reading."""
    captures = [
        Capture(
            id=row["id"],
            content=row["text"].encode(),
            media_type="text/plain",
            doc=row["id"],
            published=row["published"],
            outlet=row["outlet"],
            address=row["url"],
        )
        for row in rows
    ]
    return [r for c in captures for r in read_capture(c, language=load("en")).items]


def main() -> None:
    """Reads the command line and prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("set")
    parser.add_argument("--data", type=Path)
    parser.add_argument("--gold-zones", action="store_true")
    parser.add_argument("--model", type=Path, default=FOLDER)
    parser.add_argument("--yardstick", type=Path, default=Path("../shared/yardstick/yardstick.py"))
    parser.add_argument("--misses", type=int, default=0)
    o = parser.parse_args()
    scorer = load_yardstick(o.yardstick)
    data = str(o.data) if o.data else None
    rows = scorer.documents(o.set, data)
    reports = read_gold_reports(o.data) if o.gold_zones else read_reports(rows)
    parsed = list(parse_reports(reports))
    weights = load_weights(o.model)
    started = time.process_time()  # one thread; a busy machine does not count against it
    read = [tag(list_passages(p, weights.pieces), weights) for p in parsed]
    taken = time.process_time() - started
    predicted: dict[str, Any] = {row["id"]: {"statements": []} for row in rows}
    for report, found in zip(reports, read, strict=True):
        predicted[report.doc]["statements"] += [as_statement(a, report.text) for mine in found for a in mine]
    if o.set == "seeds":
        figures = scorer.score_seeds(predicted, data, o.misses)
    else:
        figures = scorer.score_polnear(predicted, o.set.split("-")[1], data, o.misses)
    scorer.show({k: v for k, v in figures.items() if k.startswith(("statements", "polnear"))})
    words = sum(len(p.tokens) for p in parsed)
    print(f"words_per_second {words / taken:.0f}")


if __name__ == "__main__":
    main()
