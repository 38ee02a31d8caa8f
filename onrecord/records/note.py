"""What was skipped or doubtful.  News is messy: that is counted, stored and shown, never raised."""

from dataclasses import dataclass
from typing import Generic, TypeVar

from onrecord.records.span import Span

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a reader of the account should know about the reading of one thing."""

    kind: str  # slug: "encoding-guessed", "no-text", "not-english"
    message: str  # what, on which thing, and what to do about it
    where: str  # the doc, file or address
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Found(Generic[T]):
    """What a stage found, with its notes."""

    items: tuple[T, ...]
    notes: tuple[Note, ...] = ()
