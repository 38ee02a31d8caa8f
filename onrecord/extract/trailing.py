"""What a saying at the end of its sentence covers: the clause before it as a whole, not the last part of that clause.

"The town had no warning before the flood came, an inquiry has heard" has the lack of warning for its content too.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.span import Span

PARTS = frozenset({"advcl", "acl", "xcomp", "prep", "pobj", "pcomp", "npadvmod", "dobj", "advmod", "attr", "relcl"})
ADDED = ("advcl", "conj", "parataxis", "dep")  # how a second saying hangs on the first: "P, calling Q"
FINITE = ("VBD", "VBZ", "VBP", "MD")
SUBJECTS = ("nsubj", "nsubjpass", "expl")
DATELINE = re.compile(r"[A-Z]{3,}[^\n]{0,40}?\s(?:[–—―-]|--)\s+")  # "TALVI, March 3 — "
CLOCK = re.compile(r"\b[ap]\.m\.$")  # an end mark that ends no sentence: "11:40 p.m. | Thursday"
ENDS = (".", "?", "!", ":", ";", '"', "”", "’", "'", ")", "")
CLOSING = "\"”’'"
QUOTED = 0.5  # share of a clause in quotation marks from which it is a quotation
NEAR = 3  # code points between the content and the cue or its source


def cover_clause(index: Index, act: Attributed, *, language: Language) -> Attributed:
    """The act with the whole clause before its trailing cue, where the tagger took only a part that hangs in it."""
    if act.cue is None or act.source is None:
        return act
    whole = clause_before(index, act.cue, act.source)
    if whole is None:
        return act
    start, behind = whole.start, _behind(index, act.cue, act.source)
    parts = tuple(c for c in act.content if not behind <= c.start < act.cue.end)
    before = [c for c in parts if whole.contains(c)]
    if len(parts) != len(act.content) and not before:
        return _with_added(index, act, parts, whole)
    if not before or before[0] != act.content[0]:
        return act
    first = before[0]
    head = index.head_of(first)
    root = _root(index, head, index.words(whole), language) if head is not None else None
    if root is None or index.child(root, *SUBJECTS) is None:
        return act
    if behind - first.end > NEAR and not _is_added(index, act.cue, root):
        return act
    begin = first.start if root in index.words(first) else _begin(index, root, start)
    clause = Span(start=min(begin, first.start), end=whole.end)
    return replace(act, content=(clause, *(c for c in act.content[1:] if not clause.contains(c))))


def clause_before(index: Index, cue: Span, source: Span) -> Span | None:
    """What stands before the trailing saying, up to its comma; None where the whole of it or more is a quotation."""
    start, behind = _line_start(index, cue), _behind(index, cue, source)
    lead = index.text[start:behind].rstrip()
    if not lead.rstrip(CLOSING).endswith(","):
        return None
    quoted = [q.span for q in index.quotations_in(Span(start=start, end=behind))]
    most = sum(min(q.end, behind) - max(q.start, start) for q in quoted)
    if any(q.start <= start or q.end > behind for q in quoted) or most > QUOTED * len(lead):
        return None
    return Span(start=start, end=start + len(lead.rstrip(",")))


def without_anothers(index: Index, acts: Sequence[Attributed]) -> list[Attributed]:
    """The acts without what the tagger gave to two cues and the other cue stands nearer: "P, | she said, adding | Q".

    What is left without content has the clause before it; the last such act keeps its own where there is none.
    """
    out = []
    for act in acts:
        own = tuple(c for c in act.content if not any(_is_nearer(index, o, act, c) for o in acts if o is not act))
        if not own and act.cue and act.source and act.content[0].start > act.cue.start:
            clause = clause_before(index, act.cue, act.source)
            own = (clause,) if clause and is_clause(index, clause) else ()
        out.append(replace(act, content=own) if own else act)
    return out


def _is_nearer(index: Index, other: Attributed, act: Attributed, content: Span) -> bool:
    """True where the other's cue stands between the act's and the content, which it has too."""
    if act.cue is None or other.cue is None or not any(c.overlaps(content) for c in other.content):
        return False
    said, verb = {i for c in act.content for i in index.words(c)}, index.head_of(other.cue)
    hangs = verb is not None and index.tokens[verb].dep not in ADDED and index.tokens[verb].head in said
    if hangs or any(c.overlaps(other.cue) for c in act.content):
        return False  # told inside what the act says
    behind = act.cue.end <= other.cue.start and other.cue.end <= content.start
    return behind or (content.end <= other.cue.start and other.cue.end <= act.cue.start)


def is_clause(index: Index, span: Span) -> bool:
    """True where the span is headed by a finite verb with its subject."""
    head = index.head_of(span)
    if head is None or index.tokens[head].pos not in ("VERB", "AUX"):
        return False
    below = [index.tokens[c] for c in index.children[head]]
    is_finite = index.tokens[head].tag in FINITE or any(t.tag in FINITE and t.dep in ("aux", "auxpass") for t in below)
    return is_finite and any(t.dep in (*SUBJECTS, "csubj") and span.contains(t.span) for t in below)


def _with_added(index: Index, act: Attributed, parts: tuple[Span, ...], whole: Span) -> Attributed:
    """The act with the clause that the parse adds its cue to, where the tagger found nothing before the cue."""
    verb = index.head_of(act.cue) if act.cue else None
    root = index.tokens[verb].head if verb is not None and index.tokens[verb].dep == "parataxis" else None
    if root is None or root not in index.words(whole) or index.child(root, *SUBJECTS) is None:
        return act
    return replace(act, content=(Span(start=_begin(index, root, whole.start), end=whole.end), *parts))


def _behind(index: Index, cue: Span, source: Span) -> int:
    """Where the saying begins: its cue or its subject with all that tells which, whichever is first."""
    verb = index.head_of(cue)
    subject = index.child(verb, *SUBJECTS) if verb is not None else None
    words = index.subtree(subject) if subject is not None else []
    own = index.starts[words[0]] if words and source.contains(index.tokens[subject or 0].span) else source.start
    head = index.head_of(source)
    titled = index.phrase(head).start if head is not None and index.tokens[head].pos == "PROPN" else source.start
    return min(cue.start, source.start, own, titled)


def _line_start(index: Index, cue: Span) -> int:
    """Where the sentence of the cue begins; a sentence that was parted without an end mark is one with that before."""
    number = index.marks.sentences.index(index.sentence_of(cue))
    while number:
        here, before = index.marks.sentences[number], index.marks.sentences[number - 1]
        lead = index.text[before.span.start : here.span.start].rstrip()
        is_ended = lead[-1:] in ENDS and not CLOCK.search(lead)
        if here.paragraph != before.paragraph or here.zone != before.zone or is_ended:
            break
        number -= 1
    return index.marks.sentences[number].span.start


def _begin(index: Index, root: int, start: int) -> int:
    """Where the clause of the verb begins, behind a dateline and a word that only joins it."""
    dateline = DATELINE.match(index.text, start)
    low = dateline.end() if dateline else start
    begin = min(w for w in index.subtree(root) if index.starts[w] >= low)
    while index.tokens[begin].pos in ("PUNCT", "CCONJ", "SPACE"):
        begin += 1
    return index.starts[begin]


def _is_added(index: Index, cue: Span, root: int) -> bool:
    """True where the parse joins the saying to the clause as a whole: "P, three officials said"."""
    verb = index.head_of(cue)
    if verb is None:
        return False
    return (index.tokens[verb].dep == "parataxis" and index.tokens[verb].head == root) or (
        index.tokens[root].dep == "ccomp" and index.tokens[root].head == verb
    )


def _root(index: Index, head: int, words: range, language: Language) -> int | None:
    """The verb of the clause that the word hangs in by nothing but parts of it; None for a second clause.

    A lone time or place that the parse hangs on the cue ("was shot | on Thursday, | according to P") is part of the
    clause before.
    """
    at, saying = head, saying_verbs(language)
    while index.tokens[at].dep in PARTS and index.tokens[at].head in words and index.tokens[at].head != at:
        at = index.tokens[at].head
        if index.tokens[at].lemma in saying:
            return None
    if index.tokens[at].pos in ("VERB", "AUX"):
        return at
    top = next((w for w in words if index.tokens[w].pos in ("VERB", "AUX") and index.tokens[w].head not in words), None)
    top = next((w for w in words if index.tokens[w].dep == "ROOT"), top)
    is_loose = index.tokens[at].dep == "npadvmod" and index.tokens[at].head not in words
    return top if is_loose and top is not None and index.tokens[top].lemma not in saying else None
