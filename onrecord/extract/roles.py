"""Who holds a role that is all a source is called by: "the minister", "Hong Kong leader" in a headline."""

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, Zone
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

LEAD = 3  # sentences of the body in which the person of a headline is brought in


def find_holder(
    index: Index, span: Span, head: int, memory: Memory, *, is_definite: bool, language: Language
) -> Source | None:
    """The person who was last given that role; for a headline, whom the first sentences give it."""
    noun = index.tokens[head].lemma.lower()
    if index.sentence_of(span).zone is Zone.HEADLINE:
        return _in_lead(index, span, noun, language)
    return _before(index, span, head, memory, language) if is_definite else None


def _before(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source | None:
    countries = {m.country for m in index.mentions_in(span) if m.country}
    noun, beside = index.tokens[head].lemma.lower(), _beside(index, head)

    def fits(role: str | None, country: str | None) -> bool:
        is_held = _has(role, noun, language) and not _is_under(role, noun, span.of(index.text), language)
        return is_held and (not countries or country in countries) and _agrees(role, noun, beside)

    for start, source in reversed(memory.said):
        if start < span.start and source.kind is SpeakerKind.PERSON and fits(source.role, source.country):
            return respan(source, span)
    for mention in reversed(index.marks.mentions):
        is_before = mention.span.start < span.start and mention.kind is EntityKind.PERSON
        if is_before and fits(mention.role, mention.country):
            return _source(mention, span)
    return None


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
    """The first person of the lead with that role, else its first person who is a subject and has any."""
    lead = [s.span for s in index.marks.sentences if s.zone is Zone.BODY][:LEAD]
    people = [m for s in lead for m in index.mentions_in(s) if m.kind is EntityKind.PERSON and not index.owns(m)]
    for mention in people:
        if _has(mention.role, noun, language):
            return _source(mention, span)
    return next((_source(m, span) for m in people if m.role and _is_subject(index, m)), None)


def _is_subject(index: Index, mention: Mention) -> bool:
    head = index.head_of(mention.span)
    return head is not None and index.tokens[head].dep in ("nsubj", "nsubjpass")


def _source(mention: Mention, span: Span) -> Source:
    return Source(name=mention.name, span=span, kind=SpeakerKind.PERSON, role=mention.role, country=mention.country)
