"""Write stories, read them into a case, and say how well it did and how long it took.

python -m evaluation.simulator --stories 10 --seed 1           score
python -m evaluation.simulator --stories 1000 --write news.jsonl   only write the reports, for `onrecord add`
python -m evaluation.simulator --stories 20 --curve 5          also: seconds for each further report at every so many
"""

import argparse
import io
import json
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from evaluation.simulator.score import score
from evaluation.simulator.stories import Written, write_stories
from onrecord.case import Case, init


def main() -> int:
    """Exit 0."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--stories", type=int, default=10)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--write", metavar="FILE", help="write the reports there and stop")
    parser.add_argument("--curve", type=int, metavar="N", help="add the last N reports one by one and time each")
    options = parser.parse_args()
    written = write_stories(options.stories, seed=options.seed)
    if options.write:
        Path(options.write).write_text("".join(json.dumps(w.line()) + "\n" for w in written), encoding="utf-8")
        return 0
    with tempfile.TemporaryDirectory() as folder, init(folder) as case:
        for name, value in measure(case, written, last=options.curve or 0).items():
            print(f"simulator.{name} {value:.3f}")
    return 0


def measure(case: Case, written: Sequence[Written], *, last: int = 0) -> dict[str, float]:
    """The scores of a case made of these reports, and the seconds that it took."""
    started = time.perf_counter()
    first = list(written[: len(written) - last])
    _add(case, first)
    timed = {"seconds_per_report": (time.perf_counter() - started) / max(1, len(first))}
    if last:
        started = time.perf_counter()
        for each in written[len(written) - last :]:
            _add(case, [each])
        timed["seconds_per_further_report"] = (time.perf_counter() - started) / last
    return {**score(case.casebook(), written), **timed}


def _add(case: Case, written: Sequence[Written]) -> None:
    lines = "".join(json.dumps(w.line()) + "\n" for w in written).encode()
    case.add("-", stdin=io.BytesIO(lines))


if __name__ == "__main__":
    sys.exit(main())
