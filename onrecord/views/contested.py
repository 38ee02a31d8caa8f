"""One dispute as a brief tells it: who stands against whom, who else says the same, who keeps silent.

A claim shares its statements with others, and two reports may tell one quarrel, so what stands against what is
gathered over all disputed claims, and each dispute comes once.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from onrecord.records.claim import Claim
from onrecord.records.finding import Statement
from onrecord.views.agreeing import Asserting
from onrecord.views.counting import KEEPING_SILENT
from onrecord.views.index import Index
from onrecord.views.standing import opposing

MAX_SIDES = 4


@dataclass(slots=True, kw_only=True)
class Dispute:
    """What is said and what is set against it; every statement stands in it once."""

    sides: list[list[Statement]]  # of each, the statement to be shown first, then those that say the same
    silent: list[Statement] = field(default_factory=list)  # who was asked, and did not say or did not deny

    @property
    def statements(self) -> list[Statement]:
        """All of them, side by side."""
        return [s for side in self.sides for s in side] + self.silent


def list_disputes(index: Index, claims: Iterable[Claim]) -> list[Dispute]:
    """The disputes of these claims, in their order."""
    asserting = Asserting(index)
    out: list[Dispute] = []
    told: set[str] = set()
    for claim in claims:
        relations = opposing(index, claim)
        if all(r.a in told or r.b in told for r in relations):
            continue  # a denial is told once, with what it denies
        told |= {side for r in relations for side in (r.a, r.b)}
        sides = _sides(index, claim)
        one = next((d for d in out if _is_one_quarrel(index, d, sides, asserting)), None)
        if one is None:
            one = Dispute(sides=[[s] for s in sides])
            out.append(one)
        else:
            for statement in sides:
                _add(index, one, statement, asserting)
        _add_silent(index, one, claim, asserting)
    shown = {s.id for d in out for s in d.statements}
    for dispute in out:
        _add_others(index, dispute, shown, asserting)
    return [d for d in out if len(d.sides) > 1]


def _sides(index: Index, claim: Claim) -> list[Statement]:
    """Both sides of each opposition, one statement a speaker, what was said before what denies it."""
    chosen: dict[str | None, Statement] = {}
    for relation in opposing(index, claim):
        for id in (relation.b, relation.a):
            statement = index.statements[id]
            chosen.setdefault(index.side_of(statement) or index.speaker_name(statement), statement)
    return list(chosen.values())[:MAX_SIDES]


def _is_one_quarrel(index: Index, dispute: Dispute, sides: list[Statement], asserting: Asserting) -> bool:
    """True where each of these speaks in the dispute already, and one of them says the same there."""
    shown = [s for side in dispute.sides for s in side]
    is_alike = any(asserting.says_same(s, o) for s in sides for o in shown)
    return is_alike and all(any(asserting.says_same(s, o) or _is_one_voice(index, s, o) for o in shown) for s in sides)


def _is_one_voice(index: Index, a: Statement, b: Statement) -> bool:
    name = index.speaker_name(a)
    return name is not None and name == index.speaker_name(b)


def _add(index: Index, dispute: Dispute, statement: Statement, asserting: Asserting) -> None:
    """Puts the statement beside what says the same, else beside what its speaker says; else it is a side."""
    if any(s.id == statement.id for s in dispute.statements):
        return
    alike = [side for side in dispute.sides if any(asserting.says_same(statement, s) for s in side)]
    own = [side for side in dispute.sides if any(_is_one_voice(index, statement, s) for s in side)]
    for side in (*alike, *own):
        side.append(statement)
        return
    dispute.sides.append([statement])


def _add_silent(index: Index, dispute: Dispute, claim: Claim, asserting: Asserting) -> None:
    """The latest of each party that was asked about what is disputed."""
    shown = [s for side in dispute.sides for s in side]
    quiet = [s for s in index.members(claim) if s.stance in KEEPING_SILENT]
    said = [s for s in quiet if any(asserting.is_on(s, other) for other in shown)]
    latest = {index.side_of(s) or index.speaker_name(s): s for s in (*dispute.silent, *said)}
    dispute.silent = [s for s in latest.values() if all(s.id != other.id for other in shown)]


def _add_others(index: Index, dispute: Dispute, shown: set[str], asserting: Asserting) -> None:
    """Whoever else says the same as a side, in any claim that the side stands in; all of it is told then."""
    for side in dispute.sides:
        near = dict.fromkeys(s for own in side for c in index.claims.get(own.id, ()) for s in c.statements)
        others = [index.statements[id] for id in near if id not in shown and id in index.statements]
        alike = [s for s in others if asserting.says_same(s, side[0])]
        side += alike
        shown |= {s.id for s in alike}
