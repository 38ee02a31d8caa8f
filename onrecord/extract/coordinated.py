"""Several cues of one speaker in a row: "said P and denied Q", "“P,” she said, adding that Q", read as several acts.

The tagger often gives the first cue all that follows; each verb that the cue is joined with takes its own part back.
"""

from collections.abc import Sequence
from dataclasses import replace

from onrecord.extract.attributed import Attributed
from onrecord.extract.index import Index
from onrecord.extract.trailing import clause_before, is_clause
from onrecord.extract.verbs import saying_verbs
from onrecord.language import Language
from onrecord.records.span import Span

LEAST = 2  # words that must be left for either act
SUBJECTS = ("nsubj", "nsubjpass", "expl")
OPENERS = ("to", "that", ",")
OBJECTS = ("dobj", "xcomp", "ccomp", "pobj", "pcomp", "oprd")


def split_cues(index: Index, act: Attributed, others: Sequence[Attributed], *, language: Language) -> list[Attributed]:
    """The act, and the one of the next cue that stands in its content or between its parts."""
    if act.cue is None or act.source is None:
        return [act]
    taken = [a.cue for a in others if a.cue and a is not act]
    return (
        _second_verb(index, act, taken, language)
        or _participle(index, act, taken)
        or _added(index, act, taken, language)
        or _own_verb(index, act, taken, language)
        or [act]
    )


def _verb_of(index: Index, cue: Span) -> int | None:
    return next((i for i in reversed(index.words(cue)) if index.tokens[i].pos == "VERB"), None)


def _second_verb(index: Index, act: Attributed, taken: Sequence[Span], language: Language) -> list[Attributed] | None:
    """Two acts of "said P and vowed to Q": the second verb shares the subject and stands in the content."""
    cue = act.cue
    verb = _verb_of(index, cue) if cue else None
    last = act.content[-1]
    if cue is None or verb is None or last.start < cue.end:
        return None
    for i in index.words(last)[LEAST:]:
        token = index.tokens[i]
        if not _is_joined(index, i, verb) or index.child(i, *SUBJECTS) is not None or index.is_quoted(token.span):
            continue
        first = _until(index, last, _group(index, i).start)
        if first is None:
            return None
        kept = replace(act, content=(*act.content[:-1], first))
        second = _act_of(index, i, act, last.end)
        says = token.lemma in saying_verbs(language) and not any(t.overlaps(token.span) for t in taken)
        return [kept, second] if says and second else [kept]
    return None


def _is_joined(index: Index, word: int, verb: int) -> bool:
    """True for a verb that "and" joins to the cue; a participle is joined to the participle, whatever the parse has."""
    token, cue = index.tokens[word], index.tokens[verb]
    if token.dep != "conj" or token.tag != cue.tag:
        return False
    if _is_of_main_clause(index, word, verb):
        return True
    return token.head == verb or (token.tag == "VBG" and index.tokens[token.head].tag != "VBG")


def _is_of_main_clause(index: Index, word: int, verb: int) -> bool:
    """True for "said one in nine was waiting | and accused Q": joined to a verb of another form, or of what is no name.

    The parse joins the second verb to the clause that is said, though only whoever says that one can say this.
    """
    above = index.tokens[word].head
    subject = index.child(above, *SUBJECTS)
    if index.tokens[above].dep != "ccomp" or index.tokens[above].head != verb or subject is None:
        return False
    is_other_form = index.tokens[above].tag == "VBG" and index.tokens[word].tag == "VBD"
    token = index.tokens[subject]
    return is_other_form and token.pos != "PROPN" and token.text.lower() not in ("he", "she", "they", "who", "it")


def _own_verb(index: Index, act: Attributed, taken: Sequence[Span], language: Language) -> list[Attributed] | None:
    """Two acts of "declared P as he confirmed | Q", where the tagger gave the first what the second verb says."""
    cue = act.cue
    for n, part in enumerate(act.content):
        lead = max([s.end for s in (cue, *act.content[:n]) if s and s.end <= part.start], default=part.start)
        head = index.head_of(part)
        if cue is None or part.start < cue.end or n == 0 or head is None:
            continue
        for i in index.words(Span(start=lead, end=part.start)):
            token, subject = index.tokens[i], index.child(i, "nsubj")
            if token.pos != "VERB" or token.lemma not in saying_verbs(language) or i not in index.ancestors(head):
                continue
            if index.quotations_in(token.span) or token.dep == "pcomp" or (subject is None and token.tag != "VBG"):
                continue
            if subject is not None and index.is_relative(subject):
                continue
            kept = replace(act, content=tuple(c for c in act.content if c != part))
            source = index.phrase(subject) if subject is not None else act.source
            second = Attributed(cue=_group(index, i), source=source, content=(part,))
            return [kept] if any(t.overlaps(token.span) for t in taken) else [kept, second]
    return None


def _participle(index: Index, act: Attributed, taken: Sequence[Span]) -> list[Attributed] | None:
    """Two acts of "“P,” she said, going on about Q", where the tagger gave the first both parts."""
    cue, last = act.cue, act.content[-1]
    verb = _verb_of(index, cue) if cue else None
    if cue is None or verb is None or len(act.content) < LEAST or last.start < cue.end:
        return None
    quoted = [c for c in act.content[:-1] if c.end <= cue.start and index.quotations_in(c)]
    if not quoted or index.quotations_in(Span(start=last.start, end=last.start + 1)):
        return None
    for i in index.words(Span(start=cue.end, end=last.start)):
        token = index.tokens[i]
        if token.tag == "VBG" and verb in index.ancestors(i):
            kept = replace(act, content=act.content[:-1])
            if any(t.overlaps(token.span) for t in taken):
                return [kept]
            words = Span(start=token.span.start, end=last.start)
            return [kept, replace(act, cue=_tight(index, words), content=(last,), relay=())]
    return None


def _added(index: Index, act: Attributed, taken: Sequence[Span], language: Language) -> list[Attributed] | None:
    """Two acts of "P, the army said, adding Q", where the tagger gave the first cue only Q."""
    cue, only = act.cue, act.content[0]
    verb = _verb_of(index, cue) if cue else None
    if cue is None or act.source is None or verb is None or len(act.content) > 1 or only.start < cue.end:
        return None
    clause = clause_before(index, cue, act.source)
    if clause is None or not is_clause(index, clause):
        return None
    for i in index.words(Span(start=cue.end, end=only.start)):
        token = index.tokens[i]
        if token.tag == "VBG" and token.lemma in saying_verbs(language) and verb in index.ancestors(i):
            kept = replace(act, content=(clause,))
            is_taken = any(t.overlaps(token.span) for t in taken)
            return [kept] if is_taken else [kept, replace(act, cue=token.span, relay=())]
    return None


def _group(index: Index, verb: int) -> Span:
    """The verb with its auxiliaries and the preposition behind it."""
    helpers = [c for c in index.children[verb] if index.tokens[c].dep in ("aux", "neg", "auxpass") and c < verb]
    end = verb
    if end + 1 < len(index.tokens) and index.tokens[end + 1].dep == "prep" and index.tokens[end + 1].head == verb:
        end += 1
    return Span(start=index.starts[min([verb, *helpers])], end=index.tokens[end].span.end)


def _until(index: Index, span: Span, end: int) -> Span | None:
    words = [i for i in index.words(span) if index.starts[i] < end]
    while words and index.tokens[words[-1]].pos in ("CCONJ", "PUNCT", "ADV") and index.tokens[words[-1]].dep != "prt":
        words = words[:-1]
    return Span(start=span.start, end=index.tokens[words[-1]].span.end) if len(words) >= LEAST else None


def _act_of(index: Index, verb: int, act: Attributed, end: int) -> Attributed | None:
    """The act of the second verb, with what stands behind it for its content."""
    cue = _group(index, verb)
    words = [i for i in index.words(Span(start=cue.end, end=max(cue.end, end))) if index.tokens[i].pos != "SPACE"]
    while words and (
        index.tokens[words[0]].text.lower() in ("to", "that", ",") or index.tokens[words[0]].dep == "mark"
    ):
        words = words[1:]
    if not words or not any(index.tokens[c].dep in (*OBJECTS, "prep") for c in index.children[verb]):
        return None
    content = Span(start=index.starts[words[0]], end=index.tokens[words[-1]].span.end)
    return replace(act, cue=cue, content=(content,), relay=())


def _tight(index: Index, span: Span) -> Span:
    words = [i for i in index.words(span) if index.tokens[i].pos != "SPACE"]
    while len(words) > 1 and index.tokens[words[-1]].text.lower() in ("that", ","):
        words = words[:-1]
    return Span(start=span.start, end=index.tokens[words[-1]].span.end)
