"""The verb annotate: a filter without a case, lines in, lines out, in the same order."""

import contextlib
import json
import os
import select
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import typer

from onrecord.errors import InputError, OnrecordError
from onrecord.interfaces import problems

if TYPE_CHECKING:
    from onrecord.pipeline import Reading
    from onrecord.pool import Pool
    from onrecord.records.capture import Capture

BATCH = 32  # lines for each job that are read together; the parser is fastest on batches of 16-64
IDLE_S = 2.0  # without input, after which undated reports wait no longer for neighbours
CHUNK = 1 << 18  # bytes asked for at a time; a pipe gives what it has

Input = Annotated[str, typer.Argument(metavar="FILE|-", help="JSON lines; - is standard input.")]
Jobs = Annotated[int, typer.Option("--jobs", min=1, metavar="N", help="Worker processes.")]
Alone = Annotated[
    bool, typer.Option("--alone", help="Read each line by itself: what has no date gets none from others.")
]
Fast = Annotated[bool, typer.Option("--fast", help="Read with the smaller tagger: faster, less right.")]
TimeML = Annotated[
    bool, typer.Option("--timeml", help='Values of times in TimeML\'s own forms: "now" is PRESENT_REF, not a day.')
]
Language = Annotated[str, typer.Option("--language", metavar="CODE", help="Language of the reports.")]


def register(app: typer.Typer) -> None:
    """Add the verb to the application."""
    app.command("annotate")(annotate)


def annotate(
    source: Input = "-",
    jobs: Jobs = 1,
    language: Language = "en",
    alone: Alone = False,
    fast: Fast = False,
    timeml: TimeML = False,
) -> None:
    """Read reports as JSON lines and write what each says, in the same order.

    A report without a date is dated by the dated ones on its story among the same 256 lines, for which it waits while
    lines come.
    A line that cannot be read is answered by a line with an "error" in its place, and the exit code is 3.
    """
    # The pipeline brings in the parser.
    from onrecord.dating import PAUSE, date_readings
    from onrecord.language import load
    from onrecord.pool import Pool

    is_whole, words = True, load(language, speed="fast" if fast else "full", has_meanings=False)
    with _open_input(source) as descriptor, Pool(language=words, jobs=jobs) as pool:
        batches = _batch_lines(descriptor, BATCH * jobs)
        read = (each for batch in batches for each in _list_read(batch, pool))
        for each in read if alone else date_readings(read, language=words):
            if each is PAUSE:
                continue
            answer = _answer(each, as_timeml=timeml)
            is_whole = is_whole and "error" not in answer
            sys.stdout.write(json.dumps(answer, ensure_ascii=False, separators=(",", ":")) + "\n")
            sys.stdout.flush()
    if not is_whole:
        raise typer.Exit(problems.IN_PART)


@dataclass(frozen=True, slots=True)
class _Unread:
    """A line that could not be read, and why."""

    line: "_Line"
    error: OnrecordError
    id: Any


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    content: bytes


@contextlib.contextmanager
def _open_input(source: str) -> Iterator[int]:
    if source == "-":
        yield sys.stdin.fileno()
        return
    try:
        descriptor = os.open(source, os.O_RDONLY)
    except OSError as error:
        raise InputError(f"Cannot read '{source}': {error.strerror}.", where=source) from error
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _batch_lines(descriptor: int, size: int) -> Iterator[list[_Line]]:
    """Lines that are there already, up to `size`: a slow writer gets each answer before the next line is waited for.

    An empty list stands for a pause of IDLE_S in the input.
    """
    rest, number, is_open = bytearray(), 0, True
    while is_open:
        lines: list[_Line] = []
        if number and not _has_more(descriptor, within_s=IDLE_S):
            yield []
        while is_open and len(lines) < size and (not lines or _has_more(descriptor)):
            chunk = os.read(descriptor, CHUNK)
            is_open = bool(chunk)
            start = max(0, len(rest) - 1)
            rest += chunk
            if chunk and b"\n" not in rest[start:]:
                continue
            parts = bytes(rest).split(b"\n")
            rest = bytearray(parts.pop() if is_open else b"")
            for part in parts:
                number += 1
                if part.strip():
                    lines.append(_Line(number, part))
        for start in range(0, len(lines), size):
            yield lines[start : start + size]


def _has_more(descriptor: int, *, within_s: float = 0.0) -> bool:
    if os.name == "nt":  # select takes sockets only there; an answer after each chunk is what is left
        return within_s > 0
    return bool(select.select([descriptor], [], [], within_s)[0])


def _read_lines(batch: list[_Line], pool: "Pool") -> "Iterator[Reading | _Unread]":
    # This comes with the parser, which is loaded by now.
    from onrecord.pool import Failure

    read = [_read_line(line) for line in batch]
    outcomes = pool.read([r for r in read if not isinstance(r, OnrecordError)])
    for line, capture in zip(batch, read, strict=True):
        if isinstance(capture, OnrecordError):
            yield _Unread(line, capture, _find_id(line.content))
            continue
        outcome = next(outcomes)
        yield _Unread(line, outcome.error, capture.doc) if isinstance(outcome, Failure) else outcome


def _answer(read: "Reading | _Unread", *, as_timeml: bool) -> dict[str, Any]:
    # This comes with the parser, which is loaded by now.
    from onrecord.records import wire

    if isinstance(read, _Unread):
        return {"id": read.id, "line": read.line.number, "error": problems.body(read.error)}
    return wire.annotated(read.capture.doc, read.reports, read.findings, read.notes, as_timeml=as_timeml)


def _list_read(batch: list[_Line], pool: "Pool") -> Iterable[Any]:
    """What was read of the lines; of none, a pause."""
    # This comes with the parser, which is loaded by now.
    from onrecord.dating import PAUSE

    return _read_lines(batch, pool) if batch else (PAUSE,)


def _read_line(line: _Line) -> "Capture | InputError":
    # This comes with the parser, which is loaded by now.
    from onrecord.sources.jsonl import read_line

    try:
        return read_line(line.content, where=f"line {line.number}")
    except InputError as error:
        return error


def _find_id(content: bytes) -> Any:
    try:
        row = json.loads(content)
    except (ValueError, RecursionError):
        return None
    id = row.get("id") if isinstance(row, dict) else None
    return id if isinstance(id, str | int) and not isinstance(id, bool) else None
