"""Keeping what people decide: the decision goes to the store, and the account is made anew with it."""

import datetime as dt
from dataclasses import dataclass

from onrecord.case.accounts import Accounts
from onrecord.case.deciding import find_undone, make_decision, read_user
from onrecord.case.reviewing import check_changes
from onrecord.records.decision import Action, Choice, Decision
from onrecord.store.store import Store

TICK = dt.timedelta(microseconds=1)  # by which an undoing comes after what it undoes, whatever the clock says


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
    at = moment.now or dt.datetime.now(dt.UTC)
    who = by or read_user(accounts.settings)
    decision = make_decision(choice, accounts.casebook(story=moment.story), by=who, at=at)
    return _keep(store, accounts, decision)


def keep_undoing(store: Store, accounts: Accounts, id: str, *, by: str | None, moment: Moment) -> Decision:
    """The undoing of the decision with that id, or of the latest that counts, kept and applied.  Raises NotFound."""
    with store.snapshot() as snapshot:
        undone = find_undone(id, snapshot.list_decisions())
    at = max(moment.now or dt.datetime.now(dt.UTC), undone.at + TICK)
    choice = Choice(action=Action.UNDO, things=(undone.id,))
    who = by or read_user(accounts.settings)
    return _keep(store, accounts, make_decision(choice, accounts.casebook(), by=who, at=at))


def _keep(store: Store, accounts: Accounts, decision: Decision) -> Decision:
    with store.writing(wait_s=accounts.settings["store.wait_s"]) as writer:
        writer.decide([decision])
        accounts.renew(writer)
    return decision
