"""Who speaks: the words that name a source, resolved to a name, a group, a document or nobody.

A name is taken from the report's mentions; a pronoun or a description ("the agency", "the minister") goes back to the
speaker or name before it that fits in number, kind and role; what stays unnamed keeps its own words.
"""

import re
from itertools import pairwise

from onrecord.extract.bodies import resolve_body
from onrecord.extract.index import Index
from onrecord.extract.memory import Memory, respan
from onrecord.extract.pronouns import find_group, find_person, find_self
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, MentionForm, Token
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

KINDS = {
    EntityKind.PERSON: SpeakerKind.PERSON,
    EntityKind.GOVERNMENT: SpeakerKind.GOVERNMENT,
    EntityKind.MEDIA: SpeakerKind.MEDIA,
    EntityKind.ORGANISATION: SpeakerKind.ORGANISATION,
}
ARTICLE = re.compile(r"^(?:the|an?|its|his|her|their|this|that|these|those)\s+", re.IGNORECASE)
WORDS = re.compile(r"\w+")
BLANKS = re.compile(r"\s+")
UNSTATED = Source(name=None, span=None, kind=SpeakerKind.UNSTATED)


def resolve_source(index: Index, span: Span, memory: Memory, *, language: Language) -> Source:
    """The speaker that the words at `span` stand for."""
    head = index.head_of(span)
    if head is None:
        return UNSTATED
    token = index.tokens[head]
    if token.pos == "PRON" or token.text.lower() in language.words("speakers", "relative"):
        return _resolve_pronoun(index, span, head, memory, language)
    joint = (
        _joint(index, span, head)
        or _joint_issuers(index, span, head, language)
        or _joint_before(index, span, head, language)
    )
    if joint:
        return joint
    mention = _naming_mention(index, span, head, language)
    if mention:
        return _named(index, mention, span)
    return _described(index, span, head, memory, language)


def _naming_mention(index: Index, span: Span, head: int, language: Language) -> Mention | None:
    """The mention that is the source's own name: on its head, or beside it in apposition."""
    at_head = index.mention_at(index.tokens[head].span.start)
    if at_head and at_head.form is not MentionForm.ADJECTIVE and _is_speaking(at_head):
        return at_head
    names = [m for m in index.mentions_in(span) if m.form is not MentionForm.ADJECTIVE and _is_speaking(m)]
    if names and index.tokens[head].lemma in language.words("speakers", "documents"):
        return names[0]  # the issuer that the phrase names speaks through its report, statement or poll
    beside = {c for c in index.children[head] if index.tokens[c].dep in ("appos", "nmod", "compound", "flat")}
    for mention in names:
        words = set(index.words(mention.span))
        if words & beside and not _is_possessor(index, mention):
            return mention
    return None


def _is_speaking(mention: Mention) -> bool:
    return mention.kind in KINDS or mention.kind in (EntityKind.GROUP, EntityKind.PLACE)


def _is_possessor(index: Index, mention: Mention) -> bool:
    after = index.text[mention.span.end : mention.span.end + 2]
    return after in ("'s", "’s") or after[:1] in ("'", "’")


FULL_NAME = re.compile(
    r"(?:[A-Z][\w.&'’\-]*)(?:\s+(?:of|for|and|on|the|de|in|&)(?:\s+the)?)?(?:\s+[A-Z][\w.&'’\-]*(?:\s+(?:of|for|and|on|&)(?:\s+the)?(?=\s+[A-Z]))?)*"
)


def _named(index: Index, mention: Mention, span: Span) -> Source:
    whole = ARTICLE.sub("", BLANKS.sub(" ", span.of(index.text)).strip(" ,"))
    is_longer = len(whole) > mention.span.end - mention.span.start + 1 and len(whole) > len(mention.name)
    if mention.kind is not EntityKind.PERSON and is_longer and FULL_NAME.fullmatch(whole):
        return Source(name=whole, span=span, kind=SpeakerKind.ORGANISATION, country=mention.country)
    kind = KINDS.get(mention.kind, SpeakerKind.ORGANISATION)
    own = mention.span if span.contains(mention.span) and kind is SpeakerKind.PERSON else span
    return Source(name=mention.name, span=own, kind=kind, role=mention.role, country=mention.country)


def _joint(index: Index, span: Span, head: int) -> Source | None:
    """Two or more named speakers of one act: "both the Kremlin and the Pentagon"."""
    heads = [head]
    for c in heads:
        heads += [
            x for x in index.children[c] if index.tokens[x].dep == "conj" and span.start <= index.starts[x] < span.end
        ]
    if len(heads) < 2:
        return None
    mentions = [m for h in heads if (m := index.mention_at(index.tokens[h].span.start)) and _is_speaking(m)]
    if len({m.name for m in mentions}) < 2 or len(mentions) < len(heads):
        return None
    names = tuple(dict.fromkeys(m.name for m in mentions))
    return Source(
        name=" & ".join(names), span=span, kind=KINDS.get(mentions[0].kind, SpeakerKind.ORGANISATION), members=names
    )


def _joint_before(index: Index, span: Span, head: int, language: Language) -> Source | None:
    """The pair that "the two governments" goes back to: the last two states or bodies named together, "A and B"."""
    words = {w.lower() for w in WORDS.findall(span.of(index.text))}
    if not words & {"two", "both"} or index.tokens[head].tag != "NNS":
        return None
    if index.tokens[head].lemma not in language.words("speakers", "bodies"):
        return None
    kinds = (EntityKind.GOVERNMENT, EntityKind.ORGANISATION)
    before = [m for m in index.marks.mentions if m.span.end <= span.start and m.kind in kinds]
    for first, second in reversed(list(pairwise(before))):
        between = index.text[first.span.end : second.span.start].split()
        if between == ["and"] and first.name != second.name:
            names = (first.name, second.name)
            return Source(name=" & ".join(names), span=span, kind=SpeakerKind.GOVERNMENT, members=names)
    return None


def _joint_issuers(index: Index, span: Span, head: int, language: Language) -> Source | None:
    """Two who issue one document: "statements from both A and B"."""
    if index.tokens[head].lemma not in language.words("speakers", "documents"):
        return None
    for mention in index.mentions_in(span):
        word = index.head_of(mention.span)
        joint = _joint(index, span, word) if word is not None else None
        if joint:
            return joint
    return None


def _resolve_pronoun(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source:
    token = index.tokens[head]
    word = token.text.lower()
    if word in language.words("speakers", "relative") and word != "it":
        antecedent = _antecedent_of_relative(index, head)
        if antecedent is not None:
            words = index.subtree(antecedent)
            before = [w for w in words if w < head]
            found = resolve_source(index, _tight(index, before or [antecedent]), memory, language=language)
            return respan(found, span)
    if word in language.words("speakers", "he") | language.words("speakers", "she"):
        gender = "he" if word in language.words("speakers", "he") else "she"
        person = find_person(index, token.span, gender, memory, language=language)
        return respan(person, span) if person else _plain(index, span, SpeakerKind.UNNAMED_PERSON)
    if word in language.words("speakers", "self"):
        return find_self(index, span, memory) or UNSTATED
    if word in language.words("speakers", "it"):
        return _body_before(index, span, memory) or _plain(index, span, SpeakerKind.ORGANISATION)
    if word in language.words("speakers", "they"):
        return find_group(index, span, memory) or _plain(index, span, SpeakerKind.UNNAMED_GROUP)
    return _plain(index, span, SpeakerKind.UNNAMED_PERSON)


def _antecedent_of_relative(index: Index, head: int) -> int | None:
    """The noun that a relative clause hangs on."""
    for above in index.ancestors(head):
        if index.tokens[above].dep in ("relcl", "acl"):
            return index.tokens[above].head
    return None


def _tight(index: Index, words: list[int]) -> Span:
    while len(words) > 1 and index.tokens[words[-1]].pos == "PUNCT":
        words = words[:-1]
    return Span(start=index.tokens[words[0]].span.start, end=index.tokens[words[-1]].span.end)


def _plain(index: Index, span: Span, kind: SpeakerKind) -> Source:
    """The source under its own words."""
    name = BLANKS.sub(" ", span.of(index.text)).strip(' ,;:"“”')
    bare = ARTICLE.sub("", name)
    return Source(name=bare or name, span=span, kind=kind)


def _is_subject(index: Index, mention: Mention) -> bool:
    head = index.head_of(mention.span)
    return head is not None and index.tokens[head].dep in ("nsubj", "nsubjpass")


def _body_before(index: Index, span: Span, memory: Memory) -> Source | None:
    """The body that "it" goes back to: the last body that spoke, else the last one that was a subject."""
    bodies = (SpeakerKind.ORGANISATION, SpeakerKind.GOVERNMENT, SpeakerKind.MEDIA, SpeakerKind.DOCUMENT)
    here = index.marks.sentences.index(index.sentence_of(span))
    floor = index.marks.sentences[max(0, here - 3)].span.start
    recent = [
        (start, s) for start, s in memory.said if floor <= start < span.start and s.kind in bodies and not s.members
    ]
    stretch = Span(start=floor, end=span.start)
    kinds = (EntityKind.ORGANISATION, EntityKind.GOVERNMENT, EntityKind.MEDIA)
    subjects = [m for m in index.mentions_in(stretch) if m.kind in kinds and _is_subject(index, m)]
    if recent and (not subjects or recent[-1][0] >= subjects[-1].span.start - 200):
        return respan(recent[-1][1], span)
    if subjects:
        return respan(_named(index, subjects[-1], subjects[-1].span), span)
    return None


def _described(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source:
    """A source given by a description."""
    token = index.tokens[head]
    lemma = token.lemma
    definite = _is_definite(index, span)
    if lemma in language.words("speakers", "people") and token.tag in ("NN", "NNP"):
        person = _by_role(index, span, lemma, memory) if definite else None
        return person or _plain(index, span, SpeakerKind.UNNAMED_PERSON)
    body = resolve_body(index, span, lemma, memory, language=language) if definite or token.tag != "NNS" else None
    if body:
        return body
    if definite and lemma in language.words("speakers", "media"):
        outlets = [s for a, s in memory.said if s.kind is SpeakerKind.MEDIA and a < span.start]
        if outlets:
            return respan(outlets[-1], span)
    return _plain(index, span, _kind_of(token, lemma, language))


def _is_definite(index: Index, span: Span) -> bool:
    first = span.of(index.text).split(maxsplit=1)[0].lower() if span.of(index.text).strip() else ""
    return (
        first in ("the", "this", "that", "its", "their", "his", "her")
        or index.tokens[index.words(span).start].tag == "NNP"
    )


def _by_role(index: Index, span: Span, noun: str, memory: Memory) -> Source | None:
    """The person last given that role: "the minister" after "Defence Minister Ilsa Brandt"."""
    for start, source in reversed(memory.said):
        if start < span.start and source.kind is SpeakerKind.PERSON and source.role and noun in source.role.lower():
            return respan(source, span)
    before = [m for m in index.marks.mentions if m.span.start < span.start and m.kind is EntityKind.PERSON]
    for mention in reversed(before):
        if mention.role and noun in mention.role.lower().replace("-", " ").split():
            return respan(_named(index, mention, mention.span), span)
    return None


def _kind_of(token: Token, lemma: str, language: Language) -> SpeakerKind:
    if lemma in language.words("speakers", "documents"):
        return SpeakerKind.DOCUMENT
    if lemma in language.words("speakers", "media"):
        return SpeakerKind.MEDIA
    if token.tag in ("NNS", "NNPS") or lemma in ("police", "people"):
        return SpeakerKind.UNNAMED_GROUP
    if lemma in language.words("speakers", "people"):
        return SpeakerKind.UNNAMED_PERSON
    return SpeakerKind.ORGANISATION
