"""A long adding, compared portion by portion in processes of their own, gives the account of a short one."""

import dataclasses
import datetime as dt
import io
import json

from onrecord.case import Case
from onrecord.case.accounts import Accounts
from onrecord.case.adding import add_inputs, read_options
from onrecord.records.casebook import Casebook
from onrecord.settings import read_settings
from onrecord.store.memory import MemoryStore
from onrecord.store.store import Store

NOW = dt.datetime(2031, 3, 9, 12, tzinfo=dt.UTC)
SETTINGS = read_settings("", env={}, flags={}, where="onrecord.toml")
TEXTS = (
    "About 8,000 troops have massed near the Talvi crossing, a senior Ostrian defence official said on Sunday.",
    "Defence Minister Ilsa Brandt told parliament that 12,000 troops have massed near the Talvi crossing.",
    "Spokesman Pavo Lind denied that troops have massed near the Talvi crossing. They were on an exercise, he said.",
    "Three missiles struck the Harrow fuel depot on Tuesday, the Ostrian air force said.",
    "The Harrow fuel depot burned after missiles struck it, fire chief Otto Brask said.",
    "Missiles struck the Harrow fuel depot on Tuesday, the Ostrian air force said on Wednesday.",
)
LINES = b"".join(
    json.dumps({"id": f"r{n}", "text": text, "published": f"2031-03-0{n + 1}"}).encode() + b"\n"
    for n, text in enumerate(TEXTS)
)


def _add(store: Store, portion: int) -> Casebook:
    """The casebook once the lines were added in such portions."""
    case = Case(store, settings=SETTINGS)
    accounts = Accounts(store, settings=SETTINGS, language=case.language)
    options = dataclasses.replace(read_options(SETTINGS), now=NOW, stdin=io.BytesIO(LINES), portion=portion)
    result = add_inputs(store, accounts, "-", language=case.language, options=options)
    assert result.read == len(TEXTS)
    with store.snapshot() as snapshot:
        assert snapshot.has_account(accounts.key(snapshot))  # it was brought up to date by the adding itself
    return case.casebook()


def test_adding_in_portions_gives_the_account_of_adding_at_once(store: Store) -> None:
    assert _add(store, portion=2) == _add(MemoryStore(), portion=1_000)


def test_store_that_was_closed_answers_again(store: Store) -> None:
    _add(store, portion=1_000)
    store.close()
    with store.snapshot() as snapshot:
        assert len(snapshot.list_filed()) == len(TEXTS)
