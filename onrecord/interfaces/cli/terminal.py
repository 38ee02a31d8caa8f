"""What the command line prints: made harmless for terminals, and left off where nobody reads it any more.

Nothing that a report says can move a cursor.  Standing around the streams it holds for every verb; bytes (`.buffer`,
exports) pass by as they are.
"""

import contextlib
import os
from collections.abc import Iterable, Iterator
from typing import Any, TextIO

from onrecord.inert import escape_acting, show_acting
from onrecord.interfaces import problems


class Inert:
    """A text stream on which characters that act come out as escapes in JSON, as their numbers elsewhere."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def write(self, text: str) -> int:
        """Write the text; gives its length."""
        is_json = text.startswith("{") and text.endswith("}\n")
        self._stream.write(escape_acting(text) if is_json else show_acting(text))
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of them."""
        for line in lines:
            self.write(line)


class Piped(Inert):
    """The same where a reader may go, as `head` does: its going ends the command, or is `ignored` and work goes on."""

    def __init__(self, stream: TextIO, *, ignored: bool = False) -> None:
        super().__init__(stream)
        self._ignored = ignored

    def write(self, text: str) -> int:
        """Write the text; gives its length.  Raises SystemExit when the reader has gone and that is not ignored."""
        with unless_unread(self._stream, ignored=self._ignored):
            super().write(text)
        return len(text)

    def writelines(self, lines: Iterable[str]) -> None:
        """Write each of them.  Raises likewise."""
        with unless_unread(self._stream, ignored=self._ignored):
            for line in lines:
                super().write(line)

    def flush(self) -> None:
        """Hand on what is held back.  Raises likewise."""
        with unless_unread(self._stream, ignored=self._ignored):
            self._stream.flush()


@contextlib.contextmanager
def unless_unread(stream: TextIO, *, ignored: bool = False) -> Iterator[None]:
    """Writing to a stream that may have lost its reader, without a word to anybody.  Raises SystemExit."""
    try:
        yield
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())  # else what is still held back fails once more at the end, and is told
        os.close(nowhere)
        if not ignored:
            raise SystemExit(problems.UNREAD) from None
