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
    name: str  # canonical within the report: "Ilsa Brandt" for "Brandt"
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
    timeml: str | None = None  # the value in TimeML's own form where that tells less: "PAST_REF", "1999-SU", "199"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """A cue and what the learned tagger takes for its parts; all spans start and end with a token."""

    cue: Span  # the part at which the cue starts
    cue_extra: tuple[Span, ...]  # its other parts: "has expressed ... according to"
    source: tuple[Span, ...]  # subject of the cue; empty: none in the paragraph
    relay: tuple[Span, ...]  # other sources of the chain: CNN in "told CNN"
    content: tuple[Span, ...]  # never empty
    score: float  # how sure the tagger is of the statement and its content, 0..1
    core: float  # 0..1; low: nested, without holder, or a mere manner of speaking
    stance: str  # a value of records.finding.Stance, as a guess
    certainty: str  # a value of records.finding.Certainty, likewise
    manner: str  # a value of records.finding.Manner, likewise


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
    attributions: tuple[Attribution, ...]
