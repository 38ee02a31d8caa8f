"""What a person should look at first: statements that the account leans on and that may have been misread."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from onrecord.records.annotation import Zone
from onrecord.records.finding import Manner, SpeakerKind, Statement
from onrecord.views.brief import Brief
from onrecord.views.index import Index

LONG = 320  # characters of content, over which it may have run on
SHORT = 2  # words of content, under which it may have been cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A statement to be reviewed."""

    statement: str  # id
    in_brief: int  # lines of the brief that cite it
    told: int  # reports of its claim
    doubts: tuple[str, ...]  # signs that it may have been misread; empty: none shows


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the lines of a brief rest on what a person has looked at."""

    lines: int
    reviewed: int  # lines of which every cited statement was accepted or edited


def list_waiting(index: Index, brief: Brief, reviewed: Collection[str]) -> tuple[Waiting, ...]:
    """Statements nobody has reviewed: those in the brief first, then by signs of doubt and how often they are told."""
    cited = _cited(brief)
    held = [s for s in index.statements.values() if s.id not in reviewed]
    made = [
        Waiting(statement=s.id, in_brief=cited.get(s.id, 0), told=_told(index, s), doubts=tuple(_doubts(index, s)))
        for s in held
    ]
    order = {s.id: n for n, s in enumerate(held)}
    return tuple(sorted(made, key=lambda w: (not w.in_brief, -len(w.doubts), -w.in_brief - w.told, order[w.statement])))


def measure_progress(index: Index, brief: Brief, reviewed: Collection[str]) -> Progress:
    """The share of the brief's lines that rest on reviewed statements alone."""
    lines = [{c.id for c in line.cites if c.id in index.statements} for part in brief.parts for line in part.lines]
    resting = [line for line in lines if line]
    return Progress(lines=len(resting), reviewed=sum(line <= set(reviewed) for line in resting))


def _cited(brief: Brief) -> dict[str, int]:
    counts: dict[str, int] = {}
    for part in brief.parts:
        for line in part.lines:
            for id in {c.id for c in line.cites}:
                counts[id] = counts.get(id, 0) + 1
    return counts


def _told(index: Index, statement: Statement) -> int:
    return max((c.reports for c in index.claims.get(statement.id, ())), default=1)


def _doubts(index: Index, statement: Statement) -> Iterable[str]:
    speaker = statement.speaker
    text = index.report_of(statement).text
    words = sum(len(span.of(text).split()) for span in statement.content)
    if speaker.name is None:
        yield "nobody is named as speaker"
    elif speaker.kind in (SpeakerKind.UNNAMED_PERSON, SpeakerKind.UNNAMED_GROUP):
        yield "the speaker has no name"
    elif speaker.span is not None and speaker.span.of(text).casefold() in ("he", "she", "they", "it", "who"):
        yield f"the speaker stands as “{speaker.span.of(text)}”"
    if statement.cue is None:
        yield "the speaker is carried over from a sentence beside it"
    if words <= SHORT and statement.manner is not Manner.NONE:
        yield "very short"
    if sum(s.end - s.start for s in statement.content) > LONG:
        yield "very long"
    if statement.zone is not Zone.BODY:
        yield f"from the {statement.zone.value}"
    if len(statement.chain) > 2:
        yield "passed on more than once"
