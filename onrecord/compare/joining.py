"""Stories put together to the account of a case: entities joined over stories, slugs made unique, stories in order.

A person of two stories is one where the names are one; a family name alone is that of the only person so called whose
party is the same.  Within a story more is known, and has been used there.
"""

import functools
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from onrecord.compare.byhand import arrange
from onrecord.compare.entities import blocks_of
from onrecord.compare.options import CompareOptions
from onrecord.compare.union import Sets
from onrecord.language import Language
from onrecord.language.people import (
    Parts,
    family_of,
    fold_sound,
    is_same_given,
    is_same_name,
    keys_of,
    list_near,
    list_near_to,
    parts_of,
)
from onrecord.records.annotation import EntityKind
from onrecord.records.claim import Account, Entity, Office
from onrecord.records.decision import Matter
from onrecord.records.slugs import order_stories
from onrecord.records.when import Precision


def join_stories(parts: Sequence[Account], *, language: Language, options: CompareOptions) -> Account:
    """One account over those of single stories; does not depend on their order."""
    stories = order_stories([s for p in parts for s in p.stories])
    place = {s.id: n for n, s in enumerate(stories)}
    ordered = sorted(parts, key=lambda p: place[p.stories[0].id])
    entities, became = join_entities(
        [(e, len({n[0] for n in p.names if n[2] == e.id})) for p in ordered for e in p.entities],
        language=language,
        options=options,
    )
    return Account(
        entities=entities,
        names=tuple(sorted((report, name, became[id]) for p in ordered for report, name, id in p.names)),
        copies=tuple(c for p in ordered for c in p.copies),
        stories=stories,
        claims=tuple(c for p in ordered for c in p.claims),
        series=tuple(s for p in ordered for s in p.series),
    )


def join_entities(
    found: Sequence[tuple[Entity, int]], *, language: Language, options: CompareOptions
) -> tuple[tuple[Entity, ...], dict[str, str]]:
    """The entities of all stories joined, by name, and the id here of each id there.

    Each comes with the number of its story's reports that name it.
    """
    ordered = sorted(found, key=lambda x: (x[0].name, x[0].id, x[0].aliases, x[1], x[0].because))
    sets = Sets(len(ordered))
    _join_ids(ordered, sets)
    _join_persons(ordered, sets, language)
    groups = list(sets.groups())
    reasons = {i: why for members, why in groups for i in members}
    called = [(e.name, *e.aliases) for e, _ in ordered]
    became: dict[str, str] = {}
    out: list[Entity] = []
    for group in arrange((m for m, _ in groups), called, options.decisions, matter=Matter.ENTITY):
        members = sorted(group.members)
        entity = _merge([ordered[i] for i in members], reasons[members[0]], tuple(group.by_hand))
        out.append(entity)
        became |= {ordered[i][0].id: entity.id for i in members}
    return tuple(sorted(out, key=lambda e: (e.name, e.id))), became


def _join_ids(found: Sequence[tuple[Entity, int]], sets: Sets) -> None:
    first: dict[str, int] = {}
    for i, (entity, _) in enumerate(found):
        j = first.setdefault(entity.id, i)
        if j != i:
            sets.join(i, j, "the same name in several stories")


def _join_persons(found: Sequence[tuple[Entity, int]], sets: Sets, language: Language) -> None:
    """Full names spelt alike; then a family name alone with the only person so called of the same party.

    Blocks are taken in the order of their keys, so that what is joined to what, and the reasons told, are the same
    for some of the names as for all of them.
    """
    blocks: dict[str, list[int]] = {}
    families: dict[str, set[int]] = {}
    lone: list[tuple[int, str]] = []
    heads = {e.id: i for i, (e, _) in reversed(list(enumerate(found))) if e.kind is EntityKind.PERSON}
    parts = {i: parts_of(found[i][0].name, language) for i in heads.values()}
    for i in sorted(parts):
        if len(parts[i]) == 1:
            lone.append((i, fold_sound(parts[i][0])))
            continue
        for key in blocks_of(parts[i], language):
            blocks.setdefault(key, []).append(i)
    for _, block in sorted(blocks.items()):
        for i, j in _list_pairs(block, parts, language):
            if sets.find(i) != sets.find(j) and is_same_name(parts[i], parts[j], language):
                sets.join(i, j, f"“{found[j][0].name}” and “{found[i][0].name}” are spellings of one name")
    for i, named in parts.items():
        if len(named) > 1:
            families.setdefault(fold_sound(family_of(named, language)), set()).add(sets.find(i))
    parties = _parties(found, sets)
    for i, family in lone:
        others = families.get(family, set())
        party = found[i][0].party
        if len(others) == 1 and party and parties.get(next(iter(others))) == party:
            sets.join(i, next(iter(others)), f"the only {found[i][0].name} of the case, and of {party} in both")


def _list_pairs(block: Sequence[int], parts: Mapping[int, Parts], language: Language) -> Iterator[tuple[int, int]]:
    """Every two of the block that may be one name, and a few more: each with those before it."""
    keys = {i: keys_of(parts[i], language) for i in block}
    families = sorted({key for held in keys.values() for key in held if key[0] == "family"})
    near: dict[tuple[str, ...], list[tuple[str, ...]]] = {}
    for a, b in list_near([family for _, family in families]):
        near.setdefault(("family", a), []).append(("family", b))
        near.setdefault(("family", b), []).append(("family", a))
    holders: dict[tuple[str, ...], list[int]] = {}
    for i in block:
        asked = {*keys[i], *(other for key in keys[i] for other in near.get(key, ()))}
        for j in sorted({j for key in asked for j in holders.get(key, ())}):
            yield i, j
        for key in keys[i]:
            holders.setdefault(key, []).append(i)


def _parties(found: Sequence[tuple[Entity, int]], sets: Sets) -> dict[int, str | None]:
    votes: dict[int, Counter[str]] = {}
    for i, (entity, reports) in enumerate(found):
        if entity.party:
            votes.setdefault(sets.find(i), Counter())[entity.party] += reports
    return {root: min(count.items(), key=lambda kv: (-kv[1], kv[0]))[0] for root, count in votes.items()}


def _merge(found: Sequence[tuple[Entity, int]], reasons: Sequence[str], by_hand: tuple[str, ...]) -> Entity:
    entities = [e for e, _ in found]
    notes = tuple(dict.fromkeys((*(n for e in entities for n in e.by_hand), *by_hand)))
    told = sorted({e.because for e in entities if e.because != "one name"} | {r for r in reasons if r})
    if len({e.id for e in entities}) == 1:
        told = [t for t in told if t != "the same name in several stories"] or told
    because = "; ".join(dict.fromkeys([*told, *notes])) or "one name"
    if len(entities) == 1:
        return replace(entities[0], because=because if notes else entities[0].because, by_hand=notes)
    best = max(found, key=lambda x: (len(x[0].name.split()) > 1, x[1], len(x[0].name), x[0].name))[0]
    votes: Counter[str] = Counter()
    for entity, reports in found:
        if entity.party:
            votes[entity.party] += reports
    return replace(
        best,
        aliases=tuple(sorted({a for e in entities for a in e.aliases})),
        offices=_join_offices([o for e in entities for o in e.offices]),
        party=min(votes.items(), key=lambda kv: (-kv[1], kv[0]))[0] if votes else None,
        because=because,
        by_hand=notes,
    )


def _join_offices(offices: Iterable[Office]) -> tuple[Office, ...]:
    """One office a title, from when it was first seen to when it was last."""
    by_title: dict[str, Office] = {}
    for office in sorted(offices, key=lambda o: (o.title.lower(), o.title)):
        known = by_title.get(office.title.lower())
        by_title[office.title.lower()] = office if known is None else _hull(known, office)
    return tuple(by_title[title] for title in sorted(by_title))


def _hull(a: Office, b: Office) -> Office:
    starts = [w.earliest for w in (a.seen, b.seen) if w.earliest]
    ends = [w.latest for w in (a.seen, b.seen) if w.latest]
    if not starts or not ends:
        return a
    first, last = min(starts), max(ends)
    basis = next(w.basis for w in (a.seen, b.seen) if w.earliest)
    precision = Precision.DAY if first == last else Precision.INTERVAL
    return replace(a, seen=replace(a.seen, earliest=first, latest=last, precision=precision, basis=basis, at=None))


def list_name_keys(entity: Entity, language: Language) -> list[tuple[str, str]]:
    """What a person is found by who may be the one of another story; each with the block in which keys are compared."""
    parts = parts_of(entity.name, language)
    if entity.kind is not EntityKind.PERSON or not parts:
        return []
    if len(parts) == 1:
        return [(f"lone {fold_sound(parts[0])}", "")]
    keys = [(f"whole {fold_sound(family_of(parts, language))}", "")]
    for block in sorted(blocks_of(parts, language)):
        for key in sorted(keys_of(parts, language)):
            keys.append((" ".join((block, *key)), block if key[0] == "family" else ""))
    return keys


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Where persons of all stories are looked up."""

    find: Callable[[Collection[str]], Iterable[tuple[str, str]]]  # ids and names of those who have one of these keys
    list_keys: Callable[[Collection[str]], Iterable[str]]  # all keys of these blocks


def list_bound(changed: Iterable[Entity], register: Register, *, language: Language) -> set[str]:
    """The ids of all entities of stories that may be one with these, or that count for whether another is."""
    entities = list(changed)
    bound = {e.id for e in entities}
    asking = _Asking(register, language)
    todo = [e.name for e in entities if e.kind is EntityKind.PERSON]
    while todo:
        for id, other in asking.find_bound(todo.pop()):
            if id not in bound:
                bound.add(id)
                todo.append(other)
    return bound


class _Asking:
    """A register as it is asked for many names in a row, of which many share a family: that is looked up once."""

    def __init__(self, register: Register, language: Language) -> None:
        self._register = register
        self._language = language
        self._list_families = functools.cache(self._families_of)
        self._list_family = functools.cache(self._group_family)

    def find_bound(self, name: str) -> Iterator[tuple[str, str]]:
        """Ids and names of those who may be one with whoever is called so."""
        parts = parts_of(name, self._language)
        if len(parts) < 2:
            family = fold_sound(parts[0]) if parts else ""
            yield from self._register.find({f"lone {family}", f"whole {family}"})
            return
        keys, families = set(), set()
        for block in blocks_of(parts, self._language):
            held = keys_of(parts, self._language)
            keys |= {" ".join((block, *key)) for key in held if key[0] != "family"}
            listed = self._list_families(block)
            own = [rest[0] for kind, *rest in held if kind == "family"]
            families |= {f"{block} family {f}" for family in own for f in (family, *list_near_to(family, listed))}
        keys.add(f"lone {fold_sound(family_of(parts, self._language))}")
        for id, other in dict.fromkeys((*self._find_kin(parts, frozenset(families)), *self._register.find(keys))):
            named = parts_of(other, self._language)
            if len(named) < 2 or is_same_name(parts, named, self._language):  # else the family alone
                yield id, other

    def _families_of(self, block: str) -> tuple[str, ...]:
        head = f"{block} family "
        return tuple(key.removeprefix(head) for key in self._register.list_keys({block}))

    def _find_kin(self, parts: Parts, families: frozenset[str]) -> Iterator[tuple[str, str]]:
        """Those of the families who share a given name: nobody of the same family is one who does not."""
        for given, bearers in self._list_family(families).items():
            if any(is_same_given(own, given, self._language) for own in parts[:-1]):
                yield from bearers

    def _group_family(self, families: frozenset[str]) -> dict[str, list[tuple[str, str]]]:
        """All of the families, by each of their given names."""
        found: dict[str, list[tuple[str, str]]] = {}
        for id, name in self._register.find(families):
            for given in parts_of(name, self._language)[:-1]:
                found.setdefault(given, []).append((id, name))
        return found
