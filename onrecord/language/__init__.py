"""What a language has: word lists and tables, as data.  The stages read them; none knows a language by itself.

A language is a folder of TOML files with the same names in every language (see `language/en`).
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from onrecord.errors import InputError
from onrecord.language.tables import read_table

FOLDER = Path(__file__).parent
KNOWN = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """One language's tables, by BCP 47 code."""

    code: str
    # How it is read; no table depends on that, so what is kept by language is kept once.
    speed: str = field(default="full", compare=False)  # one of `models.TAGGERS`
    has_meanings: bool = field(default=True, compare=False)  # whether what statements mean is kept, for comparing

    def table(self, name: str) -> Mapping[str, Any]:
        """The parsed TOML file `name`, read once per process."""
        return _table(self.code, name)

    def words(self, name: str, key: str) -> frozenset[str]:
        """The list under `key` of file `name`, as a set of lower-case strings."""
        return _words(self.code, name, key)


@functools.cache
def _table(code: str, name: str) -> Mapping[str, Any]:
    return read_table(FOLDER / code / f"{name}.toml")


@functools.cache
def _words(code: str, name: str, key: str) -> frozenset[str]:
    return frozenset(w.lower() for w in _table(code, name)[key])


def load(code: str, *, speed: str = "full", has_meanings: bool = True) -> Language:
    """The language with that code, to be read so.  Raises InputError when onrecord has no tables for it."""
    if code not in KNOWN:
        raise InputError(f"onrecord reads no '{code}' yet. Known: en.", where=code)
    return Language(code=code, speed=speed, has_meanings=has_meanings)


def load_beside(code: str) -> Language:
    """The language by which the words of a report in that one are compared: the first known, where it has no tables.

    A report of a few words may be in any language, and is read as the others are; one that is surely in another says
    nothing, and is still listed beside them.
    """
    return load(code if code in KNOWN else KNOWN[0])
