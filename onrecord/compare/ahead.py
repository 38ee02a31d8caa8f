"""Amounts that were only to come when they were given: no later count revises them, and they revise none."""

import datetime as dt

from onrecord.records.finding import Certainty, Figure, Stance, Statement

FORETELLING = frozenset({Stance.WARNS, Stance.PROMISES})


def is_ahead(figure: Figure, statement: Statement | None, day: dt.date) -> bool:
    """True for an amount of days after the one on which it was given, or of some that may come: "could rise to 15,000".

    "40 this year" runs on past its day too, and is a count of what is.
    """
    held = figure.as_of
    if held is None:
        return False
    if held.earliest and held.earliest > day:
        return True
    return bool(held.latest and held.latest > day and statement and _foretells(statement))


def _foretells(statement: Statement) -> bool:
    return statement.stance in FORETELLING or statement.certainty is Certainty.POSSIBLE
