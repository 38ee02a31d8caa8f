"""Lines of a stream, never more than one of them in memory, and of that no more than a limit."""

from collections.abc import Iterator
from typing import BinaryIO

TOO_LONG = "The line is too long to be a report, and was passed over. Write one report a line."


def list_lines(stream: BinaryIO, *, most: int) -> Iterator[tuple[int, bytes | None]]:
    """The lines with their numbers, from 1; None for one of more than `most` bytes, which is passed over."""
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        if len(line) <= most:
            yield number, line
            continue
        yield number, None
        while line and not line.endswith(b"\n"):
            line = stream.readline(most)
