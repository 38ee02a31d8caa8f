"""Answers that are no view: a statement with its selectors, a problem, a job."""

from dataclasses import dataclass

from onrecord.records.finding import Statement
from onrecord.records.when import When
from onrecord.views import phrases
from onrecord.views.exports.citing import Citation, cite, list_reviewers, text_sha256
from onrecord.views.index import Index

MANNERS = {"direct": "quote", "mixed": "quote", "indirect": "indirect", "none": "indirect"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAt:
    """When something was said."""

    edtf: str | None  # ISO 8601-2; an interval where the day is not known
    earliest: str | None
    latest: str | None
    basis: str | None  # stated, or inferred from the report's date


@dataclass(frozen=True, slots=True, kw_only=True)
class Selected:
    """A stretch of the report's stored text, by position and by its words."""

    exact: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementBody:
    """One statement, pinned to its words."""

    id: str
    exact: str  # white space as single blanks, gaps as an ellipsis
    selected: tuple[Selected, ...]  # in text order
    unit: str  # of the positions: "codepoint"
    report: str
    version: int | None  # of the page; None: not known
    text_sha256: str
    speaker: str | None
    speaker_kind: str  # person, government, org, media, unnamed person, unnamed group, document, unstated
    party: str | None
    manner: str  # quote, indirect
    polarity: str  # affirms, denies, silent
    stance: str
    hedge: str  # the speaker's own certainty
    said_at: SaidAt
    via: tuple[str, ...]  # origin first
    origin: str | None  # id
    claims: tuple[str, ...]  # ids
    live: str | None
    archive: str | None
    made_by: str
    reviewed_by: str | None


SILENT = ("declines_to_comment", "does_not_deny")


def statement_body(index: Index, statement: Statement) -> StatementBody:
    """The statement for programs."""
    cited: Citation = cite(index, statement)
    report, origin = index.report_of(statement), index.origin_of(statement.id)
    version = index.versions.get(report.id)
    stance = statement.stance.value
    return StatementBody(
        id=statement.id,
        exact=cited.words,
        selected=tuple(
            Selected(exact=p.exact, prefix=p.prefix, suffix=p.suffix, start=p.start, end=p.end) for p in cited.passages
        ),
        unit="codepoint",
        report=report.id,
        version=version.number if version else None,
        text_sha256=text_sha256(report),
        speaker=index.speaker_name(statement),
        speaker_kind=statement.speaker.kind.value,
        party=index.side_of(statement),
        manner=MANNERS[statement.manner.value],
        polarity="denies" if stance == "denies" else "silent" if stance in SILENT else "affirms",
        stance=stance,
        hedge=statement.certainty.value,
        said_at=_said_at(statement.said),
        via=tuple(s.name for s in statement.chain if s.name),
        origin=origin.id if origin else None,
        claims=tuple(c.id for c in index.claims.get(statement.id, ())),
        live=cited.live,
        archive=cited.archive,
        made_by=statement.evidence.maker,
        reviewed_by=list_reviewers(index.book).get(statement.id),
    )


def _said_at(when: When | None) -> SaidAt:
    if when is None:
        return SaidAt(edtf=None, earliest=None, latest=None, basis=None)
    first = when.earliest.isoformat() if when.earliest else None
    last = when.latest.isoformat() if when.latest else None
    told = phrases.when_text(when)  # a month or a year as such; a stretch the standard writes otherwise
    edtf = f"{first or '..'}/{last or '..'}" if ".." in told else told
    return SaidAt(edtf=edtf, earliest=first, latest=last, basis=when.basis.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What failed, after RFC 9457, with the four fields that every door gives."""

    type: str
    title: str
    status: int
    detail: str
    kind: str
    message: str
    where: str | None
    help: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A long adding."""

    id: str
    state: str  # queued, running, done, failed
    read: int  # captures so far
    new: int | None  # reports of pages that were not held; None: not done
    versions: int | None
    skipped: int | None
    failed: tuple[str, ...]  # what could not be read, and the cure
