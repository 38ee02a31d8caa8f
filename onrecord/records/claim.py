"""What many reports say: entities, origins, claims and how statements stand to one another."""

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from onrecord.records.annotation import EntityKind
from onrecord.records.span import Span
from onrecord.records.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or title that reports give to a person, with the dates on which they do."""

    title: str
    seen: When  # first to last publication date of the reports that say so


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A person, body, government or place over the whole case."""

    id: str
    name: str  # the fullest or most frequent form
    kind: EntityKind
    aliases: tuple[str, ...]  # every form seen, sorted
    offices: tuple[Office, ...]
    party: str | None  # name of the side it belongs to: a government or organisation; None: not known
    because: str  # why the forms were joined
    by_hand: tuple[str, ...] = ()  # decisions by people that shaped it, in words; so for all with this field


class CopyKind(StrEnum):
    """How one report repeats another."""

    SAME = "same"  # same text
    NEAR = "near"  # wire copy, lightly rewritten
    PASSAGES = "passages"  # shares whole passages


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """Report `b` repeats report `a`, the earlier one."""

    a: str
    b: str
    kind: CopyKind
    share: float  # of b's word shingles that stand in a, 0..1
    passages: tuple[tuple[Span, Span], ...]  # in a, in b
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """One act of saying or observing; copies and relays point to it."""

    id: str
    name: str | None  # who: "National Intelligence Service (South Korea)"; None: the report's own words
    party: str | None  # None: not known, so not counted as independent
    statements: tuple[str, ...]  # statement ids that go back to it, sorted
    because: str
    by_hand: tuple[str, ...] = ()


class RelationKind(StrEnum):
    """How statement `a` stands to statement `b`."""

    SAME = "same"
    REFINES = "refines"
    UPDATES = "updates"
    QUALIFIES = "qualifies"
    OTHER_SCOPE = "other_scope"
    OTHER_TIME = "other_time"
    DENIES = "denies"
    CONTRADICTS = "contradicts"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """Statement `a` stands in `kind` to statement `b`: a updates b = a is the later state."""

    a: str
    b: str
    kind: RelationKind
    because: str  # what a reader can check: the words, numbers and dates that decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """Statements about the same thing, with the three counts."""

    id: str
    label: str  # the shortest plain content among its statements, as printed
    statements: tuple[str, ...]  # ids, by said date then doc
    relations: tuple[Relation, ...]
    origins: tuple[Origin, ...]
    reports: int
    parties: tuple[str, ...]  # names, sorted; origins without a party are not in here
    has_unknown_party: bool  # True: the count of origins is an upper bound
    by_hand: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesPoint:
    """One figure in the life of a number."""

    figure: str  # id
    low: Decimal | None
    high: Decimal | None
    said: When | None
    as_of: When | None
    scope: str | None
    speaker: str | None  # canonical over the case; None: the report's own words
    party: str | None
    via: tuple[str, ...]  # the chain after the speaker, then the outlet
    relation: str  # to the one before: first, higher, lower, same, revises, other scope, other time, relay, given up
    because: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """A number with a biography; never averaged, never overwritten."""

    id: str
    of: str
    unit: str | None
    story: str | None  # id
    points: tuple[SeriesPoint, ...]  # by said date
    reports: int
    origins: int
    parties: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The paragraphs of a report that stand in a story where the others do not."""

    report: str  # id
    paragraphs: tuple[Span, ...]  # in text order, never empty
    is_guest: bool  # True: most of the report is about another matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Reports on one developing matter."""

    id: str
    name: str  # short, made of its most telling words and names
    slug: str  # lower case, for the command line
    reports: tuple[str, ...]  # ids, by publication
    claims: tuple[str, ...]  # ids
    because: str
    by_hand: tuple[str, ...] = ()
    excerpts: tuple[Excerpt, ...] = ()  # of the reports that stand in it in part; others stand in it whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """All that compare makes of a case; a pure function of its reports, findings and settings."""

    entities: tuple[Entity, ...]
    names: tuple[tuple[str, str, str], ...]  # (report id, name within the report, entity id)
    copies: tuple[Copy, ...]
    stories: tuple[Story, ...]
    claims: tuple[Claim, ...]
    series: tuple[Series, ...]
