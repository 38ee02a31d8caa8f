"""How the content is given: in marks, partly in marks, in the reporter's words, or only as a topic."""

from collections.abc import Sequence
from dataclasses import dataclass

from onrecord.extract.index import Index
from onrecord.language import Language
from onrecord.records.finding import Manner
from onrecord.records.span import Span

FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
ALL = 0.96  # share of letters in marks from which the content counts as wholly quoted


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The manner, and the words inside marks."""

    manner: Manner
    spans: tuple[Span, ...]


def read_manner(index: Index, cue: Span | None, content: Sequence[Span], *, language: Language) -> Quoted:
    """The manner of the content, with the parts of it that stand in quotation marks as speech."""
    spoken: list[Span] = []
    for span in content:
        for quotation in index.quotations_in(span):
            inside = _shared(quotation.inside, span)
            if quotation.is_speech and inside:
                spoken.append(inside)
    total = sum(_letters(index.text, s) for s in content)
    marked = sum(_letters(index.text, s) for s in spoken)
    if total and marked >= ALL * total:
        return Quoted(manner=Manner.DIRECT, spans=tuple(spoken))
    if marked:
        return Quoted(manner=Manner.MIXED, spans=tuple(spoken))
    told = _has_clause(index, content) or _is_propositional(index, cue, language)
    return Quoted(manner=Manner.INDIRECT if told else Manner.NONE, spans=())


def _shared(a: Span, b: Span) -> Span | None:
    start, end = max(a.start, b.start), min(a.end, b.end)
    return Span(start=start, end=end) if start < end else None


def _letters(text: str, span: Span) -> int:
    return sum(c.isalnum() for c in span.of(text))


def _is_propositional(index: Index, cue: Span | None, language: Language) -> bool:
    words = set(language.table("speech")["manner"]["propositional"])
    return cue is None or any(index.tokens[i].lemma in words for i in index.words(cue))


def _has_clause(index: Index, content: Sequence[Span]) -> bool:
    """True where something is said, not only named: a clause of its own, or a thing and what it is called."""
    if len(content) > 1:
        return True
    words = index.words(content[0])
    head = index.head_of(content[0])
    if head is None:
        return False
    first = index.tokens[words[0]]
    if index.tokens[head].pos in ("VERB", "AUX") or first.tag in ("VB", "VBG"):
        return True
    return any(_is_finite_clause(index, i) for i in words)


def _is_finite_clause(index: Index, verb: int) -> bool:
    """True for a finite verb that does more than describe a noun; its subject is often missed after a bare cue."""
    token = index.tokens[verb]
    if token.tag not in FINITE:
        return False
    clause = verb if token.dep not in ("aux", "auxpass") else token.head
    chain = [clause, *index.ancestors(clause)]
    return not any(index.tokens[w].dep in ("relcl", "acl", "advcl") for w in chain[:1])
