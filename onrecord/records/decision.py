"""What people decided by hand: kept for ever with who and when, and undone by a later decision, never by removal.

A decision names things that a rebuild does not change: statements by their spans, reports, names, outlets.  What was
made of them (a claim, an origin, a story, an entity) has another id with every new report, so it is never named.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from onrecord.records import ids


class Action(StrEnum):
    """What is decided."""

    ACCEPT = "accept"  # the statement was read rightly
    REJECT = "reject"  # it is no statement, or not one worth keeping
    EDIT = "edit"  # it was read wrongly, and this is right
    MERGE = "merge"  # the things and the others are one
    SPLIT = "split"  # the things are not what the others are: "not the same"
    GRADE = "grade"  # Admiralty grade of an outlet
    UNDO = "undo"  # an earlier decision counts no more


DONE = {
    Action.ACCEPT: "accepted",
    Action.REJECT: "rejected",
    Action.EDIT: "edited",
    Action.MERGE: "merged",
    Action.SPLIT: "set apart",
    Action.GRADE: "graded",
    Action.UNDO: "undone",
}


class Matter(StrEnum):
    """What kind of thing it is about."""

    STATEMENT = "statement"
    ENTITY = "entity"  # `things` are names as reports print them
    CLAIM = "claim"  # `things` are statements
    ORIGIN = "origin"  # `things` are statements
    STORY = "story"  # `things` are reports
    OUTLET = "outlet"
    DECISION = "decision"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What somebody wants decided, named as people name things: labels, ids, names."""

    action: Action
    things: tuple[str, ...]
    others: tuple[str, ...] = ()  # of a split: what the things are set apart from
    changes: tuple[tuple[str, str], ...] = ()  # of an edit: field and new value; of a grade: ("grade", "B2")
    matter: Matter | None = None  # None: as the things tell
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision, as it is kept."""

    id: str
    action: Action
    matter: Matter
    things: tuple[str, ...]
    others: tuple[str, ...]
    changes: tuple[tuple[str, str], ...]
    reason: str | None
    by: str
    at: dt.datetime  # aware, UTC


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """An Admiralty grade: reliability of the source A-F, credibility of what it gives 1-6; F6 is "not graded"."""

    outlet: str
    letter: str
    digit: str
    by: str | None  # None: it stands in the settings of the case
    at: dt.datetime | None


def decision_id(choice: Choice, *, by: str, at: dt.datetime) -> str:
    """The id of a decision: the same one taken twice in a moment is one."""
    parts = (*choice.things, "|", *choice.others, "|", *(f"{k}={v}" for k, v in choice.changes))
    return "d" + ids.digest(choice.action, choice.matter or "", *parts, by, at.isoformat())


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """The decisions that no later one undoes, oldest first, undoings left out."""
    every = tuple(decisions)
    undone = list_undone(every)
    return tuple(sorted((d for d in every if d.id not in undone and d.action is not Action.UNDO), key=order))


def list_undone(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of the decisions that a later one undoes; to undo an undoing is to redo."""
    undone: set[str] = set()
    for decision in sorted(decisions, key=order, reverse=True):
        if decision.id not in undone and decision.action is Action.UNDO:
            undone.update(decision.things)
    return frozenset(undone)


def order(decision: Decision) -> tuple[dt.datetime, str]:
    """What decisions are sorted by."""
    return decision.at, decision.id


def tell(decision: Decision) -> str:
    """The decision as a reason that a reader can check: "merged by hand by Ana Kesh on 2031-03-05: one ministry"."""
    word = DONE[decision.action]
    because = f": {decision.reason}" if decision.reason else ""
    return f"{word} by hand by {decision.by} on {decision.at.date().isoformat()}{because}"
