"""Where a cue ends: what the tagger cut from it or gave it too much, set right before its content is.

"was accused of | lying" keeps its "of", "apologised for | the raid" its "for"; the article in "denying the | claims"
belongs to the content.
"""

from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

ARTICLES = ("DT", "CD", "PRP$", "JJ")


def set_cue(index: Index, act: Attributed, *, language: Language) -> Attributed:
    """The act with the border between its cue and the content behind it set right."""
    act = _with_denier(index, _inverted(index, act), language)
    return _with_preposition(index, _without_object(index, _without_article(index, act), language), language)


def _inverted(index: Index, act: Attributed) -> Attributed:
    """The act with its verb for a cue, where that is only the helper in front: "nor | did | he mention"."""
    words = index.words(act.cue) if act.cue else range(0)
    if len(words) != 1 or act.cue is None or index.tokens[words[0]].dep != "aux":
        return act
    verb = index.tokens[words[0]].head
    is_between = act.source is not None and act.cue.end <= act.source.start and act.source.end <= index.starts[verb]
    is_free = not any(c.overlaps(index.tokens[verb].span) for c in act.content)
    return replace(act, cue=index.tokens[verb].span) if is_between and is_free else act


def _with_denier(index: Index, act: Attributed, language: Language) -> Attributed:
    """The act with the verb by which its source disputes a saying: "| pushed back on claims | that P"."""
    words = index.words(act.cue) if act.cue else range(0)
    noun = words[0] if len(words) == 1 else None
    if act.cue is None or noun is None or index.tokens[noun].pos != "NOUN":
        return act
    lead = index.tokens[index.tokens[noun].head]
    verb = lead.head if index.tokens[noun].dep == "pobj" and lead.dep == "prep" else index.tokens[noun].head
    subject = index.child(verb, "nsubj")
    if verb >= noun or index.tokens[verb].pos != "VERB" or (act.source and subject not in index.words(act.source)):
        return act
    cue = Span(start=index.starts[verb], end=act.cue.end)
    line = " ".join(index.tokens[i].lemma for i in index.words(cue))
    disputes = any(f" {w} " in f" {line} " for w in language.table("speech")["stance"]["denies"])
    return replace(act, cue=cue) if disputes else act


def _without_article(index: Index, act: Attributed) -> Attributed:
    """The act with the article at the end of its cue given to the noun of the content: "denying the | claims"."""
    after = next((c for c in act.content if act.cue and c.start >= act.cue.end), None)
    if act.cue is None or after is None:
        return act
    words, first = index.words(act.cue), index.words(after)
    at = len(words)
    while at > 1 and _is_of(index, words[at - 1], first) and words[-1] + 1 == first.start:
        at -= 1
    if at == len(words):
        return act
    cue = Span(start=act.cue.start, end=index.tokens[words[at - 1]].span.end)
    wide = Span(start=index.starts[words[at]], end=after.end)
    return replace(act, cue=cue, content=tuple(wide if c == after else c for c in act.content))


def _with_preposition(index: Index, act: Attributed, language: Language) -> Attributed:
    """The act with "of" in its cue, where the content begins with it: "was accused of | lying"."""
    after = [c for c in act.content if act.cue and c.start >= act.cue.end]
    if act.cue is None or not after:
        return act
    words, verb = index.words(after[0]), index.head_of(act.cue)
    is_own = len(words) > 1 and index.tokens[words[0]].text.lower() == "of" and words[0] - 1 in index.words(act.cue)
    if verb is None or not is_own or index.tokens[verb].lemma not in language.words("speech", "of_what"):
        return act
    cue = Span(start=act.cue.start, end=index.tokens[words[0]].span.end)
    rest = Span(start=index.starts[words[1]], end=after[0].end)
    return replace(act, cue=cue, content=tuple(rest if c == after[0] else c for c in act.content))


def _without_object(index: Index, act: Attributed, language: Language) -> Attributed:
    """The act with the object of its verb in the content: "denying | the claims | about its boats"."""
    after = next((c for c in act.content if act.cue and c.start >= act.cue.end), None)
    if act.cue is None or after is None:
        return act
    words, first = index.words(act.cue), index.words(after)
    noun, opener = index.tokens[words[-1]], index.tokens[first[0]]
    speech = language.table("speech")["stance"]
    is_object = len(words) > 1 and noun.tag in ("NN", "NNS") and noun.dep == "dobj" and noun.head in words
    if not is_object or opener.dep != "prep" or opener.head != words[-1]:
        return act
    if index.tokens[noun.head].lemma not in (*speech["denies"], *speech["confirms"]):
        return act
    start = index.starts[min(w for w in index.subtree(words[-1]) if w > noun.head)]
    cue = Span(start=act.cue.start, end=index.tokens[noun.head].span.end)
    wide = Span(start=start, end=after.end)
    return replace(act, cue=cue, content=tuple(wide if c == after else c for c in act.content))


def _is_of(index: Index, word: int, content: range) -> bool:
    """True for an article or adjective of a noun of the content."""
    return index.tokens[word].tag in ARTICLES and index.tokens[word].head in content
