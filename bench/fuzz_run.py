"""Run the fuzz targets by atheris, each for its whole time in a process of its own, some at once.

    make fuzz                                     all targets, FUZZ_SECONDS each, FUZZ_AT_ONCE at once
    python -m bench.fuzz_run 60 pdf mail          these two, a minute each

A line for each target says how many inputs it was given and what fell.  Inputs that were interesting are kept in
build/fuzz/NAME, what made a reader fall in build/fuzz/NAME-fell-...: each fault once, told by where it was raised.  An
input that took more than SLOWEST_S of the processor's time (a busy machine does not count) is a fault too; one that
never ended, or took more memory than MOST_MB, is in build/fuzz/NAME-timeout-... or -oom-...  Exit code 1 where any is.
"""

import argparse
import hashlib
import importlib
import pkgutil
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import atheris

READERS = ("onrecord.sources", "onrecord.reading")
with atheris.instrument_imports(include=list(READERS)):
    from bench import fuzz

    for package in READERS:  # those too that are loaded only when a thing of their kind comes
        for module in pkgutil.iter_modules(importlib.import_module(package).__path__, f"{package}."):
            importlib.import_module(module.name)

OUT = Path(__file__).parent.parent / "build" / "fuzz"
SLOWEST_S = 20  # of the processor, for one input; more is a fault
ENDLESS_S = 600  # by the clock; then the process is ended
MOST_MB = 3_000  # of memory; more is a fault
LIMITS = (
    f"-timeout={ENDLESS_S}", f"-report_slow_units={ENDLESS_S}", f"-rss_limit_mb={MOST_MB}", "-max_len=32768",
    "-print_final_stats=1", "-verbosity=0",
)  # fmt: skip
RUNS = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
LONGEST_STARTS = 20  # of one target, each after an input that ended its process


def run_one(name: str, seconds: int) -> None:
    """Run one target for that long; atheris ends the process."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(fuzz.list_seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={OUT / name}-", *LIMITS]
    atheris.Setup([sys.argv[0], *options, str(folder)], _kept_going(name, fuzz.TARGETS[name]))
    atheris.Fuzz()


def _kept_going(name: str, target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, which writes down what makes it fall, each fault once, and goes on."""

    def run(content: bytes) -> None:
        begun = time.process_time()
        try:
            target(content)
            took_s = time.process_time() - begun
            assert took_s < SLOWEST_S, f"it took {took_s:.0f} s"
        except Exception as error:  # any at all is what is looked for
            frames = "".join(f"{f.filename}:{f.lineno}" for f in traceback.extract_tb(error.__traceback__))
            kept = OUT / f"{name}-fell-{hashlib.sha256(frames.encode()).hexdigest()[:8]}"
            if not kept.exists():
                kept.write_bytes(content)
                kept.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")

    return run


def run_whole(name: str, seconds: int) -> bool:
    """Run a target for that long, begun anew after an input that ended its process; True where nothing fell."""
    end, runs = time.monotonic() + seconds, 0
    for _ in range(LONGEST_STARTS):
        left_s = round(end - time.monotonic())
        if left_s <= 0:
            break
        command = [sys.executable, "-m", "bench.fuzz_run", str(left_s), name, "--here"]
        done = subprocess.run(command, check=False, capture_output=True, text=True, errors="replace")
        runs += sum(int(n) for n in RUNS.findall(done.stderr))
    fell = sorted(p.name for p in OUT.glob(f"{name}-*") if p.suffix != ".txt")
    sys.stderr.write(f"{name}: {runs} inputs in {seconds} s, {', '.join(fell) or 'held'}\n")
    return not fell


def run_all(names: list[str], seconds: int, at_once: int) -> bool:
    """Run these targets, so many at once; True where none fell."""
    OUT.mkdir(parents=True, exist_ok=True)
    for old in [p for name in names for p in OUT.glob(f"{name}-*")]:
        old.unlink()
    with ThreadPoolExecutor(at_once) as pool:
        return all(list(pool.map(lambda name: run_whole(name, seconds), names)))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Run the fuzz targets.")
    parser.add_argument("seconds", type=int, help="for each target")
    parser.add_argument("names", nargs="*", help=f"of targets; none: all of {', '.join(fuzz.TARGETS)}")
    parser.add_argument("--at-once", type=int, default=1, help="how many run beside each other")
    parser.add_argument("--here", action="store_true", help="run the one target in this process")
    said = parser.parse_intermixed_args()
    if said.here:
        run_one(said.names[0], said.seconds)
    else:
        sys.exit(0 if run_all(said.names or list(fuzz.TARGETS), said.seconds, said.at_once) else 1)
