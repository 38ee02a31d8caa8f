"""Who speaks: the words that name a source, resolved to a name, a group, a document or nobody.

A name is taken from the report's mentions; a pronoun or a description ("the agency", "the minister") goes back to the
speaker or name before it that fits in number, kind and role; what stays unnamed keeps its own words.
"""

import re
from dataclasses import replace

from onrecord.extract.bodies import resolve_body
from onrecord.extract.documents import KINDS, find_issuer, is_document
from onrecord.extract.index import Index
from onrecord.extract.joint import find_joint
from onrecord.extract.memory import Memory, respan
from onrecord.extract.pronouns import (
    find_body_before,
    find_group,
    find_many_before,
    find_paper_before,
    find_person,
    find_self,
)
from onrecord.extract.roles import find_called, find_holder
from onrecord.extract.silences import is_nobody
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, MentionForm, Token
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

ARTICLE = re.compile(
    r"^(?:the|an?|its|his|her|their|this|that|(?:these|those)(?!\s+(?:in|at|on|of|for|with|against|from|near|around|who|behind|close)\b))\s+",
    re.IGNORECASE,
)
SEAT = re.compile(r"^[A-Z][\w.]*(?:\s[A-Z][\w.]*)*-based\s+(?=[A-Z])")
GLOSS = re.compile(r"(?<=\w),\s+(?:an?|the|one of|including|such as|led by)\s.*", re.DOTALL)
OWNER = re.compile(r"[A-Z]\w+(?:\s[A-Z]\w+)?['’]s\s+(?=[A-Z])")
BLANKS = re.compile(r"\s+")
UNSTATED = Source(name=None, span=None, kind=SpeakerKind.UNSTATED)


def resolve_source(index: Index, span: Span, memory: Memory, *, language: Language) -> Source:
    """The speaker that the words at `span` stand for."""
    head = _noun_of(index, span)
    if head is None:
        return UNSTATED

    def resolve_one(words: Span) -> Source:
        word = index.head_of(words)
        return UNSTATED if word is None else _resolve_one(index, words, word, memory, language)

    joint = find_joint(index, span, head, resolve_one, language=language)
    return joint or _resolve_one(index, span, head, memory, language)


def _noun_of(index: Index, span: Span) -> int | None:
    """The head of the source; of "named Wong" the name, not the participle."""
    head = index.head_of(span)
    if head is not None and index.tokens[head].pos in ("VERB", "AUX"):
        named = [m for m in index.mentions_in(span) if m.kind in KINDS]
        return index.head_of(named[0].span) if named else head
    return head


def _resolve_one(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source:
    """The single speaker that the words stand for."""
    token = index.tokens[head]

    def resolve(words: Span) -> Source:
        return resolve_source(index, words, memory, language=language)

    is_relative = token.text.lower() in language.words("speakers", "relative") and not token.text.isupper()
    if is_nobody(index, head):
        is_side = span.of(index.text).lower().startswith("neither ") and token.lemma in language.words(
            "speakers", "sides"
        )
        return _plain(index, span, SpeakerKind.UNNAMED_GROUP) if is_side else replace(UNSTATED, span=span)
    if (token.pos == "PRON" and not _is_short_name(index, head)) or is_relative:
        return _resolve_pronoun(index, span, head, memory, language)
    called = find_called(index, span, memory, language=language)
    if called:
        return called
    if _is_one_of_party(index, span, head, language):
        return _plain(index, span, SpeakerKind.UNNAMED_PERSON)
    mention = _shouted(index, span) or _naming_mention(index, span, head, language)
    if mention:
        return _named(index, mention, span, language)
    if is_document(index, head, language=language):
        issuer = find_issuer(index, span, head, memory, resolve, language=language)
        if issuer:
            memory.papers[head] = issuer
            return respan(issuer, span)
    return _described(index, span, head, memory, language)


def _is_one_of_party(index: Index, span: Span, head: int, language: Language) -> bool:
    """True for "one Senate Democrat": a member whom nobody names is not the party."""
    mention = index.mention_at(index.starts[head])
    is_body = mention is not None and mention.kind in (EntityKind.ORGANISATION, EntityKind.GROUP)
    first = span.of(index.text).split(maxsplit=1)[0].lower()
    is_member = is_body and index.tokens[head].text.lower() in language.words("titles", "partisans")
    return is_member and first in ("a", "an", "one", "another")


def _is_short_name(index: Index, head: int) -> bool:
    """True for "WHO" and "IT" where the report has a body so called."""
    token = index.tokens[head]
    return len(token.text) > 1 and token.text.isupper() and index.mention_at(token.span.start) is not None


def _naming_mention(index: Index, span: Span, head: int, language: Language) -> Mention | None:
    """The mention that is the source's own name: on its head, or beside it in apposition."""
    at_head = index.mention_at(index.tokens[head].span.start)
    if at_head and at_head.form is not MentionForm.ADJECTIVE and _is_speaking(at_head):
        return at_head
    lemma = index.tokens[head].lemma.lower()
    beside = {c for c in index.children[head] if index.tokens[c].dep in ("appos", "nmod", "compound", "flat")}
    behind = index.tokens[head].span.start
    for mention in sorted(index.mentions_in(span), key=lambda m: m.span.start < behind):
        if mention.form is MentionForm.ADJECTIVE or not _is_speaking(mention) or index.owns(mention):
            continue
        if set(index.words(mention.span)) & beside and _may_name(index, mention, head, lemma, language):
            return mention
    return _named_last(index, head, lemma, language)


def _named_last(index: Index, head: int, lemma: str, language: Language) -> Mention | None:
    """The body named behind a clause on what it is: "the company that runs the port, | Lund Docks |, said"."""
    whole = index.span_of([w for w in index.subtree(head) if index.tokens[w].pos != "PUNCT" or w < head])
    is_kind = lemma in language.words("speakers", "bodies") | language.words("speakers", "firms")
    named = index.mentions_in(whole) if whole and is_kind else []
    if whole is None or not named or named[-1].kind is not EntityKind.ORGANISATION:
        return None
    before = index.text[whole.start : named[-1].span.start].rstrip()
    is_last = named[-1].span.end >= whole.end
    return named[-1] if is_last and before.endswith(",") and before.count(",") == 1 else None


def _shouted(index: Index, span: Span) -> Mention | None:
    """The person whose last name stands in capitals, as the turns of a talk are headed: "SOREN" for Ilva Soren."""
    words = span.of(index.text).split()
    if not words or not all(w.isupper() and len(w) > 1 for w in words):
        return None
    people = (m for m in index.marks.mentions if m.kind is EntityKind.PERSON and " " in m.name)
    return next((m for m in people if m.name.upper().split()[-len(words) :] == words), None)


def _may_name(index: Index, mention: Mention, head: int, lemma: str, language: Language) -> bool:
    """True unless the name only says whose person it is: "a Harbour Police spokesman", "Trump aides"."""
    if is_document(index, head, language=language):
        return False
    if mention.span.start > index.tokens[head].span.start:
        return True
    is_common = index.tokens[head].tag in ("NN", "NNS")
    if lemma in language.words("speakers", "people") or lemma in language.words("speakers", "relatives"):
        return False
    is_outlet = bool({lemma, index.tokens[head].text.lower()} & language.words("speakers", "media"))
    if mention.kind in (EntityKind.PLACE, EntityKind.GOVERNMENT) and is_common:
        return lemma in language.words("speakers", "ruling")
    return is_outlet or not (is_common and index.tokens[head].tag == "NNS")


def _is_speaking(mention: Mention) -> bool:
    return mention.kind in KINDS or mention.kind in (EntityKind.GROUP, EntityKind.PLACE)


FULL_NAME = re.compile(
    r"(?:[A-Z][\w.&'’\-]*)(?:\s+(?:of|for|and|on|the|de|in|&)(?:\s+the)?)?(?:\s+[A-Z][\w.&'’\-]*(?:\s+(?:of|for|and|on|&)(?:\s+the)?(?=\s+[A-Z]))?)*"
)


def _named(index: Index, mention: Mention, span: Span, language: Language) -> Source:
    if mention.kind in (EntityKind.ORGANISATION, EntityKind.THING) and _is_of_role(index, mention, span, language):
        name = BLANKS.sub(" ", index.text[min(span.start, mention.span.start) : mention.span.end])
        name = name if FULL_NAME.fullmatch(name) else mention.name
        return Source(name=name, span=span, kind=SpeakerKind.PERSON, role=mention.role)
    whole = _bare(BLANKS.sub(" ", span.of(index.text)).strip(" ,"))
    is_longer = len(whole) > mention.span.end - mention.span.start + 1 and len(whole) > len(mention.name)
    if mention.kind is not EntityKind.PERSON and is_longer and FULL_NAME.fullmatch(whole):
        return Source(name=whole, span=span, kind=SpeakerKind.ORGANISATION, country=mention.country)
    kind = KINDS.get(mention.kind, SpeakerKind.ORGANISATION)
    own = mention.span if span.contains(mention.span) and kind is SpeakerKind.PERSON else span
    return Source(name=mention.name, span=own, kind=kind, role=mention.role, country=mention.country)


def _is_of_role(index: Index, mention: Mention, span: Span, language: Language) -> bool:
    """True for a name beside what a person is: "his wife, Linh", "union leader Per Aas"."""
    people = language.words("speakers", "people") | language.words("speakers", "relatives")
    first = index.words(Span(start=min(span.start, mention.span.start), end=mention.span.end)).start
    head = index.head_of(mention.span)
    above = index.tokens[head].head if head is not None and index.tokens[head].dep == "appos" else None
    near = [index.tokens[i] for i in (above, first - 1 if first else None) if i is not None]
    return not mention.name.isupper() and any(t.tag == "NN" and t.lemma.lower() in people for t in near)


def _resolve_pronoun(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source:
    token = index.tokens[head]
    word = token.text.lower()
    if word in language.words("speakers", "relative") and word != "it":
        antecedent = _antecedent_of_relative(index, head)
        if antecedent is not None:
            words = index.subtree(antecedent)
            before = [w for w in words if w < head]
            named = index.tight(before) or index.tokens[antecedent].span
            return respan(resolve_source(index, named, memory, language=language), span)
    for gender in ("he", "she"):
        if word in language.words("speakers", gender):
            person = find_person(index, token.span, gender, memory, language=language)
            return respan(person, span) if person else _plain(index, span, SpeakerKind.UNNAMED_PERSON)
    if word in language.words("speakers", "self"):
        return find_self(index, span, memory) or UNSTATED
    if word in language.words("speakers", "it"):
        paper = find_paper_before(index, span, language=language)
        if paper:
            return respan(resolve_source(index, paper, memory, language=language), span)
        body = find_body_before(index, span, memory, language=language)
        return body or _plain(index, span, SpeakerKind.ORGANISATION)
    if word in language.words("speakers", "they"):
        people = find_many_before(index, span, memory, language=language)
        if people:
            return respan(resolve_source(index, people, memory, language=language), span)
        return find_group(index, span, memory) or _plain(index, span, SpeakerKind.UNNAMED_GROUP)
    is_many = token.tag == "DT" and token.lemma in ("those", "these")
    return _plain(index, span, SpeakerKind.UNNAMED_GROUP if is_many else SpeakerKind.UNNAMED_PERSON)


def _antecedent_of_relative(index: Index, head: int) -> int | None:
    """The noun that a relative clause hangs on."""
    for above in index.ancestors(head):
        if index.tokens[above].dep in ("relcl", "acl"):
            noun = index.tokens[above].head
            is_time = any(t.span.contains(index.tokens[noun].span) for t in index.marks.times)
            carrier = next((w for w in index.ancestors(noun) if index.tokens[w].pos in ("NOUN", "PROPN")), None)
            return carrier if is_time and carrier is not None else noun
    return None


def _plain(index: Index, span: Span, kind: SpeakerKind) -> Source:
    """The source under its own words."""
    name = BLANKS.sub(" ", span.of(index.text)).strip(' ,;:"“”')
    return Source(name=_bare(name) or name, span=span, kind=kind)


def _bare(name: str) -> str:
    """The name alone: "Talvi Forum" of "Ostria's Talvi Forum, | a think tank", "Larkspur" of "Talvi-based Larkspur"."""
    whole = SEAT.sub("", ARTICLE.sub("", GLOSS.sub("", name)))
    owned = OWNER.match(whole)
    return (
        whole[owned.end() :]
        if owned and FULL_NAME.fullmatch(whole, owned.end()) and " " in whole[owned.end() :]
        else whole
    )


def _described(index: Index, span: Span, head: int, memory: Memory, language: Language) -> Source:
    """A source given by a description."""
    token = index.tokens[head]
    lemma = token.lemma.lower()
    people = language.words("speakers", "people") | language.words("speakers", "relatives")
    owned = _owned(index, span, head, lemma, memory, language)
    if owned:
        return owned
    definite = _is_definite(index, span)
    if lemma in people and token.tag in ("NN", "NNP"):
        person = find_holder(index, span, head, memory, is_definite=definite, language=language)
        is_many = lemma in language.words("speakers", "many")
        return person or _plain(index, span, SpeakerKind.UNNAMED_GROUP if is_many else SpeakerKind.UNNAMED_PERSON)
    if lemma in language.words("speakers", "measures") and _is_of_many(index, head):
        return _plain(index, span, SpeakerKind.UNNAMED_GROUP)
    is_body = definite or token.tag != "NNS" or lemma == "police"
    body = resolve_body(index, span, lemma, memory, language=language) if is_body else None
    if body:
        return body
    is_outlet = bool(set(span.of(index.text).lower().split()) & language.words("speakers", "telling"))
    is_media = lemma in language.words("speakers", "media") or (is_outlet and lemma in ("organization", "organisation"))
    if definite and is_media and token.tag in ("NN", "NNP"):
        outlets = [s for a, s in memory.said if s.kind is SpeakerKind.MEDIA and a < span.start]
        if outlets:
            return respan(outlets[-1], span)
    is_office = lemma == "agency" and token.tag != "NNS" and not is_outlet
    return _plain(index, span, SpeakerKind.ORGANISATION if is_office else _kind_of(token, lemma, language))


def _is_of_many(index: Index, head: int) -> bool:
    """True for "a lot of people", "the majority of those asked"."""
    of = index.child(head, "prep")
    below = index.child(of, "pobj") if of is not None and index.tokens[of].text.lower() == "of" else None
    return below is not None and index.tokens[below].tag in ("NNS", "DT")


def _owned(index: Index, span: Span, head: int, lemma: str, memory: Memory, language: Language) -> Source | None:
    """Someone's sister, lawyers or office, under the owner's name: "Talvi's sister" for "her sister"."""
    owner = index.child(head, "poss")
    if owner is None or index.tokens[owner].pos != "PRON" or index.starts[owner] < span.start:
        return None
    whose = _resolve_pronoun(index, index.tokens[owner].span, owner, memory, language)
    words = BLANKS.sub(" ", index.text[index.tokens[owner].span.end : span.end]).strip()
    if whose.name is None or whose.name.lower() == index.tokens[owner].text.lower():
        return None
    if whose.kind is SpeakerKind.UNNAMED_PERSON and whose.name.split()[-1] == words.split()[-1]:
        return respan(whose, span)  # "his doctor" behind "the mayor's doctor"
    if lemma in language.words("speakers", "offices"):
        return Source(name=f"{words} of {whose.name}", span=span, kind=SpeakerKind.ORGANISATION, country=whose.country)
    if lemma in language.words("speakers", "people") | language.words("speakers", "relatives"):
        many = index.tokens[head].tag in ("NNS", "NNPS") or lemma in language.words("speakers", "many")
        kind = SpeakerKind.UNNAMED_GROUP if many else SpeakerKind.UNNAMED_PERSON
        return Source(name=f"{whose.name}'s {words}", span=span, kind=kind, country=whose.country)
    return None


def _is_definite(index: Index, span: Span) -> bool:
    first = span.of(index.text).split(maxsplit=1)[0].lower() if span.of(index.text).strip() else ""
    return (
        first in ("the", "this", "that", "its", "their", "his", "her")
        or index.tokens[index.words(span).start].tag == "NNP"
    )


def _kind_of(token: Token, lemma: str, language: Language) -> SpeakerKind:
    if {lemma, token.text.lower()} & language.words("speakers", "documents"):
        return SpeakerKind.DOCUMENT
    if lemma in language.words("speakers", "media"):
        return SpeakerKind.MEDIA
    if token.tag in ("NNS", "NNPS") or lemma in ("police", "people") or _is_several(token, language):
        return SpeakerKind.UNNAMED_GROUP
    if lemma in language.words("speakers", "people"):
        return SpeakerKind.UNNAMED_PERSON
    return SpeakerKind.ORGANISATION


def _is_several(token: Token, language: Language) -> bool:
    return token.pos != "NOUN" and token.text.lower() in language.words("speakers", "several")
