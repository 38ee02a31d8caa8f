"""Sayings carried by a noun: "Ostrian accusations that P", "her own argument that P", "calls by A and B to do Q"."""

from collections.abc import Iterator

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.extract.subjects import without_mark
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.annotation import Sentence
from onrecord.records.span import Span

LEAST = 3  # words of a content
ADJECTIVES = ("amod", "compound", "nmod")
NEAR = 4  # words between a holder and the noun


def find_nominal(index: Index, sentence: Sentence, *, language: Language) -> Iterator[Attributed]:
    """Attributions whose cue is a noun with a "that" clause, or a plea with an infinitive, and a holder beside it."""
    for i in range(sentence.first, sentence.last):
        token = index.tokens[i]
        if token.pos != "NOUN":
            continue
        clause = _clause(index, i, language)
        source = _holder(index, i, language) if clause is not None else None
        if clause is None or source is None:
            continue
        words = [
            w for w in index.subtree(clause) if w > i and index.tokens[w].dep not in ("mark",) and w < sentence.last
        ]
        words = words[1:] if words and index.tokens[words[0]].tag == "TO" else words
        words = index.before_end(words)
        content = index.span_of(words)
        if content and len(words) >= LEAST:
            yield Attributed(cue=token.span, source=source, content=(content,))


def _clause(index: Index, noun: int, language: Language) -> int | None:
    """The verb of the clause that the noun is filled by."""
    lemma = index.tokens[noun].lemma
    for c in index.children[noun]:
        token = index.tokens[c]
        if c < noun or token.dep not in ("acl", "ccomp", "relcl"):
            continue
        marks = [index.tokens[w].text.lower() for w in index.children[c] if index.tokens[w].dep in ("mark", "aux")]
        if "that" in marks and lemma in language.words("speech", "nouns"):
            return c
        if "to" in marks and token.tag == "VB" and lemma in language.words("speech", "pleas"):
            return c
    return _clause_behind(index, noun, language) if lemma in language.words("speech", "nouns") else None


def _clause_behind(index: Index, noun: int, language: Language) -> int | None:
    """The clause right behind "announcement from the agency" that the parse hangs on a verb which says nothing."""
    bridge = next(
        (c for c in index.children[noun] if index.tokens[c].text.lower() in ("from", "by") and c > noun), None
    )
    that = max(index.subtree(bridge)) + 1 if bridge is not None else len(index.tokens)
    if that >= len(index.tokens) or index.tokens[that].text.lower() != "that" or index.tokens[that].dep != "mark":
        return None
    verb = index.tokens[that].head
    above = index.tokens[verb].head
    says = index.tokens[above].lemma in saying_verbs(language)
    return verb if index.tokens[verb].dep == "ccomp" and above in index.ancestors(noun) and not says else None


def _holder(index: Index, noun: int, language: Language) -> Span | None:
    """Whose saying it is: the possessor, the people of an adjective, or who stands behind "by" or "from"."""
    for c in index.children[noun]:
        token = index.tokens[c]
        is_time = any(t.span.contains(token.span) for t in index.times_in(token.span))
        if token.dep == "poss" and not is_time and token.lemma.lower() not in language.words("speakers", "documents"):
            return token.span if token.pos == "PRON" else without_mark(index, index.phrase(c))
        if token.text.lower() in ("by", "from") and token.dep in ("prep", "agent"):
            below = index.child(c, "pobj")
            if below is not None:
                return index.phrase(below)
        if token.dep in ADJECTIVES and index.mention_at(token.span.start):
            return token.span
    return None


def holder_of_cue(index: Index, cue: Span, *, language: Language) -> tuple[int, Span] | None:
    """The noun of saying in a cue whose verb says nothing, and whose it is: "was open to | Talvi's | arguments"."""
    words = index.words(cue)
    if any(index.tokens[i].pos == "VERB" and index.tokens[i].lemma in saying_verbs(language) for i in words):
        return None
    for i in words:
        if index.tokens[i].pos == "NOUN" and index.tokens[i].lemma in language.words("speech", "nouns"):
            owner = index.child(i, "poss")
            if owner is not None and owner in words and index.tokens[owner].pos != "PRON":
                return i, without_mark(index, index.phrase(owner))
    return None


def is_apart(index: Index, cue: Span, source: Span, *, language: Language) -> bool:
    """True where a cue that is a noun alone is not the source's saying: "came | after revelations that P".

    So is "a court hearing | claims | that P".
    """
    words = index.words(cue)
    if len(words) != 1 or index.tokens[words[0]].pos != "NOUN":
        return False
    noun, above = words[0], index.tokens[index.tokens[words[0]].head]
    is_heard = index.tokens[noun - 1].text.lower() in language.words("speech", "hearing")
    if is_heard and index.tokens[noun - 1].pos in ("VERB", "NOUN"):
        return source.end <= index.starts[noun]
    if index.tokens[noun].dep != "pobj" or above.text.lower() not in language.words("speech", "occasions"):
        return False
    is_near = 0 <= len(index.words(Span(start=source.end, end=max(source.end, cue.start)))) < NEAR
    return not is_near and not any(source.contains(index.tokens[c].span) for c in index.subtree(noun))


def carries(index: Index, noun: Span, act: Attributed, *, language: Language) -> bool:
    """True where the noun says what the act gives to a verb that says nothing itself: "prompted accusations that P"."""
    if act.cue is None or not act.cue.end <= noun.start or any(c.start < noun.end for c in act.content):
        return False
    saying = saying_verbs(language)
    return not any(index.tokens[i].lemma in saying for i in index.words(act.cue))
