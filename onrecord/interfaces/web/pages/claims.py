"""Claims: the agreement grid of a story, and one claim with its counts, its sides and its origin tree."""

from dataclasses import dataclass

from onrecord.errors import NotFound
from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.pages.frame import story_frame, turn_page
from onrecord.interfaces.web.paper import Page, markup
from onrecord.interfaces.web.rooms import Room
from onrecord.records.claim import Claim, Relation, RelationKind
from onrecord.records.finding import Stance, Statement
from onrecord.views.cited import Cited, cite_finding
from onrecord.views.disputes import ClaimRow, Position, list_claims
from onrecord.views.lineage import Branch, list_branches
from onrecord.views.pictures.tree import draw_tree
from onrecord.views.show import RELATION_WORDS
from onrecord.views.standing import opposing

MAX_CARDS = 24  # statements shown of each side; the JSON form has all
MAX_PARTIES = 5  # columns of the grid; the rest are a link away
ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The statements of a claim that stand one way."""

    name: str  # "For", "Against", "Qualifies", "Does not say"
    cards: tuple[Cited, ...]  # the first of them
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A relation between two statements of a claim, as read."""

    a: str  # id
    b: str
    words: str  # "updates"
    kind: str
    because: str


def show_matrix(desk: Desk) -> Page:
    """Claims down, parties across, the most disputed first."""
    room = desk.part()
    is_disputed = desk.value("disputed") == "1"
    rows = room.ask(list_claims, disputed_only=is_disputed)
    turned = turn_page(desk, len(rows))
    shown = rows[turned["first"] : turned["stop"]]
    parties = _parties(rows)
    is_wide = desk.value("parties") == ALL
    across = parties if is_wide else parties[:MAX_PARTIES]
    claims = {c.id: c for c in room.book.account.claims}
    return Page(
        template="matrix",
        title="Who says what",
        answer={"parties": across, "claims": shown},
        extra={
            **story_frame(desk, room, "matrix"),
            "rows": shown,
            "claim_of": claims,
            "across": across,
            "others": len(parties) - len(across),
            "parties": ALL if is_wide else None,
            "leaf": turned["leaf"],
            "is_disputed": is_disputed,
            "positions": [p.value for p in Position],
            "cells": {row.claim: {cell.party: cell for cell in row.cells} for row in shown},
        },
    )


def _parties(rows: tuple[ClaimRow, ...]) -> list[str]:
    """Those with most positions first."""
    counts: dict[str, int] = {}
    for row in rows:
        for cell in row.cells:
            counts[cell.party] = counts.get(cell.party, 0) + 1
    return sorted(counts, key=lambda p: (-counts[p], p))


def show_claim(desk: Desk) -> Page:
    """One claim, named by any of its statements or by its id."""
    room, claim = find_claim(desk, desk.path("claim"))
    branches = room.keep(("branches", claim.id), lambda: list_branches(room.index, claim))
    row = next(r for r in room.ask(list_claims) if r.claim == claim.id)
    return Page(
        template="claim",
        title=row.told,
        answer={"claim": claim, "row": row, "tree": branches},
        extra={
            **(story_frame(desk, room, "matrix") if room.story else {"index": room.index}),
            "claim": claim,
            "claim_row": row,
            "branches": branches,
            "leaves": sum(len(b.leaves) for b in branches),
            "tree": room.keep(("tree", claim.id), lambda: _draw(claim, branches, row.told)),
            "sides": room.keep(("sides", claim.id), lambda: _sides(room, claim)),
            "ties": _ties(room, claim),
        },
    )


def find_claim(desk: Desk, wanted: str) -> tuple[Room, Claim]:
    """The claim and the room that it is shown in.  Raises NotFound."""
    whole = desk.rooms.whole(desk.as_of)
    found = next((c for c in whole.book.account.claims if c.id == wanted or wanted in c.statements), None)
    if found is None or not whole.index.members(found):
        raise NotFound(
            f"No claim has the statement or id '{wanted}'.", where=wanted, help="Start from the grid of a story."
        )
    report = whole.index.members(found)[0].evidence.report
    room = desk.rooms.holding(report, desk.as_of)
    own = max(room.book.account.claims, key=lambda c: len(set(c.statements) & set(found.statements)), default=None)
    return (room, own) if own and set(own.statements) & set(found.statements) else (whole, found)


def _draw(claim: Claim, branches: tuple[Branch, ...], words: str) -> object:
    return markup(draw_tree(f"tree-{claim.id}", branches, name=words))


def _sides(room: Room, claim: Claim) -> tuple[Side, ...]:
    against = {r.a for r in opposing(room.index, claim)}
    qualifying = {r.a for r in claim.relations if r.kind is RelationKind.QUALIFIES}
    named: dict[str, list[Statement]] = {"For": [], "Against": [], "Qualifies": [], "Does not say": []}
    for statement in room.index.members(claim):
        if statement.stance in (Stance.DECLINES, Stance.DOES_NOT_DENY):
            named["Does not say"].append(statement)
        elif statement.stance is Stance.DENIES or statement.id in against:
            named["Against"].append(statement)
        elif statement.id in qualifying:
            named["Qualifies"].append(statement)
        else:
            named["For"].append(statement)
    return tuple(
        Side(
            name=name,
            cards=tuple(cite_finding(room.index, s, room.index.report_of(s)) for s in said[:MAX_CARDS]),
            total=len(said),
        )
        for name, said in named.items()
        if said or name in ("For", "Against")
    )


def _ties(room: Room, claim: Claim) -> tuple[Tie, ...]:
    """Relations other than sameness, and those; only between statements that are held."""
    held = [r for r in claim.relations if r.a in room.index.labels and r.b in room.index.labels]
    held.sort(key=lambda r: r.kind is RelationKind.SAME)
    return tuple(_tie(r) for r in held)


def _tie(relation: Relation) -> Tie:
    words = RELATION_WORDS[relation.kind.value][0]
    return Tie(a=relation.a, b=relation.b, words=words, kind=relation.kind.value, because=relation.because)
