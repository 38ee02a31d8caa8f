"""Who holds a role that is all a source is called by: "the minister", "Hong Kong leader" in a headline."""

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.records.annotation import EntityKind, Mention, Zone
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

LEAD = 3  # sentences of the body in which the person of a headline is brought in


def find_holder(index: Index, span: Span, noun: str, memory: Memory, *, is_definite: bool) -> Source | None:
    """The person who was last given that role; for a headline, whom the first sentences give it."""
    if index.sentence_of(span).zone is Zone.HEADLINE:
        return _in_lead(index, span, noun)
    return _before(index, span, noun, memory) if is_definite else None


def _before(index: Index, span: Span, noun: str, memory: Memory) -> Source | None:
    countries = {m.country for m in index.mentions_in(span) if m.country}
    for start, source in reversed(memory.said):
        fits = not countries or source.country in countries
        if fits and start < span.start and source.kind is SpeakerKind.PERSON and _has(source.role, noun):
            return respan(source, span)
    for mention in reversed(index.marks.mentions):
        fits = not countries or mention.country in countries
        if fits and mention.span.start < span.start and mention.kind is EntityKind.PERSON and _has(mention.role, noun):
            return _source(mention, span)
    return None


def _has(role: str | None, noun: str) -> bool:
    return noun in (role or "").lower().replace("-", " ").split()


def _in_lead(index: Index, span: Span, noun: str) -> Source | None:
    """The first person of the lead with that role, else its first person who is a subject and has any."""
    lead = [s.span for s in index.marks.sentences if s.zone is Zone.BODY][:LEAD]
    people = [m for s in lead for m in index.mentions_in(s) if m.kind is EntityKind.PERSON and not index.owns(m)]
    for mention in people:
        if _has(mention.role, noun):
            return _source(mention, span)
    return next((_source(m, span) for m in people if m.role and _is_subject(index, m)), None)


def _is_subject(index: Index, mention: Mention) -> bool:
    head = index.head_of(mention.span)
    return head is not None and index.tokens[head].dep in ("nsubj", "nsubjpass")


def _source(mention: Mention, span: Span) -> Source:
    return Source(name=mention.name, span=span, kind=SpeakerKind.PERSON, role=mention.role, country=mention.country)
