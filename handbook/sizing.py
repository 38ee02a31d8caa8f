"""The page on sizing: what one machine holds and what ten would, computed from what bench/ measured and saved."""

import functools
import json
import re
from collections.abc import Mapping
from typing import Any

from handbook.markdown import write_table
from handbook.scratch import ROOT

SIZING = "docs/how-to/sizing.md"
PART = re.compile(
    r"(?P<start><!-- (?P<name>\w+): written by make docs -->).*?(?P<end><!-- end of (?P=name) -->)", re.DOTALL
)
WORDS = 400  # of a report of the news
AIM = 1_000_000  # such reports a day
DAY_S = 86_400
CORES, NODES = 2, 10  # of a machine, and of a cluster of such
RESULTS = ROOT / "bench" / "results"


def write_sizing() -> str:
    """The page with its generated parts written anew."""
    parts = {"machines": _write_machines(), "ready": _write_ready()}
    return PART.sub(functools.partial(_put, parts), (ROOT / SIZING).read_text(encoding="utf-8"))


def _put(parts: Mapping[str, str], found: re.Match[str]) -> str:
    return f"{found['start']}\n\n{parts[found['name']]}\n{found['end']}"


def _write_machines() -> str:
    scale = _read("scale")
    largest = scale["growth"][-1]
    core = round(scale["words_per_report"] / largest["read_s"])
    grown = _read("growth")["growth"][-1]
    stored = round(scale["words_per_report"] / grown["together_32_s"])
    nodes = core * CORES * NODES
    both = functools.partial(_both, scale["words_per_report"])
    held = f"{grown['reports']:,} reports"
    rows = [
        ("one core reads", *both(core)),
        (f"{CORES} cores, if they share out fully (computed)", *both(core * CORES)),
        (f"{NODES} such machines (computed)", *both(nodes)),
        (f"storing and comparing in a case of {held}, 32 at once", *both(stored)),
        (
            f"so {CORES} cores that do both, at {held} (computed)",
            *both(min(stored, round(1 / (1 / core + 1 / stored) * CORES))),
        ),
        (f"and {NODES} machines that read for one that writes (computed)", *both(min(nodes, stored))),
        (f"the aim: a million reports of {WORDS} words a day", *both(AIM * WORDS // DAY_S)),
    ]
    table = write_table(("", "words a second", f"reports of {scale['words_per_report']:.0f} words a day"), rows)
    return f"{table}\n{_where(largest)}{_write_workers()}"


def _write_workers() -> str:
    """What was measured of worker processes; nothing where that was not saved."""
    if not (RESULTS / "workers.json").exists():
        return ""
    measured = _read("workers")
    parts = []
    if gain := measured.get("gain"):
        parts.append(f"Two workers gain {gain['gain']:.2f} times one process by the processor's time.")
    if memory := measured.get("memory"):
        parts.append(f"A worker held at most {memory['most_mb']:.0f} MB over {memory['reports']:,} reports.")
    return f"\n{' '.join(parts)} {_where(measured)}"


def _both(words: float, rate: int) -> tuple[str, str]:
    return f"{rate:,}", f"{round(rate * DAY_S / words):,}"


def _write_ready() -> str:
    """What was measured with reports that were read beforehand."""
    growth = _read("growth")["growth"]
    rows = [
        (
            f"{row['reports']:,}",
            f"{row['stories']:,}",
            f"{row['together_500_s']:.3f}",
            f"{row['together_32_s']:.3f}",
            f"{row['alone_s']:.3f}",
            f"{row['search_s']:.3f}",
            f"{row['open_story_s']:.2f}",
            f"{row['story_as_of_s']:.2f}" if "story_as_of_s" in row else "not measured",
            f"{row['bytes_per_report'] / 1000:.0f}",
            f"{row['peak_mb']}",
        )
        for row in growth
    ]
    head = (
        "reports",
        "stories",
        "500 at once",
        "32 at once",
        "one alone",
        "search",
        "open a story",
        "the same as of a moment",
        "kB each",
        "peak MB",
    )
    first, last = growth[0], growth[-1]
    pairs = (
        ("500 at once", "together_500_s"),
        ("32", "together_32_s"),
        ("alone", "alone_s"),
    )
    told = ", ".join(f"{last[name] / first[name]:.1f} times ({how})" for how, name in pairs)
    return (
        f"{write_table(head, rows)}\nFrom {first['reports']:,} to {last['reports']:,} reports a further report costs "
        f"{told} as much; asked for is less than 1.5 times up to 100,000. {_where(last)}"
    )


def _where(measured: Mapping[str, Any]) -> str:
    return f"Measured on {measured['machine']}, load {measured['load']:.0f}, commit `{measured['commit']}`.\n"


def _read(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return found
