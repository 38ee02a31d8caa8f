"""What a saying at the end of its sentence covers: the clause before it as a whole, not the last part of that clause.

"The town had no warning before the flood came, an inquiry has heard" has the lack of warning for its content too.
"""

from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

PARTS = frozenset({"advcl", "acl", "xcomp", "prep", "pobj", "pcomp", "npadvmod", "dobj", "advmod", "attr", "relcl"})
SUBJECTS = ("nsubj", "nsubjpass", "expl")
NEAR = 3  # code points between the content and the cue or its source


def cover_clause(index: Index, act: Attributed, *, language: Language) -> Attributed:
    """The act with the whole clause before its trailing cue, where the tagger took only a part that hangs in it."""
    if act.cue is None or act.source is None or index.sentence_of(act.cue) != index.sentence_of(act.content[0]):
        return act
    first = act.content[0]
    behind = min(act.cue.start, act.source.start)
    if first.end > behind or behind - first.end > NEAR or index.text[first.end : behind].strip() != ",":
        return act
    start = index.sentence_of(act.cue).span.start
    whole = Span(start=start, end=first.end)
    if index.quotations_in(whole) or first.start == start:
        return act
    head = index.head_of(first)
    root = _root(index, head, index.words(whole), language) if head is not None else None
    if root is None or index.child(root, *SUBJECTS) is None:
        return act
    begin = min(w for w in index.subtree(root) if index.starts[w] >= start)
    while index.tokens[begin].pos in ("PUNCT", "CCONJ", "SPACE"):
        begin += 1
    if index.starts[begin] >= first.start:
        return act
    return replace(act, content=(Span(start=index.starts[begin], end=first.end), *act.content[1:]))


def _root(index: Index, head: int, words: range, language: Language) -> int | None:
    """The verb of the clause that the word hangs in by nothing but parts of it; None for a second clause."""
    at, speech = head, language.table("speech")
    saying = {w for named in speech["stance"].values() for w in named} | {*speech["sayers"], *speech["passed_on"]}
    while index.tokens[at].dep in PARTS and index.tokens[at].head in words and index.tokens[at].head != at:
        at = index.tokens[at].head
        if index.tokens[at].lemma in saying:
            return None
    return at if at != head and index.tokens[at].pos in ("VERB", "AUX") else None
