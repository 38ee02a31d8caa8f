"""Characters that a database cannot hold in its text, written so that they come back: nothing of the news is lost.

PostgreSQL's text holds no NUL, and neither it nor SQLite holds half a character (a lone surrogate), which JSON and
names of files can carry.  Each is written as DLE (U+0010, "data link escape") and four hexadecimal digits.
"""

import re
from typing import Any

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

HALF = "[\ud800-\udfff]|\x10(?=[0-9a-f]{4})"  # a DLE that would be taken for one of ours is written so too
_ESCAPED = re.compile("\x10([0-9a-f]{4})")
_ODD = {"postgresql": re.compile(f"\0|{HALF}"), "sqlite": re.compile(HALF)}


def escape(text: str, dialect: str) -> str:
    """The text as that kind of database can hold it; nearly always itself."""
    return _ODD[dialect].sub(lambda m: f"\x10{ord(m[0]):04x}", text)


def unescape(text: str) -> str:
    """The text that `escape` was given."""
    return _ESCAPED.sub(lambda m: chr(int(m[1], 16)), text) if "\x10" in text else text


class AnyText(TypeDecorator[str]):
    """Text of the news or of a reader, whatever is in it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """As the database holds it."""
        return None if value is None else escape(value, dialect.name)

    def process_result_value(self, value: Any, dialect: Dialect) -> str | None:
        """As it was given."""
        return None if value is None else unescape(value)
