"""What readers of inputs are handed, and the two tables' rows: one reader for each kind of file or address.

A reader yields a Capture for each report or page it could take out and a Note, naming thing, place and cure, for each
that it could not; it never raises for what a thing holds.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, BinaryIO, Protocol

from onrecord.errors import InputError
from onrecord.records.capture import Capture
from onrecord.records.note import Note

if TYPE_CHECKING:  # it brings in what the network needs
    from onrecord.sources.web import Fetched, Fetcher

MIB = 1 << 20


class LeftOut(InputError):
    """One thing cannot be read; it never leaves the sources, where it becomes a Note of that kind."""

    def __init__(self, kind: str, message: str, *, where: str, help: str) -> None:
        super().__init__(message, where=where, help=help)
        self.kind = kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much is taken in before something is called a fault or an attack."""

    thing: int = 64 * MIB  # bytes of one page, document or record once unpacked
    line: int = 16 * MIB  # bytes of one line of a table or of JSON, which is one report
    ratio: int = 200  # times that packed bytes may grow, past the first `thing` of them; text grows 3 to 10 times
    members: int = 100_000  # files in one archive
    depth: int = 3  # archives inside archives


class Held(Protocol):
    """What servers gave before, so that one which says that nothing changed need not give it again."""

    def recall(self, address: str) -> "Fetched | None":
        """What was given for that address the last time, whole; None: it is to be asked for anew."""

    def keep(self, address: str, got: "Fetched") -> None:
        """Remember what was given for that address."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadOptions:
    """How inputs are read; one record from the command line down to every reader."""

    fields: Mapping[str, str] = field(default_factory=dict)  # our name of a field -> the name that a table has for it
    limits: Limits = Limits()
    fetcher: "Fetcher | None" = None  # None: the network is off
    held: Held | None = None  # what was fetched before; None: everything is asked for anew
    pages: bool = True  # whether the pages that feeds name are fetched too


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """One thing to read."""

    stream: BinaryIO  # read once from the start; seekable only where its reader asked for that
    name: str  # what its captures are called by: a file's name or path under the folder that was given
    where: str  # for notes: the path or address
    options: ReadOptions
    read_inside: "Reader"  # reads what lies in an archive, by the same tables
    depth: int = 0  # how many archives it lies in


Reader = Callable[[Thing], Iterator[Capture | Note]]
Opener = Callable[[str, ReadOptions, Reader], Iterator[Capture | Note]]  # the reader is for what lies there
Check = Callable[[str, ReadOptions], None]


def accept(given: str, options: ReadOptions) -> None:
    """Refuses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of file: told by its ending, else by its first bytes."""

    name: str  # in words: "web archive"
    endings: tuple[str, ...]  # lower case, with the dot: (".warc",); of two that fit the longer counts
    read: Reader
    looks: Callable[[bytes], bool] | None = None  # by the first bytes; where given, an ending alone is not enough
    signatures: tuple[bytes, ...] = ()  # first bytes that are this kind whatever the file is called
    is_listed: bool = True  # whether such files are taken from a folder, or only where they are named
    check: Check = accept  # raises InputError, before anything is read, for an input that cannot be


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """A kind of address."""

    prefix: str  # "https://"
    read: Opener
    check: Check = accept
