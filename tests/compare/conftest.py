"""A desk that writes invented reports and what is said in them, for the tests of comparing."""

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from decimal import Decimal

import pytest

from onrecord.compare import CompareOptions, build_account
from onrecord.language import Language, load
from onrecord.records.annotation import EntityKind, Mention, MentionForm, Zone
from onrecord.records.claim import Account
from onrecord.records.finding import (
    Certainty,
    Figure,
    Findings,
    Manner,
    Source,
    SpeakerKind,
    Stance,
    Statement,
)
from onrecord.records.ids import finding_id
from onrecord.records.report import Report
from onrecord.records.span import Evidence, Span
from onrecord.records.when import When


def on(day: str) -> When:
    """A day as a time."""
    date = dt.date.fromisoformat(day)
    return When(earliest=date, latest=date)


@dataclass
class Desk:
    """Reports and findings as they are written, one call a thing."""

    language: Language
    reports: list[Report] = field(default_factory=list)
    _statements: dict[str, list[Statement]] = field(default_factory=dict)
    _figures: dict[str, list[Figure]] = field(default_factory=dict)
    _mentions: dict[str, list[Mention]] = field(default_factory=dict)

    def report(self, doc: str, text: str, day: str, outlet: str | None = None) -> Report:
        """A report whose paragraphs are the lines of the text."""
        body, at = [], 0
        for line in text.split("\n"):
            if line:
                body.append(Span(start=at, end=at + len(line)))
            at += len(line) + 1
        report = Report(
            id=f"r-{doc}",
            capture=f"c-{doc}",
            doc=doc,
            text=text,
            span=Span(start=0, end=len(text)),
            headline=None,
            standfirst=None,
            subheads=(),
            body=tuple(body),
            furniture=(),
            byline=None,
            outlet=outlet,
            address=None,
            published=on(day),
            language="en",
        )
        self.reports.append(report)
        return report

    def says(
        self,
        report: Report,
        speaker: str | None,
        content: str,
        *,
        stance: Stance = Stance.ASSERTS,
        certainty: Certainty = Certainty.CERTAIN,
        chain: tuple[str, ...] = (),
        said: str | None = None,
        kind: SpeakerKind | None = None,
        role: str | None = None,
        is_quoted: bool = False,
    ) -> Statement:
        """A statement whose content stands in the report's text; a capital makes the speaker a named one."""
        span = _find(report, content)
        links = chain or ((speaker,) if speaker else ())
        source = _source(speaker)
        statement = Statement(
            id=finding_id("statement", report.id, span, Span(start=0, end=len(speaker or ""))),
            doc=report.doc,
            speaker=replace(source, kind=kind or source.kind),
            cue=None,
            content=(span,),
            quoted=(span,) if is_quoted else (),
            manner=Manner.INDIRECT,
            stance=stance,
            certainty=certainty,
            chain=tuple(replace(s, kind=kind or s.kind) for s in map(_source, links)),
            said=on(said) if said else report.published,
            said_span=None,
            zone=Zone.BODY,
            evidence=Evidence(report=report.id, spans=(span,), maker="test"),
        )
        self._statements.setdefault(report.id, []).append(statement)
        self._mention(report, [n for n in {speaker, *links} if n and n[0].isupper() and n in report.text], role)
        return statement

    def counts(
        self,
        report: Report,
        shown: str,
        of: str,
        bounds: tuple[int | None, int | None],
        *,
        statement: Statement | None = None,
        approximator: str | None = None,
        scope: str | None = None,
    ) -> Figure:
        """A figure whose amount stands in the report's text."""
        span = _find(report, shown)
        low, high = (None if b is None else Decimal(b) for b in bounds)
        figure = Figure(
            id=finding_id("figure", report.id, span),
            doc=report.doc,
            of=of,
            low=low,
            high=high,
            unit=None,
            approximator=approximator,
            change=None,
            scope=scope,
            as_of=None,
            statement=statement.id if statement else None,
            evidence=Evidence(report=report.id, spans=(span,), maker="test"),
        )
        self._figures.setdefault(report.id, []).append(figure)
        return figure

    def findings(self) -> list[Findings]:
        """What each report says, in the reports' order."""
        return [
            Findings(
                report=r.id,
                statements=tuple(sorted(self._statements.get(r.id, ()), key=lambda s: s.content)),
                figures=tuple(self._figures.get(r.id, ())),
                events=(),
                times=(),
                mentions=tuple(self._mentions.get(r.id, ())),
                notes=(),
            )
            for r in self.reports
        ]

    def account(self, options: CompareOptions | None = None) -> Account:
        """The account of all that was written."""
        return build_account(self.reports, self.findings(), language=self.language, options=options or CompareOptions())

    def _mention(self, report: Report, names: list[str], role: str | None) -> None:
        held = self._mentions.setdefault(report.id, [])
        for name in sorted(names):
            kind = EntityKind.PERSON if " " in name else EntityKind.GOVERNMENT
            for found in re.finditer(re.escape(name), report.text):
                span = Span(start=found.start(), end=found.end())
                if all(m.span != span for m in held):
                    held.append(Mention(span=span, name=name, kind=kind, form=MentionForm.NAME, role=role))
        held.sort(key=lambda m: m.span)


def _find(report: Report, words: str) -> Span:
    start = report.text.index(words)
    return Span(start=start, end=start + len(words))


def _source(name: str | None) -> Source:
    if name is None:
        return Source(name=None, span=None, kind=SpeakerKind.UNSTATED)
    if not name[0].isupper():
        return Source(name=name, span=None, kind=SpeakerKind.UNNAMED_PERSON)
    kind = SpeakerKind.PERSON if " " in name else SpeakerKind.GOVERNMENT
    return Source(name=name, span=None, kind=kind)


@pytest.fixture
def desk() -> Desk:
    """An empty desk."""
    return Desk(language=load("en"))


@pytest.fixture
def read_parties(desk: Desk) -> Callable[..., set[str]]:
    """The parties of bodies that each speak in a report of their own."""

    def read(*names: str) -> set[str]:
        for n, name in enumerate(names):
            words = f"the {n + 1} lorries at Harrow were theirs"
            report = desk.report(f"d{n}", f"{name} said {words}.", "2031-03-01")
            desk.says(report, name, words, kind=SpeakerKind.ORGANISATION)
        return {party for claim in desk.account().claims for party in claim.parties}

    return read
