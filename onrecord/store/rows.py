"""Records as rows and back, by the wire's form."""

import datetime as dt
import json
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from onrecord.records import ids, wire
from onrecord.records.annotation import Mention, TimeExpression
from onrecord.records.capture import Capture
from onrecord.records.claim import Account, Claim, Copy, Entity, Series, Story
from onrecord.records.decision import Decision
from onrecord.records.finding import Event, Figure, Findings, Statement
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.sketch import Placed, Sketch
from onrecord.records.slugs import bare_slug, rank_story
from onrecord.records.when import When
from onrecord.store.store import Filed, Head, Joined, Part, head_of

R = TypeVar("R")
Row = dict[str, Any]

EMPTY = zlib.compress(b'{"times":[],"mentions":[],"notes":[]}')  # the marks of a report in which there are none

FINDINGS: Mapping[str, type] = {"statement": Statement, "figure": Figure, "event": Event}


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
        **names_of(capture.doc, capture.address, capture.outlet),
    }


def names_of(doc: str, address: str | None, outlet: str | None) -> Row:
    """What a capture's page and outlet are looked up by."""
    return {"page": ids.digest(address or doc), "desk": None if outlet is None else ids.digest(outlet)}


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


def pack(value: Any) -> bytes:
    """JSON text, compressed."""
    return zlib.compress(dump(value).encode(), 1)


def unpack(body: bytes) -> Any:
    """What `pack` packed."""
    return json.loads(zlib.decompress(body))


class Places:
    """Places of rows, whose order tells nothing: what is kept keeps its own."""

    def __init__(self, kept: Mapping[tuple[str, int], tuple[str, str]]) -> None:
        self._known = {(kind, id): place for (kind, place), (id, _) in kept.items()}
        self._next: dict[str, int] = {}
        for kind, place in kept:
            self._next[kind] = max(place + 1, self._next.get(kind, 0))

    def find(self, kind: str, id: str) -> int:
        """The place of that row."""
        if (kind, id) not in self._known:
            self._known[kind, id] = self._next.get(kind, 0)
            self._next[kind] = self._known[kind, id] + 1
        return self._known[kind, id]


def joined_rows(joined: Joined, places: Places) -> Iterator[Row]:
    """One row for each story and entity of a case, and for each entity of a story that became another's.

    All are found again by their ids.
    """
    for story, key in joined.stories:
        body = dump([wire.encode(story), key])
        yield _joined_row("story", story.id, places, body) | {"name": bare_slug(story.slug)}
    for entity in joined.entities:
        yield _joined_row("entity", entity.id, places, dump(wire.encode(entity)))
    for before, after in joined.became:
        yield _joined_row("became", before, places, dump(after))


def _joined_row(kind: str, id: str, places: Places, body: str) -> Row:
    return {"kind": kind, "place": places.find(kind, id), "id": id, "body": body, "name": None}


def read_joined(found: Iterable[tuple[str, str, str]]) -> Joined:
    """The stories and entities that the rows, (kind, id, body) by place, hold."""
    stories, entities, became = [], [], []
    for kind, id, body in found:
        if kind == "story":
            stories.append(_read_story(body))
        elif kind == "entity":
            entities.append(wire.decode(Entity, json.loads(body)))
        else:
            became.append((id, json.loads(body)))
    return Joined(
        stories=tuple(sorted(stories, key=lambda s: rank_story(s[0]))),
        entities=tuple(sorted(entities, key=lambda e: (e.name, e.id))),
        became=tuple(sorted(became)),
    )


def digest_of(entity: Entity) -> str:
    """The same for entities that are the same in all."""
    return ids.digest(dump(wire.encode(entity)))


def _read_story(body: str) -> tuple[Story, str]:
    story, key = json.loads(body)
    return wire.decode(Story, story), key


def part_row(part: Part) -> Row:
    """The account of a story as its row."""
    head, account = head_of(part), part.account
    dated = []
    for report, findings in part.dated:
        assert report.published is not None  # that is what it is here for
        dated.append([report.id, wire.encode(report.published), wire.encode(findings)])
    body = {
        "names": [list(n) for n in account.names],
        **{field: [wire.encode(r) for r in getattr(account, field)] for field in ("copies", "claims", "series")},
        "dated": dated,
    }
    entities = [[wire.encode(e), n] for e, n in head.entities]
    packed = pack([wire.encode(head.story), entities])
    return {"key": part.key, "bare": part.bare, "head": packed, "body": pack(body)}


def read_head(row: Any) -> Head:
    """What the case needs of a part."""
    story, entities = unpack(row.head)
    return Head(
        key=row.key,
        bare=row.bare,
        story=wire.decode(Story, story),
        entities=tuple((wire.decode(Entity, e), n) for e, n in entities),
    )


def read_part(head: Head, body: bytes, reports: Callable[[Iterable[str]], Mapping[str, Report]]) -> Part:
    """The account of a story; `reports` finds those that are dated by their neighbours, as they were read first."""
    shaped = unpack(body)
    held = reports([id for id, _, _ in shaped["dated"]]) if shaped["dated"] else {}
    return Part(
        key=head.key,
        bare=head.bare,
        account=Account(
            entities=tuple(e for e, _ in head.entities),
            names=tuple((report, name, entity) for report, name, entity in shaped["names"]),
            copies=_read_all(Copy, shaped["copies"]),
            stories=(head.story,),
            claims=_read_all(Claim, shaped["claims"]),
            series=_read_all(Series, shaped["series"]),
        ),
        dated=tuple(
            (replace(held[id], published=wire.decode(When, when)), wire.decode(Findings, said))
            for id, when, said in shaped["dated"]
        ),
    )


def sketch_row(sketch: Sketch, placed: Placed) -> Row:
    """A sketch and where it was put, as a row."""
    day, doc, place = sketch.order
    told = [list(w) for w in sketch.weights]
    body = pack([sketch.day.isoformat() if sketch.day else None, told, list(sketch.given)])
    where = {"linked": placed.linked, "cluster": placed.cluster}
    return {"report": sketch.report, "day": day, "doc": doc, "place": place, **where, "body": body}


def read_sketch(row: Any) -> Sketch:
    """The sketch that the row holds."""
    day, weights, *given = unpack(row.body)  # given names since form 9 of what is kept
    return Sketch(
        report=row.report,
        order=(row.day, row.doc, row.place),
        day=dt.date.fromisoformat(day) if day else None,
        weights=tuple((word, weight) for word, weight in weights),
        given=tuple(*given),
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
