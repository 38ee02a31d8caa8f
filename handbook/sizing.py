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
NODES = 10  # of a cluster of such machines
RESULTS = ROOT / "bench" / "results"


def write_sizing() -> str:
    """The page with its generated parts written anew."""
    parts = {"machines": _write_machines(), "ready": _write_ready()}
    return PART.sub(functools.partial(_put, parts), (ROOT / SIZING).read_text(encoding="utf-8"))


def _put(parts: Mapping[str, str], found: re.Match[str]) -> str:
    return f"{found['start']}\n\n{parts[found['name']]}\n{found['end']}"


def _write_machines() -> str:
    """What an adding reaches, measured, and what ten machines would, computed from it."""
    rate, grown = _read("rate"), _read("growth")["growth"][-1]
    full, fast = (rate[speed]["words_per_s_by_processor"] for speed in ("full", "fast"))
    stored = round(DAY_S / grown["together_32_s"])
    aim = AIM * WORDS // DAY_S
    rows = [
        (f"{rate['jobs']} cores, from JSON lines to claims in the store", *_told(full, aim)),
        ('the same with `speed = "fast"`', *_told(fast, aim)),
        (f"the aim: a million reports of {WORDS} words a day", *_told(aim, aim)),
        (f"{NODES} such machines that read, if they share out fully (computed)", *_told(full * NODES, aim)),
    ]
    table = write_table(("", "words a second", f"reports of {WORDS} words a day", "of the aim"), rows)
    read = f"{rate['reports']} Wikinews articles ({rate['words']:,} words)"
    one = f"{grown['together_32_s']:.3f} s a report, 32 at once, so {stored:,} a day"
    return (
        f"{table}\nMeasured over {read}, of all processes' time of the processor. {_where(rate)}\n"
        f"One process stores and compares: in a case of {grown['reports']:,} short reports (some fifty words) that "
        f"takes {one}. {_where(grown)}{_write_workers()}"
    )


def _told(words: float, aim: float) -> tuple[str, str, str]:
    return f"{words:,}", f"{round(words * DAY_S / WORDS):,}", f"{words / aim:.2f}"


def _write_workers() -> str:
    """What was measured of worker processes; nothing where that was not saved."""
    if not (RESULTS / "workers.json").exists():
        return ""
    measured = _read("workers")
    parts = []
    if gain := measured.get("gain"):
        parts.append(f"Two workers gain {gain['gain']:.2f} times one process by the processor's time. {_where(gain)}")
    if memory := measured.get("memory"):
        most = f"A worker held at most {memory['most_mb']:.0f} MB over {memory['reports']:,} reports"
        grown = f"{memory['mb_per_1000_reports']:+.2f} MB for every 1,000 since the first quarter"
        parts.append(f"{most}, {grown}. {_where(memory)}")
    return "".join(f"\n{part}" for part in parts)


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
