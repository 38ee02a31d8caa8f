"""What one report says: statements, figures, events, each with the words it rests on."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onrecord.records.annotation import Mention, TimeExpression, Zone
from onrecord.records.note import Note
from onrecord.records.span import Evidence, Span
from onrecord.records.when import When

AT_ANY_TIME = "at any time"  # the scope of the most or least that there has been: "never with more than 2,500"
LEFT = "left"  # of those who are there no more: "2,000 had left"
ARRIVED = "arrived"  # of those who came to the others: "400 had crossed the bridge"
APART = (AT_ANY_TIME, LEFT, ARRIVED)  # scopes of amounts that are none of what there is


class Manner(StrEnum):
    """How the content is given."""

    DIRECT = "direct"  # all of it in quotation marks
    MIXED = "mixed"  # some of it
    INDIRECT = "indirect"
    NONE = "none"  # only a topic, or an empty act ("declined to comment")


class Stance(StrEnum):
    """What the speaker does with the content."""

    ASSERTS = "asserts"
    CONFIRMS = "confirms"
    DENIES = "denies"
    DOES_NOT_DENY = "does_not_deny"
    DECLINES = "declines_to_comment"
    WARNS = "warns"
    PROMISES = "promises"
    REQUESTS = "requests"
    ASKS = "asks"
    SPECULATES = "speculates"


class Certainty(StrEnum):
    """How sure the speaker puts it; never how sure we are."""

    CERTAIN = "certain"
    PROBABLE = "probable"
    POSSIBLE = "possible"
    UNKNOWN = "unknown"


class SpeakerKind(StrEnum):
    """What sort of speaker."""

    PERSON = "person"
    GOVERNMENT = "government"
    ORGANISATION = "org"
    MEDIA = "media"
    UNNAMED_PERSON = "unnamed person"
    UNNAMED_GROUP = "unnamed group"
    DOCUMENT = "document"
    UNSTATED = "unstated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One who speaks or passes on: a speaker or a link of a chain."""

    name: str | None  # canonical within the report; None: unstated ("it is assumed")
    span: Span | None  # the words that name it here, pronoun or name; None: not in this sentence
    kind: SpeakerKind
    role: str | None = None  # as printed: "Defence Minister"
    country: str | None = None  # the side it belongs to, where the report says: "Ukraine"
    members: tuple[str, ...] = ()  # canonical names, for joint speakers; else empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One act of attribution: a speaker, a cue, a stretch of content."""

    id: str
    doc: str  # the id under which the text came in
    speaker: Source
    cue: Span | None  # None: carried over from a neighbouring sentence
    content: tuple[Span, ...]  # in text order, never empty
    quoted: tuple[Span, ...]  # the words inside quotation marks, marks left out
    manner: Manner
    stance: Stance
    certainty: Certainty
    chain: tuple[Source, ...]  # origin first, the one nearest the report last
    said: When | None  # None: nothing to go by
    said_span: Span | None  # the words that date the saying
    zone: Zone
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An amount one report gives for something counted or measured."""

    id: str
    doc: str
    of: str  # what is counted, as the report puts it: "North Korean troops"; "" never, see `unit`
    low: Decimal | None  # in `unit`; low == high when the report gives one number
    high: Decimal | None  # None: no bound on that side ("at least 40" has no high)
    unit: str | None  # None: a plain count
    approximator: str | None  # as printed, lower case
    change: str | None  # "up", "down", "<", ">", "~"; None: plain
    scope: str | None  # sent, planned, in combat, killed ...: the verb's word, or AT_ANY_TIME; None: not told
    as_of: When | None  # the time the amount holds for, not when it was printed
    statement: str | None  # id of the Statement it stands in; None: the report's own words
    evidence: Evidence  # first span: the amount with approximator and unit


class Status(StrEnum):
    """On whose word an event stands."""

    FACT = "reported_as_fact"
    CLAIMED = "claimed"
    PLANNED = "planned"
    DENIED = "denied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that one report says happened, will happen, or did not."""

    id: str
    doc: str
    label: str  # the verb phrase as printed
    when: When | None
    place: str | None
    actors: tuple[str, ...]  # canonical names, subject first
    status: Status
    statement: str | None  # id of the Statement it stands in; None: the report's own words
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """All that was read in one report, each kind in text order."""

    report: str  # id
    statements: tuple[Statement, ...]
    figures: tuple[Figure, ...]
    events: tuple[Event, ...]
    times: tuple[TimeExpression, ...]
    mentions: tuple[Mention, ...]
    notes: tuple[Note, ...]
    meanings: tuple[tuple[str, str], ...] = ()  # statement id, its vector in base64; for comparing, never shown
