"""What can be said of a sentence of a draft, and the draft as it was read."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.annotation import Annotations
from onrecord.records.finding import Findings
from onrecord.records.report import Report


class Verdict(StrEnum):
    """What the reports have to say to a sentence of a draft; the gravest comes first."""

    WORDS = "wrong words"  # a quotation that no report has
    NUMBER = "wrong number"
    SPEAKER = "wrong speaker"
    STALE = "stale"  # a number that its speaker revised since, words that were edited out
    NOT_SAID = "not said"
    ONE_SIDE = "one side"  # stated as fact, and only one party says so, or another denies it
    OK = "ok"


GRAVITY = {verdict: n for n, verdict in enumerate(Verdict)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A draft as it was read."""

    report: Report
    marks: Annotations
    findings: Findings


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One thing that the reports have to say to a sentence."""

    verdict: Verdict
    message: str
    cites: tuple[str, ...] = ()  # full ids of statements, figures or reports
    labels: tuple[str, ...] = ()  # theirs, in the same order


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckedSentence:
    """A sentence of the draft with its verdict: the gravest of the remarks."""

    line: int  # in the draft, from 1
    start: int  # code points in the draft, half open
    end: int
    text: str
    verdict: Verdict
    remarks: tuple[Remark, ...]  # the gravest first, never empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A draft with what was found."""

    sentences: tuple[CheckedSentence, ...]
    skipped: int  # sentences that say nothing that could be checked

    @property
    def lines(self) -> tuple[CheckedSentence, ...]:
        """The sentences, under the name that a brief gives its own."""
        return self.sentences

    @property
    def holds(self) -> bool:
        """True where every sentence is borne out."""
        return all(s.verdict is Verdict.OK for s in self.sentences)
