"""Whom a pronoun goes back to: the speaker or subject before it that fits, weighed by place, distance and gender.

What counts is how the earlier sentences put the person: who speaks or is the subject is the topic, who is only named
beside is less so; a name whose gender is known to fit comes before one that does not tell, and one that is known not
to fit never comes.  Words inside quotations are the speaker's own and bring in nobody.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

GENDERED = re.compile(r"(?:man|woman|\b(?:boy|girl|father|mother|son|daughter|brother|sister|wife|husband))$")
REACH = 6  # sentences outside quotations that a pronoun may look back
STEP = 1.0  # what a sentence of distance costs
SPEAKER, SUBJECT, NAMED, OWNER = 3.0, 2.8, 1.0, 0.6  # how much of a topic the earlier words make a person
LETTERS = 2  # sentences back to a paper that says more, those that are all quotation passed over
BESIDE = -1.5  # for one who is named in the pronoun's own sentence but is not its subject
KNOWN = 0.6  # for a gender that is known to fit
ENOUGH = SPEAKER + KNOWN  # no older candidate can weigh more
SUBJECTS = ("nsubj", "nsubjpass")
BODY_KINDS = {
    EntityKind.ORGANISATION: SpeakerKind.ORGANISATION,
    EntityKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    EntityKind.MEDIA: SpeakerKind.MEDIA,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One whom the pronoun may mean."""

    source: Source
    weight: float
    at: int


def find_person(index: Index, span: Span, gender: str, memory: Memory, *, language: Language) -> Source | None:
    """The person that the "he" or "she" at `span` goes back to."""
    if span.start in memory.pronouns:
        return memory.pronouns[span.start]
    memory.pronouns[span.start] = None
    best: Candidate | None = None
    for back, stretch in _stretches(index, span):
        if best and best.weight > ENOUGH - back * STEP:
            break
        for candidate in _candidates(index, stretch, gender, memory, language, is_same=back == 0):
            weighed = candidate.weight - back * STEP
            if best is None or weighed > best.weight:
                best = Candidate(source=candidate.source, weight=weighed, at=candidate.at)
    found = respan(best.source, span) if best else None
    memory.pronouns[span.start] = found
    return found


def _stretches(index: Index, span: Span) -> Iterator[tuple[int, Span]]:
    """The pronoun's sentence up to it, then those before, sentences that are all quotation passed over."""
    number = index.marks.sentences.index(index.sentence_of(span))
    yield (
        0,
        Span(
            start=index.marks.sentences[number].span.start,
            end=max(span.start, index.marks.sentences[number].span.start),
        ),
    )
    back = 0
    for n in range(number - 1, -1, -1):
        sentence = index.marks.sentences[n].span
        if index.is_quoted(sentence):
            continue
        back += 1
        if back > REACH:
            return
        yield back, sentence


def _candidates(
    index: Index, stretch: Span, gender: str, memory: Memory, language: Language, *, is_same: bool
) -> list[Candidate]:
    """Those in the stretch, speakers and subjects with the later before the earlier where they weigh the same."""
    out = [
        _weigh(source, SPEAKER, start, gender, memory)
        for start, source in reversed(_spoke(index, stretch, memory))
        if _is_single(source)
    ]
    for mention in index.mentions_in(stretch):
        if mention.kind is EntityKind.PERSON and not index.is_quoted(mention.span):
            source = Source(
                name=mention.name,
                span=mention.span,
                kind=SpeakerKind.PERSON,
                role=mention.role,
                country=mention.country,
            )
            out.append(_weigh(source, _place(index, mention, is_same=is_same), mention.span.start, gender, memory))
    words = language.words("speakers", gender)
    for i in index.words(stretch):
        token = index.tokens[i]
        if token.text.lower() in words and token.dep in SUBJECTS and not index.is_quoted(token.span):
            meant = find_person(index, token.span, gender, memory, language=language)
            if meant:
                out.append(Candidate(source=meant, weight=SUBJECT + KNOWN, at=token.span.start))
    return [c for c in out if memory.genders.get(c.source.name or "", gender) == gender]


def _spoke(index: Index, stretch: Span, memory: Memory) -> list[tuple[int, Source]]:
    """Those who spoke in the stretch outside quotations, with where they are named."""
    return [
        (start, source)
        for start, source in memory.said
        if stretch.start <= start < stretch.end and not index.is_quoted(Span(start=start, end=start + 1))
    ]


def _weigh(source: Source, place: float, at: int, gender: str, memory: Memory) -> Candidate:
    known = memory.genders.get(source.name or "") == gender
    return Candidate(source=source, weight=place + (KNOWN if known else 0.0), at=at)


def _is_single(source: Source) -> bool:
    return source.kind in (SpeakerKind.PERSON, SpeakerKind.UNNAMED_PERSON) and not source.members


def _place(index: Index, mention: Mention, *, is_same: bool) -> float:
    head = index.head_of(mention.span)
    if head is not None and _is_second_subject(index, head):
        return NAMED
    if index.owns(mention):
        owned = index.tokens[head].head if head is not None else None
        is_topic = is_same and owned is not None and index.tokens[owned].dep in SUBJECTS
        return SUBJECT if is_topic else OWNER
    if head is not None and index.tokens[head].dep in SUBJECTS:
        return SUBJECT
    if is_same and head is not None and _is_alone_in_front(index, mention, head):
        return SUBJECT
    return NAMED + (BESIDE if is_same else 0.0)


def _is_alone_in_front(index: Index, mention: Mention, head: int) -> bool:
    """True for the only person of a clause that stands first: "While it did not please | Lund |, she said"."""
    clause = next((a for a in index.ancestors(head) if index.tokens[a].dep == "advcl"), None)
    if clause is None or index.tokens[clause].head < clause:
        return False
    named = index.mentions_in(index.span_of(index.subtree(clause)) or mention.span)
    return {m.name for m in named if m.kind is EntityKind.PERSON} == {mention.name}


def _is_second_subject(index: Index, word: int) -> bool:
    """True for whom a verb makes something, where the parse has two subjects: "declared | Lund | the winner"."""
    token = index.tokens[word]
    others = [c for c in index.children[token.head] if index.tokens[c].dep in SUBJECTS and c < token.head]
    return token.dep in SUBJECTS and word > token.head and bool(others)


def find_group(index: Index, span: Span, memory: Memory) -> Source | None:
    """The group or body that "they" goes back to: the last one that spoke near, else one who may be he or she."""
    here = index.marks.sentences.index(index.sentence_of(span))
    floor = index.marks.sentences[max(0, here - 2)].span.start
    many = (SpeakerKind.UNNAMED_GROUP, SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.MEDIA)
    if index.is_quoted(span):
        return None  # whom the one quoted means is told in the quotation, if at all
    near = _spoke(index, Span(start=floor, end=span.start), memory)
    recent = [s for _, s in near if s.kind in many or s.members]
    single = [s for _, s in near if s.kind is SpeakerKind.UNNAMED_PERSON and not GENDERED.search(s.name or "")]
    found = recent or single
    return respan(found[-1], span) if found else None


def find_many_before(index: Index, span: Span, memory: Memory, *, language: Language) -> Span | None:
    """The several people that the sentence before is about, though they say nothing in it, and nobody speaks after."""
    number = index.marks.sentences.index(index.sentence_of(span))
    before = index.marks.sentences[number - 1] if number else None
    if before is None or before.paragraph != index.marks.sentences[number].paragraph:
        return None
    root = next((i for i in range(before.first, before.last) if index.tokens[i].dep == "ROOT"), None)
    subject = index.child(root, "nsubj") if root is not None else None
    if subject is None or index.tokens[subject].tag != "NNS" or index.is_quoted(index.tokens[subject].span):
        return None
    people = language.words("speakers", "people") | language.words("speakers", "relatives")
    is_people = index.tokens[subject].lemma.lower() in people
    since = _spoke(index, Span(start=index.starts[subject], end=span.start), memory)
    return index.phrase(subject) if is_people and not since else None


def find_self(index: Index, span: Span, memory: Memory) -> Source | None:
    """Whose "I" or "we" it is: that of the one who spoke last."""
    before = [s for start, s in memory.said if start < span.start and s.kind is not SpeakerKind.DOCUMENT]
    return respan(before[-1], span) if before else None


def find_paper_before(index: Index, span: Span, *, language: Language) -> Span | None:
    """The paper that the sentence before is about or quotes, for "it" in the next: "the letter said. | It | called"."""
    number = index.marks.sentences.index(index.sentence_of(span))
    for n in range(number - 1, max(-1, number - 1 - LETTERS), -1):
        sentence = index.marks.sentences[n]
        if index.is_quoted(sentence.span):
            continue
        papers = (i for i in range(sentence.first, sentence.last) if _is_paper(index, i, language))
        return next((Span(start=index.phrase(i).start, end=index.tokens[i].span.end) for i in papers), None)
    return None


def _is_paper(index: Index, word: int, language: Language) -> bool:
    """True for a paper that is the subject of a sentence."""
    token = index.tokens[word]
    above = index.tokens[token.head]
    is_topic = token.dep in SUBJECTS and (above.dep == "ROOT" or above.dep == "conj")
    is_paper = {token.lemma.lower(), token.text.lower()} & language.words("speakers", "papers")
    return is_topic and bool(is_paper) and not index.is_quoted(token.span)


def find_body_before(index: Index, span: Span, memory: Memory, *, language: Language) -> Source | None:
    """The body that "it" goes back to: the last body that spoke, else the last one that was a subject."""
    bodies = (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.MEDIA, SpeakerKind.DOCUMENT)
    here = index.marks.sentences.index(index.sentence_of(span))
    own = index.marks.sentences[here].paragraph
    first = next(n for n, s in enumerate(index.marks.sentences) if s.paragraph == own)
    floor = index.marks.sentences[min(first, max(0, here - 3))].span.start
    stretch = Span(start=floor, end=span.start)
    many = language.words("speakers", "many")
    recent = [
        (start, s)
        for start, s in _spoke(index, stretch, memory)
        if not s.members and (s.kind in bodies or (s.name or "").rpartition(" ")[2] in many)
    ]
    subjects = [
        m
        for m in index.mentions_in(stretch)
        if m.kind in BODY_KINDS and not index.is_quoted(m.span) and _place(index, m, is_same=False) == SUBJECT
    ]
    if recent and (not subjects or recent[-1][0] >= subjects[-1].span.start - 200):
        return respan(recent[-1][1], span)
    if subjects:
        mention = subjects[-1]
        return Source(name=mention.name, span=span, kind=BODY_KINDS[mention.kind], country=mention.country)
    return None
