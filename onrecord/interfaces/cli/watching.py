"""The verb that goes on for days: watch."""

import datetime as dt
import json
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import InputError
from onrecord.interfaces import problems
from onrecord.interfaces.cli import arrivals as told
from onrecord.interfaces.cli.common import CaseOption, JsonOption, find_case_folder, open_case, say

if TYPE_CHECKING:
    from onrecord.case import Case
    from onrecord.case.stopping import Stop
    from onrecord.case.watching import Came

DURATION = re.compile(r"(\d+(?:\.\d+)?)\s*(s|m|h|d)?", re.IGNORECASE)
SECONDS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}

Targets = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[FEED|FOLDER]...",
        help="Addresses of feeds or pages, folders, lists of feeds (.opml); none: those of onrecord.toml.",
        show_default=False,
    ),
]
Every = Annotated[
    str | None, typer.Option("--every", metavar="TIME", help="Between two looks: 90s, 15m, 2h.", show_default=False)
]
For = Annotated[str | None, typer.Option("--for", metavar="TIME", help="Stop after this long.", show_default=False)]
Once = Annotated[bool, typer.Option("--once", help="Look once and stop.")]
Online = Annotated[bool, typer.Option("--online", help="Fetch over the network, which is off otherwise.")]


def register(app: typer.Typer) -> None:
    """Add the verb of this module to the application."""
    app.command("watch")(watch)


@dataclass
class _Sums:
    """What came in all, for the last line."""

    new: int = 0
    versions: int = 0
    faults: int = 0
    since: dt.datetime = field(default_factory=lambda: dt.datetime.now(dt.UTC))


def watch(
    targets: Targets = None,
    case_folder: CaseOption = None,
    online: Online = False,
    every: Every = None,
    for_: For = None,
    once: Once = False,
    as_json: JsonOption = False,
) -> None:
    """Watch feeds, pages and folders and add what comes, until it is stopped; started again, it goes on from there."""
    # A case brings in the database toolkit.
    from onrecord.case.stopping import Stop
    from onrecord.case.watching import WatchOptions

    stop, sums = Stop(), _Sums()
    options = WatchOptions(every_s=read_duration(every), for_s=read_duration(for_), is_once=once, stop=stop)
    with _stopped_by_signals(stop), _open(case_folder, online) as opened:
        try:
            for came in opened.watch(targets or (), options):
                _show(came, opened, sums, as_json=as_json)
        except KeyboardInterrupt:
            stop.is_asked = True
    if stop.is_asked or not once:
        lasted = str(dt.datetime.now(dt.UTC) - sums.since).split(".")[0]
        say(f"Stopped after {lasted}: {_counted(sums.new, sums.versions)}. `onrecord watch` goes on from here.")
    if once and sums.faults:
        raise typer.Exit(problems.IN_PART)


def _open(folder: "Any", online: bool) -> "Case":
    # A case brings in the database toolkit.
    from onrecord import case

    found = find_case_folder(folder)
    if found is None:
        return open_case(folder)  # raises, and says how to make one
    return case.open(found, flags={"network.allow": online or None})


@contextmanager
def _stopped_by_signals(stop: "Stop") -> Iterator[None]:
    """Ctrl-C, a service manager and a terminal that closes all ask it to stop."""
    names = [n for n in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, n)]
    before = {getattr(signal, n): signal.getsignal(getattr(signal, n)) for n in names}
    for number in before:
        signal.signal(number, lambda *_: stop.ask())
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _show(came: "Came", opened: "Case", sums: _Sums, *, as_json: bool) -> None:
    result = came.result
    kept = result.captures if result is not None else ()
    found = opened.list_arrivals(kept) if kept else ()
    notes = [*came.notes, *(n for n in (result.failed if result is not None else ()) if n not in came.notes)]
    if result is not None:
        sums.new += result.new
        sums.versions += result.versions
    sums.faults += len(notes)
    if as_json:
        counts = {"new": result.new if result else 0, "versions": result.versions if result else 0}
        row = {"type": "came", "where": came.where, "at": _moment(came.at), **counts, "reports": told.as_objects(found)}
        row["notes"] = [{"kind": n.kind, "message": n.message, "where": n.where} for n in notes]
        row["next_at"] = _moment(came.next_at) if came.next_at else None
        sys.stdout.write(json.dumps(row, ensure_ascii=False) + "\n")
    else:
        if result is not None and result.new + result.versions:
            what = _counted(result.new, result.versions)
            sys.stdout.write(f"{came.at.astimezone():%H:%M:%S} {came.where}: {what}\n")
            for line in (*told.arrival_lines(found), *told.edit_lines(found)):
                sys.stdout.write(f"  {line}\n")
        for note in notes:
            say(f"not read: {note.message}")
        if came.next_at is not None:
            say(f"{came.where} is left alone until {came.next_at.astimezone():%Y-%m-%d %H:%M:%S}.")
    sys.stdout.flush()


def _moment(moment: dt.datetime) -> str:
    return moment.astimezone(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


def _counted(new: int, versions: int) -> str:
    parts = [f"{new} new {'report' if new == 1 else 'reports'}"]
    if versions:
        parts.append(f"{versions} new {'version' if versions == 1 else 'versions'} of known pages")
    return ", ".join(parts)


def read_duration(text: str | None) -> float | None:
    """Seconds of "90s", "15m", "2h", "3d" or "45".  Raises InputError for anything else, and for nothing at all."""
    if text is None:
        return None
    found = DURATION.fullmatch(text.strip())
    seconds = float(found[1]) * SECONDS[(found[2] or "s").lower()] if found else 0.0
    if seconds <= 0:
        raise InputError(f"Cannot read the time '{text}'.", where=text, help="Write it like 90s, 15m, 2h or 3d.")
    return seconds
