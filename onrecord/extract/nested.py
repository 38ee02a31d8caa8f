"""Sayings inside sayings: "the agency said P, according to Lee" is one statement of the agency that came through Lee.

Where the outer saying stands behind the whole of the inner one it only passes it on: it becomes a link of the chain,
not a statement of its own.  Where it stands before ("the paper reported that the minister said P") both are kept.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.according import ACCORDING
from onrecord.extract.attributed import Attributed
from onrecord.extract.cited import CITING
from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.span import Span

NEAR = 80  # characters from the start of the outer content in which the inner source stands
MOST = 0.5  # share of the outer content that the inner saying must be


def pass_on(index: Index, acts: Sequence[Attributed], *, language: Language) -> list[Attributed]:
    """The acts with each trailing outer saying turned into a relay of the one inside it."""
    out = list(acts)
    for outer in acts:
        if not _trails(outer) or outer.source is None:
            continue
        inner = next(
            (a for a in out if a is not outer and _is_inside(index, a, outer) and _says(index, a, language)), None
        )
        made = inner or _read_inner(index, outer, language)
        if made is None:
            continue
        relayed = replace(made, relay=(*made.relay, *_cited(index, outer), outer.source))
        out = [relayed if a is inner else a for a in out if a is not outer]
        if inner is None:
            out.append(relayed)
    return out


def _cited(index: Index, act: Attributed) -> tuple[Span, ...]:
    """Whom the cue itself cites: "the paper reports citing | the agency"."""
    words = index.words(act.cue) if act.cue else range(0)
    below = (index.child(i, "dobj") for i in words if index.tokens[i].lemma in CITING)
    return tuple(index.phrase(noun) for noun in below if noun is not None)


def _trails(act: Attributed) -> bool:
    """True where the cue stands behind all of the content."""
    return act.cue is not None and all(c.end <= act.cue.start for c in act.content)


def _is_inside(index: Index, inner: Attributed, outer: Attributed) -> bool:
    if inner.cue is None or inner.source is None or outer.cue is None:
        return False
    is_part = _is_part(outer, inner)
    holds = any(c.contains(inner.cue) and c.contains(inner.source) for c in outer.content)
    if not (is_part or holds) or index.quotations_in(inner.cue):
        return False
    if is_part and index.sentence_of(inner.cue) == index.sentence_of(outer.cue):
        return True
    whole = sum(c.end - c.start for c in outer.content)
    part = sum(c.end - c.start for c in inner.content)
    is_main = index.head_of(outer.content[0]) in index.words(inner.cue)
    is_led = inner.source.start - outer.content[0].start < NEAR or bool(ACCORDING.match(inner.cue.of(index.text)))
    return holds and (is_main or part >= MOST * whole) and is_led


def _is_part(outer: Attributed, inner: Attributed) -> bool:
    """True where all that the outer cue was given is a part of what the inner one, before it, says."""
    is_before = inner.cue is not None and outer.cue is not None and inner.cue.end <= outer.cue.start
    return is_before and all(any(mine.contains(c) for mine in inner.content) for c in outer.content)


def _says(index: Index, act: Attributed, language: Language) -> bool:
    """True for a plain saying and "according to"; whoever warns or informs does more, which the outer saying tells."""
    if act.cue and ACCORDING.match(act.cue.of(index.text)):
        return True
    head = index.head_of(act.cue) if act.cue else None
    says = language.words("speech", "sayers") | language.words("speech", "plainly")
    return head is not None and index.tokens[head].lemma in says


def _read_inner(index: Index, outer: Attributed, language: Language) -> Attributed | None:
    """The saying that the content is, where the tagger marked only the outer one."""
    first = outer.content[0]
    whole = Span(start=first.start, end=outer.content[-1].end)
    if index.quotations_in(whole) and index.text[whole.start] in '"“':
        return None
    for i in index.words(whole):
        token = index.tokens[i]
        subject, clause = index.child(i, "nsubj"), index.child(i, "ccomp")
        if token.pos != "VERB" or token.lemma not in language.words("speech", "sayers"):
            continue
        if subject is None or clause is None or index.starts[subject] < whole.start or token.tag == "VBG":
            continue
        words = [w for w in index.subtree(clause) if w > i and index.tokens[w].dep != "mark"]
        content = Span(start=index.starts[words[0]], end=whole.end) if words else None
        if content and content.end - content.start >= MOST * (whole.end - whole.start):
            return Attributed(cue=token.span, source=index.phrase(subject), content=(content,))
    return None
