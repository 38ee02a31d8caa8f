"""The counts of a line: acts of saying and parties behind the statements that it cites."""

from collections.abc import Iterable, Iterator, Sequence

from onrecord.compare.union import Sets
from onrecord.records.finding import Stance, Statement
from onrecord.views.index import Index

KEEPING_SILENT = frozenset({Stance.DECLINES, Stance.DOES_NOT_DENY})


def count_acts_of(index: Index, statements: Iterable[Statement]) -> int:
    """The acts of saying behind statements that say one thing; who keeps silent says nothing where somebody speaks."""
    return len(list_acts(index, statements))


def list_acts(index: Index, statements: Iterable[Statement]) -> list[list[Statement]]:
    """The statements by act of saying.

    Two are one act where any claim has them so, or where one who is named speaks in both.
    """
    held = list(statements)
    telling = [s for s in held if s.stance not in KEEPING_SILENT] or held
    place = {s.id: n for n, s in enumerate(telling)}
    sets = Sets(len(telling))
    for together in (*_acts(index, telling), *_voices(index, telling), *_nested(telling)):
        inside = [place[s] for s in together if s in place]
        for other in inside[1:]:
            sets.join(inside[0], other, "one act of saying")
    return [[telling[n] for n in members] for members, _ in sets.groups()]


def _acts(index: Index, statements: Iterable[Statement]) -> Iterator[tuple[str, ...]]:
    claims = {c.id: c for s in statements for c in index.claims.get(s.id, ())}
    return (origin.statements for claim in claims.values() for origin in claim.origins)


def _voices(index: Index, statements: Iterable[Statement]) -> Iterator[tuple[str, ...]]:
    """The statements of each who is named and passes on nobody else's words."""
    own: dict[str, list[str]] = {}
    for statement in statements:
        entity = index.entity_of(statement)
        if entity and all(link.name in (None, statement.speaker.name) for link in statement.chain[:1]):
            own.setdefault(entity.id, []).append(statement.id)
    return (tuple(said) for said in own.values())


def _nested(statements: Sequence[Statement]) -> Iterator[tuple[str, str]]:
    """Statements of which one holds the other's words: whoever passes on another's saying says nothing beside it."""
    for n, one in enumerate(statements):
        for other in statements[:n]:
            if one.evidence.report == other.evidence.report and (_holds(one, other) or _holds(other, one)):
                yield one.id, other.id


def _holds(outer: Statement, inner: Statement) -> bool:
    return all(any(o.contains(i) for o in outer.content) for i in inner.content)


def list_parties(index: Index, statement: Statement) -> Iterator[str]:
    """The side of the statement; of joint speakers that of each."""
    if side := index.side_of(statement):
        yield side
    for member in statement.speaker.members:
        entity = index.entities.get((statement.evidence.report, member))
        if entity and entity.party:
            yield entity.party
