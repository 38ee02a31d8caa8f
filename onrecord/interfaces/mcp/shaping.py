"""Views to answers: the reports' words move into fields marked as untrusted, and every line keeps its cites."""

import datetime as dt
from collections.abc import Iterable, Sequence

from onrecord.case import SearchHit
from onrecord.interfaces.mcp import answers
from onrecord.records import wire
from onrecord.records.claim import Claim
from onrecord.records.finding import Event, Figure, Statement
from onrecord.records.report import Report
from onrecord.records.span import Span
from onrecord.views import phrases
from onrecord.views.brief import Brief
from onrecord.views.changes import Changes
from onrecord.views.figures import FigureLife
from onrecord.views.index import Index, words_of
from onrecord.views.line import Line
from onrecord.views.stories import StoryRow
from onrecord.views.verdicts import Checked
from onrecord.views.verifying import Verified
from onrecord.views.voices import Voice

SCHEME = "onrecord://"
JSON = "application/json"


def uri_of(kind: str, id: str) -> str:
    """The resource that holds the thing."""
    return f"{SCHEME}{kind}/{id}"


def cited(index: Index, id: str) -> answers.Cited | None:
    """The record that a line rests on; None: something that has no words of its own."""
    record = index.records.get(id) or index.reports.get(id)
    if isinstance(record, Report):
        return _cited_report(index, record)
    if not isinstance(record, Statement | Figure | Event):
        return None
    statement = record if isinstance(record, Statement) else index.statements.get(record.statement or "")
    report = index.report_of(record)
    spans = record.content if isinstance(record, Statement) else record.evidence.spans
    return answers.Cited(
        id=record.id,
        label=index.labels[record.id],
        uri=uri_of("statement", statement.id) if statement else uri_of("report", report.id),
        untrusted_speaker=index.speaker_name(statement) if statement else None,
        untrusted_party=index.side_of(statement) if statement else None,
        untrusted_outlet=report.outlet,
        published=published(report),
        untrusted_text=words_of(report, spans),
    )


def _cited_report(index: Index, report: Report) -> answers.Cited:
    headline = words_of(report, [report.headline]) if report.headline else report.title or report.doc
    return answers.Cited(
        id=report.id,
        label=index.labels.get(report.id, report.doc),
        uri=uri_of("report", report.id),
        untrusted_outlet=report.outlet,
        published=published(report),
        untrusted_text=headline,
    )


def line(index: Index, made: Line) -> answers.Line:
    """A line with all that it rests on."""
    return answers.Line(untrusted_text=made.text, cites=_all_cited(index, (c.id for c in made.cites)))


def _all_cited(index: Index, ids: Iterable[str]) -> list[answers.Cited]:
    found = (cited(index, id) for id in dict.fromkeys(ids))
    return [each for each in found if each]


def story(row: StoryRow) -> answers.StoryRow:
    """A story of the list."""
    return answers.StoryRow(
        id=row.story,
        slug=row.slug,
        reports=row.reports,
        origins=row.origins,
        untrusted_parties=list(row.parties),
        origins_at_most=row.has_unknown_party,
        first=moment(row.first),
        last=moment(row.last),
        untrusted_text=f"{row.name}: {row.latest}",
    )


def brief(index: Index, made: Brief) -> answers.Brief:
    """A brief with its parts."""
    return answers.Brief(
        as_of=moment(made.as_of),
        since=moment(made.since),
        reports=made.reports,
        copies=made.copies,
        origins=made.origins,
        untrusted_parties=list(made.parties),
        origins_at_most=made.has_unknown_party,
        parts=[
            answers.Part(kind=p.kind.value, lines=[line(index, each) for each in p.lines], more=p.more)
            for p in made.parts
        ],
    )


def figures(index: Index, lives: Iterable[FigureLife]) -> answers.Figures:
    """Numbers with their lives."""
    return answers.Figures(figures=[_life(index, life) for life in lives])


def _life(index: Index, life: FigureLife) -> answers.FigureLife:
    amounts = [
        answers.Amount(
            said=row.said.isoformat() if row.said else None,
            as_of=phrases.when_text(row.as_of) if row.as_of else None,
            value=row.value,
            low=None if row.low is None else str(row.low),
            high=None if row.high is None else str(row.high),
            untrusted_scope=row.scope,
            untrusted_speaker=row.speaker,
            untrusted_party=row.party,
            untrusted_via=list(row.via),
            relation=row.relation,
            untrusted_because=row.because,
            cites=_all_cited(index, (index.id_of(label) for label in row.cites)),
            untrusted_text=row.words,
        )
        for row in life.rows
    ]
    return answers.FigureLife(
        id=life.id,
        untrusted_unit=life.unit,
        reports=life.reports,
        origins=life.origins,
        untrusted_parties=list(life.parties),
        amounts=amounts,
        untrusted_text=life.of,
    )


def claim(index: Index, found: Claim, *, limit: int) -> answers.Claim:
    """A claim of the index with its first statements and how they stand to each other."""
    shown = found.statements[:limit]
    among = [r for r in found.relations if r.a in shown and r.b in shown]
    return answers.Claim(
        id=found.id,
        label=index.labels[found.id],
        reports=found.reports,
        origins=len(found.origins),
        untrusted_parties=list(found.parties),
        origins_at_most=found.has_unknown_party,
        statements=_all_cited(index, shown),
        more=len(found.statements) - len(shown),
        relations=[answers.Relation(a=r.a, b=r.b, relation=r.kind.value, untrusted_because=r.because) for r in among],
    )


def voices(index: Index, found: Sequence[Voice], *, limit: int) -> answers.Voices:
    """The speakers with the latest of their sayings; so many in all, of which each has a share."""
    share = max(1, limit // max(1, len(found)))
    shown = [_voice(index, voice, limit=share) for voice in found[:limit]]
    return answers.Voices(voices=shown, more=len(found) - len(shown))


def _voice(index: Index, voice: Voice, *, limit: int) -> answers.Voice:
    sayings = [
        answers.Saying(
            said=s.said.isoformat() if s.said else None,
            stance=s.stance.value,
            certainty=s.certainty,
            manner=s.manner,
            untrusted_moved=s.moved,
            line=line(index, s.line),
        )
        for s in voice.sayings[-limit:]
    ]
    earlier = len(voice.sayings) - len(sayings)
    return answers.Voice(untrusted_name=voice.name, untrusted_party=voice.party, sayings=sayings, earlier=earlier)


def changes(index: Index, made: Changes, *, limit: int) -> answers.Changes:
    """What changed."""
    shown = [answers.Change(kind=c.kind.value, at=moment(c.at), line=line(index, c.line)) for c in made.changes[:limit]]
    more = len(made.changes) - len(shown)
    return answers.Changes(since=moment(made.since), changes=shown, more=more, repeats=made.repeats)


def hit(found: SearchHit) -> answers.Hit:
    """A paragraph or headline that was searched for."""
    return answers.Hit(
        report=found.report.id,
        uri=uri_of("report", found.report.id),
        untrusted_outlet=found.report.outlet,
        published=published(found.report),
        start=found.span.start,
        end=found.span.end,
        statements=list(found.statements),
        untrusted_text=found.span.of(found.report.text),
    )


def verified(index: Index, made: Verified) -> answers.Verified:
    """Where a quotation stands."""
    places = [
        _cited_report(index, p.report).model_copy(update=_saying(index, p.statements[:1]) | _words(p.report, p.span))
        for p in made.places
    ]
    differences = [answers.Difference(given=given, untrusted_text=found) for given, found in made.differences]
    return answers.Verified(match=made.match.value, by_speaker=made.by_speaker, differences=differences, places=places)


def _saying(index: Index, statements: Iterable[Statement]) -> dict[str, str | None]:
    for s in statements:
        told = {"untrusted_speaker": index.speaker_name(s), "untrusted_party": index.side_of(s)}
        return {"id": s.id, "label": index.labels[s.id], "uri": uri_of("statement", s.id), **told}
    return {}


def _words(report: Report, span: Span) -> dict[str, str]:
    return {"untrusted_text": words_of(report, [span])}


def checked(made: Checked) -> answers.Checked:
    """A draft held against the reports."""
    sentences = [
        answers.CheckedSentence(
            line=s.line,
            start=s.start,
            end=s.end,
            text=s.text,
            verdict=s.verdict.value,
            remarks=[
                answers.Remark(verdict=r.verdict.value, untrusted_text=r.message, cites=list(r.cites))
                for r in s.remarks
            ],
        )
        for s in made.sentences
    ]
    return answers.Checked(holds=made.holds, sentences=sentences, skipped=made.skipped)


def moment(at: dt.datetime | None) -> str | None:
    """The instant as the wire writes it, the day alone where only that is known; None: not known."""
    if at is None:
        return None
    return at.date().isoformat() if at.time() == dt.time.max else wire.encode_time(at)


def published(report: Report) -> str | None:
    """When the report came out, as people read it; None: not known."""
    return phrases.when_text(report.published) if report.published else None
