"""Statements as people accepted, rejected and edited them, before anything is compared."""

import datetime as dt
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from onrecord.errors import InputError
from onrecord.records.decision import Action, Decision, Matter
from onrecord.records.finding import Certainty, Findings, Manner, Source, SpeakerKind, Stance, Statement
from onrecord.records.span import Span
from onrecord.records.when import Basis, When

SPANS = re.compile(r"^\d+-\d+(,\d+-\d+)*$")
NOBODY = "nobody"  # as a new speaker: nobody is named


def check_changes(changes: Iterable[tuple[str, str]]) -> None:
    """Raises InputError for a field that cannot be edited or a value that it cannot have."""
    for name, value in changes:
        if name not in FIELDS:
            known = ", ".join(FIELDS)
            raise InputError(f"A statement's '{name}' cannot be edited.", where=name, help=f"Fields: {known}.")
        try:
            FIELDS[name][0](value)
        except ValueError as error:
            raise InputError(f"'{value}' is no {name}.", where=value, help=f"Write {FIELDS[name][1]}.") from error


def review_findings(found: Findings, reviews: Mapping[str, Decision]) -> Findings:
    """The findings without rejected statements and with edited ones; `reviews` are the latest, by statement.

    What a rejected statement held (figures, events) stays, as the report's own words.
    """
    if not any(s.id in reviews for s in found.statements):
        return found
    gone = {s.id for s in found.statements if s.id in reviews and reviews[s.id].action is Action.REJECT}
    kept = (s for s in found.statements if s.id not in gone)
    return replace(
        found,
        statements=tuple(_edit(s, reviews[s.id]) if s.id in reviews else s for s in kept),
        figures=tuple(replace(f, statement=None) if f.statement in gone else f for f in found.figures),
        events=tuple(replace(e, statement=None) if e.statement in gone else e for e in found.events),
    )


def latest_reviews(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The latest review of each statement that has one; an edit stays when it is accepted later."""
    out: dict[str, Decision] = {}
    for decision in decisions:
        if decision.matter is not Matter.STATEMENT:
            continue
        for statement in decision.things:
            before = out.get(statement)
            if decision.action is Action.EDIT and before is not None and before.action is not Action.REJECT:
                out[statement] = replace(
                    decision, changes=tuple({**dict(before.changes), **dict(decision.changes)}.items())
                )
            elif decision.action is Action.ACCEPT and before is not None and before.action is Action.EDIT:
                out[statement] = replace(decision, changes=before.changes)
            else:
                out[statement] = decision
    return out


def _edit(statement: Statement, decision: Decision) -> Statement:
    for name, value in decision.changes:
        statement = FIELDS[name][2](statement, FIELDS[name][0](value))
    return statement


def _read_spans(text: str) -> tuple[Span, ...]:
    if not SPANS.match(text):
        raise ValueError(text)
    pairs = (part.split("-") for part in text.split(","))
    return tuple(sorted(Span(start=int(a), end=int(b)) for a, b in pairs))


def _read_name(text: str) -> str | None:
    if not text.strip():
        raise ValueError(text)
    return None if text.strip().lower() == NOBODY else " ".join(text.split())


def _read_day(text: str) -> When:
    day = dt.date.fromisoformat(text)
    return When(earliest=day, latest=day, basis=Basis.STATED)


def _set_speaker(statement: Statement, name: str | None) -> Statement:
    old = statement.speaker
    kind = SpeakerKind.UNSTATED if name is None else old.kind
    if name is not None and old.name is None:
        kind = SpeakerKind.PERSON
    new = Source(name=name, span=None, kind=kind)
    chain = tuple(new if s.name == old.name else s for s in statement.chain) or (new,)
    return replace(statement, speaker=new, chain=chain)


def _set_content(statement: Statement, spans: tuple[Span, ...]) -> Statement:
    quoted = tuple(q for q in statement.quoted if any(s.overlaps(q) for s in spans))
    return replace(statement, content=spans, quoted=quoted)


def _set(name: str) -> Callable[[Statement, Any], Statement]:
    return lambda statement, value: replace(statement, **{name: value})


Field = tuple[Callable[[str], Any], str, Callable[[Statement, Any], Statement]]  # reads a word, form of it, sets it
FIELDS: Mapping[str, Field] = {
    "speaker": (_read_name, f"a name, or {NOBODY}", _set_speaker),
    "stance": (Stance, ", ".join(Stance), _set("stance")),
    "certainty": (Certainty, ", ".join(Certainty), _set("certainty")),
    "manner": (Manner, ", ".join(Manner), _set("manner")),
    "content": (_read_spans, "the characters in the report's text: 72-128", _set_content),
    "said": (_read_day, "a day: 2031-03-04", _set("said")),
}
