"""Officials who are called by their office first and by name right after.

"Talvi's top arms official said P. “Q,” Herman Oddson said", and over a paragraph "The head of the Harbour Board said P"
before "board head Ana Lund".
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.chains import Link
from onrecord.extract.index import Index
from onrecord.extract.memory import respan
from onrecord.extract.roles import fits_role, is_partisan
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

REACH = 2  # paragraphs in which the name follows
ANY = frozenset({"a", "an", "one", "another", "some"})  # who is so called is not the one of an office


def with_names(index: Index, links: Sequence[Link], *, language: Language) -> list[Link]:
    """Links in which an official without a name takes the one that is brought in right after."""
    out = list(links)
    for n, link in enumerate(links):
        if not link.source or link.speaker.kind is SpeakerKind.PERSON:
            continue
        if is_partisan(index, link.source, language=language):
            out[n] = replace(link, speaker=_of_party(index, link, links[n + 1 :]) or link.speaker)
        if link.speaker.kind is not SpeakerKind.UNNAMED_PERSON:
            continue
        head = index.head_of(link.source)
        if head is None or index.tokens[head].tag not in ("NN", "NNP"):
            continue
        after = links[n + 1] if n + 1 < len(links) else None
        named = (
            _of_next(index, link, after)
            or _of_maker(index, link, language)
            or _of_office(index, link.source, head, language)
        )
        if named:
            out[n] = replace(link, speaker=named)
    return out


def _of_next(index: Index, link: Link, after: Link | None) -> Source | None:
    """The person of the next saying in the paragraph, who was not named before; "an official" may be anybody."""
    if after is None or link.source is None or after.speaker.kind is not SpeakerKind.PERSON:
        return None
    if _is_anybody(index, link.source) or _says_nothing(index, after):
        return None
    first = _first(index, after.speaker.name)
    same = index.sentence_of(link.content[0]).paragraph == index.sentence_of(after.content[0]).paragraph
    return respan(after.speaker, link.source) if same and first and first.span.start > link.source.end else None


def _is_anybody(index: Index, source: Span) -> bool:
    head = index.head_of(source)
    words = {index.tokens[c].text.lower() for c in index.children[head]} if head is not None else set()
    return bool(words & ANY)


def _says_nothing(index: Index, link: Link) -> bool:
    """True for "Ana Lund | did not return | a call"."""
    verb = index.head_of(link.cue) if link.cue else None
    return verb is not None and any(index.tokens[c].dep == "neg" for c in index.children[verb])


def _of_maker(index: Index, link: Link, language: Language) -> Source | None:
    """The person of whom the next sentence tells that the saying was made: "| Ana Lund | made the remark in Talvi"."""
    number = index.marks.sentences.index(index.sentence_of(link.content[-1])) + 1
    if number >= len(index.marks.sentences) or link.source is None:
        return None
    after = index.marks.sentences[number]
    root = next((i for i in range(after.first, after.last) if index.tokens[i].dep == "ROOT"), after.first)
    subject, said = index.child(root, "nsubj"), index.child(root, "dobj")
    mention = index.mention_at(index.starts[subject]) if subject is not None else None
    is_made = index.tokens[root].lemma == "make" and said is not None
    if not is_made or mention is None or mention.kind is not EntityKind.PERSON or said is None:
        return None
    if index.tokens[said].lemma not in language.words("speech", "made"):
        return None
    return Source(
        name=mention.name, span=link.source, kind=SpeakerKind.PERSON, role=mention.role, country=mention.country
    )


def _of_party(index: Index, link: Link, after: Sequence[Link]) -> Source | None:
    """The next person who speaks, for "the Nevada Republican" as the first words of a report."""
    here = index.sentence_of(link.content[0]).paragraph
    near = (x for x in after if index.sentence_of(x.content[0]).paragraph <= here + REACH)
    person = next((x.speaker for x in near if x.speaker.kind is SpeakerKind.PERSON and not x.speaker.members), None)
    return respan(person, link.source) if person and link.source else None


def _of_office(index: Index, source: Span, head: int, language: Language) -> Source | None:
    """The first person whom the next lines give the office and whom nothing before names."""
    words, heads = source.of(index.text).lower().split(), index.coordinated(head, source)
    here = index.sentence_of(source).paragraph
    if not words or words[0] in ANY:
        return None
    for mention in index.marks.mentions:
        if mention.span.start < source.end or mention.kind is not EntityKind.PERSON or not mention.role:
            continue
        if index.sentence_of(mention.span).paragraph > here + REACH:
            return None
        is_first = _first(index, mention.name) is mention
        if is_first and any(fits_role(index, source, h, mention.role, language=language) for h in heads):
            return Source(
                name=mention.name, span=source, kind=SpeakerKind.PERSON, role=mention.role, country=mention.country
            )
    return None


def _first(index: Index, name: str | None) -> Mention | None:
    return next((m for m in index.marks.mentions if m.name == name), None)
