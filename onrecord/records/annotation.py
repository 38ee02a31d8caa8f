"""What is where in a report: marks that carry no claim yet about who says what."""

from dataclasses import dataclass
from enum import StrEnum

from onrecord.records.span import Span
from onrecord.records.when import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word with its place in the sentence's dependency tree."""

    span: Span
    text: str  # as printed
    lemma: str  # lower case
    pos: str  # Universal POS: "VERB"
    tag: str  # Penn tag: "VBD"
    dep: str  # dependency label of the parser: "nsubj", "ccomp"
    head: int  # index of the head in Annotations.tokens; a root points at itself
    sentence: int  # index in Annotations.sentences


class Zone(StrEnum):
    """The part of the report that a sentence stands in."""

    HEADLINE = "headline"
    STANDFIRST = "standfirst"
    SUBHEAD = "subhead"
    BODY = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence; a headline or subhead is one too."""

    span: Span
    first: int  # tokens[first:last] are its words
    last: int
    paragraph: int  # number of the paragraph, counted over the report in text order
    zone: Zone


class EntityKind(StrEnum):
    """What sort of thing a name stands for."""

    PERSON = "person"
    GOVERNMENT = "government"  # a state, its government, or a body of it
    ORGANISATION = "org"
    MEDIA = "media"
    PLACE = "place"
    GROUP = "group"  # nationalities, parties, "the West"
    THING = "thing"  # weapons, laws, products, works
    EVENT = "event"


class MentionForm(StrEnum):
    """How a name is put."""

    NAME = "name"
    SHORT = "short"  # a surname, "the ministry"
    ACRONYM = "acronym"
    CAPITAL = "capital"  # a capital city standing for its government
    ADJECTIVE = "adjective"  # "North Korean"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A name in a report and the full name it stands for within this report."""

    span: Span
    name: str  # canonical within the report: "Shin Won-sik" for "Shin"
    kind: EntityKind
    form: MentionForm
    role: str | None  # title or office printed with the name: "Foreign Minister"; None: none printed
    country: str | None = None  # of a body or office-holder, where the report says: "South Korea"


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between quotation marks; `span` is the marks and what is between them."""

    span: Span
    inside: Span
    closed: bool  # False: the closing mark is missing, the span ends with the paragraph
    is_speech: bool  # False: a name, a gloss, a scare quote


class TimeKind(StrEnum):
    """TimeML's four kinds."""

    DATE = "date"
    TIME = "time"
    DURATION = "duration"
    SET = "set"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeExpression:
    """A time expression and its value."""

    span: Span
    kind: TimeKind
    value: str  # TIMEX3 value or ISO interval: "2024-10-28", "P3D", "../2024-11-27", "2024-W43"
    when: When | None  # as bounds on the calendar; None for durations, sets and what cannot be resolved


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its bounds, unit and approximator, not yet said to count anything."""

    span: Span  # approximator, number and unit as printed; the yardstick's figure span
    number: Span  # the numerals alone
    low: str | None  # decimal digits, "10000", "6.5"; None: no bound on that side
    high: str | None
    unit: str | None  # canonical unit: "USD", "km", "percent", "month"; None: a plain count
    approximator: str | None  # as printed, lower case: "about", "nearly"
    change: str | None  # "=", "~", "<", ">", "up", "down"; None: plain
    is_ordinal: bool = False


class Role(StrEnum):
    """The three parts of an attribution, as the tagger marks them."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionMark:
    """A stretch that the learned tagger takes for a part of an attribution."""

    span: Span
    role: Role
    score: float  # mean probability of the tag over the stretch, 0..1


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotations:
    """All marks on one report, each in text order."""

    report: str  # id
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    times: tuple[TimeExpression, ...]
    quantities: tuple[Quantity, ...]
    mentions: tuple[Mention, ...]
    attributions: tuple[AttributionMark, ...]
