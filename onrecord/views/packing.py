"""What ever changed as JSON and back, every piece and citation once: of 1,000 reports there are 15,000 such lines.

Most lines say again what others say, in the same pieces; spelled out they are 18 MB, which take longer to read than to
work out.  The lines as people read them stand beside their records: who asks what changed mostly wants only those, and
the records behind them are unpacked when somebody asks for them.
"""

import base64
import datetime as dt
import functools
import json
import zlib
from collections.abc import Sequence
from typing import Any, Generic, TypeVar

from onrecord.records import wire
from onrecord.views.changes import Change, ChangeKind, Changes, History, Told, choose, cut_history, tell
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


class PackedHistory:
    """A history that was kept, of which no more is read than is asked for."""

    def __init__(self, packed: wire.Json) -> None:
        self._packed = packed

    def __eq__(self, other: object) -> bool:
        """True for the same history, packed or not."""
        return self.history == (other.history if isinstance(other, PackedHistory) else other)

    def __hash__(self) -> int:
        return hash(self.history)

    @functools.cached_property
    def history(self) -> History:
        """All of it, as records."""
        return unpack_history(self._packed)

    def tell(self, *, since: dt.datetime | None) -> Told:
        """What changed since a moment (None: ever) as people read it."""
        packed = self._packed
        moments = [_read_time(at) for at in packed["moments"]]
        kinds, texts, held = packed["kinds"], packed["texts"], packed["held"]
        chosen = choose(kinds, [moments[n] for n in packed["at"]], texts, since=since)
        kept = tuple((kinds[n], texts[n]) for n in chosen if held[n])
        repeats = [moments[n] for n in packed["repeated"]]
        repeated = sum(1 for at in repeats if since is None or at is None or at >= since)
        return Told(changes=kept, repeats=repeated, dropped=len(chosen) - len(kept))


def tell_history(history: History | PackedHistory, *, since: dt.datetime | None) -> Told:
    """What changed since a moment (None: ever) as people read it."""
    return history.tell(since=since) if isinstance(history, PackedHistory) else tell(cut_history(history, since=since))


def spell_out(history: History | PackedHistory, *, since: dt.datetime | None) -> Changes:
    """What changed since a moment (None: ever) with all that it rests on."""
    return cut_history(history.history if isinstance(history, PackedHistory) else history, since=since)


def pack_history(history: History) -> wire.Json:
    """The history as a JSON object."""
    moments = _Table[dt.datetime | None]()
    changes = history.changes
    return {
        "kinds": [c.kind.value for c in changes],
        "at": [moments.number(c.at) for c in changes],
        "held": [int(held) for held in history.held],
        "texts": [c.line.text for c in changes],
        "repeated": [moments.number(at) for at in history.repeated],
        "moments": [wire.encode_value(at) for at in moments.things],
        "lines": _pack_lines([c.line for c in changes]),
    }


def _pack_lines(lines: Sequence[Line]) -> str:
    pieces, cites = _Table[Piece](), _Table[Cite]()
    numbers = [([pieces.number(p) for p in line.pieces], [cites.number(c) for c in line.cites]) for line in lines]
    body = {
        "pieces": [wire.encode(p) for p in pieces.things],
        "cites": [wire.encode(c) for c in cites.things],
        "lines": numbers,
    }
    return base64.b64encode(zlib.compress(json.dumps(body, separators=(",", ":")).encode(), 1)).decode()


def unpack_history(packed: wire.Json) -> History:
    """The history that `pack_history` packed."""
    moments = [_read_time(at) for at in packed["moments"]]
    kinds = {kind.value: kind for kind in ChangeKind}
    lines = _unpack_lines(packed["lines"])
    rows = zip(packed["kinds"], packed["at"], lines, strict=True)
    return History(
        changes=tuple(Change(kind=kinds[kind], at=moments[at], line=line) for kind, at, line in rows),
        held=tuple(bool(held) for held in packed["held"]),
        repeated=tuple(moments[n] for n in packed["repeated"]),
    )


def _unpack_lines(packed: str) -> list[Line]:
    body: dict[str, Any] = json.loads(zlib.decompress(base64.b64decode(packed)))
    pieces = [wire.decode(Piece, p) for p in body["pieces"]]
    cites = [wire.decode(Cite, c) for c in body["cites"]]
    return [
        Line(pieces=tuple([pieces[n] for n in words]), cites=tuple([cites[n] for n in rests]))
        for words, rests in body["lines"]
    ]


def _read_time(at: str | None) -> dt.datetime | None:
    return None if at is None else dt.datetime.fromisoformat(at)
