"""Which body a description stands for: "the South's spy agency", "the defence department", "Brandt's office".

The phrase's own words come first, then bodies that spoke before under the same noun, then the country that the passage
is about: the one that spoke last in the paragraph, else that of the places and governments around.
"""

import re
from collections import Counter

from onrecord.extract.firms import find_firm
from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.language import Language
from onrecord.language.names import find_body
from onrecord.records.annotation import EntityKind, Mention, MentionForm
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

BODIES = (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.MEDIA)
KINDS = {
    EntityKind.ORGANISATION: SpeakerKind.ORGANISATION,
    EntityKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    EntityKind.MEDIA: SpeakerKind.MEDIA,
}
SEATED = ("embassy", "consulate")  # bodies that a country has in many towns
SEAT = re.compile(r" in [A-Z][\w'’\-]+(?: [A-Z][\w'’\-]+)*")
ANY = ("a", "an", "another", "one", "some")  # "a spy agency" is of no country that is not told
OFFICES = ("office", "administration", "press service", "cabinet")
LEAST_MENTIONS = 3  # of one country in a report, before a body without one is given it
PLACE_WEIGHT, NAME_WEIGHT, ADJECTIVE_WEIGHT = 3, 2, 1


def resolve_body(index: Index, span: Span, noun: str, memory: Memory, *, language: Language) -> Source | None:
    """The body that the phrase at `span`, headed by `noun`, stands for; None where nothing fits."""
    phrase = " ".join(span.of(index.text).split())
    own = find_body(phrase, language=language)
    if own:
        return _source(own.name, own.country, span)
    office = _office_of_person(index, span, noun, language)
    if office:
        return office
    before = _spoken_before(index, span, noun, memory)
    if before:
        return respan(before, span)
    firm = find_firm(index, span, noun, memory, language=language)
    if firm:
        return firm
    country = (
        None if _is_of_place(index, span) or phrase.split()[0].lower() in ANY else country_here(index, span, memory)
    )
    body = find_body(phrase, country, language=language) if country else None
    return _source(body.name, body.country, span) if body else _named_before(index, span, noun)


def _is_of_place(index: Index, span: Span) -> bool:
    """True for "Talvi's general staff": the body of a place that no table knows is not that of the country around."""
    head = index.head_of(span)
    owner = index.child(head, "poss") if head is not None else None
    return owner is not None and index.tokens[owner].pos == "PROPN" and index.starts[owner] >= span.start


def _source(name: str, country: str | None, span: Span) -> Source:
    kind = SpeakerKind.GOVERNMENT if country else SpeakerKind.ORGANISATION
    return Source(name=name, span=span, kind=kind, country=country)


def _office_of_person(index: Index, span: Span, noun: str, language: Language) -> Source | None:
    """The office of a named office-holder, by the office that the report gives the person."""
    if noun not in OFFICES:
        return None
    holders = [m for m in index.mentions_in(span) if m.kind is EntityKind.PERSON]
    if not holders:
        return None
    known = [m for m in index.marks.mentions if m.name == holders[0].name and m.role]
    for mention in known:
        role = (mention.role or "").lower()
        title = "president" if "president" in role else "prime minister" if "prime minister" in role else None
        body = find_body(f"{title}'s office", mention.country, language=language) if title and mention.country else None
        if body:
            return _source(body.name, body.country, span)
    return None


def _spoken_before(index: Index, span: Span, noun: str, memory: Memory) -> Source | None:
    """The body that last spoke under a name or phrase with the same noun."""
    for start, source in reversed(memory.said):
        if start >= span.start or source.kind not in BODIES or source.members or source.name is None:
            continue
        words = f"{source.name} {source.span.of(index.text) if source.span else ''}".lower()
        if noun in words.replace("(", " ").replace(")", " ").split():
            return source
    return None


def _named_before(index: Index, span: Span, noun: str) -> Source | None:
    """The only body named so far whose name ends in the noun: "police" for "Talvi Harbour Police"."""
    named = {
        m.name: m
        for m in index.marks.mentions
        if m.span.start < span.start and m.kind in KINDS and m.name.lower().split()[-1:] == [noun] and " " in m.name
    }
    if len(named) != 1:
        return None
    mention = next(iter(named.values()))
    seat = SEAT.match(index.text, mention.span.end) if noun in SEATED else None
    name = mention.name + (seat.group() if seat else "")
    return Source(name=name, span=span, kind=KINDS[mention.kind], country=mention.country)


def country_here(index: Index, span: Span, memory: Memory) -> str | None:
    """The country that the passage around `span` is about."""
    here = index.sentence_of(span)
    for start, source in reversed(memory.said):
        if start >= span.start:
            continue
        if index.sentence_of(Span(start=start, end=start + 1)).paragraph != here.paragraph:
            break
        if source.country and source.kind in BODIES:
            return source.country
    votes: Counter[str] = Counter()
    for mention in index.mentions_in(here.span):
        if mention.country and _is_borne_out(index, mention):
            votes[mention.country] += _weight(mention.kind, mention.form)
    if votes:
        return votes.most_common(1)[0][0]
    for mention in index.marks.mentions:
        if mention.country:
            votes[mention.country] += 1
    named, count = votes.most_common(1)[0] if votes else ("", 0)
    return named if count >= LEAST_MENTIONS and count > sum(votes.values()) / 2 else None


def _is_borne_out(index: Index, mention: Mention) -> bool:
    """True unless the country is known by one place's name alone: many places share their names with others."""
    if mention.kind is not EntityKind.PLACE or mention.name == mention.country:
        return True
    return any(m.country == mention.country and m.name != mention.name for m in index.marks.mentions)


def _weight(kind: EntityKind, form: MentionForm) -> int:
    if form is MentionForm.ADJECTIVE:
        return ADJECTIVE_WEIGHT
    return PLACE_WEIGHT if kind is EntityKind.PLACE else NAME_WEIGHT
