"""Statements about the same thing, over all reports of a story."""

from collections.abc import Mapping, Sequence

import numpy as np

from onrecord.compare.grouping import Matrix, compare_all, group_by_average, lean_on_neighbours
from onrecord.compare.keys import Key
from onrecord.compare.origins import trace_origins
from onrecord.compare.relations import relate
from onrecord.compare.times import last_day
from onrecord.language import Language
from onrecord.records.claim import Claim, Copy
from onrecord.records.ids import group_id

# Tuned on the claims of six US stories and checked on five war reports, both ways round.
LEAST = 0.22  # average likeness within a claim, and of a statement that also belongs to another claim
NEIGHBOURS = 0.2  # share of a likeness that rests on what else the two are like
VECTORS = 0.5  # share of a likeness that rests on sentence vectors, where every statement has one
LINKED = 0.22  # likeness from which two statements of a claim are set in relation


def find_claims(
    keys: Sequence[Key], copies: Sequence[Copy], vectors: Mapping[str, tuple[float, ...]], *, language: Language
) -> tuple[Claim, ...]:
    """The claims of a story, the one with most statements first; a statement stands in at least one."""
    if not keys:
        return ()
    likeness = lean_on_neighbours(_likeness(keys, vectors), NEIGHBOURS)
    claims = [
        _make_claim([keys[i] for i in group], likeness[np.ix_(group, group)], copies, language)
        for group in _groups(likeness)
    ]
    return tuple(sorted(claims, key=lambda c: (-len(c.statements), c.id)))


def _likeness(keys: Sequence[Key], vectors: Mapping[str, tuple[float, ...]]) -> Matrix:
    by_words = compare_all([k.weights for k in keys])
    if not all(k.statement.id in vectors for k in keys):
        return by_words
    rows = np.array([vectors[k.statement.id] for k in keys], np.float32)
    return ((1 - VECTORS) * by_words + VECTORS * (rows @ rows.T)).astype(np.float32)


def _groups(likeness: Matrix) -> list[list[int]]:
    """Groups by average likeness; then whoever is as near to a whole group of others joins it too."""
    groups = group_by_average(likeness, LEAST)
    wider = []
    for group in groups:
        if len(group) > 1:
            near = likeness[:, group].mean(axis=1)
            group = sorted({*group, *(int(i) for i in np.flatnonzero(near >= LEAST))})
        wider.append(group)
    wider.sort(key=lambda g: (-len(g), g))
    kept: list[set[int]] = []
    for candidate in wider:
        if not any(set(candidate) <= k for k in kept):
            kept.append(set(candidate))
    return [sorted(k) for k in kept]


def _make_claim(keys: Sequence[Key], likeness: Matrix, copies: Sequence[Copy], language: Language) -> Claim:
    order = sorted(
        range(len(keys)), key=lambda i: (last_day(keys[i]), keys[i].report.doc, keys[i].statement.content[0])
    )
    ordered = [keys[i] for i in order]
    relations = []
    for n, i in enumerate(order):
        for j in order[:n]:
            relation = relate(keys[i], keys[j], is_linked=bool(likeness[i, j] >= LINKED), language=language)
            if relation:
                relations.append(relation)
    origins = trace_origins(ordered, copies)
    ids = tuple(k.statement.id for k in ordered)
    return Claim(
        id=group_id("claim", *ids),
        label=_label(ordered, likeness[np.ix_(order, order)]),
        statements=ids,
        relations=tuple(relations),
        origins=origins,
        reports=len({k.report.id for k in keys}),
        parties=tuple(sorted({o.party for o in origins if o.party})),
        has_unknown_party=any(o.party is None for o in origins),
    )


def _label(keys: Sequence[Key], likeness: Matrix) -> str:
    """The content nearest to all others; the shorter of two as near."""
    near = np.round(likeness.sum(axis=1), 2)
    best = min(range(len(keys)), key=lambda i: (-near[i], len(keys[i].text), keys[i].text))
    return keys[best].text
