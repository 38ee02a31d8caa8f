"""Whom somebody cites as saying: "the agency cited two officials as saying P" is one statement that came through it."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

CITING = frozenset({"cite", "quote"})  # verbs by which somebody passes on what another says


def join_cited(index: Index, acts: Sequence[Attributed], *, language: Language) -> list[Attributed]:
    """The acts, the citing and the cited saying of each "cited X as saying P" made one, with X as its relay."""
    says = language.words("speech", "sayers") | language.words("speech", "passed_on")
    told = {index.tokens[v].head for a in acts if (v := _saying(index, a, says)) is not None}
    out: list[Attributed] = []
    for act in acts:
        verb = _saying(index, act, says)
        if verb is None:
            cited = _citing(index, act, says)
            if cited is None:
                out.append(act)
            elif cited not in told:
                out.append(_with_cited(index, act, cited, says))
            continue
        citing = index.tokens[index.tokens[verb].head].head
        subject = index.child(citing, "nsubj")
        source = index.phrase(subject) if subject is not None else act.source
        cited = index.child(citing, "dobj")
        relay = (_named(index, cited),) if cited is not None else act.relay
        content = tuple(c for c in act.content if c.start > index.starts[verb]) or act.content
        out.append(replace(act, cue=index.tokens[citing].span, source=source, content=content, relay=relay))
    return out


def _with_cited(index: Index, act: Attributed, bridge: int, says: Collection[str]) -> Attributed:
    """The citing act with whom it cites for its relay, where the tagger read no act of the participle behind "as"."""
    verb, cited = _pcomp(index, bridge, says), index.child(index.tokens[bridge].head, "dobj")
    content = tuple(c for c in act.content if verb is not None and c.start > index.starts[verb])
    if not content or cited is None:
        return act
    return replace(act, content=content, relay=(_named(index, cited),))


def _citing(index: Index, act: Attributed, says: Collection[str]) -> int | None:
    """The verb of a citing that is told as a saying: its cue, and a participle "as saying" that hangs on it."""
    head = index.head_of(act.cue) if act.cue else None
    if head is None or index.tokens[head].lemma not in CITING or index.child(head, "dobj") is None:
        return None
    return next((s for s in index.children[head] if _pcomp(index, s, says) is not None), None)


def _pcomp(index: Index, word: int, says: Collection[str]) -> int | None:
    is_as = index.tokens[word].text.lower() == "as"
    verb = index.child(word, "pcomp") if is_as else None
    return verb if verb is not None and index.tokens[verb].lemma in says else None


def _saying(index: Index, act: Attributed, says: Collection[str]) -> int | None:
    """The "saying" of "cited X as saying P", where the act's cue is that word."""
    head = index.head_of(act.cue) if act.cue else None
    if head is None or index.tokens[head].lemma not in says or index.tokens[head].dep != "pcomp":
        return None
    above = index.tokens[head].head
    is_cited = index.tokens[index.tokens[above].head].lemma in CITING
    return head if is_cited and _pcomp(index, above, says) == head else None


def _named(index: Index, noun: int) -> Span:
    """The phrase of those cited; the name in apposition, where there is one: "his nephew, | Anders Holm"."""
    behind = index.child(noun, "appos")
    mention = index.mention_at(index.tokens[behind].span.start) if behind is not None else None
    return mention.span if mention else index.phrase(noun)
