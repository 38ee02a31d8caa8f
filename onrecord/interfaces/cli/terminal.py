"""What the command line prints, made harmless for terminals: nothing that a report says can move a cursor.

Standing around the streams it holds for every verb.  Bytes (`.buffer`, exports) pass by as they are.
"""

from collections.abc import Iterable
from typing import Any, TextIO

from onrecord.inert import escape_acting, show_acting


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
