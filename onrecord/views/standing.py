"""Where a claim stands: told by several parties, by one, disputed, or only met with silence; and its best words."""

import datetime as dt
from collections.abc import Sequence
from enum import Enum, auto

from onrecord.records.annotation import Zone
from onrecord.records.claim import Claim, Relation, RelationKind
from onrecord.records.finding import Certainty, Manner, Stance, Statement
from onrecord.views.index import Index, published_at

OPPOSING = frozenset({RelationKind.DENIES, RelationKind.CONTRADICTS})
LONG = 260  # characters; longer contents make poor lines


class Standing(Enum):
    """The part of a brief that a claim belongs to."""

    DISPUTED = auto()
    SILENT = auto()
    AGREED = auto()
    ONE_PARTY = auto()


def is_silent(statement: Statement) -> bool:
    """True when the speaker says that he does not say, or that nobody knows."""
    return statement.stance is Stance.DECLINES


def opposing(index: Index, claim: Claim) -> tuple[Relation, ...]:
    """The relations by which one speaker stands against another; a speaker who corrects himself is not one."""
    return tuple(r for r in claim.relations if r.kind in OPPOSING and _are_others(index, r))


def _are_others(index: Index, relation: Relation) -> bool:
    a, b = index.statements.get(relation.a), index.statements.get(relation.b)
    if a is None or b is None:
        return False
    who = index.speaker_name(a), index.speaker_name(b)
    return who[0] is None or who[0] != who[1]


def standing_of(index: Index, claim: Claim) -> Standing:
    """The part of a brief that the claim belongs to."""
    if opposing(index, claim):
        return Standing.DISPUTED
    members = index.members(claim)
    if all(is_silent(s) for s in members):
        return Standing.SILENT
    telling = {index.side_of(s) for s in members if not is_silent(s)} - {None}
    return Standing.AGREED if len(telling) > 1 else Standing.ONE_PARTY


def most_told(index: Index) -> list[Claim]:
    """Claims by parties, origins and reports, the most first, then the latest first."""
    claims = [c for c in index.book.account.claims if index.members(c)]
    return sorted(claims, key=lambda c: (*_weight(c), _latest(index, c), c.id), reverse=True)


def _weight(claim: Claim) -> tuple[int, int, int]:
    return len(claim.parties), len(claim.origins), claim.reports


def _latest(index: Index, claim: Claim) -> float:
    dates = (published_at(index.report_of(s)) for s in index.members(claim))
    return max((at.timestamp() for at in dates if at), default=0.0)


def best_statement(index: Index, statements: Sequence[Statement]) -> Statement:
    """The statement that shows best what was said: not outdated, from the body, quoted, plain, of readable length."""
    return min(statements, key=lambda s: merit_of(index, s))


def merit_of(index: Index, statement: Statement) -> tuple[bool, bool, bool, bool, bool, dt.datetime, str]:
    """What the statements of a line are sorted by, the one to show first."""
    updates = index.relations.get(statement.id, ())
    outdated = any(r.kind is RelationKind.UPDATES and r.b == statement.id for r in updates)
    length = sum(s.end - s.start for s in statement.content)
    appeared = published_at(index.report_of(statement)) or dt.datetime.max.replace(tzinfo=dt.UTC)
    return (
        outdated,
        statement.zone is not Zone.BODY,
        length > LONG,
        statement.manner not in (Manner.DIRECT, Manner.MIXED),
        statement.certainty is not Certainty.CERTAIN,
        appeared,
        statement.id,
    )
