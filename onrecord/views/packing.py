"""What ever changed as JSON and back, every piece and citation once: of 1,000 reports there are 15,000 such lines.

Most lines say again what others say, in the same pieces; spelled out they are 18 MB, which take longer to read than to
work out.
"""

import datetime as dt
from typing import Generic, TypeVar

from onrecord.records import wire
from onrecord.views.changes import Change, ChangeKind, History
from onrecord.views.line import Cite, Line, Piece

T = TypeVar("T")


class _Table(Generic[T]):
    """Things by number, equal ones once."""

    def __init__(self) -> None:
        self.things: list[T] = []
        self._by_identity: dict[int, int] = {}
        self._by_value: dict[T, int] = {}

    def number(self, thing: T) -> int:
        """The number of the thing; most are the very same, which spares comparing them."""
        found = self._by_identity.get(id(thing))
        if found is None:
            found = self._by_value.setdefault(thing, len(self._by_value))
            self._by_identity[id(thing)] = found
            if found == len(self.things):
                self.things.append(thing)
        return found


def pack_history(history: History) -> wire.Json:
    """The history as a JSON object."""
    pieces, cites = _Table[Piece](), _Table[Cite]()
    changes = [
        [
            change.kind.value,
            wire.encode_value(change.at),
            held,
            [pieces.number(p) for p in change.line.pieces],
            [cites.number(c) for c in change.line.cites],
        ]
        for change, held in zip(history.changes, history.held, strict=True)
    ]
    return {
        "pieces": [wire.encode(p) for p in pieces.things],
        "cites": [wire.encode(c) for c in cites.things],
        "changes": changes,
        "repeated": [wire.encode_value(at) for at in history.repeated],
    }


def unpack_history(packed: wire.Json) -> History:
    """The history that `pack_history` packed."""
    pieces = [wire.decode(Piece, p) for p in packed["pieces"]]
    cites = [wire.decode(Cite, c) for c in packed["cites"]]
    kinds = {kind.value: kind for kind in ChangeKind}
    changes = tuple(
        Change(
            kind=kinds[kind],
            at=_read_time(at),
            line=Line(pieces=tuple([pieces[n] for n in words]), cites=tuple([cites[n] for n in rests])),
        )
        for kind, at, _, words, rests in packed["changes"]
    )
    return History(
        changes=changes,
        held=tuple(held for _, _, held, _, _ in packed["changes"]),
        repeated=tuple(_read_time(at) for at in packed["repeated"]),
    )


def _read_time(at: str | None) -> dt.datetime | None:
    return None if at is None else dt.datetime.fromisoformat(at)
