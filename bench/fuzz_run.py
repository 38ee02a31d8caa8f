"""Run the fuzz targets by atheris, each in a process of its own.

    make fuzz                                     all targets, FUZZ_SECONDS each
    python -m bench.fuzz_run 60 pdf mail          these two, a minute each

Inputs that were interesting are kept in build/fuzz/NAME, what made a reader fall in build/fuzz/NAME-crash-...
Exit code 1 where any did.
"""

import subprocess
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["onrecord.sources", "onrecord.reading"]):
    from bench import fuzz

OUT = Path(__file__).parent.parent / "build" / "fuzz"
SLOWEST_S = 60  # for one input; more is a fault
LIMITS = (f"-timeout={SLOWEST_S}", "-rss_limit_mb=3000", "-max_len=32768", "-print_final_stats=1", "-verbosity=0")


def run_one(name: str, seconds: int) -> None:
    """Run one target for that long; atheris ends the process."""
    folder = OUT / name
    folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(fuzz.list_seeds(name)):
        (folder / f"seed-{number}").write_bytes(seed)
    options = [f"-max_total_time={seconds}", f"-artifact_prefix={OUT / name}-", *LIMITS]
    atheris.Setup([sys.argv[0], *options, str(folder)], fuzz.TARGETS[name])
    atheris.Fuzz()


def run_all(names: list[str], seconds: int) -> int:
    """Run these targets one after another; how many fell."""
    fell = 0
    for name in names:
        done = subprocess.run([sys.executable, "-m", "bench.fuzz_run", str(seconds), name, "--here"], check=False)
        sys.stderr.write(f"{name}: {'fell' if done.returncode else 'held'}\n")
        fell += done.returncode != 0
    return fell


if __name__ == "__main__":
    arguments = [a for a in sys.argv[1:] if a != "--here"]
    wanted_s, chosen = int(arguments[0]), arguments[1:] or list(fuzz.TARGETS)
    if "--here" in sys.argv:
        run_one(chosen[0], wanted_s)
    else:
        sys.exit(1 if run_all(chosen, wanted_s) else 0)
