"""What people merged and set apart, applied to groups that were made automatically.

Decisions are taken one after another, so that the latest stands; what they name and is not here is passed over.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from onrecord.records.claim import Copy
from onrecord.records.decision import Action, Decision, Matter, tell


@dataclass(slots=True, kw_only=True)
class Group:
    """Things that belong together, by index, and the decisions that had a part in it."""

    members: set[int]
    by_hand: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What joins statements of several reports beside their own words."""

    copies: tuple[Copy, ...] = ()
    decisions: tuple[Decision, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)  # outlet -> the family that owns it


def arrange(
    groups: Iterable[Collection[int]],
    names: Sequence[Collection[str]],
    decisions: Iterable[Decision],
    *,
    matter: Matter,
) -> list[Group]:
    """The groups as people want them, by first member; `names` are those by which a decision may name each thing.

    Merging takes over a whole group where most of it is named, else only what is named.  Setting apart takes the things
    out of every group that also holds one of the others; what is not named stays with the others.
    """
    made = [Group(members=set(g)) for g in groups]
    holders: dict[str, set[int]] = {}
    for i, called in enumerate(names):
        for name in called:
            holders.setdefault(name, set()).add(i)
    for decision in decisions:
        if decision.matter is not matter:
            continue
        things = {i for name in decision.things for i in holders.get(name, ())}
        others = {i for name in decision.others for i in holders.get(name, ())}
        if decision.action is Action.MERGE and len(things | others) > 1:
            made = _merge(made, things | others, tell(decision))
        elif decision.action is Action.SPLIT and things and others:
            made = _split(made, things - others, others, tell(decision))
    return sorted(made, key=lambda g: (min(g.members), len(g.members), sorted(g.members)))


def _merge(groups: Sequence[Group], named: set[int], note: str) -> list[Group]:
    touched = [g for g in groups if g.members & named]
    target = max(touched, key=lambda g: (len(g.members & named), len(g.members), -min(g.members)))
    held = set(target.members)
    for group in touched:
        if group is target:
            continue
        inside = group.members & named
        if 2 * len(inside) > len(group.members):
            target.members |= group.members
            target.by_hand += [n for n in group.by_hand if n not in target.by_hand]
            group.members.clear()
        else:
            group.members -= inside - held
    target.members |= named
    target.by_hand.append(note)
    return [g for g in groups if g.members]


def _split(groups: Sequence[Group], things: set[int], others: set[int], note: str) -> list[Group]:
    out: set[int] = set()
    for group in groups:
        if group.members & things and group.members & others:
            out |= group.members & things
            group.members -= things
            group.by_hand.append(note)
    kept = [g for g in groups if g.members]
    return [*kept, Group(members=out, by_hand=[note])] if out else kept
