"""Keeping what people decide: the decision goes to the store, and the account is made anew with it.

A decision comes after all that were taken before it, whatever the clock says: clocks go back, and of two decisions on
one thing the later counts.  What stands already is not decided again: who was interrupted says it once more.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from onrecord.case.accounts import Accounts
from onrecord.case.deciding import find_undone, make_decision, read_user
from onrecord.case.reviewing import check_changes
from onrecord.records.decision import Action, Choice, Decision, decision_id, list_undone
from onrecord.store.store import Store

TICK = dt.timedelta(microseconds=1)  # by which a decision comes after the one before, whatever the clock says
SAID = ("action", "things", "others", "changes", "reason")  # what a choice and its decision share


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """When somebody decides, and what they look at."""

    now: dt.datetime | None = None  # None: this moment
    story: str | None = None  # whose labels they use; None: those of the whole case


def keep_choice(store: Store, accounts: Accounts, choice: Choice, *, by: str | None, moment: Moment) -> Decision:
    """The decision that the choice became, kept and applied.

    Raises NotFound for a thing that is not there, InputError for a choice that makes no sense, StoreError while another
    program writes.
    """
    if choice.action is Action.EDIT:
        check_changes(choice.changes)
    who, at = by or read_user(accounts.settings), moment.now or dt.datetime.now(dt.UTC)
    return _keep(store, accounts, make_decision(choice, accounts.casebook(story=moment.story), by=who, at=at))


def keep_undoing(store: Store, accounts: Accounts, id: str, *, by: str | None, moment: Moment) -> Decision:
    """The undoing of the decision with that id, or of the latest that counts, kept and applied.  Raises NotFound."""
    with store.snapshot() as snapshot:
        undone = find_undone(id, snapshot.list_decisions())
    choice = Choice(action=Action.UNDO, things=(undone.id,))
    who, at = by or read_user(accounts.settings), moment.now or dt.datetime.now(dt.UTC)
    return _keep(store, accounts, make_decision(choice, accounts.casebook(), by=who, at=at))


def _keep(store: Store, accounts: Accounts, decision: Decision) -> Decision:
    with store.writing(wait_s=accounts.settings["store.wait_s"]) as writer:
        with store.snapshot() as snapshot:
            before = snapshot.list_decisions()
        kept = _find_standing(decision, before)
        if kept is None:
            kept = _put_last(decision, before)
            writer.decide([kept])
        accounts.renew(writer)
    return kept


def _put_last(decision: Decision, before: Sequence[Decision]) -> Decision:
    if not before or decision.at > before[-1].at:
        return decision
    at = before[-1].at + TICK
    choice = Choice(**{name: getattr(decision, name) for name in SAID}, matter=decision.matter)
    return replace(decision, at=at, id=decision_id(choice, by=decision.by, at=at))


def _find_standing(decision: Decision, before: Sequence[Decision]) -> Decision | None:
    """The same decision by the same person, where it counts and no later one is on any of its things."""
    undone = list_undone(before)
    named = {*decision.things, *decision.others}
    bearing = (d for d in reversed(before) if d.id not in undone and named & {*d.things, *d.others, d.id})
    last = next(bearing, None)
    is_same = last is not None and all(getattr(last, n) == getattr(decision, n) for n in (*SAID, "matter", "by"))
    return last if is_same else None
