"""An archive of many pages goes into a case in memory that does not grow with it; `make warc` takes 20,000."""

import gzip
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

PAGES = int(os.environ.get("HOLDS_PAGES", "160"))
MOST_MB = 300  # resident at the most, of the process that adds and of those that it starts
MOST_GROWTH_MB = 16  # from the second quarter of the time to the last
FIRST = ("Tal", "Har", "Mor", "Sel", "Bran", "Ost", "Ker", "Lin", "Dro", "Vas")
LAST = ("vik", "row", "dane", "met", "stead", "holm", "by", "ford", "gard", "moor")
THINGS = (
    *("bridge", "harbour", "school", "mill", "library", "ferry", "market", "tunnel", "orchard", "quarry", "theatre"),
    *("reservoir", "stadium", "lighthouse", "tannery", "brewery", "archive", "clinic", "airfield", "sawmill", "museum"),
    *("viaduct", "foundry", "cemetery", "observatory", "hospital", "garden", "granary"),
)
OPENINGS = (  # what happened, in words of its own: a crawl is of many matters
    "The {thing} of {town} was shut on Tuesday after cracks were found in a wall, mayor {name} said.",
    "Thieves took {count} paintings from the {thing} of {town} overnight, police inspector {name} said on Tuesday.",
    "A fire destroyed the roof of the {thing} in {town}, and {count} people fled, fire chief {name} told reporters.",
    "Workers at the {thing} in {town} walked out on Tuesday over pay, said {name}, who leads their union.",
    "The {thing} in {town} will cost {count} million crowns more than planned, treasurer {name} admitted on Tuesday.",
    "Judge {name} ruled that the {thing} of {town} must return {count} hectares to farmers, a court record shows.",
    "Scientists led by {name} found {count} rare beetles near the {thing} of {town}, their institute announced.",
    "Floods cut off the {thing} of {town} for {count} hours, and soldiers brought bread, Colonel {name} said.",
    "The owner of the {thing} in {town}, {name}, denied on Tuesday that {count} invoices had been forged.",
    "Pupils planted {count} oaks around the {thing} of {town}, and teacher {name} called it a promise.",
    "A film about the {thing} of {town} won {count} prizes, its director {name} said from the festival.",
)
SECOND = (
    "“We waited {years} years for this,” {name} told the council.",
    "{name} declined to say who would pay.",
    "It is at least the third such case in {years} years, according to {name}.",
    "“Nobody was warned,” {name} said.",
)
PAGE = """<!doctype html><html><head><title>{town}: news of the {thing}</title>
<meta property="article:published_time" content="2031-03-{day:02d}T10:00:00Z"></head><body><article>
<h1>{town}: news of the {thing}</h1><p>{first}</p><p>{second}</p></article></body></html>"""
RECORD = (
    "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://{town}.example/{number}\r\n"
    "WARC-Date: 2031-03-{day:02d}T12:00:00Z\r\nWARC-Record-ID: <urn:uuid:{number:032d}>\r\n"
    "Content-Type: application/http;msgtype=response\r\nContent-Length: {length}\r\n\r\n"
)


def write_archive(path: Path, pages: int) -> None:
    """Small pages of many matters, each told by a few outlets."""
    with path.open("wb") as file:
        for number in range(pages):
            file.write(gzip.compress(_record(number) + b"\r\n\r\n", 1))


def _record(number: int) -> bytes:
    matter, version = divmod(number, len(SECOND))  # so many outlets tell of each matter
    one, two = divmod(matter, len(FIRST))
    town = FIRST[two] + "".join(LAST[one // 10**place % 10] for place in range(3))
    thing = THINGS[matter * 7 % len(THINGS)]
    told = {
        "town": town,
        "thing": thing,
        "name": f"{FIRST[one % 10]}a {FIRST[one // 10 % 10]}{LAST[two]}{LAST[one // 100 % 10]}",
        "count": matter % 90 + 10,
        "years": number % 7 + 2,
    }
    first, second = OPENINGS[matter % len(OPENINGS)].format(**told), SECOND[version].format(**told)
    day = matter % 28 + 1
    page = PAGE.format(town=town, thing=thing, day=day, first=first, second=second)
    block = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + page.encode()
    head = RECORD.format(town=f"paper{version}", number=number, day=day, length=len(block))
    return head.encode() + block


def _read_memory(process: int) -> tuple[float, float] | None:
    """What the process and those that it started hold now in MB, and the one process at the most; None: it has ended.

    Of those that it started counts what is theirs alone: the rest is held once.
    """
    try:
        lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
        started = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii").split()
    except OSError:
        return None
    rows = dict(line.split(":", 1) for line in lines)
    if "VmHWM" not in rows:
        return None
    now, most = (int(rows[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return now + sum(map(_read_own, started)), most


def _read_own(process: str) -> float:
    """What a process holds that no other does, in MB; 0 once it has ended."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private_")) / 1024


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc, which Linux has")
def test_archive_of_many_small_pages_goes_in_in_little_memory(tmp_path: Path) -> None:
    archive, folder = tmp_path / "crawl.warc.gz", str(tmp_path / "case")
    write_archive(archive, PAGES)
    command = [sys.executable, "-m", "onrecord"]
    subprocess.run([*command, "init", folder], check=True, capture_output=True)
    samples: list[tuple[float, float]] = []
    with (tmp_path / "said").open("w") as said:
        adding = subprocess.Popen([*command, "add", str(archive), "--case", folder], stdout=said, stderr=said)
        while adding.poll() is None:
            if sample := _read_memory(adding.pid):
                samples.append(sample)
            time.sleep(0.1)
    told = (tmp_path / "said").read_text(encoding="utf-8")
    assert adding.returncode == 0, told
    assert f"Read {PAGES} captures: {PAGES} new reports." in told
    most = max(samples[-1][1], *(now for now, _ in samples))
    quarter = len(samples) // 4
    early, late = max(now for now, _ in samples[quarter : 2 * quarter]), max(now for now, _ in samples[-quarter:])
    sys.stderr.write(f"{PAGES} pages: {most:.0f} MB at the most, {early:.0f} MB early, {late:.0f} MB late\n")
    assert most < MOST_MB
    assert late - early < MOST_GROWTH_MB
