"""Entries by hand, and every store that we ship."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from onrecord.records import ids
from onrecord.records.annotation import EntityKind, Mention, MentionForm, TimeExpression, TimeKind, Zone
from onrecord.records.capture import Capture
from onrecord.records.finding import Certainty, Figure, Findings, Manner, Source, SpeakerKind, Stance, Statement
from onrecord.records.note import Note
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import When
from onrecord.store.memory import MemoryStore
from onrecord.store.sql import SqlStore
from onrecord.store.store import Entry, Store

ADDED = dt.datetime(2031, 3, 7, 8, 0, tzinfo=dt.UTC)


@pytest.fixture(params=["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def store(request: pytest.FixtureRequest, tmp_path: Path, postgres_schema: str) -> Iterator[Store]:
    """Each store in turn, empty."""
    made: Store
    if request.param == "postgres":
        postgres = pytest.importorskip("onrecord.store.postgres", exc_type=ImportError)
        made = SqlStore(postgres.PostgresDatabase(request.getfixturevalue("postgres_url"), postgres_schema))
    else:
        made = MemoryStore() if request.param == "memory" else SqlStore(tmp_path)
    yield made
    made.close()


@pytest.fixture
def make_entry() -> Callable[..., Entry]:
    """A function from paragraphs to an entry whose every paragraph is a statement."""
    return _make_entry


def _make_entry(doc: str, *paragraphs: str, address: str | None = None, split: bool = False) -> Entry:
    text = "\n".join(paragraphs)
    content = text.encode()
    capture = Capture(
        id=ids.capture_id(content, address, doc),
        content=content,
        media_type="text/plain",
        doc=doc,
        address=address,
        outlet="Coastline Wire",
        published="2031-03-02",
        fetched=dt.datetime(2031, 3, 2, 6, 10, 0, 125, tzinfo=dt.UTC),
    )
    body, start = [], 0
    for paragraph in paragraphs:
        body.append(Span(start=start, end=start + len(paragraph)))
        start += len(paragraph) + 1
    groups = [[span] for span in body] if split else [body] if body else []
    reports = tuple(_make_report(capture, text, tuple(group)) for group in groups)
    return Entry(
        capture=capture,
        added=ADDED,
        reports=reports,
        findings=tuple(_make_findings(r) for r in reports),
        notes=(Note(kind="encoding-guessed", message="Read as UTF-8.", where=doc),),
    )


def _make_report(capture: Capture, text: str, body: tuple[Span, ...]) -> Report:
    whole = Span(start=body[0].start, end=body[-1].end)
    return Report(
        id=ids.report_id(capture.id, whole),
        capture=capture.id,
        doc=capture.doc,
        text=text,
        span=whole,
        headline=None,
        standfirst=None,
        subheads=(),
        body=body,
        furniture=(),
        byline=None,
        outlet=capture.outlet,
        address=capture.address,
        published=When(earliest=dt.date(2031, 3, 2), latest=dt.date(2031, 3, 2)),
        language="en",
    )


def _make_findings(report: Report) -> Findings:
    first = report.body[0]
    speaker = Source(name="Ilsa Brandt", span=None, kind=SpeakerKind.PERSON, role="Defence Minister")
    statements = tuple(
        Statement(
            id=ids.finding_id("statement", report.id, span),
            doc=report.doc,
            speaker=speaker,
            cue=None,
            content=(span,),
            quoted=(),
            manner=Manner.INDIRECT,
            stance=Stance.ASSERTS,
            certainty=Certainty.CERTAIN,
            chain=(speaker,),
            said=report.published,
            said_span=None,
            zone=Zone.BODY,
            evidence=Evidence(report=report.id, spans=(span,), maker="test-1"),
        )
        for span in report.body
    )
    figure = Figure(
        id=ids.finding_id("figure", report.id, first),
        doc=report.doc,
        of="troops",
        low=None,
        high=None,
        unit=None,
        approximator="about",
        change=None,
        scope=None,
        as_of=None,
        statement=statements[0].id,
        evidence=Evidence(report=report.id, spans=(first,), maker="test-1"),
    )
    return Findings(
        report=report.id,
        statements=statements,
        figures=(figure,),
        events=(),
        times=(TimeExpression(span=first, kind=TimeKind.DATE, value="2031-03-02", when=report.published),),
        mentions=(Mention(span=first, name="Ilsa Brandt", kind=EntityKind.PERSON, form=MentionForm.NAME, role=None),),
        notes=(Note(kind="doubtful", message="Which Brandt?", where=report.doc, span=first),),
    )
