"""Who holds a role that is all a source is called by: "the minister", "Hong Kong leader" in a headline."""

import functools
import re

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, Zone
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

AGED = re.compile(r"^[Tt]he\s+(?:\w+\s+)?(?P<age>\d{1,3})-year-old(?:\s+[A-Za-z]+)?$")
AGE_NEAR = 20  # characters between a name and an age that is told with it
LEAD = 3  # sentences of the body in which the person of a headline is brought in


def find_holder(
    index: Index, span: Span, head: int, memory: Memory, *, is_definite: bool, language: Language
) -> Source | None:
    """The person who was last given that role; for a headline, whom the first sentences give it."""
    noun = index.tokens[head].lemma.lower()
    if index.sentence_of(span).zone is Zone.HEADLINE:
        return _in_lead(index, span, noun, language)
    return _before(index, span, head, memory, language) if is_definite else None


def find_called(index: Index, span: Span, memory: Memory, *, language: Language) -> Source | None:
    """The person whom "the 33-year-old" stands for: the one of that age, else the person who spoke or acted last.

    So do "the 53-year-old lawmaker" and "the Nevada Republican".
    """
    head = index.head_of(span)
    m = AGED.search(span.of(index.text)) or (
        AGED.search(index.phrase(head).of(index.text)) if head is not None else None
    )
    if m is None and not is_partisan(index, span, language=language):
        return None
    people = [x for x in index.marks.mentions if x.kind is EntityKind.PERSON and x.span.end <= span.start]
    told = re.compile(rf"(?:, {m['age']}\b|\b{m['age']}-year-old)") if m else None
    for mention in reversed(people if told else []):
        near = index.text[max(0, mention.span.start - AGE_NEAR) : mention.span.end + AGE_NEAR]
        if told and told.search(near):
            return _source(mention, span)
    spoke = [(start, s) for start, s in memory.said if start < span.start and s.kind is SpeakerKind.PERSON]
    acted = [x for x in people if _is_subject(index, x)]
    if acted and (not spoke or acted[-1].span.start >= spoke[-1][0]):
        return _source(acted[-1], span)
    return respan(spoke[-1][1], span) if spoke else None


def is_partisan(index: Index, span: Span, *, language: Language) -> bool:
    """True for one person by place and party or calling: "the Nevada Republican", "the Ostrian lawmaker"."""
    return _by_place(language).match(" ".join(span.of(index.text).split())) is not None


@functools.cache
def _by_place(language: Language) -> re.Pattern[str]:
    titles, place = language.table("titles"), r"[A-Z][\w.]+ "
    parties, callings = ("|".join(titles[kind]) for kind in ("partisans", "callings"))
    return re.compile(rf"^[Tt]he (?:(?:{place}){{0,3}}(?:{parties})|(?:{place}){{1,3}}(?:{callings}))$")


def _before(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source | None:
    countries = {m.country for m in index.mentions_in(span) if m.country}
    noun = index.tokens[head].lemma.lower()
    holders = {m.name for m in index.marks.mentions if m.kind is EntityKind.PERSON and _has(m.role, noun, language)}
    is_only = len(holders) == 1 and noun in language.words("titles", "sole")

    def fits(role: str | None, country: str | None) -> bool:
        is_there = not countries or country in countries or (country is None and is_only)
        return is_there and fits_role(index, span, head, role, language=language)

    for start, source in reversed(memory.said):
        if start < span.start and source.kind is SpeakerKind.PERSON and fits(source.role, source.country):
            return respan(source, span)
    for mention in reversed(index.marks.mentions):
        is_before = mention.span.start < span.start and mention.kind is EntityKind.PERSON
        if is_before and fits(mention.role, mention.country):
            return _source(mention, span)
    return None


def fits_role(index: Index, span: Span, head: int, role: str | None, *, language: Language) -> bool:
    """True where the role is the one that the description at `span` gives, not one below it or beside it."""
    noun = index.tokens[head].lemma.lower()
    is_held = _has(role, noun, language) and not _is_under(role, noun, span.of(index.text), language)
    return is_held and _agrees(role, noun, _beside(index, head))


def _beside(index: Index, head: int) -> set[str]:
    """The words that tell the role from others of its noun: "budget" in "the president's budget director"."""
    return {index.tokens[c].text.lower() for c in index.children[head] if index.tokens[c].dep == "compound"}


def _agrees(role: str | None, noun: str, beside: set[str]) -> bool:
    """False where both the description and the role say which, and say different things."""
    words = set((role or "").lower().replace("-", " ").split()) - {noun, "of", "the", "and", "for"}
    return not beside or not words or bool(words & beside)


def _has(role: str | None, noun: str, language: Language) -> bool:
    words = (role or "").lower().replace("-", " ").split()
    short = language.table("titles")["short_of"]
    return noun in words or any(short.get(w.rstrip(".")) == noun for w in words)


def _is_under(role: str | None, noun: str, called: str, language: Language) -> bool:
    """True where the role is the one below: a "lieutenant governor" is not "the governor"."""
    below = language.words("titles", "below")
    short = language.table("titles")["short_of"]
    words = [short.get(w.rstrip("."), w) for w in (role or "").lower().replace("-", " ").split()]
    before = words[: words.index(noun)] if noun in words else words
    return bool(below & set(before)) and not below & set(called.lower().replace("-", " ").split())


def _in_lead(index: Index, span: Span, noun: str, language: Language) -> Source | None:
    """The first person with that role, else the first one of the lead who is a subject and has any."""
    body = [s.span for s in index.marks.sentences if s.zone is Zone.BODY]
    people = [m for s in body[:LEAD] for m in index.mentions_in(s) if m.kind is EntityKind.PERSON and not index.owns(m)]
    later = [m for s in body[LEAD:] for m in index.mentions_in(s) if m.kind is EntityKind.PERSON]
    for mention in (*people, *later):
        if _has(mention.role, noun, language):
            return _source(mention, span)
    return next((_source(m, span) for m in people if m.role and _is_subject(index, m)), None)


def _is_subject(index: Index, mention: Mention) -> bool:
    head = index.head_of(mention.span)
    return head is not None and index.tokens[head].dep in ("nsubj", "nsubjpass")


def _source(mention: Mention, span: Span) -> Source:
    return Source(name=mention.name, span=span, kind=SpeakerKind.PERSON, role=mention.role, country=mention.country)
