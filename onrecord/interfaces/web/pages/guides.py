"""The page of keys, for those whose scripts are off or who forgot."""

from onrecord.interfaces.web.desk import Desk
from onrecord.interfaces.web.paper import Page

KEYS = (
    ("j", "next line, statement or card"),
    ("k", "the one before"),
    ("o", "open what the line in hand rests on, or leads to"),
    ("y", "accept the statement in hand (review)"),
    ("n", "reject it (review)"),
    ("u", "undo the last decision (review)"),
    ("/", "search"),
    ("?", "these keys"),
)


def show_keys(desk: Desk) -> Page:
    """What the keys do."""
    return Page(template="keys", title="Keys", answer={"keys": [{"key": k, "does": v} for k, v in KEYS]})
