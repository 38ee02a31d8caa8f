"""Statements about the same thing, over all reports of a story."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import numpy as np

from onrecord.compare.allies import find_allies
from onrecord.compare.answers import Answer, find_answers
from onrecord.compare.byhand import Links, arrange
from onrecord.compare.gathering import gather
from onrecord.compare.grouping import Matrix
from onrecord.compare.keys import Key
from onrecord.compare.likeness import Scale, compare_keys
from onrecord.compare.origins import trace_origins
from onrecord.compare.polarity import is_denial
from onrecord.compare.relations import relate
from onrecord.compare.times import last_day
from onrecord.language import Language
from onrecord.records.claim import Claim, Origin, Relation, RelationKind
from onrecord.records.decision import Matter
from onrecord.records.ids import group_id
from onrecord.records.span import Span

NEAREST = 20  # earlier statements of a claim that one is set in relation to


def find_claims(keys: Sequence[Key], links: Links, *, language: Language) -> tuple[Claim, ...]:
    """The claims of a story, by their first statement; every statement stands in at least one.

    Decisions name claims and origins by statements.
    """
    if not keys:
        return ()
    likeness, scale = compare_keys(keys)
    ids = [(k.statement.id,) for k in keys]
    gathered = gather(likeness, scale.least, scale.lowest)
    answers = find_allies(gathered, keys, likeness, scale, language=language)
    answers += find_answers(keys, likeness, scale, language=language)
    found = _add_answers(gathered, answers)
    groups = arrange(found, ids, links.decisions, matter=Matter.CLAIM)
    claims = []
    for group in groups:
        members = sorted(group.members)
        near = likeness[np.ix_(members, members)]
        origins = trace_origins(_in_order([keys[i] for i in members]), links, language=language)
        relations = _relate_all([keys[i] for i in members], near, scale, language)
        relations = _tell_answers(relations, answers, {i: keys[i].statement.id for i in members})
        claim = _make_claim([keys[i] for i in members], near, origins, relations)
        claims.append(replace(claim, by_hand=tuple(group.by_hand)) if group.by_hand else claim)
    place = {k.statement.id: n for n, k in enumerate(keys)}
    return tuple(sorted(claims, key=lambda c: (min(place[s] for s in c.statements), len(c.statements), c.id)))


def _add_answers(groups: Sequence[Sequence[int]], answers: Sequence[Answer]) -> list[list[int]]:
    """The groups, and one for every statement that is answered, with those who answer it, where none holds them."""
    wanted: dict[int, set[int]] = {}
    for answer in answers:
        beside = () if answer.beside is None else (answer.beside,)
        wanted.setdefault(answer.b, {answer.b}).update((answer.a, *beside))
    held = [set(group) for group in groups]
    more = [group for _, group in sorted(wanted.items()) if not any(group <= other for other in held)]
    return [sorted(g) for g in (*(h for h in held if not any(h < m for m in more)), *more)]


def _tell_answers(
    relations: Sequence[Relation], answers: Sequence[Answer], ids: Mapping[int, str]
) -> tuple[Relation, ...]:
    """The relations of a claim, with what is answered in the place of what was found for the same two."""
    told = {
        frozenset((ids[x.a], ids[x.b])): Relation(
            a=ids[x.a], b=ids[x.b], kind=RelationKind.CONTRADICTS, because=x.because
        )
        for x in answers
        if x.a in ids and x.b in ids
    }
    others = (r for r in relations if frozenset((r.a, r.b)) not in told)
    return (*others, *told.values())


def _in_order(keys: Sequence[Key]) -> list[Key]:
    return sorted(keys, key=_order)


def _order(key: Key) -> tuple[dt.date, str, Span]:
    return last_day(key), key.report.doc, key.statement.content[0]


def _relate_all(keys: Sequence[Key], likeness: Matrix, scale: Scale, language: Language) -> tuple[Relation, ...]:
    order = sorted(range(len(keys)), key=lambda i: _order(keys[i]))
    found = (
        relate(
            keys[i],
            keys[j],
            is_linked=bool(likeness[i, j] >= scale.linked),
            is_near=bool(likeness[i, j] >= scale.repeats),
            language=language,
        )
        for i, j in _list_pairs(order, keys, likeness)
    )
    return tuple(r for r in found if r)


def _make_claim(
    keys: Sequence[Key], likeness: Matrix, origins: Sequence[Origin], relations: tuple[Relation, ...]
) -> Claim:
    order = sorted(range(len(keys)), key=lambda i: _order(keys[i]))
    ordered = [keys[i] for i in order]
    ids = tuple(k.statement.id for k in ordered)
    sides = [_parties(origin, keys) for origin in origins]
    return Claim(
        id=group_id("claim", *ids),
        label=_label(ordered, likeness[np.ix_(order, order)]),
        statements=ids,
        relations=relations,
        origins=tuple(origins),
        reports=len({k.report.id for k in keys}),
        parties=tuple(sorted({party for known in sides for party in known})),
        has_unknown_party=not all(sides) or any(k.origin.name is None for k in keys),
    )


def _parties(origin: Origin, keys: Sequence[Key]) -> frozenset[str]:
    """The sides of an act of saying: of joint speakers that of each, where all are known; none where one is not."""
    if origin.party:
        return frozenset({origin.party})
    acts = [k.origin.parties for k in keys if k.statement.id in origin.statements]
    return frozenset(party for parties in acts for party in parties)


def _list_pairs(order: Sequence[int], keys: Sequence[Key], likeness: Matrix) -> Iterator[tuple[int, int]]:
    """Each statement with the earlier ones: with all of a claim of readable size, else with the nearest and denials."""
    for n, i in enumerate(order):
        earlier = order[:n]
        if n > NEAREST:
            rounded = np.round(likeness[i, earlier].astype(np.float64), 4)
            near = set(np.argsort(-rounded, kind="stable")[:NEAREST].tolist())
            earlier = [j for m, j in enumerate(order[:n]) if m in near or is_denial(keys[i]) != is_denial(keys[j])]
        yield from ((i, j) for j in earlier)


def _label(keys: Sequence[Key], likeness: Matrix) -> str:
    """The content nearest to all others; the shorter of two as near."""
    near = np.round(likeness.sum(axis=1), 2)
    best = min(range(len(keys)), key=lambda i: (-near[i], len(keys[i].text), keys[i].text))
    return keys[best].text
