"""Writing the account of a case: whole, or only what differs from the one that is kept."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from onrecord.store import rows, tables
from onrecord.store.nearby import CHUNK, bearer_rows, name_rows
from onrecord.store.store import Change, Joined, MadeFrom, Part, head_of

BASIS = "account_basis"


def put_account(connection: sa.Connection, joined: Joined, parts: Sequence[Part]) -> None:
    """Put this account in the place of the one before; `parts` are the new ones, those not named are forgotten."""
    named = {part for _, part in joined.stories}
    held = set(connection.execute(sa.select(tables.parts.c.key)).scalars())
    _forget_parts(connection, held - named)
    _put_parts(connection, [p for p in parts if p.key not in held])
    _put_joined(connection, joined)


def change_account(connection: sa.Connection, change: Change) -> None:
    """Change the account that is kept."""
    table = tables.account.c
    held = set(_select_among(connection, tables.parts.c.key, [p.key for p in change.parts]))
    kept = {p.key for p in change.parts}
    _forget_parts(connection, set(change.gone) - kept)
    _put_parts(connection, [p for p in change.parts if p.key not in held])
    _delete(connection, tables.account, table.id, change.gone_stories, table.kind == "story")
    _delete(connection, tables.account, table.id, change.names, table.kind != "story")
    joined = Joined(stories=change.stories, entities=change.entities, became=change.became)
    highest = connection.execute(sa.select(table.kind, sa.func.max(table.place)).group_by(table.kind))
    new = list(rows.joined_rows(joined, rows.Places(dict.fromkeys(highest, ("", "")))))
    if new:
        connection.execute(sa.insert(tables.account), new)


def put_basis(connection: sa.Connection, basis: MadeFrom | None) -> None:
    """Keep what the account was made from."""
    put_fact(connection, BASIS, "" if basis is None else f"{basis.number} {basis.digest}")


def read_basis(connection: sa.Connection) -> MadeFrom | None:
    """What the kept account was made from."""
    fact = tables.facts.c
    told = connection.execute(sa.select(fact.value).where(fact.name == BASIS)).scalar()
    number, _, digest = (told or "").partition(" ")
    return MadeFrom(digest=digest, number=int(number)) if digest else None


def put_fact(connection: sa.Connection, name: str, value: str) -> None:
    """Keep a fact in the place of the one of that name."""
    fact = tables.facts
    changed = connection.execute(sa.update(fact).where(fact.c.name == name).values(value=value))
    if not changed.rowcount:
        connection.execute(sa.insert(fact).values(name=name, value=value))


def _put_parts(connection: sa.Connection, parts: Iterable[Part]) -> None:
    new = {p.key: p for p in parts}
    made = (
        (tables.parts, [rows.part_row(p) for p in new.values()]),
        (tables.bearers, list(bearer_rows(head_of(p) for p in new.values()))),
        (tables.name_keys, list(name_rows(new))),
    )
    for table, listed in made:
        if listed:
            connection.execute(sa.insert(table), listed)


def _forget_parts(connection: sa.Connection, keys: Collection[str]) -> None:
    for table, column in (
        (tables.parts, tables.parts.c.key),
        (tables.bearers, tables.bearers.c.part),
        (tables.name_keys, tables.name_keys.c.part),
    ):
        _delete(connection, table, column, keys, sa.true())


def _put_joined(connection: sa.Connection, joined: Joined) -> None:
    """Write what differs from what is kept; a name that is there already keeps its place, whatever comes before it."""
    table = tables.account
    kept = {(r.kind, r.place): (r.id, r.body) for r in connection.execute(sa.select(table))}
    wanted = {(r["kind"], r["place"]): r for r in rows.joined_rows(joined, rows.Places(kept))}
    left = [at for at, held in kept.items() if at not in wanted or held != (wanted[at]["id"], wanted[at]["body"])]
    for kind in {kind for kind, _ in left}:
        places = [place for of, place in left if of == kind]
        _delete(connection, table, table.c.place, places, table.c.kind == kind)
    gone = frozenset(left)
    new = [row for at, row in wanted.items() if at in gone or at not in kept]
    if new:
        connection.execute(sa.insert(table), new)


def _delete(connection: sa.Connection, table: sa.Table, column: Any, values: Collection[Any], chosen: Any) -> None:
    listed = sorted(set(values))
    for i in range(0, len(listed), CHUNK):
        connection.execute(sa.delete(table).where(column.in_(listed[i : i + CHUNK]), chosen))


def _select_among(connection: sa.Connection, column: Any, values: Collection[str]) -> Iterable[str]:
    listed = sorted(set(values))
    for i in range(0, len(listed), CHUNK):
        yield from connection.execute(sa.select(column).where(column.in_(listed[i : i + CHUNK]))).scalars()
