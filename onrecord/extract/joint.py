"""Several who speak as one: "both the Kremlin and the Pentagon", "statements from A and B", "the two governments"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from onrecord.extract.documents import KINDS, is_document
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.annotation import EntityKind, Mention, MentionForm, Zone
from onrecord.records.finding import Source, SpeakerKind
from onrecord.records.span import Span

Resolve = Callable[[Span], Source]
WORDS = re.compile(r"\w+")
PAIR = 2


def find_joint(index: Index, span: Span, head: int, resolve: Resolve, *, language: Language) -> Source | None:
    """The joint speaker that the phrase stands for; None for a single one."""
    return (
        _coordinated(index, span, head, resolve)
        or _listed(index, span, head, resolve)
        or _named_together(index, span)
        or _row(index, span)
        or _issuers(index, span, head, resolve, language)
        or _pair_before(index, span, head, language)
    )


def _coordinated(index: Index, span: Span, head: int, resolve: Resolve) -> Source | None:
    """Two or more speakers of one act, at least one of them named; the one person of two titles."""
    heads = index.coordinated(head, span)
    if len(heads) < 2:
        return None
    if _is_titled_twice(index, heads):
        return replace(resolve(index.phrase(heads[-1])), span=span)
    found = [_member(index, span, h, heads, resolve) for h in heads]
    names = tuple(dict.fromkeys(s.name for s in found if s and s.name))
    named = [s for s in found if s and s.kind in KINDS.values()]
    if len(names) < len(heads) or not named:
        return None
    return Source(name=" & ".join(names), span=span, kind=named[0].kind, members=names)


def _listed(index: Index, span: Span, head: int, resolve: Resolve) -> Source | None:
    """Those who are named in a row behind what they are: "three senators — | Ana Lund, Omar Renn and Ivo Dahl | —"."""
    first = index.child(head, "appos")
    if first is None or index.tokens[head].tag not in ("NNS", "NNPS") or index.mention_at(index.starts[first]) is None:
        return None
    return _coordinated(index, span, first, resolve)


def _is_titled_twice(index: Index, heads: Sequence[int]) -> bool:
    """True for two titles of one person: "Ostria's Deputy Prime Minister and Foreign Minister Ida Dahl"."""
    first, last = index.tokens[heads[0]], index.mention_at(index.tokens[heads[-1]].span.start)
    behind = any(index.tokens[c].dep == "appos" for c in index.children[heads[0]])
    is_title = first.tag == "NNP" and index.mention_at(first.span.start) is None and not behind
    return is_title and len(heads) == PAIR and last is not None and last.kind is EntityKind.PERSON and bool(last.role)


def _named_together(index: Index, span: Span) -> Source | None:
    """Persons with titles of their own: "Speaker Ana Lund (D) and Minority Leader Omar Brandt"."""
    people = [m for m in index.mentions_in(span) if m.kind is EntityKind.PERSON]
    if not are_together(index, people):
        return None
    names = tuple(m.name for m in people)
    return Source(name=" & ".join(names), span=span, kind=SpeakerKind.PERSON, members=names)


def _row(index: Index, span: Span) -> Source | None:
    """Two names with a comma between, as headlines join them: "Ostria, Verania | announce a truce"."""
    names = index.mentions_in(span)
    if not is_row(index, span) or names[0].name == names[1].name:
        return None
    both = tuple(m.name for m in names)
    return Source(name=" & ".join(both), span=span, kind=KINDS[names[0].kind], members=both)


def is_row(index: Index, span: Span) -> bool:
    """True where the span is two names of speakers in a headline, a comma between and nothing else."""
    names = index.mentions_in(span)
    if (
        len(names) != PAIR
        or index.sentence_of(span).zone is not Zone.HEADLINE
        or any(m.kind not in KINDS for m in names)
    ):
        return False
    between = index.text[names[0].span.end : names[1].span.start].strip()
    is_whole = names[0].span.start == span.start and names[1].span.end == span.end
    return between == "," and is_whole and names[1].form is not MentionForm.ADJECTIVE


def are_together(index: Index, mentions: Sequence[Mention]) -> bool:
    """True for two persons by name, with only "and", titles and brackets between them."""
    if len(mentions) != PAIR or any(m.kind is not EntityKind.PERSON or index.owns(m) for m in mentions):
        return False
    first, second = mentions
    between = [index.tokens[i] for i in index.words(Span(start=first.span.end, end=second.span.start))]
    is_joined = sum(t.text.lower() == "and" for t in between) == 1
    titles = all((t.pos in ("CCONJ", "PROPN", "PUNCT") and t.text != ",") or t.text.islower() for t in between)
    lowers = [t for t in between if t.text.islower() and t.pos not in ("CCONJ", "NOUN", "ADJ")]
    return is_joined and titles and not lowers and first.name != second.name


def _member(index: Index, span: Span, word: int, heads: list[int], resolve: Resolve) -> Source | None:
    mention = index.mention_at(index.tokens[word].span.start)
    if mention and mention.kind in (*KINDS, EntityKind.GROUP, EntityKind.PLACE):
        kind = KINDS.get(mention.kind, SpeakerKind.ORGANISATION)
        return Source(name=mention.name, span=mention.span, kind=kind, country=mention.country)
    others = {w for h in heads if h > word for w in index.subtree(h)}
    words = [w for w in index.subtree(word) if w not in others and w in index.words(span)]
    words = index.before_end(words, without=("CCONJ", "PUNCT"))
    while words and index.tokens[words[0]].dep in ("preconj", "cc"):
        words = words[1:]
    if not words or not _stands_alone(index, words, word):
        return None
    return resolve(Span(start=index.starts[words[0]], end=index.tokens[words[-1]].span.end))


def _stands_alone(index: Index, words: list[int], head: int) -> bool:
    """True for a pronoun, a plural or a noun with its article; "writer and performer Ana Lund" is one person."""
    first = index.tokens[words[0]]
    return index.tokens[head].pos == "PRON" or index.tokens[head].tag in ("NNS", "NNPS") or first.dep in ("det", "poss")


def _issuers(index: Index, span: Span, head: int, resolve: Resolve, language: Language) -> Source | None:
    """Two who issue one document: "statements from both A and B"."""
    if not is_document(index, head, language=language):
        return None
    for mention in index.mentions_in(span):
        word = index.head_of(mention.span)
        joint = _coordinated(index, span, word, resolve) if word is not None else None
        if joint:
            return joint
    return None


def _pair_before(index: Index, span: Span, head: int, language: Language) -> Source | None:
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
