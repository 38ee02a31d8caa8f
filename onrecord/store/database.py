"""What the store needs of the database under it; all that SQLite and PostgreSQL do in their own ways is behind this."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol

from sqlalchemy import Connection

from onrecord.store.store import Hit

Begin = Callable[[], AbstractContextManager[Connection]]  # one transaction: committed at the end, undone on any error


class Database(Protocol):
    """A database that has the tables of a case, in the form that this version writes."""

    place: str  # as a person would name it; without a password

    def reading(self) -> AbstractContextManager[Connection]:
        """A connection whose every query sees the same state.  Never waits for a writer."""

    def holding(self, *, wait_s: float) -> AbstractContextManager[Begin]:
        """The right to write, held until the context ends; what it gives begins a transaction.

        Raises StoreBusy, naming the holder, when another has it for longer than `wait_s` seconds.
        """

    def keep_bytes(self, connection: Connection, contents: Sequence[bytes]) -> list[str]:
        """Keep these bytes, each once, and give their hashes back."""

    def read_bytes(self, connection: Connection, sha256: str) -> bytes:
        """The bytes with that hash.  Raises StoreError where they are gone or are not the ones that were kept."""

    def index_passages(self, connection: Connection, rows: Iterable[tuple[int, str]]) -> None:
        """Make these passages, given by id and text, be found by their words."""

    def search(self, connection: Connection, query: str, *, limit: int) -> tuple[Hit, ...]:
        """Passages that hold all the words of the query, best first."""

    def leave(self, target: str) -> str:
        """Give up what is here, since the case was moved; nobody writes to it any more.  Says what is left."""

    def close(self) -> None:
        """Let go of files and connections."""
