"""Records as rows and back, by the wire's form."""

import datetime as dt
import json
import zlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeVar

from onrecord.records import wire
from onrecord.records.annotation import Mention, TimeExpression
from onrecord.records.capture import Capture
from onrecord.records.claim import Account, Claim, Copy, Entity, Series, Story
from onrecord.records.decision import Decision
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.when import When
from onrecord.store.store import Filed, Saved

R = TypeVar("R")
Row = dict[str, Any]

DATED = "dated"  # kind of the rows that hold a report's date and findings, not a record of the account
FINDINGS: Mapping[str, type] = {"statement": Statement, "figure": Figure, "event": Event}
ACCOUNT: Mapping[str, tuple[str, type]] = {
    "entity": ("entities", Entity),
    "copy": ("copies", Copy),
    "story": ("stories", Story),
    "claim": ("claims", Claim),
    "series": ("series", Series),
}


def dump(value: Any) -> str:
    """JSON text; escaped to ASCII, since a lone surrogate in a name has no UTF-8 form."""
    return json.dumps(value, separators=(",", ":"))


def write_time(moment: dt.datetime) -> str:
    """RFC 3339 in UTC; sorts as text."""
    return moment.astimezone(dt.UTC).isoformat(timespec="microseconds")


def read_time(text: str | None) -> dt.datetime | None:
    """The instant that `write_time` wrote."""
    return None if text is None else dt.datetime.fromisoformat(text)


def capture_row(capture: Capture, *, added: dt.datetime, sha256: str, notes: Iterable[Note]) -> Row:
    """All of a capture but its bytes."""
    return {
        "id": capture.id,
        "doc": capture.doc,
        "address": capture.address,
        "outlet": capture.outlet,
        "title": capture.title,
        "published": capture.published,
        "media_type": capture.media_type,
        "encoding": capture.encoding,
        "fetched": None if capture.fetched is None else write_time(capture.fetched),
        "added": write_time(added),
        "sha256": sha256,
        "notes": dump([wire.encode(n) for n in notes]),
    }


def read_filed(row: Any, reports: Iterable[str]) -> Filed:
    """What the store knows of a capture, from its row."""
    return Filed(
        capture=row.id,
        number=row.number,
        doc=row.doc,
        address=row.address,
        outlet=row.outlet,
        fetched=read_time(row.fetched),
        added=dt.datetime.fromisoformat(row.added),
        sha256=row.sha256,
        reports=tuple(reports),
        notes=_read_all(Note, json.loads(row.notes)),
    )


def report_row(report: Report, findings: Findings, *, capture: int, place: int) -> Row:
    """A report without its text, and the marks on it."""
    marks = {
        "times": [wire.encode(t) for t in findings.times],
        "mentions": [wire.encode(m) for m in findings.mentions],
        "notes": [wire.encode(n) for n in findings.notes],
        "meanings": findings.meanings,
    }
    body = wire.encode(report)
    return {
        "id": report.id,
        "capture": capture,
        "place": place,
        "body": dump(body),
        "marks": zlib.compress(dump(marks).encode()),
    }


def finding_rows(findings: Findings) -> Iterator[Row]:
    """One row for each statement, figure and event."""
    kinds: tuple[tuple[str, tuple[Statement | Figure | Event, ...]], ...] = (
        ("statement", findings.statements),
        ("figure", findings.figures),
        ("event", findings.events),
    )
    for kind, records in kinds:
        for place, record in enumerate(records):
            spans = record.evidence.spans
            yield {
                "report": findings.report,
                "kind": kind,
                "place": place,
                "id": record.id,
                "doc": record.doc,
                "start": min(s.start for s in spans),
                "end": max(s.end for s in spans),
                "body": dump(wire.encode(record)),
            }


def read_report(body: str, text: str) -> Report:
    """The report that the row holds."""
    return wire.decode(Report, json.loads(body), text=text)


def read_findings(report: str, marks: bytes, rows: Iterable[tuple[str, str]]) -> Findings:
    """All that was read in a report; `rows` are (kind, body), in order within each kind."""
    found: dict[str, list[Any]] = defaultdict(list)
    for kind, body in rows:
        found[kind].append(wire.decode(FINDINGS[kind], json.loads(body)))
    shaped = json.loads(zlib.decompress(marks))
    return Findings(
        report=report,
        statements=tuple(found["statement"]),
        figures=tuple(found["figure"]),
        events=tuple(found["event"]),
        times=_read_all(TimeExpression, shaped["times"]),
        mentions=_read_all(Mention, shaped["mentions"]),
        notes=_read_all(Note, shaped["notes"]),
        meanings=tuple((statement, vector) for statement, vector in shaped.get("meanings", ())),
    )


def saved_rows(saved: Saved) -> Iterator[Row]:
    """One row for each record of an account, each name in a report, and each report that its neighbours date."""
    account = saved.account
    for kind, (field, _) in ACCOUNT.items():
        for place, record in enumerate(getattr(account, field)):
            yield {"kind": kind, "place": place, "id": getattr(record, "id", ""), "body": dump(wire.encode(record))}
    for place, name in enumerate(account.names):
        yield {"kind": "name", "place": place, "id": name[2], "body": dump(list(name))}
    for place, (report, findings) in enumerate(saved.dated):
        assert report.published is not None  # that is what it is here for
        body = {"report": report.id, "published": wire.encode(report.published), "findings": wire.encode(findings)}
        yield {"kind": DATED, "place": place, "id": report.id, "body": dump(body)}


def read_dated(bodies: Iterable[str]) -> list[tuple[str, When, Findings]]:
    """Reports, by id, that their neighbours date: the date, and what was read with it."""
    shaped = (json.loads(body) for body in bodies)
    return [(s["report"], wire.decode(When, s["published"]), wire.decode(Findings, s["findings"])) for s in shaped]


def read_account(rows: Iterable[tuple[str, str]]) -> Account:
    """The account that `rows`, (kind, body) in order within each kind, hold."""
    found: dict[str, list[Any]] = defaultdict(list)
    names = []
    for kind, body in rows:
        if kind == "name":
            report, name, entity = json.loads(body)
            names.append((report, name, entity))
        else:
            field, record = ACCOUNT[kind]
            found[field].append(wire.decode(record, json.loads(body)))
    return Account(
        entities=tuple(found["entities"]),
        names=tuple(names),
        copies=tuple(found["copies"]),
        stories=tuple(found["stories"]),
        claims=tuple(found["claims"]),
        series=tuple(found["series"]),
    )


def decision_row(decision: Decision) -> Row:
    """A decision as its row."""
    return {
        "id": decision.id,
        "at": write_time(decision.at),
        "by": decision.by,
        "action": decision.action.value,
        "body": dump(wire.encode(decision)),
    }


def read_decision(body: str) -> Decision:
    """The decision that the row holds."""
    return wire.decode(Decision, json.loads(body))


def _read_all(kind: type[R], objects: Iterable[Any]) -> tuple[R, ...]:
    return tuple(wire.decode(kind, each) for each in objects)
