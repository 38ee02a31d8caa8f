"""Who does the saying when nobody is marked, and what it is about: the cue's subject and object, found in the parse.

A participle ("saying"), an infinitive or a second verb has its subject at the verb that it hangs on; a noun
("accusations") has it in its possessor.
"""

from collections.abc import Sequence

from onrecord.extract.index import Index
from onrecord.records.span import Span

UP = ("conj", "advcl", "xcomp", "pcomp", "prep", "ccomp", "acl", "dep")
SUBJECTS = ("nsubj", "nsubjpass")
FINITE = ("VBP", "VBZ", "VBD")
CLAUSE_OPENERS = ("as", "while", "since", "after", "before", "until")
STEPS = 4  # verbs to climb; a subject further off belongs to another clause


def find_subject(index: Index, cue: Span, content: Sequence[Span]) -> Span | None:
    """The words of the one who speaks, outside the content; None for a passive and where the parse has no subject."""
    words = index.words(cue)
    if not words:
        return None
    verb = next((i for i in reversed(words) if index.tokens[i].pos == "VERB"), None)
    if verb is None:
        return _holder_of_noun(index, words, content)
    if any(index.tokens[c].dep in ("auxpass", "nsubjpass") for c in index.children[verb]):
        return _agent(index, verb, content)
    return _climb(index, verb, content)


def find_behind_as(index: Index, cue: Span | None) -> Span | None:
    """The subject that the parse hangs on "as" for a preposition: "... as Ostria and its partners say P"."""
    verb = next((i for i in reversed(index.words(cue)) if index.tokens[i].tag in FINITE), 0) if cue else 0
    before = verb - 1
    if before < 0 or index.tokens[before].dep not in ("pobj", "conj") or index.child(verb, *SUBJECTS) is not None:
        return None
    top = before
    while index.tokens[top].dep == "conj":
        top = index.tokens[top].head
    opener = index.tokens[top].head
    above, lead = index.tokens[opener], index.tokens[max(0, opener - 1)].text.lower()
    if index.tokens[top].dep != "pobj" or above.text.lower() not in CLAUSE_OPENERS or above.dep != "prep":
        return None
    if lead in ("such", "well"):  # "colours such as blue were used"
        return None
    first = min(w for w in index.subtree(top) if w <= top)
    return Span(start=index.starts[first], end=index.tokens[before].span.end)


def _climb(index: Index, verb: int, content: Sequence[Span]) -> Span | None:
    if index.tokens[verb].tag == "VBN" and index.tokens[verb].dep == "acl":
        return _agent(index, verb, content)  # "a series of raids | believed to be theirs"
    at = verb
    outer = sayer_behind_but(index, verb)
    if outer is not None:
        return index.phrase(outer)
    for _ in range(STEPS):
        subject = index.child(at, *SUBJECTS)
        if subject is not None:
            span = index.phrase(subject)
            return None if any(c.overlaps(span) for c in content) else span
        token = index.tokens[at]
        if token.dep not in UP or token.head == at:
            return None
        if token.dep == "acl" and index.tokens[token.head].pos in ("NOUN", "PROPN"):
            span = index.phrase(token.head)
            span = Span(start=span.start, end=min(span.end, index.starts[at]))
            tight = span.of(index.text).rstrip(" ,")
            return Span(start=span.start, end=span.start + len(tight)) if tight else None
        at = token.head
    return None


def sayer_behind_but(index: Index, verb: int) -> int | None:
    """Who says the clause to which the parse joins a negated verb: "| Lund | said P was shut, but did not say why"."""
    token = index.tokens[verb]
    is_negated = any(index.tokens[c].dep == "neg" for c in index.children[verb])
    but = any(index.tokens[c].text.lower() == "but" for c in index.children[token.head] if c < verb)
    if token.dep != "conj" or not (is_negated and but) or index.child(verb, *SUBJECTS) is not None:
        return None
    clauses = [w for w in (token.head, *index.ancestors(token.head)) if index.tokens[w].dep == "ccomp"]
    outer = index.tokens[clauses[-1]].head if clauses else verb
    return index.child(outer, "nsubj") if clauses and outer < clauses[-1] else None


def _agent(index: Index, verb: int, content: Sequence[Span]) -> Span | None:
    """Who a passive names behind "by"."""
    by = index.child(verb, "agent")
    noun = index.child(by, "pobj") if by is not None else None
    span = index.phrase(noun) if noun is not None else None
    return span if span and not any(c.overlaps(span) for c in content) else None


def _holder_of_noun(index: Index, words: range, content: Sequence[Span]) -> Span | None:
    for i in words:
        if index.tokens[i].pos != "NOUN":
            continue
        holder = index.child(i, "poss")
        if holder is not None:
            return without_mark(index, index.phrase(holder))
    return None


def without_mark(index: Index, span: Span) -> Span:
    """The phrase of an owner without the mark that makes it one."""
    text = span.of(index.text)
    for mark in ("'s", "’s", "'", "’"):
        if text.endswith(mark):
            return Span(start=span.start, end=span.end - len(mark))
    return span


def object_of(index: Index, verb: int) -> Span | None:
    """What a verb is about: its object, that of its preposition, or its infinitive without "to"."""
    below = index.child(verb, "dobj", "xcomp", "ccomp")
    if below is None:
        prep = index.child(verb, "prep")
        below = index.child(prep, "pobj", "pcomp") if prep is not None else None
    if below is None:
        return None
    words = [w for w in index.subtree(below) if w > verb]
    while words and index.tokens[words[0]].text.lower() in ("to", "on", "that"):
        words = words[1:]
    return index.tight(words)
