"""Words a second from JSON lines to claims in the store: `onrecord add` as a user runs it, with all that it does.

    python -m bench.rate [--reports 240] [--few 48] [--jobs 2] [--shared ../shared] [--save bench/results/rate.json]

The same case is made twice, of a few reports and of all; what the further ones took is the rate that lasts, since
starting and loading are in both.  On a busy machine the clock says little, so the processor's time of all processes
together is given too, shared out over the cores: the rate that they would reach with nothing else to do and no waiting.
"""

import argparse
import itertools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.annotate import list_texts
from bench.machine import RESULTS, describe_run
from onrecord.models import TAGGERS

Row = dict[str, Any]

AIM = 1_000_000 * 400 / 86_400  # words a second: a million reports of 400 words a day
COMMAND = (sys.executable, "-m", "onrecord")


def main() -> int:
    """Print the rates of each speed, and save them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=240)
    parser.add_argument("--few", type=int, default=48, help="reports of the run that is taken off")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--save", type=Path, default=RESULTS / "rate.json")
    options = parser.parse_args()
    texts = list(itertools.islice(list_texts(options.shared), options.reports))
    result: Row = {"reports": len(texts), "words": sum(len(t.split()) for t in texts), "jobs": options.jobs}
    for speed in TAGGERS:
        result[speed] = measure(texts, options.few, speed=speed, jobs=options.jobs)
    result |= {"aim_words_per_s": round(AIM), **describe_run()}
    options.save.write_text(json.dumps(result, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(result, indent=1))
    return 0


def measure(texts: Sequence[str], few: int, *, speed: str, jobs: int) -> Row:
    """Words a second of what comes after the few, on the clock and by the processor."""
    less, more = (add(some, speed=speed, jobs=jobs) for some in (texts[:few], texts))
    words = sum(len(t.split()) for t in texts[few:])
    clock, spent = more["clock_s"] - less["clock_s"], more["processor_s"] - less["processor_s"]
    return {
        "words_per_s": round(words / clock),
        "words_per_s_by_processor": round(words / spent * jobs),
        "of_the_aim": round(words / spent * jobs / AIM, 2),
        "statements": more["statements"],
        "runs": [less, more],
    }


def add(texts: Sequence[str], *, speed: str, jobs: int) -> Row:
    """Seconds that a new case of these takes, and what it then holds."""
    with tempfile.TemporaryDirectory() as folder:
        lines = Path(folder) / "reports.jsonl"
        rows = ({"id": f"r{n}", "text": text, "published": "2031-03-07"} for n, text in enumerate(texts))
        lines.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        env = {**os.environ, "ONRECORD_CASE": f"{folder}/case", "ONRECORD_SPEED": speed, "ONRECORD_JOBS": str(jobs)}
        subprocess.run([*COMMAND, "init", f"{folder}/case"], env=env, check=True, capture_output=True)
        start = time.monotonic()
        with subprocess.Popen([*COMMAND, "add", str(lines)], env=env, stdout=subprocess.PIPE) as running:
            told = running.stdout.read() if running.stdout else b""
            _, status, used = os.wait4(running.pid, 0)
            running.returncode = os.waitstatus_to_exitcode(status)
        clock = time.monotonic() - start
        if running.returncode:
            raise RuntimeError(f"add ended with {running.returncode}: {told.decode()[-500:]}")
        return {
            "reports": len(texts),
            "clock_s": round(clock, 2),
            "processor_s": round(used.ru_utime + used.ru_stime, 2),
            "statements": count_statements(env),
        }


def count_statements(env: dict[str, str]) -> int:
    """The statements in the case."""
    told = subprocess.run([*COMMAND, "export", "--to", "jsonl"], env=env, check=True, capture_output=True, text=True)
    return sum(json.loads(line).get("type") == "statement" for line in told.stdout.splitlines())


if __name__ == "__main__":
    raise SystemExit(main())
