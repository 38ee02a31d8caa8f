"""Queries for what is near: placed reports, the holders of a word, stories that have an entity or a slug."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import sqlalchemy as sa

from onrecord.records.sketch import Placed, is_passage
from onrecord.store import rows, tables
from onrecord.store.store import Head, Position, Tally

CHUNK = 500  # values in one IN (...); databases limit how many a query may carry

_words = tables.top_words.c
_PLACES = sa.select(_words.day, _words.report).where(_words.word == sa.bindparam("word"))
_AT = sa.tuple_(sa.bindparam("day"), sa.bindparam("report"))
_STANDS = sa.tuple_(_words.day, _words.report)
_FORWARDS = (_words.day, _words.report)
_BACKWARDS = (_words.day.desc(), _words.report.desc())
_FIRST = _PLACES.order_by(*_FORWARDS).limit(sa.bindparam("most"))
_BEFORE = _PLACES.where(_STANDS < _AT).order_by(*_BACKWARDS).limit(sa.bindparam("most"))
_AFTER = _PLACES.where(_STANDS > _AT).order_by(*_FORWARDS).limit(sa.bindparam("most"))


def among(connection: sa.Connection, column: Any, values: Collection[Any], *wanted: Any) -> Iterator[Any]:
    """Rows whose column has one of these values."""
    listed = sorted(set(values))
    for i in range(0, len(listed), CHUNK):
        yield from connection.execute(sa.select(*wanted).where(column.in_(listed[i : i + CHUNK])))


def list_holders(connection: sa.Connection, words: Collection[str], most: int) -> dict[str, tuple[Position, ...]]:
    """The first holders of each word, in their order."""
    return {w: tuple((r.day, r.report) for r in connection.execute(_FIRST, {"word": w, "most": most})) for w in words}


def list_beside(connection: sa.Connection, word: str, place: Position, most: int) -> tuple[Position, ...]:
    """The holders of a word next before a place and next after it."""
    asked = {"word": word, "day": place[0], "report": place[1], "most": most}
    before = [(r.day, r.report) for r in connection.execute(_BEFORE, asked)]
    return (*reversed(before), *((r.day, r.report) for r in connection.execute(_AFTER, asked)))


def find_placed(connection: sa.Connection, column: Any, values: Collection[str]) -> tuple[Placed, ...]:
    """Where clustering put what has one of these values."""
    kept = tables.sketches.c
    found = among(connection, column, values, kept.report, kept.day, kept.doc, kept.place, kept.linked, kept.cluster)
    return tuple(
        Placed(report=r.report, order=(r.day, r.doc, r.place), linked=r.linked, cluster=r.cluster) for r in found
    )


def list_linked(connection: sa.Connection, groups: Collection[str]) -> tuple[Placed, ...]:
    """The reports of these groups of linked ones."""
    return tuple(p for p in find_placed(connection, tables.sketches.c.linked, groups) if not is_passage(p.report))


def list_passages(connection: sa.Connection, reports: Collection[str]) -> tuple[Placed, ...]:
    """The passages that stand in these reports or beside them."""
    kept = tables.sketches.c
    found = (p for column in (kept.linked, kept.cluster) for p in find_placed(connection, column, reports))
    return tuple({p.report: p for p in found if is_passage(p.report)}.values())


def load_heads(connection: sa.Connection, column: Any, values: Collection[str]) -> Iterator[Head]:
    """What the case needs of those of these parts that are kept."""
    kept = tables.parts.c
    return (rows.read_head(r) for r in among(connection, column, values, kept.key, kept.bare, kept.head))


def load_tallies(connection: sa.Connection, ids: Collection[str], without: Collection[str]) -> Iterator[Tally]:
    """These entities as stories have them, those that have them alike as one."""
    kept = tables.bearers.c
    told = (kept.id, kept.digest, sa.func.max(kept.reports), sa.func.sum(kept.reports), sa.func.count())
    found: list[Any] = []
    listed = sorted(set(ids))
    for i in range(0, len(listed), CHUNK):
        query = sa.select(*told, sa.func.min(kept.part)).where(kept.id.in_(listed[i : i + CHUNK]))
        if without:
            query = query.where(kept.part.not_in(sorted(without)))
        found.extend(connection.execute(query.group_by(kept.id, kept.digest)))
    heads = {h.key: h for h in load_heads(connection, tables.parts.c.key, {row[5] for row in found})}
    entities = {(key, e.id): e for key, head in heads.items() for e, _ in head.entities}
    for id, _, most, total, stories, part in found:
        yield Tally(entity=entities[part, id], stories=stories, most=most, reports=int(total))


def find_named(connection: sa.Connection, keys: Collection[str]) -> frozenset[tuple[str, str]]:
    """Entities of stories, by id and name, that are found by one of these keys."""
    kept = tables.name_keys.c
    return frozenset((id, name) for id, name in among(connection, kept.key, keys, kept.id, kept.name))


def list_keys(connection: sa.Connection, blocks: Collection[str]) -> frozenset[str]:
    """All keys of these blocks."""
    kept = tables.name_keys.c
    listed = sorted(set(blocks))
    query = sa.select(kept.key).where(kept.block.in_(listed)).distinct()
    return frozenset(connection.execute(query).scalars()) if listed else frozenset()


def bearer_rows(heads: Iterable[Head]) -> Iterator[rows.Row]:
    """One row for each entity of each part."""
    for head in heads:
        for entity, reports in head.entities:
            yield {"part": head.key, "id": entity.id, "digest": rows.digest_of(entity), "reports": reports}


def name_rows(parts: Mapping[str, Any]) -> Iterator[rows.Row]:
    """One row for each key of each person of each part."""
    for key, part in parts.items():
        for named in {(k.entity, k.key): k for k in part.keys}.values():
            yield {"part": key, "id": named.entity, "key": named.key, "block": named.block, "name": named.name}
