"""How an amount stands to those given before it: a relay, the same, revised, higher, of another scope or time."""

import datetime as dt
from collections.abc import Mapping, Sequence

from onrecord.compare.ahead import is_ahead
from onrecord.compare.amounts import compatible, count_same, higher, is_filled_out, is_hard_by, is_rounded, same_scope
from onrecord.compare.entries import Entry, is_equal, is_given_up, size_of
from onrecord.compare.origins import is_said_again
from onrecord.language import Language
from onrecord.records.finding import Figure
from onrecord.records.report import Report

WIDER = 2  # times as many of whom nothing is told: all of them, beside those who are hurt
LATELY = dt.timedelta(days=31)  # amounts as near in time are steps of one number
OTHER_TIME = "other time"  # relation of an amount of a time long before that of one told earlier: last year's
GIVEN_UP = "given up"  # relation of an amount that was told before and holds no more


def order_of(entry: Entry) -> tuple[object, ...]:
    """By the day of saying; on one day by the day that the number holds for, then by when it came out."""
    figure = entry.figure
    held = figure.as_of.latest if figure.as_of and figure.as_of.latest else entry.day
    return (
        entry.day,
        min(held, entry.day),
        not is_given_up(entry),
        _instant(entry.report),
        entry.report.doc,
        figure.evidence.spans[0],
        figure.id,
    )


def _instant(report: Report) -> float:
    """When the report came out on its day, where it says; the others come first."""
    return report.published.at.timestamp() if report.published and report.published.at else 0.0


def relate(entry: Entry, before: Sequence[Entry], act: Mapping[str, str], language: Language) -> tuple[str, str]:
    """The point's relation to what came before, and the words that decided it."""
    if entry.matter.superseded:
        return GIVEN_UP, f"“{entry.shown}” is told as an amount that holds no more"
    before = [e for e in before if not e.matter.superseded] or before
    if not before:
        return "first", "No earlier figure is on record"
    later = next((e for e in before if _is_of_before(entry, e)), None)
    if later:
        return OTHER_TIME, f"“{entry.shown}” is of a time before that of “{later.shown}”"
    own = [e for e in before if _is_one_voice(e, entry) and not _is_ahead(e) and not _is_ahead(entry)]
    told = next((e for e in reversed(before) if _is_one_act(e, entry, act) and is_equal(e.figure, entry.figure)), None)
    if told:
        return "relay", f"Again the “{told.shown}” of {_who(told)}"
    if own and _is_one_scope(own[-1], entry):
        if _holds_still(own[-1].figure, entry.figure, language):
            return "same", f"{_who(entry)} again: “{entry.shown}”"
        if _may_revise(own[-1], entry, language):
            return "revises", f"{_who(entry)} gave “{own[-1].shown}” before"
    alike = [e for e in before if _is_one_scope(e, entry)]
    if not alike:
        return "other scope", f"{entry.figure.scope or 'all'} here, {before[-1].figure.scope or 'all'} before"
    last = alike[-1]
    if _agrees(last, entry, language):
        return "same", f"“{entry.shown}” agrees with “{last.shown}”"
    word = "higher" if higher(entry.figure, last.figure) else "lower"
    return word, f"“{entry.shown}” after “{last.shown}”"


def _is_one_scope(a: Entry, b: Entry) -> bool:
    """True for one stage, or where one tells none; six of the crew hurt are none of the 23 of whom no more is told."""
    if bool(a.matter.outcome) != bool(b.matter.outcome):
        hurt, every = sorted((a, b), key=lambda e: e.matter.outcome is None)
        if size_of(every.figure) > WIDER * size_of(hurt.figure):
            return False
    return same_scope(a.figure, b.figure)


def _holds_still(a: Figure, b: Figure, language: Language) -> bool:
    """True where the second amount keeps to the first: equal, rounded, or hard by the bound that it was given."""
    return is_equal(a, b) or is_rounded(a, b) or (is_hard_by(a, b) and compatible(a, b, language=language))


def _agrees(last: Entry, entry: Entry, language: Language) -> bool:
    a, b = last.figure, entry.figure
    if not compatible(a, b, language=language):
        return False
    return not _outgrows(b, a) or is_filled_out(a, b, last.shown, language=language)


def _outgrows(a: Figure, b: Figure) -> bool:
    """True where the bound that `b` left open is moved by `a`: "at least 230" after "at least 149"."""
    if b.high is None and b.low is not None and a.low is not None:
        return a.low > b.low
    return b.low is None and b.high is not None and a.high is not None and a.high < b.high


def _is_one_voice(a: Entry, b: Entry) -> bool:
    return bool(a.key and b.key and a.key.origin.is_named and a.key.origin.id == b.key.origin.id)


def _is_ahead(entry: Entry) -> bool:
    return is_ahead(entry.figure, entry.key.statement if entry.key else None, entry.day)


def _is_of_before(entry: Entry, other: Entry) -> bool:
    """True for an amount whose time was over long before that of the other; plans and the days of events set none."""
    of, since = entry.figure.as_of, other.figure.as_of
    if of is None or of.latest is None or entry.matter.outcome or _is_ahead(other):
        return False
    ended = since.latest if since and since.latest else other.day
    begun = since.earliest if since and since.earliest else ended
    return of.latest < min(begun, ended - LATELY)


def _may_revise(a: Entry, b: Entry, language: Language) -> bool:
    """False for two amounts of one report on one day, and where the words count two things: no change of a line."""
    is_later = a.report.id != b.report.id or a.day != b.day
    return is_later and count_same(a.figure, b.figure, language=language)


def _is_one_act(a: Entry, b: Entry, act: Mapping[str, str]) -> bool:
    """One saying in two reports; two figures of one report are never a relay of each other."""
    if not (a.key and b.key) or a.report.id == b.report.id or is_said_again(a.key, b.key):
        return False
    one = act.get(a.key.statement.id)
    return one is not None and one == act.get(b.key.statement.id)


def _who(entry: Entry) -> str:
    return (entry.key.origin.name if entry.key else None) or "the report"
